"""Players of chords: pads, comping, arpeggios, broken chords.

Every writer takes the plan, its voice and its own stream of chance and returns notes in beats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .plan import Bar, Plan, human, strength
from .score import Note
from .theory import Chord, lead_voices

if TYPE_CHECKING:
    from .style import Voice

Rng = np.random.Generator


class Hands:
    """Voice leading for one player: remembers where the fingers are."""

    def __init__(self, voice: Voice) -> None:
        how = voice.how
        self.low, self.high = how.get("low", 50), how.get("high", 69)
        self.voices, self.rootless = how.get("voices", 4), how.get("rootless", False)
        self.open = how.get("power", False)
        self.keys: tuple[int, ...] | None = None
        self.chord: Chord | None = None

    def take(self, chord: Chord) -> tuple[int, ...]:
        """The keys for ``chord``."""
        if self.open:
            root = self.low + (chord.root - self.low) % 12
            return (root, root + chord.fifth, root + 12)
        if chord is not self.chord or self.keys is None:
            self.keys = lead_voices(chord, self.keys, self.low, self.high, self.voices, self.rootless)
            self.chord = chord
        return self.keys


def pad(plan: Plan, voice: Voice, rng: Rng) -> list[Note]:
    """Held chords, tied over where the harmony stays, swelling through each phrase."""
    hands, notes = Hands(voice), list[Note]()
    previous: Chord | None = None
    open_notes: list[Note] = []
    for bar in plan.playing(voice):
        for at, length, chord in bar.chords:
            start = bar.start + at
            tied = (
                previous is chord
                and open_notes
                and abs(open_notes[0].start + open_notes[0].length - start) < 0.3
            )
            if (
                tied
                and not any(abs(c - at) < 1e-6 for c in bar.cuts)
                and open_notes[0].length < 4 * plan.meter
            ):
                open_notes = [
                    Note(n.start, n.length + length, n.key, n.velocity, n.nudge) for n in open_notes
                ]
            else:
                notes += open_notes
                swell = 0.88 + 0.06 * (bar.place % 4)
                open_notes = [
                    human(
                        voice,
                        rng,
                        start,
                        length,
                        key,
                        strength(voice.velocity, bar, swell),
                        exact=at in bar.cuts,
                    )
                    for key in hands.take(chord)
                ]
            previous = chord
    return notes + open_notes


def comp(plan: Plan, voice: Voice, rng: Rng) -> list[Note]:
    """Chords in a rhythm: one pattern per section, another every fourth bar; low to high strums."""
    hands, notes = Hands(voice), list[Note]()
    rhythms: tuple[str, ...] = voice.how["rhythms"]
    strum, hold = voice.how.get("strum", 0.012), voice.how.get("hold", 0.0)
    chosen: dict[str, int] = {}
    for bar in plan.playing(voice):
        main = chosen.setdefault(bar.section.name, int(rng.integers(len(rhythms))))
        pattern = rhythms[(main + 1) % len(rhythms)] if bar.place % 4 == 3 else rhythms[main]
        hits = strokes(pattern, plan)
        for cut in bar.cuts:
            if all(abs(at - cut) > 0.2 for at, _ in hits):
                hits = sorted([*hits, (cut, 1.0)])
        for i, (at, accent) in enumerate(hits):
            following = hits[i + 1][0] if i + 1 < len(hits) else float(plan.meter)
            length = min(hold, following - at) if hold else (following - at) * 0.96
            down = strum * (1 if i % 2 == 0 or not voice.how.get("alternate") else -1)
            keys = hands.take(bar.chord_at(at))
            for k, key in enumerate(keys):
                rank = k if down >= 0 else len(keys) - 1 - k
                note = human(
                    voice,
                    rng,
                    bar.start + at,
                    length,
                    key,
                    strength(voice.velocity, bar, accent),
                    exact=at in bar.cuts,
                )
                top = 1.06 if k == len(keys) - 1 else 0.97
                notes.append(
                    Note(
                        note.start,
                        note.length,
                        note.key,
                        min(126, round(note.velocity * top)),
                        note.nudge + rank * abs(down),
                    )
                )
    return notes


def arp(plan: Plan, voice: Voice, rng: Rng) -> list[Note]:
    """Chord tones one after the other, in a figure of indexes (``-`` rests) that changes with the section."""
    hands, notes = Hands(voice), list[Note]()
    figures = [f.split() for f in voice.how["figures"]]
    step, hold = voice.how.get("step", 0.5), voice.how.get("hold", 1.0)
    chosen: dict[str, int] = {}
    for bar in plan.playing(voice):
        main = chosen.setdefault(bar.section.name, int(rng.integers(len(figures))))
        figure = figures[(main + (bar.place % 8 == 7)) % len(figures)]
        count = round(plan.meter / step)
        for i in range(count):
            token = figure[i % len(figure)]
            at = i * step
            cut = any(abs(c - at) < 1e-6 for c in bar.cuts)
            if token == "-" and not cut:
                continue
            if plan.density < 0.8 and not cut and i % 2 and rng.random() > plan.density:
                continue
            keys = hands.take(bar.chord_at(at))
            index = 0 if token == "-" else int(token)
            key = keys[index % len(keys)] + 12 * (index // len(keys))
            accent = 1.12 if cut else 1.04 if at % 1 == 0 else 0.9
            notes.append(
                human(
                    voice,
                    rng,
                    bar.start + at,
                    step * hold,
                    key,
                    strength(voice.velocity, bar, accent),
                    exact=cut,
                )
            )
    return notes


def broken(plan: Plan, voice: Voice, rng: Rng) -> list[Note]:
    """The pianist's left hand: root, fifth, octave, tenth in a figure, each held until the harmony changes."""  # noqa: E501
    notes: list[Note] = []
    figures = [f.split() for f in voice.how["figures"]]
    step, low = voice.how.get("step", 0.5), voice.how.get("low", 36)
    sustain = voice.how.get("sustain", True)
    chosen: dict[str, int] = {}
    before = low + 5
    for bar in plan.playing(voice):
        main = chosen.setdefault(f"{bar.section.name}{bar.section.index}", int(rng.integers(len(figures))))
        figure = figures[(main + (1 if bar.turn else 0)) % len(figures)]
        for at, length, chord in bar.chords:
            root = min(
                (low + (chord.bass - low) % 12 + o for o in (0, 12)), key=lambda k: (abs(k - before), k)
            )
            before = round(0.7 * before + 0.3 * (low + 5))
            for i in range(round(length / step)):
                token = figure[i % len(figure)]
                if token == "-":
                    continue
                where = at + i * step
                cut = any(abs(c - where) < 1e-6 for c in bar.cuts)
                key = root + degree(token, chord, root)
                accent = 1.1 if i == 0 else 1.0 if where % 1 == 0 else 0.88
                ring = length - i * step if sustain else step * 0.95
                notes.append(
                    human(
                        voice,
                        rng,
                        bar.start + where,
                        ring,
                        key,
                        strength(voice.velocity, bar, accent),
                        exact=cut,
                    )
                )
    return notes


