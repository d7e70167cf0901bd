"""Mastering: to a loudness, under a true-peak ceiling."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .effects import GRID, ride_frames
from .loudness import STEP, block_peaks, energies, integrated
from .score import RATE

Audio = npt.NDArray[np.float32]
Curve = npt.NDArray[np.float64]
LOOK, HOLD = 4, 8
"""Grid steps (of 1.3 ms) by which the limiter acts before a peak, and for which it stays: long enough for the
next peak of a bass tone, so that single drums are taken back without pulling the music down after them."""


def limiting(peaks: npt.NDArray[np.float32], ceiling: float, release: float = 0.025) -> Curve:
    """Gains at the edges of the grid that keep blocks with these true ``peaks`` under ``ceiling`` (linear).

    They reach a peak's gain before it with a smooth slope and return with a time constant of ``release``
    seconds.
    """
    wanted = np.minimum(1.0, ceiling / np.maximum(peaks.astype(np.float64), 1e-9))
    lowest = _lowest(wanted)
    if lowest.min() < 1.0:
        # What is missing to full gain decays by a constant factor per step until more is missing: in
        # logarithms a running maximum along a slope.
        slope = np.arange(len(lowest)) * (GRID / RATE / release)
        missing = np.log(np.maximum(1 - lowest, 1e-12)) + slope
        lowest = 1 - np.exp(np.maximum.accumulate(missing) - slope)
    padded = np.pad(lowest, LOOK // 2 + 1, mode="edge")
    smooth = np.mean([padded[k : len(padded) - LOOK + k] for k in range(LOOK + 1)], axis=0)
    return np.asarray(0.5 * (smooth[1:] + smooth[:-1]))


def _lowest(values: Curve) -> Curve:
    """The least value of the last `HOLD` steps and the next `LOOK`."""
    out = values.copy()
    for k in range(1, HOLD + 1):
        np.minimum(out[k:], values[: len(values) - k], out=out[k:])
    for k in range(1, LOOK + 1):
        np.minimum(out[: len(out) - k], values[k:], out=out[: len(out) - k])
    return out


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
    known = gain + 2.0  # dB of gain up to which all blocks that could reach the ceiling are oversampled
    peaks = block_peaks(out, above=_harmless(limit, known))
    curve = limiting(peaks * np.float32(10 ** (gain / 20)), limit)
    weight = _block_power(out)[: len(power) * (STEP // GRID)].reshape(len(power), -1) + 1e-15
    weight /= weight.sum(axis=1, keepdims=True)
    for _ in range(12):
        # The limiter's effect on loudness follows from the powers already measured: no second filtering.
        share = 0.5 * (curve[:-1] ** 2 + curve[1:] ** 2)[: len(power) * (STEP // GRID)]
        after = power * (share.reshape(len(power), -1) * weight).sum(axis=1) * 10 ** (gain / 10)
        error = target - integrated(after)
        if abs(error) < 0.03:
            break
        gain += float(np.clip(1.5 * error if error > 0 else error, -3, 4))  # more gain is partly taken back
        if gain > known:
            known = gain + 4.0
            peaks = block_peaks(out, above=_harmless(limit, known))
        curve = limiting(peaks * np.float32(10 ** (gain / 20)), limit)
    ride_frames(out, curve * 10 ** (gain / 20))
    return out


def _harmless(limit: float, gain: float) -> float:
    """Sample peaks below this stay under the limit at ``gain`` dB, even with 3.5 dB more between the samples."""  # noqa: E501
    return float(limit * 10 ** (-(gain + 3.5) / 20))


def _block_power(audio: Audio) -> Curve:
    """Power of each `GRID` frames: where in a tenth of a second its energy is, for the limiter acts on the
    loud part.
    """
    out = []
    for at in range(0, len(audio), GRID * 8192):
        part = audio[at : at + GRID * 8192]
        part = np.pad(part, ((0, -len(part) % GRID), (0, 0))).reshape(-1, GRID * audio.shape[1])
        out.append(np.einsum("ij,ij->i", part, part))
    return np.concatenate(out).astype(np.float64)
