"""A score becomes sound: the whole mix, its blocks or its stems; rendered in blocks of some seconds."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .desk import Bus, Desk
from .effects import GRID, ride_frames, vinyl
from .limiter import limiting
from .loudness import STEP, energies, integrated, sample_peaks
from .player import voiced
from .score import RATE, Score
from .tape import Disk, Held, Tape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Audio = npt.NDArray[np.float32]
Curve = npt.NDArray[np.float64]
BLOCK = STEP * GRID * 2
"""12.8 s: whole blocks of the loudness, of the gains' grid and of the compressor."""
LEVEL = -20.0
PEAK = 0.97
WRAP = 4 * RATE
"""Frames that are rendered beyond a loop's end and laid over its start."""
STEMS = ("drums", "bass", "chords", "melody", "effects")


def perform(score: Score) -> Audio:
    """Render ``score``: float32 (frames, 2) at 48 kHz, exactly ``round(duration * 48000)`` frames, about
    -20 LUFS.

    The same score gives the same samples, in every process.
    """
    tape = Held(score.frames)
    ride_frames(tape.audio, _mixed(score, tape))
    return tape.audio


def perform_blocks(score: Score) -> Iterator[Audio]:
    """Render what `perform` returns, in blocks of 12.8 s, holding one of them at a time.

    The unfinished sound lies on disk meanwhile (0.4 MB per second), since its level is known at the end only.
    """
    with Disk(score.frames) as tape:
        curve = _mixed(score, tape)
        for start, block in _parts(tape):
            ride_frames(block, curve[start // GRID :])
            yield block


def perform_stems(score: Score) -> Iterator[tuple[str, Audio]]:
    """Render the groups of a mix one after the other: those of `STEMS` that the score has.

    Yields
    ------
    Name and sound, each as long and as loud as it is in the mix, with its share of the effects: the stems
    add up to what `perform` returns.
    """
    curve = _mixed(score, Held(score.frames))
    groups = {part.name: _group(part.instrument, part.name) for part in score.parts if part.notes}
    there = {*groups.values(), *(("effects",) if score.gestures or score.chain.vinyl else ())}
    for stem in STEMS:
        if stem in there:
            tape = Held(score.frames)
            _record(score, tape, lambda name, stem=stem: groups.get(name, name) == stem)  # type: ignore[misc]
            ride_frames(tape.audio, curve)
            yield stem, tape.audio


BASSES = ("bass", "808", "tuba", "sub", "basses", "drone")
MELODIES = ("melody", "lead", "answer", "right hand", "horns", "bells", "counter", "line", "cello", "sparkle")


def _group(instrument: str, name: str) -> str:
    if voiced(instrument) == "drums":
        return "drums"
    if name in BASSES or instrument.endswith("bass"):
        return "bass"
    return "melody" if name in MELODIES else "chords"


def _mixed(score: Score, tape: Tape) -> Curve:
    """Record the mix and return the gains that finish it."""
    _record(score, tape)
    return _finish(score, tape)


def _parts(tape: Tape) -> Iterator[tuple[int, Audio]]:
    for start in range(0, tape.frames, BLOCK):
        yield start, tape.read(start, min(BLOCK, tape.frames - start))


def _record(score: Score, tape: Tape, only: Callable[[str], bool] | None = None) -> None:
    """Put the piece on ``tape`` before the final levelling; with ``only``, what those parts contribute."""
    bus, frames = Bus(score), score.frames
    worn = score.chain.vinyl if not only or only("effects") else 0.0
    with ExitStack() as stack:
        desk = stack.enter_context(Desk(score, only))
        # What saturation does to a stem depends on all that is played with it.
        whole = (stack.enter_context(Desk(score)), Bus(score)) if only and score.chain.drive else None
        for start in range(0, frames + (WRAP if score.loop else 0), BLOCK):
            count = min(BLOCK, frames + (WRAP if score.loop else 0) - start)
            gains = whole[1].process(whole[0].feed(start, count), start)[1] if whole else None
            block = bus.process(desk.feed(start, count), start, gains)[0].T
            inside = max(0, frames - start)
            if inside:
                first = np.ascontiguousarray(block[:inside])
                if worn:
                    vinyl(first, worn, start, frames)
                tape.write(start, first)
            # What rings on after a loop's end is heard over its start.
            over = block[inside : inside + max(0, 2 * frames - max(start, frames))]
            if len(over):
                at = max(0, start - frames)
                begun = tape.read(at, len(over))
                tape.write(at, begun + over)


def _finish(score: Score, tape: Tape) -> Curve:
    """Energy, compression, level and fades as gains on the grid."""
    powers, loads, peaks = zip(
        *((energies(b), _loads(b), sample_peaks(b)) for _, b in _parts(tape)), strict=True
    )
    power, load, peak = np.concatenate(powers), np.concatenate(loads), np.concatenate(peaks)
    count = -(-tape.frames // GRID)
    curve = _ridden(score, count + 1)
    level = integrated(power)
    if not np.isfinite(level):
        return curve
    if score.chain.glue > 0:
        curve *= _glue(load, count, level, score.chain.glue)
    share = curve[: len(power) * (STEP // GRID)].reshape(len(power), -1) ** 2
    level = integrated(power * share.mean(axis=1))  # what these leave is what is brought to level
    curve *= 10 ** ((LEVEL - level) / 20)
    if not score.loop:
        t = np.arange(count + 1) * (GRID / RATE)
        curve *= np.sin(np.clip(t / max(score.fade_in, 0.004), 0, 1) * np.pi / 2)
        left = min((tape.frames - GRID) / RATE, score.close or score.duration) - t
        curve *= np.sin(np.clip(left / max(score.fade_out, 0.03), 0, 1) * np.pi / 2) ** 1.5
    peak = peak * np.maximum(curve[:-1], curve[1:]).astype(np.float32)
    if peak.max() > PEAK:
        curve *= limiting(peak, PEAK)
    return curve


def _ridden(score: Score, count: int) -> Curve:
    """The mix follows the wanted energy: gains on the grid."""
    if len(score.energy) < 2 or not score.chain.dynamics:
        return np.ones(count)
    energy = np.array(score.energy)
    middles = [score.tempo.at((bar + 0.5) * score.meter) for bar in range(len(energy))]
    t = np.arange(count) * (GRID / RATE)
    return np.asarray(10 ** (score.chain.dynamics * np.interp(t, middles, energy - energy.mean()) / 20))


COARSE = 4
"""Grid steps over which the compressor measures."""


def _loads(block: Audio) -> Curve:
    """Mean square of each `COARSE` steps, both channels added."""
    step = GRID * COARSE
    whole = len(block) // step
    rows = block[: whole * step].reshape(whole, -1)
    rest = block[whole * step :].reshape(-1)
    power = np.einsum("ij,ij->i", rows, rows).astype(np.float64)
    return (np.append(power, rest @ rest) if len(rest) else power) / step


def _glue(load: Curve, count: int, level: float, ratio: float) -> Curve:
    """A slow bus compressor: gains on the grid. Threshold 3 dB over the piece's loudness, 25 ms in, 250 ms
    out.
    """
    step = GRID * COARSE / RATE
    over = np.maximum(0.0, 10 * np.log10(load + 1e-12) - (level + 3.7))
    wanted = (over * (1 - 1 / ratio)).tolist()
    down = 0.0
    into, back = 1 - np.exp(-step / 0.025), 1 - np.exp(-step / 0.25)
    for i, want in enumerate(wanted):
        down += (want - down) * (into if want > down else back)
        wanted[i] = down
    grid = np.arange(count + 1) / COARSE
    return np.asarray(10 ** (-np.interp(grid, np.arange(len(wanted)), wanted) / 20))
