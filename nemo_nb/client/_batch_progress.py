"""How far a batch is, as its `progress` callback hears it."""

from __future__ import annotations

from dataclasses import dataclass


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
