"""Both dialects of payload become the same events, each sentence once."""

from __future__ import annotations

import itertools
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_nb.protocol import (
    ApiError,
    Failure,
    Heartbeat,
    InsufficientCreditsError,
    TextDelta,
    ToolCall,
    ToolResult,
)
from nemo_nb.protocol.events import Fold


def fold(*payloads: Any) -> tuple[Fold, list[Any]]:
    folded, events = Fold(), []
    for payload in payloads:
        events += folded.feed(payload if isinstance(payload, str) else json.dumps(payload))
    return folded, [*events, *folded.close()]


def said(*payloads: Any) -> str:
    folded, events = fold(*payloads)
    text = "".join(event.text for event in events if isinstance(event, TextDelta))
    assert folded.text == text
    return text


def flat(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "text", "content": text, **more}


def adk(*parts: Any, **more: Any) -> dict[str, Any]:
    made = [{"text": part} if isinstance(part, str) else part for part in parts]
    return {"content": {"role": "model", "parts": made}, "author": "nemo", **more}


def test_flat_events() -> None:
    _, events = fold(
        flat("Hi"),
        {"type": "tool_call", "name": "cut", "args": {"at": 1}},
        {"type": "tool_result", "name": "cut", "result": [1]},
        {"type": "heartbeat"},
        {"type": "something_new"},
        "",
    )
    assert events == [
        TextDelta("Hi"), ToolCall("cut", {"at": 1}), ToolResult("cut", [1]), *[Heartbeat()] * 3,
    ]  # fmt: skip


def test_adk_events() -> None:
    call = {"functionCall": {"id": "1", "name": "cut", "args": {"at": 1}}}
    answer = {
        "content": {"role": "user", "parts": [{"functionResponse": {"name": "cut", "response": {"ok": 1}}}]}
    }
    _, events = fold(adk("Hi", call), answer, {"actions": {"stateDelta": {"a": 1}}}, {"turnComplete": True})
    assert events == [
        TextDelta("Hi"), ToolCall("cut", {"at": 1}), ToolResult("cut", {"ok": 1}), Heartbeat(), Heartbeat(),
    ]  # fmt: skip


def test_partials_and_their_final_are_said_once() -> None:
    assert (
        said(adk("Hel", partial=True, id="1"), adk("lo.", partial=True, id="1"), adk("Hello.", id="1"))
        == "Hello."
    )


def test_streaming_off_says_the_same() -> None:
    assert said(adk("Hello.", id="1"), adk("Bye.", id="2")) == "Hello.\n\nBye."


def test_finals_may_have_several_parts_tools_and_another_id() -> None:
    call = {"functionCall": {"name": "cut", "args": {}}}
    folded, events = fold(
        adk("Hel", partial=True, id="1"), adk("lo", partial=True, id="1"), adk("Hel", "lo", call, id="9")
    )
    assert folded.text == "Hello"
    assert events[-1] == ToolCall("cut", {})


def test_what_the_final_adds_is_said() -> None:
    assert said(adk("Hel", partial=True, id="1"), adk("Hello there", id="1")) == "Hello there"


def test_interleaved_messages_stay_apart() -> None:
    text = said(
        adk("A", partial=True, id="1"), adk("X", partial=True, id="2"), adk("AB", id="1"), adk("XY", id="2")
    )
    assert sorted(text.replace("\n", "")) == ["A", "B", "X", "Y"]


def test_the_same_sentence_in_two_messages_is_said_twice() -> None:
    assert said(adk("Done.", id="1"), adk("Done.", id="2")) == "Done.\n\nDone."


def test_a_sentence_that_goes_on_after_a_tool_stays_one() -> None:
    call = {"functionCall": {"name": "listen", "args": {}}}
    text = said(
        adk("Listening", partial=True, id="1"), adk("Listening", call, id="1"), adk(": 6 scenes", id="2")
    )
    assert text == "Listening: 6 scenes"


def test_thoughts_stay_hidden() -> None:
    hidden = {"text": "hmm", "thought": True}
    folded, events = fold(
        adk(hidden, partial=True, id="1"), adk("Yes", partial=True, id="1"), adk(hidden, "Yes", id="1")
    )
    assert folded.text == "Yes"
    assert events[0] == Heartbeat()


