"""What the agent says, in English and Chinese: brief, calm, concrete. One file of lines per subject."""

from nemo_nb.engine.voice.spoken import Voice, clock, speaks_chinese

__all__ = ["Voice", "clock", "speaks_chinese"]
