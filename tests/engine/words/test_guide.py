"""docs/requests.md promises that each of its phrases works."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Talk

GUIDE = Path(__file__).parents[3] / "docs" / "requests.md"
CLIPS, SONG = ("trip.mp4", "b.mp4", "a.jpg", "logo.png"), ("song.mp3",)


def phrases(part: str) -> list[str]:
    """The phrases of a table's first two columns."""
    rows = [row.split("|")[1:3] for row in part.splitlines() if row.startswith("|")]
    return [phrase for row in rows for cell in row for phrase in re.findall(r"^ `(.+)` $", cell)]


PARTS = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", GUIDE.read_text("utf-8"), re.M))
_NEW_MUSIC, _ITS_MUSIC = PARTS["Music"].split("And then")
_MONTAGE, _SONG = PARTS["A whole video"].split("From a song alone")
FRESH = [phrase for name, part in PARTS.items() if name not in ("Music", "A whole video", "Take it back")
         for phrase in phrases(part)]  # fmt: skip


def does(talk: Talk, phrase: str) -> None:
    before = talk.draft
    after = talk.say(phrase)
    assert after != before, talk.said
    assert not re.search("nothing was changed|left out|没有改动|已略过", talk.said), talk.said


def test_the_guide_has_its_phrases() -> None:
    assert len(FRESH) > 50
    assert all(map(phrases, (_NEW_MUSIC, _ITS_MUSIC, _MONTAGE, _SONG, PARTS["Take it back"])))


@pytest.mark.parametrize("phrase", FRESH)
def test_an_edit(studio: Callable[..., Talk], phrase: str) -> None:
    needs = [name for name in CLIPS[1:] if name in phrase or (name == "logo.png" and "logo" in phrase)]
    several = re.search(r"clips|clip 2|second clip|片段|photos", phrase)
    does(studio("trip.mp4", *(needs or CLIPS[1:3] * bool(several))), phrase)


@pytest.mark.parametrize("phrase", phrases(_NEW_MUSIC))
def test_new_music(studio: Callable[..., Talk], phrase: str) -> None:
    does(studio("b.mp4"), phrase)


@pytest.mark.parametrize("phrase", phrases(_ITS_MUSIC))
def test_music_that_is_there(studio: Callable[..., Talk], phrase: str) -> None:
    talk = studio("b.mp4")
    talk.say("add calm pop with drums")
    does(talk, phrase)


@pytest.mark.parametrize("phrase", phrases(_MONTAGE))
def test_a_montage(studio: Callable[..., Talk], phrase: str) -> None:
    does(studio("trip.mp4", "b.mp4", "a.jpg"), phrase)


@pytest.mark.parametrize("phrase", phrases(_SONG))
def test_a_song(studio: Callable[..., Talk], phrase: str) -> None:
    does(studio(*SONG), phrase)


def test_taking_back(studio: Callable[..., Talk]) -> None:
    undo, back, redo, again, over = phrases(PARTS["Take it back"])
    talk = studio("trip.mp4")
    fresh = talk.draft["t"]
    trimmed = talk.say("keep the first five seconds")["t"]
    assert talk.say(undo)["t"] == fresh
    assert talk.say(redo)["t"] == trimmed
    assert talk.say(back)["t"] == fresh
    assert talk.say(again)["t"] == trimmed
    assert talk.say(over)["t"] != trimmed
