"""How fast does it beat, and does the tempo change on the way?

The rises are compared with themselves, shifted: a shift by one beat matches, a shift by half a beat matches
less. That leaves the choice between a tempo and its double open; there, how fast people tap to music decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import fft

from nemo_nb.engine.song.listening import FPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

_SLOWEST, _FASTEST = 50.0, 210.0  # BPM
_STEPS = 150  # tempos looked at, 1 % apart
_SPAN, _HOP = 8.0, 1.0  # s: what is compared, and how often
_TAPPED, _SPREAD = 108.0, 0.9  # BPM, octaves: where people tap, after Parncutt and Moelants
_OFF = 0.5  # how much a match half a beat away speaks against a tempo
_INERTIA = 60.0  # against changes of tempo, per octave and second


@dataclass(frozen=True, slots=True)
class Tempo:
    """``bpm`` overall; ``periods`` the frames between beats, at each of ``frames``; ``clear`` 0 to 1."""

    bpm: float
    frames: Values
    periods: Values
    clear: float


def find_tempo(rise: Values) -> Tempo | None:
    """Return the tempo of one curve of rises (`FPS` values per second); None where nothing repeats."""
    span = round(_SPAN * FPS)
    if rise.size < FPS or not rise.any():
        return None
    if rise.size < span:
        rise = np.pad(rise, (0, span - rise.size))
    hop = round(_HOP * FPS)
    starts = np.arange(0, rise.size - span + 1, hop)
    tempos = _SLOWEST * (_FASTEST / _SLOWEST) ** np.linspace(0, 1, _STEPS)
    octaves = np.log2(tempos / _TAPPED)
    salience = _salience(rise, starts, span, 60 * FPS / tempos)
    prior = np.exp(-0.5 * (octaves / _SPREAD) ** 2)
    weighted = salience * prior
    path = _steady(weighted / max(float(weighted.max()), 1e-9), float(octaves[1] - octaves[0]))
    periods = 60 * FPS / tempos[path]
    clear = float(np.mean(salience[np.arange(path.size), path]))
    bpm = float(np.median(tempos[path]))
    return Tempo(bpm, starts + span / 2, periods, float(np.clip(clear, 0, 1)))


def _salience(rise: Values, starts: NDArray[np.intp], span: int, periods: Values) -> Values:
    """Return, per window, how much each period is supported."""
    size = fft.next_fast_len(2 * span)
    window = np.hanning(span)
    reach = span // 2 + 2
    overlap = fft.irfft(np.abs(fft.rfft(window, size)) ** 2, size)[:reach]
    multiples = np.array([1, 2, 3, 4])
    shares = np.array([1.0, 0.9, 0.6, 0.7])
    rows = []
    for start in starts:
        part = rise[start : start + span] * window
        alike = fft.irfft(np.abs(fft.rfft(part, size)) ** 2, size)[:reach]
        alike /= np.maximum(overlap, overlap[0] * 0.02)
        alike = (alike - alike[reach // 4 :].mean()) / max(float(alike[0]), 1e-9)
        on = _at(alike, np.outer(multiples, periods))
        off = _at(alike, np.outer(multiples - 0.5, periods))
        there = np.outer(multiples, periods) < reach - 2
        weight = shares[:, None] * there
        rows.append(((on - _OFF * off) * weight).sum(axis=0) / np.maximum(weight.sum(axis=0), 1e-9))
    return np.maximum(np.array(rows), 0)


def _at(curve: Values, places: Values) -> Values:
    """Return the largest value of the curve around each place, read between its points."""
    grid = np.arange(curve.size)
    return np.asarray(np.interp(places, grid, curve, right=0.0))


def _steady(salience: Values, step: float) -> NDArray[np.intp]:
    """Return the path of tempos with the most support that changes slowly."""
    count = salience.shape[1]
    apart = np.abs(np.arange(count)[:, None] - np.arange(count)) * step
    cost = np.minimum(_INERTIA * apart**2 + 0.3 * apart, 3.0)
    best = salience[0].copy()
    back = []
    for row in salience[1:]:
        options = best[:, None] - cost
        came = options.argmax(axis=0)
        back.append(came)
        best = options[came, np.arange(count)] + row
    path = [int(best.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return np.array(path[::-1])
