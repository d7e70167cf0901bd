"""Bass players: written figures and walking lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .accompaniment import degree
from .plan import Plan, human, strength
from .theory import nearest

if TYPE_CHECKING:
    from .score import Note
    from .style import Voice

Rng = np.random.Generator


def figure(plan: Plan, voice: Voice, rng: Rng) -> list[Note]:
    """A bar's figure: ``r`` root, ``3 5 7`` degrees, ``o`` octave, ``a`` a step into the next root, ``-``
    held, ``.`` rest.

    ``how["low"]`` is the register's bottom; the figures of ``how["busy"]`` replace the others where the energy is high.
    """  # noqa: E501
    notes: list[Note] = []
    low = voice.how.get("low", 28)
    plain, busy = voice.how["figures"], voice.how.get("busy", ())
    gate = voice.how.get("gate", 0.97)
    chosen: dict[tuple[str, tuple[str, ...]], str] = {}
    bars = plan.playing(voice)
    for n, bar in enumerate(bars):
        pool = busy if busy and bar.section.energy > 0.72 else plain
        main = chosen.setdefault((bar.section.name, pool), pool[int(rng.integers(len(pool)))])
        row = main if not bar.turn or len(pool) == 1 else pool[(pool.index(main) + 1) % len(pool)]
        following = bars[n + 1] if n + 1 < len(bars) and bars[n + 1].index == bar.index + 1 else None
        target = following.chords[0][2].bass if following else plan.final.bass
        unit = plan.meter / len(row)
        spots = [i for i, c in enumerate(row) if c not in ".-"]
        for cut in bar.cuts:
            if round(cut / unit) not in spots and abs(cut / unit - round(cut / unit)) < 1e-6:
                spots = sorted([*spots, round(cut / unit)])
        for at, _, _ in bar.chords[1:]:
            if round(at / unit) not in spots:
                spots = sorted([*spots, round(at / unit)])
        changes = {round(at / unit) for at, _, _ in bar.chords}
        for k, i in enumerate(spots):
            end = spots[k + 1] if k + 1 < len(spots) else len(row)
            held = i + 1
            while held < end and row[held] == "-":
                held += 1
            if row[i] in ".-":
                held = end
            chord = bar.chord_at(i * unit)
            root = low + (chord.bass - low) % 12
            token = "r" if i in changes or row[i] in ".-" else row[i]
            key = root
            if token == "o":
                key = root + 12
            elif token in "357":
                key = root + degree(token, chord, root)
                key -= 12 if key > low + 15 else 0
            elif token == "a":
                goal = low + (target - low) % 12
                goal = min((goal, goal + 12), key=lambda g: abs(g - root))
                key = (
                    goal - 1
                    if (goal - 1) % 12 in plan.scale
                    else goal - 2
                    if (goal - 2) % 12 in plan.scale
                    else goal + 2
                )
                key = max(key, low - 2)
            accent = 1.08 if i == 0 else 1.0 if (i * unit) % 1 == 0 else 0.92
            cut_here = any(abs(c - i * unit) < 1e-6 for c in bar.cuts)
            length = (held - i) * unit * gate
            notes.append(
                human(
                    voice,
                    rng,
                    bar.start + i * unit,
                    length,
                    key,
                    strength(voice.velocity, bar, accent),
                    exact=cut_here,
                )
            )
    return notes


def walk(plan: Plan, voice: Voice, rng: Rng) -> list[Note]:
    """Quarter notes: root, chord or scale tones in one direction, a semitone into the next root."""
    notes: list[Note] = []
    low, high = voice.how.get("low", 28), voice.how.get("low", 28) + 22
    key = low + 8
    bars = plan.playing(voice)
    for n, bar in enumerate(bars):
        following = bars[n + 1] if n + 1 < len(bars) else None
        spans = [*bar.chords]
        for s, (at, length, chord) in enumerate(spans):
            goal_class = (
                spans[s + 1][2].bass
                if s + 1 < len(spans)
                else following.chords[0][2].bass
                if following
                else plan.final.bass
            )
            root = nearest(key, {chord.bass}, low, high)
            beats = round(length)
            goal = nearest(root + int(rng.choice([-5, 5])), {goal_class}, low, high)
            for b in range(beats):
                if b == 0:
                    key = root
                elif b == beats - 1 and beats > 1:
                    key = goal + (1 if key > goal else -1)
                else:
                    aim = root + (goal - root) * b / beats + float(rng.normal(0, 2.5))
                    pool = chord.classes if b % 2 == 0 else chord.classes | plan.scale
                    step = nearest(aim, frozenset(pool), low, high)
                    key = step if step != key else nearest(aim + 3, frozenset(chord.classes), low, high)
                swing_up = rng.random() < 0.08 and b == beats - 1
                notes.append(
                    human(
                        voice,
                        rng,
                        bar.start + at + b,
                        0.9,
                        key,
                        strength(voice.velocity, bar, 1.05 if b % 2 == 0 else 0.95),
                    )
                )
                if swing_up:
                    notes.append(
                        human(
                            voice, rng, bar.start + at + b + 0.5, 0.4, key, strength(voice.velocity, bar, 0.7)
                        )
                    )
    return notes
