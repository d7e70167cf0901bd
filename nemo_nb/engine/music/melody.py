"""Tunes: an idea stated, varied, sequenced and answered; counter lines; scattered tones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .chance import stream
from .harmony import LIFTS
from .motif import Motif, developed, hook, in_three, motif
from .plan import Plan, human, strength
from .score import Note
from .theory import Chord, nearest

if TYPE_CHECKING:
    from .style import Voice

Rng = np.random.Generator


def lead(plan: Plan, voice: Voice, rng: Rng) -> list[Note]:
    """The tune. Eight bars are the idea, its variation, a sequence and an answer that closes; strong beats
    are chord tones; the high sections have an idea of their own, and what comes again is ornamented.
    """
    how = voice.how
    low, high, feel = how.get("low", 67), how.get("high", 86), how.get("feel", "lyrical")
    ideas = {False: motif(plan.seed, feel), True: hook(plan.seed, feel)}
    pool = plan.pentatonic if how.get("pentatonic") else plan.scale
    quiet = how.get("under_speech", False)
    notes: list[Note] = []
    last_key, leap = (low + high) // 2, 0
    peak = max((bar.section.energy for bar in plan.bars), default=1.0)
    for bar in plan.playing(voice):
        if bar.talk and not quiet:
            continue
        phrase, half = bar.place // 2 % 4, bar.place % 2
        if how.get("answer_only") and phrase % 2 == 0:
            continue
        section = bar.section
        last_phrase = bar.place >= section.bars - 2
        closing = (phrase == 3 or last_phrase) and half == 1
        way = float(stream(plan.seed, "way", section.name, section.index, bar.place // 2).random())
        idea = developed(ideas[section.name in LIFTS], phrase, half, section.index + bar.place // 8, way)
        if closing:
            idea = (
                Motif(((0.0, 2.8),), (0,))
                if way < 0.6
                else Motif(((0.0, 0.5), (0.5, 0.5), (1.0, 2.0)), (2, 1, 0))
            )
        if plan.meter == 3:
            idea = in_three(idea)
        spots = list(zip(idea.spots, idea.contour, strict=True))
        if plan.density < 0.8:
            spots = [s for i, s in enumerate(spots) if i % 2 == 0 or s[0][0] % 2 == 0]
        lift = section.index + (1 if section.energy > 0.8 else 0)
        base = nearest((low + high) / 2 - 3 + 2 * min(lift, 2), pool, low, high)
        shift = (0, 1, 2 if plan.seed % 2 else -2, 0)[phrase]
        if phrase == 2 and section.energy >= peak - 1e-6:
            shift = 3  # the highest note of the piece belongs here
        for n, ((at, length), step) in enumerate(spots):
            if at >= plan.meter:
                continue
            chord = bar.chord_at(at)
            aim: float = _scale_step(base, step + shift, pool, low, high)
            if abs(leap) > 5:
                aim = last_key - 2 * np.sign(leap)  # a leap is filled in
            if closing and n == len(spots) - 1:
                close = {chord.root, (chord.root + chord.third) % 12} if last_phrase else set(chord.classes)
                key = nearest(last_key, close, low, high)
            elif at % 2 < 0.01 or length >= 1.0 or n == 0:
                key = _sung(aim, last_key, chord.classes & (plan.scale | pool) or chord.classes, low, high)
            else:
                key = _sung(aim, last_key, _safe(pool, chord), low, high)
            accent = 1.06 if at % 1 == 0 else 0.95
            phrase_arc = 0.92 + 0.1 * np.sin(np.pi * (bar.place % 4 * plan.meter + at) / (4 * plan.meter))
            level = strength(voice.velocity, bar, accent * float(phrase_arc))
            held = length * how.get("hold", 0.94)
            exact = any(abs(c - at) < 1e-6 for c in bar.cuts)
            notes.append(human(voice, rng, bar.start + at, held, key, level, exact=exact))
            if how.get("double") and section.energy > how["double"]:
                below = key - 12 if how.get("octave_below") else key + 12
                notes.append(human(voice, rng, bar.start + at, held, below, level * 0.8))
            leap, last_key = key - last_key, key
    notes += _pickups(plan, voice, rng, notes, pool)
    return _one_at_a_time(notes) if not how.get("double") else notes


def _pickups(plan: Plan, voice: Voice, rng: Rng, notes: list[Note], pool: frozenset[int]) -> list[Note]:
    """Two or three steps that lead into a section's first note, now and then."""
    if voice.how.get("feel") == "sparse" or voice.how.get("answer_only"):
        return []
    starts = {round(n.start, 3): n for n in notes}
    out: list[Note] = []
    for before, bar in zip(plan.bars, plan.bars[1:], strict=False):
        goal = starts.get(round(bar.start, 3))
        if bar.place or goal is None or before.talk or rng.random() < 0.35:
            continue
        count, side = int(rng.integers(2, 4)), int(rng.choice([-1, -1, 1]))
        for k in range(count):
            at = bar.start - 0.5 * (count - k)
            if any(n.start <= at + 1e-6 < n.start + n.length - 0.3 for n in notes):
                continue
            key = _scale_step(goal.key, side * (count - k), pool, goal.key - 9, goal.key + 9)
            out.append(human(voice, rng, at, 0.48, key, goal.velocity * (0.72 + 0.08 * k)))
    return out


