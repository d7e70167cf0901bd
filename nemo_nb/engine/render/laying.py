"""What lies over the picture lies clear of each other, and goes dark with the picture.

Words that would cover others move: at the bottom of the picture up above them, elsewhere down below them.
Subtitles give way to everything, the rest to what was there before.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from nemo_nb.engine.render.titles import Lettering, letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nemo_nb.engine.render.script import Clip, Text

Dim: TypeAlias = tuple[str, float, float]
"""``in`` or ``out``, and when (s of the timeline) and how long (s) a picture comes from or goes to black."""

Ink: TypeAlias = tuple[int, int, int, int]
"""Left, top, right and bottom of what can be seen of a text, in pixels of the canvas."""

_NEAR = 0.05  # s; about a picture
_TOGETHER = 0.2  # s; two texts that share less take turns
_APART = 0.03  # of the height, between two texts
_SEEN = 110  # of 255; what is less opaque is shadow, over which others may lie


def dims(clips: Sequence[Clip], start: float, end: float) -> list[Dim]:
    """Return the fades of the pictures under something that is there from ``start`` to ``end`` (s).

    What goes on over the next picture stays bright; at the ends of the film nothing does.
    """
    if not clips:
        return []
    first, last = min(clip.start for clip in clips), max(clip.end for clip in clips)
    coming = [
        ("in", clip.start, clip.fade_in)
        for clip in clips
        if start < clip.start + clip.fade_in and end > clip.start and clip.start <= max(start, first) + _NEAR
    ]
    going = [
        ("out", clip.end - clip.fade_out, clip.fade_out)
        for clip in clips
        if start < clip.end and end > clip.end - clip.fade_out and clip.end >= min(end, last) - _NEAR
    ]
    return [dim for dim in (*coming, *going) if dim[2]]


def dimmed(fades: Sequence[Dim], zero: float) -> list[str]:
    """Return the filters that make a stream dark, whose time 0 is ``zero`` s on the timeline."""
    if not fades:
        return []
    steps = [f"fade=t={way}:st={max(at, 0.0):.6f}:d={lasts:.6f}" for way, at, lasts in fades]
    return [f"setpts=PTS+{zero:.6f}/TB", *steps, f"setpts=PTS-{zero:.6f}/TB"]


def lettered(text: Text, texts: Sequence[Text], width: int, height: int) -> Lettering:
    """Draw a text of several for a canvas of this size (pixels), clear of those that have precedence."""
    drawn = _drawn(text, width, height)
    return replace(drawn, top=drawn.top + _moves(tuple(texts), width, height).get(text, 0))


@lru_cache(maxsize=4)
def _moves(texts: tuple[Text, ...], width: int, height: int) -> dict[Text, int]:
    """Return by how many pixels each text has to move down, those that need not left out."""
    ranked = sorted((text for text in texts if text.text.strip()), key=_rank)
    starts = np.array([text.start for text in ranked])
    ends = np.array([text.end for text in ranked])
    inks: dict[int, Ink] = {}
    moves: dict[Text, int] = {}
    for number, text in enumerate(ranked):
        shared = np.minimum(ends, text.end) - np.maximum(starts, text.start)
        beside = [int(other) for other in np.flatnonzero(shared > _TOGETHER) if other != number]
        if not beside:
            continue
        drawn = _drawn(text, width, height)
        ink = _ink(drawn)
        taken = [inks[other] for other in beside if other < number]
        if text.place is None:
            moves[text] = _free(ink, taken, height, up=text.position == "bottom") // 2 * 2
        moved = moves.get(text, 0)
        inks[number] = (ink[0], ink[1] + moved, ink[2], ink[3] + moved)
    return moves


def _rank(text: Text) -> tuple[bool, float, float, str]:
    return text.kind == "subtitle", text.start, text.end, text.text


def _free(ink: Ink, taken: list[Ink], height: int, *, up: bool) -> int:
    """Return by how many pixels ink has to move to be clear of other; 0 where there is no room at all."""
    apart, moved = round(_APART * height), 0
    for _ in taken:
        top, bottom = ink[1] + moved, ink[3] + moved
        covers = [
            other
            for other in taken
            if other[0] < ink[2]
            and other[2] > ink[0]
            and other[1] < bottom + apart
            and other[3] > top - apart
        ]
        if not covers:
            break
        if up:
            moved = min(other[1] for other in covers) - apart - ink[3] - 1
        else:
            moved = max(other[3] for other in covers) + apart - ink[1] + 1
    inside = ink[1] + moved >= 0 and ink[3] + moved <= height
    return moved if inside else 0


def _ink(drawn: Lettering) -> Ink:
    opaque = drawn.image.getchannel("A").point(lambda value: 255 * (value > _SEEN))
    box = opaque.getbbox() or (0, 0, 0, 0)
    return drawn.left + box[0], drawn.top + box[1], drawn.left + box[2], drawn.top + box[3]


def _drawn(text: Text, width: int, height: int) -> Lettering:
    return _letter(replace(text, start=0.0, duration=0.0), width, height)


_letter = lru_cache(maxsize=16)(letter)
