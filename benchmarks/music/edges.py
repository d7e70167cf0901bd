# ruff: noqa: E501  (a table: one row per line)
"""How a piece begins, ends and joins itself: no chop at the end at any length, no seam in a loop, no click inside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.music import RATE, Picture, compose, master, mix, perform

from . import ear
from .check import Check, worst

LENGTHS = (7.3, 23.7, 61.1)
LOOP = 24.0


@dataclass(frozen=True)
class Ending:
    """``last`` is the level of the last 20 ms under the loudest of the last 3 s, ``step`` the largest fall within
    20 ms of the last 0.3 s, both dB; ``hit`` the seconds from the last strong beginning to the end; ``silence``
    how long nothing is heard before it."""

    name: str
    last: float
    step: float
    hit: float
    silence: float


@dataclass(frozen=True)
class Seam:
    """``click``: the jump at the seam over the largest inside; ``level``: dB between the 50 ms on either side beyond
    what is usual between neighbours on a bar line; ``tail``: the start's level with the end played before it minus
    without, dB: over 0 the tail wraps round."""

    genre: str
    click: float
    level: float
    hole: float


def end(task: tuple[str, float]) -> Ending:
    """Render a piece and look at its end."""
    genre, seconds = task
    picture = Picture(seconds, (seconds * 0.31, seconds * 0.62))
    audio = master(mix(perform(compose(Brief(genre, seed=2), picture)), None))
    assert len(audio) == round(seconds * RATE)
    quick = ear.levels(audio[-3 * RATE :], 0.02)
    falls = -np.diff(quick[-16:])
    loud = quick[-16:-1] > quick.max() - 40  # what falls from near silence chops nothing
    found = ear.strong_onsets(audio, 3.0)
    heard = np.flatnonzero(quick > quick.max() - 50)
    return Ending(
        f"{genre} {seconds:g} s",
        last=float(quick[-1] - quick.max()),
        step=float(np.max(falls[loud], initial=0.0)),
        hit=seconds - float(found.max(initial=0.0)),
        silence=(len(quick) - 1 - int(heard[-1])) * 0.02,
    )


def join(genre: str) -> Seam:
    """Render a loop, play it twice and look at the seam."""
    score = compose(Brief(genre, seed=2, loop=True), Picture(LOOP))
    audio = master(mix(perform(score), None))
    twice = np.concatenate([audio, audio])
    seam = len(audio)
    # A click is wide-band: judge it above 8 kHz by second differences, against the beginnings inside the piece.
    jumps = np.abs(np.diff(twice, n=2, axis=0)).max(axis=1)
    inside = jumps[RATE // 10 : seam - RATE // 10]
    click = float(jumps[seam - 2 : seam + 1].max() / (np.percentile(inside, 99.9) + 1e-9))
    # Levels step up at many bar lines, where a drum falls: compare with those.
    bars = [int(score.tempo.at(b * score.meter) * RATE) for b in range(1, score.bars)]
    steps = sorted(abs(_step(twice, at)) for at in bars)
    level = abs(_step(twice, seam)) - steps[-1]
    around = ear.levels(twice[seam - RATE : seam + RATE], 0.05)
    return Seam(genre, click, float(level), float(around.min() - np.percentile(ear.levels(audio, 0.05), 2)))


def _step(audio: ear.Audio, at: int) -> float:
    before, after = (10 * np.log10((audio[a : a + 2400] ** 2).mean() + 1e-9) for a in (at - 2400, at))
    return float(after - before)


def judge(ends: list[Ending], seams: list[Seam]) -> Iterable[Check]:
    """The promises about ends and loops."""
    if ends:
        yield worst("end: last 20 ms under the loudest of 3 s, dB", {e.name: e.last for e in ends}, -40.0)
        yield worst("end: largest fall in 20 ms, dB", {e.name: e.step for e in ends}, 14.0)
        yield worst("end: nothing heard before the picture's end, s", {e.name: e.silence for e in ends}, 0.5)
        yield worst("end: seconds from the last hit", {e.name: e.hit for e in ends}, 7.0)
    if seams:
        yield worst(
            "loop: jump at the seam over the 99.9th percentile inside", {s.genre: s.click for s in seams}, 2.0
        )
        yield worst("loop: level step over those of bar lines, dB", {s.genre: s.level for s in seams}, 1.0)
        yield worst(
            "loop: level round the seam over the piece's quiet, dB",
            {s.genre: s.hole for s in seams},
            -3.0,
            most=False,
        )


def table(ends: list[Ending], seams: list[Seam]) -> Iterable[str]:
    """Two rows per genre."""
    yield "ends                    last    step     hit   silence"
    for e in ends:
        yield f"{e.name:20s} {e.last:7.1f} {e.step:7.1f} {e.hit:7.2f} {e.silence:7.2f}"
    yield "loops          click   level   hole"
    for s in seams:
        yield f"{s.genre:12s} {s.click:7.2f} {s.level:7.1f} {s.hole:7.1f}"
