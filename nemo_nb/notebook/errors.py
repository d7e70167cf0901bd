"""How does an error look in a cell? What happened and what to do next, and the cell counts as failed."""

from __future__ import annotations

from typing import Any

from nemo_nb.protocol import NemoError
from nemo_nb.timeline import retell, tell

# Bold alone: JupyterLab puts errors on red, on which red letters are hard to read in the dark theme.
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


class UsageProblem(NemoError):
    """What was typed cannot be meant; nothing was sent."""


def make_brief(error: BaseException, shell: Any) -> None:
    """Let IPython show ``error`` as one or two lines, unless ``%xmode Verbose`` asks for the traceback.

    IPython asks an exception for ``_render_traceback_``; the output stays a real error output.
    """
    if getattr(getattr(shell, "InteractiveTB", None), "mode", "") == "Verbose":
        return
    lines = brief(error)
    error._render_traceback_ = lambda: lines  # type: ignore[attr-defined]


def brief(error: BaseException) -> list[str]:
    """Return the lines of ``error`` for a person: the first in bold, the next step after it."""
    if isinstance(error, KeyboardInterrupt):
        return [tell("Stopped."), *getattr(error, "__notes__", [])]
    if isinstance(error, NemoError):
        return [f"{BOLD}{_told(error.message)}{PLAIN}", *filter(None, [_told(error.hint)])]
    return [f"{BOLD}{type(error).__name__}{PLAIN}: {error}"]


def _told(text: str) -> str:
    return retell(" ".join(text.split()))
