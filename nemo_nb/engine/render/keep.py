"""Which of the sources' own packets can stay as they are?

A film is stored in groups of pictures that begin with one that needs no other. A group in which nothing has
to be changed is kept, byte for byte; the pictures between kept groups are made anew. In the end all of it is
one track, so its parts must agree: in size, in how colours are coded, in the parameter sets they refer to.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from nemo_nb.engine.render import h264
from nemo_nb.engine.render.pieces import Piece
from nemo_nb.engine.render.script import WHOLE, Look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from nemo_nb.engine.picture import Facts
    from nemo_nb.engine.render.frame import Canvas
    from nemo_nb.engine.render.mp4 import Track
    from nemo_nb.engine.render.script import Clip, Text

_WORTH = 0.15  # of all pictures; for less it is simpler to make all of them
_GRID = 0.05  # s; fine enough to see what a timeline is like
_SHORT = 2.0  # s; is looked at more closely
_HEAD = 65_536  # bytes of a sample that are searched for what it is


@dataclass(frozen=True, slots=True)
class Kept:
    """Pictures ``first`` to ``last`` (not included) of a source; ``times`` (s) say when each is shown."""

    track: Track
    first: int
    last: int
    times: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Redone:
    """Such pictures, made anew with what lies over them.

    ``source`` (s) are their times in the file, and that of the next one. The clip has ``whole`` pictures.
    """

    track: Track
    first: int
    last: int
    times: NDArray[np.float64]
    clip: Clip
    source: NDArray[np.float64]
    whole: int

    def split(self, places: Sequence[float]) -> list[Redone]:
        """Return the same in parts that begin at these times (s) of the timeline."""
        inside = np.unique(np.searchsorted(self.times, places))
        edges = [0, *(int(edge) for edge in inside if 0 < edge < len(self.times)), len(self.times)]
        return [
            replace(
                self,
                first=self.first + begin,
                last=self.first + end,
                times=self.times[begin:end],
                source=self.source[begin : end + 1],
            )
            for begin, end in pairwise(edges)
        ]


Part: TypeAlias = Kept | Redone | Piece


def keepable(clip: Clip) -> bool:
    """Return whether a clip shows a file's pictures as they are, at their own speed."""
    facts = clip.facts
    return (
        facts.kind == "video"
        and facts.container in ("mov", "matroska")
        and facts.video_codec == "h264"
        and facts.pixels in ("yuv420p", "yuvj420p")
        and facts.square
        and not facts.mirrored
        and not facts.interlaced
        and not re.search("smpte2084|arib-std-b67", facts.colours)
        and clip.speed == 1
        and clip.rotate == 0
        and not clip.flip
        and clip.crop == WHOLE
        and clip.look == Look()
    )


def alike(facts: Facts, other: Facts) -> bool:
    """Return whether pictures of two files may stand in one track."""
    return all(
        getattr(facts, name) == getattr(other, name)
        for name in ("width", "height", "rotation", "pixels", "colours")
    )


def choose(
    pieces: Sequence[Piece],
    tracks: Mapping[Path, Track],
    canvas: Canvas,
    overlays: Sequence[Clip],
    texts: Sequence[Text],
) -> list[Part] | None:
    """Return the timeline as parts that are kept, redone or drawn; None when too little could be kept.

    Parameters
    ----------
    tracks
        The files whose pictures may be kept.
    """
    covered = [*((clip.start, clip.end) for clip in overlays), *((text.start, text.end) for text in texts)]
    best: list[Part] | None = None
    most = 0
    groups = {(track.config.sps, track.config.pps, track.config.length_size) for track in tracks.values()}
    for group in groups:
        allowed = {
            path: track
            for path, track in tracks.items()
            if (track.config.sps, track.config.pps, track.config.length_size) == group
        }
        parts: list[Part] = []
        for piece in pieces:
            parts += _parts(piece, allowed, canvas, covered)
        kept = sum(part.last - part.first for part in parts if isinstance(part, Kept))
        if kept > most:
            best, most = parts, kept
    total = sum(piece.count for piece in pieces)
    return best if most >= _WORTH * total and most >= 2 else None


