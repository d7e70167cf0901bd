"""Where are the hard cuts, how much moves, and how bright is it?

Decoding every picture of a minute of 1080p takes seconds; those that stand alone take a third of one. So a
large file is read from these first: an encoder that sees a new scene begin stores a picture that needs no
other, out of turn, or, where it has no eye for scenes, a large packet. Places that are less clear are looked
at as far as a quarter of a second allows; small files are simply decoded. A camera's keyframes come at a
steady rhythm and only tell that something has changed since the last one: such stretches are decoded whole,
as far as a second allows. In a large file this misses cuts that only decoding would show, and cuts between
scenes of the same colours; where everything moves it may take a jerk for a cut.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.ffmpeg import run, source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.picture.facts import Facts, Packets

    Pictures = NDArray[np.uint8]

_WIDE, _HIGH = 64, 36  # pixels that a picture is reduced to
_SMALL = 3e8  # pixels in all that are decoded without further thought, about half a second's work
_LOOKS = 1.5e8  # pixels that are decoded to look at doubtful places
_STEADY_LOOKS = 1e9  # the same where keyframes come at a steady rhythm
_STEADY = 0.8  # of all keyframes, from which on that is so
_LARGE = 1e10  # pixels in all beyond which nothing is worth decoding them
_BUSY = 0.02  # bytes per pixel and second below which nothing counts as much movement
_CHANGE, _RECOLOUR = 0.09, 0.12  # of 1: how far pixels and colours move at a cut at least
_STANDS_OUT = 3.0  # a cut's change against those around it
_SUDDEN = 4.0  # the same against the largest of them, where the colours stay
_SPIKE, _LIKE_A_KEY = 1.6, 0.35  # another packet's bytes against the largest around it, and a keyframe's


def watch(
    path: Path, facts: Facts, packets: Packets, cancel: Cancel
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the times (s) of the first pictures after hard cuts, and how bright each second is, 0 to 1.

    The brightness comes from the pictures that were looked at for the cuts; empty where there were none.

    Raises
    ------
    FfmpegError, Cancelled
    """
    count = len(packets.times)
    if count < 3 or facts.width is None or facts.height is None:
        return (), ()
    view, pixels = _View(path, facts, cancel), count * facts.width * facts.height
    if pixels > _SMALL and sum(packets.keys) < count / 4:
        pictures, times = view.standing_alone()
        return _from_packets(view, packets, pictures, times), _brightness(pictures, times, facts.duration)
    if pixels > _LARGE:
        return (), ()
    pictures = view.all()
    if len(pictures) != count:
        return (), ()
    found = tuple(packets.times[index] for index in _cuts_in(pictures))
    return found, _brightness(pictures, packets.times, facts.duration)


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
        return self._decode([], [], limit=60 + 2 * self.facts.duration)[0]

    def standing_alone(self) -> tuple[Pictures, list[float]]:
        """Return the pictures that need no other, reduced, and their times (s)."""
        # Only H.264's decoder tells such pictures from keyframes before it has decoded them.
        skip = "nointra" if self.facts.video_codec == "h264" else "nokey"
        return self._decode(["-threads", "1", "-skip_frame", skip], [], limit=60.0)

    def between(self, start: float, count: int) -> Pictures:
        """Return ``count`` pictures from the keyframe at ``start`` (s), reduced."""
        seek = ["-ss", f"{max(start, 0):.6f}", "-noaccurate_seek"]
        return self._decode(seek, ["-frames:v", str(count)], limit=60.0)[0]

    def _decode(self, before: list[str], after: list[str], limit: float) -> tuple[Pictures, list[float]]:
        cheap = ["-an", "-skip_loop_filter", "all", "-flags2", "fast", "-noautorotate"]
        scale = f"scale={_WIDE}:{_HIGH}:flags=fast_bilinear,format=rgb24,showinfo=checksum=0"
        reduced = ["-map", "0:V:0", "-vf", scale, "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1"]
        arguments = [*cheap, *before, *source(self.path, self.facts.container), *after, *reduced]
        out, said = run(arguments, cancel=self.cancel, limit=limit, verbose=True)
        times = [float(time) for time in re.findall(r"\] n: *\d+ .*? pts_time:(-?[\d.]+)", said)]
        whole = len(out) // (_WIDE * _HIGH * 3) * (_WIDE * _HIGH * 3)
        return np.frombuffer(out[:whole], np.uint8).reshape(-1, _HIGH, _WIDE, 3), times


def _brightness(pictures: Pictures, times: Sequence[float], duration: float) -> tuple[float, ...]:
    """Return how bright each second is, 0 black to 1 white, between the pictures that were seen."""
    if not len(pictures) or len(pictures) != len(times):
        return ()
    levels = [float(picture.mean()) / 255 for picture in pictures]
    middles = np.arange(max(int(np.ceil(duration)), 1)) + 0.5
    return tuple(round(float(level), 3) for level in np.interp(middles, times, levels))


