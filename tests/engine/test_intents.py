"""Words become intents; nothing that was not said becomes one."""

import pytest

from nemo_nb.engine.intents import (
    AddTitle,
    Music,
    RemoveMusic,
    RemoveTitles,
    Trim,
    Undo,
    Volume,
    read_intents,
)


@pytest.mark.parametrize(
    ("message", "intents"),
    [
        ("undo", [Undo()]),
        ("撤销", [Undo()]),
        ("remove the music", [RemoveMusic()]),
        ("去掉音乐", [RemoveMusic()]),
        ("remove the title", [RemoveTitles()]),
        ("mute the video", [Volume("original", to=0.0)]),
        ("静音原声", [Volume("original", to=0.0)]),
        ("remove the original sound", [Volume("original", to=0.0)]),
        ("keep the original audio", [Volume("original", to=1.0)]),
        ("set volume to 40%", [Volume("music", to=0.4)]),
        ("把音乐音量调到20%", [Volume("music", to=0.2)]),
        ("turn the music down a bit", [Volume("music", by=0.71)]),
        ("音乐小声一点", [Volume("music", by=0.71)]),
        ("add the title 'Paradise'", [AddTitle("Paradise", 0.0, None, "center")]),
        ("add a text that says don't panic", [AddTitle("don't panic", 0.0, None, "center")]),
        (
            'add a title "Urban Dreams" at the bottom from 0:05 for 4 seconds',
            [AddTitle("Urban Dreams", 5.0, 4.0, "bottom")],
        ),
        ("trim to the first 10 seconds", [Trim(0.0, 10.0)]),
        ("剪到前10秒", [Trim(0.0, 10.0)]),
        ("cut off the first 3 seconds", [Trim(3.0)]),
        ("cut the last 2 seconds", [Trim(0.0, -2.0)]),
        ("keep the last 2 seconds", [Trim(-2.0)]),
        ("keep only 0:05 to 0:12", [Trim(5.0, 12.0)]),
        ("speed up the video", []),
        ("export-quality color", []),
        ("add subtitles", []),
    ],
)
def test_edits(message, intents):
    assert read_intents(message) == intents


@pytest.mark.parametrize(
    "message",
    [
        "add calm lo-fi",
        "add an upbeat background track that matches the video mood and tempo",
        "Create a soft, cinematic piano score to accompany a slow-motion wedding highlight reel",
        "replace the music with jazz",
        "加一段舒缓的 lo-fi",
        "生成一段电影感的钢琴配乐",
    ],
)
def test_new_music(message):
    (intent,) = read_intents(message)
    assert isinstance(intent, Music)
    assert intent.new
    assert intent.text == message


@pytest.mark.parametrize(
    "message", ["make it warmer", "faster", "use strings", "add a brighter feel", "换一版"]
)
def test_refinements(message):
    (intent,) = read_intents(message)
    assert isinstance(intent, Music)
    assert not intent.new


def test_one_message_may_hold_several():
    music, title, volume = read_intents('add lo-fi, mute the original sound and add the title "Hi"')
    assert isinstance(music, Music)
    assert "Hi" not in music.text
    assert title == AddTitle("Hi", 0.0, None, "center")
    assert volume == Volume("original", to=0.0)


def test_music_at_a_volume():
    music, volume = read_intents("add upbeat music at 30% volume")
    assert isinstance(music, Music)
    assert music.new
    assert volume == Volume("music", to=0.3)
