"""When to cut: on beats, best on a bar's first, always where a part begins; faster with more energy.

A beat on which something is heard to begin goes before one that is only counted: in a quiet ending, where
beats are guesses, a cut waits for the next chord.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nemo_nb.engine.song import Song

_CALM, _LIVELY = 4.6, 1.25  # s that a shot lasts at no and at full energy
_SHORTEST = 0.45  # s
_EVEN = 2.8  # s, without a song
_NEAR = 0.05  # s by which what begins may lie beside its beat
_PATIENT = 2.2  # times as long as usual that a shot lasts at most where nothing is heard on beats
_FOLLOWED = 1.25  # s that shots last on average at least, however many things there are


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one shot: start and end (s), the energy (0 to 1) there, and the beats inside it (s)."""

    start: float
    end: float
    energy: float
    beats: tuple[float, ...] = ()

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


def find_slots(song: Song | None, length: float, wanted: int = 1) -> list[Slot]:
    """Return the slots of a video of ``length`` seconds, from 0 to exactly its end.

    ``wanted`` things are to be seen: where the song alone would leave too few slots, they become shorter, as
    far as one can still follow.
    """
    slots = _slots(song, length, 1.0)
    pace = 1.0
    while len(slots) < wanted and length / len(slots) > _FOLLOWED and pace > 0.2:
        pace *= 0.85
        slots = _slots(song, length, pace)
    return slots


def _slots(song: Song | None, length: float, pace: float) -> list[Slot]:
    if song is None or len(song.beats) < 4:
        edges = _even(length, pace, song.onsets if song else ())
        return [Slot(a, b, _energy(song, a, b) if song else 0.4) for a, b in pairwise(edges)]
    beats = _beats(song, length)
    cuts = [cut for cut in _cuts(song, beats, pace) if _SHORTEST <= cut <= length - _SHORTEST]
    return [
        Slot(a, b, _energy(song, a, b), tuple(beat for beat in beats if a < beat < b))
        for a, b in pairwise([0.0, *cuts, length])
    ]


def _even(length: float, pace: float, onsets: tuple[float, ...]) -> list[float]:
    """Return evenly spaced cuts, and both ends; nothing beats, but a cut may still fall on a note."""
    edges = [float(edge) for edge in np.linspace(0, length, max(round(length / _EVEN / pace), 1) + 1)]
    reach = 0.3 * edges[1]
    for place, edge in enumerate(edges[1:-1], start=1):
        near = [onset for onset in onsets if abs(onset - edge) < reach]
        edges[place] = min(near, key=lambda onset: abs(onset - edges[place]), default=edge)
    return edges


def _beats(song: Song, length: float) -> list[float]:
    """Return the beats up to a length; where the song rests, or is over, they go on as they were."""
    beats = [beat for beat in song.beats if beat < length]
    step = max(float(np.median(np.diff(song.beats))), 0.2)
    if not beats:
        beats = [song.beats[0] % step]
    while beats[-1] + step < length:
        beats.append(beats[-1] + step)
    while beats[0] - step > 0:
        beats.insert(0, beats[0] - step)
    return beats


def _cuts(song: Song, beats: list[float], pace: float) -> list[float]:
    step = float(np.median(np.diff(beats))) if len(beats) > 1 else 0.5
    strong = set(song.downbeats)
    heard = _heard(song, beats)
    borders = {min(beats, key=lambda beat: abs(beat - section[1])) for section in song.sections[1:]}
    cuts: list[float] = []
    last = 0.0
    for beat in beats:
        wanted = pace * (_CALM + (_LIVELY - _CALM) * _energy(song, last, beat + step))
        since = beat - last
        # A bar's first beat may come a little early, another one must be a little late.
        least = wanted * (0.72 if beat in strong else 1.12)
        if since >= _SHORTEST and (
            ((since >= least or beat in borders) and beat in heard) or since >= _PATIENT * wanted
        ):
            cuts.append(beat)
            last = beat
    return cuts


def _heard(song: Song, beats: list[float]) -> set[float]:
    """Return the beats on which something begins; all of them where it is not known what begins when."""
    onsets = np.array(song.onsets)
    if not onsets.size:
        return set(beats)
    return {beat for beat in beats if float(np.abs(onsets - beat).min()) <= _NEAR}


def _energy(song: Song, start: float, end: float) -> float:
    """Return the mean energy, stretched so that the song's own calm and lively parts differ."""
    values = np.array(song.energy or (0.5,))
    low, high = float(np.percentile(values, 10)), float(np.percentile(values, 90))
    first = min(int(start), values.size - 1)
    here = float(values[first : max(int(np.ceil(end)), first + 1)].mean())
    relative = (here - low) / (high - low) if high - low > 0.1 else 0.5
    mood = 0.5 + 0.5 * song.arousal
    return float(np.clip(0.6 * relative + 0.4 * mood, 0, 1))
