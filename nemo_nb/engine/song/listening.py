"""From sound to curves: how much begins at each moment, in which register, on which notes, how loud.

The file is decoded as it is read, a few seconds at a time; what is kept of a minute is a third of a megabyte.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy import fft

from nemo_nb.engine.ffmpeg import source, stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from nemo_nb.engine.cancel import Cancel

    Floats = NDArray[np.float32]

RATE = 22_050
HOP = 256
FPS = RATE / HOP
"""Curves have this many values per second (86.1)."""
SLOW = 8
"""Slow curves, of notes and of timbre, have one value for so many of the fast ones."""
_SHORT, _LONG = 1024, 4096  # samples per transform: for moments, for notes
_BANDS = 42
_GROUPS = (0, 6, 14, 28, _BANDS)  # bands: kick and bass, body, presence, hiss
_LAG = 2  # frames that a rise is measured over
_BLOCK = 512 * HOP  # samples per step
_PIECE = 2 * _BLOCK  # bytes


@dataclass(frozen=True, slots=True)
class Curves:
    """What was heard. Rows are moments: ``rises`` (n, 4) how much began per register, low to high,
    ``power`` (n) mean square, and, per `SLOW` moments, ``notes`` (m, 12) and ``timbre`` (m, 42).
    """

    duration: float
    rises: Floats
    power: Floats
    notes: Floats
    timbre: Floats


def hear(path: Path, container: str, duration: float, cancel: Cancel) -> Curves:
    """Decode a file's sound and return its curves.

    Raises
    ------
    FfmpegError, Cancelled, OSError
    """
    decoded = ["-map", "0:a:0", "-ac", "1", "-ar", str(RATE), "-f", "s16le", "pipe:1"]
    arguments = ["-vn", *source(path, container), *decoded]
    return curves_of(stream(arguments, cancel=cancel, limit=120 + duration, size=_PIECE))


def curves_of(pieces: Iterator[bytes]) -> Curves:
    """Return the curves of mono sound at `RATE`, given as 16-bit samples in pieces of any size."""
    parts: list[tuple[Floats, Floats, Floats, Floats]] = []
    before = np.zeros((_LAG, _BANDS), np.float32)
    # A moment is the middle of its window, so half a window of silence stands before the first.
    waiting = np.zeros(_LONG // 2, np.float32)
    total = 0
    for piece in pieces:
        samples = np.frombuffer(piece[: len(piece) & ~1], "<i2").astype(np.float32) / 32768
        total += samples.size
        waiting = np.concatenate((waiting, samples))
        waiting, before = _take(waiting, before, parts)
    waiting = np.concatenate((waiting, np.zeros(_LONG // 2 + SLOW * HOP, np.float32)))
    _take(waiting, before, parts)
    count = -(-total // HOP)
    rises, power, notes, timbre = (np.concatenate(column) for column in zip(*parts, strict=True))
    slow = -(-count // SLOW)
    return Curves(total / RATE, rises[:count], power[:count], notes[:slow], timbre[:slow])


def _take(
    waiting: Floats, before: Floats, parts: list[tuple[Floats, Floats, Floats, Floats]]
) -> tuple[Floats, Floats]:
    """Turn all whole steps of SLOW moments in ``waiting`` into curves; return what is left over."""
    steps = (waiting.size - _LONG - HOP) // (SLOW * HOP) + 1
    if steps <= 0:
        return waiting, before
    count = steps * SLOW
    views = np.lib.stride_tricks.sliding_window_view
    window, long_window, bands, pitches = _tables()
    middle = waiting[(_LONG - _SHORT) // 2 :]
    short = views(middle, _SHORT)[::HOP][:count]
    spectrum = np.abs(fft.rfft(short * window, axis=1))
    levels = np.log1p(1000 * (spectrum @ bands))
    history = np.concatenate((before, levels))
    # A vibrato moves energy to the neighbouring band without anything beginning (Böck's SuperFlux).
    lagged = history[:count]
    widest = lagged.copy()
    widest[:, 1:] = np.maximum(widest[:, 1:], lagged[:, :-1])
    widest[:, :-1] = np.maximum(widest[:, :-1], lagged[:, 1:])
    rise = np.maximum(levels - widest, 0)
    rises = np.add.reduceat(rise, _GROUPS[:-1], axis=1) / np.diff(_GROUPS)
    power = np.square(short[:, :: max(_SHORT // 256, 1)]).mean(axis=1)
    long = views(waiting, _LONG)[:: HOP * SLOW][:steps]
    notes = np.abs(fft.rfft(long * long_window, axis=1)) @ pitches
    timbre = levels.reshape(steps, SLOW, _BANDS).mean(axis=1)
    parts.append((rises.astype(np.float32), power, notes, timbre))
    return waiting[count * HOP :], history[-_LAG:]


@lru_cache
def _tables() -> tuple[Floats, Floats, Floats, Floats]:
    """Return both windows, the bands of the short transform and the pitch classes of the long one."""
    window = np.hanning(_SHORT + 1)[:-1]
    long_window = np.hanning(_LONG + 1)[:-1]
    edges = 700 * (10 ** (np.linspace(_mel(30.0), _mel(10_500.0), _BANDS + 2) / 2595) - 1)
    bins = np.arange(_SHORT // 2 + 1) * RATE / _SHORT
    up = (bins[:, None] - edges[:-2]) / np.maximum(np.diff(edges)[:-1], RATE / _SHORT)
    down = (edges[2:] - bins[:, None]) / np.maximum(np.diff(edges)[1:], RATE / _SHORT)
    bands = np.clip(np.minimum(up, down), 0, None)
    bands /= bands.sum(axis=0) * (_SHORT / 4)
    tones = np.arange(_LONG // 2 + 1) * RATE / _LONG
    heard = (tones > 60) & (tones < 2200)
    semitones = 69 + 12 * np.log2(np.maximum(tones, 1) / 440)
    off = (semitones[:, None] - np.arange(12) + 6) % 12 - 6
    pitches = np.exp(-0.5 * (off / 0.35) ** 2) * heard[:, None]
    pitches /= np.maximum(tones, 60)[:, None] ** 0.5
    return (
        window.astype(np.float32),
        long_window.astype(np.float32),
        bands.astype(np.float32),
        pitches.astype(np.float32),
    )


def _mel(hertz: float) -> float:
    return 2595 * float(np.log10(1 + hertz / 700))
