"""What became of a piece: measured on its sound, as data. `nemo_nb.timeline` draws it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy import fft

from .loudness import energies, integrated, true_peak
from .score import RATE
from .theory import MODES, parse_key

if TYPE_CHECKING:
    from .score import Picture, Score

HALF = RATE // 2
"""What follows is heard at half the rate: nothing that begins is audible only above 12 kHz."""
STEP, WINDOW = HALF // 100, 512
"""Frames between two looks for a beginning (10 ms), and frames that are looked at."""
LONG, LOOKS = 16_384, 24
"""Frames, and how many times they are listened to, for the key."""
MOST = 160
"""Values of the energy curve, and cuts, that a report keeps: a long piece is shown more coarsely."""

Curve = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Report:
    """A piece in numbers. Times are seconds, levels LUFS and dBTP of the piece itself, before mastering.

    ``bpm`` and ``key`` are what was composed; ``heard_bpm`` (None where too little begins to tell) and
    ``in_key`` (share of the sound's energy on tones of the key) what was measured. ``cuts`` pairs each cut of
    the picture with the distance (s) to the nearest audible beginning. ``energy`` holds the wanted energy of
    the bars as (start, 0 to 1), ``follows`` how well the levels of the bars keep to its order (rank
    correlation, -1 to 1; None with fewer than four bars). ``loudness`` and ``true_peak`` are None for silence
    and for less than a moment.
    """

    label: str
    bpm: float
    heard_bpm: float | None
    key: str
    in_key: float
    bars: int
    seed: int
    duration: float
    instruments: tuple[str, ...]
    sections: tuple[tuple[str, float, float], ...]
    cuts: tuple[tuple[float, float], ...]
    speech: tuple[tuple[float, float], ...]
    energy: tuple[tuple[float, float], ...]
    follows: float | None
    loudness: float | None
    true_peak: float | None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def report(score: Score, audio: npt.NDArray[np.float32], picture: Picture) -> Report:
    """Measure ``audio``, the performed or mastered ``score`` of shape (frames, 2), against ``picture``."""
    mono = _mono(audio)
    flux = _flux(mono)
    beginnings = _beginnings(flux)
    cuts = [c for c in picture.cuts if 0 < c < score.duration]
    distances = [float(np.abs(beginnings - c).min()) if len(beginnings) else score.duration for c in cuts]
    power = energies(audio)
    bars = [score.tempo.at(i * score.meter) for i in range(len(score.energy) + 1)]
    every, each = -(-len(score.energy) // MOST) or 1, -(-len(cuts) // MOST) or 1
    return Report(
        label=score.label,
        bpm=score.bpm,
        heard_bpm=_tempo(flux, score),
        key=score.key,
        in_key=round(_share(mono, score.key), 3),
        bars=score.bars,
        seed=score.seed,
        duration=round(score.duration, 3),
        instruments=score.instruments,
        sections=score.sections,
        cuts=tuple((round(c, 3), round(d, 3)) for c, d in zip(cuts, distances, strict=True))[::each],
        speech=tuple((round(a, 3), round(b, 3)) for a, b in picture.speech),
        energy=tuple((round(at, 2), round(e, 2)) for at, e in zip(bars, score.energy, strict=False))[::every],
        follows=_follows(power, bars, score.energy),
        loudness=_finite(integrated(power)),
        true_peak=_finite(true_peak(audio)),
    )


def _finite(level: float) -> float | None:
    """A level with one decimal, in what JSON can say."""
    return round(float(level), 1) if np.isfinite(level) else None


def _mono(audio: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Both channels together at half the rate; neighbours are averaged, which is filter enough here."""
    pairs = np.ascontiguousarray(audio[: len(audio) // 2 * 2], np.float32).reshape(-1, 4)
    mono = pairs @ np.full(4, 0.25, np.float32)
    level = float(np.sqrt(mono @ mono / max(len(mono), 1)))
    mono *= np.float32(0.05 / max(1e-6, level))
    return np.asarray(mono, np.float32)


def _flux(mono: npt.NDArray[np.float32]) -> Curve:
    """How much begins at each step: the rise of all frequencies, in logarithms."""
    window = np.hanning(WINDOW).astype(np.float32)
    count = max(0, (len(mono) - WINDOW) // STEP + 1)
    spots = np.lib.stride_tricks.sliding_window_view(np.pad(mono, (0, WINDOW)), WINDOW)[::STEP][:count]
    curve = [0.0]
    before: npt.NDArray[np.float32] | None = None
    for first in range(0, len(spots), 1000):
        heard = np.log1p(np.abs(fft.rfft(spots[first : first + 1000] * window)) * np.float32(2.4))
        joined = heard if before is None else np.concatenate([before, heard])
        curve.extend(np.maximum(np.diff(joined, axis=0), 0).mean(axis=1).tolist())
        before = heard[-1:]
    return np.asarray(curve[:count] or [0.0])


def _beginnings(flux: Curve) -> Curve:
    """Times at which something audibly begins: clear peaks of the curve, placed between its steps."""
    around = np.lib.stride_tricks.sliding_window_view(np.pad(flux, 5, mode="edge"), 11)[: len(flux)]
    at = np.flatnonzero((flux == around.max(axis=1)) & (flux > around.min(axis=1) + 0.02))
    left, right = flux[np.maximum(at - 1, 0)], flux[np.minimum(at + 1, len(flux) - 1)]
    bend = np.maximum(2 * flux[at] - left - right, 1e-9)
    return np.asarray((at + 0.5 * (right - left) / bend) * (STEP / HALF) + 0.0107 - 0.0025)


def _tempo(flux: Curve, score: Score) -> float | None:
    """What is heard of the score's tempo: how fast the sound repeats on the axis of its beats.

    The tempo bends towards cuts; along the score's own map it is steady, and 4 % to either side are searched.
    """
    beats = score.tempo.beat_at(len(flux) * STEP / HALF)
    fine = round(60 / score.bpm * HALF / STEP)  # as many steps per beat as there are in a beat of time
    grid = np.arange(0, beats, 1 / fine)
    at = np.interp(grid, score.tempo.beats, score.tempo.seconds)
    curve = np.interp(at * (HALF / STEP), np.arange(len(flux)), flux)
    curve -= curve.mean()
    if beats < 16 or not curve.any():
        return None
    echo = fft.irfft(np.abs(fft.rfft(curve, 2 * len(curve))) ** 2)[: len(curve)]
    echo /= np.arange(len(curve), 0, -1)  # longer lags compare less: without this, faster always wins
    ratios = np.linspace(0.96, 1.04, 321)
    lags = fine / ratios[:, None] * np.arange(2, 25)
    inside = lags < 0.8 * len(echo)
    heights = np.where(inside, np.interp(lags, np.arange(len(echo)), echo), 0).sum(axis=1) / inside.sum(
        axis=1
    )
    best = int(np.argmax(heights))
    clear = heights[best] > 0.08 * echo[0] and 0 < best < len(ratios) - 1
    return round(score.bpm * float(ratios[best]), 1) if clear else None


def _share(mono: npt.NDArray[np.float32], key: str) -> float:
    """Share of the energy from 110 to 2000 Hz that lies on the tones of ``key``."""
    looks = min(LOOKS, len(mono) // LONG)
    if not looks:
        return 1.0
    starts = np.linspace(0, len(mono) - LONG, looks).astype(int)
    rows = np.stack([mono[at : at + LONG] for at in starts]) * np.hanning(LONG).astype(np.float32)
    power = (np.abs(fft.rfft(rows)) ** 2).sum(axis=0)
    hertz = fft.rfftfreq(LONG, 1 / HALF)
    inside = (hertz > 110) & (hertz < 2000)
    classes = np.round(69 + 12 * np.log2(hertz[inside] / 440)).astype(int) % 12
    tonic, mode = parse_key(key)
    tones = np.isin(classes, [(tonic + step) % 12 for step in MODES[mode]])
    return float(power[inside][tones].sum() / max(float(power[inside].sum()), 1e-12))


def _follows(power: Curve, bars: list[float], wanted: tuple[float, ...]) -> float | None:
    """Rank correlation of the bars' levels with their wanted energy."""
    edges = [round(10 * at) for at in bars]
    pairs = [(power[a:b].mean(), w) for a, b, w in zip(edges, edges[1:], wanted, strict=False) if a < b <= len(power)]  # fmt: skip  # noqa: E501
    if len(pairs) < 4 or len({w for _, w in pairs}) < 2:
        return None
    ranks = [_ranks(np.array(values)) for values in zip(*pairs, strict=True)]
    found = float(np.corrcoef(ranks[0], ranks[1])[0, 1]) if len(set(ranks[0].tolist())) > 1 else 0.0
    return round(found, 2)


def _ranks(values: Curve) -> Curve:
    """Ranks from 0; equal values share their mean."""
    _, group, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts + 1) / 2)[group])
