"""The parts of `music_quality.py`: ears, rendering, and one module per group of promises."""
