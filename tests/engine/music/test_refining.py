"""Refinements change what they name, in the score and in the sound, and keep the rest."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from nemo_nb.engine.brief import read_brief, recall
from nemo_nb.engine.music import RATE, Picture, compose, perform

PICTURE = Picture(24.0, (7.1, 15.3))
FIRST = read_brief("upbeat pop", seed=11)


def tune(score):
    """What is sung: the melody's rhythm in beats, and its steps up and down."""
    notes = next(p.notes for p in score.parts if p.name in ("melody", "lead"))
    keys = [n.key for n in notes]
    return [round(n.start, 2) for n in notes], np.sign(np.diff(keys)).tolist()


@pytest.mark.parametrize(
    "words",
    [
        "brighter",
        "use strings",
        "drop the drums",
        "more bass",
        "change the ending",
        "less drums",
        "更明亮",
        "去掉鼓",
    ],
)
def test_the_tune_the_key_the_tempo_and_the_form_stay(words: str) -> None:
    was, now = (compose(b, PICTURE) for b in (FIRST, read_brief(words, before=FIRST)))
    assert (now.seed, now.key, now.bars) == (was.seed, was.key, was.bars)
    assert now.bpm == pytest.approx(was.bpm, rel=0.005)  # a longer tail moves the bars by a hair
    assert [s[0] for s in now.sections] == [s[0] for s in was.sections]
    same = [a == b for a, b in zip(tune(was)[0], tune(now)[0], strict=False)]
    assert np.mean(same) > 0.9


@pytest.mark.parametrize("words", ["faster", "110-120 BPM", "more tense", "calmer", "慢一点"])
def test_seed_and_genre_stay_when_the_mood_or_the_tempo_moves(words: str) -> None:
    after = read_brief(words, before=FIRST)
    assert (after.seed, after.take, after.genre) == (FIRST.seed, FIRST.take, FIRST.genre)


def sound(words: str | None, ear: SimpleNamespace):
    return ear.piece(read_brief(words, before=FIRST) if words else FIRST, Picture(24.0))


def low(audio) -> float:
    """The share of the energy under 150 Hz."""
    power = np.abs(np.fft.rfft(audio.mean(axis=1))) ** 2
    return float(power[: int(150 * len(audio) / RATE)].sum() / power.sum())


def test_it_is_heard(ear: SimpleNamespace) -> None:
    """Measured on the sound, each against the first version."""
    (was, first) = sound(None, ear)
    bright = ear.brightness(first)
    assert ear.brightness(sound("brighter", ear)[1]) > 1.04 * bright
    assert ear.brightness(sound("warmer", ear)[1]) < 0.98 * bright
    assert low(sound("more bass", ear)[1]) > 1.1 * low(first)
    faster, audio = sound("faster", ear)
    assert ear.tempo(audio, faster.bpm) == pytest.approx(faster.bpm, rel=0.02)
    assert 1.03 < faster.bpm / was.bpm < 1.15
    slower = sound("96-100 BPM", ear)
    assert 96 <= slower[0].bpm <= 100.5
    assert ear.tempo(slower[1], slower[0].bpm) == pytest.approx(slower[0].bpm, rel=0.02)
    calm = sound("much calmer", ear)
    assert len(ear.onsets(calm[1])) < len(ear.onsets(first))
    without = sound("drop the drums", ear)
    assert not any("kit" in name for name in without[0].instruments)
    hiss = [
        np.abs(np.fft.rfft(a.mean(axis=1)))[8000 * 24 :].sum() / np.abs(a).sum() for a in (first, without[1])
    ]
    assert hiss[1] < 0.8 * hiss[0], "the cymbals are gone"


def test_the_ending_alone_changes(ear: SimpleNamespace) -> None:
    (was, first), (now, other) = sound(None, ear), sound("change the ending", ear)
    border = 4 * (was.bars - 2)
    for name in ("bass", "drums"):
        kept = [[(n.start, n.key) for p in s.parts if p.name == name for n in p.notes if n.start < border] for s in (was, now)]  # fmt: skip  # noqa: E501
        assert kept[0] == kept[1]
    early, late = slice(0, 14 * RATE), slice(-3 * RATE, None)
    alike = [float(np.corrcoef(ear.chroma(first[s]), ear.chroma(other[s]))[0, 1]) for s in (early, late)]
    assert alike[0] > 0.95
    assert not np.allclose(ear.levels(first[late], 0.25), ear.levels(other[late], 0.25), atol=1.0)


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("back to the first one", 0), ("go back to the original", 0), ("I liked the first version", 0),
        ("the first one was better", 0), ("回到第一版", 0), ("version 2", 1), ("take 3 please", 2),
        ("第二版", 1), ("the previous version", 1), ("上一版", 1), ("the third one", 2),
        ("another version", None), ("use the first 20 seconds", None), ("make it the first thing", None),
        ("version 9", None),
        ("more tense", None),
    ],
)  # fmt: skip
def test_versions_are_called_back_by_their_words(words: str, which: int | None) -> None:
    versions = [FIRST, read_brief("more tense", before=FIRST), read_brief("another version", before=FIRST)]
    found = recall(words, versions, versions[-1])
    assert found == (None if which is None else versions[which])
    if which == 0:
        assert np.array_equal(perform(compose(found, Picture(4.0))), perform(compose(FIRST, Picture(4.0))))
