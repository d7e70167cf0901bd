"""What becomes of a message, whatever happens to its stream. Each on both clients."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from nemo_nb import (
    ApiError,
    ConnectionLostError,
    Failure,
    InsufficientCreditsError,
    ProtocolError,
    RateLimitError,
    SessionNotFoundError,
    TextDelta,
    ToolCall,
)

if TYPE_CHECKING:
    from tests.client.conftest import Faults


def text(content: str) -> dict[str, Any]:
    return {"type": "text", "content": content}


BEAT = {"type": "heartbeat"}


def applied(faults: Faults, project: Any) -> int:
    """How often an edit reached the draft."""
    draft = faults.world()["sessions"][project.session_id]["draft"]
    return len(draft["t"]) if draft else 0


def test_an_answer_with_text_is_answered(make: Any, faults: Faults) -> None:
    project = make().project()
    reply = project.chat("add a title")
    assert (reply.text, reply.outcome) == ("Done: add a title", "answered")
    assert len(reply.changes) == 1
    assert reply.timeline.raw["x"] == {"kept": True}
    assert faults.count("chat") == 1


def test_events_arrive_while_the_answer_goes_on(make: Any, faults: Faults) -> None:
    faults.chat(text("a"), {"type": "tool_call", "name": "cut", "args": {"x": 1}}, text("b"), pause=0.05)
    events = make().project().events("go")
    assert [e for e in events if isinstance(e, (TextDelta, ToolCall))] == [
        TextDelta("a"),
        ToolCall("cut", {"x": 1}),
        TextDelta("b"),
    ]


def test_a_stream_without_text_is_silent_and_its_change_is_read(make: Any, faults: Faults) -> None:
    faults.chat(BEAT, apply=True)
    project = make().project()
    reply = project.chat("add a title")
    assert (reply.text, reply.outcome, len(reply.changes)) == ("", "silent", 1)
    assert faults.count("chat") == 1


def test_a_silent_edit_that_lands_later_is_found(make: Any, faults: Faults) -> None:
    faults.chat(BEAT, apply=True, late=0.15)
    reply = make(recovery_waits=(0.1,) * 5).project().chat("add a title")
    assert reply.outcome == "silent"


def test_a_silent_stream_without_change_is_unknown_after_five_looks(make: Any, faults: Faults) -> None:
    faults.chat(BEAT)
    project = make().project()
    reply = project.chat("add a title")
    assert reply.outcome == "unknown"
    assert "again" in reply.note
    assert faults.count("chat") == 1
    assert faults.count("state") == 1 + 1 + 5  # before, at once, after each wait


@pytest.mark.parametrize("seen", [[], [text("Working on")]])
def test_a_cut_stream_with_the_edit_applied_is_recovered(make: Any, faults: Faults, seen: list[Any]) -> None:
    faults.chat(*seen, apply=True, end="cut")
    project = make().project()
    reply = project.chat("add a title")
    assert (reply.outcome, len(reply.changes)) == ("recovered", 1)
    assert "connection dropped" in reply.note
    assert (faults.count("chat"), applied(faults, project)) == (1, 1)


def test_a_cut_stream_without_the_edit_is_unknown(make: Any, faults: Faults) -> None:
    faults.chat(text("Working on"), end="cut")
    project = make().project()
    assert project.chat("add a title").outcome == "unknown"
    assert (faults.count("chat"), applied(faults, project)) == (1, 0)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ({"do": "done_close"}, "recovered"),
        ({"do": "close"}, "unknown"),
        ({"do": "done_status", "status": 504, "body": "<html>Gateway Timeout</html>"}, "recovered"),
        ({"do": "status", "status": 502, "body": "<html>Bad Gateway</html>"}, "unknown"),
        ({"do": "done_status", "status": 408, "body": {}}, "recovered"),
    ],
)
def test_a_message_that_may_have_arrived_is_never_posted_twice(
    make: Any, faults: Faults, fault: dict[str, Any], outcome: str
) -> None:
    project = make().project()
    faults.add("chat", **fault)
    assert project.chat("add a title").outcome == outcome
    assert faults.count("chat") == 1
    assert applied(faults, project) == (outcome == "recovered")


def test_heartbeats_do_not_keep_a_dead_stream_alive(make: Any, faults: Faults) -> None:
    faults.chat(text("On it"), apply=True, end="beat")
    started = time.monotonic()
    reply = make(timeout=0.5).project().chat("add a title")
    assert reply.outcome == "recovered"
    assert 0.5 <= time.monotonic() - started < 2.0


@pytest.mark.parametrize("end", ["beat", "hang"])
def test_our_own_hanging_up_is_not_the_answers_end(make: Any, faults: Faults, end: str) -> None:
    """Where only the connection's close tells the end, a stream that we leave looks like one that is done."""
    faults.chat(text("On it"), BEAT, pause=0.2, apply=True, end=end, bare=True, seconds=5)
    assert make(timeout=0.5).project().chat("add a title").outcome == "recovered"
    faults.chat(text("Done"), apply=True, bare=True)
    assert make(timeout=0.5).project().chat("add a title").outcome == "answered"


