"""What the agent does while it answers, one step at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Say:
    """A piece of the answer's text, shown as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A step of work begins."""

    name: str
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """A step of work ended; ``draft`` is the new draft when it was an edit."""

    name: str
    result: dict[str, Any] = field(default_factory=dict)
    draft: dict[str, Any] | None = None


Step = Say | Call | Done
