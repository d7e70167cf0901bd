# ruff: noqa: E501  (expressions)
"""Moments and endings named in words: "build up until 0:42", "bring the drums in at 0:15", "end softly"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from . import lexicon

if TYPE_CHECKING:
    from .brief import Brief

_TIME = r"(?:(?P<m>\d{1,2})[:：](?P<s>[0-5]\d(?:\.\d+)?)|(?:(?:second|第) ?)?(?P<sec>\d+(?:\.\d+)?) ?(?:s\b|secs?\b|seconds?\b|秒)|(?:second|第) ?(?P<nth>\d+(?:\.\d+)?))"
_PEAK = re.compile(
    r"(?:build\w*|ris(?:e|es|ing)|grow\w*|swell\w*|crescendo|climax\w*|peak\w*|drop\w*|explod\w*|explosion|hit|lift\w*|高潮|渐强|爆发|推进)"
    r"(?P<between>[^.;。；]{0,40}?)(?:until|till|to|at|by|on|toward\w*|到|在|直到|@)[^\d.;。；]{0,24}?"
    + _TIME
)
_ENTER = re.compile(
    r"(?:bring\w*|start\w*|add\w*|introduce\w*|let|have)\b(?P<what>[^.;。；\d]{1,40}?)(?:at|from|after|in at|@)\s*"
    + _TIME
)
_ENTER_ZH = re.compile(r"(?P<what>\S{1,8}?)(?:从|在|到)\s*" + _TIME + r"\s*(?:开始|进|加入|进入|响起)")


_ENTER_BARE = re.compile(
    r"(?P<what>[a-z][a-z ]{2,24}?) (?:only )?(?:from|start(?:s|ing)? (?:at|from)|enter(?:s|ing)? at|com(?:e|es|ing) in at|kick(?:s|ing)? in at|join(?:s|ing)? (?:in )?at)\s*"
    + _TIME
)
_WAIT = re.compile(
    r"\b(?:no|without(?: any)?|hold(?: back)?|mute)\b(?P<what>[^.;。；\d]{1,30}?)\b(?:until|till|before)\s*"
    + _TIME
)
_WAIT_ZH = re.compile(
    _TIME + r"\s*(?:之前|以前|前)\s*(?:不要|没有|别用|别有|无)(?P<what>[^.,;，。；\d]{1,8})"
)
_FIRST = re.compile(
    r"\b(?:no|without(?: any)?)\b(?P<what>[^.;。；\d]{1,30}?)\b(?:in|for|during) the first (?P<sec>\d+(?:\.\d+)?) ?(?:s\b|secs?\b|seconds?\b)"
    r"|(?:前|头) ?(?P<zh>\d+(?:\.\d+)?) ?秒(?:内|里)?(?:不要|没有|别用|别有|无)(?P<zhwhat>[^.,;，。；\d]{1,8})"
)
_LEVEL = re.compile(
    r"\b(?:no|without(?: a| the| any)?|stop the|remove the|less) (?:build[ -]?up|building up|crescendo|climax)|不要(?:渐强|高潮|推进)|别渐强"
)
_STOP = re.compile(
    r"\b(?:end|stop|finish|conclude)(?:s|es|ing|ed|ped)?\b(?P<between>[^.;。；\d]{0,40}?)\b(?:at|by|after|@)\s*"
    + _TIME
)
_STOP_ZH = re.compile(
    r"(?:在|到|于)?\s*"
    + _TIME
    + r"\s*(?:处|时|的时候)?(?P<between>[^.,;，。；\d]{0,8}?)(?:结束|停止|停下|停|收尾|收住)"
)
_ON = re.compile(
    r"\b(?:play|go|run|continue|last)\w* (?:on )?(?:to|until|till|through) the (?:very )?end\b|(?:一直)?(?:播放|放|持续)到(?:最后|结尾|结束)"
)
_SOFT = r"(?:soft|gentl|quiet|calm|smooth|mellow|peaceful)\w*"
_ENDINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("fade", re.compile(r"fade[sd]?[ -]?(?:out|away)|fading out|淡出")),
    (
        "button",
        re.compile(
            r"(?:hard|abrupt|sudden|clean|short|punchy|strong|big) (?:end(?:ing)?|stop|finish)\b|button ending|戛然而止|干脆"
            r"|\b(?:end|finish|stop|conclude)\w*\b[^.,;。，；\d]{0,24}?\b(?:with|on|in) (?:an? |one |the )?(?:\w+ )?(?:hit|bang|stab|punch|crash|accent|boom)\b"
            r"|以(?:一个|一声|一下)?(?:重音|重击|强音)|结尾.{0,4}(?:有力|重音|重击)"
        ),
    ),
    (
        "ritard",
        re.compile(
            rf"slow(?:s|ing)? down (?:at|towards|to) the end|ritard\w*|渐慢|\b{_SOFT} (?:end(?:ing)?|finish|outro)\b"
            rf"|\b(?:end(?:s|ing)?|finish(?:es)?|outro)\b(?: (?:a|the|bit|little|much|be|to|more|even|of|is|it|music|song|piece))* {_SOFT}"
            r"|结尾.{0,4}(?:柔和|轻柔|温柔|舒缓|安静|平滑)|(?:柔和|轻柔|温柔|舒缓|安静)(?:一点|些|地)?的?(?:结尾|结束|收尾)"
        ),
    ),
    (
        "ring",
        re.compile(
            r"(?:let )?(?:the )?(?:last|final) chord (?:rings?|sustains?)|ring(?:s|ing)? out|自然延续"
        ),
    ),
)
_PLACES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "middle",
        re.compile(
            r"(?:\b(?:in|around|towards?|during|for|at) )?\bthe middle(?: (?:part|section|third))?\b|\bhalfway(?: through)?\b|\bmid-?way\b|中间|中段"
        ),
    ),
    (
        "start",
        re.compile(
            r"(?:\b(?:in|at|towards?|during|for) )?\bthe (?:very )?(?:start|beginning|opening|intro)\b|开头|前面|前半(?:段|部分)?|一开始"
        ),
    ),
    (
        "end",
        re.compile(
            r"(?:\b(?:in|at|towards?|during|for) )?\bthe (?:very )?(?:end|ending|finish|outro|last part)\b|结尾|最后|后半(?:段|部分)?"
        ),
    ),
)
_DIRECTIONS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (
        -0.3,
        re.compile(
            r"calmer|gentler|softer|quieter|less (?:energ\w+|intens\w+|busy|drive)|more (?:calm|gentle|peaceful|relaxed)|(?:更|再)?(?:平静|安静|舒缓|柔和)(?:一点|些)?"
        ),
    ),
    (
        0.3,
        re.compile(
            r"more (?:energ\w+|drive|power\w*|intens\w+|upbeat|exciting|lively|action|punch)|livel(?:y|ier)|busier|fuller|(?:更|再)?(?:有活力|有力量|激烈|强烈|热闹|燃)(?:一点|些)?"
        ),
    ),
)


def read_hints(low: str, brief: Brief) -> tuple[Brief, str]:
    """Return ``brief`` with the moments and the ending that the words name, and the words without these.

    What is left no longer speaks of the whole piece where it spoke of a moment: “a softer ending” is not
    softer music, and “the drums at 5 seconds” no piece of five seconds.
    """
    entries, lifts = dict(brief.entries), dict(brief.lifts)
    for match in reversed(list(_FIRST.finditer(low))):
        names = _instruments(match["what"] or match["zhwhat"])
        entries |= dict.fromkeys(names, float(match["sec"] or match["zh"]))
        if names:
            low = low[: match.start()] + " , " + low[match.end() :]
    for expression in (_WAIT, _WAIT_ZH, _ENTER, _ENTER_ZH, _ENTER_BARE):
        for match in reversed(list(expression.finditer(low))):
            names = _instruments(match["what"])
            entries |= dict.fromkeys(names, _seconds(match))
            if names:
                low = low[: match.start()] + " , " + low[match.end() :]
    ending = next((name for name, words in _ENDINGS if words.search(low)), None)
    stops = next(filter(None, (words.search(low) for words in (_STOP, _STOP_ZH))), None)
    stop = _seconds(stops) if stops else None if _ON.search(low) else brief.stop
    if stops:
        low = low[: stops.start()] + " , " + low[stops.end() :]
    for _, words in _ENDINGS if ending else ():
        low = words.sub(" , ", low)
    for place, words in _PLACES:
        by = next(((amount, way) for amount, way in _DIRECTIONS if way.search(low)), None)
        if by and words.search(low):
            lifts[place] = round(max(-0.6, min(0.6, lifts.get(place, 0.0) + by[0])), 2)
            low = by[1].sub(" , ", words.sub(" , ", low))
    if _LEVEL.search(low):
        brief, low = replace(brief, build=False, peak=None), _LEVEL.sub(" , ", low)
    peak = _PEAK.search(low)
    at = _seconds(peak) if peak else brief.peak
    if ending == brief.ending == "ritard":
        ending = "fade"  # softer still
    brief = replace(
        brief,
        ending=ending or brief.ending,
        entries=tuple(entries.items()),
        lifts=tuple(lifts.items()),
        stop=stop,
        peak=at or None,
        loop=brief.loop and not (stops or ending),  # what comes to an end does not go round
    )
    return brief, low


def _instruments(words: str) -> list[str]:
    found = {name for key, name in lexicon.INSTRUMENTS.items() if lexicon.pattern(key).search(words)}
    return sorted(found)


def _seconds(match: re.Match[str]) -> float:
    said = match["sec"] or match["nth"]
    return float(said) if said else int(match["m"]) * 60 + float(match["s"])
