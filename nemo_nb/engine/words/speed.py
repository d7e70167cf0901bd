"""Speed: faster, slower, by how much, or until it fits a length."""

from __future__ import annotations

import re

from nemo_nb.engine.words.numbers import CLOCKED, seconds
from nemo_nb.engine.words.parts import take_parts
from nemo_nb.engine.words.vocabulary import INSTRUMENT, MUSIC, Heard, has, much
from nemo_nb.engine.words.wishes import Speed, Wish

_FAST = (
    r"\b(?:speed (?:\S+ )*?up|faster|quicker|fast[- ]forward|accelerat\w+|time-?lapse)\b|加速|快放|快进"
    r"|快一?点|更快"
    r"|加快|提速"
)
_SLOW = (
    r"\b(?:slow (?:\S+ )*?down|slower|slow[- ]?mo(?:tion)?|slow)\b|放慢|慢放|慢动作|减速|慢一?点|更慢|变慢"
    r"|降速"
)
_FACTOR = (
    r"(\d+(?:\.\d+)?)\s*(?:x\b|×|times\b(?: (?:as |the )?(?:fast\w*|speed|slow\w*))?|倍)"
    r"|\bx\s?(\d+(?:\.\d+)?)"
)


def read_speed(said: str, heard: Heard) -> list[Wish] | None:
    """Return the speed that a clause asks for; “faster” alone may be about music."""
    fast, slow = has(_FAST, said), has(_SLOW, said)
    if has(r"\b(?:less|not (?:so|as|that)) (?:fast|slow|quick)\w*|不要?(?:那么|这么)[快慢]", said):
        fast, slow = slow, not slow
    fit = re.search(
        rf"\bfits? (?:it |them |everything )?(?:in|into|in to|to) ({CLOCKED})|(?:压缩|塞)(?:到|成"
        rf"|进)({CLOCKED})",
        said,
        re.I,
    )
    if fit and not has(MUSIC, said):
        return [Speed(take_parts(said[: fit.start()])[0], length=seconds(fit[1] or fit[2]))]
    named = has(r"\bspeed\b|\bspeed(?:ed)?\b|倍速|速度|播放速率|原速", said)
    factor = _factor(said)
    alone = heard.setting.pictures and has(
        rf"^\W*(?:please |(?:at|play|play at|make it|run at|改成|设成|用) )?(?:{_FACTOR})\W*$", said
    )
    if alone and factor:
        return [Speed(to=factor)]
    if not (fast or slow or named or (factor and has(r"\bfast\b|\bplay\b.*\d\s*(?:x\b|%)", said))) or has(
        r"\bslow[- ]motion (?:\w+ )+(?:reel|video|footage)", said
    ):
        return None
    if has(MUSIC, said) or has(INSTRUMENT, said):
        return None
    parts, rest = take_parts(said)
    strong = has(r"slow[- ]?mo|time-?lapse|fast[- ]forward|倍速|慢动作|慢放|快放|快进", said) or (
        named and heard.setting.pictures
    )
    if not (parts or strong or (factor and heard.setting.pictures) or heard.about_picture(said)):
        return None
    length = re.search(
        rf"(?:\bto (?:fit|last|be|take)(?: in(?:to)?| about)?|\bfits?(?: in(?:to)?)?|\binto|\bto|到"
        rf"|成)\s*(?:just |only )?({CLOCKED})",
        rest,
        re.I,
    )
    if length and (fast or slow or named):
        return [Speed(parts, length=seconds(length[1]))]
    if has(
        r"\b(?:normal|original|real|regular|default)(?:[- ]time)? speed\b|正常速度|原速|恢复速度|1倍速", said
    ):
        return [Speed(parts, to=1.0)]
    if factor:
        relative = fast or slow
        by = 1 / factor if slow and factor > 1 else factor
        return [Speed(parts, by=by) if relative else Speed(parts, to=by)]
    strength = much(said)
    if slow:
        usual = 0.5 if has(r"slow[- ]?mo|慢动作|慢放", said) else {0.5: 0.85, 1.0: 0.75, 2.0: 0.5}[strength]
        return [Speed(parts, by=usual)]
    if fast:
        usual = 4.0 if has(r"time-?lapse", said) else {0.5: 1.25, 1.0: 1.5, 2.0: 2.0}[strength]
        return [Speed(parts, by=usual)]
    return None


def _factor(said: str) -> float | None:
    if has(r"(?:加?快|加速|提速)了?1倍(?!速)", said):
        return 2.0  # faster by all of it
    match = re.search(_FACTOR, said, re.I)
    if match:
        return float(match[1] or match[2]) or None
    percent = re.search(r"(\d+(?:\.\d+)?)\s*(?:%|percent|per cent)", said, re.I)
    if percent:
        value = float(percent[1]) / 100
        if has(r"\bby\s+[\d.]+\s*(?:%|per)", said):
            value = 1 + value if has(_FAST, said) else max(1 - value, 0.05)
        return value or None
    return next((value for words, value in _IN_WORDS if has(words, said)), None)


_IN_WORDS = (
    (
        r"\bhalf (?:the )?(?:speed|as fast)|\bby half\b|\bhalf[- ]speed|\bto half\b|半速|一半(?:的)?速度"
        r"|放慢一半|慢(?:到)?一半",
        0.5,
    ),
    (r"\b(?:twice|double|2x)\b|快一倍|两倍|加倍", 2.0),
    (r"\b(?:triple|three times)\b", 3.0),
    (r"\bquarter (?:of the )?speed", 0.25),
)
