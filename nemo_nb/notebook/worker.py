"""What is the panel doing right now? One job at a time, on a thread of its own, with progress and Cancel."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Job = dict[str, Any]

INTERVAL = 0.05
"""Seconds between two reports that are shown: the kernel's channel drops messages above 1000 a second."""


class Cancelled(BaseException):
    """Somebody pressed Cancel.

    Like an interrupt it is no `Exception`: it passes every handler, and the client ends the export at the
    service.
    """


class Worker:
    """Runs the panel's jobs.

    A job is shown as ``{"kind", "label", "done", "total", "since", "cancelling"}``: ``total`` is 0 while
    unknown, ``since`` milliseconds since 1970, so that a page that was reloaded goes on counting.

    Parameters
    ----------
    show
        Gets the job after every change, and None when there is none. Called on any thread.
    failed
        Gets what a job raised.
    """

    def __init__(
        self, show: Callable[[Job | None], object], failed: Callable[[BaseException], object]
    ) -> None:
        self._show = show
        self._failed = failed
        self._lock = threading.RLock()
        self._cancel = threading.Event()
        self._thread: threading.Thread | None = None
        self._job: Job | None = None
        self._shown = 0.0

    @property
    def is_here(self) -> bool:
        """Whether the caller is the job itself."""
        return threading.current_thread() is self._thread

    def begin(self, kind: str, label: str, work: Callable[[], object]) -> bool:
        """Start ``work``; return False, and do nothing, while another job is on."""
        with self._lock:
            if not self.claim(kind, label):
                return False
            self.run(work)
            return True

    def claim(self, kind: str, label: str, total: float = 0.0) -> bool:
        """Announce a job whose work comes later, with `run`; return False while another one is on."""
        with self._lock:
            if self._job is not None:
                return False
            self._cancel.clear()
            since = int(time.time() * 1000)
            self._set({"kind": kind, "label": label, "done": 0.0, "total": total, "since": since})
            return True

    def run(self, work: Callable[[], object]) -> None:
        """Do the work of the job that was claimed."""
        # A daemon: a kernel that is shut down does not wait for a long answer.
        self._thread = threading.Thread(target=self._work, args=(work,), name="nemo-panel", daemon=True)
        self._thread.start()

    def release(self) -> None:
        """End a job that was claimed and never run."""
        self._set(None)

    def report(self, done: float, total: float | None = None) -> None:
        """Show how far the job is; the known total stays by default. Raises `Cancelled` when it shall end."""
        self.check()
        with self._lock:
            now = time.monotonic()
            if self._job is not None and now - self._shown >= INTERVAL:
                self._shown = now
                of = self._job["total"] if total is None else total
                self._set(self._job | {"done": float(done), "total": float(of)})

    def check(self) -> None:
        """Raise `Cancelled` when the job shall end."""
        if self._cancel.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the job to end; it does at its next `check` or `report`."""
        with self._lock:
            if self._job is not None:
                self._cancel.set()
                self._set(self._job)

    def _set(self, job: Job | None) -> None:
        with self._lock:
            self._job = job | {"cancelling": self._cancel.is_set()} if job else None
            self._show(self._job)

    def _work(self, work: Callable[[], object]) -> None:
        try:
            work()
        except (Exception, Cancelled) as error:
            self._failed(error)
        finally:
            self._set(None)
