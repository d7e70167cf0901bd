"""How a job of a batch can end, and how its video is checked before it counts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nemo_nb.client._mp4 import read_facts
from nemo_nb.protocol import NemoError, RenderError

if TYPE_CHECKING:
    from pathlib import Path

_OFF = 0.5  # s that a file may be longer or shorter than was told


@dataclass(frozen=True, slots=True)
class Outcome:
    """A job that has its video.

    ``duration`` in seconds, ``size`` in bytes; ``text`` is what was said, ``warning`` what to check,
    ``project`` the id under which a service keeps it.
    """

    changes: str
    text: str
    duration: float | None
    size: int
    warning: str = ""
    project: str = ""


class Stopped(Exception):
    """The batch was stopped; the job can go on another time."""


class Halt(NemoError):
    """What is wrong would be wrong for every other job too: the rest waits."""


def verify(path: Path, size: int | None, duration: float | None, digest: str | None = None) -> float | None:
    """Return a video's length after looking whether it is what was made.

    Raises
    ------
    RenderError
    """
    facts = read_facts(path)
    whole = size is None or facts.size == size
    if whole and digest is not None:
        with path.open("rb") as file:
            whole = hashlib.file_digest(file, "sha256").hexdigest() == digest
    if not whole or not facts.size:
        raise RenderError(f"{path.name} did not arrive whole.", hint="Run the batch again.")
    if duration is not None and facts.duration is not None and abs(facts.duration - duration) > _OFF:
        raise RenderError(
            f"{path.name} is {facts.duration:.1f} s long instead of {duration:.1f} s.",
            hint="Run the batch again.",
        )
    return duration if facts.duration is None else facts.duration
