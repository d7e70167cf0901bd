"""Where are the beats? From curves to times."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import gaussian_filter1d, maximum_filter1d, uniform_filter1d

from nemo_nb.engine.song.guesses import best_guess
from nemo_nb.engine.song.listening import FPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nemo_nb.engine.song.listening import Curves, Floats
    from nemo_nb.engine.song.tempo import Tempo

    Values = NDArray[np.float64]

_EVEN = (1.3, 1.0, 1.0, 0.7)  # weights of the registers, low to high, where all that begins counts
# Where it counts what drums do: kick and cymbals keep the beat, chords push it.
_METRIC = (2.0, -0.3, -0.3, 2.0)
_FAINTEST = 0.25  # of what usually begins on a beat, less is nothing
_LATE = 0.008  # s by which the curves' tops follow the moment that is heard as the attack


def envelope(rises: Floats, weights: tuple[float, ...] = _EVEN) -> Values:
    """Return one curve of how much begins, each register at its own level, loud and quiet passages alike."""
    total = np.maximum(even(rises) @ np.array(weights), 0)
    return np.asarray(total / max(float(np.sqrt(np.mean(total**2))), 1e-9))


def even(rises: Floats) -> Values:
    """Return the registers, each at its own level, loud and quiet passages alike."""
    above = rises.astype(np.float64)
    above = np.maximum(above - uniform_filter1d(above, round(0.6 * FPS), axis=0), 0)
    size = np.sqrt(uniform_filter1d(above**2, round(10 * FPS), axis=0))
    return np.asarray(above / np.maximum(size, 0.05 * size.max(axis=0) + 1e-9))


def bass(rises: Floats) -> Values:
    """Return the curve of the lowest register alone."""
    low = rises[:, 0].astype(np.float64)
    return np.asarray(np.maximum(low - low.mean(), 0))


def find_beats(curves: Curves, tempo: Tempo) -> tuple[float, ...]:
    """Return the times (s) of the beats."""
    smooth = gaussian_filter1d(envelope(curves.rises, _METRIC), 1.5)
    rise = smooth / max(float(smooth.std()), 1e-9)
    beats, local = best_guess(curves, tempo, rise, even(curves.rises))
    beats = beats[_heard(beats, curves, local)]
    times = _refined(beats, smooth) / FPS - _LATE
    # What begins with the song itself is heard a little before it.
    return tuple(round(max(float(time), 0.0), 4) for time in times if time > -2 * _LATE)


def _heard(beats: NDArray[np.intp], curves: Curves, periods: Values) -> slice:
    """Return the beats without those before anything is heard and after everything has ended."""
    if beats.size < 4:
        return slice(None)
    reach = max(round(float(np.median(periods)) / 8), 2)
    # A low tone that rings beats against itself: above the lowest register nothing begins there.
    begun = maximum_filter1d(curves.rises[:, 1:].sum(axis=1), 2 * reach + 1)[beats]
    least = _FAINTEST * float(np.median(begun))
    clear = np.flatnonzero((begun > least) & (uniform_filter1d(begun, 3) > least))
    power = curves.power
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
