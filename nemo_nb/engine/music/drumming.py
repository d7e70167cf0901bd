"""Drummers: grooves in two densities, variations, fills before each new section, strokes on the cuts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .accompaniment import strokes
from .kits import CLAP, CRASH, HAT, HIGH_TOM, KICK, LOW_TOM, MID_TOM, OPEN, RIM, SHAKER, SNARE
from .score import Note

if TYPE_CHECKING:
    from .plan import Bar, Plan
    from .style import Voice

Rng = np.random.Generator
TIMEKEEPERS = (HAT, OPEN, SHAKER, 44, 51, 54, 83)


def drums(plan: Plan, voice: Voice, rng: Rng) -> list[Note]:
    """Play ``how["light"]``, ``how["main"]`` and ``how["full"]`` (tuples of grooves: drum -> row) by energy.

    ``how["late"]`` maps drums to ms of delay, ``how["tight"]`` drums that are never nudged; ``crash`` and ``fill`` say how
    sections begin and end.
    """  # noqa: E501
    how = voice.how
    notes: list[Note] = []
    bars = plan.playing(voice)
    playing = {bar.index for bar in bars}
    chosen: dict[str, dict[int, str]] = {}
    for bar in bars:
        level = bar.section.energy
        pool = _pool(how, level)
        name = bar.section.name
        if name not in chosen:
            chosen[name] = pool[int(rng.integers(len(pool)))]
        groove = chosen[name]
        if bar.place % 4 == 3 and len(pool) > 1 and not bar.last:
            groove = pool[(list(pool).index(groove) + 1) % len(pool)] if groove in pool else groove
        filled = bar.last and bar.section.bars >= 2 and how.get("fill", plan.style.fill) != "none"
        fill_from = plan.meter - (2.0 if bar.section.bars >= 8 else 1.0) if filled else 99.0
        for drum, row in groove.items():
            for at, accent in strokes(row, plan):
                if at >= fill_from - 1e-6 and (
                    drum not in TIMEKEEPERS or how.get("fill", plan.style.fill) != "none"
                ):
                    continue
                notes.append(_stroke(plan, voice, rng, bar, drum, at, accent))
        if filled:
            notes += _fill(how.get("fill", plan.style.fill), plan, voice, rng, bar, fill_from)
        if (
            bar.place == 0
            and how.get("crash", True)
            and (level > 0.55 and (bar.index > 0 or bar.index - 1 in playing))
        ):
            notes.append(Note(bar.start, 4.0, CRASH, _level(voice.velocity * 0.95, bar, rng)))
        if how.get("rolls") and not filled:
            notes = _hat_rolls(notes, plan, voice, rng, bar)
        for cut in bar.cuts:
            if cut == 0 and bar.place == 0:
                continue
            notes.append(
                Note(bar.start + cut, 1.0, how.get("accent", KICK), _level(voice.velocity * 1.2, bar, rng))
            )
            if how.get("crash", True) and (cut % 1 == 0) and level > 0.5:
                notes.append(Note(bar.start + cut, 3.0, CRASH, _level(voice.velocity * 0.7, bar, rng)))
    return _without_doubles(notes)


def _pool(how: dict[str, Any], energy: float) -> tuple[dict[int, str], ...]:
    """The grooves for an energy; what a kit does not have, its main ones stand in for."""
    main: tuple[dict[int, str], ...] = how["main"]
    if energy > 0.78:
        return tuple(how.get("full", main))
    return main if energy > 0.5 else tuple(how.get("light", main))


def _stroke(plan: Plan, voice: Voice, rng: Rng, bar: Bar, drum: int, at: float, accent: float) -> Note:
    cut = any(abs(c - at) < 1e-6 for c in bar.cuts)
    exact = drum in voice.how.get("tight", ()) or cut
    delay = 0.0 if cut else voice.how.get("late", {}).get(drum, 0.0)
    nudge = 0.0 if exact else float(rng.normal(delay, voice.loose))
    soft = 0.55 if accent < 0.8 else accent
    if drum in TIMEKEEPERS:
        soft *= 1.0 if at % 1 == 0 else 0.82 if at % 0.5 == 0 else 0.68
    length = 0.5 if drum == OPEN else 2.0
    return Note(
        round(bar.start + at, 5),
        length,
        drum,
        _level(voice.velocity * soft, bar, rng),
        round(nudge / 1000, 5),
    )


def _level(velocity: float, bar: Bar, rng: Rng) -> int:
    return int(np.clip(round(velocity * (0.78 + 0.3 * bar.energy) + rng.normal(0, 4)), 6, 126))


def _fill(kind: str, plan: Plan, voice: Voice, rng: Rng, bar: Bar, start: float) -> list[Note]:
    """The end of a section, rising towards the next one."""
    span = plan.meter - start
    steps = round(span * 4)
    out: list[Note] = []

    def add(at: float, drum: int, amount: float) -> None:
        out.append(Note(round(bar.start + at, 5), 1.0, drum, _level(voice.velocity * amount, bar, rng), 0.0))

    if kind == "toms":
        shape = rng.permutation(3)[0]
        order = (SNARE, SNARE, HIGH_TOM, HIGH_TOM, MID_TOM, MID_TOM, LOW_TOM, LOW_TOM)
        for i in range(steps):
            if shape == 1 and i % 4 == 3:
                continue
            add(start + i / 4, order[(i * 8 // steps) % 8], 0.7 + 0.35 * i / steps)
        add(start, KICK, 0.9)
    elif kind == "snare":
        for i in range(steps):
            if i % 2 == 0 or i >= steps // 2:
                add(start + i / 4, SNARE, 0.5 + 0.55 * i / steps)
        add(start, KICK, 0.9)
    elif kind == "light":
        for at in (start + span - 1, start + span - 0.5, start + span - 0.25):
            add(at, SNARE if rng.random() < 0.6 else RIM, 0.62)
        add(start, KICK, 0.8)
    elif kind == "claps":
        for at in (0.0, 0.5, 0.75) if span >= 1 else (0.0,):
            add(plan.meter - 1 + at, CLAP, 0.8 + 0.2 * at)
    elif kind == "drums":
        for i in range(steps):
            add(start + i / 4, (LOW_TOM, 41, MID_TOM, 41)[i % 4], 0.55 + 0.5 * i / steps)
    return out


def _hat_rolls(notes: list[Note], plan: Plan, voice: Voice, rng: Rng, bar: Bar) -> list[Note]:
    """Replace one beat of closed hats by a roll, now and then."""
    if rng.random() > voice.how["rolls"]:
        return notes
    beat = int(rng.integers(1, plan.meter))
    low, high = bar.start + beat, bar.start + beat + 1
    kept = [n for n in notes if not (n.key == HAT and low - 1e-6 <= n.start < high - 1e-6)]
    parts = int(rng.choice([6, 8]))
    velocities = [voice.velocity * (0.5 + 0.35 * i / parts) for i in range(parts)]
    kept += [Note(round(low + i / parts, 5), 0.2, HAT, _level(v, bar, rng)) for i, v in enumerate(velocities)]
    return kept


def _without_doubles(notes: list[Note]) -> list[Note]:
    """One stroke per drum and moment: the loudest."""
    best: dict[tuple[float, int], Note] = {}
    for note in notes:
        spot = (round(note.start, 3), note.key)
        if spot not in best or note.velocity > best[spot].velocity:
            best[spot] = note
    return sorted(best.values(), key=lambda n: n.start)
