"""What can be measured in rendered sound, without asking the composer.

``audio`` is float32 (frames, 2) at 48 kHz, times are seconds, levels dB relative to full scale.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from scipy.signal import find_peaks, stft

Audio = np.ndarray[Any, Any]
RATE = 48_000
HOP = 0.005
"""Seconds between two looks for a beginning."""


def onset_curve(audio: Audio, hop: int = 240, *, low: float = 0, high: float = 24_000) -> Audio:
    """How much new sound begins between ``low`` and ``high`` Hz, one value per ``hop`` frames."""
    f, _, z = stft(audio.mean(axis=1), RATE, nperseg=1024, noverlap=1024 - hop, padded=False, boundary=None)
    rise = np.diff(np.log1p(300 * np.abs(z[(f >= low) & (f <= high)])), axis=1)
    return np.maximum(rise, 0).mean(axis=0)


def _normal(audio: Audio) -> Audio:
    return audio * (0.1 / (np.sqrt((audio**2).mean()) + 1e-9))


def onsets(audio: Audio) -> Audio:
    """Times at which something clearly begins, at least 50 ms apart."""
    return _picked(audio)[0]


def strong_onsets(audio: Audio, rate: float = 2.0) -> Audio:
    """The strongest beginnings, ``rate`` per second on the whole: what one hears as a hit."""
    at, size = _picked(audio)
    count = max(1, round(rate * len(audio) / RATE))
    return np.sort(at[np.argsort(-size, kind="stable")[:count]])


def _picked(audio: Audio) -> tuple[Audio, Audio]:
    curve = np.convolve(onset_curve(_normal(audio)), np.hanning(5) / 2, "same")
    at, how = find_peaks(curve, prominence=0.012, distance=10)
    # Value i compares windows that begin at frames 240 i and 240 (i + 1): the change lies near the later
    # one's end.
    return at * HOP + 0.016, how["prominences"]


def tempo(audio: Audio, near: float, reach: float = 0.18) -> float:
    """Beats per minute within ``reach`` of ``near``, by autocorrelation over many beats.

    The reach is as wide as it can be before multiples of the beat (3:4, 4:5) come into it.
    """
    curve = onset_curve(_normal(audio))
    # Beginnings, not the rustle between them; but a tempo is in what comes again, not in the one loudest hit.
    curve = np.maximum(0, curve - np.convolve(curve, np.ones(200) / 200, "same"))
    curve = np.minimum(curve, np.percentile(curve, 98)) ** 1.5
    curve = np.convolve(curve - curve.mean(), np.hanning(9) / 4, "same")
    spectrum = np.fft.rfft(curve, 2 * len(curve))
    echo = np.fft.irfft(np.abs(spectrum) ** 2)[: len(curve)]
    echo = echo / np.arange(len(curve), 0, -1)  # longer lags compare less: without this, faster always wins

    def scores(candidates: Audio) -> Audio:
        most = int(len(echo) * 0.8 * HOP * candidates.min() / 60)
        lags = 60 / candidates[:, None] / HOP * np.arange(2, max(3, min(25, most)))[None, :]
        return np.interp(lags, np.arange(len(echo)), echo).mean(axis=1)

    coarse = near * np.linspace(1 - reach, 1 + reach, 721)
    found = float(coarse[int(np.argmax(scores(coarse)))])
    fine = found * np.linspace(0.995, 1.005, 101)
    return float(fine[int(np.argmax(scores(fine)))])


def chroma(audio: Audio) -> Audio:
    """Share of the energy between 110 and 2000 Hz in each pitch class, C first."""
    f, _, z = stft(audio.mean(axis=1), RATE, nperseg=16384, noverlap=8192)
    inside = (f > 110) & (f < 2000)
    classes = np.round(69 + 12 * np.log2(f[inside] / 440)).astype(int) % 12
    power = (np.abs(z[inside]) ** 2).sum(axis=1)
    out = np.array([power[classes == k].sum() for k in range(12)])
    return out / out.sum()


def levels(audio: Audio, seconds: float) -> Audio:
    """RMS of consecutive windows."""
    size = int(seconds * RATE)
    whole = len(audio) // size
    return 10 * np.log10((audio[: whole * size].reshape(whole, -1) ** 2).mean(axis=1) + 1e-12)


def longest_silence(audio: Audio, under: float = 45.0) -> float:
    """Seconds of the longest stretch inside the piece that lies ``under`` dB below its loud parts."""
    quick = levels(audio, 0.02)
    silent = quick < np.percentile(quick, 90) - under
    heard = np.flatnonzero(~silent)
    if len(heard) == 0:
        return len(audio) / RATE
    return float((np.diff(heard).max(initial=1) - 1) * 0.02)


def brightness(audio: Audio) -> float:
    """Spectral centroid in Hz."""
    spectrum = np.abs(np.fft.rfft(audio.mean(axis=1)))
    return float((spectrum * np.fft.rfftfreq(len(audio), 1 / RATE)).sum() / spectrum.sum())


def tilt(audio: Audio) -> float:
    """Slope of the long-term spectrum between 100 Hz and 10 kHz in dB per octave."""
    f, _, z = stft(audio.mean(axis=1), RATE, nperseg=8192)
    power = (np.abs(z) ** 2).mean(axis=1)
    edges = 100 * 2 ** np.arange(0, 6.8, 1 / 3)
    bands = [power[(f >= a) & (f < b)].mean() for a, b in pairwise(edges)]
    # Power per hertz: pink noise is -3, most mastered music about -4.5 dB per octave.
    return float(np.polyfit(np.arange(len(bands)) / 3, 10 * np.log10(np.array(bands) + 1e-15), 1)[0])


def bar_levels(audio: Audio, bar: float) -> Audio:
    """RMS of consecutive bars of ``bar`` seconds."""
    edges = (np.arange(0, len(audio) / RATE, bar) * RATE).astype(int)
    return np.array([10 * np.log10((audio[a:b] ** 2).mean() + 1e-12) for a, b in pairwise(edges)])


def loudness_range(audio: Audio, window: float = 3.0) -> float:
    """EBU R 128's LRA without its weighting: the spread of 3 s levels, 10th to 95th percentile, gated."""
    step = levels(audio, 0.1)
    size = round(window * 10)
    power = np.convolve(10 ** (step / 10), np.full(size, 1 / size), "valid")
    short = 10 * np.log10(power + 1e-12)
    short = short[short > 10 * np.log10(power.mean()) - 20]
    low, high = np.percentile(short, [10, 95])
    return float(high - low)


