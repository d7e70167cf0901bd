"""Places on the timeline as a person names them, before anybody has looked at it. Times are seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Moment:
    """A time: seconds, or a ``share`` of the whole; counted back from the end with ``back``."""

    value: float = 0.0
    share: bool = False
    back: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """From one moment to another; None is the timeline's start or end."""

    start: Moment | None = None
    end: Moment | None = None


@dataclass(frozen=True, slots=True)
class Nth:
    """Scenes, clips or photos by number, from 1; -1 is the last one, and 0 the one in the middle."""

    first: int
    last: int
    of: Literal["scene", "clip", "photo"] = "scene"


@dataclass(frozen=True, slots=True)
class Named:
    """What shows a file."""

    name: str


@dataclass(frozen=True, slots=True)
class Within:
    """Times in a clip, counted from its start: “the first two seconds of clip 2”."""

    whole: Nth | Named
    times: Times


@dataclass(frozen=True, slots=True)
class Each:
    """The same times in every clip or scene, counted from where it starts."""

    of: Literal["scene", "clip", "photo"]
    times: Times


@dataclass(frozen=True, slots=True)
class Except:
    """All but these: “everything except the second clip”."""

    parts: tuple[Times | Nth | Named | Within, ...]


Part = Times | Nth | Named | Within | Each | Except
Parts = tuple[Part, ...]
"""Empty for all of it."""
