"""Which clips are seen at each picture of the timeline? Times become numbers of pictures here, once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from nemo_nb.engine.render.script import Clip


@dataclass(frozen=True, slots=True)
class Shot:
    """A clip from its picture number ``skip`` on; ``whole`` is how many pictures the clip has in all."""

    clip: Clip
    skip: int
    whole: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of pictures: of nothing, of one clip, or of two where one gives way to the other."""

    first: int
    count: int
    shots: tuple[Shot, ...] = ()

    @property
    def end(self) -> int:
        """The number of the picture after the last."""
        return self.first + self.count

    def split(self, places: Sequence[int]) -> list[Piece]:
        """Return the piece in parts that begin at these pictures; a transition stays in one."""
        inside = sorted({place for place in places if self.first < place < self.end})
        if len(self.shots) > 1 or not inside:
            return [self]
        edges = [self.first, *inside, self.end]
        return [
            Piece(
                begin,
                end - begin,
                tuple(replace(shot, skip=shot.skip + begin - self.first) for shot in self.shots),
            )
            for begin, end in pairwise(edges)
        ]


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that are drawn one after the other into one file, not always in the timeline's order."""

    pieces: tuple[Piece, ...]

    @property
    def count(self) -> int:
        """How many pictures they have."""
        return sum(piece.count for piece in self.pieces)

    @property
    def in_order(self) -> bool:
        """Whether each begins on the timeline where the one before it ends."""
        return all(before.end == after.first for before, after in pairwise(self.pieces))

    @property
    def places(self) -> list[int]:
        """The number of the picture of the file with which each begins."""
        return [0, *accumulate(piece.count for piece in self.pieces[:-1])]


def cut_up(clips: Sequence[Clip], fps: Fraction, frames: int) -> list[Piece]:
    """Return pieces that cover ``frames`` pictures without gap or overlap.

    A clip that begins before the one in front of it has ended covers it, unless a transition joins the two.
    """
    spans = [(_frame(clip.start, fps), min(_frame(clip.end, fps), frames), clip) for clip in clips]
    spans = [span for span in spans if span[1] > span[0]]
    pieces: list[Piece] = []
    at, shared = 0, 0
    for number, (first, end, clip) in enumerate(spans):
        following = spans[number + 1] if number + 1 < len(spans) else None
        if end <= at:
            continue
        if first > at:
            pieces.append(Piece(at, first - at))
            at = first
        if shared:
            before, start = pieces[-1].shots[-1], pieces[-1].first
            leaving = Shot(before.clip, before.skip + at - start, before.whole)
            pieces.append(Piece(at, shared, (leaving, Shot(clip, at - first, end - first))))
            at += shared
        covered = following is not None and following[0] < end
        until = max(following[0], at) if following is not None and covered else end
        if until > at or covered:
            pieces.append(Piece(at, until - at, (Shot(clip, at - first, end - first),)))
            at = until
        shared = 0
        if following is not None and covered and following[2].transition is not None:
            lasts = _frame(following[2].transition[1], fps)
            shared = max(min(lasts, end - at, following[1] - at), 0)
    if at < frames:
        pieces.append(Piece(at, frames - at))
    return [piece for piece in pieces if piece.count]


def _frame(seconds: float, fps: Fraction) -> int:
    return round(seconds * fps)