def features(audio: Audio) -> Audio:
    """Plain features: band levels and how they move, beginnings by band, pulse, brightness, width.

    Taken where the piece is loud, so that they tell what plays rather than when it plays.
    """
    mono = audio.mean(axis=1)
    frames = np.lib.stride_tricks.sliding_window_view(mono, 4096)[::2048]
    spectrum = np.abs(np.fft.rfft(frames * np.hanning(4096)))
    power = (spectrum**2).sum(axis=1)
    loud = np.convolve(power, np.ones(24) / 24, "same")
    spectrum = spectrum[loud >= np.percentile(loud, 40)]
    edges = np.geomspace(4, 1700, 21).astype(int)
    bands = np.array([20 * np.log10(spectrum[:, a:b].mean(axis=1) + 1e-5) for a, b in pairwise(edges)])
    levels_of = 10 * np.log10((10 ** (bands / 10)).mean(axis=1))
    moves = np.median(np.abs(np.diff(bands, axis=1)), axis=1)
    shape = spectrum[:, 8:1000] + 1e-6
    flatness = np.exp(np.log(shape).mean(axis=1)) / shape.mean(axis=1)
    size = RATE * len(audio) // RATE // 5
    at = int(np.argmax([(audio[k : k + 3 * size] ** 2).sum() for k in range(0, 2 * size, size // 4)])) * (
        size // 4
    )
    part = _normal(audio[at : at + 3 * size])  # the loudest three fifths
    curves = [
        onset_curve(part, low=a, high=b) for a, b in ((20, 160), (160, 1200), (1200, 6000), (6000, 16_000))
    ]
    busy = [100 * curve.mean() for curve in curves]
    spiky = [curve.std() / (curve.mean() + 1e-6) for curve in curves]
    side = part[:, 0] - part[:, 1]
    quick = levels(part, 0.05)
    return np.concatenate(
        [
            levels_of - levels_of.mean(),
            moves,
            busy,
            spiky,
            _pulse(sum(curve - curve.mean() for curve in curves)),
            [len(onsets(part)) / len(part) * RATE, np.log2(brightness(part)), tilt(part)],
            [10 * np.log10(flatness.mean()), float(np.abs(np.diff(quick)).mean())],
            [10 * np.log10((side**2).mean() / (part**2).mean() + 1e-6)],
        ]
    )


def _pulse(curve: Audio) -> list[float]:
    """How strongly the beginnings come back after 0.2 to 1 s: the strengths at the best lag of each third."""
    spectrum = np.fft.rfft(curve, 2 * len(curve))
    echo = np.fft.irfft(np.abs(spectrum) ** 2)[: len(curve)]
    echo = echo / (echo[0] + 1e-9)
    edges = (np.array([0.18, 0.26, 0.36, 0.5, 0.7, 1.0]) / HOP).astype(int)
    return [float(echo[a:b].max()) for a, b in pairwise(edges)]
