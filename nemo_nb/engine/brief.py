"""Words become a `Brief`: numbers and names, mood and genre, or what they change of an earlier one."""

from __future__ import annotations

from .music.brief import Brief
from .music.edits import recall, revise
from .music.reading import read

__all__ = ["Brief", "read_brief", "recall"]


def read_brief(text: str, *, before: Brief | None = None, seed: int = 0) -> Brief:
    """Understand a request for music in English or Chinese.

    With ``before``, change only what the words name; ``seed`` is for a new brief.
    """
    return read(text, seed) if before is None else revise(text, before)
