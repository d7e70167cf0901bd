"""Words as pictures: set in the shipped font, wrapped, kept clear of the edges, readable on any ground.

Each text becomes one image with transparency, no larger than its words; ffmpeg lays it over the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageFont

    from nemo_nb.engine.render.script import Text

_SIDE, _TOP, _BOTTOM = 0.06, 0.07, 0.08  # of the canvas, kept free: phones and televisions hide the edges
_LEADING = 1.28  # of the size, from line to line
_WIDEST = {"title": 0.86, "lower": 0.62, "caption": 0.80, "subtitle": 0.78, "card": 0.72}
_RISE = 0.12  # of the size; the font leaves more room above its letters than below
_SMALLEST = 10  # pixels
_ACCENT = (255, 255, 255, 235)  # the bar beside a lower third


@dataclass(frozen=True, slots=True)
class Lettering:
    """A drawn text and the pixel of the canvas where its upper left corner lies; both even."""

    image: Image.Image
    left: int
    top: int


def missing_glyphs(text: str) -> str:
    """Return the characters that the title font cannot draw, each once."""
    font = _font(32)
    unknown = bytes(font.getmask("\U0010ffff"))
    return "".join(dict.fromkeys(c for c in text if not c.isspace() and bytes(font.getmask(c)) == unknown))


def letter(text: Text, width: int, height: int) -> Lettering:
    """Draw a text for a canvas of this size in pixels."""
    from PIL import Image, ImageDraw

    # Upright pictures are narrow: their words are measured by what they would be in a square.
    size = max(round(text.size * min(height, width * 1.25)), _SMALLEST)
    room = _WIDEST[text.kind] * width if width < 1.5 * height or text.kind != "lower" else 0.5 * width
    if width < height:
        room = 0.86 * width
    lines = [text.text]
    for _ in range(16):
        lines = wrap(text.text, _font(size), room)
        widest = max(_font(size).getlength(line) for line in lines)
        if (widest <= room and len(lines) * size * _LEADING <= 0.8 * height) or size <= _SMALLEST:
            break
        size = max(round(size * 0.88), _SMALLEST)
    font, step = _font(size), round(size * _LEADING)
    widest = max(1, min(round(max(font.getlength(line) for line in lines)), width))
    boxed = text.background == "box" or text.kind == "card"
    pad = round(size * (0.55 if boxed else 0.5))
    bar = max(round(size * 0.12), 3) if text.kind == "lower" else 0
    block = (widest + 2 * pad + 2 * bar, min(step * len(lines) + 2 * pad, height))
    image = Image.new("RGBA", block, (*_rgb(text.colour), 0))
    left = text.kind == "lower"
    places = []
    for number, line in enumerate(lines):
        across = pad + 2 * bar if left else (block[0] - font.getlength(line)) / 2
        places.append((round(across), pad + number * step - round(size * _RISE), line))
    if boxed:
        _box(image, text, size)
    elif text.background == "shade":
        _shade(image, places, font, size)
    else:
        _shadow(image, places, font, size)
    draw = ImageDraw.Draw(image)
    if bar:
        draw.rounded_rectangle((0, 0, bar - 1, block[1] - 1), bar // 2, fill=_ACCENT)
    for across, down, line in places:
        draw.text((across, down), line, font=font, fill=(*_rgb(text.colour), 255))
    return _placed(image, text, width, height, pad)


def wrap(text: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
    """Break a text into lines of at most ``room`` pixels, about equally long where that is possible."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        broken = _broken(paragraph, font, room)
        if len(broken) > 1:
            # A last line of one word looks forgotten: share the words out, with as many lines as before.
            low, high = max(font.getlength(paragraph) / len(broken) * 0.9, 1), room
            for _ in range(6):
                middle = (low + high) / 2
                even = _broken(paragraph, font, middle)
                fits = len(even) == len(broken) and max(map(font.getlength, even)) <= middle
                broken, low, high = (even, low, middle) if fits else (broken, middle, high)
        lines += broken
    return lines


