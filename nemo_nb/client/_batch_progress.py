"""How far a batch is, and each of its jobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far a batch is.

    ``done`` jobs have their video, ``failed`` will not have one, ``left`` are still to come; ``running``
    holds (file, what is being done, seconds) and ``problems`` (file, error) of the last that failed. ``note``
    is what concerns the batch as a whole.
    """

    total: int
    done: int
    failed: int
    left: int
    running: tuple[tuple[str, str, float], ...] = ()
    problems: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One job as it stands.

    ``number`` is its place in the table, from 0; ``status`` as there, or ``running``; ``what`` is the stage
    it is at, what it changed, what went wrong, or what it is to do; ``seconds`` what it took, None before.
    """

    number: int
    file: str
    status: str
    what: str
    seconds: float | None
    output: Path
