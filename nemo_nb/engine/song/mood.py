"""How does it feel? Rough estimates from mode, tempo, brightness and attacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nemo_nb.engine.song.listening import Curves

# Krumhansl and Kessler's ratings of how well each note fits a key, 1982.
_MAJOR = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])
_MINOR = np.array([6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17])


def estimate_mood(curves: Curves, bpm: float, beats: int) -> tuple[float, float]:
    """Return (valence, arousal), -1 to 1 each."""
    heard = curves.power > 1e-5 * max(float(curves.power.max()), 1e-12)
    if not heard.any():
        return 0.0, -1.0
    timbre = curves.timbre.mean(axis=0)
    centre = float((timbre * np.arange(timbre.size)).sum() / max(float(timbre.sum()), 1e-9)) / timbre.size
    attacks = float(curves.rises[heard].mean())
    level = 10 * float(np.log10(curves.power[heard].mean() + 1e-9))
    pace = (bpm - 100) / 60 if beats >= 8 else -0.8
    arousal = 2.2 * (attacks - 0.11) / 0.11 * 0.35 + 0.35 * pace + (level + 18) / 40
    major = _mode(curves)
    valence = 2.2 * major + 0.25 * pace + 1.2 * (centre - 0.35)
    return round(float(np.tanh(valence)), 3), round(float(np.tanh(arousal)), 3)


def _mode(curves: Curves) -> float:
    """Return how much better the best major key fits than the best minor key."""
    notes = curves.notes.mean(axis=0)
    if not notes.any():
        return 0.0
    best = [
        max(float(np.corrcoef(np.roll(profile, shift), notes)[0, 1]) for shift in range(12))
        for profile in (_MAJOR, _MINOR)
    ]
    return best[0] - best[1]