def test_silence_after_heartbeats_is_timed_from_the_last_content(make: Any, faults: Faults) -> None:
    faults.chat(BEAT, BEAT, BEAT, pause=0.15, apply=True, end="hang", seconds=5)
    started = time.monotonic()
    assert make(timeout=0.6).project().chat("add a title").outcome == "recovered"
    assert time.monotonic() - started < 1.2


def test_a_failure_in_mid_stream_is_an_event_and_an_error(make: Any, faults: Faults) -> None:
    failure = {"errorCode": "RESOURCE_EXHAUSTED", "errorMessage": "model overloaded"}
    project = make().project()
    for _ in range(2):
        faults.chat({"content": {"parts": [{"text": "Well"}], "role": "model"}}, failure, apply=True)
    events = project.events("go")
    assert [type(e) for e in events if not isinstance(e, TextDelta)][-1] is Failure
    with pytest.raises(ApiError, match="model overloaded") as caught:
        project.chat("go")
    assert "timeline" in caught.value.hint
    assert faults.count("chat") == 2


def test_no_credits_in_mid_stream_has_its_class(make: Any, faults: Faults) -> None:
    faults.chat({"type": "error", "code": 2001, "message": "insufficient credits"})
    with pytest.raises(InsufficientCreditsError):
        make().project().chat("go")


def test_no_credits_before_the_stream(make: Any, faults: Faults) -> None:
    project = make().project()
    faults.add("chat", "status", status=200, body={"code": 2001, "message": "insufficient"})
    with pytest.raises(InsufficientCreditsError, match=r"register\?bind=anon_1"):
        project.chat("go")
    assert faults.count("chat") == 1


def test_the_trailing_trouble_sentence_is_dropped(make: Any, faults: Faults) -> None:
    faults.chat(text("All set."), text(" I encountered a tempor"), text("ary issue. Please try again."))
    assert make().project().chat("go").text == "All set."


def test_an_unknown_session_is_an_error_and_no_other_project_is_made(make: Any, faults: Faults) -> None:
    client = make()
    project = client.project()
    faults.forget()
    with pytest.raises(SessionNotFoundError, match="new project"):
        project.chat("go")
    with pytest.raises(SessionNotFoundError):
        project.timeline()
    assert faults.count("session") == 1


def test_a_rate_limited_message_was_refused_and_is_sent_once_more(make: Any, faults: Faults) -> None:
    project = make().project()
    faults.add(
        "chat", "status", status=429, headers={"Retry-After": "0"}, body={"code": 429, "message": "slow"}
    )
    assert project.chat("go").outcome == "answered"
    assert (faults.count("chat"), applied(faults, project)) == (2, 1)
    faults.add("chat", "status", times=2, status=429, body={"code": 429, "message": "slow"})
    with pytest.raises(RateLimitError):
        project.chat("go")


def test_an_expired_token_in_front_of_a_message(make: Any, faults: Faults) -> None:
    project = make().project()
    faults.add("chat", "status", status=401, body={"code": 1001, "message": "expired"})
    assert project.chat("go").outcome == "answered"
    assert applied(faults, project) == 1


def test_a_page_instead_of_a_stream_does_not_lose_the_edit(make: Any, faults: Faults) -> None:
    project = make().project()
    faults.add(
        "chat", "done_status", status=200, body="<html>login</html>", headers={"Content-Type": "text/html"}
    )
    assert project.chat("go").outcome in ("recovered", "silent")
    assert faults.count("chat") == 1


def test_garbage_in_the_stream_and_no_change_names_the_call(make: Any, faults: Faults) -> None:
    faults.chat('data: {"type": "te\n\n')
    with pytest.raises(ProtocolError, match=r"Chat.*te"):
        make().project().chat("go")


def test_a_state_that_cannot_be_read_stops_the_message_from_being_sent(make: Any, faults: Faults) -> None:
    project = make().project()
    faults.add("state", "close", times=5)
    with pytest.raises(ConnectionLostError):
        project.chat("go")
    assert faults.count("chat") == 0


def test_a_state_that_fails_during_recovery_is_read_again(make: Any, faults: Faults) -> None:
    project = make().project()
    faults.chat(apply=True, end="cut")
    faults.add("state", "status", status=500, times=7, skip=1, body="oops")
    assert project.chat("go").outcome == "recovered"


def test_a_service_without_a_state_can_still_chat(make: Any, faults: Faults) -> None:
    project = make().project()
    faults.add("state", "status", status=404, times=20, body={"detail": "Not Found"})
    reply = project.chat("go")
    assert (reply.text, reply.outcome) == ("Done: go", "answered")
