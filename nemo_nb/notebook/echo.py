"""What is a cell doing with the project, or another panel? Shown while it happens, and stopped from here.

A cell works on the kernel's main thread and tells the workspace's listeners how it gets on. The panel shows
that as if it were a job of its own: question, activity, the reply as it streams, Cancel.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

from nemo_nb.protocol import NemoError
from nemo_nb.timeline import tell

from .translate import translate_part
from .worker import INTERVAL, Cancelled

if TYPE_CHECKING:
    from .face import Face
    from .worker import Task, Worker


class Echo:
    """Follows one job of somebody else at a time.

    Parameters
    ----------
    face
        Where it shows.
    worker
        Holds the panel's place for work meanwhile: the project is busy anyway.
    """

    def __init__(self, face: Face, worker: Worker) -> None:
        self._face = face
        self._worker = worker
        self._lock = threading.RLock()
        self._on = False
        self._cell = False
        self._task: Task | None = None
        self._said = ""
        self._painted = 0.0

    def hear(self, what: str, value: Any) -> None:
        """Follow one event of the workspace (see `Workspace.listen`)."""
        if what == "done":
            self._end(value)
        elif what in ("prompt", "doing", "delta"):
            self._begin(value if what == "doing" else tell("Thinking"))
            if what == "prompt":
                self._face.add("you", value)
            elif what == "doing":
                self._face.put(activity=value)
            else:
                self._say(value)

    def _begin(self, label: str) -> None:
        with self._lock:
            if not self._on:
                self._on, self._said = True, ""
                self._cell = threading.current_thread() is threading.main_thread()
        # A job of the panel's own may still be on: it may wait for its turn, or be about to end.
        self._task = self._task or self._worker.claim("cell", label, end=self._stop)

    def _say(self, piece: str) -> None:
        self._said += piece
        if time.monotonic() - self._painted >= INTERVAL:
            self._painted = time.monotonic()
            self._face.put(reply=translate_part(self._said))

    def _end(self, error: BaseException | None) -> None:
        # Cancel waits for this lock while it interrupts: what runs after this line is no longer ours to hit.
        with self._lock:
            self._on = False
            task, self._task = self._task, None
        self._face.put(reply="", activity="")
        if isinstance(error, KeyboardInterrupt):
            error = Cancelled()
        elif not isinstance(error, NemoError):
            error = None  # a fault of a cell is told in the cell
        self._worker.end(task, error)

    def _stop(self) -> None:
        with self._lock:
            if not self._on:
                return
            if not self._cell:
                self._face.ask_others_to_stop()
            elif hasattr(signal, "pthread_kill"):
                ident = threading.main_thread().ident
                if ident is not None:
                    signal.pthread_kill(ident, signal.SIGINT)
            else:
                os.kill(os.getpid(), signal.SIGINT)
