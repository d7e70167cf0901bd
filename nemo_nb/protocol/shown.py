"""Results that a notebook can show.

What calls return belongs here and in the client; how it looks belongs to the room that draws. A result finds
that room by name when somebody asks for its picture, so that a script that shows nothing loads nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

ROOM = "nemo_nb.notebook.shown"
"""Where results are drawn: its ``bundle(result)`` returns the forms by MIME type."""


class Shown:
    """Base of results with a picture. IPython, marimo and VS Code ask for ``_repr_mimebundle_``."""

    __slots__ = ()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        drawn: dict[str, str] = import_module(ROOM).bundle(self)
        return drawn


class ShownList(Shown):
    """For lists: printed, they are the same lines as in a terminal."""

    __slots__ = ()

    def __repr__(self) -> str:
        return self._repr_mimebundle_()["text/plain"]
