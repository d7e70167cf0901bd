"""A piece as data: who plays which note when, on which tempo map, in which sections."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

RATE = 48_000
"""Frames per second of everything that is rendered."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What the composer knows of the video.

    Parameters
    ----------
    duration
        Length of the music in seconds.
    cuts
        Times of the hard cuts in seconds.
    motion
        How much moves, 0 to 1, one value per second; None when unknown.
    speech
        Spans (start, end) in seconds in which somebody talks.
    brightness
        How light the picture is, 0 to 1, one value per second; None when unknown.
    """

    duration: float
    cuts: tuple[float, ...] = ()
    motion: tuple[float, ...] | None = None
    speech: tuple[tuple[float, float], ...] = ()
    brightness: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One note. ``start`` and ``length`` are beats on the tempo map, ``nudge`` the player's deviation in
    seconds,
    ``velocity`` 1 to 127; on drums ``key`` is the General MIDI drum."""

    start: float
    length: float
    key: int
    velocity: int
    nudge: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """One player: what it plays on, how it is placed in the mix, and its notes in order of time.

    ``level`` is dB relative to the lead, ``pan`` -1 (left) to 1, ``spread`` how far high and low keys stand
    apart,
    ``reverb`` and ``echo`` the share sent there, ``pump`` how many dB a kick pushes the part down.
    """

    name: str
    instrument: str
    notes: tuple[Note, ...]
    level: float = 0.0
    pan: float = 0.0
    spread: float = 0.0
    reverb: float = 0.15
    echo: float = 0.0
    pump: float = 0.0
    low_cut: float = 0.0
    high_cut: float = 20_000.0
    attack: float = 0.0
    release: float = 0.0


@dataclass(frozen=True, slots=True)
class Chain:
    """What the whole mix goes through. Lengths in seconds, levels in dB, frequencies in Hz."""

    room: float = 1.6
    damping: float = 7000.0
    drive: float = 0.0
    high_cut: float = 20_000.0
    shelf: float = 0.0
    presence: float = 0.0
    wow: float = 0.0
    vinyl: float = 0.0
    glue: float = 2.0
    width: float = 1.0
    dynamics: float = 3.0
    """How many dB the mix is ridden from no energy to full energy, on top of what the players do."""
    echo_beats: float = 0.75
    echo_feedback: float = 0.35
    sweep: tuple[tuple[float, float, float, float], ...] = ()
    """Filter openings over all but the drums: (start s, end s, from Hz, to Hz)."""


@dataclass(frozen=True, slots=True)
class TempoMap:
    """Corresponding beats and seconds; between two of them the tempo is constant."""

    beats: tuple[float, ...]
    seconds: tuple[float, ...]

    def at(self, beat: float) -> float:
        """Seconds at ``beat``; beyond the ends the outermost tempo goes on."""
        b, s = self.beats, self.seconds
        if beat <= b[0]:
            return s[0] + (beat - b[0]) * (s[1] - s[0]) / (b[1] - b[0])
        if beat >= b[-1]:
            return s[-1] + (beat - b[-1]) * (s[-1] - s[-2]) / (b[-1] - b[-2])
        return float(np.interp(beat, b, s))

    def beat_at(self, second: float) -> float:
        """Beat at ``second``: the inverse of `at`."""
        return TempoMap(self.seconds, self.beats).at(second)


@dataclass(frozen=True, slots=True)
class Score:
    """A whole piece. Times of ``sections`` are seconds: (name, start, end)."""

    duration: float
    label: str
    genre: str
    bpm: float
    key: str
    bars: int
    sections: tuple[tuple[str, float, float], ...]
    parts: tuple[Part, ...]
    tempo: TempoMap
    seed: int
    chain: Chain
    energy: tuple[float, ...] = ()
    """Wanted energy per bar, 0 to 1."""
    gestures: tuple[tuple[str, float, float, float], ...] = ()
    """Sounds without a key: (kind, start s, end s, level dB)."""
    meter: int = 4
    """Beats in a bar."""
    loop: bool = False
    fade_in: float = 0.02
    fade_out: float = 0.0
    hits: tuple[float, ...] = ()
    """Cuts of the picture, in seconds, on which something of the music falls."""
    close: float | None = None
    """Seconds at which the music is over, where that is before the end."""
    lead: str = ""
    """The instrument that has the melody; empty where nobody has it."""
    entries: tuple[tuple[str, float], ...] = ()
    """Who was asked to wait, by the brief's names, and the second at which they begin."""

    @property
    def frames(self) -> int:
        """Length in frames at `RATE`."""
        return round(self.duration * RATE)

    @property
    def instruments(self) -> tuple[str, ...]:
        """The names of what plays, each once, in order of appearance in the parts."""
        return tuple(dict.fromkeys(part.instrument for part in self.parts if part.notes))
