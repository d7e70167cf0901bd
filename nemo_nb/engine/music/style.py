"""What a genre is made of: plain data that the composer reads. The genres themselves are in `genres`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .score import Chain


@dataclass(frozen=True, slots=True)
class Voice:
    """One player of a genre.

    ``plays`` names the function of `players` that writes its notes and ``how`` its settings; ``on`` lists
    the instruments
    that the seed chooses from. It plays in sections whose energy is at least ``enter`` (and at most
    ``leave``). The rest
    goes to `Part` as it is.
    """

    name: str
    plays: str
    on: tuple[str, ...]
    how: dict[str, Any] = field(default_factory=dict)
    enter: float = 0.0
    leave: float = 2.0
    velocity: int = 80
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
    loose: float = 5.0
    """Standard deviation of the timing in ms."""
    late: float = 0.0
    """Constant delay in ms."""


@dataclass(frozen=True, slots=True)
class Beat:
    """Drum patterns of one bar: drum -> 16 steps (``X`` accent, ``x`` stroke, ``o`` ghost, ``.`` rest)."""

    rows: dict[int, str]


@dataclass(frozen=True, slots=True)
class Style:
    """A genre. Tempos are BPM, ``swing`` the long share of a pair (0.5 is straight) of ``swing_unit`` beats,
    ``tail`` the seconds kept for the last chord, ``arc`` the named sections with energy and weight."""

    name: str
    label: str
    tempo: tuple[float, float]
    modes: tuple[str, ...]
    progressions: dict[str, tuple[str, ...]]
    """Per mode family ("major", "minor"): chords separated by blanks, one bar each; ``+`` joins two in one
    bar.
    """
    voices: tuple[Voice, ...]
    chain: Chain
    arc: tuple[tuple[str, float, float], ...] = (
        ("intro", 0.35, 1), ("verse", 0.55, 2), ("chorus", 0.8, 2), ("break", 0.4, 1), ("chorus", 0.9, 2), ("outro", 0.45, 1),  # noqa: E501
    )  # fmt: skip
    meter: int = 4
    bars_per_chord: int = 1
    swing: float = 0.5
    swing_unit: float = 0.25
    tail: float = 2.6
    ending: str = "ring"
    """``ring`` (a held chord), ``button`` (a short hit) or ``ritard`` (slowing into a held chord)."""
    fill: str = "toms"
    rubato: float = 0.0
    risers: bool = False
    impacts: bool = False
    valence: float = 0.3
    arousal: float = 0.0
