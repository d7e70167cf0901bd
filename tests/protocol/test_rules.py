"""The rules' own numbers, on a clock that only moves when a rule waits: no socket, no second spent."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import pytest

from nemo_nb.protocol import SKILLS, ApiError, ConnectionLostError, RateLimitError, RenderJob, TimeoutError
from nemo_nb.protocol.account import Account, Policy, Secret
from nemo_nb.protocol.calls import read_credits, read_state
from nemo_nb.protocol.chat import chat
from nemo_nb.protocol.ops import (
    Call,
    Close,
    Emit,
    Locked,
    Now,
    Open,
    Read,
    Response,
    Run,
    Send,
    Sleep,
    Stopped,
    TransportFailure,
)
from nemo_nb.protocol.render import follow


@dataclass
class Script:
    """Answers in order; a `TransportFailure` is thrown, a list is a stream of chunks."""

    answers: deque[Any]
    now: float = 0.0
    waits: list[float] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    chunks: deque[Any] = field(default_factory=deque)

    def run(self, call: Call[Any]) -> Any:
        answer: Any = None
        error: Exception | None = None
        while True:
            try:
                op = call.throw(error) if error else call.send(answer)
            except StopIteration as end:
                return end.value
            answer = error = None
            try:
                answer = self.perform(op)
            except TransportFailure as failure:
                error = failure

    def perform(self, op: Any) -> Any:
        match op:
            case Send(request) | Open(request):
                self.asked.append(f"{request.method} {request.url}")
                answer = self.answers.popleft()
                if isinstance(answer, TransportFailure):
                    raise answer
                if isinstance(answer, list):
                    self.chunks = deque(answer)
                    return Response(200, {"content-type": "text/event-stream"})
                return answer
            case Read(within):
                chunk = self.chunks.popleft() if self.chunks else b""
                if isinstance(chunk, float):  # silence of so many seconds
                    self.now += min(chunk, within)
                    if chunk >= within:
                        raise TransportFailure("silent", sent=True, silent=True)
                    return self.perform(op)
                if isinstance(chunk, TransportFailure):
                    raise chunk
                return chunk
            case Sleep(seconds):
                self.waits.append(seconds)
                self.now += seconds
            case Now():
                return self.now
            case Run(work):
                return work()
            case Locked(call):
                return self.run(call())
            case Stopped():
                return False
            case Emit() | Close():
                return None
        return None


def script(*answers: Any) -> Script:
    return Script(deque(answers))


def ok(body: Any, status: int = 200, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, named, json.dumps(body).encode())


def account(**more: Any) -> Account:
    policy = Policy(jitter=lambda: 1.0, **more)
    return Account(lambda fresh: "id", Secret("t"), True, skill=SKILLS["ai-music-maker"], policy=policy)


CREDITS = {"available": 1, "frozen": 0, "total": 1}
LOST = TransportFailure("broken", sent=True)
UNSENT = TransportFailure("refused", sent=False)


def state(*texts: str) -> Response:
    return ok({"state": {"draft": {"t": [{"sg": [text]} for text in texts]}}})


def test_backoff_doubles_up_to_a_limit_and_attempts_end() -> None:
    world = script(*[UNSENT] * 9)
    with pytest.raises(ConnectionLostError):
        world.run(read_credits(account(attempts=8)))
    assert world.waits == [0.5, 1, 2, 4, 8, 8, 8]


def test_jitter_takes_up_to_half_of_a_wait_away() -> None:
    assert [Policy(jitter=lambda: 0.0).pause(n) for n in range(3)] == [0.25, 0.5, 1.0]


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, 30.0),
        ({"retry_after": "7"}, 7.0),
        ({"retry_after": "0"}, 0.0),
        ({"retry_after": "100000"}, 120.0),
        ({"retry_after": "soon"}, 30.0),
        ({"retry_after": "Sat, 21 Nov 2026 00:00:45 GMT", "date": "Sat, 21 Nov 2026 00:00:00 GMT"}, 45.0),
        ({"retry_after": "Sat, 21 Nov 2026 00:00:00 GMT", "date": "Sat, 21 Nov 2026 00:00:45 GMT"}, 0.0),
        ({"retry_after": "Sat, 21 Nov 2026 00:00:45 GMT"}, 30.0),
    ],
)
def test_how_long_429_waits(headers: dict[str, str], wait: float) -> None:
    world = script(ok({"code": 429}, 429, **headers), ok(CREDITS))
    world.run(read_credits(account()))
    assert world.waits == [wait]


def test_429_is_repeated_once_only_in_either_form() -> None:
    for refusal in (ok({"code": 429, "message": "slow"}, 429), ok({"code": 429, "message": "slow"})):
        world = script(refusal, refusal, ok(CREDITS))
        with pytest.raises(RateLimitError):
            world.run(read_credits(account()))
        assert world.waits == [30.0]


def test_retry_after_of_a_503_is_honoured() -> None:
    world = script(ok({}, 503, retry_after="9"), ok({}, 503), ok(CREDITS))
    world.run(read_credits(account()))
    assert world.waits == [9.0, 1.0]


def test_a_lost_chat_is_looked_for_after_30_and_then_every_60_seconds() -> None:
    same = state("a")
    world = script(same, [b"data: {}\n\n", LOST], same, same, same, same, same, same)
    end = world.run(chat(account(), "s", "go"))
    assert end.outcome == "unknown"
    assert world.waits == [30, 60, 60, 60, 60]
    assert sum("run_sse" in line for line in world.asked) == 1


def test_the_first_changed_look_ends_the_wait() -> None:
    world = script(state("a"), [LOST], state("a"), state("a"), state("a", "b"))
    assert world.run(chat(account(), "s", "go")).outcome == "recovered"
    assert world.waits == [30, 60]


def test_a_message_that_never_left_is_sent_again() -> None:
    world = script(state(), UNSENT, UNSENT, [b'data: {"type":"text","content":"Hi"}\n\n'], state("a"))
    assert world.run(chat(account(), "s", "go")).text == "Hi"
    assert world.waits == [0.5, 1]


def test_ten_minutes_without_content_end_a_chat_whatever_beats() -> None:
    beats: list[Any] = [100.0, b'data: {"type":"heartbeat"}\n\n'] * 20
    text = b'data: {"type":"text","content":"Hi"}\n\n'
    world = script(state(), [100.0, text, *beats], state("a"))
    end = world.run(chat(account(), "s", "go"))
    assert (end.outcome, end.text, world.now) == ("recovered", "Hi", 700.0)


def test_content_keeps_a_long_chat_alive() -> None:
    step = [500.0, b'data: {"type":"tool_call","name":"render","args":{}}\n\n']
    world = script(state(), [*step * 5, b'data: {"type":"text","content":"Hi"}\n\n'], state("a"))
    assert world.run(chat(account(), "s", "go")).outcome == "answered"


def test_polling_starts_soon_slows_down_and_follows_progress() -> None:
    # A job of 100 s whose progress is even: each look sees as much as the clock says.
    world = script()

    class Even(deque[Any]):
        def popleft(self) -> Response:
            done = min(100, int(world.now))
            return ok({"id": "r", "status": "completed" if done == 100 else "processing", "progress": done})

    world.answers = Even()
    world.run(follow(account(), RenderJob("r", "pending")))
    assert world.waits[0] < 0.5
    assert max(world.waits) == 8.0
    assert len(world.waits) < 45
    assert world.now < 101  # near the end it looks often again: the video is not kept waiting


def test_an_export_without_progress_is_given_up_after_half_an_hour() -> None:
    stuck = ok({"id": "r", "status": "processing", "progress": 5})
    world = script(*[stuck] * 999)
    with pytest.raises(TimeoutError, match="resume"):
        world.run(follow(account(), RenderJob("r", "pending")))
    assert 1800 < world.now < 1830


def test_a_state_without_envelope_or_with_fields_at_either_level() -> None:
    inner = {"state": {"draft": {"t": []}, "video_infos": [{"filename": "a.mp4"}, "junk"]}, "session_id": "s"}
    for body in (inner, {"code": 0, "data": inner}, {"success": True, "data": inner}, {"code": "0", **inner}):
        found = script(ok(body)).run(read_state(account(), "s"))
        assert found.draft == {"t": []}
        assert [media.filename for media in found.media] == ["a.mp4"]


FACTS = {"size": "7", "duration": 5}


@pytest.mark.parametrize(
    "body",
    [
        {"id": "r", "status": "completed", "output": {"url": "u", "duration": 5, "size": 7}},
        {"data": {"id": "r", "status": "completed", "outputUrl": "u"}, "size": 7, "duration": 5},
        {
            "success": True,
            "data": {"taskId": "r", "status": "COMPLETED", "outputUrl": "u", "size": "7", "duration": 5},
        },
        {"code": 0, "status": "completed", "data": {"outputUrl": "u", "size": 7, "duration": "5.0"}},
    ],
)
def test_a_finished_export_in_all_its_forms(body: Any) -> None:
    from nemo_nb.protocol.render import look_up

    job = script(ok(body)).run(look_up(account(), "r"))
    assert (job.id, job.status, job.url, job.duration, job.size) == ("r", "completed", "u", 5.0, 7)


def test_a_code_is_an_error_at_any_status() -> None:
    for status in (200, 400, 403):
        with pytest.raises(ApiError) as caught:
            script(ok({"code": 2001, "msg": "none"}, status)).run(read_credits(account()))
        assert caught.value.code == 2001
