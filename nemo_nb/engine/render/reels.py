"""Which stretches of a file can be read in one go?

Opening a file and decoding up to a cut costs far more than the few pictures that are wanted there. So one
reading of a file, a reel, serves every stretch that comes after the one before it and not too far away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from nemo_nb.engine.render.pieces import Piece, Shot
    from nemo_nb.engine.render.script import Clip

_GAP = 8.0  # s; about as much is decoded for nothing before a cut, on average, when a file is opened for it
_OVERLAP = 1_000_000  # pixels times seconds that may wait in memory for their turn: 0.5 s of 1080p


@dataclass(slots=True)
class Reel:
    """A file that is read once from ``zero`` (s) on; its last stretch goes from ``begun`` to ``ended``."""

    path: Path
    zero: float
    begun: float
    ended: float
    labels: list[str] = field(default_factory=list)
    """The streams that a graph takes from it, one for each stretch."""


class Reels:
    """The files that one run of ffmpeg has open."""

    def __init__(self) -> None:
        self._reels: list[Reel] = []
        self.count = 0
        """How many inputs they are, those that can only serve once included."""

    def new(self, piece: Piece, fps: Fraction) -> int:
        """Return how many more files would have to be opened for a piece."""
        return sum(self._serving(piece, shot, fps) is None for shot in piece.shots)

    def add(self, piece: Piece, fps: Fraction) -> None:
        """Take a piece's files in."""
        for shot in piece.shots:
            if filmed(shot.clip):
                self.reel(piece, shot, fps)
            else:
                self.count += 1

    def reel(self, piece: Piece, shot: Shot, fps: Fraction) -> Reel:
        """Return the reel that serves a film's part in a piece; a new one where none would do."""
        begin, end = stretch(shot, piece.count, fps)
        reel = self._serving(piece, shot, fps)
        if reel is None:
            reel = Reel(shot.clip.path, begin, begin, end)
            self._reels.append(reel)
            self.count += 1
        reel.begun, reel.ended = begin, max(end, reel.ended)
        return reel

    def _serving(self, piece: Piece, shot: Shot, fps: Fraction) -> Reel | None:
        clip = shot.clip
        # Two that are seen at the same time cannot come one after the other.
        if not filmed(clip) or shot is not piece.shots[0]:
            return None
        begin, _ = stretch(shot, piece.count, fps)
        held = min(_OVERLAP / max((clip.facts.width or 0) * (clip.facts.height or 0), 1), 0.5)
        for reel in reversed(self._reels):
            near = reel.path == clip.path and reel.begun <= begin <= reel.ended + _GAP
            if near and reel.ended - begin <= held:
                return reel
        return None


def stretch(shot: Shot, count: int, fps: Fraction) -> tuple[float, float]:
    """Return from where to where (s) a clip's file is needed for ``count`` pictures of a shot."""
    clip = shot.clip
    begin = clip.offset + float(shot.skip / fps) * clip.speed
    # Where the pictures end before the sound does, the last one stays.
    begin = min(begin, max((clip.facts.seen or clip.facts.duration) - 1 / (clip.facts.fps or 25), 0.0))
    return begin, begin + float(count / fps) * clip.speed


def place_on_reel(piece: Piece, fps: Fraction) -> tuple[str, float]:
    """Return what to sort pieces by, so that one reel serves as many as it can; all else comes first."""
    if len(piece.shots) != 1 or not filmed(piece.shots[0].clip):
        return "", float(piece.first)
    return str(piece.shots[0].clip.path), stretch(piece.shots[0], piece.count, fps)[0]


def filmed(clip: Clip) -> bool:
    """Return whether a clip is moving pictures from a file."""
    return clip.visual is None and clip.facts.kind == "video"
