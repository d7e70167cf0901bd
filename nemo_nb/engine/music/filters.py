"""Filters: responses multiplied onto spectra, and short smoothing kernels for whole mixes.

Loading scipy.signal takes longer than composing a minute of music, so nothing here needs it. The last axis is time.
"""  # noqa: E501

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import fft

from .score import RATE

Audio = npt.NDArray[np.float32]
Spectrum = npt.NDArray[np.complex64]
ROW, TAIL = 32_768, 4096
"""Frames that are filtered at once, and how long any of these filters may ring on (85 ms at 48 kHz)."""


@lru_cache(maxsize=160)
def response(size: int, low_cut: float, high_cut: float, dull: float, rate: int) -> Spectrum:
    """What a spectrum of ``size`` frames is multiplied by: analogue second-order Butterworth edges.

    ``low_cut`` and ``high_cut`` are their -3 dB points in Hz, ``dull`` that of a first-order low-pass; 0 leaves an edge
    out.
    """  # noqa: E501
    s = 1j * fft.rfftfreq(size, 1 / rate)
    out = np.ones(len(s), np.complex128)
    if low_cut:
        x = s / low_cut
        out *= x * x / (x * x + 2**0.5 * x + 1)
    if high_cut:
        x = s / high_cut
        out /= x * x + 2**0.5 * x + 1
    if dull:
        out /= 1 + s / dull
    return out.astype(np.complex64)


def convenient(size: int) -> int:
    """The next larger size that is quick to transform and that others will share."""
    step = max(64, 1 << (size - 1).bit_length() - 3)
    return -(-size // step) * step


def shape(
    audio: Audio, *, low_cut: float = 0.0, high_cut: float = 0.0, dull: float = 0.0, rate: int = RATE
) -> Audio:
    """Return ``audio`` (one or more channels) filtered, at its own length; see `response`."""
    frames = audio.shape[-1]
    if frames <= ROW:
        size = convenient(frames + min(TAIL, frames))
        short = fft.rfft(audio, size) * response(size, low_cut, high_cut, dull, rate)
        return np.asarray(fft.irfft(short, size)[..., :frames], np.float32)
    count = -(-frames // ROW)
    rows = np.zeros((*audio.shape[:-1], count * ROW), np.float32)
    rows[..., :frames] = audio
    spectrum = fft.rfft(rows.reshape(*audio.shape[:-1], count, ROW), ROW + TAIL)
    spectrum *= response(ROW + TAIL, low_cut, high_cut, dull, rate)
    pieces = fft.irfft(spectrum, ROW + TAIL)
    out = np.asarray(pieces[..., :ROW], np.float32)
    out[..., 1:, :TAIL] += pieces[..., :-1, ROW:]
    return out.reshape(*audio.shape[:-1], count * ROW)[..., :frames]


def gentle(high_cut: float, shelf: float, presence: float = 0.0) -> npt.NDArray[np.float64]:
    """A symmetric kernel of a few taps: -3 dB at ``high_cut`` Hz (over 18 kHz: open), ``shelf`` dB above
    about 7 kHz and ``presence`` dB above about 2 kHz.
    """
    kernel = np.ones(1)
    if high_cut < 18_000:
        w = 2 * np.pi * high_cut / RATE
        passes = max(1, int(np.ceil(np.log(0.5**0.5) / (2 * np.log(np.cos(w / 2))))))
        side = (1 - 0.5 ** (0.5 / passes)) / (2 * (1 - np.cos(w)))
        for _ in range(passes):
            kernel = np.convolve(kernel, [side, 1 - 2 * side, side])
    if shelf:
        kernel = np.convolve(kernel, _raised(3, shelf))
    if presence:
        kernel = np.convolve(kernel, _raised(8, presence))
    return kernel


def _raised(half: int, gain: float) -> npt.NDArray[np.float64]:
    """What a triangle of ``2 * half - 1`` taps smooths away, raised by ``gain`` dB."""
    smooth = np.convolve(np.ones(half), np.ones(half)) / half**2
    out = (1 - 10 ** (gain / 20)) * smooth
    out[half - 1] += 10 ** (gain / 20)
    return np.asarray(out)


class Smoother:
    """Runs a kernel of `gentle` over consecutive blocks; delays by half its length."""

    def __init__(self, kernel: npt.NDArray[np.float64], channels: int = 2) -> None:
        self.kernel = kernel.astype(np.float32)
        self.past = np.zeros((channels, len(kernel) - 1), np.float32)

    def process(self, audio: Audio) -> Audio:
        """Return ``audio`` (channels, frames) filtered."""
        reach, frames = len(self.kernel) - 1, audio.shape[1]
        if not reach:
            return audio
        joined = np.concatenate([self.past, audio], axis=1)
        half = reach // 2
        out = joined[:, half : half + frames] * self.kernel[half]
        for k in range(half):
            pair = joined[:, k : k + frames] + joined[:, reach - k : reach - k + frames]
            pair *= self.kernel[k]
            out += pair
        self.past = joined[:, frames:].copy()
        return np.asarray(out, np.float32)