def promising(
    clips: Sequence[Clip], duration: float, overlays: Sequence[Clip], texts: Sequence[Text]
) -> bool:
    """Return whether enough of a timeline (``duration`` s) is free of words and pictures to look further."""
    free = np.zeros(max(int(duration / _GRID), 1), bool)
    for clip in clips:
        free[int(clip.start / _GRID) : int(clip.end / _GRID)] = keepable(clip)
    spans = [*((clip.start, clip.end) for clip in overlays), *((text.start, text.end) for text in texts)]
    for start, end in spans:
        free[int(start / _GRID) : int(end / _GRID)] = False
    return bool(free.mean() >= _WORTH) or duration < _SHORT


def starts_of_groups(track: Track) -> NDArray[np.int64]:
    """Return the numbers of the pictures before which a track may be cut, its end included."""
    order = np.argsort(track.shown, kind="stable")
    size = track.config.length_size
    found = []
    with track.path.open("rb") as file:
        for index in np.flatnonzero(track.keys).tolist():
            if order[index] != index:
                continue
            file.seek(int(track.offsets[index]))
            head = file.read(min(int(track.sizes[index]), _HEAD))
            if h264.IDR in h264.unit_types(head, size):
                found.append(index)
    return np.array([*found, track.sizes.size], np.int64)


def _parts(
    piece: Piece, tracks: Mapping[Path, Track], canvas: Canvas, covered: Sequence[tuple[float, float]]
) -> list[Part]:
    if len(piece.shots) != 1:
        return [piece]
    shot = piece.shots[0]
    clip = shot.clip
    track = tracks.get(clip.path)
    if track is None or not keepable(clip):
        return [piece]
    half = float(1 / canvas.fps / 2)
    times = np.sort(track.shown) / track.timescale + float(track.late)
    begin = clip.offset + float(shot.skip / canvas.fps)
    end = begin + float(piece.count / canvas.fps)
    first = max(int(np.searchsorted(times, begin + half, "right")) - 1, 0)
    last = int(np.searchsorted(times, end - half, "left"))
    if last <= first:
        return [piece]
    at = float(piece.first / canvas.fps)
    # A picture that began long before the cut is shown from the cut on.
    zero = times[first] if abs(times[first] - begin) <= half else begin
    placed = at + np.maximum(times[first:last] - zero, 0.0)
    placed[0] = at  # also one that comes late, or there would be nothing to see before it
    touched = np.zeros(last - first, bool)
    for start, stop in [*covered, *_fades(clip)]:
        touched |= (placed >= start - half) & (placed < stop + half)
    parts: list[Part] = []
    bounds = starts_of_groups(track)
    run = first
    for group, following in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        if group < first or following > last or touched[group - first : following - first].any():
            continue
        if group > run:
            parts.append(_redone(track, clip, run, group, first, placed, times, shot.whole))
        before = parts[-1] if parts else None
        if isinstance(before, Kept) and before.last == group:
            parts.pop()
            group = before.first
        parts.append(Kept(track, group, following, placed[group - first : following - first]))
        run = following
    if run < last:
        parts.append(_redone(track, clip, run, last, first, placed, times, shot.whole))
    return parts


def _redone(
    track: Track,
    clip: Clip,
    start: int,
    stop: int,
    first: int,
    placed: NDArray[np.float64],
    times: NDArray[np.float64],
    whole: int,
) -> Redone:
    # One time more than there are pictures: where the next one, which is not wanted, begins.
    following = times[stop] if stop < len(times) else times[stop - 1] + 1.0
    source = np.append(times[start:stop], following)
    return Redone(track, start, stop, placed[start - first : stop - first], clip, source, whole)


def _fades(clip: Clip) -> list[tuple[float, float]]:
    spans = [(clip.start, clip.start + clip.fade_in)] if clip.fade_in else []
    return [*spans, (clip.end - clip.fade_out, clip.end)] if clip.fade_out else spans


def common_clock(tracks: Sequence[Track]) -> int:
    """Return ticks per second in which every source's times are whole numbers, as far as that is sensible."""
    clock = 1
    for track in tracks:
        longer = math.lcm(clock, track.timescale)
        if longer > 10_000_000:
            return max(clock, tracks[0].timescale)
        clock = longer
    return clock
