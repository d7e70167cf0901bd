"""What is said becomes what was meant, on real drafts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nemo_nb.engine import draft as drafts

from . import asides, refusals, sentences
from .conftest import Talk

Json = dict[str, Any]
ROWS = [
    row
    for table in (
        "CUTTING",
        "SPEED",
        "FRAME",
        "LOOKS",
        "JOINS",
        "TEXTS",
        "OVER",
        "SOUND",
        "SEVERAL",
        "MORE",
    )
    for row in getattr(sentences, table)
]
ROWS += refusals.TALK + asides.ASIDES + asides.SHARED


def has(segment: Json, keys: Json) -> bool:
    meta = {**segment["m"], "d": segment["d"]}
    return all(meta.get(key) == value for key, value in keys.items())


@pytest.mark.parametrize(("there", "said", "expected"), ROWS, ids=[row[1][:60] for row in ROWS])
def test_it_becomes_the_edit(
    studio: Callable[..., Talk], there: tuple[str, ...], said: str, expected: Json
) -> None:
    talk = studio(*there)
    before = talk.draft
    draft = talk.say(said)
    pictures = drafts.segments(draft, drafts.VIDEO)
    found = {
        "text": drafts.segments(draft, drafts.TEXT),
        "over": drafts.segments(draft, drafts.VIDEO, drafts.OVERLAY),
        "song": drafts.segments(draft, drafts.AUDIO, "song"),
        "music": drafts.segments(draft, drafts.AUDIO, "music"),
    }
    shown = (talk.said, draft.get("t"))
    if "d" in expected:
        assert draft["d"] == expected["d"], shown
    if "n" in expected:
        assert len(pictures) == expected["n"], shown
    if "at" in expected:
        assert [(a, b - a, s["m"]["in"]) for a, b, s in drafts.placed(pictures)] == expected["at"], shown
    assert all(has(segment, expected.get("all", {})) for segment in pictures), shown
    if "part" in expected:
        number, keys = expected["part"]
        assert has(pictures[number], keys), shown
    assert {key: draft["m"].get(key) for key in expected.get("m", {})} == expected.get("m", {}), shown
    for kind, segments in found.items():
        if kind in expected:
            assert has(segments[-1], expected[kind]), shown
        if f"{kind}s" in expected:
            assert len(segments) == expected[f"{kind}s"], shown
    if expected.get("same"):
        assert draft == before, shown
    else:
        assert draft != before, shown
    assert expected.get("said", "") in talk.said


@pytest.mark.parametrize(("said", "answer"), refusals.IMPOSSIBLE)
def test_what_cannot_be_done_is_said_plainly(studio: Callable[..., Talk], said: str, answer: str) -> None:
    talk = studio("trip.mp4")
    before = talk.draft
    assert talk.say(said) == before
    assert answer in talk.said
    assert "nothing was changed" in talk.said or "什么都没有改动" in talk.said


@pytest.mark.parametrize(
    ("first", "then", "kind", "keys"),
    [
        ('add title "Hi"', ["make it bigger", "make it red and at the bottom"], drafts.TEXT, {"size": 0.117}),
        ('add title "Hi"', ["put it at 0:04"], drafts.TEXT, {"start": 4000}),
        ("加一个标题“一”", ["大一点", "移到底部"], drafts.TEXT, {"position": "bottom"}),
        ("put logo.png in the top right corner", ["smaller", "move it to the left"], 0, {"opacity": 1.0}),
    ],
)
def test_the_next_message_goes_on_with_what_was_added(
    studio: Callable[..., Talk], first: str, then: list[str], kind: int, keys: Json
) -> None:
    talk = studio("trip.mp4", "logo.png")
    talk.say('add the caption "There" at 0:08')
    talk.say(first)
    for said in then:
        before = talk.draft
        assert talk.say(said) != before, talk.said
    role = drafts.OVERLAY if kind == drafts.VIDEO else None
    segments = drafts.segments(talk.draft, kind, role)
    assert any(has(segment, keys) for segment in segments), segments
    talk.say("remove it")
    assert len(drafts.segments(talk.draft, kind, role)) == len(segments) - 1


def test_what_is_said_of_the_picture_stays_about_the_picture(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4")
    talk.say('add title "Hi"')
    words = drafts.segments(talk.draft, drafts.TEXT)
    for said in ("make it black and white", "make it vertical", "make it brighter"):
        talk.say(said)
    assert drafts.segments(talk.draft, drafts.TEXT) == words


def test_there_are_enough_sentences() -> None:
    assert len(ROWS) + len(refusals.IMPOSSIBLE) >= 150


def test_what_is_there_is_called_by_its_name(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4", "b.mp4")
    talk.say("move the last clip to the front")
    assert talk.said == "Clip 2 (0:10-0:14) begins at 0:00 now."
    talk.say("delete the second scene")
    assert talk.said.startswith("Scene 2 (0:04-0:06) is cut out")
    talk.say("删掉最后一个镜头")
    assert talk.said.startswith("已剪掉第 5 个镜头（")


def test_a_title_at_the_very_beginning_stays_there_when_clips_move(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4", "b.mp4")
    talk.say('add the title "Hi" and the caption "there" at 0:01')
    draft = talk.say("swap the two clips 1 and 2")
    assert [segment["m"]["start"] for segment in drafts.segments(draft, drafts.TEXT)] == [0, 5000]
