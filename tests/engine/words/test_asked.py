"""What people really typed: nothing of it is misread, and what cannot be done gets a short, honest answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nemo_nb.engine import draft as drafts

from .conftest import Talk

Json = dict[str, Any]


def music(talk: Talk) -> list[Json]:
    return drafts.segments(talk.draft, drafts.AUDIO, "music")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("wait -5 seconds", "nothing was changed"),
        ("trim to 1e308 seconds", "only 0:10 long"),
        ("loop 1000000000 times", "at most 50 times"),
        ("loop the video 100000 times", "at most 50 times"),
        ("speed it up 99999999999999999999x", "four times"),
        ("speed 9999x", "four times"),
        ("set the volume to -50%", "between 0 and 200 %"),
        ("volume 1000000%", "between 0 and 200 %"),
        ("compose 10 hours of lo-fi", "at most 1 hour"),
        ("5000 bpm", "30 to 240 BPM"),
        ("set the tempo to 3 bpm", "30 to 240 BPM"),
        ("title size 900%", "100 % at most"),
        ("opacity 300%", "100 % at most"),
        ("make it 1x1 pixels", "1080 × 1920"),
        ("keep only the best 5 seconds", "Tell me the times"),
        ("speed up the boring parts", "Tell me the times"),
        ("no drums", "no music"),
        ("more dramatic", "no music"),
        ("no music in the first 3 seconds", "no music"),
        ("trim the silence at the beginning", "Tell me the times"),
        ("remove the silent parts", "Tell me the times"),
        ("reverse it", "backwards"),
        ("turn it into a gif", "out.gif"),
        ("make it 4k", "1920 × 1080"),
        ("with a female singer", "cannot sing"),
        ("play it like the Beatles' Hey Jude", "cannot imitate"),
        ("add a whoosh when the scene changes", "no sound effects"),
        ("make it 15 seconds long", "15-second montage"),
        ("make it 100 seconds", "100-second montage"),
        ("add a title", "I need the words"),
        ("add it back", "Nothing was removed"),
        ("export", "project.export"),
        ("download it", "project.export"),
        ("please export it in low quality", "project.export"),
        ("how much does it cost?", "no credits"),
        ("why is it so short?", "0:10 long because"),
        ("lower the music when I talk", "by itself"),
        ("is this royalty free?", "written here"),
        ("who made this music?", "written here"),
        ("turn it into a podcast", "nothing was changed"),
        ("undo everything except the title", "cannot leave one out"),
        ("剪掉停顿", "告诉我时间"),
        ("倒着放", "倒放"),
        ("多少钱", "不用钱"),
        ("加音效", "没有音效"),
        ("我想让画面跟着节奏", "混剪"),
        ("歌词：第一行/第二行", "歌词的时间"),
    ],
)
def test_a_clip_stays_as_it_is_and_hears_why(studio: Callable[..., Talk], said: str, answer: str) -> None:
    talk = studio("trip.mp4")
    before = talk.draft
    assert talk.say(said) == before, talk.said
    assert answer in talk.said


@pytest.mark.parametrize(
    "said",
    [
        "加上歌名“月光”",
        'add a tittle "Lesson 1" at teh begining',
        "the blurb “Night Drive” please",
        "make it sadder",
        "no drums",
        "with calm piano",
        "add more energy",
        "5000 bpm",
    ],
)
def test_nothing_is_composed_over_a_song_without_an_explicit_wish(
    studio: Callable[..., Talk], said: str
) -> None:
    talk = studio("trip.mp4", "song.mp3")
    talk.say(said)
    assert not music(talk), talk.said
    assert len(drafts.segments(talk.draft, drafts.AUDIO, "song")) == 1


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("加上歌名“月光”", "月光"),
        ('add a tittle "Lesson 1" at teh begining', "Lesson 1"),
        ("add a title Meadow", "Meadow"),
        ("title: summer in Rome, bottom left, small", "summer in Rome"),
        ('add a foo "Lesson 2"', "Lesson 2"),
    ],
)
def test_words_in_quotes_or_after_title_are_shown(studio: Callable[..., Talk], said: str, shown: str) -> None:
    talk = studio("trip.mp4")
    draft = talk.say(said)
    assert [segment["m"]["text"] for segment in drafts.segments(draft, drafts.TEXT)] == [shown], talk.said
    assert not music(talk)


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("make it 9:16 with calm piano", {"width": 1080}),
        ("can u make it square n add some epic music", {"width": 1080, "height": 1080}),
        ("把视频变成竖屏 and add upbeat music", {"width": 1080}),
        ("改成竖屏，配一段舒缓的钢琴", {"width": 1080}),
    ],
)
def test_both_wishes_of_a_sentence_are_granted(studio: Callable[..., Talk], said: str, keys: Json) -> None:
    talk = studio("b.mp4")
    draft = talk.say(said)
    assert {key: draft["m"][key] for key in keys} == keys, talk.said
    assert len(music(talk)) == 1, talk.said


def test_spans_and_typos_are_read(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4")
    assert talk.say("trim the frist 2 secs and make it vertcal plz")["d"] == 8000
    muted = talk.say("mute from 2 to 4")
    volumes = [segment["m"]["volume"] for segment in drafts.segments(muted, drafts.VIDEO)]
    assert volumes == [1.0, 0.0, 1.0], talk.said
    assert talk.say("2x")["d"] == 4000


def test_the_list_of_what_can_be_done_is_told_once(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4")
    talk.say("frobnicate")
    first = talk.said
    talk.say("blah blah foo")
    assert len(talk.said) < len(first) / 2
    talk.say("rotate it")
    talk.say("frobnicate")
    assert talk.said == first


def test_what_was_removed_comes_back(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4", "song.mp3")
    talk.say("remove the music")
    assert not drafts.segments(talk.draft, drafts.AUDIO, "song")
    talk.say("add it back")
    assert drafts.segments(talk.draft, drafts.AUDIO, "song")


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("I want the music to start at 3 seconds", 3000, 10000),
        ("no music in the first 3 seconds", 3000, 10000),
        ("音乐在第5秒开始", 5000, 10000),
        ("no music in the last 2 seconds", 0, 8000),
    ],
)
def test_the_music_begins_later_and_nothing_else_changes(
    scored: Callable[[], Talk], said: str, start: int, end: int
) -> None:
    talk = scored()
    before = music(talk)[0]
    talk.say(said)
    (after,) = music(talk)
    assert after["m"]["media"] == before["m"]["media"]
    assert (after["m"]["start"], after["m"]["start"] + after["d"]) == (start, end), talk.said
    assert after["m"]["in"] == start  # in time with the picture, as it was composed


def test_music_that_begins_later_still_does_after_it_is_changed(scored: Callable[[], Talk]) -> None:
    talk = scored()
    talk.say("no music in the first 3 seconds")
    media = music(talk)[0]["m"]["media"]
    talk.say("use strings")
    (after,) = music(talk)
    assert after["m"]["media"] != media
    assert (after["m"]["start"], after["d"]) == (3000, 7000)


@pytest.mark.parametrize(
    "said",
    [
        "wait -5 seconds",
        "make the title pop",
        "opacity 300%",
        "title size 900%",
        "loop 1000000000 times",
        'frobnicate "Hi"',
        "speed up the boring parts",
        "lower the music when I talk",
        "turn it into a podcast",
        "turn it into a documentary",
        "why did you change the music?",
        "quieter at the end",
    ],
)
def test_words_without_music_leave_the_music_alone(scored: Callable[[], Talk], said: str) -> None:
    talk = scored()
    before = talk.draft
    assert talk.say(said) == before, talk.said


def test_the_music_is_named_and_slowed(scored: Callable[[], Talk]) -> None:
    talk = scored()
    piece = music(talk)[0]["m"]["music"]
    for question in ("what music is that?", "what key is it in?", "what's the tempo?"):
        talk.say(question)
        assert piece["label"] in talk.said
        assert piece["key"] in talk.said
    talk.say("现在多长？")
    assert talk.said == "时间线长 0:10：视频 1、配乐 1。"
    talk.say("音乐太快了")
    assert music(talk)[0]["m"]["music"]["bpm"] < piece["bpm"], talk.said


@pytest.mark.parametrize("said", ["music off", "turn off the music", "把bgm去掉", "去掉音乐"])
def test_music_goes_and_comes_back(scored: Callable[[], Talk], said: str) -> None:
    talk = scored()
    before = music(talk)
    talk.say(said)
    assert not music(talk), talk.said
    talk.say("wait no bring it back")
    assert music(talk) == before, talk.said


@pytest.mark.parametrize("said", ["加个BGM，轻松一点的，时长和视频一样", "来点jazz", "配lofi"])
def test_musical_words_are_read_without_spaces(studio: Callable[..., Talk], said: str) -> None:
    talk = studio("b.mp4")
    talk.say(said)
    assert len(music(talk)) == 1, talk.said


def test_too_dark_is_the_picture_and_too_loud_the_music(scored: Callable[[], Talk]) -> None:
    talk = scored()
    before = music(talk)[0]["m"]
    draft = talk.say("its too dark and too loud")
    assert drafts.segments(draft, drafts.VIDEO)[0]["m"]["look"] == {"brightness": 0.2}
    after = music(talk)[0]["m"]
    assert after["media"] == before["media"]
    assert after["volume"] < before["volume"]


def test_muted_sound_that_is_too_loud_stays_muted(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4")
    talk.say("mute the video")
    draft = talk.say("too loud")
    assert drafts.segments(draft, drafts.VIDEO)[0]["m"]["volume"] == 0.0


def test_a_reel_takes_its_music_and_shape_from_one_sentence(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4", "b.mp4")
    draft = talk.say("make me an 8 sec highlight reel, fast cuts, hip hop beat, 9:16")
    assert (draft["d"], draft["m"]["width"]) == (8000, 1080), talk.said
    assert len(drafts.segments(draft, drafts.VIDEO)) > 2


@pytest.mark.parametrize("said", ["drop the beat at 0:04", "can you add a beat drop at 4 seconds?"])
def test_a_drop_is_no_removal_and_no_new_piece(scored: Callable[[], Talk], said: str) -> None:
    talk = scored()
    genre = music(talk)[0]["m"]["music"]["genre"]
    talk.say(said)
    (after,) = music(talk)
    assert (after["m"]["music"]["genre"], after["m"]["start"]) == (genre, 0), talk.said


def test_make_video_square_is_no_montage(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4")
    draft = talk.say("make video 1:1")
    assert (draft["d"], draft["m"]["width"], draft["m"]["height"]) == (10000, 1080, 1080), talk.said


def test_a_fade_after_a_title_is_heard(scored: Callable[[], Talk]) -> None:
    talk = scored()
    draft = talk.say('title "Wow" red at the bottom for 3s, and music fade out')
    assert music(talk)[0]["m"]["fade_out"] == 1000, talk.said
    assert len(drafts.segments(draft, drafts.TEXT)) == 1


def test_a_montage_follows_its_length_and_its_music(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4", "b.mp4")
    talk.say("make a montage of 8 seconds with pop music")
    talk.say("make it vertical")
    longer = talk.say("make it 12 seconds instead")
    assert (longer["d"], longer["m"]["width"]) == (12000, 1080), talk.said
    tempo = music(talk)[0]["m"]["music"]["bpm"]
    faster = talk.say("make it faster paced")
    assert music(talk)[0]["m"]["music"]["bpm"] > tempo, talk.said
    assert _cuts(faster) != _cuts(longer)
    turned = talk.say("rotate it")
    talk.say("tempo 90 bpm")
    assert _cuts(talk.draft) == _cuts(turned)
    assert "The cuts stayed where they are" in talk.said


def _cuts(draft: Json) -> list[int]:
    return [start for start, _, _ in drafts.placed(drafts.segments(draft, drafts.VIDEO))]


def test_visuals_take_the_colours_that_are_named(studio: Callable[..., Talk]) -> None:
    talk = studio("song.mp3")
    talk.say("make the visual a waveform")
    assert not music(talk)
    assert _visual(talk)["style"] == "spectrum", talk.said
    talk.say("颜色改成蓝色和紫色")
    assert len(_visual(talk)["palette"]) == 2, talk.said
    assert _visual(talk)["style"] == "spectrum"


def _visual(talk: Talk) -> Json:
    visual: Json = drafts.segments(talk.draft, drafts.VIDEO)[0]["m"]["visual"]
    return visual