def _scale_step(base: int, steps: int, pool: frozenset[int], low: int, high: int) -> int:
    """The key ``steps`` of ``pool`` above ``base``; what would leave the register turns back there."""
    keys = [k for k in range(low, high + 1) if k % 12 in pool]
    at = min(range(len(keys)), key=lambda i: abs(keys[i] - base)) + steps
    last = len(keys) - 1
    at = -at if at < 0 else 2 * last - at if at > last else at
    return keys[max(0, min(last, at))]


def _sung(aim: float, last: int, classes: frozenset[int], low: int, high: int) -> int:
    """The key of ``classes`` that a singer takes for ``aim``: near it, but by step rather than by leap."""
    keys = [k for k in range(low, high + 1) if k % 12 in classes] or [round(aim)]
    return min(keys, key=lambda k: (abs(k - aim) + 0.9 * max(0, abs(k - last) - 2) + (k == last), k))


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
    """Single safe tones, far apart. With ``how["cycle"]`` (beats) they come in a round of that length, which
    meets the bars and the other rounds differently every time.
    """
    low, high, rate = voice.how.get("low", 72), voice.how.get("high", 93), voice.how.get("rate", 0.25)
    cycle: int = voice.how.get("cycle", 0)
    turn = _round(cycle, rate, rng) if cycle else {}
    notes: list[Note] = []
    key = (low + high) // 2
    for bar in plan.playing(voice):
        for step in range(plan.meter * 2):
            at = step / 2
            cut = any(abs(c - at) < 1e-6 for c in bar.cuts)
            place = (bar.start + at) % cycle if cycle else 0.0
            if (
                cycle
                and not cut
                and (place not in turn or rng.random() > plan.density * (0.75 + 0.35 * bar.energy))
            ):
                continue
            if not cycle and not cut and rng.random() > rate * plan.density * (0.6 + bar.energy) / 2:
                continue
            classes = bar.chord_at(at).classes & plan.pentatonic or plan.pentatonic
            wish = (low + high) / 2 + turn[place] if place in turn else key + float(rng.normal(0, 6))
            key = nearest(wish, classes, low, high)
            level = strength(voice.velocity, bar, 1.0 if at % 1 == 0 else 0.85)
            held = voice.how.get("hold", 2.0)
            notes.append(human(voice, rng, bar.start + at, held, key, level, exact=cut))
    return notes


def _round(cycle: int, rate: float, rng: Rng) -> dict[float, float]:
    """Which half beats of a round are played and how far (semitones) from the middle; mostly whole beats."""
    spots = [float(b) for b in range(cycle)] + [b + 0.5 for b in range(cycle)]
    weights = np.array([1.0] * cycle + [0.22] * cycle)
    count = max(2, round(2 * rate * cycle))
    chosen = rng.choice(len(spots), size=min(count, len(spots)), replace=False, p=weights / weights.sum())
    return {spots[i]: float(step) for i, step in zip(chosen, rng.normal(0, 6, len(chosen)), strict=True)}
