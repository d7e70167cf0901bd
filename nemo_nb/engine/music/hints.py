# ruff: noqa: E501  (expressions)
"""Moments named in words: "build up until 0:42", "bring the drums in at 0:15"."""

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


def read_hints(low: str, brief: Brief) -> Brief:
    """Return ``brief`` with the moments that the words name: where the piece peaks, who waits until when."""
    entries = dict(brief.entries)
    taken = list[tuple[int, int]]()
    for expression in (_ENTER, _ENTER_ZH):
        for match in expression.finditer(low):
            names = _instruments(match["what"])
            for name in names:
                entries[name] = _seconds(match)
            if names:
                taken.append(match.span())
    for first, last in reversed(taken):
        low = low[:first] + low[last:]
    peak = _PEAK.search(low)
    at = _seconds(peak) if peak else brief.peak
    return replace(brief, entries=tuple(entries.items()), peak=at or None)


def _instruments(words: str) -> list[str]:
    found = {name for key, name in lexicon.INSTRUMENTS.items() if lexicon.pattern(key).search(words)}
    return sorted(found)


def _seconds(match: re.Match[str]) -> float:
    said = match["sec"] or match["nth"]
    return float(said) if said else int(match["m"]) * 60 + float(match["s"])
