"""What is asked of a moment, a player or the ending happens there, and nowhere else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nemo_nb.engine.brief import Brief, read_brief
from nemo_nb.engine.music import RATE, Picture, compose, perform

POP = Brief(genre="pop", seed=3)
PICTURE = Picture(14.0, (2.2, 5.9, 9.65))


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("make the ending softer", {"ending": "ritard"}),
        ("结尾柔和一点", {"ending": "ritard"}),
        ("end the music with a hit at 0:08", {"ending": "button", "stop": 8.0}),
        ("stop the music at 0:08", {"stop": 8.0}),
        ("音乐在第8秒结束", {"stop": 8.0}),
        ("more energetic in the middle", {"lifts": (("middle", 0.3),)}),
        ("中间更有活力", {"lifts": (("middle", 0.3),)}),
        ("calmer at the end", {"lifts": (("end", -0.3),)}),
        ("no drums until 0:06", {"entries": (("drums", 6.0),), "instruments": ("drums",)}),
        ("no drums in the first 3 seconds", {"entries": (("drums", 3.0),), "instruments": ("drums",)}),
        ("前3秒不要鼓", {"entries": (("drums", 3.0),), "instruments": ("drums",)}),
        ("drums from 0:04", {"entries": (("drums", 4.0),), "instruments": ("drums",)}),
        ("鼓在第5秒进", {"entries": (("drums", 5.0),), "instruments": ("drums",)}),
        ("softer drums", {"drums_db": -4.0}),
        ("换成钢琴", {"lead": "piano", "instruments": ("piano",)}),
        ("let the sax lead", {"lead": "sax", "instruments": ("sax",)}),
        ("replace the piano with a guitar", {"excluded": ("piano",), "instruments": ("guitar",)}),
        ("把钢琴换成吉他", {"excluded": ("piano",), "instruments": ("guitar",)}),
        (
            "use strings, synths, acoustic guitar",
            {"instruments": ("strings", "synths", "acoustic guitar")},
        ),
        ("add a jazz guitar", {"instruments": ("guitar",)}),
        ("at 5000 bpm", {}),
    ],
)
def test_words_change_what_they_name_and_nothing_else(words: str, changed: dict[str, Any]) -> None:
    before, after = POP.to_json(), read_brief(words, before=POP).to_json()
    assert {
        name: getattr(Brief.from_json(after), name)
        for name in after
        if after[name] != before[name] and name != "words"
    } == changed


def test_who_waits_is_silent_until_then_even_on_cuts() -> None:
    score = compose(read_brief("bring the drums in at 0:05", before=POP), PICTURE)
    (drums,) = (part for part in score.parts if part.name == "drums")
    first = score.tempo.at(drums.notes[0].start)
    assert 4.9 < first < 7.0
    assert dict(score.entries)["drums"] == pytest.approx(first, abs=0.001)


def test_the_last_hit_falls_where_it_was_asked_for_and_silence_follows() -> None:
    for seed in range(3):
        brief = read_brief("end with a hit at 0:08", before=Brief(genre="pop", seed=seed))
        score = compose(brief, PICTURE)
        assert score.sections[-1][1] == pytest.approx(8.0, abs=0.01)
        assert score.duration == 14.0
    audio = perform(score)
    assert np.abs(audio[round(8.0 * RATE) : round(8.3 * RATE)]).max() > 0.05
    assert not audio[round(9.6 * RATE) :].any()


def test_the_one_who_leads_has_the_melody() -> None:
    assert compose(POP, PICTURE).lead not in ("piano", "")
    assert compose(read_brief("switch to piano", before=POP), PICTURE).lead == "piano"
    ambient = compose(read_brief("let the harp lead", before=Brief(genre="ambient", seed=1)), PICTURE)
    assert ambient.lead == "harp"


def test_a_third_of_the_piece_is_livelier() -> None:
    plain, lively = (
        np.array(compose(brief, Picture(30.0)).energy)
        for brief in (POP, read_brief("more energetic in the middle", before=POP))
    )
    third = len(plain) // 3
    assert lively[third + 1 : 2 * third].mean() > plain[third + 1 : 2 * third].mean() + 0.05
    assert (lively[:third] == plain[:third]).all()
    assert (lively[-third:] == plain[-third:]).all()


def test_slower_leaves_a_range_that_was_named() -> None:
    before = Brief(genre="pop", seed=1, bpm_range=(100.0, 110.0))
    was, slower, faster = (
        compose(brief, Picture(30.0)).bpm
        for brief in (before, read_brief("slower", before=before), read_brief("faster", before=before))
    )
    assert slower < 0.98 * was
    assert faster > 1.02 * was


@pytest.mark.parametrize("seconds", [9.3, 14.0, 30.0])
def test_a_named_tempo_stays_whatever_the_length(seconds: float) -> None:
    for loop in (False, True):
        score = compose(Brief(genre="lofi", seed=2, bpm=70.0, loop=loop), Picture(seconds, (3.1, 6.0)))
        assert score.bpm == 70.0
    for seed in range(6):
        score = compose(
            Brief(genre="pop", seed=seed, bpm_range=(100.0, 110.0)), Picture(seconds, (2.2, 3.1, 6.4, 8.8))
        )
        assert 100.0 <= score.bpm <= 110.0


def test_an_orchestra_without_drums_strikes_a_chord_on_each_cut() -> None:
    cuts = (2.9, 6.64, 8.93, 13.41)
    score = compose(Brief(genre="epic", seed=3, excluded=("drums",)), Picture(18.0, cuts))
    (plucked,) = (part for part in score.parts if part.instrument == "pizzicato")
    for cut in cuts:
        struck = {n.key for n in plucked.notes if abs(score.tempo.at(n.start) + n.nudge - cut) < 0.012}
        assert len(struck) >= 3, cut
