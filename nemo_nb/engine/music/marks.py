"""Strokes on cuts that the players would pass over: off the grid, in a quiet section, at the end."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from .drumming import TIMEKEEPERS
from .kits import CRASH, KICK
from .plan import strength
from .score import Note
from .theory import nearest

if TYPE_CHECKING:
    from .plan import Bar, Plan
    from .score import Part, Picture, TempoMap
    from .style import Voice

NEAR = 0.012
"""Seconds within which a stroke counts as on the cut."""
AROUND = 0.5
"""Seconds round a cut in which a note is looked at: nobody plays as early or late as that."""
APART = 0.35
"""Cuts that follow another within this many seconds are left alone: two strokes there would be a stumble."""
SOFT = ("warm pad", "bright pad", "strings", "slow strings", "choir", "violin", "cello", "contrabass", "horns", "brass", "trombone",  # noqa: E501
        "flute", "clarinet", "oboe", "sax", "accordion", "organ", "whistle", "harmonica")  # fmt: skip
"""Instruments that begin too gently to be noticed on a cut."""


def mark(parts: list[Part], voices: list[Voice], plan: Plan, tempo: TempoMap, picture: Picture) -> list[Part]:
    """Return the parts with a chord, and a drum where there are drums, on each cut that has none.

    The drums never decide what the others play, so that dropping them leaves everything else as it was.
    """
    drums = [i for i, voice in enumerate(voices) if voice.plays == "drums"]
    hands = [
        i
        for i, v in enumerate(voices)
        if v.plays in ("comp", "broken", "arp", "sparkle") and v.on[0] not in SOFT
    ]
    # Where nobody plays chords, a stroke is one of an unbroken row: all that can be struck joins in on a cut.
    tutti = not hands
    hands = hands or [
        i for i, v in enumerate(voices) if v.plays in ("lead", "bass", "walk") and v.on[0] not in SOFT
    ]
    added: dict[int, list[Note]] = {}
    last = -1.0
    for cut in picture.cuts:
        if not 0.3 < cut < picture.duration - 0.6 or cut - last < APART or not plan.bars:
            continue
        last = cut
        beat = tempo.beat_at(cut)
        bar = plan.bars[min(int(beat // plan.meter), len(plan.bars) - 1)]
        struck = [
            i for i, v in enumerate(voices) if i not in drums and v.on[0] not in SOFT and v.attack < 0.1
        ]
        if hands and (tutti or not any(_strikes(parts[i], cut, tempo) for i in struck)):
            added.setdefault(hands[0], []).extend(_chord(voices[hands[0]], plan, bar, beat, tutti=tutti))
        for i in drums[:1]:
            if not _strikes(parts[i], cut, tempo):
                added.setdefault(i, []).extend(_stroke(voices[i], plan, bar, beat))
    return [
        replace(part, notes=tuple(sorted((*part.notes, *added.get(i, ())), key=lambda n: n.start)))
        for i, part in enumerate(parts)
    ]


def _strikes(part: Part, second: float, tempo: TempoMap) -> bool:
    first = bisect_left(part.notes, tempo.beat_at(second - AROUND), key=_begins)
    last = bisect_left(part.notes, tempo.beat_at(second + AROUND), key=_begins)
    return any(
        abs(tempo.at(n.start) + n.nudge - second) < NEAR and n.velocity > 40 and n.key not in TIMEKEEPERS
        for n in part.notes[first:last]
    )


def _begins(note: Note) -> float:
    return note.start


def _chord(voice: Voice, plan: Plan, bar: Bar, beat: float, *, tutti: bool) -> list[Note]:
    chord = plan.final if beat >= plan.end else bar.chord_at(beat - bar.start)
    low, high = voice.how.get("low", 55), voice.how.get("high", voice.how.get("low", 55) + 20)
    keys = sorted({nearest(low + 4 + 5 * i, chord.classes, low, high + 4) for i in range(3)})
    if voice.plays in ("lead", "bass", "walk") and not tutti:
        keys = keys[:1]
    # A quiet section leans into its cuts the most: nothing else there would tell them.
    level = min(118, round(strength(voice.velocity, bar, 1.0 + 0.3 * (1 - bar.energy))))
    return [Note(round(beat, 5), 1.5, key, level) for key in keys]


def _stroke(voice: Voice, plan: Plan, bar: Bar, beat: float) -> list[Note]:
    level = round(min(voice.velocity * (0.7 + 0.35 * bar.energy), 120))
    drums = {KICK, voice.how.get("accent", KICK)}
    out = [Note(round(beat, 5), 1.0, drum, level) for drum in sorted(drums)]
    if voice.how.get("crash", True) and bar.section.energy > 0.5 and beat < plan.end:
        out.append(Note(round(beat, 5), 3.0, CRASH, round(level * 0.7)))
    return out
