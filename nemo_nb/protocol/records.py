"""What calls return. Times are seconds (float), sizes bytes, unless a name says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from nemo_nb.protocol.shown import Shown

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]
Outcome = Literal["answered", "silent", "recovered", "unknown"]
"""How a chat ended: with text; without text but with a changed timeline; cut off but found applied;
not confirmed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of something long.

    ``stage`` is one of ``"upload"``, ``"render"``, ``"download"``; ``done`` and ``total`` are bytes for
    transfers and per cent for a render (``total`` is None while unknown).
    """

    stage: str
    done: float
    total: float | None
    message: str = ""


ProgressCallback = Callable[[Progress], object]


@dataclass(frozen=True, slots=True)
class Credits(Shown):
    """The account's balance; ``frozen`` is reserved by running work."""

    available: float
    frozen: float
    total: float


@dataclass(frozen=True, slots=True)
class Media:
    """One uploaded file as the service sees it. ``url`` is signed and therefore kept out of the repr."""

    filename: str
    kind: str
    duration: float | None = None
    width: int | None = None
    height: int | None = None
    fps: float | None = None
    hash: str | None = None
    url: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """A project's identity at the service."""

    session_id: str
    task_id: str | None = None
    user_id: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """The service's latest view of a project. ``raw`` is the whole ``state`` object, untouched."""

    session_id: str
    draft: Json | None
    media: tuple[Media, ...] = ()
    task_name: str | None = None
    raw: Json = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class RenderJob:
    """One export job. ``status`` is ``pending``, ``processing``, ``completed`` or ``failed``;
    ``progress`` is per cent."""

    id: str
    status: str
    progress: float = 0.0
    url: str | None = field(default=None, repr=False)
    duration: float | None = None
    size: int | None = None
    error: str | None = None
    session_id: str | None = None
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Video(Shown):
    """A finished export on disk. ``url`` is signed and therefore kept out of the repr."""

    path: Path
    url: str | None = field(default=None, repr=False)
    duration: float | None = None
    width: int | None = None
    height: int | None = None
    size: int | None = None
