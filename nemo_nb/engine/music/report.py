# ruff: noqa: E501  (a drawing: one shape per line)
"""What became of a piece, measured on its sound: data, and a small figure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy import fft

from .loudness import energies, integrated, true_peak
from .score import RATE

if TYPE_CHECKING:
    from .score import Picture, Score

POINTS = 240
"""Columns of the figure's waveform."""
STEP = RATE // 200
WINDOW = 1024
"""Frames between two looks for a beginning (5 ms), and frames that are looked at."""


@dataclass(frozen=True, slots=True)
class Report:
    """A piece in numbers. Times are seconds, levels LUFS and dBTP.

    ``cuts`` pairs each cut of the picture with the distance (s) to the nearest audible beginning; ``waveform`` holds peaks
    0 to 1 in equal steps, ``energy`` the wanted energy of each bar as (start, 0 to 1).
    """

    label: str
    bpm: float
    key: str
    bars: int
    seed: int
    duration: float
    instruments: tuple[str, ...]
    sections: tuple[tuple[str, float, float], ...]
    cuts: tuple[tuple[float, float], ...]
    speech: tuple[tuple[float, float], ...]
    energy: tuple[tuple[float, float], ...]
    waveform: tuple[float, ...]
    loudness: float
    true_peak: float

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)

    def to_svg(self, width: int = 640) -> str:
        """The figure: sections above, waveform with speech and cuts, the energy as a line. Under 30 KB."""
        return _figure(self, width)


def report(score: Score, audio: npt.NDArray[np.float32], picture: Picture) -> Report:
    """Measure ``audio``, the performed or mastered ``score`` of shape (frames, 2), against ``picture``."""
    beginnings = _beginnings(audio)
    cuts = [c for c in picture.cuts if 0 < c < score.duration]
    distances = [float(np.abs(beginnings - c).min()) if len(beginnings) else score.duration for c in cuts]
    step = -(-len(audio) // POINTS)
    peaks = [float(np.abs(audio[at : at + step]).max()) for at in range(0, len(audio), step)]
    top = max(peaks, default=0.0) or 1.0
    return Report(
        label=score.label,
        bpm=score.bpm,
        key=score.key,
        bars=score.bars,
        seed=score.seed,
        duration=score.duration,
        instruments=score.instruments,
        sections=score.sections,
        cuts=tuple((round(c, 3), round(d, 3)) for c, d in zip(cuts, distances, strict=True)),
        speech=picture.speech,
        energy=tuple((round(score.tempo.at(i * score.meter), 3), e) for i, e in enumerate(score.energy)),
        waveform=tuple(round(p / top, 3) for p in peaks),
        loudness=round(float(integrated(energies(audio))), 2),
        true_peak=round(true_peak(audio), 2),
    )


def _beginnings(audio: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Times at which something audibly begins: local peaks of the rise of all frequencies, in logarithms."""
    window = np.hanning(WINDOW).astype(np.float32)
    mono = audio.sum(axis=1) * np.float32(0.05 / max(1e-6, float(np.sqrt(np.mean(audio**2)))))
    count = max(0, (len(mono) - WINDOW) // STEP + 1)
    mono = np.pad(mono, (0, WINDOW))
    spots = np.lib.stride_tricks.sliding_window_view(mono, WINDOW)[::STEP][:count]
    curve = [0.0]
    before: npt.NDArray[np.float32] | None = None
    for first in range(0, len(spots), 1000):
        heard = np.log1p(np.abs(fft.rfft(spots[first : first + 1000] * window)) * np.float32(1.2))
        joined = heard if before is None else np.concatenate([before, heard])
        curve.extend(np.maximum(np.diff(joined, axis=0), 0).mean(axis=1).tolist())
        before = heard[-1:]
    flux = np.convolve(curve, np.hanning(5) / 2, "same")
    around = np.lib.stride_tricks.sliding_window_view(np.pad(flux, 10, mode="edge"), 21)[: len(flux)]
    peaks = (flux == around.max(axis=1)) & (flux > around.min(axis=1) + 0.012)
    return np.asarray(np.flatnonzero(peaks) * (STEP / RATE) + 0.011, np.float64)


def _figure(data: Report, width: int) -> str:
    """Inherits its colours from the page: text colour for lines, one accent each for cuts, speech and energy."""
    scale, middle, half = width / max(data.duration, 1e-6), 62.0, 34.0
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 124" width="{width}" height="124" role="img" '
        f'aria-label="{escape(_spoken(data))}" font-family="system-ui, sans-serif" font-size="11" fill="currentColor">'
    ]
    for i, (name, start, end) in enumerate(data.sections):
        x, w = start * scale, max(0.0, (end - start) * scale - 1)
        out.append(
            f'<rect x="{x:.1f}" y="0" width="{w:.1f}" height="18" opacity="{0.16 if i % 2 else 0.09}"/>'
        )
        if w > 6.5 * len(name):
            out.append(f'<text x="{x + 4:.1f}" y="13">{escape(name)}</text>')
    for start, end in data.speech:
        out.append(
            f'<rect x="{start * scale:.1f}" y="{middle - half:.0f}" width="{(end - start) * scale:.1f}" '
            f'height="{2 * half:.0f}" fill="#b7791f" opacity="0.18"><title>speech</title></rect>'
        )
    column = width / max(1, len(data.waveform))
    up = [f"{(i + 0.5) * column:.1f},{middle - p * half:.1f}" for i, p in enumerate(data.waveform)]
    down = [f"{(i + 0.5) * column:.1f},{middle + p * half:.1f}" for i, p in enumerate(data.waveform)]
    out.append(f'<polygon points="{" ".join([*up, *reversed(down)])}" opacity="0.45"/>')
    for cut, distance in data.cuts:
        out.append(
            f'<line x1="{cut * scale:.1f}" x2="{cut * scale:.1f}" y1="20" y2="{middle + half + 4:.0f}" stroke="#c2410c" '
            f'stroke-width="1.2" stroke-dasharray="{"none" if distance <= 0.04 else "2 3"}"><title>cut at {cut:.2f} s, '
            f"{1000 * distance:.0f} ms from a beat</title></line>"
        )
    line = [f"{start * scale:.1f},{middle + half - 2 * half * level:.1f}" for start, level in data.energy]
    if line:
        out.append(f'<polyline points="{" ".join(line)}" fill="none" stroke="#1d70b8" stroke-width="1.6"/>')
    clock = f"{int(data.duration) // 60}:{int(data.duration) % 60:02d}"
    words = f"{data.label}, {data.bpm:g} BPM, {data.key}, {data.bars} bars, {data.loudness:.1f} LUFS"
    out.append(f'<text x="0" y="120">{escape(words)}</text>')
    out.append(f'<text x="{width}" y="120" text-anchor="end">{clock}</text></svg>')
    return "".join(out)


def _spoken(data: Report) -> str:
    met = sum(d <= 0.04 for _, d in data.cuts)
    return f"{data.label}, {data.bpm:g} BPM, {data.key}; {len(data.sections)} sections; {met} of {len(data.cuts)} cuts met"
