"""Which beats begin a bar? Where the bass enters and the harmony changes, every third or fourth time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import maximum_filter1d

from nemo_nb.engine.song.listening import FPS, SLOW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nemo_nb.engine.song.listening import Curves

    Values = NDArray[np.float64]

_REGISTERS = (0.9, 0.9, 0.0, -0.85)  # what begins on a bar's first beat, low to high; fitted as in tempo.py
_HARMONY = 2.2  # what a change of notes counts
_USUAL = 1.15  # how much better three beats in a bar must explain a song than four


def find_downbeats(curves: Curves, beats: tuple[float, ...]) -> tuple[float, ...]:
    """Return the beats (s) with which bars begin."""
    if len(beats) < 8:
        return beats[:1]
    weight = _weights(curves, np.array(beats))
    found = {}
    for meter in (4, 3):
        sums = np.array([weight[phase::meter].mean() for phase in range(meter)])
        # Chance makes four means differ more than three.
        found[meter] = (float(sums.max() - sums.mean()) / np.sqrt(meter - 1), int(sums.argmax()))
    meter = 3 if found[3][0] > _USUAL * found[4][0] else 4
    return beats[found[meter][1] :: meter]


def _weights(curves: Curves, beats: Values) -> Values:
    """Return how much each beat sounds like the first of a bar."""
    frames = np.clip(np.round(beats * FPS).astype(int), 0, len(curves.rises) - 1)
    registers = maximum_filter1d(curves.rises, 7, axis=0)[frames]
    total = _HARMONY * _even(changes(curves, beats))
    for weight, register in zip(_REGISTERS, registers.T, strict=True):
        total += weight * _even(register.astype(np.float64))
    return total


def changes(curves: Curves, beats: Values) -> Values:
    """Return how much the notes of the two beats from each one on differ from those of the two before."""
    edges = np.clip(np.round(beats * FPS / SLOW).astype(int), 0, len(curves.notes) - 1)
    sums = np.concatenate((np.zeros((1, 12)), np.cumsum(np.sqrt(curves.notes), axis=0, dtype=np.float64)))
    ends = np.append(edges[1:], len(curves.notes))
    means = (sums[np.maximum(ends, edges + 1)] - sums[edges]) / np.maximum(ends - edges, 1)[:, None]
    after = means + np.concatenate((means[1:], means[-1:]))
    before = np.concatenate((means[:1], means[:1], after[:-2]))[: len(means)]
    product = (before * after).sum(axis=1)
    size = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    return np.asarray(1 - product / np.maximum(size, 1e-9))


def _even(values: Values) -> Values:
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-9))
