"""The line a chat is on, so that another thread can hang up."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nemo_nb.client._http import SyncStream


class HungUp(BaseException):
    """The line was cut. No `Exception`: no rule about lost connections may answer it."""


class Line:
    """What one call waits for. `hang_up` may come from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cut = threading.Event()
        self._stream: SyncStream | None = None

    def hang_up(self) -> None:
        """End the call: what it reads, what it waits for, and what it would do next."""
        with self._lock:
            self._cut.set()
            if self._stream is not None:
                self._stream.hang_up()

    def watch(self, stream: SyncStream | None) -> None:
        """Note what the call reads from now on."""
        with self._lock:
            self._stream = stream

    def sleep(self, seconds: float) -> None:
        """Wait, but not longer than the line holds."""
        self._cut.wait(seconds)

    def check(self) -> None:
        """Raise `HungUp` when the line was cut."""
        if self._cut.is_set():
            raise HungUp
