"""Mastering: to a loudness, under a true-peak ceiling."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from .effects import GRID, ride
from .loudness import STEP, block_peaks, energies, integrated
from .score import RATE

Audio = npt.NDArray[np.float32]
Curve = npt.NDArray[np.float64]
LOOK = 4
"""Grid steps (of 1.3 ms) by which the limiter acts before a peak."""


def limiting(peaks: npt.NDArray[np.float32], ceiling: float, release: float = 0.12) -> Curve:
    """Gains at the edges of the grid that keep blocks with these true ``peaks`` under ``ceiling`` (linear).

    They reach a peak's gain before it with a smooth slope and return with a time constant of ``release`` seconds.
    """
    wanted = np.minimum(1.0, ceiling / np.maximum(peaks.astype(np.float64), 1e-9))
    lowest = minimum_filter1d(wanted, 2 * LOOK + 1, mode="nearest")
    if lowest.min() < 1.0:
        k = 1 - np.exp(-GRID / RATE / release)
        gain, out = 1.0, lowest.tolist()
        for i, most in enumerate(out):
            gain = min(most, gain + (1 - gain) * k)
            out[i] = gain
        lowest = np.array(out)
    smooth = uniform_filter1d(lowest, LOOK + 1, mode="nearest")
    padded = np.concatenate([smooth[:1], smooth, smooth[-1:]])
    return np.asarray(0.5 * (padded[1:] + padded[:-1]))


def master(
    audio: npt.NDArray[np.floating], *, target: float = -14.0, ceiling: float = -1.0, out: Audio | None = None
) -> Audio:
    """Bring ``audio`` (frames, channels) to ``target`` LUFS with no true peak above ``ceiling`` dBTP.

    Parameters
    ----------
    out
        Where to write the result; may be ``audio`` itself (long pieces then need no second copy).

    Returns
    -------
    The mastered audio, float32. Silence is returned as it is.
    """
    if out is None:
        out = np.array(audio, np.float32, order="C")
    elif out is not audio:
        out[:] = audio
    power = energies(out)
    level = integrated(power)
    if not np.isfinite(level):
        return out
    gain = target - level
    limit = 10 ** ((ceiling - 0.05) / 20)
    peaks = block_peaks(out, GRID, above=limit * 10 ** (-(gain + 6) / 20) * 0.7)
    curve = limiting(peaks * np.float32(10 ** (gain / 20)), limit)
    for _ in range(5):
        # The limiter's effect on loudness follows from the powers already measured: no second filtering.
        share = 0.5 * (curve[:-1] ** 2 + curve[1:] ** 2)[: len(power) * (STEP // GRID)]
        after = power * share.reshape(len(power), -1).mean(axis=1) * 10 ** (gain / 10)
        error = target - integrated(after)
        if abs(error) < 0.03:
            break
        gain += float(np.clip(error, -3, 3))
        curve = limiting(peaks * np.float32(10 ** (gain / 20)), limit)
    for at in range(0, len(out), GRID * 8192):
        edges = curve[at // GRID : at // GRID + 8193] * 10 ** (gain / 20)
        ride(out[at : at + GRID * 8192].T, edges)
    return out
