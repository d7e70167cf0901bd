"""How does a cell look while something is under way? One display, at most 20 updates a second.

A `Live` shows what the service says while it arrives, and one line of activity under it whose space is there
from the start. Painting happens on a thread of its own, so that the elapsed time goes on while the caller
waits for the network; updates between two paintings are merged. A saved notebook holds only the last. In a
terminal, where every update would be printed again, and under ``%%capture`` only the end is shown.
"""

from __future__ import annotations

import contextvars
import threading
import time
from html import escape
from typing import TYPE_CHECKING, Any

from IPython.core.getipython import get_ipython
from IPython.display import display

from nemo_nb.timeline import clock, framed, tell

from .translate import translate, translate_part
from .words import rich

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

Bundle = dict[str, str]

publish: Any = display
"""IPython's ``display``; it has no types."""

INTERVAL = 0.05
"""Seconds between two paintings; ipykernel's channel drops messages above 1000 a second."""
STILL_WORKING = 120.0
"""Seconds of activity after which a wait is called by its name."""


class Live:
    """One running display. Use it as a context manager; `finish` replaces everything by the result.

    Parameters
    ----------
    quiet
        Show nothing at all.
    heard
        Is told the same, as it comes: ``("delta", text)``, ``("doing", activity)`` and at the end
        ``("done", error)``, where the error is None when all went well.
    """

    def __init__(
        self, *, quiet: bool = False, heard: Callable[[str, Any], object] = lambda what, value: None
    ) -> None:
        self._heard = heard
        self._moving = not quiet and can_update()
        self._said = ""
        self._activity = ""
        self._since = time.monotonic()
        self._share: float | None = None
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._over = threading.Event()
        self._handle: Any = None
        self._painter: threading.Thread | None = None

    def __enter__(self) -> Live:
        if self._moving:
            self._handle = publish(self._bundle(), raw=True, display_id=True)
            # The context says which cell this is; ipykernel would file the updates under another one.
            context = contextvars.copy_context()
            self._painter = threading.Thread(
                target=context.run, args=(self._paint,), name="nemo-live", daemon=True
            )
            self._painter.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._close()
        self._heard("done", error)
        if error is not None and self._handle is not None:
            # What has been said stays.
            said = translate(self._said).text
            html = framed(rich(said)) if said.strip() else ""
            self._handle.update({"text/plain": said.strip(), "text/html": html}, raw=True)

    def say(self, text: str) -> None:
        """Add ``text`` to what the service has said."""
        with self._lock:
            self._said += text
        self._heard("delta", text)
        self._wake.set()

    def doing(self, activity: str, share: float | None = None) -> None:
        """Set the line of activity; ``share`` (0 to 1) draws a bar, None shows the elapsed time instead."""
        with self._lock:
            is_new = activity != self._activity
            if is_new:
                self._since = time.monotonic()
            self._activity, self._share = activity, share
        if is_new:
            self._heard("doing", activity)
        self._wake.set()

    def finish(self, bundle: Bundle) -> bool:
        """Replace the display by its result and return whether it was shown (a terminal shows it itself)."""
        self._close()
        if self._handle is not None:
            self._handle.update(bundle, raw=True)
        return self._handle is not None

    def _close(self) -> None:
        self._over.set()
        self._wake.set()
        if self._painter is not None:
            self._painter.join()
            self._painter = None

    def _paint(self) -> None:
        while not self._over.is_set():
            self._wake.wait(timeout=1.0)
            self._wake.clear()
            if self._over.is_set() or self._handle is None:
                return
            bundle = self._bundle()
            self._handle.update(bundle, raw=True)
            # A very long answer is sent whole each time: paint it less often.
            self._over.wait(max(INTERVAL, len(bundle["text/html"]) / 500_000))

    def _bundle(self) -> Bundle:
        with self._lock:
            said, activity, share = translate_part(self._said), self._activity, self._share
            elapsed = time.monotonic() - self._since
        if activity and share is None and elapsed >= STILL_WORKING:
            activity = tell("⏳ Still working… {activity}", activity=activity)
        waited = f" {clock(int(elapsed))}" if activity and share is None and elapsed >= 2 else ""
        bar = "" if share is None else f'<progress value="{min(max(share, 0), 1):.3f}"></progress> '
        line = f"{bar}{escape(activity)}{waited}"
        busy = " n-busy" if line and share is None else ""
        html = f'{rich(said)}<p class="n-quiet n-now{busy}" role="status">{line or "&nbsp;"}</p>'
        plain = "\n".join(filter(None, [said.strip(), f"{activity}{waited}".strip()]))
        return {"text/plain": plain, "text/html": framed(html)}


def can_update() -> bool:
    """Return whether a display can be changed later: in a kernel, and not while being captured."""
    shell: Any = get_ipython()
    publisher = type(getattr(shell, "display_pub", None)).__name__
    return hasattr(shell, "kernel") and publisher != "CapturingDisplayPublisher"
