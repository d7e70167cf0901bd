"""How loud: integrated loudness (ITU-R BS.1770-4) and true peak, in bounded memory.

``audio`` is float (frames, channels) at 48 kHz throughout.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.signal import sosfilt

from .score import RATE

Audio = npt.NDArray[np.float32]
STEP = RATE // 10  # blocks of 400 ms that overlap by 75 % are four of these
PIECE = STEP * 200

# The two stages of the K curve at 48 kHz, coefficients of BS.1770-4 tables 1 and 2.
K_CURVE = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)


def energies(audio: Audio) -> npt.NDArray[np.float64]:
    """K-weighted power of each whole 100 ms, summed over the channels."""
    state = np.zeros((2, 2, audio.shape[1]))
    out = []
    for at in range(0, len(audio), PIECE):
        weighted, state = sosfilt(K_CURVE, audio[at : at + PIECE], axis=0, zi=state)
        whole = len(weighted) // STEP
        part = weighted[: whole * STEP].reshape(whole, -1)
        out.append(np.einsum("ij,ij->i", part, part) / STEP)
    return np.concatenate(out) if out else np.zeros(0)


def integrated(power: npt.NDArray[np.float64]) -> float:
    """Gated loudness in LUFS of the powers that `energies` gives; minus infinity for silence."""
    if len(power) == 0:
        return -np.inf
    blocks = np.convolve(power, np.full(4, 0.25), "valid") if len(power) >= 4 else power.mean(keepdims=True)
    heard = blocks[blocks > 10 ** ((-70 + 0.691) / 10)]
    if len(heard) == 0:
        return -np.inf
    gate = heard.mean() * 0.1
    return float(-0.691 + 10 * np.log10(heard[heard > gate].mean()))


def loudness(audio: Audio) -> float:
    """Integrated loudness in LUFS; minus infinity for silence."""
    return integrated(energies(audio))


def _interpolator() -> npt.NDArray[np.float32]:
    """The three in-between phases of a 4x oversampling filter, 16 taps each (Kaiser-windowed sinc)."""
    taps = np.arange(-7, 9)
    window = np.kaiser(16 * 4 + 1, 8.0)
    phases = []
    for phase in (0.25, 0.5, 0.75):
        at = taps - phase
        phases.append(np.sinc(at) * np.interp(at, np.linspace(-8, 8, len(window)), window))
    kernel = np.array(phases)
    return np.asarray(kernel / kernel.sum(axis=1, keepdims=True), np.float32)


_PHASES = _interpolator()


def block_peaks(audio: Audio, size: int, above: float = 0.0) -> npt.NDArray[np.float32]:
    """True peak of each ``size`` frames over all channels.

    Blocks whose sample peak is under ``above`` are not oversampled (what lies between their samples cannot
    matter).
    """
    count = -(-len(audio) // size)
    peaks = np.zeros(count, np.float32)
    piece = 4096
    for first in range(0, count, piece):
        part = np.abs(audio[first * size : (first + piece) * size])
        lines = part.max(axis=1)
        pad = -len(lines) % size
        lines = np.pad(lines, (0, pad)).reshape(-1, size)
        peaks[first : first + len(lines)] = lines.max(axis=1)
    loud = np.flatnonzero(peaks > above)
    for first in range(0, len(loud), 2048):
        rows = loud[first : first + 2048]
        where = rows[:, None] * size + np.arange(-7, size + 9)[None, :]
        outside = (where < 0) | (where >= len(audio))
        spans = audio[np.clip(where, 0, len(audio) - 1)]
        spans[outside] = 0
        windows = np.lib.stride_tricks.sliding_window_view(
            spans, 16, axis=1
        )  # rows, positions, channels, taps
        between = np.abs(windows @ _PHASES.T).max(axis=(1, 2, 3))
        peaks[rows] = np.maximum(peaks[rows], between)
    return peaks


def true_peak(audio: Audio) -> float:
    """True peak in dBTP (4x oversampled); minus infinity for silence."""
    if len(audio) == 0:
        return -np.inf
    top = max(float(np.abs(audio[at : at + PIECE]).max()) for at in range(0, len(audio), PIECE))
    peak = float(block_peaks(audio, 64, above=top * 0.6).max())
    return 20 * float(np.log10(peak)) if peak > 0 else -np.inf
