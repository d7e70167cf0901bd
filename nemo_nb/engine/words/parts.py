"""Which part of the timeline is meant? Times, halves, scenes, clips and files, in English and Chinese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nemo_nb.engine.words.exceptions import exception, without_exception
from nemo_nb.engine.words.names import TOKEN, unveil
from nemo_nb.engine.words.numbers import CLOCKED, TIME, seconds
from nemo_nb.engine.words.places import Each, Moment, Named, Nth, Part, Times, Within

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal, TypeGuard

_I = re.IGNORECASE
_THING = r"(?:scenes?|shots?|clips?|photos?|pictures?|images?|parts?|sections?|segments?)"
_HAN_THING = r"(?:个|张|段)?(?:镜头|场景|片段|视频片段|视频|照片|图片|画面|素材|段|部分)"
_ORDINALS = {
    "first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "last": -1, "final": -1, "closing": -1, "second to last": -2,
    "second-to-last": -2, "penultimate": -2, "next to last": -2, "middle": 0,
}  # fmt: skip
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True)) + r"|\d+(?:st|nd|rd|th)"
_BEGIN = r"(?:the\s+)?(?:very\s+)?(?:beginning|start|开头|开始|片头|最开始|起点)"
_FINISH = r"(?:the\s+)?(?:very\s+)?(?:end|结尾|末尾|最后|片尾|结束)"
_ENDS = r"\.(?:mp4|mov|avi|webm|mkv|jpe?g|png|gif|webp)(?![A-Za-z0-9_])"
_FILE = (
    rf"{TOKEN}|(?<![A-Za-z0-9_/.-])[A-Za-z0-9_][A-Za-z0-9_.()-]*?{_ENDS}"
    rf"|(?<!\w)[^\s,，、:：“”\"'《》A-Za-z0-9]+{_ENDS}"
)
_TO = r"\s*(?:剪|裁|截|保留|播放)?(?:to|until|till|through|and|-|–|—|~|到|至)\s*"
_SPAN_END = r"\s*(?:(?:秒|s)?(?:处|的?(?:位置|地方))?(?:之间|这一?段|这部分|的?(?:部分|内容|片段|画面))?)"


def take_parts(text: str) -> tuple[tuple[Part, ...], str]:
    """Return the parts that a text names, in its order, and what is left of it."""
    found: list[tuple[int, int, tuple[Part, ...]]] = []
    said = text
    for pattern, build in _PATTERNS:
        while (match := pattern.search(text)) is not None:
            parts = build(match)
            if not parts:
                break
            found.append((match.start(), match.end(), parts))
            # Blanks of the same length keep the order of what is found later.
            text = text[: match.start()] + "\0" * len(match[0]) + text[match.end() :]
    found.sort(key=lambda row: row[0])
    parts = _nested(found, said)
    but = exception(said, parts, [start for start, _, _ in found])
    if but is not None:
        return (but,), without_exception(re.sub("\0+", " ", text))
    every = _EVERY.search(text)
    if every and len(parts) == 1 and isinstance(parts[0], Times):
        parts = (Each(_of(every[0]), parts[0]),)
        text = text[: every.start()] + " " + text[every.end() :]
    return parts, re.sub("\0+", " ", text)


def _nested(found: list[tuple[int, int, tuple[Part, ...]]], said: str) -> tuple[Part, ...]:
    """Put times into the clip beside which they stand: “clip 2 from 1 s to 3 s”."""
    made: list[Part] = []
    ended = 0
    for start, end, parts in found:
        last, gap = (made[-1] if made else None), said[ended:start]
        inner = _within(last, parts[0], gap) if last and len(parts) == 1 else None
        if inner and not re.match(r"(?:everything |all )?(?:after|before|until)\b", said[start:end], _I):
            made[-1] = inner
        else:
            made += parts
        ended = end
    return tuple(made)


def _within(one: Part, other: Part, gap: str) -> Within | None:
    """Return one of these within the other, if one is a clip, the other times, and nothing parts them."""
    if isinstance(one, Times) and _is_one(other) and _BESIDE.fullmatch(gap):
        return Within(other, one)
    if _is_one(one) and isinstance(other, Times) and (_BESIDE.fullmatch(gap) or _NEARLY.fullmatch(gap)):
        return Within(one, other)
    return None


def _is_one(part: Part) -> TypeGuard[Nth | Named]:
    return isinstance(part, Named) or (isinstance(part, Nth) and part.first == part.last)


_BESIDE = re.compile(
    r"\s*(?:'s|of|off|from|in|on|to|only|just|的|里的?|中的?)?\s*(?:the|its)?\s*(?:clip\b)?\s*", _I
)
_NEARLY = re.compile(
    r"\s*(?!.*\b(?:and|or|then|to|in|at|on|with|over|before|after|behind|for)\b)[a-z]+(?:-[a-z]+)*(?:\s+[a-z]+){0,2}"
    r"\s*",
    _I,
)
"""What may stand between a clip and times in it: “clip 2 warmer from 1 s to 2 s”."""
_EVERY = re.compile(
    r"(?:(?:of|off|from|in|on)\s+)?\b(?:every|each|all(?: of)?(?: the)?)\s+(?:clip|scene|shot|video clip)s?\b"
    r"|每[一]?(?:个|段)?(?:片段|视频|镜头|场景)的?",
    _I,
)


def take_moment(text: str) -> tuple[Moment | None, str]:
    """Return the moment that a text names (“at 0:05”, “in the middle”, “第5秒”), and what is left of it."""
    for pattern, build in _MOMENTS:
        match = pattern.search(text)
        if match:
            return build(match), text[: match.start()] + " " + text[match.end() :]
    return None, text


def take_duration(text: str) -> tuple[float | None, str]:
    """Return how long something is to be (“for 3 seconds”, “持续3秒”), and what is left of the text."""
    match = _DURATION.search(text)
    if match is None:
        return None, text
    return seconds(next(filter(None, match.groups()))), text[: match.start()] + " " + text[match.end() :]


def _between(match: re.Match[str]) -> tuple[Part, ...]:
    start, end = match["start"], match["end"]
    return (Times(Moment(seconds(start, end)), Moment(seconds(end, start))),)


def _edge(match: re.Match[str]) -> tuple[Part, ...]:
    length = seconds(match["time"])
    return (_first(length) if re.search(r"first|opening|beg|start|前|开", match[0], _I) else _last(length),)


def _both_ends(match: re.Match[str]) -> tuple[Part, ...]:
    said = match["time"] or match["each"]
    length = seconds(said) if said else 60 if match["unit"][0] in "mM" else 1
    return _first(length), _last(length)


def _first(length: float) -> Times:
    return Times(None, Moment(length))


def _last(length: float) -> Times:
    return Times(Moment(length, back=True), None)


def _share(match: re.Match[str]) -> tuple[Part, ...]:
    said = match[0].lower()
    size = next((part for words, part in _SIZES if re.search(words, said)), 0.5)
    if re.search(r"middle|中间", said):
        size = 1 / 3 if size == 0.5 else size
        return (Times(Moment((1 - size) / 2, share=True), Moment((1 + size) / 2, share=True)),)
    if re.search(r"first|opening|前|上", said):
        return (Times(None, Moment(size, share=True)),)
    return (Times(Moment(1 - size, share=True), None),)


_SIZES = ((r"half|半|1/2|一半", 0.5), (r"third|三分之一", 1 / 3), (r"quarter|四分之一", 0.25))


def _numbered(match: re.Match[str]) -> tuple[Part, ...]:
    of = _of(match["thing"])
    numbers = [int(number) for number in re.findall(r"\d+", match["numbers"])]
    if re.search(r"to|-|–|through|到|至|~", match["numbers"]) and len(numbers) == 2:
        return (Nth(min(numbers), max(numbers), of),) if min(numbers) > 0 else ()
    return tuple(Nth(number, number, of) for number in numbers if number > 0)


def _ordinal(match: re.Match[str]) -> tuple[Part, ...]:
    number = _number(match["which"])
    more = int(match["count"] or 1)
    of = _of(match["thing"])
    if number == 0 and (match["which"].lower() != "middle" or re.match(r"part|section", match["thing"], _I)):
        return ()
    if more > 1:
        return (Nth(-more, -1, of) if number == -1 else Nth(number, number + more - 1, of),)
    return (Nth(number, number, of),)


def _number(said: str) -> int:
    known = _ORDINALS.get(said.lower())
    return int(re.sub(r"\D", "", said) or 0) if known is None else known


def _han_ordinal(match: re.Match[str]) -> tuple[Part, ...]:
    of = _of(match["thing"])
    groups = match.groupdict()
    if groups.get("back"):
        number = int(groups["back"])
        return (Nth(-number, -number, of),)
    if groups.get("number"):
        numbers = [int(number) for number in re.findall(r"\d+", groups["number"])]
        if len(numbers) == 2 and re.search(r"到|至|-|~", groups["number"]):
            return (Nth(numbers[0], numbers[1], of),)
        return tuple(Nth(number, number, of) for number in numbers)
    count = int(groups.get("count") or 1)
    if (groups.get("edge") or "").startswith(("最后", "末", "后")):
        return (Nth(-count, -1, of),)
    return (Nth(1, count, of),)


def _of(thing: str) -> Literal["scene", "clip", "photo"]:
    if re.search(r"photo|picture|image|照片|图片", thing, _I):
        return "photo"
    return "clip" if re.search(r"clip|segment|片段|视频|素材", thing, _I) else "scene"


def _named(match: re.Match[str]) -> tuple[Part, ...]:
    return (Named(unveil(match[0])),)


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[Part, ...]]], ...] = tuple(
    (re.compile(pattern, _I), build)
    for pattern, build in (
        # Before all times, so that “clip 1 to 3 seconds” is no span from 1 to 3.
        (
            rf"\b(?:the )?(?P<thing>{_THING})\s+(?:no\.?\s*|number\s+|#)?(?P<numbers>\d+(?:\s*(?:,|and|&"
            rf"|to|-|–|through"
            rf"|with)\s*(?:{_THING}\s+)?\d+(?![\d:.]*\s*(?:s\b|sec|%|x\b)))*)(?![\d.%]|:\d|\s*(?:s\b|sec|min))",
            _numbered,
        ),
        (
            r"(?P<thing>镜头|片段|场景|照片|图片)(?P<number>\d+(?:\s*(?:和|、|与|到|至|-)\s*\d+)*)(?![\d:.]|\s*[秒分倍%])",
            _han_ordinal,
        ),
        (
            rf"(?:\b(?:from|between)\s+|从"
            rf"|在)\s*(?:第)?(?P<start>{TIME}){_TO}(?:第)?(?P<end>{CLOCKED}){_SPAN_END}",
            _between,
        ),
        (
            rf"(?:\b(?:from|between)\s+|从"
            rf"|在)\s*(?:第)?(?P<start>{CLOCKED}){_TO}(?:第)?(?P<end>{TIME}){_SPAN_END}",
            _between,
        ),
        (rf"(?:第)?(?P<start>{TIME}){_TO}(?:第)?(?P<end>{CLOCKED}){_SPAN_END}", _between),
        (
            rf"(?:\b(?:from|after|since)\s+|从)(?:第)?(?P<time>{CLOCKED})\s*(?:(?:to|until|till|到"
            rf"|至)\s*{_FINISH}"
            r"|on(?:wards?)?\b|onwards?|and on|开始|起|往后|以?后|之后)",
            lambda m: (Times(Moment(seconds(m["time"])), None),),
        ),
        (
            rf"(?:everything |all |the (?:part|rest) )?\bafter\s+(?P<time>{CLOCKED})"
            rf"|(?:第)?(?P<time2>{CLOCKED})"
            r"\s*(?:之后|以后|往后|后面(?!\s*\d))的?(?:所有|全部)?(?:部分|内容|画面)?",
            lambda m: (Times(Moment(seconds(m["time"] or m["time2"])), None),),
        ),
        (
            rf"(?:(?:\bfrom\s+|从)?{_BEGIN}\s*(?:to|until|till|up to|到|至)\s*|\b(?:everything "
            rf"|all )?(?:before|until"
            rf"|up to)\s+)(?:第)?(?P<time>{CLOCKED})",
            lambda m: (Times(None, Moment(seconds(m["time"]))),),
        ),
        (
            rf"(?:第)?(?P<time>{CLOCKED})\s*(?:之前|以前|前面(?!\s*\d))的?(?:所有|全部)?(?:部分|内容|画面)?",
            lambda m: (Times(None, Moment(seconds(m["time"]))),),
        ),
        (
            rf"\bfirst and (?:the )?last (?:(?P<time>{CLOCKED})|(?P<unit>second|minute)\b)"
            rf"|(?:首尾|头尾|前后|开头和结尾)(?:各|都)(?:[剪裁切去删]掉?)?(?P<each>{CLOCKED})",
            _both_ends,
        ),
        (
            rf"\b(?:the |its |video'?s )?(?:very )?(?:first|last|final|opening"
            rf"|closing)\s+(?P<time>{CLOCKED})",
            _edge,
        ),
        (
            r"\b(?:the |its )?(?:very )?(?:first|last|final)\s+(?P<unit>second|minute)\b"
            rf"(?!\s+(?:half|{_THING}))",
            lambda m: ((_first if "first" in m[0].lower() else _last)(60 if m["unit"][0] in "mM" else 1),),
        ),
        (rf"(?:最前面?|开头|最后|末尾|结尾|前面?|后面?)的?(?P<time>{CLOCKED})", _edge),
        (
            rf"(?P<time>{CLOCKED})\s*(?:(?:off|from|at|of)\s+(?:the\s+)?(?:start|beginning|front|end|back"
            rf"|tail)\b)",
            _edge,
        ),
        (
            r"\b(?:the )?(?:first|second|last|latter|opening|middle|final) (?:half|third|quarter)\b"
            r"|[前后上下](?:半段?|一半|半部分)(?:部分|视频)?|[前后](?:面)?(?:的)?(?:三|四)分之一"
            r"|中间(?:三分之一|部分|一段)"
            r"|\bthe middle(?: part| section)\b",
            _share,
        ),
        (
            rf"\b(?:the )?(?P<one>{_ORDINAL})\s+(?:and"
            rf"|with)\s+(?:the )?(?P<other>{_ORDINAL})\s+(?P<thing>{_THING})\b",
            lambda m: tuple(Nth(n, n, _of(m["thing"])) for n in map(_number, m.group("one", "other")) if n),
        ),
        (
            rf"\b(?:the |my )?(?P<which>{_ORDINAL})\s+(?:(?P<count>\d+"
            rf"|2)\s+)?(?:video )?(?P<thing>{_THING})\b",
            _ordinal,
        ),
        (
            rf"倒数第(?P<back>\d+)(?P<thing>{_HAN_THING})",
            _han_ordinal,
        ),
        (
            rf"第(?P<number>\d+[个张段]?(?:\s*(?:和|、|与|跟|到|至|-|~)\s*第?\d+)*)(?P<thing>{_HAN_THING})",
            _han_ordinal,
        ),
        (rf"(?P<edge>最后|末尾|后面?)(?P<count>\d+)?(?P<thing>{_HAN_THING})", _han_ordinal),
        (
            r"(?P<edge>最前面?|开头|前面?|首)(?P<count>\d+)?(?P<thing>(?:个|张|段)(?:镜头|场景|片段|照片"
            r"|图片|画面)?|镜头)",
            _han_ordinal,
        ),
        (
            r"\b(?:the|my|this|that) (?P<thing>photo|still)\b|[这那]张(?:照片|图片)",
            lambda _: (Nth(1, 1, "photo"),),
        ),
        (_FILE, _named),
    )
)

_MOMENTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Moment]], ...] = tuple(
    (re.compile(pattern, _I), build)
    for pattern, build in (
        (
            rf"(?:\b(?:at|from|after|@|starting at|around)\s*|在\s*(?:第)?|从\s*(?:第)?"
            rf"|第)(?P<time>{CLOCKED})"
            r"(?:处|的?(?:位置|地方|时候)|开始|起|那里)?",
            lambda m: Moment(seconds(m["time"])),
        ),
        (
            r"\b(?:at|from|@)\s+(?P<time>\d+(?:\.\d+)?)(?![\d:.%]|\s*(?:%|per|bpm|db|x\b|°|deg))",
            lambda m: Moment(seconds(m["time"])),
        ),
        (
            r"\b(?:in|at|down) the (?:middle|centre|center)(?! (?:of the )?(?:screen|frame|picture))\b"
            r"|\bin (?:half|two)\b|在?(?:正?中间|对半)|两半|一半",
            lambda _: Moment(0.5, share=True),
        ),
        (rf"(?P<time>{CLOCKED})\s*(?:处|的?位置|的地方)", lambda m: Moment(seconds(m["time"]))),
        (rf"(?P<time>{CLOCKED})", lambda m: Moment(seconds(m["time"]))),
    )
)

_DURATION = re.compile(
    rf"\b(?:for|lasting|during)\s+(?:about\s+)?({CLOCKED})|(?:持续|显示|停留|时长|保持|长)\s*(?:为"
    rf"|约)?({CLOCKED})"
    rf"|({CLOCKED})\s*(?:long\b|长)|({CLOCKED})(?:之?后|以后)(?:就|再)?(?:消失|隐藏|不见)|⟧\s*[,，]?\s*(\d+(?:\.\d+)?\s*(?:seconds?\b|secs?\b|s\b|秒钟?))(?=\W*$)",
    _I,
)