@given(st.text(min_size=1), st.lists(st.integers(0, 50), max_size=8), st.booleans())
def test_any_text_in_any_fragments_is_said_once(text: str, cuts: list[int], same_id: bool) -> None:
    at = sorted({cut for cut in cuts if cut < len(text)} | {0, len(text)})
    fragments = [adk(text[a:b], partial=True, id="1") for a, b in itertools.pairwise(at)]
    assert said(*fragments, adk(text, id="1" if same_id else "2")) == text


TROUBLE = "I encountered a temporary issue. Please try again later."


@pytest.mark.parametrize(
    "payloads",
    [
        [flat("All set. "), flat(TROUBLE)],
        [flat("All set. " + TROUBLE)],
        [flat("All set."), flat(" i ENCOUNTERED a"), flat(" Temporary Issue")],
        [flat("All set."), *(flat(letter) for letter in " " + TROUBLE)],
        [adk("All set.", id="1"), adk(TROUBLE, id="2")],
        [adk("All set.", partial=True, id="1"), adk("\n\n" + TROUBLE, partial=True, id="1"),
         adk("All set.\n\n" + TROUBLE, id="1")],
        [adk("All set.", id="1"), {"errorCode": "X", "errorMessage": TROUBLE}],
    ],
)  # fmt: skip
def test_trailing_trouble_is_dropped(payloads: list[Any]) -> None:
    _, events = fold(*payloads)
    assert not any(isinstance(event, Failure) for event in events)
    assert said(*payloads).strip() == "All set."


def test_trouble_is_found_behind_letters_that_change_their_length() -> None:
    assert said(flat("İİİİ. " + TROUBLE)).strip() == "İİİİ."


@pytest.mark.parametrize("payload", [flat("some words "), adk("some words ", partial=True, id="1")])
def test_time_is_linear_for_long_answers(payload: dict[str, Any]) -> None:
    def spent(count: int) -> float:
        text, folded, started = json.dumps(payload), Fold(), time.process_time()
        for _ in range(count):
            folded.feed(text)
        assert len(folded.text) + 1 >= count * 11
        return time.process_time() - started

    # Eight times the words; quadratic time would be 64 times as long.
    assert spent(40_000) < 20 * max(spent(5_000), 0.02)


@pytest.mark.parametrize(
    "payloads",
    [
        [flat(TROUBLE)],
        [flat("One. "), flat(TROUBLE), flat(" But then all went well, and here is what I did: " + "x" * 400)],
        [flat("The word is: "), flat("I enc"), flat("ourage you.")],
        [flat("Fine "), flat("and good"), flat(" ")],
    ],
)
def test_other_text_is_kept(payloads: list[Any]) -> None:
    assert said(*payloads) == "".join(payload["content"] for payload in payloads)


@pytest.mark.parametrize(
    ("payload", "kind", "says"),
    [
        ({"errorCode": "SAFETY", "errorMessage": "blocked"}, ApiError, "blocked"),
        ({"error": "boom", "error_details": "long trace"}, ApiError, "boom"),
        ({"error": {"code": 500, "message": "inner"}}, ApiError, "inner"),
        ({"type": "error", "code": 2001, "message": "no credits"}, InsufficientCreditsError, "no credits"),
        ({"code": 2001, "message": "no credits"}, InsufficientCreditsError, "no credits"),
        ({"errorMessage": "token nmv_usr_abc is bad"}, ApiError, "token … is bad"),
    ],
)
def test_failures_are_typed(payload: Any, kind: type[ApiError], says: str) -> None:
    _, (event,) = fold(payload)
    assert isinstance(event, Failure)
    assert type(event.error) is kind
    assert says in str(event.error)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                        st.sampled_from(["type", "content", "parts", "text", "functionCall", "partial", "id",
                                         "name", "args", "error", "code", "role"]), inner, max_size=4),
                    max_leaves=12))  # fmt: skip
def test_no_payload_breaks_the_fold(payload: Any) -> None:
    fold(payload)


def test_half_a_payload_is_remembered() -> None:
    folded, events = fold('{"type": "te')
    assert events == [Heartbeat()]
    assert folded.garbled == '{"type": "te'
    assert not folded.worked
