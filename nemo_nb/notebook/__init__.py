"""What a person touches in a notebook: the magics, their displays, and the panel.

%load_ext nemo_nb
%%nemo add calm lo-fi
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .loop import run
from .translate import Action, Translation, translate

if TYPE_CHECKING:
    from .panel import NemoPanel

__all__ = [
    "Action",
    "NemoPanel",
    "Translation",
    "load_ipython_extension",
    "run",
    "translate",
    "unload_ipython_extension",
]


def load_ipython_extension(shell: Any) -> None:
    """Make ``%nemo`` and ``%%nemo`` available: ``%load_ext nemo_nb``."""
    from .magics import load

    load(shell)


def unload_ipython_extension(shell: Any) -> None:
    """Take the magics back: ``%unload_ext nemo_nb``. The project stays, so that a reload changes nothing."""
    from .magics import unload

    unload(shell)


def __getattr__(name: str) -> Any:
    if name == "NemoPanel":  # ipywidgets takes a moment to import: only for who wants it
        from .panel import NemoPanel

        return NemoPanel
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
