"""docs/images/styles.jpg: a frame of each visual style, drawn for a piece of our own.

python tools/styles_picture.py [file]
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
from pathlib import Path

import numpy as np
import soundfile
from PIL import Image

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.music import RATE, Picture, compose, perform
from nemo_nb.engine.picture.visuals import PALETTES, STYLES, frames, size_of
from nemo_nb.engine.song import Song

WIDTH, HEIGHT, FPS, AT, COLUMNS, GAP = 960, 540, 30.0, 9.0, 2, 12
TEXT = ["Night Drive", "Nemo", "Follow the lights", "All the way home"]


def image(raw: memoryview) -> Image.Image:
    """Turn a frame (yuv420p, BT.709, limited range) into an RGB image."""
    width, height = size_of(WIDTH, HEIGHT)
    flat = np.frombuffer(raw, np.uint8)
    size, half = width * height, (height // 2, width // 2)
    y = flat[:size].reshape(height, width)
    u, v = (part.reshape(half) for part in np.split(flat[size:], 2))
    light = (y - 16.0) / 219
    blue, red = ((part.repeat(2, 0).repeat(2, 1) - 128.0) / 224 for part in (u, v))
    rgb = np.stack(
        (light + 1.5748 * red, light - 0.1873 * blue - 0.4681 * red, light + 1.8556 * blue), axis=-1
    )
    return Image.fromarray((rgb.clip(0, 1) * 255).round().astype(np.uint8))


def main() -> None:
    """Draw the frames and write the sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=Path("docs/images/styles.jpg"))
    file: Path = parser.parse_args().file
    rows = -(-len(STYLES) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (WIDTH + GAP) - GAP, rows * (HEIGHT + GAP) - GAP), "white")
    score = compose(Brief("pop", seed=7), Picture(20.0))
    song = Song.from_score(score)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "song.wav")
        soundfile.write(path, perform(score), RATE)
        for number, (style, palette) in enumerate(zip(STYLES, itertools.cycle(PALETTES))):
            text = (
                ["Night Drive", "Nemo", "Follow the lights", "All the way home"] if style == "cards" else []
            )
            visual = {"style": style, "seed": 3, "text": text, "palette": palette}
            drawn = frames(visual, song, path, WIDTH, HEIGHT, FPS, AT + 1)
            frame = next(itertools.islice(drawn, round(AT * FPS), None))
            row, column = divmod(number, COLUMNS)
            sheet.paste(image(frame), (column * (WIDTH + GAP), row * (HEIGHT + GAP)))
    sheet.reduce(2).save(file, quality=88)


if __name__ == "__main__":
    main()