def _from_packets(
    view: _View, packets: Packets, pictures: Pictures, when: Sequence[float]
) -> tuple[float, ...]:
    """Return the cuts found from the pictures that stand alone, and from the sizes of the packets."""
    times = np.array(packets.times)
    places = np.searchsorted(times, np.array(when) - 0.5 / (view.facts.fps or 25))
    if len(pictures) < 2 or len(pictures) != len(places) or places[-1] >= times.size:
        return ()
    colours = _histograms(pictures)
    recoloured = np.abs(np.diff(colours, axis=0)).sum(axis=1) / 2 / _RECOLOUR
    changed = np.array([_distance(a, b) for a, b in itertools.pairwise(pictures)]) / _CHANGE
    keys = np.flatnonzero(packets.keys)
    gaps = np.diff(keys, prepend=0)[1:]
    longest = int(gaps.max(initial=0))
    # Encoders that count seconds instead of pictures vary a little.
    turn = 0.98 * longest if np.mean(gaps > 0.98 * longest) > 0.5 else longest
    steady = bool(np.mean(gaps > 0.98 * longest) > _STEADY)
    cuts: set[int] = set()
    doubtful: dict[int, list[int]] = {}
    for index in _spikes(packets, keys, places):
        after = int(np.searchsorted(places, index))
        if 0 < after < places.size and recoloured[after - 1] >= 1:
            cuts.add(index)
        else:
            doubtful.setdefault(int(keys[np.searchsorted(keys, index) - 1]), []).append(index)
    for number, index in enumerate(places[1:].tolist()):
        if min(recoloured[number], changed[number]) < 1:
            continue
        if not steady and any(places[number] < cut < index for cut in cuts):
            continue
        before = int(keys[np.searchsorted(keys, index) - 1])
        if packets.keys[index] and (steady or index - before >= turn):
            doubtful.setdefault(before, []).append(index)
        else:
            cuts.add(index)
    looks = _STEADY_LOOKS if steady else _LOOKS
    affordable = looks / ((view.facts.width or 1) * (view.facts.height or 1))
    asked = sum(max(suspects) + 3 - start for start, suspects in doubtful.items())
    if steady and times.size <= affordable and asked > times.size / 3:
        # Seeing all of it in one go costs less than being sent from place to place.
        every = view.all()
        return tuple(packets.times[index] for index in _cuts_in(every)) if len(every) == times.size else ()
    for start, suspects in sorted(doubtful.items(), key=lambda item: max(item[1]) - item[0]):
        # Two pictures more than the last place tell a cut from a flash.
        wanted = max(suspects) + 3 - start
        affordable -= wanted
        if affordable < 0:
            break
        seen = _cuts_in(view.between(packets.times[start] + 0.4 / (view.facts.fps or 25), wanted))
        if steady:
            # Every picture up to the last place has been seen, which is better than what sizes told.
            cuts = {cut for cut in cuts if not start < cut < start + wanted - 3}
        # A packet may carry pictures that are shown a little before its own.
        cuts.update(
            start + index
            for index in seen
            if steady or any(-4 <= start + index - place <= 1 for place in suspects)
        )
    return tuple(packets.times[index] for index in sorted(cuts) if index < len(packets.times))


def _weight(packets: Packets, index: int) -> float:
    """Return a packet's size against the largest one around it, keyframes apart."""
    around = range(max(index - 10, 0), min(index + 11, len(packets.sizes)))
    largest = max((packets.sizes[i] for i in around if i != index and not packets.keys[i]), default=1)
    return packets.sizes[index] / max(largest, 1)


def _spikes(packets: Packets, keys: NDArray[np.intp], seen: NDArray[np.intp]) -> list[int]:
    """Return the pictures, other than those ``seen``, that took about as many bytes as a keyframe."""
    sizes = np.array(packets.sizes)
    large = sizes > _LIKE_A_KEY * float(np.median(sizes[keys]))
    large[keys] = large[seen] = False
    return [int(index) for index in np.flatnonzero(large) if _weight(packets, int(index)) > _SPIKE]


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
        # Who is seen in turn before the same wall has the same colours: then only a sudden change will do.
        sudden = bool(around.size) and change[index - 1] > _SUDDEN * around.max()
        recoloured = np.abs(first - second).sum() / 2 > _RECOLOUR
        if _distance(before, after) > _CHANGE and (sudden or recoloured):
            found.append(int(index))
    return found


def _distance(a: Pictures, b: Pictures) -> float:
    return float(np.abs(a.astype(np.int16) - b).mean()) / 255


def _histograms(pictures: Pictures) -> NDArray[np.float64]:
    """Return each picture's shares of 8 levels in each colour channel; they add up to 1."""
    levels = (pictures >> 5) + np.arange(3, dtype=np.uint8) * 8
    rows = [np.bincount(picture.ravel(), minlength=24) for picture in levels]
    return np.array(rows, np.float64) / (_WIDE * _HIGH * 3)
