"""A song as data: what pictures that follow it need to know."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from nemo_nb.engine.music import Score

Section = tuple[str, float, float, float]
"""Name, start (s), end (s), energy (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Song:
    """A song's times and feeling. All times are seconds from its start.

    ``beats`` is empty, and ``bpm`` 0, where nothing beats. ``sections`` follow each other without gaps over
    the whole length. ``energy`` has one value per second, 0 to 1. ``onsets`` are the clearest attacks.
    ``valence`` (dark to bright) and ``arousal`` (calm to driving) are estimates from -1 to 1. ``title`` and
    ``artist`` come from the file's tags; None where it has none.
    """

    duration: float
    bpm: float
    beats: tuple[float, ...]
    downbeats: tuple[float, ...]
    sections: tuple[Section, ...]
    energy: tuple[float, ...]
    onsets: tuple[float, ...] = ()
    valence: float = 0.0
    arousal: float = 0.0
    title: str | None = None
    artist: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return a plain dictionary; `from_json` restores an equal song."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Song:
        """Return the song that `to_json` wrote; unknown keys (of a later version) are ignored."""
        known = {field.name: values[field.name] for field in fields(cls) if field.name in values}
        for name in ("beats", "downbeats", "energy", "onsets"):
            known[name] = tuple(known.get(name, ()))
        known["sections"] = tuple(tuple(section) for section in known["sections"])
        return cls(**known)

    @classmethod
    def from_score(cls, score: Score, *, mood: tuple[float, float] | None = None) -> Song:
        """Return what is known of composed music: its beats are exact.

        ``mood`` is the brief's valence and arousal; without it key, tempo and energy stand for them.
        """
        valence, arousal = mood or _mood(score)
        count = score.bars * score.meter
        beats = [score.tempo.at(beat) for beat in range(count + 1)]
        beats = [beat for beat in beats if 0 <= beat < score.duration]
        return cls(
            duration=score.duration,
            bpm=score.bpm,
            beats=tuple(round(beat, 4) for beat in beats),
            downbeats=tuple(round(beat, 4) for beat in beats[:: score.meter]),
            sections=_sections(score),
            energy=_energy(score),
            onsets=_onsets(score),
            valence=valence,
            arousal=arousal,
        )

    @classmethod
    def silent(cls, duration: float) -> Song:
        """Return a song in which nothing happens, for pictures without sound."""
        seconds = max(int(np.ceil(duration)), 1)
        return cls(duration, 0.0, (), (), (("whole", 0.0, duration, 0.4),), (0.4,) * seconds)


def _bar_energy(score: Score) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    wanted = score.energy or (0.5,)
    middles = [score.tempo.at((bar + 0.5) * score.meter) for bar in range(len(wanted))]
    return np.array(middles), np.array(wanted)


def _energy(score: Score) -> tuple[float, ...]:
    middles, wanted = _bar_energy(score)
    seconds = np.arange(max(int(np.ceil(score.duration)), 1)) + 0.5
    last = score.tempo.at(score.bars * score.meter)
    values = np.interp(seconds, middles, wanted) * np.clip(1 - (seconds - last) / 4, 0.1, 1)
    return tuple(round(float(value), 3) for value in np.clip(values, 0, 1))


def _sections(score: Score) -> tuple[Section, ...]:
    energy = np.array(_energy(score))
    found = []
    for name, start, end in score.sections:
        first = min(int(start), energy.size - 1)
        inside = energy[first : max(int(np.ceil(end)), first + 1)]
        found.append((name, round(start, 4), round(end, 4), round(float(inside.mean()), 3)))
    return tuple(found)


def _onsets(score: Score) -> tuple[float, ...]:
    """Return when the strongest third of the notes begin."""
    notes = [
        (note.velocity, score.tempo.at(note.start) + note.nudge)
        for part in score.parts
        for note in part.notes
    ]
    if not notes:
        return ()
    loud = np.percentile([velocity for velocity, _ in notes], 67)
    times = sorted({round(time, 2) for velocity, time in notes if velocity >= loud})
    return tuple(time for time in times if 0 <= time < score.duration)


def _mood(score: Score) -> tuple[float, float]:
    """Return a guess from key, tempo and energy, for where nobody says what was asked for."""
    bright = 0.35 if "major" in score.key else -0.2
    _, wanted = _bar_energy(score)
    driving = (score.bpm - 95) / 70 + (float(wanted.mean()) - 0.5)
    return bright, round(float(np.clip(driving, -1, 1)), 3)
