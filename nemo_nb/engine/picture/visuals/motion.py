"""The song as curves over frames: when to pulse, how lively to be, which part it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import gaussian_filter1d

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nemo_nb.engine.song import Song

    Floats = NDArray[np.float32]
    Values = NDArray[np.float64]

_FADE = 0.28  # s in which a pulse falls to a third
_SLOW_FADE = 0.9  # s, that of a bar
_TURN = 0.9  # s in which one part's colours give way to the next part's


@dataclass(frozen=True, slots=True)
class Moment:
    """What a style needs to know to draw one frame.

    ``pulse`` jumps up on each beat (on a bar's first to 1) and falls; ``bar`` does on bars only, slower;
    ``energy`` is 0 to 1; ``phase`` only grows, faster where there is more energy; ``beats`` counts beats,
    with the share of the present one; ``part`` is the number of the section, and ``turn`` grows from 0 to 1
    after each one's begin; ``bands`` are levels from low to high, 0 to 1.
    """

    number: int
    time: float
    pulse: float
    bar: float
    energy: float
    phase: float
    beats: float
    bars: int
    part: int
    turn: float
    bands: Floats

    @property
    def bass(self) -> float:
        """The level of the lowest registers."""
        return float(self.bands[: max(len(self.bands) // 6, 1)].mean())


@dataclass(frozen=True, slots=True)
class Motion:
    """The curves of a stretch of a song, one value per frame."""

    times: Values
    pulse: Values
    bar: Values
    energy: Values
    phase: Values
    beats: Values
    bars: NDArray[np.intp]
    parts: NDArray[np.intp]
    turns: Values

    def moment(self, number: int, bands: Floats) -> Moment:
        """Return what is to be drawn in a frame."""
        return Moment(
            number,
            float(self.times[number]),
            float(self.pulse[number]),
            float(self.bar[number]),
            float(self.energy[number]),
            float(self.phase[number]),
            float(self.beats[number]),
            int(self.bars[number]),
            int(self.parts[number]),
            float(self.turns[number]),
            bands,
        )


def move(song: Song, fps: float, start: float, count: int) -> Motion:
    """Return the curves of ``count`` frames from ``start`` (s) in the song."""
    times = start + np.arange(count) / fps
    beats, downbeats = np.array(song.beats), np.array(song.downbeats)
    energy = _energy(song, times)
    strong = np.isin(beats, downbeats)
    pulse = _falling(times, beats, np.where(strong, 1.0, 0.72), _FADE, fps)
    bar = _falling(times, downbeats, np.ones(downbeats.size), _SLOW_FADE, fps)
    # The phase never depends on where a stretch begins: a trimmed song moves as the whole one does.
    whole = np.arange(0, max(song.duration, float(times[-1]) if count else 0.0) + 1, 0.1)
    grown = np.concatenate(([0.0], np.cumsum(0.1 * (0.3 + 0.9 * _energy(song, whole)))))[:-1]
    borders = np.array([section[1] for section in song.sections[1:]])
    parts = np.searchsorted(borders, times + 0.5 / fps)
    begins = np.concatenate(([-np.inf], borders))[parts]
    turns = np.clip((times - begins) / _TURN, 0, 1)
    return Motion(
        times=times,
        pulse=pulse * (0.55 + 0.45 * energy),
        bar=bar,
        energy=energy,
        phase=np.interp(times, whole, grown),
        beats=_counted(times, beats, song.bpm),
        bars=np.searchsorted(downbeats, times + 0.5 / fps),
        parts=parts,
        turns=turns * turns * (3 - 2 * turns),
    )


def _energy(song: Song, times: Values) -> Values:
    values = gaussian_filter1d(np.array(song.energy, float), 1.0, mode="nearest")
    return np.asarray(np.interp(times, np.arange(values.size) + 0.5, values))


def _falling(times: Values, events: Values, heights: Values, fade: float, fps: float) -> Values:
    """Return a curve that jumps in the frame nearest to each event and falls after it."""
    if not events.size:
        return np.zeros(times.size)
    last = np.searchsorted(events, times + 0.5 / fps) - 1
    since = np.maximum(times - events[np.maximum(last, 0)], 0)
    return np.asarray(np.where(last >= 0, heights[np.maximum(last, 0)] * np.exp(-since / fade), 0.0))


def _counted(times: Values, beats: Values, bpm: float) -> Values:
    """Return how many beats have passed, with fractions; a slow count where nothing beats."""
    if beats.size < 2:
        return times * (bpm or 60) / 60
    grid = np.arange(beats.size)
    inside = np.interp(times, beats, grid)
    step = float(np.median(np.diff(beats)))
    return np.asarray(
        inside + np.minimum(times - beats[0], 0) / step + np.maximum(times - beats[-1], 0) / step
    )
