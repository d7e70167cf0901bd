"""A model's sound is brought in time, to length and to level, whatever it was."""

from __future__ import annotations

import numpy as np
import pytest

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.cancel import Cancel
from nemo_nb.engine.music import RATE, Picture, compose, loudness, report, true_peak
from nemo_nb.engine.neural import Stems, chosen, played
from nemo_nb.engine.neural.prompt import prompt
from nemo_nb.protocol import RenderError

MODEL_RATE = 32_000


class Band:
    """A drum machine and a chord at a tempo of its own, as a model would deliver them: two stems, mono."""

    name = "band"

    def __init__(self, bpm: float, seconds: float) -> None:
        self.bpm, self.seconds = bpm, seconds

    def compose(self, brief, plan, cancel):
        rng = np.random.default_rng(brief.seed)
        t = np.arange(int(self.seconds * MODEL_RATE)) / MODEL_RATE
        drums = np.zeros_like(t)
        stroke = rng.standard_normal(2400) * np.exp(-np.arange(2400) / 500)
        for number in range(int(self.seconds * self.bpm / 60) - 1):
            at = int((0.31 + number * 60 / self.bpm) * MODEL_RATE)
            drums[at : at + 2400] += stroke * (1.0 if number % 4 == 0 else 0.6)
        chord = sum(np.sin(2 * np.pi * hertz * t) for hertz in (220, 277.2, 329.6)) * 0.05
        return Stems(MODEL_RATE, {"drums": drums.astype(np.float32), "chord": chord.astype(np.float32)})


def strokes(sound):
    """Times of the drum strokes, by the rise of the level."""
    level = np.abs(sound).max(axis=1)
    frames = level[: len(level) // 240 * 240].reshape(-1, 240).max(axis=1)
    rise = np.diff(frames, prepend=0)
    rows = np.flatnonzero(
        (rise > 0.3 * frames.max()) & (rise >= np.roll(rise, 1)) & (rise >= np.roll(rise, -1))
    )
    return rows * 240 / RATE


@pytest.mark.parametrize("bpm", [97.0, 58.0])
def test_beats_meet_the_plans_beats_where_cuts_bend_them_too(bpm):
    brief = Brief(genre="house", bpm_range=(112, 120), seed=2)
    picture = Picture(24.0, (5.3, 11.9, 17.2))
    plan = compose(brief, picture)
    stems = played(Band(bpm, 40.0), brief, plan, Cancel())
    heard = strokes(stems["drums"][: int(20 * RATE)])
    beats = np.array([plan.tempo.at(k / 2) for k in range(200)])
    off = np.array([np.abs(beats - at).min() for at in heard])
    assert len(heard) > 15
    assert np.median(off) < 0.02
    told = report(plan, sum(stems.values()), picture)
    assert told.heard_bpm == pytest.approx(plan.bpm, rel=0.015)


def test_it_is_as_long_and_loud_as_any_piece_and_ends_with_the_picture():
    brief = Brief(genre="pop", seed=1)
    plan = compose(brief, Picture(13.37))
    stems = played(Band(100.0, 9.0), brief, plan, Cancel())  # shorter than asked: it begins again
    total = sum(stems.values())
    assert set(stems) == {"drums", "chord"}
    assert all(sound.shape == (plan.frames, 2) and sound.dtype == np.float32 for sound in stems.values())
    assert loudness(total) == pytest.approx(-20, abs=1) or true_peak(total) == pytest.approx(-0.26, abs=0.2)
    levels = [np.sqrt((total[int(t * RATE) : int((t + 0.4) * RATE)] ** 2).mean()) for t in (8.0, 12.9)]
    assert levels[1] < 0.2 * levels[0]
    assert np.abs(total[-100:]).max() < 1e-3
    chord = stems["chord"][RATE : 10 * RATE, 0]
    steady = np.abs(chord).reshape(-1, 480).max(axis=1)
    assert steady.min() > 0.25 * np.median(steady), "the pieces join without holes"


def test_a_loop_leads_back_to_its_beginning():
    brief = Brief(genre="lofi", loop=True, seed=1)
    plan = compose(brief, Picture(16.0))
    chord = played(Band(80.0, 30.0), brief, plan, Cancel())["chord"][:, 0]
    assert abs(chord[-1] - chord[0]) < 3 * np.abs(np.diff(chord)).max()
    assert np.abs(chord[-2400:]).max() > 0.5 * np.abs(chord).max()


def test_the_same_sound_fits_the_same_way():
    brief = Brief(genre="pop", seed=1)
    plan = compose(brief, Picture(8.0, (3.3,)))
    once, again = (played(Band(100.0, 12.0), brief, plan, Cancel()) for _ in range(2))
    assert all(np.array_equal(once[name], again[name]) for name in once)


def test_the_words_for_a_model_say_what_the_brief_says():
    brief = Brief(
        genre="jazz", valence=-0.5, arousal=0.6, instruments=("sax",), excluded=("drums",), key="D minor"
    )
    words = prompt(brief, compose(brief, Picture(10.0)))
    for said in ("swing jazz", "tense", "D minor", "BPM", "sax", "without drums"):
        assert said in words


def test_a_model_is_chosen_by_name_and_otherwise_none():
    assert chosen("") is None
    composer = chosen("musicgen:some/folder")
    assert composer is not None
    assert composer.name == "musicgen:some/folder"
    assert chosen("musicgen:some/folder") is composer, "it is loaded once"
    with pytest.raises(RenderError, match="no composer that is known"):
        chosen("jukebox")
