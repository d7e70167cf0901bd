"""Where are the hard cuts, and how much moves?

Decoding every picture of a minute of 1080p takes seconds; its keyframes and the sizes of its packets take a
quarter of one. So a large file is read from those first: an encoder spends many bytes where a new scene
begins, either on a keyframe out of turn or on a large packet between keyframes. Each such place is then
looked at as far as half a second allows, and small files are simply decoded. What is missed is a cut between
two scenes of the same colours, and in a large file some of those that only decoding would show.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.ffmpeg import run, source

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.picture.facts import Facts, Packets

    Pictures = NDArray[np.uint8]

_WIDE, _HIGH = 64, 36  # pixels that a picture is reduced to
_SMALL = 5e8  # pixels in all that are decoded without further thought, about half a second's work
_BUSY = 0.02  # bytes per pixel and second below which nothing counts as much movement
_CHANGE, _RECOLOUR = 0.09, 0.12  # of 1: how far pixels and colours move at a cut at least
_STANDS_OUT = 3.0  # a cut's change against those around it
_SURE = 3.5  # a keyframe's bytes against the largest packet around it
_SPIKE, _LIKE_A_KEY = 1.6, 0.35  # another packet's bytes against the largest around it, and a keyframe's


def find_cuts(path: Path, facts: Facts, packets: Packets, cancel: Cancel) -> tuple[float, ...]:
    """Return the times (s) of the first pictures after hard cuts.

    Raises
    ------
    FfmpegError, Cancelled
    """
    count = len(packets.times)
    if count < 3 or facts.width is None or facts.height is None:
        return ()
    keys = np.flatnonzero(packets.keys)
    view = _View(path, facts, cancel)
    if count * facts.width * facts.height > _SMALL and keys.size < count / 4:
        cuts = _from_packets(view, packets, keys)
        if cuts is not None:
            return cuts
    pictures = view.all()
    if len(pictures) != count:
        return ()
    return tuple(packets.times[index] for index in _cuts_in(pictures))


def measure_motion(facts: Facts, packets: Packets) -> tuple[float, ...]:
    """Return how much moves in each second, 0 to 1, estimated from the bytes between keyframes."""
    if not facts.width or not facts.height or not packets.times:
        return ()
    spent = np.zeros(max(int(np.ceil(facts.duration)), 1))
    for time, size, key in zip(packets.times, packets.sizes, packets.keys, strict=True):
        if not key:
            spent[min(max(int(time), 0), spent.size - 1)] += size
    spent /= facts.width * facts.height
    most = max(float(np.percentile(spent, 95)), _BUSY)
    return tuple(round(float(value), 3) for value in np.clip(spent / most, 0, 1))


@dataclass(frozen=True, slots=True)
class _View:
    path: Path
    facts: Facts
    cancel: Cancel

    def all(self) -> Pictures:
        """Return every picture, reduced."""
        return self._decode([], [], limit=60 + 2 * self.facts.duration)

    def keyframes(self) -> Pictures:
        """Return the keyframes, reduced."""
        return self._decode(["-skip_frame", "nokey"], [], limit=60.0)

    def between(self, start: float, count: int) -> Pictures:
        """Return ``count`` pictures from the keyframe at ``start`` (s), reduced."""
        seek = ["-ss", f"{max(start, 0):.6f}", "-noaccurate_seek"]
        return self._decode(seek, ["-frames:v", str(count)], limit=60.0)

    def _decode(self, before: list[str], after: list[str], limit: float) -> Pictures:
        cheap = ["-an", "-skip_loop_filter", "all", "-flags2", "fast", "-noautorotate"]
        scale = f"scale={_WIDE}:{_HIGH}:flags=fast_bilinear,format=rgb24"
        reduced = ["-map", "0:V:0", "-vf", scale, "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1"]
        arguments = [*cheap, *before, *source(self.path, self.facts.container), *after, *reduced]
        out, _ = run(arguments, cancel=self.cancel, limit=limit)
        whole = len(out) // (_WIDE * _HIGH * 3) * (_WIDE * _HIGH * 3)
        return np.frombuffer(out[:whole], np.uint8).reshape(-1, _HIGH, _WIDE, 3)


def _from_packets(view: _View, packets: Packets, keys: NDArray[np.intp]) -> tuple[float, ...] | None:
    """Return the cuts found from keyframes and packet sizes, or None when these cannot be matched."""
    pictures = view.keyframes()
    if len(pictures) != keys.size or keys.size < 2:
        return None
    colours = _histograms(pictures)
    recoloured = np.abs(np.diff(colours, axis=0)).sum(axis=1) / 2 > _RECOLOUR
    gaps = np.diff(keys)
    cuts: set[int] = set()
    doubtful: dict[int, list[int]] = {}
    for group, key in enumerate(keys[1:]):
        if not recoloured[group]:
            continue
        # A costly keyframe out of turn, and a different picture: the encoder saw a new scene begin.
        if gaps[group] < gaps.max() * 0.98 and _weight(packets, int(key))[1] > _SURE:
            cuts.add(int(key))
        else:
            doubtful.setdefault(group, []).append(int(key))
    for index in _spikes(packets, keys):
        group = int(np.searchsorted(keys, index, "right")) - 1
        doubtful.setdefault(group, []).append(index)
    affordable = _SMALL / max((view.facts.width or 1) * (view.facts.height or 1), 1)
    for group, places in sorted(doubtful.items(), key=lambda item: max(item[1]) - int(keys[item[0]])):
        start = int(keys[group])
        # Two pictures more than the last place tell a cut from a flash.
        wanted = max(places) + 3 - start
        affordable -= wanted
        if affordable < 0:
            # A grid's keyframes are always large; a spike explains the new colours better.
            cuts.update(index for index in places if not packets.keys[index])
            continue
        seen = _cuts_in(view.between(packets.times[start] + 0.4 / (view.facts.fps or 25), wanted))
        # A packet may carry pictures that are shown a little before its own.
        cuts.update(
            start + index for index in seen if any(-4 <= start + index - place <= 1 for place in places)
        )
    return tuple(packets.times[index] for index in sorted(cuts) if index < len(packets.times))


def _weight(packets: Packets, index: int) -> tuple[float, float]:
    """Return a packet's size against the largest ones before and after it, keyframes apart; smaller first."""
    sides = (range(max(index - 10, 0), index), range(index + 1, min(index + 11, len(packets.sizes))))
    largest = [max((packets.sizes[i] for i in side if not packets.keys[i]), default=1) for side in sides]
    before, after = (packets.sizes[index] / max(size, 1) for size in largest)
    return min(before, after), max(before, after)


