"""Which beats begin a bar? For bars of four and of three, and each beat that could be the first, what begins
on a bar's beats and where the harmony changes tells how much speaks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import maximum_filter1d

from nemo_nb.engine.song.listening import FPS, SLOW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nemo_nb.engine.song.listening import Curves

    Values = NDArray[np.float64]

_LEAST = 8  # beats, fewer have no bars
# What counts: beginnings per register (low to high), a change of harmony over two beats, and over one; on the
# beats of a bar, counted from 0. Fitted (multinomial regression) as in tempo.py.
_FOUR = {
    0: (3.02, 1.54, -0.93, -3.07, 1.16, 3.16),
    2: (0.65, -1.35, 0.58, -1.81, -6.68, 2.69),
    3: (2.04, 0.11, 0.64, -2.73, 0.26, -1.33),
}
_THREE = {0: _FOUR[0], 1: (-3.22, 0.05, 3.15, -0.39, -0.15, -0.15)}
_RARE = -1.75  # what three beats in a bar count against four


def find_downbeats(curves: Curves, beats: tuple[float, ...]) -> tuple[float, ...]:
    """Return the beats (s) with which bars begin."""
    if len(beats) < _LEAST:
        return beats[:1]
    marks = _marks(curves, np.array(beats))
    found = []
    for meter, weights, least in ((4, _FOUR, 0.0), (3, _THREE, _RARE)):
        means = np.array([marks[place::meter].mean(axis=0) for place in range(meter)])
        for first in range(meter):
            parts = (means[(first + place) % meter] @ np.array(row) for place, row in weights.items())
            found.append((least + float(sum(parts)), first, meter))
    _, first, meter = max(found)
    return beats[first::meter]


def _marks(curves: Curves, beats: Values) -> Values:
    """Return (beats, 6): how much begins in each register, and how much the harmony changes."""
    frames = np.clip(np.round(beats * FPS).astype(int), 0, len(curves.rises) - 1)
    registers = maximum_filter1d(curves.rises, 7, axis=0)[frames].astype(np.float64)
    harmony = (changes(curves, beats), changes(curves, beats, reach=1))
    marks = np.concatenate((registers, np.stack(harmony, axis=1)), axis=1)
    return np.asarray((marks - marks.mean(axis=0)) / np.maximum(marks.std(axis=0), 1e-9))


def changes(curves: Curves, beats: Values, *, reach: int = 2) -> Values:
    """Return how much the notes of the next one or two beats from each on differ from those before."""
    edges = np.clip(np.round(beats * FPS / SLOW).astype(int), 0, len(curves.notes) - 1)
    sums = np.concatenate((np.zeros((1, 12)), np.cumsum(np.sqrt(curves.notes), axis=0, dtype=np.float64)))
    ends = np.append(edges[1:], len(curves.notes))
    means = (sums[np.maximum(ends, edges + 1)] - sums[edges]) / np.maximum(ends - edges, 1)[:, None]
    after = means if reach == 1 else means + np.concatenate((means[1:], means[-1:]))
    before = np.concatenate((means[:1],) * reach + (after[:-reach],))[: len(means)]
    product = (before * after).sum(axis=1)
    size = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    return np.asarray(1 - product / np.maximum(size, 1e-9))
