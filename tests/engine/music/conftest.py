"""Ears for the tests: what can be measured in rendered sound, without asking the composer."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy.signal import find_peaks, stft

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.music import RATE, Picture, Score, compose, perform

Audio = np.ndarray[Any, Any]


def onset_curve(audio: Audio, hop: int = 240) -> Audio:
    """How much new sound begins, one value per ``hop`` frames (5 ms)."""
    _, _, z = stft(audio.mean(axis=1), RATE, nperseg=1024, noverlap=1024 - hop, padded=False, boundary=None)
    rise = np.diff(np.log1p(300 * np.abs(z)), axis=1)
    return np.maximum(rise, 0).mean(axis=0)


def onsets(audio: Audio) -> Audio:
    """Times in seconds at which something clearly begins, at least 50 ms apart."""
    curve = np.convolve(onset_curve(audio * (0.1 / np.sqrt((audio**2).mean()))), np.hanning(5) / 2, "same")
    at, _ = find_peaks(curve, prominence=0.012, distance=10)
    # Value i compares windows that begin at frames 240 i and 240 (i + 1): the change lies near the later
    # one's end.
    return at * 0.005 + 0.016


def tempo(audio: Audio, near: float) -> float:
    """Beats per minute, searched within 5 % of ``near`` by autocorrelation over many beats."""
    curve = onset_curve(audio)
    curve = curve - curve.mean()
    spectrum = np.fft.rfft(curve, 2 * len(curve))
    echo = np.fft.irfft(np.abs(spectrum) ** 2)[: len(curve)]
    echo = echo / np.arange(len(curve), 0, -1)  # longer lags compare less: without this, faster always wins
    candidates = near * np.linspace(0.95, 1.05, 401)
    best = []
    for bpm in candidates:
        beat = 60 / bpm / 0.005
        lags = beat * np.arange(2, 25)
        lags = lags[lags < len(echo) * 0.8]
        best.append(np.interp(lags, np.arange(len(echo)), echo).sum())
    return float(candidates[int(np.argmax(best))])


def chroma(audio: Audio) -> Audio:
    """Share of the energy between 110 and 2000 Hz in each pitch class, C first."""
    f, _, z = stft(audio.mean(axis=1), RATE, nperseg=16384, noverlap=8192)
    inside = (f > 110) & (f < 2000)
    classes = np.round(69 + 12 * np.log2(f[inside] / 440)).astype(int) % 12
    power = (np.abs(z[inside]) ** 2).sum(axis=1)
    out = np.array([power[classes == k].sum() for k in range(12)])
    return out / out.sum()


def levels(audio: Audio, seconds: float) -> Audio:
    """RMS in dB of consecutive windows."""
    size = int(seconds * RATE)
    whole = len(audio) // size
    return 10 * np.log10((audio[: whole * size].reshape(whole, -1) ** 2).mean(axis=1) + 1e-12)


def brightness(audio: Audio) -> float:
    """Spectral centroid in Hz."""
    spectrum = np.abs(np.fft.rfft(audio.mean(axis=1)))
    return float((spectrum * np.fft.rfftfreq(len(audio), 1 / RATE)).sum() / spectrum.sum())


@lru_cache(maxsize=24)
def piece(brief: Brief, picture: Picture) -> tuple[Score, Audio]:
    """A composed and performed piece; kept, since several tests listen to the same one."""
    score = compose(brief, picture)
    return score, perform(score)


@pytest.fixture(scope="session")
def ear() -> SimpleNamespace:
    """The measuring functions and the shared concert hall."""
    return SimpleNamespace(
        onset_curve=onset_curve,
        onsets=onsets,
        tempo=tempo,
        chroma=chroma,
        levels=levels,
        brightness=brightness,
        piece=piece,
    )