def _spikes(packets: Packets, keys: NDArray[np.intp]) -> list[int]:
    """Return the pictures between keyframes that took about as many bytes as a keyframe."""
    sizes = np.array(packets.sizes)
    large = sizes > _LIKE_A_KEY * float(np.median(sizes[keys]))
    large[keys] = False
    return [int(index) for index in np.flatnonzero(large) if _weight(packets, int(index))[0] > _SPIKE]


def _cuts_in(pictures: Pictures) -> list[int]:
    """Return the indices of pictures with which a new scene begins, in an unbroken run of pictures."""
    if len(pictures) < 3:
        return []
    # Sums over int16 would be exact but large: a picture at a time keeps an hour of video small.
    change = np.array([_distance(a, b) for a, b in itertools.pairwise(pictures)])
    found = []
    for index in np.flatnonzero(change > _CHANGE) + 1:
        around = np.r_[change[max(index - 7, 0) : index - 1], change[index : index + 6]]
        if change[index - 1] < _STANDS_OUT * float(np.median(around)) or (
            around.size and change[index - 1] < 1.5 * around.max()
        ):
            continue
        before, after = pictures[int(index) - 1], pictures[min(int(index) + 1, len(pictures) - 1)]
        first, second = _histograms(np.stack((before, after)))
        if _distance(before, after) > _CHANGE and np.abs(first - second).sum() / 2 > _RECOLOUR:
            found.append(int(index))
    return found


def _distance(a: Pictures, b: Pictures) -> float:
    return float(np.abs(a.astype(np.int16) - b).mean()) / 255


def _histograms(pictures: Pictures) -> NDArray[np.float64]:
    """Return each picture's shares of 8 levels in each colour channel; they add up to 1."""
    levels = (pictures >> 5) + np.arange(3, dtype=np.uint8) * 8
    rows = [np.bincount(picture.ravel(), minlength=24) for picture in levels]
    return np.array(rows, np.float64) / (_WIDE * _HIGH * 3)
