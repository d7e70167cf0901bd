"""What belongs to the conversation can be asked for too: undo, answers, and what cannot be granted."""

from __future__ import annotations

from dataclasses import dataclass


class Wish:
    """Anything that a message can ask for."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Undo(Wish):
    """Take the last edits back; 0 is all since the material came."""

    steps: int = 1


@dataclass(frozen=True, slots=True)
class Redo(Wish):
    """Do again what was undone."""

    steps: int = 1


@dataclass(frozen=True, slots=True)
class Clear(Wish):
    """An empty timeline."""


@dataclass(frozen=True, slots=True)
class Ask(Wish):
    """A question or greeting: ``length``, ``timeline``, ``scenes``, ``help`` or ``thanks``."""

    about: str


@dataclass(frozen=True, slots=True)
class Impossible(Wish):
    """Something that this engine cannot do; ``what`` names it in the voice's lines."""

    what: str


@dataclass(frozen=True, slots=True)
class Unknown(Wish):
    """Words that nobody understood."""

    text: str
