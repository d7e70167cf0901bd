"""A score becomes sound: the whole mix, or its stems; in blocks, so that length costs no memory."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .desk import Bus, Desk
from .effects import GRID, ride_frames, vinyl
from .limiter import limiting
from .loudness import STEP, block_peaks, energies, integrated
from .player import voiced
from .score import RATE, Score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Audio = npt.NDArray[np.float32]
Curve = npt.NDArray[np.float64]
BLOCK = GRID * 8192  # 10.9 s
LEVEL = -20.0
WRAP = 4 * RATE
"""Frames that are rendered beyond a loop's end and laid over its start."""
STEMS = ("drums", "bass", "chords", "melody", "effects")


def perform(score: Score) -> Audio:
    """Render ``score``: float32 (frames, 2) at 48 kHz, exactly ``round(duration * 48000)`` frames, about
    -20 LUFS.

    The same score gives the same samples, in every process.
    """
    return _mixed(score)[0]


def perform_stems(score: Score) -> Iterator[tuple[str, Audio]]:
    """Render the groups of a mix one after the other: those of `STEMS` that the score has.

    Yields
    ------
    Name and sound, each as long and as loud as it is in the mix, with its share of the effects: the stems
    add up to what `perform` returns.
    """
    _, curves = _mixed(score)
    groups = {part.name: _group(part.instrument, part.name) for part in score.parts if part.notes}
    there = {*groups.values(), *(("effects",) if score.gestures or score.chain.vinyl else ())}
    for stem in STEMS:
        if stem in there:
            out = _rendered(score, lambda name, stem=stem: groups.get(name, name) == stem)  # type: ignore[misc]
            if stem == "effects" and score.chain.vinyl:
                vinyl(out, score.chain.vinyl)
            for curve in curves:
                ride_frames(out, curve)
            yield stem, out


BASSES = ("bass", "808", "tuba", "sub", "basses", "drone")
MELODIES = ("melody", "lead", "answer", "right hand", "horns", "bells", "counter", "line", "cello", "sparkle")


def _group(instrument: str, name: str) -> str:
    if voiced(instrument) == "drums":
        return "drums"
    if name in BASSES or instrument.endswith("bass"):
        return "bass"
    return "melody" if name in MELODIES else "chords"


def _mixed(score: Score) -> tuple[Audio, list[Curve]]:
    out = _rendered(score)
    if score.chain.vinyl:
        vinyl(out, score.chain.vinyl)
    return out, _finish(out, score)


def _rendered(score: Score, only: Callable[[str], bool] | None = None) -> Audio:
    """The piece before the final levelling; with ``only``, what those parts contribute to it."""
    wrap = WRAP if score.loop else 0
    out = np.zeros((score.frames + wrap, 2), np.float32)
    bus = Bus(score)
    with ExitStack() as stack:
        desk = stack.enter_context(Desk(score, only))
        # What saturation does to a stem depends on all that is played with it.
        whole = (stack.enter_context(Desk(score)), Bus(score)) if only and score.chain.drive else None
        for start in range(0, len(out), BLOCK):
            frames = min(BLOCK, len(out) - start)
            gains = whole[1].process(whole[0].feed(start, frames), start)[1] if whole else None
            out[start : start + frames] = bus.process(desk.feed(start, frames), start, gains)[0].T
    if wrap:
        reach = min(wrap, score.frames)
        out[:reach] += out[score.frames : score.frames + reach]
        out = out[: score.frames]
    return out


def _finish(out: Audio, score: Score) -> list[Curve]:
    """Glue compression, level and fades, applied in place as gain curves, which are returned."""
    power = energies(out)
    level = integrated(power)
    if not np.isfinite(level):
        return []
    count = -(-len(out) // GRID)
    curve = _ridden(score, count + 1)
    if score.chain.glue > 0:
        curve *= _glue(out, level, score.chain.glue)
    share = curve[: len(power) * (STEP // GRID)].reshape(len(power), -1) ** 2
    level = integrated(power * share.mean(axis=1))  # what these leave is what is brought to level
    curve *= 10 ** ((LEVEL - level) / 20)
    if not score.loop:
        t = np.arange(count + 1) * (GRID / RATE)
        curve *= np.sin(np.clip(t / max(score.fade_in, 0.004), 0, 1) * np.pi / 2)
        left = (len(out) - GRID) / RATE - t
        curve *= np.sin(np.clip(left / max(score.fade_out, 0.03), 0, 1) * np.pi / 2) ** 1.5
    ride_frames(out, curve)
    curves = [curve]
    if max(float(out.max()), -float(out.min())) > 0.97:
        curves.append(limiting(block_peaks(out, above=0.6), 0.97))
        ride_frames(out, curves[-1])
    return curves


def _ridden(score: Score, count: int) -> Curve:
    """The mix follows the wanted energy: gains on the grid."""
    if len(score.energy) < 2 or not score.chain.dynamics:
        return np.ones(count)
    energy = np.array(score.energy)
    middles = [score.tempo.at((bar + 0.5) * score.meter) for bar in range(len(energy))]
    t = np.arange(count) * (GRID / RATE)
    return np.asarray(10 ** (score.chain.dynamics * np.interp(t, middles, energy - energy.mean()) / 20))


def _glue(out: Audio, level: float, ratio: float) -> Curve:
    """A slow bus compressor: gains on the grid. Threshold 3 dB over the piece's loudness, 25 ms in, 250 ms
    out.
    """
    step = GRID * 4
    whole = len(out) // step
    rows = out[: whole * step].reshape(whole, -1)
    rest = out[whole * step :].reshape(-1)
    power = np.append(np.einsum("ij,ij->i", rows, rows), rest @ rest).astype(np.float64) / step
    over = np.maximum(0.0, 10 * np.log10(power + 1e-12) - (level + 3.7))
    wanted = (over * (1 - 1 / ratio)).tolist()
    down = 0.0
    into, back = 1 - np.exp(-step / RATE / 0.025), 1 - np.exp(-step / RATE / 0.25)
    for i, want in enumerate(wanted):
        down += (want - down) * (into if want > down else back)
        wanted[i] = down
    grid = np.arange(-(-len(out) // GRID) + 1) / 4
    return np.asarray(10 ** (-np.interp(grid, np.arange(len(wanted)), wanted) / 20))
