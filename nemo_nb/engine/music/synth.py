"""Our own instruments, each a function of (key, layer, frames) that renders a note which is never released.

They stand beside the sampled bank for what samples do badly: analogue pads and stabs, plucks, the 808, sub
bass.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy import fft

from .score import RATE

if TYPE_CHECKING:
    from collections.abc import Callable

Audio = npt.NDArray[np.float32]
TABLE = 1 << 14


def frequency(key: float) -> float:
    """Hz of a MIDI key."""
    return float(440.0 * 2.0 ** ((key - 69) / 12))


@lru_cache(maxsize=256)
def _saw(key: int, cutoff: float) -> Audio:
    """One cycle of a saw whose harmonics end before they alias and fall by 12 dB per octave above ``cutoff``
    Hz.
    """
    f = frequency(key)
    n = np.arange(1, max(2, min(1023, int(17_000 / f))))
    amount = 1 / n / (1 + (n * f / cutoff) ** 2)
    spectrum = np.zeros(TABLE // 2 + 1, complex)
    spectrum[n] = -1j * amount * np.exp(1j * 0.7 * n)  # spread phases: no spike at the cycle's edge
    wave = fft.irfft(spectrum)
    return np.asarray(wave / np.sqrt(np.mean(wave**2)), np.float32)


def _cycle(table: Audio, hertz: float, phase: float, frames: int) -> Audio:
    """Read the table at ``hertz``: a 32-bit phase that wraps by itself, its upper 14 bits the place in the
    table (fine enough to need no interpolation for waves as dark as these).
    """
    step, first = round(hertz / RATE * 2**32), round(phase * 2**32)
    place = np.arange(frames, dtype=np.uint32)
    place *= np.uint32(step)
    place += np.uint32(first & 0xFFFFFFFF)
    place >>= np.uint32(18)
    return table.take(place)


def _unison(key: int, frames: int, cutoff: float, cents: tuple[float, ...]) -> Audio:
    table, f = _saw(key, cutoff), frequency(key)
    out = np.zeros(frames, np.float32)
    for i, c in enumerate(cents):
        out += _cycle(table, f * 2 ** (c / 1200), (i * 0.618 + key * 0.37) % 1, frames)
    return out / np.float32(len(cents) ** 0.5)


def _fall(frames: int, seconds: float) -> Audio:
    """Exponential decay by 60 dB in ``seconds``."""
    return np.asarray(
        np.exp(np.arange(frames, dtype=np.float32) * np.float32(-6.908 / (seconds * RATE))), np.float32
    )


def _rise(frames: int, seconds: float) -> Audio:
    return np.asarray(
        np.minimum(np.arange(frames, dtype=np.float32) / np.float32(max(seconds, 0.001) * RATE), 1),
        np.float32,
    )


def warm_pad(key: int, layer: int, frames: int) -> Audio:
    """Five detuned, dark saws with a slow swell."""
    cutoff = (700.0, 1100.0, 1800.0)[layer]
    return 0.09 * _unison(key, frames, cutoff, (-11, -5, 0, 6, 12)) * _rise(frames, 0.35)


def bright_pad(key: int, layer: int, frames: int) -> Audio:
    """A wide, open pad for synthwave and house breaks."""
    cutoff = (1500.0, 2600.0, 4200.0)[layer]
    return 0.085 * _unison(key, frames, cutoff, (-14, -7, 0, 8, 15)) * _rise(frames, 0.12)


def supersaw(key: int, layer: int, frames: int) -> Audio:
    """Seven saws for stabs and big leads: bright at once, darker as it is held."""
    bright = _unison(key, frames, (3000.0, 5000.0, 8000.0)[layer], (-18, -11, -5, 0, 6, 12, 19))
    dark = _unison(key, frames, 1200.0, (-9, 0, 8))
    edge = _fall(frames, 0.9)
    return np.asarray(0.085 * (bright * edge + dark * (1 - edge)) * _rise(frames, 0.004), np.float32)


def pluck(key: int, layer: int, frames: int) -> Audio:
    """A short, glassy pluck: the higher a harmonic, the sooner it is gone."""
    f = frequency(key)
    t = np.arange(min(frames, int(1.4 * RATE)), dtype=np.float32) / RATE
    out = np.zeros(len(t), np.float32)
    for n in range(1, min(14, int(15_000 / f)) + 1):
        decay = 5.0 + 3.2 * n / (0.6 + 0.4 * layer)
        out += np.sin(np.float32(2 * np.pi * f * n) * t + n) * np.exp(-decay * t) * np.float32(n**-0.9)
    return np.asarray(0.22 * out * _rise(len(t), 0.002), np.float32)


def arp(key: int, layer: int, frames: int) -> Audio:
    """A saw through a closing filter, for sequences."""
    edge = _fall(frames, 0.45)
    bright = _unison(key, frames, (2200.0, 3600.0, 6000.0)[layer], (-6, 5))
    dark = _unison(key, frames, 600.0, (-3, 3))
    return np.asarray(
        (0.13 * bright * edge + 0.09 * dark * (1 - edge)) * _fall(frames, 2.5) * _rise(frames, 0.003),
        np.float32,
    )


def sub_bass(key: int, layer: int, frames: int) -> Audio:
    """A sine with a touch of second and third harmonic, so that small speakers show it."""
    t = np.arange(frames, dtype=np.float64) * (2 * np.pi * frequency(key) / RATE)
    out = np.sin(t) + 0.22 * np.sin(2 * t) + 0.08 * np.sin(3 * t)
    return np.asarray(0.35 * out * _rise(frames, 0.008), np.float32)


def saw_bass(key: int, layer: int, frames: int) -> Audio:
    """Analogue bass: filtered saws over a sine an octave below the edge."""
    edge = _fall(frames, 0.5)
    bright = _unison(key, frames, (700.0, 1100.0, 1800.0)[layer], (-5, 5))
    dark = _unison(key, frames, 280.0, (0,))
    sub = np.sin(np.arange(frames) * (2 * np.pi * frequency(key) / RATE)).astype(np.float32)
    return np.asarray(
        (0.14 * (bright * edge + dark * (1 - edge)) + 0.16 * sub) * _rise(frames, 0.003), np.float32
    )


def bass_808(key: int, layer: int, frames: int) -> Audio:
    """A sine that drops an octave in 30 ms, driven, with a long fall."""
    t = np.arange(frames) / RATE
    f = frequency(key)
    cycles = f * t + f * 0.03 * (1 - np.exp(-t / 0.03))
    out = np.tanh((1.6 + 0.5 * layer) * np.sin(2 * np.pi * cycles) * np.exp(-t / 1.1))
    return np.asarray(0.42 * out, np.float32) * _rise(frames, 0.002)


def soft_bell(key: int, layer: int, frames: int) -> Audio:
    """Two inharmonic sine pairs: a glassy bell for ambient and trap."""
    t = np.arange(min(frames, 4 * RATE), dtype=np.float32) / RATE
    f = frequency(key)
    out = np.zeros(len(t), np.float32)
    for ratio, amount, decay in (
        (1, 1, 1.6),
        (2.0, 0.45, 2.4),
        (3.01, 0.25, 4.0),
        (5.43, 0.12 + 0.06 * layer, 7.0),
    ):
        if f * ratio < 16_000:
            out += np.sin(np.float32(2 * np.pi * f * ratio) * t) * np.exp(-decay * t) * np.float32(amount)
    return np.asarray(0.16 * out * _rise(len(t), 0.003), np.float32)


VOICES: dict[str, tuple[Callable[[int, int, int], Audio], float]] = {
    # name: (renderer, seconds in which a released note falls by 60 dB)
    "warm pad": (warm_pad, 1.4),
    "bright pad": (bright_pad, 0.9),
    "supersaw": (supersaw, 0.25),
    "synth pluck": (pluck, 0.5),
    "synth arp": (arp, 0.18),
    "sub bass": (sub_bass, 0.12),
    "synth bass": (saw_bass, 0.1),
    "808 bass": (bass_808, 0.15),
    "soft bell": (soft_bell, 1.2),
}
