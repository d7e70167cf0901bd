"""Undo restores exactly, redo brings back exactly, however far."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import Talk

Json = dict[str, Any]
EDITS = (
    "speed up the video",
    "delete the second scene",
    'add the title "Hi"',
    "make it vertical",
    "noir look, then rotate it",
    "split it in half",
    "fade out",
    "mute the first scene",
)


def content(draft: Json) -> Json:
    """A draft without the number of its version."""
    return {**draft, "m": {key: value for key, value in draft["m"].items() if key != "version"}}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=6), st.data())
def test_undo_and_redo(studio: Callable[..., Talk], said: list[str], data: st.DataObject) -> None:
    talk = studio("trip.mp4")
    states = [content(talk.draft)]
    for text in said:
        after = content(talk.say(text))
        if after != states[-1]:
            states.append(after)
    at = len(states) - 1
    for _ in range(6):
        back = data.draw(st.integers(1, 3))
        talk.say(f"undo the last {back} edits" if back > 1 else "undo")
        # The upload is a step too, but nothing comes before it that these tests compare.
        at = max(at - back, 0)
        if at == 0:
            break
        assert content(talk.draft) == states[at]
        if data.draw(st.booleans()):
            assert content(talk.say("redo")) == states[at + 1]
            at += 1


def test_undo_everything_leaves_the_files(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4", "b.mp4")
    before = talk.draft["t"]
    for text in EDITS[:4]:
        talk.say(text)
    assert talk.say("undo everything")["t"] == before
    assert talk.say("undo everything")["t"] == before
    assert "nothing to undo" in talk.said
    for _ in range(4):
        talk.say("redo")
    assert talk.draft["m"]["width"] == 1080
    talk.say("redo")
    assert "nothing to redo" in talk.said


def test_an_edit_after_an_undo_ends_what_could_be_redone(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4")
    talk.say("make it vertical")
    talk.say("undo")
    now = talk.say("rotate it")
    assert talk.say("redo") == now
    assert "nothing to redo" in talk.said


def test_starting_over_is_one_step_and_leaves_every_upload(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4")
    talk.say("make it vertical")
    talk.upload("b.mp4")
    edited = content(talk.say("rotate it"))
    fresh = talk.say("start over")
    assert [segment["d"] for segment in fresh["t"][0]["sg"]] == [10000, 4000]
    assert fresh["m"]["width"] == 320
    assert content(talk.say("undo")) == edited
    assert talk.say("start over")["t"] == fresh["t"]
    assert content(talk.say("redo")) == edited


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        ("actually undo that", 1),
        ("undo it", 1),
        ("wait, undo", 1),
        ("no, go back", 1),
        ("take that back", 1),
        ("oops, revert please", 1),
        ("undo the last two", 2),
        ("go back two steps", 2),
        ("不对，撤销", 1),
        ("撤销刚才的两步", 2),
    ],
)
def test_words_that_take_back(studio: Callable[..., Talk], said: str, steps: int) -> None:
    talk = studio("trip.mp4")
    states = [content(talk.draft), *(content(talk.say(text)) for text in EDITS[2:4])]
    assert content(talk.say(said)) == states[-1 - steps], talk.said


def test_undo_leaves_what_was_uploaded(studio: Callable[..., Talk]) -> None:
    talk = studio("trip.mp4")
    talk.say("make it vertical")
    talk.upload("b.mp4")
    before = talk.draft
    assert talk.say("undo") == before
    assert "nothing to undo since the last file came" in talk.said
