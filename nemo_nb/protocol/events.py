"""What a chat's stream says, whichever dialect the service speaks.

Two dialects of payload exist. *Flat* payloads carry a ``type``; *ADK* payloads (Google's Agent Development
Kit) carry ``content.parts``. `Fold` turns both into the same five events and keeps three promises:

1. Every sentence appears once, although ADK's final event repeats what its partial events said.
2. Thoughts of the model stay hidden.
3. A trailing "I encountered a temporary issue" after a normal answer is dropped.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from nemo_nb.protocol.envelope import shorten, to_code
from nemo_nb.protocol.errors import ApiError, NemoError


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A further piece of the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolCall:
    """The service starts a step; ``args`` are for progress lines only and never shown as they are."""

    name: str
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToolResult:
    """The service finished a step."""

    name: str
    result: Any = None


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The service is alive and has nothing to say yet."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The service gave up in the middle of its answer."""

    error: NemoError


Event = TextDelta | ToolCall | ToolResult | Heartbeat | Failure

_CONTINUES = ",.;:!?)]，。；：！？）"
"""A message that begins with one of these goes on with the sentence before a tool call."""
_TROUBLE = "i encountered a temporary issue"
_TROUBLE_AT = re.compile(_TROUBLE, re.IGNORECASE)
_TROUBLE_LIMIT = 400
"""The service ends some good answers with this sentence; nothing longer than this follows it."""


class Fold:
    """Turn the payloads of one stream into events.

    ``worked`` says whether anything but heartbeats has come; ``garbled`` keeps the first payload that was
    not an object, for the error message of a stream without content.
    """

    def __init__(self) -> None:
        self.worked = False
        self.garbled: str | None = None
        # Text is kept in pieces: adding to one long string would copy all of it for every word.
        self._said: list[str] = []
        self._spoken = False  # what was said is more than white space
        self._partial: dict[str, list[str]] = {}  # message id -> its fragments so far
        self._held = ""  # text that may turn out to be the trailing trouble sentence
        self._apart = False  # the next text begins a new message

    @property
    def text(self) -> str:
        """All the text so far."""
        return "".join(self._said)

    def feed(self, payload: str) -> list[Event]:
        """Return the events in one payload; ``""`` is a heartbeat."""
        body: Any = None
        if payload.strip():
            try:
                body = json.loads(payload)
            except (ValueError, RecursionError):
                self.garbled = self.garbled or shorten(payload)
        if not isinstance(body, dict):
            return [Heartbeat()]
        if _failed(body):
            return self._failure(body)
        events = self._adk(body) if "type" not in body else self._flat(body)
        if events is None:
            return [Heartbeat()]
        self.worked = True
        return events

    def close(self) -> list[Event]:
        """Return what was held back, once the stream has ended."""
        if self._is_trouble(self._held) and len(self._held) <= _TROUBLE_LIMIT:
            self._held = ""
        return self._release()

    def _flat(self, body: dict[str, Any]) -> list[Event] | None:
        kind, name = body["type"], str(body.get("name") or "")
        if kind == "text" and isinstance(body.get("content"), str):
            if "partial" in body:
                return self._message(body, body["content"])
            return self._say(body["content"]) if body["content"] else None
        if kind == "tool_call":
            return [*self._release(), ToolCall(name, _object(body.get("args")))]
        if kind == "tool_result":
            return [*self._release(), ToolResult(name, body.get("result"))]
        return None

    def _adk(self, body: dict[str, Any]) -> list[Event] | None:
        content = body.get("content")
        parts = content.get("parts") if isinstance(content, dict) else None
        if not isinstance(parts, list):
            return None
        said, tools = "", list[Event]()
        for part in parts:
            if not isinstance(part, dict):
                continue
            if isinstance(part.get("text"), str) and not part.get("thought"):
                said += part["text"]
            call = part.get("functionCall") or part.get("function_call")
            result = part.get("functionResponse") or part.get("function_response")
            if isinstance(call, dict):
                tools.append(ToolCall(str(call.get("name") or ""), _object(call.get("args"))))
            elif isinstance(result, dict):
                tools.append(ToolResult(str(result.get("name") or ""), result.get("response")))
        if isinstance(content, dict) and content.get("role") == "user":
            said = ""  # tool results come under this role; our own words are never an answer
        events = self._message(body, said)
        if tools:
            events = [*events, *self._release(), *tools]
        return events or None

    def _message(self, body: dict[str, Any], said: str) -> list[Event]:
        """Say a fragment, or what the final event adds to its fragments."""
        if not said:
            return []
        key = str(body.get("id") or body.get("author") or "")
        if body.get("partial"):
            fragments = self._partial.setdefault(key, [])
            fragments.append(said)
            return self._say(said, apart=len(fragments) == 1)
        if key not in self._partial:  # a final event under another id than its fragments
            key = next((k for k, v in self._partial.items() if said.startswith("".join(v))), key)
        known = "".join(self._partial.pop(key, ()))
        if said.startswith(known):
            rest = said[len(known) :]
            return self._say(rest, apart=not known) if rest else []
        if "".join(said.split()) == "".join(known.split()):
            return []
        return self._say(said, apart=True)

    def _say(self, text: str, *, apart: bool = False) -> list[Event]:
        before = self._held or (self._said[-1] if self._said else "")
        joined = text[:1].isspace() or text[:1] in _CONTINUES or before[-1:].isspace()
        if apart and before and not joined:
            text = "\n\n" + text
        self._held += text
        start = _trouble_start(self._held)
        if start is None or len(self._held) - start > _TROUBLE_LIMIT:
            return self._release()
        if not self._spoken and not self._held[:start].strip():
            return self._release()  # trouble is all it says: that is the answer
        return self._release(start)

    def _release(self, length: int | None = None) -> list[Event]:
        ready = self._held[:length]
        self._held = self._held[len(ready) :]
        if not ready:
            return []
        self._said.append(ready)
        self._spoken = self._spoken or not ready.isspace()
        return [TextDelta(ready)]

    def _failure(self, body: dict[str, Any]) -> list[Event]:
        message = body.get("errorMessage") or body.get("error") or body.get("message") or body.get("content")
        if isinstance(message, dict):
            message = message.get("message")
        said = shorten(str(message or body.get("errorCode") or body.get("code") or ""), 300)
        if self._spoken and self._is_trouble(said):
            return [Heartbeat()]
        self.worked = True
        code = to_code(body.get("errorCode", body.get("code"))) or 0
        error: NemoError = ApiError.from_code(code, f"The service stopped before it was done: {said}")
        return [*self._release(), Failure(error)]

    def _is_trouble(self, text: str) -> bool:
        return _TROUBLE_AT.match(text.strip()) is not None


def _trouble_start(held: str) -> int | None:
    """Return where the trouble sentence, or what may become it, begins in ``held``."""
    found = _TROUBLE_AT.search(held)
    if found:
        at = found.start()
    else:
        for length in range(min(len(_TROUBLE) - 1, len(held)), 0, -1):
            if held[-length:].lower() == _TROUBLE[:length]:
                at = len(held) - length
                break
        else:
            # White space alone may be the gap before it.
            at = len(held.rstrip())
            return at if at < len(held) else None
    start = len(held[:at].rstrip())
    opens = start == 0 or start < at or held[start - 1] in ".!?。！？…"
    return start if opens else None


def _failed(body: dict[str, Any]) -> bool:
    if body.get("errorCode") or body.get("errorMessage") or body.get("error"):
        return True
    return body.get("type") == "error" or (body.get("code") not in (None, 0, "0", "") and "type" not in body)


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
