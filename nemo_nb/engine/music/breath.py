"""What players do with written notes: they wander a little, lean into the cuts, and stop before a lift."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from .chance import stream

if TYPE_CHECKING:
    from .plan import Plan
    from .score import Note, Part
    from .style import Voice

LEAN = 1.14
"""How much harder is played what falls on a cut."""
LIFT = 0.12
"""By how much more energy a section must bring for the others to stop before it."""


def breathing(notes: list[Note], voice: Voice, rng: np.random.Generator) -> list[Note]:
    """``notes`` as one person plays them: rushing here, holding back there, each touch near the last.

    Deviations that have nothing to do with each other sound like a loose machine; these wander. What falls
    exactly on a cut (no nudge at all) stays there.
    """
    out, late, loud, before = [], 0.0, 0.0, 0.0
    for note in sorted(notes, key=lambda n: n.start):
        if note.start > before + 0.1:  # the notes of a chord share their deviation
            stay = 0.8 ** (note.start - before)
            late = stay * late + (1 - stay * stay) ** 0.5 * float(rng.normal(0, 0.7 * voice.loose))
            loud = stay * loud + (1 - stay * stay) ** 0.5 * float(rng.normal(0, 2.5))
            before = note.start
        if note.nudge == 0.0:
            out.append(note)
            continue
        nudge = note.nudge + float(np.clip(late, -2 * voice.loose, 2 * voice.loose)) / 1000
        out.append(replace(note, nudge=round(nudge, 5), velocity=int(np.clip(note.velocity + loud, 8, 126))))
    return out


def leaning(notes: list[Note], met: set[float]) -> list[Note]:
    """``notes`` with those on the beats ``met`` (the picture's cuts) played harder."""
    return [
        replace(n, velocity=min(124, round(n.velocity * LEAN))) if round(n.start, 4) in met else n
        for n in notes
    ]


def stopping(parts: list[Part], voices: list[Voice], plan: Plan) -> list[Part]:
    """Let all but drums and melody stop for the last beat before some of the sections that lift the piece.

    Only where the style builds up at all; never over a cut, never for longer than half a second.
    """
    if not plan.style.risers:
        return parts
    rng = stream(plan.seed, "stops")
    holes: list[tuple[float, float]] = []
    for before, bar in zip(plan.bars, plan.bars[1:], strict=False):
        length = 1.0 if plan.bpm >= 110 else 0.5
        lifts = bar.place == 0 and bar.section.energy >= before.section.energy + LIFT
        if lifts and rng.random() < 0.6 and not any(c >= plan.meter - length - 0.01 for c in before.cuts):
            holes.append((bar.start - length, bar.start))
    if not holes:
        return parts
    return [
        part if voice.plays in ("drums", "lead", "pad") else replace(part, notes=_without(part.notes, holes))
        for part, voice in zip(parts, voices, strict=True)
    ]


def _without(notes: tuple[Note, ...], holes: list[tuple[float, float]]) -> tuple[Note, ...]:
    out = []
    for note in notes:
        end = note.start + note.length
        for first, last in holes:
            if first - 1e-6 <= note.start < last - 1e-6:
                break
            if note.start < first < end:
                end = first
        else:
            out.append(replace(note, length=max(0.05, round(end - note.start, 5))))
    return tuple(out)
