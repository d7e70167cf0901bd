"""Stopping work that runs in another thread, together with the processes it is waiting for."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator


class Cancelled(Exception):
    """The work was cancelled; nothing of it is kept."""


class Cancel:
    """A request to stop, seen by `check` and felt at once by every process inside `killing`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._set = False

    @property
    def requested(self) -> bool:
        """Whether `request` has been called."""
        return self._set

    def request(self) -> None:
        """Ask the work to stop and kill what it waits for."""
        with self._lock:
            self._set = True
            for process in self._processes:
                _kill(process)

    def check(self) -> None:
        """Raise `Cancelled` when the work has been asked to stop."""
        if self._set:
            raise Cancelled

    @contextmanager
    def killing(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """Kill ``process`` on a request, and in any case when the block is left."""
        with self._lock:
            self._processes.add(process)
            if self._set:
                _kill(process)
        try:
            yield
        finally:
            with self._lock:
                self._processes.discard(process)
            _kill(process)
            process.wait()


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        process.kill()
