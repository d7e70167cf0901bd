"""The ears of benchmarks/music_quality.py, and a concert hall that keeps what it has played."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.music import Picture, Score, compose, perform

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "benchmarks"))
from music import ear as ears

Audio = np.ndarray[Any, Any]


@cache
def piece(brief: Brief, picture: Picture) -> tuple[Score, Audio]:
    """A composed and performed piece; kept, since several tests listen to the same one."""
    score = compose(brief, picture)
    audio = perform(score)
    audio.setflags(write=False)
    return score, audio


@pytest.fixture(scope="session")
def ear() -> SimpleNamespace:
    """The measuring functions and the shared concert hall."""
    return SimpleNamespace(
        onset_curve=ears.onset_curve,
        onsets=ears.onsets,
        tempo=ears.tempo,
        chroma=ears.chroma,
        levels=ears.levels,
        brightness=ears.brightness,
        silence=ears.longest_silence,
        tilt=ears.tilt,
        piece=piece,
    )
