"""Whole videos from what is there: clips, photos, a song, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nemo_nb.engine import draft as drafts

from .conftest import Talk

Json = dict[str, Any]
ALL = ("trip.mp4", "b.mp4", "a.jpg")


def pictures(draft: Json) -> list[Json]:
    return drafts.segments(draft, drafts.VIDEO)


def test_a_montage_is_as_long_as_asked_and_cut_to_its_music(studio: Callable[..., Talk]) -> None:
    talk = studio(*ALL)
    draft = talk.say('make an 8-second travel montage with the title "Summer"')
    assert draft["d"] == 8000
    assert (draft["m"]["width"], draft["m"]["height"]) == (1920, 1080)
    (music,) = drafts.segments(draft, drafts.AUDIO, "music")
    assert music["d"] == 8000
    assert drafts.segments(draft, drafts.TEXT)[0]["m"]["text"] == "Summer"
    places = list(drafts.placed(pictures(draft)))
    assert len(places) >= 3
    assert places[0][0] == 0
    assert places[-1][1] == 8000
    assert len({segment["m"]["media"] for segment in pictures(draft)}) >= 2
    assert "8 " not in talk.said or "montage is ready" in talk.said


def test_crossfades_leave_a_montage_as_long_as_it_is(studio: Callable[..., Talk]) -> None:
    draft = studio(*ALL).say("make a 10 second slideshow with crossfades")
    assert draft["d"] == 10_000
    joined = [segment["m"]["transition"] for segment in pictures(draft) if "transition" in segment["m"]]
    assert joined
    for (_, end, _), (start, _, segment) in zip(
        places := list(drafts.placed(pictures(draft))), places[1:], strict=False
    ):
        assert end - start == segment["m"].get("transition", {}).get("d", 0)


def test_photos_are_cut_to_a_song_that_is_there(studio: Callable[..., Talk]) -> None:
    draft = studio("a.jpg", "b.mp4", "song.mp3").say("make a vertical music video from these for this song")
    assert draft["d"] == 6000
    assert (draft["m"]["width"], draft["m"]["height"]) == (1080, 1920)
    assert not drafts.segments(draft, drafts.AUDIO, "music")
    assert drafts.segments(draft, drafts.AUDIO, "song")[0]["m"]["volume"] == 1.0


@pytest.mark.parametrize(
    "said",
    [
        "convert a 3-minute MP3 music track into a 1080p MP4",
        "generate a music video with visuals that match the beat and mood of this song",
        "把这首歌做成MV",
    ],
)
def test_a_song_alone_gets_visuals_that_know_its_beats(studio: Callable[..., Talk], said: str) -> None:
    draft = studio("song.mp3").say(said)
    (picture,) = pictures(draft)
    (song,) = drafts.segments(draft, drafts.AUDIO, "song")
    assert picture["d"] == song["d"] == draft["d"] == 6000
    assert picture["m"]["visual"]["song"] == song["m"]["media"]
    assert picture["m"]["visual"]["events"]["duration"] == pytest.approx(6, abs=0.1)


def test_without_material_the_picture_is_designed_and_that_is_said(studio: Callable[..., Talk]) -> None:
    talk = studio()
    draft = talk.say("generate a 20-second travel montage video into a 1080p MP4")
    assert "No clips are uploaded" in talk.said
    assert draft["d"] == 20_000
    assert len({segment["m"]["visual"]["style"] for segment in pictures(draft)}) > 1
    (music,) = drafts.segments(draft, drafts.AUDIO, "music")
    assert {segment["m"]["visual"]["song"] for segment in pictures(draft)} == {music["m"]["media"]}
    longer = talk.say("make it 25 seconds long")
    assert [drafts.length(longer), drafts.segments(longer, drafts.AUDIO)[0]["d"]] == [25_000, 25_000]
    (music,) = drafts.segments(longer, drafts.AUDIO, "music")
    assert {segment["m"]["visual"]["song"] for segment in pictures(longer)} == {music["m"]["media"]}


def test_another_style_is_another_picture_for_the_same_song(studio: Callable[..., Talk]) -> None:
    talk = studio("song.mp3")
    before = pictures(talk.say("make a music video for this song"))[0]["m"]["visual"]
    after = pictures(talk.say("switch to the kaleidoscope"))[0]["m"]["visual"]
    assert after["style"] == "kaleidoscope"
    assert after["song"] == before["song"]
    another = pictures(talk.say("try another style"))[0]["m"]["visual"]
    assert another["style"] != "kaleidoscope"


@pytest.mark.parametrize(
    "said",
    [
        "Generate an upbeat, energetic background track for a 6-second gym workout montage video",
        "Create a soft, cinematic piano score to accompany a slow-motion wedding highlight reel",
        "Make a lo-fi hip-hop loop for a 6-second study vlog with a calm, focused atmosphere",
        "upbeat corporate background music for a 6-second product launch video",
        "为6秒的健身混剪视频生成一段欢快的背景音乐",
    ],
)
def test_music_for_a_video_is_music_and_no_video(studio: Callable[..., Talk], said: str) -> None:
    draft = studio().say(said)
    assert not pictures(draft)
    assert drafts.segments(draft, drafts.AUDIO, "music")


def test_one_clip_as_an_mp4_is_an_export(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4")
    before = talk.draft
    assert talk.say("convert this into a 1080p mp4") == before
    assert "Exporting" in talk.said


def test_asking_again_replaces_the_montage(studio: Callable[..., Talk]) -> None:
    talk = studio(*ALL)
    talk.say("make an 8 second montage")
    draft = talk.say("make a 6 second montage")
    assert draft["d"] == 6000
    assert len(drafts.segments(draft, drafts.AUDIO, "music")) == 1


def test_a_photo_of_the_montage_stays_in_it_when_it_is_also_laid_over(studio: Callable[..., Talk]) -> None:
    talk = studio("a.jpg", "b.mp4")
    before = pictures(talk.say("make a 6 second montage"))
    assert "image" in {segment["m"]["kind"] for segment in before}
    draft = talk.say("put a.jpg in the top left corner")
    assert pictures(draft) == before
    assert drafts.segments(draft, drafts.VIDEO, drafts.OVERLAY)


def test_visuals_of_a_song_stay_with_it_when_music_is_laid_over_it(studio: Callable[..., Talk]) -> None:
    talk = studio("song.mp3")
    before = pictures(talk.say("make a music video for this song"))[0]["m"]["visual"]
    draft = talk.say("add lo-fi music too")
    assert drafts.segments(draft, drafts.AUDIO, "music"), talk.said
    assert pictures(draft)[0]["m"]["visual"]["song"] == before["song"]
