"""What is answered about music that was changed is what has changed, and what was left out is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from nemo_nb.engine import draft as drafts
from nemo_nb.timeline import Timeline, speak

from .conftest import Talk

Json = dict[str, Any]


@pytest.fixture(scope="module")
def popular(studio: Callable[..., Talk]) -> Talk:
    """A project with trip.mp4 and pop under it, each test goes back to its beginning."""
    talk = studio("trip.mp4")
    talk.say("add upbeat pop")
    return talk


@pytest.fixture
def talk(popular: Talk) -> Iterator[Talk]:
    before = popular.draft
    yield popular
    popular.store.save_draft(popular.project.id, popular.store.draft(popular.project.id), before, "back")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    yield
    speak("en")


def lines(before: Json, after: Json) -> list[str]:
    return [str(change) for change in Timeline(after).diff(Timeline(before))]


@pytest.mark.parametrize(
    ("said", "answered", "line"),
    [
        ("add a saxophone", "With sax.", "Music: with sax"),
        ("without the piano", "Without piano.", "Music: without piano"),
        ("slower, 70 bpm", "70 BPM, was ", "Music: 70 BPM, was "),
        ("bring the drums in at 0:05", "Drums from 0:05", "Music: drums from 0:05"),
        ("end the music with a hit at 0:08", "Ends with a hit at 0:08", "Music: ends with a hit at 0:08"),
        ("make the ending softer", "Slows down into a soft ending", "Music: slows down into a soft ending"),
        (
            "more energetic in the middle",
            "More energetic in the middle.",
            "Music: more energetic in the middle",
        ),
        ("use a different song", "Another version; ", "Music: another version; "),
        ("再温暖一点", "更温暖。", "Music: warmer"),
        ("换成钢琴", "钢琴主奏", "Music: piano leads"),
        (
            "add techno",
            "Composing house (the nearest to techno), ",
            "Music: house (the nearest to techno), ",
        ),
    ],
)
def test_answer_and_change_line_say_what_changed(talk: Talk, said: str, answered: str, line: str) -> None:
    before = talk.draft
    after = talk.say(said)
    assert answered in talk.said
    (told,) = lines(before, after)
    assert told.startswith(line)
    assert "recomposed" not in told


def test_after_undo_the_line_says_what_differs_again(talk: Talk) -> None:
    warm = talk.say("warmer, and without the piano")
    after = talk.say("undo")
    (told,) = lines(warm, after)
    assert told == "Music: with piano; less warm"
    speak("zh")
    assert lines(warm, after) == ["音乐：加入钢琴；不那么温暖"]


def test_what_cannot_be_taken_is_named(talk: Talk) -> None:
    before = talk.draft
    for said, answered in (
        ("add a theremin", "There is no theremin among my instruments, so nothing was changed."),
        ("make it a waltz", "I do not write waltz here, so nothing was changed."),
        ("without the banjo", "Left out: taking out banjo, which did not play."),
        ("bring the drums in at 0:50", "Left out: drums from 0:50, as the music ends at 0:10."),
    ):
        talk.say(said)
        assert answered in talk.said
        assert talk.draft["t"] == before["t"]
    talk.say("warmer and add a sitar")
    assert "Warmer. Left out: sitar, which I do not have." in talk.said


def test_a_named_tempo_stays_and_a_loop_says_so(talk: Talk, studio: Callable[..., Talk]) -> None:
    talk.say("70 bpm")
    talk.say("make it loop seamlessly")
    assert "Left out: the seamless loop, as no whole number of bars at 70 BPM lasts 0:10" in talk.said
    (music,) = drafts.segments(talk.draft, drafts.AUDIO, "music")
    assert music["m"]["music"]["bpm"] == 70.0
    alone = studio()
    alone.say("add lo-fi at 70 bpm, 12 seconds")
    alone.say("make it loop seamlessly")
    (music,) = drafts.segments(alone.draft, drafts.AUDIO, "music")
    assert (music["m"]["music"]["bpm"], music["d"]) == (70.0, 13714)
    assert "Loops without a seam." in alone.said


def test_sorrow_that_no_key_of_the_genre_has_is_not_claimed(studio: Callable[..., Talk]) -> None:
    talk = studio()
    talk.say("6 seconds of dark trap in Eb minor")
    before = talk.draft
    after = talk.say("sadder")
    assert "Left out: a sadder key, as Eb minor was asked for." in talk.said
    assert lines(before, after) == ["Music: calmer"]


def test_few_bars_are_not_counted(studio: Callable[..., Talk]) -> None:
    talk = studio()
    talk.say("a 4-second jazz sting")
    assert "BPM" in talk.said
    assert "1 bar" not in talk.said
