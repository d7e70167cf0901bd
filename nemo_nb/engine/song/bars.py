"""Which beats begin a bar? Where the bass enters and the harmony changes, every third or every fourth time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.song.listening import FPS, SLOW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nemo_nb.engine.song.listening import Curves

    Values = NDArray[np.float64]

_USUAL = 1.12  # how much better three beats in a bar must explain a song than four


def find_downbeats(curves: Curves, beats: tuple[float, ...]) -> tuple[float, ...]:
    """Return the beats (s) with which bars begin."""
    if len(beats) < 8:
        return beats[:1]
    weight = _weights(curves, np.array(beats))
    phases = {}
    for meter in (4, 3):
        sums = np.array([weight[phase::meter].mean() for phase in range(meter)])
        phases[meter] = (float(sums.max() - np.delete(sums, sums.argmax()).mean()), int(sums.argmax()))
    meter = 3 if phases[3][0] > _USUAL * phases[4][0] + 0.05 else 4
    return beats[phases[meter][1] :: meter]


def _weights(curves: Curves, beats: Values) -> Values:
    """Return how much each beat sounds like the first of a bar."""
    frames = np.clip(np.round(beats * FPS).astype(int), 0, len(curves.rises) - 1)
    reach = np.arange(-3, 4)
    around = np.clip(frames[:, None] + reach, 0, len(curves.rises) - 1)
    low = curves.rises[around, 0].max(axis=1)
    middle = curves.rises[around, 1].max(axis=1)
    return np.asarray(1.0 * _even(low) + 0.4 * _even(middle) + 1.6 * _even(_changes(curves, beats)))


def _changes(curves: Curves, beats: Values) -> Values:
    """Return how much the notes after each beat differ from those before it."""
    edges = np.clip(np.round(beats * FPS / SLOW).astype(int), 0, len(curves.notes) - 1)
    means = _means(curves.notes, edges)
    norms = np.linalg.norm(means, axis=1, keepdims=True)
    means = means / np.maximum(norms, 1e-9)
    alike = (means[1:] * means[:-1]).sum(axis=1)
    return np.concatenate(([0.0], 1 - alike))


def _means(rows: NDArray[np.float32], edges: NDArray[np.intp]) -> Values:
    """Return the means of the rows from each edge to the next."""
    sums = np.concatenate((np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0, dtype=np.float64)))
    ends = np.append(edges[1:], len(rows))
    ends = np.maximum(ends, edges + 1)
    return np.asarray((sums[np.minimum(ends, len(rows))] - sums[edges]) / (ends - edges)[:, None])


def _even(values: NDArray[np.floating]) -> Values:
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-9), np.float64)
