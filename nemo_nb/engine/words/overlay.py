"""Pictures over the picture: a logo in a corner, a watermark, a clip in a small frame."""

from __future__ import annotations

import re

from nemo_nb.engine.words.numbers import CLOCKED, seconds
from nemo_nb.engine.words.parts import take_parts
from nemo_nb.engine.words.places import Moment, Named, Part, Times
from nemo_nb.engine.words.vocabulary import REMOVE, Heard, has
from nemo_nb.engine.words.wishes import Overlay, RemoveOverlay, Wish

_NOUN = (
    r"\b(?:logos?|watermarks?|overlays?|picture[- ]in[- ]picture|pip|badge|corner bug|stamp)\b|水印|台标"
    r"|角标|标志"
    r"|徽标|画中画|叠加|logo"
)
_LAYS = r"\b(?:put|place|add|insert|overlay|show|lay|stick)\b|放|加|添|叠|贴|显示"
_OVER = r"\b(?:corner|over|on top|above|overlay|in front of)\b|角|上面|叠|之上|盖在"
_CHANGES = (
    r"\b(?:make|move|set|change|bigger|smaller|larger|shrink|enlarge|resize|transparent|opacity|fade)\b|移"
    r"|改|变|调|大一?点|小一?点|透明"
)
_ITS = (
    r"\b(?:it|that|this)\b|^\W*(?:(?:a (?:bit|little)|much|slightly) )?(?:bigger|larger|smaller)\W*$"
    r"|^\W*(?:把它|再)?(?:放|移|改|变|透明|大|小)"
)
_ADDS = r"\badd\b|加上?|添加"
_PLACES = (
    (("top", r"\btop\b|\bupper\b|左上|右上|顶|上方"), ("bottom", r"\bbottom\b|\blower\b|左下|右下|底|下方")),
    (("left", r"\bleft\b|左"), ("right", r"\bright\b|右")),
)


def read_overlay(said: str, heard: Heard) -> list[Wish] | None:
    """Return what a clause asks to lie over the picture; None when it asks nothing."""
    noun = has(_NOUN, said)
    parts, rest = take_parts(said)
    files = [part.name for part in parts if isinstance(part, Named)]
    its = heard.subject == "overlay" and has(_ITS, said)
    gone = its and has(r"^\W*(?:delete|remove) (?:it|that|this)(?: again)?\W*$", said)
    if gone or (noun and not files and has(rf"(?:{REMOVE})", said)):
        return [RemoveOverlay()]
    # A file that is laid over, not one that comes first or last among the others.
    laid = files and has(_LAYS, said) and (noun or has(_OVER, said))
    if not (noun or laid or its) or "⟦" in said:
        return None
    place = _place(said)
    width, opacity = _shares(rest)
    adds = has(_ADDS, rest) or (has(_LAYS, rest) and not heard.setting.overlays)
    change = not files and (its or (has(_CHANGES, rest) and not adds))
    if not (files or change or has(_LAYS, said) or place):
        return None
    return [Overlay(files[0] if files else None, place, width, opacity, _when(rest, parts), change)]


def _place(said: str) -> str | None:
    words = [next((name for name, pattern in row if has(pattern, said)), None) for row in _PLACES]
    found = " ".join(word for word in words if word)
    return found or ("center" if has(r"\b(?:cent(?:er|re)|middle)\b|中间|中央|居中", said) else None)


def _shares(said: str) -> tuple[float | None, float | None]:
    """Return (width, opacity): “at 10 %” is a size, “30 % opacity” and “30 % transparent” are not."""
    width = opacity = None
    for match in re.finditer(r"(\d+(?:\.\d+)?)\s*(?:%|percent|per cent)", said, re.I):
        around = said[max(match.start() - 14, 0) : match.end() + 16]
        share = float(match[1]) / 100
        if has(r"opa(?:city|que)|不透明", around):
            opacity = share
        elif has(r"transparen|透明", around):
            opacity = 1 - share
        elif 0 < share <= 1:
            width = share
    if opacity is None and has(
        r"\b(?:semi-?|half[- ]|slightly )?(?:transparent|see-through)\b|半透明|淡一?点", said
    ):
        opacity = 0.5
    if width is None:
        width = next((size for words, size in _SIZES if has(words, said)), None)
    return width, None if opacity is None else round(min(max(opacity, 0.05), 1.0), 3)


_SIZES = (
    (r"\b(?:tiny|very small)\b|很小", 0.06),
    (r"\b(?:smaller|small)\b|小", 0.1),
    (r"\b(?:bigger|big|large|larger)\b|大", 0.25),
    (r"\bhalf (?:the )?(?:width|size|screen)\b|一半", 0.5),
    (r"\bfull ?screen\b|全屏", 1.0),
)


def _when(said: str, parts: tuple[Part, ...]) -> Part | None:
    times = next((part for part in parts if isinstance(part, Times)), None)
    if times is not None:
        return times
    at = re.search(rf"(?:\b(?:at|from)|在)\s*({CLOCKED})", said, re.I)
    long = re.search(rf"(?:\bfor|持续)\s*({CLOCKED})", said, re.I)
    start = seconds(at[1]) if at else 0.0
    if at is None and long is None:
        return None
    return Times(Moment(start), Moment(start + seconds(long[1])) if long else None)
