"""Which chord when: one progression for the verses, another for the choruses, a cadence before the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chance import stream
from .theory import MODES, Chord, chord

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from .form import Section
    from .style import Style

LIFTS = ("chorus", "drop", "theme", "climax")


def family(mode: str) -> str:
    """``"major"`` or ``"minor"``."""
    return "major" if MODES[mode][2] == 4 else "minor"


def progressions(style: Style, mode: str, seed: int) -> tuple[list[str], list[str]]:
    """The verse's and the chorus's chords, a string per bar."""
    pool = style.progressions.get(family(mode)) or next(iter(style.progressions.values()))
    order = stream(seed, "harmony").permutation(len(pool))
    return pool[order[0]].split(), pool[order[min(1, len(pool) - 1)]].split()


def centre(groups: tuple[list[str], ...], mode: str) -> float:
    """The mean place of chords and mode on the circle of fifths, in fifths above the tonic."""
    names = [name for group in groups for bar in group for name in bar.split("+")]
    chords = [pc for name in names for pc in chord(name, 0).classes]
    return (_mean_fifths(chords) + _mean_fifths(MODES[mode])) / 2


def _mean_fifths(classes: Sequence[int]) -> float:
    return sum((7 * pc + 5) % 12 - 5 for pc in classes) / len(classes)


def harmonise(
    style: Style, mode: str, tonic: int, seed: int, sections: list[Section], loop: bool
) -> list[tuple[tuple[float, float, Chord], ...]]:
    """The chords of every bar as (offset, length, chord) in beats."""
    verse, chorus = progressions(style, mode, seed)
    rng = stream(seed, "turns")
    bars: list[tuple[tuple[float, float, Chord], ...]] = []
    for number, section in enumerate(sections):
        symbols = chorus if section.name in LIFTS else verse
        if section.name == "bridge":
            symbols = chorus[len(chorus) // 2 :] + chorus[: len(chorus) // 2]
        names = [symbols[(i // style.bars_per_chord) % len(symbols)] for i in range(section.bars)]
        last = number == len(sections) - 1
        if section.bars >= 2 and (last and not loop):
            names[-1] = _cadence(mode, rng)
        for name in names:
            halves = name.split("+")
            length = style.meter / len(halves)
            bars.append(tuple((i * length, length, chord(half, tonic)) for i, half in enumerate(halves)))
    return bars


def _cadence(mode: str, rng: np.random.Generator) -> str:
    if family(mode) == "major":
        return str(rng.choice(["IV+V", "Vsus4+V", "V", "ii7+V"]))
    return str(rng.choice(["bVI+bVII", "bVII", "iv+bVII", "bVII"]))


def final_chord(style: Style, mode: str, tonic: int) -> Chord:
    """What the piece ends on."""
    rich = any("9" in p or "maj7" in p for p in style.progressions.get(family(mode), ()))
    if family(mode) == "major":
        return chord("Imaj9" if rich else "Iadd9", tonic)
    return chord("i9" if rich else "i", tonic)
