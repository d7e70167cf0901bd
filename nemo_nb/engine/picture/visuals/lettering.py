"""Words as shapes: set in the title font, fitted to a width, ready to be stamped."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import ImageFont

    Floats = NDArray[np.float32]

_LEAST = 12  # pixels; smaller letters cannot be read


def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the title font."""
    from PIL import ImageFont

    with as_file(files("nemo_nb.engine").joinpath("data/title-font.otf")) as path:
        return ImageFont.truetype(str(path), size)


def fitted(text: str, size: int, width: int, lines: int = 1) -> tuple[list[str], int]:
    """Return the text in at most so many lines, and the size, at most ``size``, at which it fits."""
    words = text.split() if " " in text.strip() else list(text)
    joint = " " if " " in text.strip() else ""
    while True:
        face = font(size)
        rows = [""]
        for word in words:
            longer = f"{rows[-1]}{joint}{word}" if rows[-1] else word
            if rows[-1] and face.getlength(longer) > width:
                rows.append(word)
            else:
                rows[-1] = longer
        fits = len(rows) <= lines and max(face.getlength(row) for row in rows) <= width
        if fits or size <= _LEAST:
            return rows[:lines], size
        size = max(round(size * 0.92), _LEAST)


def set_line(text: str, size: int, spacing: float = 0.0) -> Floats:
    """Return a line's cover (0 to 1), of even width and height, as large as what is drawn.

    ``spacing`` is added between letters, in shares of the size.
    """
    from PIL import Image, ImageDraw

    face = font(size)
    gap = spacing * size
    length = sum(face.getlength(letter) + gap for letter in text) if gap else face.getlength(text)
    ascent, descent = face.getmetrics()
    wide, high = _even(length + size * 0.2), _even(ascent + descent)
    picture = Image.new("L", (wide, high), 0)
    pen = ImageDraw.Draw(picture)
    if gap:
        x = size * 0.1
        for letter in text:
            pen.text((x, 0), letter, font=face, fill=255)
            x += face.getlength(letter) + gap
    else:
        pen.text((size * 0.1, 0), text, font=face, fill=255)
    cover = np.asarray(picture, np.float32) / 255
    rows, columns = np.flatnonzero(cover.any(axis=1)), np.flatnonzero(cover.any(axis=0))
    if not rows.size:
        return np.zeros((2, 2), np.float32)
    # Without what the font leaves free around letters, lines of different sizes stand flush.
    top, left = int(rows[0]), int(columns[0])
    framed = np.zeros((_even(rows[-1] + 1 - top), _even(columns[-1] + 1 - left)), np.float32)
    framed[: rows[-1] + 1 - top, : columns[-1] + 1 - left] = cover[top : rows[-1] + 1, left : columns[-1] + 1]
    return framed


def _even(length: float) -> int:
    return max(int(np.ceil(length / 2)) * 2, 2)