def _broken(paragraph: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(paragraph):
        if line and font.getlength((line + piece).rstrip()) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


_NO_START = set("，。、；：？！）》」』】”’…,.;:?!)%")
_NO_END = set("（《「『【“‘(")


def _pieces(text: str) -> list[str]:
    """Return what may not be broken: words with the space after them, single characters of Chinese."""
    pieces: list[str] = []
    for character in text:
        wide = ord(character) > 0x2E7F
        last = pieces[-1] if pieces else ""
        joined = last and (
            character.isspace()
            or character in _NO_START
            or last[-1] in _NO_END
            or (not wide and not last[-1].isspace() and ord(last[-1]) <= 0x2E7F)
        )
        if joined:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _placed(image: Image.Image, text: Text, width: int, height: int, pad: int) -> Lettering:
    across, up = image.size
    # What is only soft shadow may lie in the margin; the words may not.
    inside = 0 if text.background == "box" or text.kind in ("card", "lower") else pad
    side, top = round(_SIDE * width) - inside, round(_TOP * height) - inside
    bottom = height - round(_BOTTOM * height) - up + inside
    if text.place is not None:
        left, down = round(text.place[0] * width - across / 2), round(text.place[1] * height - up / 2)
    else:
        left = side if text.kind == "lower" else round((width - across) / 2)
        down = {"top": top, "bottom": bottom}.get(text.position, round((height - up) / 2))
    left = min(max(left, min(side, (width - across) // 2)), max(width - side - across, (width - across) // 2))
    down = min(max(down, min(top, (height - up) // 2)), max(bottom, (height - up) // 2))
    # An overlay on half-size colour planes starts on even pixels; one that would begin outside is cut.
    left, down = left // 2 * 2, down // 2 * 2
    if left < 0 or down < 0:
        image = image.crop((max(-left, 0), max(-down, 0), across, up))
        left, down = max(left, 0), max(down, 0)
    return Lettering(image, left, down)


def _box(image: Image.Image, text: Text, size: int) -> None:
    from PIL import ImageDraw

    dark = sum(_rgb(text.colour)) > 300
    ground = (12, 14, 18, 168) if dark else (250, 250, 250, 205)
    edge = (image.width - 1, image.height - 1)
    ImageDraw.Draw(image).rounded_rectangle((0, 0, *edge), round(size * 0.28), fill=ground)


def _shade(
    image: Image.Image, places: list[tuple[int, int, str]], font: ImageFont.FreeTypeFont, size: int
) -> None:
    """A soft dark cloud behind the words, as wide as they are."""
    from PIL import Image, ImageDraw, ImageFilter

    mask = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(mask)
    for across, down, line in places:
        box = (
            across - size * 0.1,
            down + size * 0.1,
            across + font.getlength(line) + size * 0.1,
            down + size * 1.25,
        )
        draw.rounded_rectangle(box, round(size * 0.3), fill=150)
    mask = mask.filter(ImageFilter.GaussianBlur(size * 0.16))
    image.paste((0, 0, 0, 255), (0, 0), mask)
    image.putalpha(mask)
    _shadow(image, places, font, size)


def _shadow(
    image: Image.Image, places: list[tuple[int, int, str]], font: ImageFont.FreeTypeFont, size: int
) -> None:
    """A wide soft shadow and a thin dark edge: white words on a white sky stay readable."""
    from PIL import Image, ImageChops, ImageDraw, ImageFilter

    wide, edge = Image.new("L", image.size, 0), Image.new("L", image.size, 0)
    for across, down, line in places:
        ImageDraw.Draw(wide).text(
            (across, down + size * 0.03), line, font=font, fill=255, stroke_width=size // 24
        )
        ImageDraw.Draw(edge).text((across, down), line, font=font, fill=120, stroke_width=max(size // 36, 1))
    soft = wide.filter(ImageFilter.GaussianBlur(size * 0.12)).point(
        lambda value: min(round(value * 0.75), 255)
    )
    mask = ImageChops.lighter(soft, edge.filter(ImageFilter.GaussianBlur(max(size / 60, 0.6))))
    mask = ImageChops.lighter(mask, image.getchannel("A"))
    image.paste((0, 0, 0, 255), (0, 0, *image.size))
    image.putalpha(mask)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=1)
def _font_data() -> bytes:
    return files("nemo_nb.engine").joinpath("data/title-font.otf").read_bytes()


@lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(BytesIO(_font_data()), size)
