"""Drum kits: which sound stands behind each General MIDI drum, how loud (dB, all are brought to one peak
first), where.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from . import bank, drum_synth
from .score import RATE

Audio = npt.NDArray[np.float32]
SLAP, CONGA, LOW_CONGA = 62, 63, 64
KICK, RIM, SNARE, CLAP, SNAP, HAT, PEDAL, OPEN, CRASH, RIDE = 36, 37, 38, 39, 40, 42, 44, 46, 49, 51
TAMBOURINE, COWBELL, SHAKER, CLAVES, SLEIGH, LOW_TOM, MID_TOM, HIGH_TOM, CYMBAL = (
    54,
    56,
    70,
    75,
    83,
    43,
    47,
    50,
    57,
)


@dataclass(frozen=True, slots=True)
class Drum:
    """``source`` is a sampled kit, or the kind of a synthetic one after a ``~``."""

    source: str
    key: int
    level: float = 0.0
    pan: float = 0.0
    tune: float = 0.0
    fall: float = 0.0
    """Seconds to decay by 60 dB on top of the sound's own decay; 0 leaves it alone."""


_STANDARD = {
    KICK: Drum("standard kit", 36, -1),
    RIM: Drum("standard kit", 37, -9, 0.1),
    SNARE: Drum("standard kit", 38, -2.5),
    CLAP: Drum("~any", 39, -6),
    SNAP: Drum("~any", 40, -7),
    HAT: Drum("standard kit", 42, -14, 0.22),
    PEDAL: Drum("standard kit", 44, -15, 0.22),
    OPEN: Drum("standard kit", 46, -14, 0.22, fall=0.9),
    CRASH: Drum("standard kit", 49, -11, -0.3, fall=2.6),
    CYMBAL: Drum("standard kit", 57, -11, 0.3, fall=2.6),
    RIDE: Drum("standard kit", 51, -15, -0.25, fall=1.6),
    53: Drum("standard kit", 53, -16, -0.25, fall=1.6),
    TAMBOURINE: Drum("standard kit", 54, -16, 0.3, fall=0.4),
    COWBELL: Drum("standard kit", 56, -14, 0.2),
    SHAKER: Drum("~any", 70, -15, -0.3),
    CLAVES: Drum("standard kit", 75, -13, 0.25),
    SLEIGH: Drum("~any", 83, -15, 0.25),
    SLAP: Drum("~any", 62, -9, 0.3),
    CONGA: Drum("~any", 63, -8, 0.35),
    LOW_CONGA: Drum("~any", 64, -8, 0.2),
    41: Drum("standard kit", 41, -4, 0.3),
    LOW_TOM: Drum("standard kit", 43, -4, 0.25),
    45: Drum("standard kit", 45, -4.5, 0.1),
    MID_TOM: Drum("standard kit", 47, -5, -0.05),
    48: Drum("standard kit", 48, -5, -0.15),
    HIGH_TOM: Drum("standard kit", 50, -5, -0.25),
}
KITS: dict[str, dict[int, Drum]] = {
    "acoustic kit": _STANDARD,
    "pop kit": _STANDARD
    | {
        KICK: Drum("power kit", 36, -2),
        SNARE: Drum("power kit", 38, -2.5),
        OPEN: Drum("standard kit", 46, -15, 0.22, fall=0.5),
    },
    "rock kit": _STANDARD
    | {
        KICK: Drum("power kit", 36, -1),
        SNARE: Drum("power kit", 38, -1),
        HAT: Drum("standard kit", 42, -12, 0.22),
    },
    "lo-fi kit": _STANDARD
    | {
        KICK: Drum("jazz kit", 36, 0, tune=-2, fall=0.5),
        SNARE: Drum("standard kit", 38, -5, tune=-2, fall=0.45),
        HAT: Drum("standard kit", 42, -15, 0.15, tune=-2, fall=0.25),
        RIM: Drum("standard kit", 37, -8, 0.1, tune=-3),
    },
    "house kit": _STANDARD
    | {
        KICK: Drum("~house", 36, -1),
        HAT: Drum("~any", 42, -12.5, 0.15),
        OPEN: Drum("~any", 46, -10.5, -0.12),
        CLAP: Drum("~any", 39, -6),
        SNARE: Drum("electronic kit", 38, -5),
    },
    "trap kit": _STANDARD
    | {
        KICK: Drum("~trap", 36, -1),
        SNARE: Drum("~trap", 38, -5),
        HAT: Drum("~any", 42, -13, 0.12),
        OPEN: Drum("~any", 46, -14, -0.12),
        CLAP: Drum("~any", 39, -3.5),
        RIM: Drum("~any", 37, -11, 0.3),
    },
    "synthwave kit": _STANDARD
    | {
        KICK: Drum("~synthwave", 36, 0.5),
        SNARE: Drum("~synthwave", 38, -2, tune=-3),
        HAT: Drum("~any", 42, -12.5, 0.15),
        OPEN: Drum("~any", 46, -12.5, -0.12),
    },
    "jazz kit": _STANDARD
    | {
        KICK: Drum("jazz kit", 36, -6),
        SNARE: Drum("jazz kit", 38, -8),
        RIDE: Drum("standard kit", 51, -10, -0.25, fall=1.8),
        PEDAL: Drum("standard kit", 44, -12, 0.2),
    },
    "brush kit": _STANDARD
    | {
        KICK: Drum("jazz kit", 36, -4),
        SNARE: Drum("brush kit", 38, -7),
        RIM: Drum("standard kit", 37, -9, 0.1),
    },
    "orchestral drums": _STANDARD
    | {
        KICK: Drum("concert bass drum", 48, 0),
        SNARE: Drum("orchestra kit", 38, -4),
        41: Drum("taiko", 52, -1, -0.25),
        LOW_TOM: Drum("taiko", 55, -1, 0.2),
        MID_TOM: Drum("taiko", 60, -2, -0.1),
        HIGH_TOM: Drum("taiko", 64, -3, 0.3),
        CRASH: Drum("standard kit", 49, -6, -0.2, tune=-2, fall=3.5),
        CYMBAL: Drum("orchestra kit", 59, -10, 0.2, fall=3.5),
    },
    "tension drums": _STANDARD
    | {
        KICK: Drum("concert bass drum", 48, 1),
        SNARE: Drum("taiko", 58, -3),
        RIM: Drum("woodblock", 70, -10, 0.35),
        LOW_TOM: Drum("taiko", 53, -1, -0.2),
        MID_TOM: Drum("taiko", 57, -2, 0.2),
        HAT: Drum("~any", 42, -18, -0.3),
    },
}


