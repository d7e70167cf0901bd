"""Tunes: one two-bar motif per piece, stated, varied, sequenced and answered; counter lines; scattered
tones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .chance import stream
from .plan import Plan, human, strength
from .score import Note
from .theory import Chord, nearest

if TYPE_CHECKING:
    from .style import Voice

Rng = np.random.Generator

# Two bars in sixteenths: x a note that lasts to the next sign, . a rest. Each has a long note and a breath.
RHYTHMS: dict[str, tuple[str, ...]] = {
    "sparse": (
        "--x--x----......|x---------......", "x-----x--.......|..x--x--x-----..", "....x--x--x-----|----............",  # noqa: E501
        "x---x---------..|........x--x----", "..x---x---......|x----x------....",
    ),
    "lyrical": (
        "x-----x-x-------|x---x---x-----..", "x---x---x---x---|x-----------....", "----x---x---x---|x-------x---....",  # noqa: E501
        "x-------x---x---|x---------x-x---", "x-----x-x---x---|x-------------..", "x-----x-x-----x-|x---x-------....",  # noqa: E501
    ),
    "lively": (
        "x-x-x---x-x-..x-|x---x-x-x---....", "x--x--x---x-x---|x--x--x-----....", "..x-x-x-x---x---|x-x-x-----......",  # noqa: E501
        "x---x-x-..x-x-x-|x---x---x---....", "x-x---x-x---x-x-|x---..x-x---....",
    ),
    "riff": (
        "x--x--x-x--x--x-|x--x--x---......", "x-x--x-x-x--x---|x-x--x----......", "x--x--x---x-x---|x--x--x-x-......",  # noqa: E501
    ),
    "swing": (
        "x-x-x-x-x---..x-|x-x-x-----......", "..x-x-x-x-x-x---|....x-x-x---....", "x---..x-x-x-x-x-|x-x---......x-x-",  # noqa: E501
    ),
}  # fmt: skip
SHAPES = ((0, 1, 2, 1, 3, 2, 1, 0), (0, 2, 1, 3, 2, 4, 3, 2), (4, 3, 2, 3, 1, 2, 0, 1), (0, -1, 0, 2, 4, 3, 2, 1), (2, 4, 3, 2, 0, 1, 2, 0),  # noqa: E501
          (0, 3, 2, 1, 2, 4, 5, 2))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Motif:
    """Positions and lengths in beats within two bars of four, and a contour in scale steps."""

    spots: tuple[tuple[float, float], ...]
    contour: tuple[int, ...]


def motif(seed: int, feel: str) -> Motif:
    """The motif that belongs to ``seed``."""
    rng = stream(seed, "motif")
    row = str(rng.choice(RHYTHMS[feel])).replace("|", "")
    spots: list[tuple[float, float]] = []
    i = 0
    while i < len(row):
        if row[i] == "x":
            end = i + 1
            while end < len(row) and row[end] == "-":
                end += 1
            spots.append((i / 4, (end - i) / 4))
            i = end
        else:
            i += 1
    shape = SHAPES[int(rng.integers(len(SHAPES)))]
    turn = int(rng.integers(2))
    stretch = float(rng.choice([1.0, 1.3, 1.6]))
    contour = []
    for k in range(len(spots)):
        step = shape[(k + turn * 3) % len(shape)]
        contour.append(round(step * stretch) + int(rng.choice([0, 0, 0, 1, -1])))
    return Motif(tuple(spots), tuple(contour))


def lead(plan: Plan, voice: Voice, rng: Rng) -> list[Note]:
    """The tune. Eight bars are the motif, its variation, a sequence and an answer that closes; strong beats
    are chord tones.
    """
    how = voice.how
    low, high = how.get("low", 67), how.get("high", 86)
    idea = motif(plan.seed, how.get("feel", "lyrical"))
    pool = plan.pentatonic if how.get("pentatonic") else plan.scale
    quiet = how.get("under_speech", False)
    notes: list[Note] = []
    last_key = (low + high) // 2
    for bar in plan.playing(voice):
        if bar.talk and not quiet:
            continue
        phrase, half = bar.place // 2 % 4, bar.place % 2
        if how.get("answer_only") and phrase % 2 == 0:
            continue
        last_phrase = bar.place >= bar.section.bars - 2
        lift = bar.section.index + (1 if bar.section.energy > 0.8 else 0)
        base = nearest((low + high) / 2 - 3 + 2 * min(lift, 2), pool, low, high)
        shift = (0, 1, 2 if plan.seed % 2 else -2, 0)[phrase]
        spots = [
            (at - 4 * half, length, k)
            for k, (at, length) in enumerate(idea.spots)
            if 4 * half <= at < 4 * half + 4
        ]
        if plan.meter == 3:
            spots = [(at * 0.75, length * 0.75, k) for at, length, k in spots]
            spots = [(round(at * 2) / 2, max(0.5, round(length * 2) / 2), k) for at, length, k in spots]
        if phrase == 1 and half == 1 and len(spots) > 1:
            spots = spots[:-1]
        if (phrase == 3 or last_phrase) and half == 1:
            spots = [(0.0, plan.meter * 0.7, 0)]
        if plan.density < 0.8:
            spots = [s for i, s in enumerate(spots) if i % 2 == 0 or s[0] % 2 == 0]
        for n, (at, length, k) in enumerate(spots):
            closing = (phrase == 3 or last_phrase) and half == 1
            chord = bar.chord_at(at)
            aim = _scale_step(base, idea.contour[k] + shift, pool, low, high)
            if closing:
                close = {chord.root, (chord.root + chord.third) % 12} if last_phrase else set(chord.classes)
                key = nearest(last_key, close, low, high)
            elif at % 2 < 0.01 or length >= 1.0 or n == 0:
                key = nearest(aim, chord.classes & (plan.scale | pool) or chord.classes, low, high)
            else:
                key = nearest(aim, _safe(pool, chord), low, high)
                if abs(key - last_key) > 9:
                    key = nearest((key + last_key) / 2, chord.classes, low, high)
            accent = 1.06 if at % 1 == 0 else 0.95
            phrase_arc = 0.92 + 0.1 * np.sin(np.pi * (bar.place % 4 * plan.meter + at) / (4 * plan.meter))
            level = strength(voice.velocity, bar, accent * float(phrase_arc))
            held = length * how.get("hold", 0.94)
            notes.append(
                human(
                    voice,
                    rng,
                    bar.start + at,
                    held,
                    key,
                    level,
                    exact=any(abs(c - at) < 1e-6 for c in bar.cuts),
                )
            )
            if how.get("double") and bar.section.energy > how["double"]:
                below = key - 12 if how.get("octave_below") else key + 12
                notes.append(human(voice, rng, bar.start + at, held, below, level * 0.8))
            last_key = key
    return _one_at_a_time(notes) if not how.get("double") else notes


def _scale_step(base: int, steps: int, pool: frozenset[int], low: int, high: int) -> int:
    keys = [k for k in range(low - 12, high + 13) if k % 12 in pool]
    at = min(range(len(keys)), key=lambda i: abs(keys[i] - base))
    key = keys[max(0, min(len(keys) - 1, at + steps))]
    while key > high:
        key -= 12
    while key < low:
        key += 12
    return key


def _safe(pool: frozenset[int], chord: Chord) -> frozenset[int]:
    """Scale tones that do not rub a semitone above a chord tone."""
    classes = chord.classes
    safe = frozenset(pc for pc in pool if pc in classes or (pc - 1) % 12 not in classes)
    return safe or pool


def _one_at_a_time(notes: list[Note]) -> list[Note]:
    ordered = sorted(notes, key=lambda n: n.start)
    out = []
    for i, note in enumerate(ordered):
        following = ordered[i + 1] if i + 1 < len(ordered) else None
        length = (
            note.length if following is None else min(note.length, max(0.1, following.start - note.start))
        )
        out.append(Note(note.start, length, note.key, note.velocity, note.nudge))
    return out


def counter(plan: Plan, voice: Voice, rng: Rng) -> list[Note]:
    """A slow inner line: one or two chord tones per bar, moving by the smallest step."""
    low, high = voice.how.get("low", 50), voice.how.get("high", 69)
    key = voice.how.get("start", (low + high) // 2)
    notes: list[Note] = []
    way = 1
    for bar in plan.playing(voice):
        split = [0.0, plan.meter / 2] if bar.place % 2 == 1 and voice.how.get("moving", True) else [0.0]
        for i, at in enumerate(split):
            length = (split[i + 1] if i + 1 < len(split) else plan.meter) - at
            classes = bar.chord_at(at).classes
            goal = nearest(key + way * 2, classes, low, high)
            if goal == key and i:
                goal = nearest(key - way * 3, classes, low, high)
            key = goal
            if key > high - 4:
                way = -1
            elif key < low + 4:
                way = 1
            notes.append(
                human(
                    voice,
                    rng,
                    bar.start + at,
                    length * 0.99,
                    key,
                    strength(voice.velocity, bar),
                    exact=at in bar.cuts,
                )
            )
    return notes


def sparkle(plan: Plan, voice: Voice, rng: Rng) -> list[Note]:
    """Single safe tones here and there, far apart."""
    low, high, rate = voice.how.get("low", 72), voice.how.get("high", 93), voice.how.get("rate", 0.25)
    notes: list[Note] = []
    key = (low + high) // 2
    for bar in plan.playing(voice):
        for step in range(plan.meter * 2):
            at = step / 2
            cut = any(abs(c - at) < 1e-6 for c in bar.cuts)
            if not cut and rng.random() > rate * plan.density * (0.6 + bar.energy) / 2:
                continue
            classes = bar.chord_at(at).classes & plan.pentatonic or plan.pentatonic
            key = nearest(key + float(rng.normal(0, 6)), classes, low, high)
            notes.append(
                human(
                    voice,
                    rng,
                    bar.start + at,
                    voice.how.get("hold", 2.0),
                    key,
                    strength(voice.velocity, bar),
                    exact=cut,
                )
            )
    return notes
