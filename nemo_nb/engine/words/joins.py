"""Fades, and transitions from one clip or scene to the next."""

from __future__ import annotations

import re
from typing import Literal

from nemo_nb.engine.words.numbers import CLOCKED, seconds
from nemo_nb.engine.words.parts import take_parts
from nemo_nb.engine.words.places import Named, Nth, Part
from nemo_nb.engine.words.vocabulary import INSTRUMENT, MUSIC, PICTURE, REMOVE, Heard, asks_new, has
from nemo_nb.engine.words.wishes import Fade, Impossible, Transition, Wish

_FADE = r"\bfad(?:e|es|ed|ing)\b|淡[入出]|渐[显隐入出]|渐变(?:出|入)"
_KINDS = (
    (
        "crossfade",
        r"\bcross-?\s?(?:fade|dissolve)s?\b|\bdissolv\w+\b|\bblend\b|叠化|交叉淡化|淡入淡出转场|溶解",
    ),
    (
        "dip",
        r"\bdip\b|\bfade (?:through|to|via) (?:black|white)\b.*\bbetween\b"
        r"|\bbetween\b.*\bfade (?:through|to) black\b|黑场(?:过渡|转场)?|闪黑",
    ),
    ("wipe", r"\bwipes?\b|擦除|划像"),
    ("slide", r"\b(?:slides?|push|swipe)\b(?!show)|滑动|推移|滑入"),
    ("zoom", r"\bzooms?\b(?=.*\btransition)|\btransition.*\bzoom|缩放转场|变焦转场|推拉转场"),
    ("blur", r"\bblur\w*\b(?=.*\btransition)|\btransition.*\bblur|模糊转场"),
)
_TRANSITION = r"\btransitions?\b|转场|过渡"
_USUAL, _USUAL_FADE = 0.5, 1.0  # s


def read_joins(said: str, heard: Heard) -> list[Wish] | None:
    """Return the fades or transitions that a clause asks for; None when it asks for none."""
    if (
        asks_new(said)
        and has(MUSIC, said)
        and not has(rf"\b(?:add|give|put|apply|use)\b[^,]{{0,24}}(?:{_FADE})", said)
    ):
        return None
    return _transitions(said, heard) or _fades(said, heard)


def _transitions(said: str, heard: Heard) -> list[Wish] | None:
    kind = next((name for name, words in _KINDS if has(words, said)), None)
    named = has(_TRANSITION, said)
    fade_between = has(_FADE, said) and has(r"\bbetween\b|之间|each (?:clip|scene|shot)", said)
    between = kind in ("wipe", "slide") and has(r"\bbetween\b|之间|\bto the next\b", said)
    if not (named or fade_between or between or kind in ("crossfade", "dip")):
        return None
    if has(MUSIC, said) and not has(PICTURE, said) and not named:
        return None
    of: Literal["clip", "scene"] = "scene" if has(r"scenes?\b|shots?\b|cuts?\b|镜头|场景", said) else "clip"
    time = _length(said)
    parts, rest = take_parts(said)
    if has(REMOVE, rest) and not has(r"\b(?:add|use)\b", rest):
        return [Transition("", 0.0, parts, of)]
    return [Transition(kind or "crossfade", _USUAL if time is None else time, parts[:2], of)]


def _fades(said: str, heard: Heard) -> list[Wish] | None:
    if not has(_FADE, said) or has(r"\bfaded\b (?!in|out)|\bfaded look\b", said):
        return None
    music = has(MUSIC, said) or has(INSTRUMENT, said)
    picture = has(PICTURE, said) or has(r"\b(?:black|white)\b|黑|白", said)
    if music and not picture:
        target: Literal["picture", "music"] = "music"
    elif picture:
        target = "picture"
    elif heard.subject == "music" or not heard.setting.pictures:
        target = "music"
    else:
        target = "picture"
    sides: list[Literal["in", "out"]] = []
    if has(
        r"\bfad\w+[ -](?:it |the \w+ )?in\b|\bin(?: and|/)\s*out\b|\bfrom black\b|淡入|渐显|渐入"
        r"|\bin at the (?:start|beginning)",
        said,
    ):
        sides.append("in")
    if has(
        r"\bfad\w+[ -](?:(?:it|the \w+|in and|in/|them|everything) ?)*(?:out|away)\b|\bto (?:black|silence"
        r"|white)\b|淡出|渐隐|渐出|\bat the end\b|(?:片尾|结尾|最后)",
        said,
    ):
        sides.append("out")
    if has(
        r"\bfad\w+\b.*\bat (?:the )?(?:both ends|start and (?:the )?end|beginning and (?:the )?end)", said
    ):
        sides = ["in", "out"]
    if not sides:
        sides = (
            ["out"]
            if has(r"\bend\b|尾", said)
            else ["in"]
            if has(r"\b(?:start|beginning)\b|开头|片头", said)
            else ["out"]
        )
    if target == "picture" and any(not _at_edge(part, sides) for part in take_parts(said)[0]):
        return [Impossible("part_fades")]
    seconds_ = 0.0 if has(rf"(?:{REMOVE})[^,]{{0,20}}(?:{_FADE})", said) else _length(said) or _USUAL_FADE
    return [Fade(side, target, seconds_) for side in dict.fromkeys(sides)]


def _at_edge(part: Part, sides: list[Literal["in", "out"]]) -> bool:
    """Whether a fade of this part lies where the whole video begins or ends."""
    if not isinstance(part, Nth):
        return not isinstance(part, Named)
    return (part.first == 1 and "out" not in sides) or (part.last == -1 and "in" not in sides)


def _length(said: str) -> float | None:
    match = re.search(
        rf"({CLOCKED})", re.sub(rf"\b(?:at|from)\s+{CLOCKED}|(?:前|最后)\d", " ", said), re.I
    ) or re.search(rf"(?:last|first|最后|前)\s*({CLOCKED})", said, re.I)
    return seconds(match[1]) if match else None
