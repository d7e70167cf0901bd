"""Keys, chords and voice leading. Pitch classes are semitones above C, degrees count from the tonic's major
scale.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache

NAMES = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
MODES: dict[str, tuple[int, ...]] = {
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "major": (0, 2, 4, 5, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
}
BRIGHTNESS = ("phrygian", "minor", "dorian", "mixolydian", "major", "lydian")
_DEGREES = {"i": 0, "ii": 2, "iii": 4, "iv": 5, "v": 7, "vi": 9, "vii": 11}
_ROMAN = re.compile(r"([b#]?)(vii|vi|iv|v|iii|ii|i)(.*)", re.IGNORECASE)
_EXTRAS: dict[str, tuple[int, ...]] = {
    "": (), "6": (9,), "7": (10,), "maj7": (11,), "9": (10, 14), "maj9": (11, 14), "add9": (14,), "13": (10, 14, 21),  # noqa: E501
    "69": (9, 14), "7b9": (10, 13), "11": (10, 14, 17), "maj7#11": (11, 18),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chord:
    """``root`` and ``bass`` are pitch classes (absolute), ``intervals`` semitones above the root."""

    symbol: str
    root: int
    intervals: tuple[int, ...]
    bass: int

    @property
    def classes(self) -> frozenset[int]:
        """The chord's pitch classes."""
        return frozenset((self.root + i) % 12 for i in self.intervals)

    @property
    def third(self) -> int:
        """Semitones from the root to the third, or to what stands for it."""
        return next(
            (i for i in self.intervals if i in (3, 4)),
            5 if 5 in self.intervals else 2 if 2 in self.intervals else 7,
        )

    @property
    def fifth(self) -> int:
        """Semitones from the root to the fifth."""
        return next((i for i in self.intervals if i in (6, 7, 8)), 7)


@lru_cache(maxsize=1024)
def chord(symbol: str, tonic: int) -> Chord:
    """Read a Roman numeral such as ``bVImaj7``, ``ii9``, ``Vsus4``, ``IV5`` or ``I/3`` in the key of
    ``tonic``.

    Raises
    ------
    ValueError
        If it is not one.
    """
    body, _, slash = symbol.partition("/")
    match = _ROMAN.fullmatch(body)
    if not match:
        raise ValueError(f"not a chord: {symbol}")
    sign, numeral, rest = match.groups()
    root = (tonic + _DEGREES[numeral.lower()] + {"b": -1, "#": 1, "": 0}[sign]) % 12
    triad: tuple[int, ...] = (0, 4, 7) if numeral[0].isupper() else (0, 3, 7)
    if rest.startswith("dim"):
        triad, rest = (0, 3, 6), rest[3:]
    elif rest.startswith("m7b5"):
        triad, rest = (0, 3, 6, 10), rest[4:]
    elif rest.startswith("sus"):
        triad, rest = ((0, 5, 7) if rest[3:4] == "4" else (0, 2, 7)), rest[4:]
    elif rest == "5":
        triad, rest = (0, 7), ""
    if rest not in _EXTRAS:
        raise ValueError(f"not a chord: {symbol}")
    intervals = triad + _EXTRAS[rest]
    bass = root
    if slash:
        bass = (root + {"3": triad[1], "5": 7, "7": 10}[slash]) % 12 if slash in "357" else tonic
    return Chord(symbol, root, intervals, bass)


def parse_key(text: str) -> tuple[int, str]:
    """Read ``"D minor"`` as (2, "minor").

    Raises
    ------
    ValueError
        If it names no key.
    """
    name, _, mode = text.strip().partition(" ")
    letter = name[:1].upper()
    if letter not in "CDEFGAB" or not letter:
        raise ValueError(f"not a key: {text}")
    pc = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}[letter]
    pc += name[1:].count("#") - name[1:].count("b")
    mode = mode.strip().lower() or "major"
    if mode not in MODES:
        raise ValueError(f"not a mode: {text}")
    return pc % 12, mode


def voicings(classes: list[int], low: int, high: int) -> list[tuple[int, ...]]:
    """Every close and every once-opened placement of ``classes`` between keys ``low`` and ``high``."""
    found = set()
    for turn in range(len(classes)):
        order = classes[turn:] + classes[:turn]
        for bottom in range(low, high + 1):
            if bottom % 12 != order[0]:
                continue
            keys = [bottom]
            for pc in order[1:]:
                keys.append(keys[-1] + ((pc - keys[-1]) % 12 or 12))
            if keys[-1] <= high:
                found.add(tuple(keys))
            if len(keys) >= 3:  # "drop 2": the second voice from above an octave lower
                opened = sorted([*keys[:-2], keys[-2] - 12, keys[-1]])
                if opened[0] >= low and opened[-1] <= high:
                    found.add(tuple(opened))
    return sorted(found)


def lead_voices(
    chord: Chord, before: tuple[int, ...] | None, low: int, high: int, voices: int = 4, rootless: bool = False
) -> tuple[int, ...]:
    """Choose the placement of ``chord`` that moves least from ``before``, with a top voice that moves by
    step.
    """
    wanted = list(dict.fromkeys((chord.root + i) % 12 for i in chord.intervals))
    if rootless and len(wanted) > 3:
        wanted.remove(chord.root)
    fifth = (chord.root + 7) % 12
    if len(wanted) > voices and fifth in wanted:
        wanted.remove(fifth)
    wanted = wanted[:voices]
    choices = (
        voicings(wanted, low, high)
        or voicings(wanted, low, high + 7)
        or [tuple(sorted(60 + pc for pc in wanted))]
    )
    centre = (low + high) / 2

    def cost(keys: tuple[int, ...]) -> float:
        total = 0.25 * abs(sum(keys) / len(keys) - centre)
        total += sum(4.0 for a, b in itertools.pairwise(keys) if a < 52 and b - a < 4)
        total += sum(3.0 for a, b in itertools.pairwise(keys) if b - a > 12)
        total += sum(1.2 for a, b in itertools.pairwise(keys[-2:]) if b - a < 2)
        if before:
            total += sum(min(abs(k - b) for b in before) for k in keys)
            leap = abs(keys[-1] - before[-1])
            total += 0.6 * max(0, leap - 2) + (0.5 if leap == 0 else 0)
        return total

    return min(choices, key=cost)


def nearest(key: float, classes: frozenset[int] | set[int], low: int, high: int) -> int:
    """The key of one of ``classes`` between ``low`` and ``high`` that is nearest to ``key`` (the lower of
    two).
    """
    options = [k for k in range(low, high + 1) if k % 12 in classes]
    return min(options, key=lambda k: (abs(k - key), k)) if options else round(key)


def scale(tonic: int, mode: str) -> frozenset[int]:
    """Pitch classes of a key."""
    return frozenset((tonic + step) % 12 for step in MODES[mode])


def pentatonic(tonic: int, mode: str) -> frozenset[int]:
    """The five tones of a key that never clash."""
    steps = (0, 2, 4, 7, 9) if MODES[mode][2] == 4 else (0, 3, 5, 7, 10)
    return frozenset((tonic + step) % 12 for step in steps)
