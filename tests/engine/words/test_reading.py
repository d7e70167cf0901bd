"""Slips, mixed tongues and several wishes in one: how they are read, without touching a timeline."""

from __future__ import annotations

from typing import Any

import pytest

from nemo_nb.engine.words import Setting, read
from nemo_nb.engine.words import wishes as w

BARE = Setting(pictures=True, music=False)
SCORED = Setting(pictures=True, music=True)
OVER_A_SONG = Setting(pictures=True, music=False, song=True)
HEARD_ONLY = Setting(pictures=False, music=True)
DRAWN = Setting(pictures=True, music=True, visuals=True)

NO_MUSIC = [
    (BARE, 'add a tittle "Lesson 1" at teh begining'),
    (OVER_A_SONG, "加上歌名“月光”"),
    (SCORED, "wait -5 seconds"),
    (SCORED, "trim to 1e308 seconds"),
    (SCORED, "loop 1000000000 times"),
    (SCORED, "keep only the best 5 seconds"),
    (BARE, "no drums"),
    (BARE, "more dramatic"),
    (OVER_A_SONG, "calm piano"),
    (OVER_A_SONG, "make it more dramatic"),
    (BARE, "add a title meadow"),
    (BARE, "make it scary"),
    (SCORED, "add my name in the corner"),
    (SCORED, "zoom in on the house"),
    (SCORED, "title size 900 %"),
    (SCORED, "opacity 300 %"),
    (SCORED, "make the colours pop more"),
    (SCORED, "frobnicate the quux"),
    (SCORED, "换个颜色"),
]


@pytest.mark.parametrize(("there", "said"), NO_MUSIC, ids=[said for _, said in NO_MUSIC])
def test_without_a_musical_word_there_is_no_music(there: Setting, said: str) -> None:
    found = read(said, there)
    assert found
    assert not any(isinstance(wish, w.Music | w.Volume | w.RemoveMusic) for wish in found), found


READ: list[tuple[Setting, str, list[Any]]] = [
    (BARE, 'add a tittle "Lesson 1" at teh begining', [w.AddText("Lesson 1")]),
    (BARE, "add a title Meadow", [w.AddText("Meadow")]),
    (BARE, "加标题夏日", [w.AddText("夏日")]),
    (OVER_A_SONG, "加上歌名“月光”", [w.AddText("月光")]),
    (SCORED, "no music in the first 3 seconds", [w.PlaceMusic(start=3.0)]),
    (SCORED, "I want the music to start at 3 seconds", [w.PlaceMusic(start=3.0)]),
    (SCORED, "音乐在第5秒开始", [w.PlaceMusic(start=5.0)]),
    (SCORED, "前3秒不要音乐", [w.PlaceMusic(start=3.0)]),
    (SCORED, "no music in the last 2 seconds", [w.PlaceMusic(rest=2.0)]),
    (
        SCORED,
        "start the music after 2 seconds and fade it out",
        [w.PlaceMusic(start=2.0), w.Fade("out", "music", 1.0)],
    ),
    (SCORED, "mute the first 2 seconds of the music", [w.PlaceMusic(start=2.0)]),
    (SCORED, "put it back to how it was", [w.Undo()]),
    (SCORED, "i dont like the piano", [w.Music("without the piano", new=False, named=False)]),
    (SCORED, "music: none", [w.RemoveMusic()]),
    (SCORED, "its too quiet now", [w.Volume("music", by=1.41)]),
    (SCORED, "set the volume to -50 %", [w.Volume("music", to=-0.5)]),
    (SCORED, "volume 1000000 %", [w.Volume("music", to=10000.0)]),
    (SCORED, "make it 20 seconds instead", [w.Last(20.0)]),
    (SCORED, "改成20秒", [w.Last(20.0)]),
    (SCORED, "make the montage again", [w.Last(None)]),
    (SCORED, "make it 12 seconds but don't cut anything", [w.Speed(length=12.0)]),
    (SCORED, "make it 9:16", [w.Reframe((9, 16))]),
    (BARE, "loop it 100000 times", [w.Repeat((), 100000)]),
    (BARE, "2x", [w.Speed(to=2.0)]),
    (BARE, "speed it up 99999999999999999999x", [w.Speed(by=99999999.0)]),
    (Setting(looked=True), "再温暖一点", [w.Look(nudges=(("warmth", 0.2),))]),
    (DRAWN, "make the visuals blue and purple", [w.Restyle("make the visuals blue and purple")]),
    (DRAWN, "颜色改成蓝色和紫色", [w.Restyle("颜色改成蓝色和紫色")]),
    (HEARD_ONLY, "add a visual to it", [w.MakeVideo("add a visual to it")]),
    (SCORED, "what key is it in?", [w.Ask("music")]),
    (SCORED, "这是什么歌？", [w.Ask("music")]),
    (BARE, "how much does it cost?", [w.Ask("cost")]),
    (BARE, "why is it so short?", [w.Ask("short")]),
    (BARE, "please export it in low quality", [w.Ask("export")]),
    (BARE, "add it back", [w.Ask("back")]),
    (SCORED, "我想让画面跟着节奏", [w.Ask("rhythm")]),
    (SCORED, "lower the music when I talk", [w.Ask("ducking")]),
    (SCORED, "never mind", [w.Ask("mind")]),
    (SCORED, "what did you just do?", [w.Ask("last")]),
    (SCORED, "no, go back", [w.Undo()]),
    (SCORED, "too much, undo it", [w.Undo()]),
    (SCORED, "undo the last two", [w.Undo(2)]),
]


