"""The line a chat is on, so that another thread can hang up."""

from __future__ import annotations

import threading
from typing import Protocol


class Cuttable(Protocol):
    """Something on the network that another thread can end."""

    def hang_up(self) -> None:
        """End it."""


class HungUp(BaseException):
    """The line was cut. No `Exception`: no rule about lost connections may answer it."""


class Line:
    """What one call waits for. `hang_up` may come from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cut = threading.Event()
        self._stream: Cuttable | None = None

    def hang_up(self) -> None:
        """End the call: what it reads, what it waits for, and what it would do next."""
        with self._lock:
            self._cut.set()
            if self._stream is not None:
                self._stream.hang_up()

    def watch(self, stream: Cuttable | None) -> None:
        """Note what the call waits for from now on."""
        with self._lock:
            self._stream = stream
            if stream is not None and self._cut.is_set():
                stream.hang_up()

    def sleep(self, seconds: float) -> None:
        """Wait, but not longer than the line holds."""
        self._cut.wait(seconds)

    def check(self) -> None:
        """Raise `HungUp` when the line was cut."""
        if self._cut.is_set():
            raise HungUp
