"""How is a segment shown or heard? Its speed, look, transition, place and the like, in a person's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._model import items, mapping, number, words
from ._tongue import tell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ._model import Segment

_LOOKS = ("noir", "vintage", "cinematic", "vivid", "warm", "cool", "dreamy", "faded")
_KINDS = {"lower": "Lower third", "caption": "Caption", "subtitle": "Subtitle", "card": "Card"}
_FILLS = {"blur": "blurred borders", "black": "black borders", "white": "white borders"}


def manner(segment: Segment) -> dict[str, str]:
    """Return what is particular about a segment, by aspect; nothing for one that is shown as it is."""
    meta = segment.meta
    said = _words_of(meta) if segment.kind == "text" else _picture_of(meta)
    return {aspect: phrase for aspect, phrase in said.items() if phrase}


def _picture_of(meta: Mapping[str, Any]) -> dict[str, str]:
    speed = number(meta.get("speed")) or 1.0
    turn = number(meta.get("rotate")) or 0.0
    box = [number(share) or 0.0 for share in items(meta.get("box"))]
    crop = [number(share) or 0.0 for share in items(meta.get("crop"))]
    join = mapping(meta.get("transition"))
    motion = words(meta.get("motion"))
    opacity = number(meta.get("opacity"))
    return {
        "transition": tell("{kind} {seconds} s", kind=_kind_of(join), seconds=_seconds(join.get("d")))
        if join
        else "",
        "speed": tell("speed {factor}×", factor=f"{round(speed, 2):g}") if speed != 1 else "",
        "look": _look(mapping(meta.get("look"))),
        "rotate": tell("turned {degrees}°", degrees=round(turn)) if turn else "",
        "flip": tell({"h": "mirrored", "v": "upside down"}.get(words(meta.get("flip")), ""))
        if meta.get("flip")
        else "",
        "crop": tell("cropped to {wide} × {high} %", wide=round(crop[2] * 100), high=round(crop[3] * 100))
        if len(crop) == 4
        else "",
        "fit": tell("fills the frame") if meta.get("fit") == "fill" else "",
        "motion": tell("moving slowly") if motion else "",
        "box": tell("{wide} % wide", wide=round(box[2] * 100)) if len(box) == 4 else "",
        "opacity": tell("{percent} % opaque", percent=round(opacity * 100))
        if opacity not in (None, 1.0)
        else "",
        "loop": tell("repeating") if meta.get("loop") else "",
    }


def _words_of(meta: Mapping[str, Any]) -> dict[str, str]:
    place, size = meta.get("position"), number(meta.get("size"))
    usual = {"lower": "bottom", "caption": "bottom", "subtitle": "bottom"}.get(
        words(meta.get("kind")), "center"
    )
    shares = [number(share) or 0.0 for share in items(place)]
    where = ""
    if len(shares) == 2:
        where = tell("at {across} %, {down} %", across=round(shares[0] * 100), down=round(shares[1] * 100))
    elif words(place) not in ("", usual):
        where = tell({"top": "at the top", "bottom": "at the bottom"}.get(words(place), "in the middle"))
    colour = words(meta.get("color"))
    return {
        "position": where,
        "size": tell("{percent} % high", percent=f"{size * 100:.3g}")
        if size and round(size, 3) not in _SIZES
        else "",
        "color": colour if colour.lower() not in ("", "#ffffff") else "",
    }


_SIZES = (0.09, 0.05, 0.055, 0.07)  # what the kinds of text have when nobody asks for another size


def _look(look: Mapping[str, Any]) -> str:
    name = words(look.get("name"))
    parts = [tell("{look} look", look=tell(name))] if name in _LOOKS else []
    for axis in ("brightness", "contrast", "saturation", "warmth"):
        value = number(look.get(axis))
        if value:
            parts.append(tell("{axis} {percent} %", axis=tell(axis), percent=f"{value * 100:+.0f}"))
    return tell(", ").join(parts)


def _kind_of(join: Mapping[str, Any]) -> str:
    kind = words(join.get("kind"))
    return tell(kind if kind in ("crossfade", "wipe", "slide", "zoom", "blur") else "dip to black")


def _seconds(milliseconds: object) -> str:
    return f"{round((number(milliseconds) or 0) / 1000, 2):g}"


def altered(then: Segment, now: Segment) -> list[str]:
    """Return what is different about how a segment is shown."""
    before, after = manner(then), manner(now)
    told = [phrase for aspect, phrase in after.items() if before.get(aspect) != phrase]
    return told + [tell("no longer {what}", what=before[aspect]) for aspect in before if aspect not in after]


def kind_of_words(segment: Segment) -> str:
    """Return what a person calls a text: Title, Lower third, Caption, Subtitle or Card."""
    return tell(_KINDS.get(words(segment.meta.get("kind")), "Title"))


def canvas(draft: object) -> str:
    """Return the frame of a draft, such as ``9:16, 1080 × 1920, blurred borders``; empty if unknown."""
    meta = mapping(mapping(draft).get("m"))
    width, height = number(meta.get("width")), number(meta.get("height"))
    if not width or not height:
        return ""
    parts = [_shape(width / height), f"{round(width)} × {round(height)}"]
    fill = words(meta.get("fill"))
    if fill:
        parts.append(tell(_FILLS[fill]) if fill in _FILLS else tell("{colour} borders", colour=fill))
    return tell(", ").join(part for part in parts if part)


def _shape(ratio: float) -> str:
    shapes = ((16, 9), (9, 16), (1, 1), (4, 5), (5, 4), (4, 3), (3, 4), (3, 2), (2, 3), (21, 9))
    return next((f"{a}:{b}" for a, b in shapes if abs(ratio / (a / b) - 1) < 0.01), "")
