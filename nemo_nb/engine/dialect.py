"""The agent's steps as server-sent events, in the dialect of Google's Agent Development Kit.

Text goes out as partial events when it is known. Before a step of work, and at the end, a final event with
the same id repeats the whole text since the last final one; a step adds its ``functionCall`` and answers with
a ``functionResponse`` in the user's role. There is no closing event: the connection's end is the end.
"""

from __future__ import annotations

import json
import time
import uuid
from typing import TYPE_CHECKING, Any

from nemo_nb.engine.steps import Call, Done, Say, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

HEARTBEAT = b'data: {"type": "heartbeat"}\n\n'

Json = dict[str, Any]


class Dialect:
    """Turns the steps of one answer into frames."""

    def __init__(self) -> None:
        self._invocation = f"e-{uuid.uuid4()}"
        self._text = ""
        self._id = str(uuid.uuid4())
        self._calls: dict[str, str] = {}

    def frames(self, step: Step) -> Iterator[bytes]:
        """Yield the frames of one step."""
        if isinstance(step, Say):
            self._text += step.text
            yield self._frame({"parts": [{"text": step.text}], "role": "model"}, partial=True)
        elif isinstance(step, Call):
            call = self._calls[step.name] = f"adk-{uuid.uuid4()}"
            yield self._final([{"functionCall": {"id": call, "name": step.name, "args": step.args}}])
        else:
            yield self._response(step)

    def end(self) -> Iterator[bytes]:
        """Yield the last final event, if text is left to repeat."""
        if self._text:
            yield self._final([])

    def failure(self, code: str, message: str) -> Iterator[bytes]:
        """Yield what an answer that failed half-way ends with."""
        yield self._frame(None, errorCode=code, errorMessage=message)

    def _response(self, step: Done) -> bytes:
        answer = {"id": self._calls.pop(step.name, None), "name": step.name, "response": step.result}
        delta = {} if step.draft is None else {"draft": step.draft}
        content = {"parts": [{"functionResponse": answer}], "role": "user"}
        return self._frame(content, actions={"stateDelta": delta})

    def _final(self, calls: list[Json]) -> bytes:
        text = [{"text": self._text}] if self._text else []
        frame = self._frame({"parts": [*text, *calls], "role": "model"}, turnComplete=not calls)
        self._text, self._id = "", str(uuid.uuid4())
        return frame

    def _frame(self, content: Json | None, **fields: Any) -> bytes:
        event = {
            **({} if content is None else {"content": content}),
            "author": "nemo_agent",
            "invocationId": self._invocation,
            "id": self._id,
            "timestamp": time.time(),
            **fields,
        }
        return b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n"
