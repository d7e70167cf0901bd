"""Words over the picture: titles, lower thirds, captions, subtitles, and how they look."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import Literal

from nemo_nb.engine.words.clauses import MASK, TEXT_NOUN
from nemo_nb.engine.words.numbers import CLOCKED, seconds
from nemo_nb.engine.words.parts import take_duration, take_moment, take_parts
from nemo_nb.engine.words.places import Each, Moment, Nth, Part, Times
from nemo_nb.engine.words.vocabulary import NEAR, REMOVE, Heard, has
from nemo_nb.engine.words.wishes import AddText, ChangeText, RemoveText, Subtitles, TextLook, Wish

_COLOURS = {
    "#ffffff": r"\bwhite\b|白",
    "#000000": r"\bblack\b|黑",
    "#e53935": r"\bred\b|红",
    "#ffd54f": r"\byellow\b|黄",
    "#1e88e5": r"\bblue\b|蓝",
    "#43a047": r"\bgreen\b|绿",
    "#fb8c00": r"\borange\b|橙|橘",
    "#ec407a": r"\bpink\b|粉",
    "#8e24aa": r"\b(?:purple|violet)\b|紫",
    "#d4af37": r"\bgold(?:en)?\b|金",
    "#9e9e9e": r"\bgr[ae]y\b|灰",
    "#00bcd4": r"\b(?:cyan|turquoise|teal)\b|青",
}
_KINDS = (
    ("lower", r"\blower[- ]third|name ?tag|人名条|下三分|字幕条"),
    ("subtitle", r"\bsubtitles?\b|\bsubs\b|\bsrt\b|字幕"),
    ("caption", r"\bcaptions?\b|\blabels?\b|说明"),
    ("card", r"\b(?:title|text|end|lyric)[- ]cards?\b|卡片"),
    ("title", r"\btitles?\b|\bheadings?\b|\bheadlines?\b|标题|片名"),
)
_CHANGES = (
    r"\b(?:make|change|move|set|turn|put|resize|enlarge|shrink|shift|bigger|larger|smaller|rename|replace"
    r"|should be|colou?r"
    r"|style|place|restyle|show|shorten|extend|appear)\b|显示|持续|出现|改|变|移|放|调|设|换|大一?点|小一?点|更大|更小"
)


def read_text(said: str, heard: Heard) -> list[Wish] | None:
    """Return what a clause asks of words over the picture; None when it asks nothing."""
    quotes = [heard.quotes[int(number)] for number in re.findall(MASK, said)]
    noun = has(TEXT_NOUN, said)
    kind = next((name for name, words in _KINDS if has(words, said)), None)
    if heard.cues and (kind in ("subtitle", "caption") or has(r"\b(?:lyrics?|these|srt)\b|歌词|这些", said)):
        return [Subtitles(heard.cues, look_in(said))]
    if quotes and (noun or has(_SHOWS, said) or (len(quotes) > 1 and has(_CHANGES, said))):
        return _with_words(said, quotes, kind)
    if noun and has(
        rf"(?:{REMOVE}){NEAR}{{0,24}}(?:{TEXT_NOUN})|(?:{TEXT_NOUN}){NEAR}{{0,6}}(?:{REMOVE})", said
    ):
        return [RemoveText(kind, number=_number(said))]
    if not quotes and heard.subject == "text" and (gone := _LEAVES.match(said)):
        if gone["time"]:
            return [ChangeText(kind, duration=seconds(gone["time"]))]
        return [RemoveText(newest=True)] if heard.setting.texts and not heard.wishes else None
    if (
        kind == "subtitle"
        and has(r"\b(?:add|burn|put|insert|import)\b|加|添加|导入", said)
        and not has(_STYLED, said)
    ):
        return [Subtitles(())]
    its = (
        noun
        or (heard.subject == "text" and has(_ITS, said))
        or (heard.setting.texts and heard.subject != "overlay" and has(_TINTED, said))
    )
    if its and has(_CHANGES, said) and (noun or heard.setting.texts or heard.subject == "text"):
        return _changed(said, kind)
    return _following(said, quotes, heard)


def _following(said: str, quotes: list[str], heard: Heard) -> list[Wish] | None:
    """Return the words that come after others: “"Welcome" for 2 seconds, then "Lesson 1"”."""
    last = heard.wishes[-1] if heard.wishes else None
    part, duration, rest = _time(said)
    if not quotes or not isinstance(last, AddText) or re.search(r"\w", re.sub(MASK, " ", rest)):
        return None
    return [AddText(quote, last.kind, part, duration, last.look, after=part is None) for quote in quotes]


_LEAVES = re.compile(
    rf"\W*(?:{REMOVE}|\bfade)\s*(?:it|them|that)?(?: out| away)?\s*(?:after\s*(?P<time>{CLOCKED}))?\W*$", re.I
)
"""“… and remove it after 2 seconds” is said of the words, not of the film."""
_ITS = (
    r"\bit\b|\bthem\b|^\W*(?:全程|一直|放|移|改|变|用|字|持续|显示|颜色|大|小)"
    r"|^\W*(?:(?:a (?:bit|little)|much|slightly) )?(?:bigger|larger|smaller)\W*$"
)
_TINTED = (
    r"^\W*(?:move|put|place) (?:it|them) (?:to|at|in) the (?:top|bottom|cent(?:er|re)|middle)"
    r"(?: (?:left|right))?\W*$|"
    r"^\W*(?:make|turn|colou?r) (?:it|them) (?:white|red|yellow|blue|green|orange|pink|purple|violet|gold"
    r"|cyan)\W*$"
)
"""Nothing but words is coloured so."""
_EACH = r"\b(?:each|every|both)\b|各|每|分别"
_BY = rf"{MASK}\s*(?:by|from|—|–|-|作者[:：]?|演唱[:：]?)\s*{MASK}"
_SHOWS = (
    r"\b(?:write|says?|saying|words?)\b|\b(?:add|show|put|insert|display)\s*⟦|写上?|打上|(?:加上?|添加"
    r"|显示)\s*⟦"
)
_STYLED = r"\b(?:bigger|larger|smaller|yellow|colou?r|font size|move)\b|大一?点|小一?点|颜色"


def _with_words(said: str, quotes: list[str], kind: str | None) -> list[Wish]:
    part, duration, rest = _time(said)
    look = look_in(rest)
    if has(rf"(?:{REMOVE}){NEAR}{{0,30}}⟦", said) and not has(r"\b(?:add|and)\b|加", said):
        return [RemoveText(None, quotes[0])]
    change = has(r"\b(?:change|rename|replace|edit|reword|set|turn|make)\b|改|换|变", said) and not has(
        r"\b(?:add|insert)\b|加|添", said
    )
    if change and len(quotes) > 1:
        return [ChangeText(None, quotes[1], part, duration, look, quotes[0])]
    if change and has(r"\b(?:to|into|say|read|with|as)\b|成|为|到", said):
        if has(rf"⟦{NEAR}*\b(?:bigger|smaller|larger)\b", said):
            return [ChangeText(None, None, part, duration, look, quotes[0])]
        to_words = has(r"\b(?:to|into|say|read|with|as)\b(?: say)?[:\s]*⟦|(?:成|为|到)\s*⟦", said)
        if to_words:
            return [ChangeText(kind, quotes[0], part, duration, look)]
        return [ChangeText(None, None, part, duration, look, quotes[0])]
    if change and not has(rf"(?:{TEXT_NOUN})", said):
        return [ChangeText(None, None, part, duration, look, quotes[0])]
    style = "title" if kind is None or (kind == "subtitle" and has(r"\bsubtitle\b", said)) else kind
    if kind == "subtitle":
        style = "caption"
    if (
        has(r"\b(?:text|words)\b|文字|字样", said)
        and kind is None
        and has(r"\bsmall\b|\bbottom\b|小字|底", said)
    ):
        style = "caption"
    if len(quotes) == 2 and has(_BY, said):
        return [AddText("\n".join(quotes), style, part, duration, look)]
    if len(quotes) > 1 and has(_EACH, said) and not part:
        of: Literal["scene", "clip"] = "scene" if has(r"scene|shot|镜头|场景", said) else "clip"
        return [
            AddText(
                quote, style, Nth(number, number, of), duration or (3.0 if style == "title" else None), look
            )
            for number, quote in enumerate(quotes, 1)
        ]
    # Words one after the other, unless each has a time of its own.
    times = _times_of_each(said) if len(quotes) > 1 else [(part, duration)]
    return [
        AddText(quote, style, when, lasts, look, after=number > 0 and when is None)
        for number, (quote, (when, lasts)) in enumerate(zip(quotes, times, strict=True))
    ]


def _times_of_each(said: str) -> list[tuple[Part | None, float | None]]:
    """Return when each of several quotations is shown: what is said behind it, or before all of them."""
    before, *pieces = re.split(MASK, said)
    behind = [_time(piece)[:2] for piece in pieces[1::2]]
    if _time(before)[0] is None:
        return behind
    return [_time(piece)[:2] for piece in (before, *pieces[1:-1:2])]


def _changed(said: str, kind: str | None) -> list[Wish] | None:
    part, duration, rest = _time(said)
    look = look_in(rest)
    if look == TextLook() and part is None and duration is None:
        return None
    return [ChangeText(kind, None, part, duration, look, number=_number(said))]


_WHICH = re.compile(
    rf"\b(?P<which>first|second|third|fourth|last|\d+(?:st|nd|rd|th))\s+(?:{TEXT_NOUN})"
    rf"|(?:第(?P<number>\d+)[个条]?|(?P<last>最后)(?:1|一)?[个条]?)(?:{TEXT_NOUN})"
    rf"|(?:{TEXT_NOUN})\s*(?:no\.?\s*|number\s+|#)?(?P<plain>\d+)\b(?!\s*%)",
    re.I,
)
_COUNTED = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def _number(said: str) -> int | None:
    """Return which of several texts is meant, from 1; -1 is the last one."""
    match = _WHICH.search(said)
    if match is None:
        return None
    if match["last"]:
        return -1
    which = (match["which"] or match["number"] or match["plain"]).lower()
    return _COUNTED.get(which) or int(re.sub(r"\D", "", which))


def joined(wishes: list[Wish]) -> list[Wish]:
    """Return the wishes with what is said of words right after they were asked for joined to that."""
    made: list[Wish] = []
    for wish in wishes:
        last = made[-1] if made else None
        if (
            isinstance(last, AddText | ChangeText)
            and isinstance(wish, ChangeText)
            and wish.text is None
            and wish.named is None
            and wish.number is None
            and wish.kind in (None, last.kind)
        ):
            values = {key: value for key, value in asdict(wish.look).items() if value is not None}
            part, duration = wish.part or last.part, wish.duration or last.duration
            made[-1] = replace(last, look=replace(last.look, **values), part=part, duration=duration)
        else:
            made.append(wish)
    return made


def _time(said: str) -> tuple[Part | None, float | None, str]:
    """Return when words are shown, for how long, and what is left of the clause."""
    if has(r"\b(?:the (?:whole|entire)|throughout|all the time|whole video)\b|全程|一直|整个视频|全片", said):
        return Times(None, None), None, said
    duration, rest = take_duration(said)
    parts, rest = take_parts(rest)
    for part in parts:
        if not isinstance(part, Each):
            return part, duration, rest
    moment, left = take_moment(re.sub(r"\b(?:in|at) the (?:middle|cent(?:er|re))\b", " ", rest))
    if moment is not None and not moment.share:
        return Times(moment, None), duration, left
    if has(
        r"\b(?:at|in|near|towards?) the (?:very )?end\b|\b(?:end|closing) (?:credits?|cards?|titles?)\b"
        r"|结尾|片尾|末尾|最后",
        rest,
    ):
        return Times(Moment(duration or 3.0, back=True), None), duration, rest
    return None, duration, rest


def look_in(said: str) -> TextLook:
    """Return how words are to look, as far as a clause says so."""
    down = (
        "top"
        if has(r"\btop\b|\bupper\b|顶|上方|上面|左上|右上", said)
        else "bottom"
        if has(r"\bbottom\b|\blower\b(?![- ]third)|底|下方|下面|左下|右下", said)
        else None
    )
    across = "left" if has(r"\bleft\b|左", said) else "right" if has(r"\bright\b|右", said) else None
    middle = has(r"\b(?:middle|cent(?:er|re))\b|中间|居中|中央", said)
    position = None
    if across:
        position = f"{down or 'center'} {across}"
    elif down or middle:
        position = down or "center"
    return TextLook(position, _size(said), _grow(said), colour(said), _background(said))


def _size(said: str) -> float | None:
    percent = re.search(r"(\d+(?:\.\d+)?)\s*%", said)
    if percent:
        return min(max(float(percent[1]) / 100, 0.02), 0.5)
    for words, size in (
        (r"\b(?:huge|giant|enormous)\b|巨大|超大", 0.18),
        (r"\b(?:big|large)\b|大字|大号", 0.13),
        (r"\b(?:small|little)\b(?! bit)|小字|小号", 0.045),
        (r"\b(?:tiny)\b|很小", 0.03),
    ):
        if has(words, said):
            return size
    return None


def _grow(said: str) -> float | None:
    if has(r"\b(?:bigger|larger|enlarge)\b|大一?点|大一些|更大|放大", said):
        return 1.6 if has(r"\b(?:much|a lot|way)\b|很多|多", said) else 1.3
    if has(r"\b(?:smaller|shrink)\b|小一?点|小一些|更小|缩小", said):
        return 0.6 if has(r"\b(?:much|a lot|way)\b|很多|多", said) else 0.75
    return None


def colour(said: str) -> str | None:
    """Return the colour that a clause names, as ``#rrggbb``."""
    code = re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", said, re.I)
    if code:
        digits = code[1].lower()
        return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))
    plain = re.sub(
        r"\b(?:black|white|dark|grey|gray) (?:box|background|bar|shade|borders?)\b|(?:黑|白)色?(?:底|背景"
        r"|框|边)",
        " ",
        said,
        flags=re.I,
    )
    return next((value for value, words in _COLOURS.items() if has(words, plain)), None)


def _background(said: str) -> str | None:
    if has(r"\b(?:no|without(?: a)?|remove the) (?:box|background|bar|shade)\b|无底|不要底|无背景", said):
        return "none"
    if has(r"\bshade\b|\bshadow\b|阴影|渐变底", said):
        return "shade"
    return (
        "box" if has(r"\b(?:box|background|bar|banner|panel)\b|底色|背景|色块|底框|黑底|白底", said) else None
    )
