"""Which of the beats that could be meant are they? At the tempo found, or at half, twice, … of it, on the
strong moments or between them: for each guess, what begins on its beats, between them and every fourth or
third time tells how much speaks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import maximum_filter1d

from nemo_nb.engine.song.bars import changes
from nemo_nb.engine.song.chain import find_between, find_chain
from nemo_nb.engine.song.listening import FPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nemo_nb.engine.song.listening import Curves
    from nemo_nb.engine.song.tempo import Tempo

    Values = NDArray[np.float64]
    Frames = NDArray[np.intp]

_RATIOS = (1.0, 2.0, 1 / 2, 3 / 2, 2 / 3, 3.0, 1 / 3, 4 / 3, 3 / 4)
_LEAST = 8  # beats that a guess needs
_USUAL = 110.0  # BPM, from which distances are counted
_ON = (1.24, 0.28, -0.66, 2.97, 0.09, 0.26)
_OFF = (-0.62, 0.71, 1.46, -0.73, -0.88, 0.76)
_FOURTHS = (-0.52, 4.03, -0.05, 0.23, 0.14, -0.48)
_PERIODS = (-2.08, 8.33, 12.93)
_TURNS = (-37.4, 65.4, 28.5)
_MORE = (34.0, 2.51, -4.46, 0.67)
_WEIGHTS = np.array([*_ON, *_OFF, *_FOURTHS, *_PERIODS, *_TURNS, *_MORE])
"""What counts how much. In each register (low to high), as of a kick and as of a snare: what begins on the
beats, between them, and how regularly it differs with every fourth. Of harmony: how regularly and how much it
changes with every second, fourth and third beat; how much more with beats than between them. Octaves from the
usual tempo, and their square; what the tempo's own score says. Fitted as in tempo.py to 1,400 pieces (mean
F-measure 0.95; 0.96 on 450 others, which helped to choose what is weighed)."""
_CHANCE = {2: 0.56, 3: 0.85, 4: 1.03}  # mean of the largest of so many normal deviates


def best_guess(curves: Curves, tempo: Tempo, rise: Values, registers: Values) -> tuple[Frames, Values]:
    """Return the beats that most speaks for, and the frames between two at each moment.

    Parameters
    ----------
    rise
        How strong each moment is as a beat, in its standard deviations.
    registers
        How much begins in each register, loud and quiet passages alike.
    """
    guesses = all_guesses(curves, tempo, rise, registers)
    if not guesses:
        local = tempo.at(np.arange(rise.size))
        return find_chain(rise, local), local
    beats, local, _ = max(guesses, key=lambda guess: float(guess[2] @ _WEIGHTS))
    return beats, local


def all_guesses(
    curves: Curves, tempo: Tempo, rise: Values, registers: Values
) -> list[tuple[Frames, Values, Values]]:
    """Return each guess: its beats, the frames between two at each moment, and what speaks for it."""
    found = []
    usual = tempo.at(np.arange(rise.size))
    together = _together(registers)
    for ratio in _RATIOS:
        worth = tempo.worth(ratio)
        if worth is None:
            continue
        local = usual / ratio
        strong = find_chain(rise, local)
        if strong.size < _LEAST:
            continue
        for beats in (strong, find_between(strong, rise, local)):
            if beats.size < _LEAST:
                continue
            evidence = _evidence(beats, curves, together, tempo.bpm * ratio, worth)
            found.append((beats, local, evidence))
    return found


def _together(registers: Values) -> Values:
    """Return how much begins at each moment or next to it: in each register, as of a kick, as of a snare."""
    near = maximum_filter1d(registers, 5, axis=0)
    kick = np.sqrt(near[:, :1] * near[:, 2:3])
    snare = np.sqrt(near[:, 1:2] * near[:, 3:4])
    every = np.concatenate((near, kick, snare), axis=1)
    return np.asarray(every / np.maximum(every.std(axis=0), 1e-9))


def _evidence(beats: Frames, curves: Curves, every: Values, bpm: float, worth: float) -> Values:
    """Return what `_WEIGHTS` weighs."""
    middles = (beats[1:] + beats[:-1]) // 2
    on, off = every[beats], every[middles]
    change, between = changes(curves, beats / FPS), changes(curves, middles / FPS)
    octaves = float(np.log2(bpm / _USUAL))
    return np.concatenate((
        on.mean(axis=0),
        off.mean(axis=0),
        _regular(on, 4),
        [_regular(change, count) for count in (2, 4, 3)],
        [_beyond_chance(change, count) for count in (2, 4, 3)],
        [change.mean() - between.mean(), octaves, octaves**2, worth],
    ))  # fmt: skip


def _regular(values: Values, count: int) -> Values:
    """Return the share of their variance that comes from their place among ``count``, beyond chance."""
    size = len(values)
    places = [values[place::count] for place in range(count)]
    inside = sum(((part - part.mean(axis=0)) ** 2).sum(axis=0) for part in places)
    total = ((values - values.mean(axis=0)) ** 2).sum(axis=0) + 1e-9
    share = 1 - inside / total * (size - 1) / max(size - count, 1)  # adjusted R squared
    return np.asarray(np.maximum(share - (2 * (count - 1)) ** 0.5 / size, 0))


def _beyond_chance(values: Values, count: int) -> float:
    """Return by how much one in ``count`` values is larger than the others, beyond chance."""
    most = max(float(values[place::count].mean()) for place in range(count)) - float(values.mean())
    chance = _CHANCE[count] * float(values.std()) * float(np.sqrt(count / len(values)))
    return max(most - chance, 0.0)