@lru_cache(maxsize=256)
def hit(kit: str, key: int, layer: int, tune: float = 0.0) -> Audio:
    """One stroke, mono, at the kit's level (0 dB is a peak of 0.5), ``tune`` semitones off its tuning."""
    spec = KITS[kit].get(key) or Drum("standard kit", key, -8)
    if spec.source.startswith("~"):
        made = drum_synth.drum(spec.source[1:], spec.key)
        wave = np.zeros(1, np.float32) if made is None else made
    else:
        wave = bank.held(spec.source, spec.key, layer, int(3.5 * RATE))
    if spec.tune or tune:
        step = 2 ** ((spec.tune + tune) / 12)
        where = np.arange(int((len(wave) - 1) / step)) * step
        wave = np.interp(where, np.arange(len(wave)), wave).astype(np.float32)
    top = float(np.abs(wave).max()) or 1.0
    wave = wave[max(0, int(np.argmax(np.abs(wave) > 0.06 * top)) - 24) :]  # a drum must speak at once
    if spec.fall:
        wave = wave * np.exp(np.arange(len(wave), dtype=np.float32) * np.float32(-6.908 / (spec.fall * RATE)))
    loud = np.flatnonzero(np.abs(wave) > top * 1e-3)
    wave = wave[: int(loud[-1]) + 1] if len(loud) else wave[:1]
    end = min(len(wave), 960)
    wave = wave * np.float32(0.5 / top * 10 ** (spec.level / 20))
    wave[len(wave) - end :] *= np.linspace(1, 0, end, dtype=np.float32)
    return np.asarray(wave, np.float32)


def pan(kit: str, key: int) -> float:
    """Where a drum stands, -1 to 1."""
    spec = KITS[kit].get(key)
    return spec.pan if spec else 0.0
