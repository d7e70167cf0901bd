"""A picture of sound: waveform with sections and cuts, below it a spectrogram on a logarithmic scale."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageDraw
from scipy.signal import stft

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

RATE = 48_000
WIDTH, WAVE, HEIGHT = 1280, 90, 320
LOWEST, HIGHEST = 35.0, 18_000.0
RANGE = 75.0
"""dB between black and the brightest colour."""
WINDOWS = ((0.0, 16_384), (300.0, 4096), (2500.0, 1024))
"""From which frequency (Hz) which window (frames): long ones part low tones, short ones show beginnings."""
COLOURS = np.array(
    [[0, 0, 4], [59, 15, 112], [140, 41, 129], [222, 73, 104], [254, 159, 109], [252, 253, 191]]
)


def draw(
    path: Path,
    audio: np.ndarray[Any, Any],
    *,
    sections: Sequence[tuple[str, float, float]] = (),
    cuts: Sequence[float] = (),
) -> None:
    """Write a PNG of ``audio`` (frames, 2) with the names of ``sections`` and lines for ``cuts`` (s)."""
    sheet = Image.new("RGB", (WIDTH, WAVE + HEIGHT), (16, 16, 22))
    pen = ImageDraw.Draw(sheet)
    scale = WIDTH / (len(audio) / RATE)
    for i, (name, start, end) in enumerate(sections):
        pen.rectangle((start * scale, 0, end * scale - 2, 14), fill=(60, 66, 88) if i % 2 else (44, 48, 66))
        pen.text((start * scale + 4, 2), name, fill=(220, 220, 230))
    columns = np.array_split(np.abs(audio).max(axis=1), WIDTH)
    loud = [np.sqrt((c**2).mean()) for c in np.array_split(audio.mean(axis=1), WIDTH)]
    middle, half = 16 + (WAVE - 18) / 2, (WAVE - 18) / 2
    for x, (column, rms) in enumerate(zip(columns, loud, strict=True)):
        top = float(column.max()) * half
        pen.line((x, middle - top, x, middle + top), fill=(90, 140, 190))
        pen.line((x, middle - rms * half, x, middle + rms * half), fill=(170, 210, 240))
    for cut in cuts:
        pen.line((cut * scale, 16, cut * scale, WAVE), fill=(240, 120, 70))
    sheet.paste(Image.fromarray(_coloured(_levels(audio))), (0, WAVE))
    for hertz in (100, 1000, 10_000):
        y = WAVE + HEIGHT * (1 - np.log(hertz / LOWEST) / np.log(HIGHEST / LOWEST))
        pen.text((2, y - 6), f"{hertz} Hz", fill=(255, 255, 255))
    sheet.save(path, optimize=True)


def _levels(audio: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """dB per cell, (HEIGHT, WIDTH), highest frequency first; +3 dB per octave, so that pink noise is even."""
    rows = LOWEST * (HIGHEST / LOWEST) ** (np.arange(HEIGHT) / (HEIGHT - 1))
    out = np.zeros((HEIGHT, WIDTH))
    edges = [*WINDOWS, (RATE / 2, 0)]
    for (low, window), (high, _) in pairwise(edges):
        f, t, z = stft(audio.mean(axis=1), RATE, nperseg=window, noverlap=window - max(256, window // 8))
        power = np.abs(z) ** 2 * window
        inside = np.flatnonzero((rows >= low) & (rows < high))
        columns = np.clip(np.searchsorted(t, np.arange(WIDTH) / WIDTH * len(audio) / RATE), 0, len(t) - 1)
        for row in inside:
            at = rows[row] / f[1]
            k = min(int(at), len(f) - 2)
            line = power[k] + (power[k + 1] - power[k]) * (at - k)
            out[row] = 10 * np.log10(line[columns] * rows[row] / 1000 + 1e-14)
    return out[::-1]


def _coloured(levels: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    top = np.percentile(levels, 99.8)
    place = np.clip((levels - top) / RANGE + 1, 0, 1) * (len(COLOURS) - 1)
    low = np.minimum(place.astype(int), len(COLOURS) - 2)
    part = (place - low)[..., None]
    return np.asarray(COLOURS[low] * (1 - part) + COLOURS[low + 1] * part, np.uint8)
