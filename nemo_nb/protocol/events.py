"""What a chat's stream says, whichever dialect the service speaks.

Two dialects of payload exist. *Flat* payloads carry a ``type``; *ADK* payloads (Google's Agent Development
Kit) carry ``content.parts``. `Fold` turns both into the same five events and keeps three promises:

1. Every sentence appears once, although ADK's final event repeats what its partial events said.
2. Thoughts of the model stay hidden.
3. A trailing "I encountered a temporary issue" after a normal answer is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from nemo_nb.protocol.errors import NemoError


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
