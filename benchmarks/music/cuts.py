"""Do hits fall on the picture's cuts? Measured over genres and patterns of cuts, with drums and without."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.music import Picture, compose, master, mix, perform

from . import ear
from .check import Check

SECONDS = 32.0
_RNG = np.random.default_rng(20)
PATTERNS: dict[str, tuple[float, ...]] = {
    "regular": tuple(np.round(np.arange(4.0, 30, 4.0), 2).tolist()),
    "scattered": (2.9, 6.64, 8.93, 13.41, 17.07, 21.98, 25.3, 27.72, 33.15, 36.2),
    "dense": tuple(np.round(np.cumsum(_RNG.uniform(1.1, 2.6, 20)), 2).tolist()),
}


@dataclass(frozen=True)
class Cuts:
    """Distances (s) of the cuts of one piece to the nearest strong beginning, and those of random moments."""

    genre: str
    pattern: str
    drums: bool
    distances: tuple[float, ...]
    chance: tuple[float, ...]


def tasks(genres: list[str]) -> list[tuple[str, str, bool]]:
    """Every genre, pattern, and with or without drums."""
    return [
        (genre, pattern, drums)
        for genre in genres
        for pattern in PATTERNS
        for drums in (True, False)
        if drums or genre not in NO_DRUMS
    ]


def play(task: tuple[str, str, bool]) -> Cuts:
    """Render one piece and measure it."""
    genre, pattern, drums = task
    cuts = tuple(c for c in PATTERNS[pattern] if c < SECONDS - 2)
    brief = Brief(genre, seed=3, excluded=() if drums else ("drums",))
    audio = master(mix(perform(compose(brief, Picture(SECONDS, cuts))), None))
    found = ear.strong_onsets(audio, rate=2.0)
    moments = np.random.default_rng(5).uniform(1, SECONDS - 2, 200)
    near, far = ([float(np.abs(found - at).min()) for at in where] for where in (cuts, moments))
    return Cuts(genre, pattern, drums and genre not in NO_DRUMS, tuple(near), tuple(far))


NO_DRUMS = ("ambient", "cinematic")
"""Genres that never have drums: the wider limit holds for them."""


def _median(rows: list[Cuts], drums: bool) -> float:
    return 1000 * float(np.median([d for r in rows if r.drums == drums for d in r.distances]))


def judge(rows: list[Cuts]) -> Iterable[Check]:
    """The medians over all cuts, and over the worst genre's."""
    for drums, limit in ((True, 33.0), (False, 80.0)):
        kind = "with" if drums else "without"
        yield Check(f"cut to strong onset {kind} drums, median ms", _median(rows, drums), limit)
        by = {g: [r for r in rows if r.genre == g and r.drums == drums] for g in {r.genre for r in rows}}
        each = {g: _median(of, drums) for g, of in by.items() if of}
        name = max(each, key=lambda g: each[g])
        yield Check(f"the same in the worst genre {kind} drums", each[name], limit, name)


def table(rows: list[Cuts]) -> Iterable[str]:
    """A row per genre: median distance per pattern, and what chance gives."""
    yield "genre         drums  " + "".join(f"{p:>12s}" for p in PATTERNS) + "      chance"
    for genre in dict.fromkeys(r.genre for r in rows):
        for drums in (True, False):
            of = {r.pattern: r for r in rows if r.genre == genre and r.drums == drums}
            if of:
                cells = "".join(
                    f"{1000 * np.median(of[p].distances):9.0f} ms" if p in of else " " * 12 for p in PATTERNS
                )
                chance = 1000 * np.median([d for r in of.values() for d in r.chance])
                yield f"{genre:12s}  {'yes' if drums else 'no ':5s}  {cells}  {chance:7.0f} ms"
