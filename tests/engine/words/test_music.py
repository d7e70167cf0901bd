"""Where there is music and a picture, each wish reaches the one that it is about."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from nemo_nb.engine import draft as drafts

from .conftest import Talk

Json = dict[str, Any]


def both(draft: Json) -> tuple[Json, Json]:
    (music,) = drafts.segments(draft, drafts.AUDIO, "music")
    return copy.deepcopy(music["m"]), copy.deepcopy(drafts.segments(draft, drafts.VIDEO)[0]["m"])


@pytest.mark.parametrize(
    ("said", "music_changes", "picture_changes"),
    [
        ("make the music faster", True, False),
        ("faster", True, False),
        ("make it brighter", True, False),
        ("warmer", True, False),
        ("slow down the beat", True, False),
        ("use strings", True, False),
        ("drop the drums", True, False),
        ("make it more tense", True, False),
        ("another version", True, False),
        ("快一点", True, False),
        ("音乐再温暖一点", True, False),
        ("make the video brighter", False, True),
        ("warmer colors", False, True),
        ("make the clip louder", False, True),
        ("mute the video", False, True),
        ("画面亮一点", False, True),
        ("make the video darker and the music calmer", True, True),
        ("speed up the video", True, True),  # the music is composed again to fit
        ("视频加速", True, True),
    ],
)
def test_it_reaches_what_it_is_about(
    scored: Callable[[], Talk], said: str, music_changes: bool, picture_changes: bool
) -> None:
    talk = scored()
    music, picture = both(talk.draft)
    after_music, after_picture = both(talk.say(said))
    assert (after_music["media"] != music["media"]) is music_changes, talk.said
    assert (after_picture != picture) is picture_changes, talk.said


def test_faster_music_has_a_higher_tempo_and_a_faster_clip_does_not_lose_its_end(
    scored: Callable[[], Talk],
) -> None:
    talk = scored()
    before = both(talk.draft)[0]["music"]["bpm"]
    assert both(talk.say("make the music faster"))[0]["music"]["bpm"] > before
    draft = talk.say("make the video twice as fast")
    assert [segment["d"] for track in draft["t"] for segment in track["sg"]] == [5000, 5000]


def test_levels_and_fades_of_the_music(scored: Callable[[], Talk]) -> None:
    talk = scored()
    assert both(talk.say("music 20% quieter"))[0]["volume"] == 0.28
    assert both(talk.say("louder"))[0]["volume"] == 0.395
    assert both(talk.say("fade out the music over 2 seconds"))[0]["fade_out"] == 2000
    assert both(talk.say("trim to the first 8 seconds"))[0]["fade_out"] == 2000
    assert both(talk.say("bring the volume to 50 %"))[0]["volume"] == 0.5


def test_an_earlier_version_is_the_composer_s_not_an_undo(scored: Callable[[], Talk]) -> None:
    talk = scored()
    first = both(talk.draft)[0]["media"]
    assert both(talk.say("another version"))[0]["media"] != first
    assert both(talk.say("go back to the first version"))[0]["media"] == first


def test_one_message_is_one_undo(scored: Callable[[], Talk]) -> None:
    talk = scored()
    before = talk.draft["t"]
    talk.say('make the music warmer, trim to 6 seconds and add the title "Hi"')
    assert talk.draft["d"] == 6000
    assert talk.say("undo")["t"] == before


def test_what_means_nothing_among_wishes_is_named(scored: Callable[[], Talk]) -> None:
    talk = scored()
    talk.say("rotate the video, then frobnicate the quux")
    assert "frobnicate the quux” I did not understand" in talk.said
    assert drafts.segments(talk.draft, drafts.VIDEO)[0]["m"]["rotate"] == 90
