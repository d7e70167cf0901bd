"""One message to the service, and the truth about what became of it.

A message is never posted a second time once it may have arrived: it could be applied and charged twice. So
the state before it is kept, and how the stream ends decides:

==========================================  =============================================================
the stream                                  the outcome
==========================================  =============================================================
ends after some text                        ``answered``
ends without text                           ``silent`` once the draft differs
breaks, or brings no content for 10 min     ``recovered`` once the draft differs
… and the draft never differs               ``unknown`` after the last of the recovery waits
… because our own local engine died         one look: ``recovered``, or `EngineError` at once
reports a failure                           that failure, with a word on whether the draft differs
==========================================  =============================================================
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nemo_nb.protocol.calls import APP, read_state
from nemo_nb.protocol.errors import (
    ApiError,
    EngineError,
    NemoError,
    ProtocolError,
    RateLimitError,
    SessionNotFoundError,
    TransportError,
)
from nemo_nb.protocol.events import Event, Failure, Fold, Heartbeat
from nemo_nb.protocol.ops import Call, Close, Emit, Now, Read, Request, Sleep, Stopped, TransportFailure
from nemo_nb.protocol.retry import ask_stream, may_have_arrived
from nemo_nb.protocol.sse import SseDecoder

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_nb.protocol.account import Account
    from nemo_nb.protocol.records import Json, Outcome


@dataclass(frozen=True, slots=True)
class ChatEnd:
    """How a chat ended. ``before`` and ``after`` are drafts; ``error`` is what the service reported."""

    text: str
    outcome: Outcome
    before: Json | None = field(repr=False)
    after: Json | None = field(repr=False)
    error: NemoError | None = None


def chat(
    account: Account,
    session_id: str,
    text: str,
    look: Callable[[Json | None], object] = lambda before: None,
) -> Call[ChatEnd]:
    """Send ``text`` once, `Emit` the answer's events while they arrive, and find out what it did.

    ``look`` gets the draft from before the message, for who stops the answer and asks what was applied.

    Raises
    ------
    NemoError
        The message was refused, or never left.
    EngineError
        The local engine stopped before the edit was done.
    """
    before, known = yield from _first_look(account, session_id)
    look(before)
    fold = Fold()
    cut, failure = yield from _talk(account, session_id, text, fold)
    if failure is not None:
        after, _ = yield from _look(account, session_id, before)
        if known and after != before:
            failure.hint = failure.hint or "Part of it is on the timeline: check it before trying again."
        return ChatEnd(fold.text, "answered", before, after, failure)
    answered = bool(fold.text.strip()) and not cut
    stopped = cut and bool((yield Stopped()))
    after, seen = yield from _look(account, session_id, before)
    if not answered and not stopped:
        if not cut and fold.garbled and not fold.worked and after == before:
            raise ProtocolError(f"Chat: the service's answer could not be read: {fold.garbled}")
        # Without a state from before, nothing that we wait for could tell us more.
        for wait in account.policy.recovery_waits if known else ():
            if seen and after != before:
                break
            yield Sleep(wait)
            after, seen = yield from _look(account, session_id, before)
    changed = known and seen and after != before
    if stopped and not changed:
        raise EngineError(
            "The local engine stopped before the edit was done.",
            hint="Your project is safe; run the message again.",
        )
    outcome: Outcome = "answered"
    if not answered:
        outcome = "unknown" if not changed else "recovered" if cut else "silent"
    return ChatEnd(fold.text, outcome, before, after)


def _talk(account: Account, session_id: str, text: str, fold: Fold) -> Call[tuple[bool, NemoError | None]]:
    """Post the message and fold the stream: whether it was cut, and what it reported."""
    silence = account.policy.content_silence
    request = Request(
        "POST",
        "/run_sse",
        "Chat",
        headers={"Accept": "text/event-stream", "Cache-Control": "no-cache"},
        json={
            "app_name": APP,
            "user_id": "me",
            "session_id": session_id,
            "new_message": {"parts": [{"text": text}]},
        },
        silence=silence,
    )
    decoder, failure = SseDecoder(), None
    try:
        yield from ask_stream(account, request, repeat=False)
        content_at: float = yield Now()
        while True:
            now: float = yield Now()
            if now - content_at >= silence:
                yield Close()
                return True, failure
            chunk: bytes = yield Read(silence - (now - content_at))
            if not chunk:
                break
            events = [event for payload in decoder.feed(chunk) for event in fold.feed(payload)]
            if any(not isinstance(event, Heartbeat) for event in events):
                content_at = yield Now()
            for event in events or [Heartbeat()]:
                failure = failure or _failure_in(event)
                yield Emit(event)
    except NemoError as error:
        if not may_have_arrived(error):
            raise
        return True, None
    except TransportFailure:
        cut = True
    else:
        cut = decoder.cut
    yield Close()
    for event in fold.close():
        yield Emit(event)
    return cut and failure is None, failure


def _failure_in(event: Event) -> NemoError | None:
    return event.error if isinstance(event, Failure) else None


def _first_look(account: Account, session_id: str) -> Call[tuple[Json | None, bool]]:
    """Return the draft before the message and True, or False from a service that has no such endpoint."""
    try:
        return (yield from read_state(account, session_id)).draft, True
    except SessionNotFoundError:
        raise
    except ApiError as error:
        if error.code != 404:
            raise
        return None, False


def _look(account: Account, session_id: str, otherwise: Json | None) -> Call[tuple[Json | None, bool]]:
    """Return the draft and True, or ``otherwise`` and False when the state cannot be read right now."""
    try:
        return (yield from read_state(account, session_id)).draft, True
    except (ProtocolError, TransportError):
        return otherwise, False
    except ApiError as error:
        if error.code == 404 or error.code >= 500 or isinstance(error, RateLimitError):
            return otherwise, False
        raise
