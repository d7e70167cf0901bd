"""How fast does it beat, and does the tempo change on the way?

The rises are compared with themselves, shifted. For each tempo, how well shifts by halves, thirds and
multiples of its beat match tells how much speaks for it: a shift by one beat or two matches, one by a third
does not. What each of these counts was fitted (multinomial regression, 300 pieces) to music whose beats are
known, the composer's in all its genres and plain drum patterns at many tempos, and checked on other pieces.
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
_STEPS = 150  # tempos looked at
_STEP = float(np.log(_FASTEST / _SLOWEST)) / (_STEPS - 1)  # about 1 %
_SPAN, _HOP = 10.0, 1.0  # s: what is compared, and how often
_USUAL = 110.0  # BPM, from which distances are counted
_SHIFTS = np.array([1 / 8, 1 / 4, 1 / 3, 3 / 8, 1 / 2, 2 / 3, 3 / 4, 1, 3 / 2, 2, 3, 4, 6, 8])
"""Shifts, in beats."""
_WHOLE = (7, 9, 11)  # which of them are one beat, two and four
_ALL = np.array([-3.27, -1.14, -1.56, -1.46, 0.91, -3.59, 0.43, 6.73, 0.71, 3.6, -0.01, 1.74, 0.19, 0.39])
"""What a match at each shift counts, of the rises in all registers."""
_LOW = np.array([-2.72, 0.14, -1.21, -2.69, -0.34, -2.21, 0.45, 2.03, -2.16, -1.6, -1.45, 0.68, -0.44, -0.81])
"""The same for the lowest register."""
_TRIPLETS = 2.75  # what matches at thirds count where halves do not match: swing
_NEAR, _FAR = -0.41, -2.98  # what the distance from the usual tempo counts, in octaves, and its square
_TURN, _JUMP = 120.0, 15.0  # against changes of tempo: per octave squared and second, and at most


@dataclass(frozen=True, slots=True)
class Tempo:
    """``bpm`` overall; ``periods`` the frames between beats, at each of ``frames``; ``clear``: how well
    shifts by one beat, two or four match, 0 to 1; ``scores`` (windows, tempos) and the ``path`` through them.
    """

    bpm: float
    frames: NDArray[np.floating]
    periods: NDArray[np.floating]
    clear: float
    scores: Values
    path: NDArray[np.intp]

    def at(self, frames: NDArray[np.intp]) -> Values:
        """Return the frames between two beats at these moments."""
        return np.asarray(np.interp(frames, self.frames, self.periods))

    def worth(self, ratio: float) -> float | None:
        """Return how much less than for this tempo speaks for one so many times as fast; None where nothing
        beats so slowly or so fast.
        """
        if not _SLOWEST <= self.bpm * ratio <= _FASTEST:
            return None
        shifted = np.clip(self.path + round(np.log(ratio) / _STEP), 0, _STEPS - 1)
        windows = np.arange(self.path.size)
        return float(np.mean(self.scores[windows, shifted] - self.scores[windows, self.path]))


def find_tempo(rise: Values, low: Values) -> Tempo | None:
    """Return the tempo of a song; None where nothing can be heard.

    Parameters
    ----------
    rise, low
        How much begins at each moment (`FPS` per second), in all registers and in the lowest one.
    """
    if rise.size < FPS or not rise.any():
        return None
    tempos = _SLOWEST * (_FASTEST / _SLOWEST) ** np.linspace(0, 1, _STEPS)
    periods = 60 * FPS / tempos
    everything, bass = _matches(rise, periods), _matches(low, periods)
    thirds = (everything[:, 2] + everything[:, 5]) / 2 - everything[:, 4]
    octaves = np.log2(tempos / _USUAL)
    score = np.einsum("wst,s->wt", everything, _ALL) + np.einsum("wst,s->wt", bass, _LOW)
    score += _TRIPLETS * np.maximum(thirds, 0) + _NEAR * octaves + _FAR * octaves**2
    path = _steady(score, float(octaves[1] - octaves[0]))
    windows = np.arange(path.size)
    clear = max(float(np.mean(everything[windows, shift, path])) for shift in _WHOLE)
    frames = np.arange(path.size) * round(_HOP * FPS) + _SPAN * FPS / 2
    bpm = float(np.median(tempos[path]))
    return Tempo(bpm, frames, periods[path], min(max(clear, 0.0), 1.0), score, path)


def _matches(curve: Values, periods: NDArray[np.floating]) -> Values:
    """Return (windows, shifts, tempos): how well the curve matches itself, shifted by parts of a beat."""
    span, hop = round(_SPAN * FPS), round(_HOP * FPS)
    if curve.size < span:
        curve = np.pad(curve, (0, span - curve.size))
    size, reach = fft.next_fast_len(2 * span), span * 3 // 4
    window = np.hanning(span)
    overlap = fft.irfft(np.abs(fft.rfft(window, size)) ** 2, size)[:reach]
    overlap = np.maximum(overlap, 0.02 * overlap[0]) / overlap[0]
    places = np.outer(_SHIFTS, periods)
    inside = places <= reach - 2
    starts = np.arange(0, curve.size - span + 1, hop)
    found = np.zeros((starts.size, *places.shape))
    grid = np.arange(reach)
    for number, start in enumerate(starts):
        part = curve[start : start + span]
        part = (part - part.mean()) * window
        alike = fft.irfft(np.abs(fft.rfft(part, size)) ** 2, size)[:reach]
        if alike[0] <= 1e-9:
            continue
        alike /= overlap * alike[0]
        # A beat rarely falls into the same frame: its neighbours count as well.
        near = np.maximum(alike, np.maximum(_shifted(alike, 0.7), _shifted(alike, -0.7)))
        found[number] = np.interp(places, grid, near) * inside
    return found


def _shifted(curve: Values, places: float) -> Values:
    grid = np.arange(curve.size, dtype=np.float64)
    return np.asarray(np.interp(grid + places, grid, curve))


def _steady(score: Values, step: float) -> NDArray[np.intp]:
    """Return the path of tempos with the highest score that changes slowly."""
    count = score.shape[1]
    apart = np.abs(np.arange(count)[:, None] - np.arange(count)) * step
    cost = np.minimum(_TURN * apart**2, _JUMP)
    best = score[0].copy()
    back = []
    for row in score[1:]:
        options = best[:, None] - cost
        came = options.argmax(axis=0)
        back.append(came)
        best = options[came, np.arange(count)] + row
    path = [int(best.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return np.array(path[::-1])
