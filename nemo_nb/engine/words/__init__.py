"""What does a message ask for? Words become wishes, in English and Chinese; music itself is read elsewhere.

A message is taken apart into clauses, and each clause is shown to one reader per subject. Only what is said
plainly is taken for an edit. What is left over is music, if the composer finds music in it, and otherwise
something that this engine cannot do.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from nemo_nb.engine.words.carrying import carried, goes_on
from nemo_nb.engine.words.clauses import take_apart
from nemo_nb.engine.words.cutting import read_cutting
from nemo_nb.engine.words.frame import read_frame
from nemo_nb.engine.words.impossible import read_impossible
from nemo_nb.engine.words.joins import read_joins
from nemo_nb.engine.words.length import read_length
from nemo_nb.engine.words.looks import read_looks
from nemo_nb.engine.words.making import read_making
from nemo_nb.engine.words.musical import read_rest
from nemo_nb.engine.words.overlay import read_overlay
from nemo_nb.engine.words.sound import read_sound
from nemo_nb.engine.words.speed import read_speed
from nemo_nb.engine.words.talk import read_clear, read_history, read_never, read_question
from nemo_nb.engine.words.text import joined, read_text
from nemo_nb.engine.words.vocabulary import MUSIC, Heard, Setting, Subject, asks_new, has, names_music
from nemo_nb.engine.words.wishes import (
    Ask,
    Crop,
    CutOut,
    Fade,
    Flip,
    Impossible,
    Keep,
    Last,
    Look,
    MakeVideo,
    PlaceMusic,
    Reframe,
    Rotate,
    Shorten,
    Speed,
    Transition,
    Wish,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_nb.engine.words.clauses import Message

__all__ = ["Setting", "about_looks", "goes_on", "read"]

_QUESTION = (
    r"^\W*(?:what(?! about)|who|whose|where|when|why|which|how(?! about)|is|are|do|does"
    r"|did)\b(?!.*\b(?:music|song|soundtrack)\b)"
    r"|(?:什么|怎么样|为什么|哪里|哪个|谁|几点|吗|呢)[?？。]?$"
)
"""A question that no reader could answer is not a wish for music, whatever words occur in it."""

_READERS: tuple[tuple[Callable[[str, Heard], list[Wish] | None], Subject | None], ...] = (
    (read_history, None),
    (read_question, None),
    (read_never, None),
    (read_impossible, None),
    (read_making, "picture"),
    (read_text, "text"),
    (read_overlay, "overlay"),
    (read_clear, None),
    (read_length, "picture"),
    (read_sound, None),
    (read_joins, None),
    (read_frame, "picture"),
    (read_speed, "picture"),
    (read_cutting, "picture"),
    (read_looks, "picture"),
)


def read(message: str, setting: Setting | None = None) -> list[Wish]:
    """Return what a message asks for, in the order in which it was said.

    What is left over becomes one `Music` wish: it may still turn out to mean nothing. An empty list means
    that nothing was understood.

    Parameters
    ----------
    setting
        What is on the timeline, which decides what a word such as “brighter” is about.
    """
    setting = setting or Setting()
    apart = take_apart(message, setting.files)
    heard = Heard(setting, apart.quotes, apart.cues, setting.touched)
    apart = replace(apart, clauses=tuple(part for clause in apart.clauses for part in _parted(clause, heard)))
    left: list[tuple[str, str]] = []
    at = 0
    for joint, clause in apart.clauses:
        found = _understood(clause, heard)
        if found is None:
            if not left:
                at = len(heard.wishes)
            left.append((joint, clause))
            heard.subject = (
                "music" if heard.subject is None or has(MUSIC, clause) or asks_new(clause) else heard.subject
            )
        else:
            heard.wishes += carried(found, joint, clause, heard.wishes)
    said = [wish for wish in joined(heard.wishes) if wish != Ask("spared")]
    heard.wishes = _shaped(said or heard.wishes)
    if not left:
        return heard.wishes
    masked = _together(left, apart)
    return _with_music(heard.wishes, at, apart.restored(masked), masked, heard)


_ALONG = re.compile(
    r"\s+(?=(?:with|plus) )|(?<=[\u4e00-\u9fff\d])(?=[配加]上?(?:一[段首点])?[\u4e00-\u9fff])", re.I
)


def _parted(joined: tuple[str, str], heard: Heard) -> list[tuple[str, str]]:
    """Take music that stands beside an edit off it: “make it vertical” | “with calm piano”."""
    joint, clause = joined
    for gap in _ALONG.finditer(clause):
        head, tail = clause[: gap.start()], clause[gap.end() :]
        if "⟦" in tail or names_music(head) or not names_music(tail):
            continue
        found = _understood(head, replace(heard))
        if (
            found
            and all(isinstance(wish, _EDITS) for wish in found)
            and _understood(tail, replace(heard)) is None
        ):
            return [joined] if not head.strip() else [(joint, head), (" ", tail)]
    return [joined]


_EDITS = (Reframe, Look, Rotate, Flip, Crop, Keep, CutOut, Shorten, Speed, Last, Fade, Transition)
"""What may be said with music beside it."""


def about_looks(message: str) -> bool:
    """Whether what a message asked for last is how a picture looks."""
    found = read(message, Setting(music=False)) if message else []
    return bool(found) and isinstance(found[-1], Look)


def _understood(clause: str, heard: Heard) -> list[Wish] | None:
    for reader, subject in _READERS:
        found = reader(clause, heard)
        if found is not None:
            heard.subject = subject or heard.subject
            if any(isinstance(wish, PlaceMusic) for wish in found):
                heard.subject = "music"
            return found
    return _quoted(clause, heard)


def _quoted(clause: str, heard: Heard) -> list[Wish] | None:
    """Words in quotation marks that nobody understood are never music: they are shown, or asked about."""
    if "⟦" not in clause or names_music(clause):
        return None
    if has(r"\b(?:add|put|insert|show|write|display|place)\b|加|放|写|显示|打", clause):
        return read_text("title " + clause, heard)
    return [Impossible("quoted")]


def _shaped(wishes: list[Wish]) -> list[Wish]:
    """“Make a montage, vertical”: a shape without borders, said after a new video, is that video's own."""
    for number, (video, frame) in enumerate(pairwise(wishes)):
        if (
            isinstance(video, MakeVideo)
            and isinstance(frame, Reframe)
            and video.shape is None
            and frame.fill is None
        ):
            return [*wishes[:number], replace(video, shape=frame.shape), *wishes[number + 2 :]]
    return wishes


