"""Where are the beats? The chain of moments that are strong and about one beat apart (after Ellis, 2007)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import gaussian_filter1d, maximum_filter1d, uniform_filter1d

from nemo_nb.engine.song.bars import changes
from nemo_nb.engine.song.listening import FPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nemo_nb.engine.song.listening import Curves, Floats
    from nemo_nb.engine.song.tempo import Tempo

    Values = NDArray[np.float64]

_EVEN = (1.3, 1.0, 1.0, 0.7)  # weights of the registers, low to high, where all that begins counts
_METRIC = (
    2.0,
    -0.3,
    -0.3,
    2.0,
)  # where it counts what drums do: kick and cymbals keep the beat, chords push it
_ON_BEAT = (1.84, -0.09, -1.06, 4.43, 0.49, 93.1)
"""How much more the registers, and all together, begin on beats than between them, and how much more of the
harmony changes with every fourth one; fitted as in tempo.py."""
_BESIDE = 0.12  # beats by which they may lie beside the middle of what was taken for beats
_TIGHT = 400.0  # how much an uneven distance costs, against the strength of moments
_LATE = 0.008  # s by which the curves' tops follow the moment that is heard as the attack


def envelope(rises: Floats, weights: tuple[float, ...] = _EVEN) -> Values:
    """Return one curve of how much begins, each register at its own level, loud and quiet passages alike."""
    total = np.zeros(len(rises))
    for weight, register in zip(weights, rises.T.astype(np.float64), strict=True):
        above = np.maximum(register - uniform_filter1d(register, round(0.6 * FPS)), 0)
        size = np.sqrt(uniform_filter1d(above**2, round(10 * FPS)))
        total += weight * above / np.maximum(size, 0.05 * size.max() + 1e-9)
    total = np.maximum(total, 0)
    return np.asarray(total / max(float(np.sqrt(np.mean(total**2))), 1e-9))


def bass(rises: Floats) -> Values:
    """Return the curve of the lowest register alone."""
    low = rises[:, 0].astype(np.float64)
    return np.asarray(np.maximum(low - low.mean(), 0))


def find_beats(curves: Curves, tempo: Tempo) -> tuple[float, ...]:
    """Return the times (s) of the beats."""
    local = np.interp(np.arange(len(curves.rises)), tempo.frames, tempo.periods)
    smooth = gaussian_filter1d(envelope(curves.rises, _METRIC), 1.5)
    rise = smooth / max(float(smooth.std()), 1e-9)
    beats = _chain(rise, local)
    if beats.size > 4:
        middles = (beats[1:] + beats[:-1]) // 2
        if _on_beat(middles, curves) > _on_beat(beats, curves):
            # Swung notes do not lie in the middle, so the beats may be a little beside it as well.
            away = np.abs(np.arange(rise.size) - middles[_nearest(middles, rise.size)]) / local
            beats = _chain(rise * np.exp(-0.5 * (away / _BESIDE) ** 2), local)
    beats = beats[_heard(beats, smooth, curves.power, local)]
    times = _refined(beats, smooth) / FPS - _LATE
    return tuple(round(float(time), 4) for time in times if time >= 0)


def _chain(rise: Values, local: Values) -> NDArray[np.intp]:
    """Return the frames of the best chain of beats."""
    score, back = _accumulate(rise, local)
    # The chain ends in the last beat's length with the best of all scores.
    last = max(rise.size - round(local[-1]), 0)
    at = last + int(score[last:].argmax())
    chain = []
    while at >= 0:
        chain.append(at)
        at = int(back[at])
    return np.array(chain[::-1])


def _on_beat(beats: NDArray[np.intp], curves: Curves) -> float:
    """Return how much speaks for beats at these frames; only the difference of two such chains means much."""
    rises = curves.rises
    every = np.concatenate((rises.astype(np.float64), envelope(rises)[:, None]), axis=1)
    every = maximum_filter1d(every / np.maximum(every.std(axis=0), 1e-9), 5, axis=0)
    change = changes(curves, beats / FPS)
    bars = max(change[phase::4].mean() for phase in range(4)) - change.mean()
    return float(np.append(every[beats].mean(axis=0), bars) @ np.array(_ON_BEAT))


def _nearest(places: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """Return, for each of ``count`` frames, the number of the nearest place."""
    return np.searchsorted((places[1:] + places[:-1]) / 2, np.arange(count))


def _accumulate(rise: Values, periods: Values) -> tuple[Values, NDArray[np.intp]]:
    """Return the best score of a chain ending at each moment, and the moment before it (-1: none)."""
    count = rise.size
    score = rise.copy()
    back = np.full(count, -1)
    at = 0
    while at < count:
        period = float(periods[at])
        near, far = max(round(period / 2), 1), round(period * 2)
        # No moment of this stretch can follow another one of it: all are scored at once.
        end = min(at + near, count)
        lags = np.arange(near, far + 1)
        cost = _TIGHT * np.log(lags / period) ** 2
        moments = np.arange(at, end)
        before = moments[:, None] - lags
        options = np.where(before >= 0, score[np.maximum(before, 0)] - cost, -np.inf)
        best = options.argmax(axis=1)
        gain = options[np.arange(moments.size), best]
        taken = gain > 0
        score[at:end] += np.where(taken, gain, 0)
        back[at:end] = np.where(taken, moments - lags[best], -1)
        at = end
    return score, back


def _heard(beats: NDArray[np.intp], rise: Values, power: Floats, periods: Values) -> slice:
    """Return the beats without those before anything is heard and after everything has ended."""
    if beats.size < 4:
        return slice(None)
    reach = max(round(float(np.median(periods)) / 8), 2)
    strong = np.array([rise[max(beat - reach, 0) : beat + reach + 1].max() for beat in beats])
    clear = np.flatnonzero(uniform_filter1d(strong, 3) > 0.4 * np.median(strong))
    loud = np.flatnonzero(power[np.minimum(beats + 2, power.size - 1)] > 1e-5 * power.max())
    if not clear.size or not loud.size:
        return slice(0, 0)
    # A quiet beginning has a beat as well; what rings out at the end has none.
    return slice(int(loud[0]), min(int(clear[-1]), int(loud[-1])) + 1)


def _refined(beats: NDArray[np.intp], rise: Values) -> Values:
    """Return the tops of the curve around the beats, read between its points."""
    places = []
    for beat in beats:
        low = max(int(beat) - 1, 0)
        top = low + int(rise[low : int(beat) + 2].argmax())
        offset = 0.0
        if 0 < top < rise.size - 1:
            a, b, c = rise[top - 1 : top + 2]
            bend = a - 2 * b + c
            offset = float(np.clip(0.5 * (a - c) / bend, -0.5, 0.5)) if bend < 0 else 0.0
        places.append(top + offset)
    return np.array(places)
