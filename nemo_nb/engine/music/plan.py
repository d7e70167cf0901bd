"""What all players of a piece look at: the bars with their chords, energies and cuts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .score import Note
from .theory import Chord, pentatonic, scale

if TYPE_CHECKING:
    from .form import Section
    from .style import Style, Voice


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``start`` in beats; ``chords`` are (offset, length, chord) in beats; ``cuts`` the offsets on
    which a cut
    of the picture falls; ``talk`` whether somebody speaks in most of it."""

    index: int
    start: float
    chords: tuple[tuple[float, float, Chord], ...]
    section: Section
    energy: float
    place: int
    last: bool
    turn: bool
    cuts: tuple[float, ...]
    talk: bool

    def chord_at(self, offset: float) -> Chord:
        """The chord that sounds ``offset`` beats into the bar."""
        return next((c for at, length, c in reversed(self.chords) if offset >= at - 1e-6), self.chords[0][2])


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole piece before anybody plays. ``density`` scales how many notes are played (1 is the style's
    own).
    """

    style: Style
    bars: tuple[Bar, ...]
    tonic: int
    mode: str
    seed: int
    end: float
    final: Chord
    density: float = 1.0
    bpm: float = 100.0

    @property
    def meter(self) -> int:
        """Beats in a bar."""
        return self.style.meter

    @property
    def scale(self) -> frozenset[int]:
        """Pitch classes of the key."""
        return scale(self.tonic, self.mode)

    @property
    def pentatonic(self) -> frozenset[int]:
        """Its five safest tones."""
        return pentatonic(self.tonic, self.mode)

    def playing(self, voice: Voice) -> list[Bar]:
        """The bars in which ``voice`` plays: sections of fitting energy, without a breath before each lift."""  # noqa: E501
        out = []
        for bar in self.bars:
            level = bar.section.energy
            if voice.enter <= level <= voice.leave:
                out.append(bar)
        return out


def strength(velocity: int, bar: Bar, accent: float = 1.0) -> float:
    """The velocity a player aims at in ``bar``."""
    return velocity * accent * (0.74 + 0.4 * bar.energy)


def human(
    voice: Voice,
    rng: np.random.Generator,
    start: float,
    length: float,
    key: int,
    velocity: float,
    *,
    exact: bool = False,
) -> Note:
    """A note as a person plays it: a little early or late, a little louder or softer. ``exact`` keeps the
    time.
    """
    nudge = 0.0 if exact else float(rng.normal(voice.late, voice.loose)) / 1000
    level = int(np.clip(round(velocity + rng.normal(0, 3.5)), 8, 126))
    return Note(round(start, 5), max(0.05, round(length, 5)), int(key), level, round(nudge, 5))
