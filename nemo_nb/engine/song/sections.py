"""Where does a new part begin, and what kind of part is it?

Bars are compared with all others by timbre, notes and level; a part begins where what follows is unlike what
came before (Foote's novelty). Parts that resemble each other share a name, and energy tells which: the
strongest are the chorus.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import uniform_filter1d

from nemo_nb.engine.song.listening import FPS, SLOW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nemo_nb.engine.song.listening import Curves
    from nemo_nb.engine.song.song import Section

    Values = NDArray[np.float64]

_SHORTEST = 4.0  # s, of a song of up to two minutes; more in longer ones
_REACH = 2  # bars compared on each side of a border
_LOUD, _QUIET = 0.68, 0.42  # energies that make a chorus or a break


def measure_energy(curves: Curves) -> tuple[float, ...]:
    """Return the energy of each second, 0 to 1: its level and its attacks against the rest of the song."""
    seconds = max(int(np.ceil(curves.duration)), 1)
    place = np.minimum((np.arange(curves.power.size) / FPS).astype(int), seconds - 1)
    counts = np.maximum(np.bincount(place, minlength=seconds), 1)
    power = np.bincount(place, curves.power, seconds) / counts
    rises = np.bincount(place, curves.rises.sum(axis=1), seconds) / counts
    level = 10 * np.log10(power + 1e-9)
    top = float(np.percentile(level, 95))
    loud = np.clip((level - (top - 24)) / 24, 0, 1)
    busy = np.clip(rises / max(float(np.percentile(rises, 95)), 1e-9), 0, 1)
    energy = np.where(top < -75, 0.0, 0.65 * loud + 0.35 * busy)
    return tuple(round(float(value), 3) for value in uniform_filter1d(energy, 3))


def find_sections(
    curves: Curves, downbeats: tuple[float, ...], energy: tuple[float, ...]
) -> tuple[Section, ...]:
    """Return the parts of the song, without gaps from its start to its end."""
    length = curves.duration
    bars = np.array([time for time in downbeats if 0.5 < time < length - 1.0])
    if bars.size < 6:
        # Nothing beats here: stretches of equal length stand for bars.
        bars = np.arange(2.0, max(length - 1.0, 2.0), 2.0)
    starts = np.concatenate(([0.0], bars))
    features = _features(curves, starts)
    borders = _borders(features, starts, length)
    edges = [0.0, *(float(starts[index]) for index in borders), length]
    places = [0, *borders, len(starts)]
    means = np.array([features[a:b].mean(axis=0) for a, b in pairwise(places)])
    levels = [_mean_energy(energy, a, b) for a, b in pairwise(edges)]
    names = _names(means, levels)
    return tuple(
        (name, round(a, 4), round(b, 4), round(level, 3))
        for name, a, b, level in zip(names, edges, edges[1:], levels, strict=False)
    )


def _features(curves: Curves, starts: Values) -> Values:
    """Return a row per bar: its timbre, coarsely, its notes and its level."""
    edges = np.clip(np.round(starts * FPS / SLOW).astype(int), 0, len(curves.notes) - 1)
    ends = np.maximum(np.append(edges[1:], len(curves.notes)), edges + 1)
    rows = []
    for a, b in zip(edges, ends, strict=True):
        timbre = curves.timbre[a:b].mean(axis=0).reshape(14, 3).mean(axis=1)
        notes = curves.notes[a:b].mean(axis=0)
        notes = notes / max(float(np.linalg.norm(notes)), 1e-9)
        attacks = curves.rises[a * SLOW : b * SLOW].mean(axis=0)
        rows.append(np.concatenate((timbre, 3 * attacks, notes)))
    table = np.array(rows)
    table = (table - table.mean(axis=0)) / np.maximum(table.std(axis=0), 1e-6)
    table[:, 18:] *= 0.6  # a new chord alone is no new part
    return np.asarray(table)


def _borders(features: Values, starts: Values, length: float) -> list[int]:
    """Return the bars with which a new part begins."""
    count = len(features)
    novelty = np.zeros(count)
    for bar in range(1, count):
        before, after = features[max(bar - _REACH, 0) : bar], features[bar : bar + _REACH]
        across = float(np.linalg.norm(before.mean(axis=0) - after.mean(axis=0)))
        within = float(before.std(axis=0).mean() + after.std(axis=0).mean())
        novelty[bar] = across / (1.0 + within)
    found: list[int] = []
    limit = float(novelty.mean() + 0.1 * novelty.std())
    for bar in np.argsort(-novelty):
        time = float(starts[bar])
        if novelty[bar] < limit:
            break
        others = [0.0, length, *(float(starts[other]) for other in found)]
        if min(abs(time - other) for other in others) >= min(max(_SHORTEST, length / 30), length / 4):
            found.append(int(bar))
    return sorted(found)


def _mean_energy(energy: tuple[float, ...], start: float, end: float) -> float:
    first = min(int(start), len(energy) - 1)
    return float(np.mean(energy[first : max(int(np.ceil(end)), first + 1)]))


def _names(means: Values, levels: list[float]) -> list[str]:
    """Return what a person would call each part."""
    if len(levels) == 1:
        return ["whole"]
    # A quiet beginning and end must not make everything between them a chorus.
    middle = levels[1:-1] if len(levels) > 4 else levels
    low, high = min(middle), max(middle)
    names = []
    for index, level in enumerate(levels):
        share = (level - low) / max(high - low, 1e-9)
        inner = 0 < index < len(levels) - 1
        if high - low < 0.08:
            names.append("verse")
        elif index == 0 and share < 0.75:
            names.append("intro")
        elif index == len(levels) - 1 and share < 0.6:
            names.append("outro")
        elif share >= _LOUD:
            names.append("chorus")
        else:
            names.append("break" if inner and share < _QUIET and "chorus" in names else "verse")
    return names
