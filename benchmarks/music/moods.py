# ruff: noqa: E501  (tables: one phrase per line)
"""Do calm and energetic briefs differ where one hears it: beginnings per second, brightness, loudness range?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from nemo_nb.engine.brief import read_brief
from nemo_nb.engine.music import GENRES, Picture

from . import ear
from .check import Check
from .playing import heard

CALM = (
    "calm peaceful music", "something relaxing for a slow morning", "gentle soft music for sleep",
    "quiet and soothing, for meditation", "calm lo-fi", "tranquil sunset, very relaxed", "舒缓安静的音乐",
)  # fmt: skip
ENERGETIC = (
    "energetic powerful music", "high-energy workout", "fast exciting party music", "aggressive action sports",
    "driving rock for a race", "pumped up gaming montage, lots of energy", "激情澎湃的动感音乐",
)  # fmt: skip
PICTURE = Picture(40.0)
MEASURES = ("onsets per second", "brightness, Hz", "loudness range, LU")


@dataclass(frozen=True)
class Mood:
    """One piece: its words, whether they are energetic, and the three measures."""

    words: str
    energetic: bool
    genre: str
    measures: tuple[float, float, float]


def tasks(seeds: list[int]) -> list[tuple[str, bool, int]]:
    """Every phrase with every seed."""
    both = [(words, False) for words in CALM] + [(words, True) for words in ENERGETIC]
    return [(words, energetic, seed) for words, energetic in both for seed in seeds]


def play(task: tuple[str, bool, int]) -> Mood:
    """Render a phrase's piece and measure it."""
    words, energetic, seed = task
    brief = read_brief(words, seed=seed)
    sound = heard(brief, PICTURE)
    rate = len(ear.onsets(sound.audio)) / PICTURE.duration
    return Mood(words, energetic, brief.genre, (rate, ear.brightness(sound.audio), sound.range))


def judge(moods: list[Mood]) -> Iterable[Check]:
    """The gap between the two groups in each measure: over 0 they separate perfectly."""
    for k, name in enumerate(MEASURES):
        calm = np.array([m.measures[k] for m in moods if not m.energetic])
        wild = np.array([m.measures[k] for m in moods if m.energetic])
        low, high = (wild, calm) if name.startswith("loudness") else (calm, wild)
        yield Check(
            f"calm and energetic apart in {name} (gap)", float(high.min() - low.max()), 0.0, most=False
        )


def table(moods: list[Mood]) -> Iterable[str]:
    """A row per phrase."""
    yield f"{'words':44s} genres               onsets/s     Hz            LU"
    for words in dict.fromkeys(m.words for m in moods):
        of = [m for m in moods if m.words == words]
        cells = [
            f"{min(m.measures[k] for m in of):6.1f} {max(m.measures[k] for m in of):6.1f}" for k in range(3)
        ]
        genres = ",".join(dict.fromkeys(GENRES[m.genre].split()[0] for m in of))
        yield f"{words[:44]:44s} {genres[:20]:20s} {'  '.join(cells)}"
