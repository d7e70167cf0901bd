"""Drums whose beats are known."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

RATE = 22_050
ROCK = {"kick": (0, 2), "snare": (1, 3), "hat": (0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5)}


def drums(
    beats: Sequence[float], meter: int, hits: dict[str, tuple[float, ...]], *, swing: float = 0.5
) -> np.ndarray:
    """Return mono sound at `RATE`; ``hits`` are places in a bar, in beats, of each drum."""
    rng = np.random.default_rng(4)
    sound = np.zeros(int((beats[-1] + 1) * RATE))
    t = np.arange(RATE // 4) / RATE
    noise = rng.normal(size=t.size)
    kit = {
        "kick": np.sin(2 * np.pi * (50 * t + 2 * (1 - np.exp(-t * 30)))) * np.exp(-t * 14),
        "snare": (0.5 * noise + 0.4 * np.sin(2 * np.pi * 190 * t)) * np.exp(-t * 22),
        "hat": 0.25 * np.diff(noise, prepend=0) * np.exp(-t * 60),
    }
    for index, (start, end) in enumerate(itertools.pairwise(beats)):
        for name, places in hits.items():
            for place in places:
                if int(place) == index % meter:
                    share = swing if place % 1 == 0.5 else place % 1
                    at = int((start + share * (end - start)) * RATE)
                    sound[at : at + t.size] += kit[name]
        if index % meter == 0:
            at, length = int(start * RATE), int((end - start) * meter * 0.9 * RATE)
            tone = 0.25 * np.sin(2 * np.pi * rng.choice([55, 65, 73, 82]) * np.arange(length) / RATE)
            sound[at : at + length] += tone[: sound[at : at + length].size]
    return sound * (0.8 / np.abs(sound).max())


def f_measure(found: Sequence[float], true: Sequence[float], within: float) -> float:
    """Return the F-measure of events, each matched with at most one other."""
    hits = i = j = 0
    while i < len(found) and j < len(true):
        apart = found[i] - true[j]
        if abs(apart) <= within:
            hits, i, j = hits + 1, i + 1, j + 1
        elif apart < 0:
            i += 1
        else:
            j += 1
    return 2 * hits / max(len(found) + len(true), 1)
