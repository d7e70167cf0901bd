"""Words over the picture."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL import ImageFont

    from nemo_nb.engine.render.plan import Title

_FONT = "title.font"
_EDGE = 0.08  # of the height, kept free above and below
_FADE = 0.25  # s


def missing_glyphs(text: str) -> str:
    """Return the characters that the title font cannot draw, each once."""
    from PIL import ImageFont

    with as_file(files("nemo_nb.engine").joinpath("data/title-font.otf")) as path:
        font = ImageFont.truetype(str(path), 32)
    unknown = bytes(font.getmask("\U0010ffff"))
    return "".join(dict.fromkeys(c for c in text if not c.isspace() and bytes(font.getmask(c)) == unknown))


def title_filters(titles: Sequence[Title], width: int, height: int, folder: Path) -> list[str]:
    """Return the filters that draw titles; the font and the words lie in ``folder``, ffmpeg's own folder."""
    if not titles:
        return []
    with as_file(files("nemo_nb.engine").joinpath("data/title-font.otf")) as path:
        shutil.copyfile(path, folder / _FONT)
    return [_filter(title, number, width, height, folder) for number, title in enumerate(titles)]


def _filter(title: Title, number: int, width: int, height: int, folder: Path) -> str:
    from PIL import ImageFont

    size = max(round(title.size * height), 8)
    lines = [title.text]
    for _ in range(12):
        font = ImageFont.truetype(str(folder / _FONT), size)
        lines = _wrap(title.text, font, 0.9 * width)
        widest = max(font.getlength(line) for line in lines)
        if widest <= 0.9 * width and len(lines) * size * 1.3 <= 0.8 * height:
            break
        size = round(size * 0.85)
    # Words travel in a file, where no character means anything to ffmpeg.
    (folder / f"title{number}.txt").write_text("\n".join(lines), "utf-8")
    end = title.start + title.duration
    fade = f"min(1,min((t-{title.start:.3f})/{_FADE},({end:.3f}-t)/{_FADE}))"
    y = {"top": f"h*{_EDGE}", "bottom": f"h*(1-{_EDGE})-text_h"}.get(title.position, "(h-text_h)/2")
    return (
        f"drawtext=fontfile={_FONT}:textfile=title{number}.txt:expansion=none:fontsize={size}:fontcolor=white"
        f":text_align=C:line_spacing={round(size * 0.2)}:shadowcolor=black@0.6:shadowx={max(size // 30, 1)}"
        f":shadowy={max(size // 30, 1)}:borderw={max(size // 40, 1)}:bordercolor=black@0.45"
        f":x=(w-text_w)/2:y={y}:alpha='max(0,{fade})':enable='between(t,{title.start:.3f},{end:.3f})'"
    )


def _wrap(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        # Where there are no spaces, as in Chinese, every character may start a line.
        for word in paragraph.split(" ") if " " in paragraph else _pieces(paragraph):
            longer = f"{line} {word}" if line and " " in paragraph else line + word
            if line and font.getlength(longer) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def _pieces(text: str) -> list[str]:
    return [text] if text.isascii() else list(text)
