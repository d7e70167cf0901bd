"""What is said outright wins, whatever the rest of the request sounds like; English and Chinese."""

from __future__ import annotations

from typing import Any

import pytest

from nemo_nb.engine.brief import read_brief

SAID: tuple[tuple[str, dict[str, Any]], ...] = (
    # tempo
    ("calm ambient at 120 BPM", {"genre": "ambient", "bpm": 120.0}),
    ("sleepy piano, 140bpm", {"bpm": 140.0}),
    ("something at 87.5 bpm for my cat", {"bpm": 87.5}),
    ("bpm: 96, rainy street", {"bpm": 96.0}),
    ("tempo of 104 for the wedding", {"bpm": 104.0}),
    ("workout track between 128 and 132 BPM", {"bpm_range": (128.0, 132.0), "bpm": None}),
    ("110-120 BPM", {"bpm_range": (110.0, 120.0)}),
    ("a waltz through Vienna at 90 beats per minute", {"bpm": 90.0}),
    ("海边日落，100拍", {"bpm": 100.0}),
    ("速度120的健身音乐", {"bpm": 120.0}),
    ("BPM 在 90 到 100 之间的爵士", {"genre": "jazz", "bpm_range": (90.0, 100.0)}),
    ("每分钟88拍，婚礼", {"bpm": 88.0}),
    # key
    ("happy song in D minor", {"key": "D minor"}),
    ("funk in F# minor", {"genre": "funk", "key": "F# minor"}),
    ("in the key of E flat major, snow falling", {"key": "Eb major"}),
    ("Bb major holiday tune", {"key": "Bb major"}),
    ("make it dorian, A dorian", {"key": "A dorian"}),
    ("sad but in a major key", {"mode_family": "major", "key": None}),
    ("minor key lullaby", {"mode_family": "minor"}),
    ("D小调的摇滚", {"genre": "rock", "key": "D minor"}),
    ("升F大调", {"key": "F# major"}),
    ("降B大调，爷爷的生日", {"key": "Bb major"}),
    ("用大调，毕业典礼", {"mode_family": "major"}),
    ("a minor change before a major launch", {"key": None, "mode_family": None}),
    # instruments
    ("gym music with strings", {"instruments": ("strings",)}),
    ("strings, synths, acoustic guitar", {"instruments": ("strings", "synths", "acoustic guitar")}),
    ("lo-fi without drums", {"genre": "lofi", "excluded": ("drums",)}),
    ("epic, no choir or brass", {"genre": "epic", "excluded": ("choir", "brass")}),
    ("piano and cello only, sunrise", {"instruments": ("piano", "cello"), "alone": True}),
    ("no drums, strings only", {"instruments": ("strings",), "excluded": (), "alone": True}),
    ("a walk, just piano and bass", {"instruments": ("piano", "bass"), "alone": True}),
    ("remove only the drums", {"excluded": ("drums",), "alone": False}),
    ("drums only from 0:05", {"instruments": ("drums",), "alone": False}),
    ("只用弦乐和钢琴", {"instruments": ("strings", "piano"), "alone": True}),
    ("drop the bass, keep the flute", {"excluded": ("bass",), "instruments": ("flute",)}),
    ("house with a rhodes and no vocals chops", {"genre": "house", "instruments": ("electric piano",)}),
    ("get rid of the percussion", {"excluded": ("percussion",)}),
    ("用钢琴和大提琴，森林", {"instruments": ("piano", "cello")}),
    ("不要鼓，平静的湖", {"excluded": ("drums",)}),
    ("去掉吉他，加小提琴", {"excluded": ("guitar",), "instruments": ("violin",)}),
    ("没有鼓和贝斯的爵士", {"genre": "jazz", "excluded": ("drums", "bass")}),
    ("尤克里里和口哨，海滩", {"instruments": ("ukulele", "whistle")}),
    # length and loop
    ("3-minute loop for studying", {"length": 180.0, "loop": True}),
    ("a 60-second travel montage", {"length": 60.0, "loop": False}),
    ("1:30 of tension", {"length": 90.0}),
    ("two and a half minutes? no, 45 seconds of jazz", {"genre": "jazz", "length": 45.0}),
    ("half a minute of rain", {"length": 30.0}),
    ("90 sec podcast bed", {"length": 90.0}),
    ("a seamless background for the lobby", {"loop": True}),
    ("not a loop, a real ending", {"loop": False}),
    ("2分钟30秒的旅行视频", {"length": 150.0}),
    ("30秒的产品广告", {"length": 30.0}),
    ("三分钟的自习循环音乐", {"length": 180.0, "loop": True}),
    ("一分半钟的婚礼音乐", {"length": 90.0}),
    ("不循环，15秒片头", {"loop": False, "length": 15.0}),
    # shape and ending
    ("build up until 0:42", {"peak": 42.0, "build": True, "length": None}),
    ("the drop at 0:30, neon city", {"peak": 30.0, "length": None}),
    ("climax at 1:05", {"peak": 65.0, "length": None}),
    ("let it grow until second 20", {"peak": 20.0}),
    ("bring the drums in at 0:15", {"entries": (("drums", 15.0),), "length": None}),
    ("start the strings at 10 seconds", {"entries": (("strings", 10.0),), "length": None}),
    ("gradually rising, factory tour", {"build": True}),
    ("fade out at the end", {"ending": "fade"}),
    ("with a hard stop", {"ending": "button"}),
    ("slows down towards the end", {"ending": "ritard"}),
    ("高潮在0:42", {"peak": 42.0, "length": None}),
    ("鼓从0:15开始", {"entries": (("drums", 15.0),), "length": None}),
    ("逐渐推进到0:30", {"peak": 30.0, "build": True}),
    ("最后淡出", {"ending": "fade"}),
    ("干脆地结束", {"ending": "button"}),
    # genre against the scene
    ("jazz for a boxing match", {"genre": "jazz"}),
    ("a bossa nova, although it is a horror film", {"genre": "bossa"}),
    ("trap for grandma's birthday", {"genre": "trap"}),
    ("acoustic folk under the robots", {"genre": "acoustic"}),
    ("儿童派对要史诗音乐", {"genre": "epic"}),
    ("恐怖片也用爵士", {"genre": "jazz"}),
)


@pytest.mark.parametrize(("words", "said"), SAID, ids=[words for words, _ in SAID])
def test_what_is_said_outright_is_in_the_brief(words: str, said: dict[str, Any]) -> None:
    brief = read_brief(words)
    assert {name: getattr(brief, name) for name in said} == said


def test_there_are_enough_of_them_in_both_languages() -> None:
    chinese = [words for words, _ in SAID if not words.isascii()]
    assert len(SAID) >= 60
    assert len(chinese) >= 20