def _together(left: list[tuple[str, str]], apart: Message) -> str:
    """Return the clauses that nobody understood as they were said; a gap between them becomes a comma."""
    text = ""
    places = {clause: number for number, clause in enumerate(apart.clauses)}
    last = -2
    for joint, clause in left:
        here = places[(joint, clause)]
        text += clause if not text else (joint if here == last + 1 else ", ") + clause
        last = here
    return " ".join(text.split()).strip(" ,，、")


def _with_music(wishes: list[Wish], at: int, text: str, masked: str, heard: Heard) -> list[Wish]:
    if not re.search(r"[^\W\d_]{2,}|[\u4e00-\u9fff]", text) or (wishes and _is_filler(text)):
        return wishes
    for number, wish in enumerate(wishes):
        if isinstance(wish, MakeVideo):
            # The music belongs to the video that is made.
            both = f"{wish.text}, {text}" if number < at else f"{text}, {wish.text}"
            merged = MakeVideo(both, wish.length, wish.shape, wish.title, wish.words, wish.transition)
            return [*wishes[:number], merged, *wishes[number + 1 :]]
    if has(_QUESTION, text) and not asks_new(text):
        return wishes
    return [*wishes[:at], *read_rest(text, masked, heard.setting), *wishes[at:]]


def _is_filler(text: str) -> bool:
    """Whether what is left after other wishes were taken out says nothing more."""
    words = re.sub(
        r"\b(?:and|then|also|please|thanks|thank|you|the|a|an|to|it|at|with|of|for|in|on|set|make|add|put"
        r"|my|this|video|clip"
        r"|music|sound|by|start|end|beginning|top|bottom|cent(?:er|re)|saying|says|that|screen|keep|just"
        r"|only|but|now"
        r"|bit|little|volume|level|ok|okay|great|nice|good|hi|hello|hey"
        r"|wait|actually|no|nope|oops|hmm+|um+|uh|sorry|well|so|thx|maybe|too|much|can|could|would|you|i|want)\b"
        r"|并且?|然后|请|把|将|的|和|再|加|一个|一点|上|在|视频|音乐|音量|声音|开头|结尾|顶部|底部|中间|吧"
        r"|了|谢谢|你好|好的?",
        " ",
        text,
        flags=re.I,
    )
    return not re.search(r"[^\W\d_]{2,}|[\u4e00-\u9fff]", words)