def degree(token: str, chord: Chord, bass: int) -> int:
    """Semitones above the bass key for a written degree (1 3 5 7 8 9 10 12 15) of ``chord``."""
    root = (chord.root - bass) % 12
    octave, step = divmod(int(token) - 1, 7)
    inside = {0: 0, 1: 2, 2: chord.third, 3: 5, 4: chord.fifth, 5: 9, 6: 10 if chord.third == 3 else 11}[step]
    if step == 6:
        inside = next((i for i in chord.intervals if i in (10, 11)), 12)
    if step == 1:
        inside = next(
            (i - 12 for i in chord.intervals if i == 14), 0 if octave == 0 else 4 if chord.third == 4 else 3
        )
    return (root + inside if token != "1" else 0) + 12 * octave


def strokes(pattern: str, plan: Plan) -> list[tuple[float, float]]:
    """(offset in beats, accent) of a row of steps; a row holds one bar whatever its number of steps."""
    weight = {"X": 1.15, "x": 1.0, "o": 0.72}
    unit = plan.meter / len(pattern)
    return [(i * unit, weight[c]) for i, c in enumerate(pattern) if c in weight]


def ending(plan: Plan, voice: Voice, rng: Rng, last: Bar, length: float) -> list[Note]:
    """The last chord: struck together, or rolled where the style slows down."""
    hands = Hands(voice)
    keys: tuple[int, ...] = hands.take(plan.final)
    if voice.plays == "broken":
        low = voice.how.get("low", 36)
        root = low + (plan.final.root - low) % 12
        keys = tuple(root + degree(token, plan.final, root) for token in ("1", "5", "8", "10"))
    roll = 0.07 if plan.style.ending == "ritard" and voice.plays != "pad" else voice.how.get("strum", 0.0)
    # What a kick held down all along must not jump up when it is gone.
    level = strength(voice.velocity, last, 1.02 - 0.03 * voice.pump)
    return [
        Note(plan.end, length, key, min(120, round(level)), round(i * roll, 5)) for i, key in enumerate(keys)
    ]
