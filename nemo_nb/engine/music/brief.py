"""What somebody wants to hear, as data."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Brief:
    """A request for music, complete enough to compose from.

    Parameters
    ----------
    genre
        A name from `nemo_nb.engine.music.GENRES`.
    valence, arousal
        Mood, -1 to 1: dark to bright, calm to energetic.
    bpm, bpm_range
        A tempo or a range asked for in numbers, in beats per minute; None leaves it to the genre.
    pace
        Factor on the tempo chosen otherwise ("faster").
    key, mode_family
        ``"D minor"`` if one was named; ``"major"`` or ``"minor"`` if only that was.
    instruments, excluded
        Instruments or families asked for and forbidden.
    alone
        Whether nobody else than ``instruments`` plays ("only piano").
    seed, take
        Which of the many pieces that fit; ``take`` counts "another version".
    length
        Seconds asked for in words, or None.
    loop
        Whether the end must lead back to the start.
    density, brightness, tension
        1, 0 and 0 are the genre's own; brightness in octaves of the filter.
    bass_db, drums_db
        Gains on those parts.
    ending
        ``auto``, ``button``, ``ring``, ``ritard`` or ``fade``.
    build
        Whether the energy rises all the way.
    peak
        Seconds at which it all comes together ("build up until 0:42"), or None.
    entries
        Instruments or families and the seconds before which they wait ("bring the drums in at 0:15").
    lead
        The instrument that has the melody ("let the piano lead"), or None.
    lifts
        ``start``, ``middle`` or ``end`` and how much more (or less) energy that third has.
    stop
        Seconds at which the music ends although the picture goes on, or None.
    """

    genre: str = "pop"
    valence: float = 0.3
    arousal: float = 0.0
    bpm: float | None = None
    bpm_range: tuple[float, float] | None = None
    pace: float = 1.0
    key: str | None = None
    mode_family: str | None = None
    instruments: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    alone: bool = False
    seed: int = 0
    take: int = 0
    length: float | None = None
    loop: bool = False
    density: float = 1.0
    brightness: float = 0.0
    tension: float = 0.0
    bass_db: float = 0.0
    drums_db: float = 0.0
    ending: str = "auto"
    build: bool = False
    peak: float | None = None
    entries: tuple[tuple[str, float], ...] = ()
    lead: str | None = None
    lifts: tuple[tuple[str, float], ...] = ()
    stop: float | None = None
    words: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data; `from_json` restores an equal brief."""
        data = asdict(self)
        return json.loads(json.dumps(data))  # type: ignore[no-any-return]

    @staticmethod
    def from_json(data: dict[str, Any]) -> Brief:
        """Restore a brief; unknown keys (of a later version) are ignored, missing ones get their defaults."""
        known = {f.name for f in fields(Brief)}
        values: dict[str, Any] = {k: _frozen(v) for k, v in data.items() if k in known}
        return Brief(**values)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(v) for v in value) if isinstance(value, list) else value
