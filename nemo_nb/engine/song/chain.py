"""Which moments, about one beat apart, are the strongest? The best chain of them (after Ellis, 2007)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Frames = NDArray[np.intp]

_TIGHT = 800.0  # how much an uneven distance costs, against the strength of moments
_BESIDE = 0.12  # beats by which they may lie beside the middle of what was taken for beats


def find_chain(rise: Values, local: Values) -> Frames:
    """Return the frames of the best chain of beats.

    Parameters
    ----------
    rise
        How strong each moment is, in its standard deviations.
    local
        The frames between two beats, at each moment.
    """
    score, back = _accumulate(rise, local)
    # The chain ends in the last beat's length with the best of all scores.
    last = max(rise.size - round(local[-1]), 0)
    at = last + int(score[last:].argmax())
    chain = []
    while at >= 0:
        chain.append(at)
        at = int(back[at])
    return np.array(chain[::-1])


def find_between(beats: Frames, rise: Values, local: Values) -> Frames:
    """Return the best chain half a beat beside another one.

    Swung notes do not lie in the middle, so the beats may be a little beside it as well.
    """
    middles = (beats[1:] + beats[:-1]) // 2
    nearest = np.searchsorted((middles[1:] + middles[:-1]) / 2, np.arange(rise.size))
    away = np.abs(np.arange(rise.size) - middles[nearest]) / local
    return find_chain(rise * np.exp(-0.5 * (away / _BESIDE) ** 2), local)


def _accumulate(rise: Values, periods: Values) -> tuple[Values, Frames]:
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
