"""How loud each register is, frame by frame, from low to high."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import fft

from nemo_nb.engine.ffmpeg import source, stream
from nemo_nb.engine.picture.container import sniff

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.picture.visuals.motion import Motion

    Floats = NDArray[np.float32]

COUNT = 48
"""Registers."""
_RATE = 22_050
_WINDOW = 2048
_LOWEST, _HIGHEST = 45.0, 9000.0  # Hz
_ATTACK, _RELEASE = 0.06, 0.16  # s in which a level rises by two thirds, and falls to a third
_PIECE = 1 << 17  # samples decoded at a time


def listen(path: Path, fps: float, start: float, count: int, cancel: Cancel) -> Floats:
    """Return (count, `COUNT`) levels, 0 to 1, of a file's sound from ``start`` (s).

    Raises
    ------
    FfmpegError, Cancelled, OSError
    """
    container = sniff(path) or "wav"
    decoded = ["-map", "0:a:0", "-t", f"{count / fps + 0.2:.3f}", "-ac", "1", "-ar", str(_RATE)]
    arguments = ["-vn", "-ss", f"{start:.6f}", *source(path, container), *decoded, "-f", "s16le", "pipe:1"]
    pieces = stream(arguments, cancel=cancel, limit=120 + count / fps, size=2 * _PIECE)
    levels = np.zeros((count, COUNT), np.float32)
    done = 0
    for rows in _rows(pieces, fps):
        taken = rows[: count - done]
        levels[done : done + len(taken)] = taken
        done += len(taken)
    return _smooth(_even(levels), fps)


def imagine(motion: Motion, onsets: tuple[float, ...], fps: float, rng: np.random.Generator) -> Floats:
    """Return levels for a song of which only the times are known."""
    count = motion.times.size
    place = np.linspace(0, 1, COUNT)
    tilt = (0.85 - 0.45 * place) * (0.35 + 0.65 * motion.energy[:, None])
    waves = np.zeros((count, COUNT))
    for _ in range(4):
        cycles, pace, shift = rng.uniform(1, 5), rng.uniform(0.5, 2.5), rng.uniform(0, 6.28)
        waves += np.sin(cycles * 6.28 * place + pace * motion.phase[:, None] * 3 + shift)
    levels = tilt * (0.55 + 0.13 * waves)
    levels += motion.pulse[:, None] * np.exp(-place * 5) * 0.5
    hits = np.searchsorted(np.array(onsets), motion.times + 0.5 / fps)
    fresh = np.diff(hits, prepend=hits[:1]) > 0
    levels[fresh] += 0.4 * np.exp(-(((place - rng.uniform(0.3, 0.9, (int(fresh.sum()), 1))) / 0.2) ** 2))
    return _smooth(np.clip(levels, 0, 1).astype(np.float32), fps)


def _rows(pieces: Iterator[bytes], fps: float) -> Iterator[Floats]:
    """Yield the raw levels of as many frames as each piece completes."""
    window, bands = _tables()
    waiting = np.zeros(_WINDOW // 2, np.float32)
    first = 0  # the place of waiting[0] in the sound, half a window of silence included
    frame = 0
    for piece in (*pieces, bytes(2 * _WINDOW)):
        samples = np.frombuffer(piece[: len(piece) & ~1], "<i2").astype(np.float32) / 32768
        waiting = np.concatenate((waiting, samples))
        last = int((first + waiting.size - _WINDOW) * fps / _RATE)
        if last < frame:
            continue
        starts = np.round(np.arange(frame, last + 1) * _RATE / fps).astype(int) - first
        starts = starts[starts + _WINDOW <= waiting.size]
        if not starts.size:
            continue
        views = np.lib.stride_tricks.sliding_window_view(waiting, _WINDOW)[starts]
        yield np.abs(fft.rfft(views * window, axis=1)) @ bands
        frame += starts.size
        keep = max(round(frame * _RATE / fps) - first, 0)
        waiting, first = waiting[keep:], first + keep


def _tables() -> tuple[Floats, Floats]:
    edges = _LOWEST * (_HIGHEST / _LOWEST) ** np.linspace(0, 1, COUNT + 2)
    bins = np.arange(_WINDOW // 2 + 1) * _RATE / _WINDOW
    least = _RATE / _WINDOW
    up = (bins[:, None] - edges[:-2]) / np.maximum(np.diff(edges)[:-1], least) + 1e-6
    down = (edges[2:] - bins[:, None]) / np.maximum(np.diff(edges)[1:], least) + 1e-6
    bands = np.clip(np.minimum(np.minimum(up, down), 1), 0, None)
    bands /= np.maximum(bands.sum(axis=0), 1e-3)
    window = np.hanning(_WINDOW + 1)[:-1]
    return (window / (_WINDOW / 4)).astype(np.float32), bands.astype(np.float32)


def _even(levels: Floats) -> Floats:
    """Return levels on a scale of 0 to 1: decibels, with the treble lifted as the ear does."""
    lifted = 20 * np.log10(levels + 1e-6) + np.linspace(0, 16, COUNT)
    top = float(np.percentile(lifted, 97))
    if top < -90:
        return np.zeros_like(levels)
    return np.asarray(np.clip((lifted - (top - 38)) / 42, 0, 1.15) ** 1.6, np.float32)


def _smooth(levels: Floats, fps: float) -> Floats:
    """Return levels that rise within a few frames and fall slowly, as needles do."""
    keep = np.float32(np.exp(-1 / (fps * _RELEASE)))
    rise = np.float32(1 - np.exp(-1 / (fps * _ATTACK)))
    out = np.empty_like(levels)
    now = np.zeros(levels.shape[1], np.float32)
    for number, row in enumerate(levels):
        now = np.maximum(now + (row - now) * rise, now * keep)
        out[number] = now
    blurred = np.pad(out, ((0, 0), (1, 1)), mode="edge")
    return np.asarray(0.25 * blurred[:, :-2] + 0.5 * blurred[:, 1:-1] + 0.25 * blurred[:, 2:])
