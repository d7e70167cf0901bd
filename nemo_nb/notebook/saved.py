"""What does a saved notebook show of the panel? An ordinary HTML output next to it, for who has no kernel.

A widget without its kernel is an empty box, and an HTML form of the widget itself is ignored then. So the
panel keeps a second output up to date: the conversation, the timeline and a still. A style rule of the panel
hides it in pages where the panel is alive.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from IPython.display import HTML, display

from nemo_nb.timeline import framed

from .live import can_update
from .words import rich

if TYPE_CHECKING:
    from collections.abc import Iterable

    from IPython.display import DisplayHandle

EMPTY = "<p>The panel, before anything was said.</p>"


class SavedCopy:
    """The output next to one display of a panel."""

    def __init__(self) -> None:
        self._handles: list[DisplayHandle] = []

    def show(self, html: str) -> None:
        """Add a copy to the cell that shows the panel right now."""
        if can_update():
            handle = display(HTML(html), display_id=True)  # type: ignore[no-untyped-call]
            if handle is not None:
                self._handles.append(handle)

    def update(self, html: str) -> None:
        """Bring every copy up to date."""
        for handle in self._handles:
            handle.update(HTML(html))  # type: ignore[no-untyped-call]


def saved_html(messages: Iterable[dict[str, Any]], picture: str, poster: str, video: str) -> str:
    """Return the panel as HTML without a script.

    ``picture`` is the timeline's HTML, ``poster`` a data URL, ``video`` the latest export's name; any of them
    may be empty.
    """
    said = "".join(map(_message, messages)) or EMPTY
    still = f'<img alt="" style="max-width:480px;width:100%" src="{escape(poster)}">' if poster else ""
    name = f'<p class="n-quiet">{escape(video)}</p>' if video else ""
    return framed(f'<div class="np-saved">{said}{picture}{still}{name}</div>')


def _message(message: dict[str, Any]) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in message["lines"])
    text = f"<p><b>{escape(message['text'])}</b></p>" if message["who"] == "you" else rich(message["text"])
    return text + (f"<ul>{lines}</ul>" if lines else "")