@pytest.mark.parametrize(("there", "said", "expected"), READ, ids=[row[1] for row in READ])
def test_it_is_read_as_it_was_meant(there: Setting, said: str, expected: list[Any]) -> None:
    assert read(said, there) == expected


CANNOT = [
    ("reverse it", "backwards"),
    ("倒着放", "backwards"),
    ("turn it into a gif", "gif"),
    ("做成动图", "gif"),
    ("make it 4k", "four_k"),
    ("make it 1x1 pixels", "pixels"),
    ("trim the silence at the beginning", "silence"),
    ("can you remove the ums and pauses", "silence"),
    ("with a female singer", "sing"),
    ("加一个女声", "sing"),
    ("play it like the Beatles' Hey Jude", "imitate"),
    ("歌词：第一行/第二行", "lyrics"),
    ("add a title", "wording"),
    ("compose 10 hours of lo-fi", "too_long"),
    ("add a whoosh when the scene changes", "effects"),
    ("undo everything except the music", "undo_some"),
    ("no piano from 0:03", "leaves"),
    ("shorter please", "how_long"),
    ("再长一点", "how_long"),
]


@pytest.mark.parametrize(("said", "what"), CANNOT)
def test_what_cannot_be_done_has_an_answer_of_its_own(said: str, what: str) -> None:
    assert read(said, SCORED) == [w.Impossible(what)]


@pytest.mark.parametrize(
    ("said", "kind", "music"),
    [
        ("make it 9:16 with calm piano", w.Reframe, "with calm piano"),
        ("竖屏配轻柔钢琴", w.Reframe, "配轻柔钢琴"),
        ("can u make this look more cinamatic n add some epic music", w.Look, "add some epic music"),
        ("把视频变成竖屏 and add upbeat music", w.Reframe, "add upbeat music"),
        ("make it black & white with a slow jazz track", w.Look, "with a slow jazz track"),
        ("make it 15 secs long w/ chill beats pls", w.Last, "with chill beats"),
        ("the music is too loud, and way too busy", w.Volume, "simpler"),
    ],
)
def test_two_wishes_in_one_breath_are_both_heard(said: str, kind: type[w.Wish], music: str) -> None:
    found = read(said, SCORED)
    assert {type(wish) for wish in found} == {kind, w.Music}
    assert music in next(wish.text for wish in found if isinstance(wish, w.Music))


@pytest.mark.parametrize("said", ["音乐太快了", "the music is too fast"])
def test_too_fast_is_slower(said: str) -> None:
    (wish,) = read(said, SCORED)
    assert isinstance(wish, w.Music)
    assert "slower" in wish.text
