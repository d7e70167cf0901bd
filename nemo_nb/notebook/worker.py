"""What is the panel doing right now? One job at a time, on a thread of its own, with progress and Cancel.

A job is asked to end, and mostly does at its next report. One that cannot (it waits for a cell's turn, for a
service that does not answer) is left behind after `GRACE`: it ends by itself later, and its end is not shown.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .page import Job

INTERVAL = 0.05
"""Seconds between two reports that are shown: the kernel's channel drops messages above 1000 a second."""
GRACE = 0.6
"""Seconds that a cancelled job has to end by itself; Cancel answers within one second."""


class Cancelled(KeyboardInterrupt):
    """Somebody pressed Cancel. Like an interrupt it passes every handler, and the client ends the export."""


@dataclass
class Task:
    """One job: what is shown of it, and how it is ended."""

    shown: Job
    hang_up: Callable[[], object] | None = None
    cancel: threading.Event = field(default_factory=threading.Event)


class Worker:
    """Runs the panel's jobs.

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
        self._here = threading.local()
        self._task: Task | None = None
        self._shown = 0.0

    @property
    def is_here(self) -> bool:
        """Whether the caller is a job of this worker."""
        return getattr(self._here, "task", None) is not None

    def begin(self, kind: str, label: str, work: Callable[[], object]) -> bool:
        """Start ``work``; return False, and do nothing, while another job is on."""
        with self._lock:
            if self.claim(kind, label) is None:
                return False
            self.run(work)
            return True

    def claim(
        self, kind: str, label: str, total: float = 0.0, end: Callable[[], object] | None = None
    ) -> Task | None:
        """Announce a job whose work comes later, with `run`; return None while another one is on.

        ``end`` is called by Cancel; a job of somebody else needs it, whose work is never run here.
        """
        with self._lock:
            if self._task is not None:
                return None
            since = int(time.time() * 1000)
            job: Job = {
                "kind": kind,
                "label": label,
                "done": 0.0,
                "total": total,
                "since": since,
                "cancelling": False,
            }
            self._task = task = Task(job, end)
            self._show(job)
            return task

    def run(self, work: Callable[[], object], label: str | None = None) -> None:
        """Do the work of the job that was claimed; with a ``label``, as something whose length is unknown."""
        with self._lock:
            if label is not None and self._task is not None:
                self._change(self._task, label=label, done=0.0, total=0.0)
        # A daemon: a kernel that is shut down does not wait for a long answer.
        threading.Thread(target=self._work, args=(self._task, work), name="nemo-panel", daemon=True).start()

    def release(self) -> None:
        """End a job that was claimed and never run."""
        self.end(self._task)

    def report(self, done: float, total: float | None = None) -> None:
        """Show how far the job is; the known total stays by default. Raises `Cancelled` when it shall end."""
        self.check()
        with self._lock:
            task, now = self._mine, time.monotonic()
            if task is not None and task is self._task and now - self._shown >= INTERVAL:
                self._shown = now
                self._change(task, done=float(done), total=task.shown["total"] if total is None else total)

    def check(self) -> None:
        """Raise `Cancelled` when the caller's job shall end."""
        task = self._mine
        if task is not None and task.cancel.is_set():
            raise Cancelled

    @contextmanager
    def ended_by(self, hang_up: Callable[[], object]) -> Iterator[None]:
        """While the caller's job is in this block, Cancel also calls ``hang_up``, from another thread."""
        task: Task = self._here.task
        task.hang_up = hang_up
        try:
            # Cancel may have come just before.
            self.check()
            yield
        finally:
            task.hang_up = None

    def cancel(self) -> None:
        """Ask the job to end; leave it behind when it does not."""
        with self._lock:
            task = self._task
            if task is None or task.cancel.is_set():
                return
            task.cancel.set()
            self._change(task, cancelling=True)
            hang_up = task.hang_up
        if hang_up is not None:
            hang_up()
        timer = threading.Timer(GRACE, self.end, (task, Cancelled()))
        timer.daemon = True
        timer.start()

    @property
    def _mine(self) -> Task | None:
        # Whoever is no job speaks of the present one: slices of an upload arrive on another thread.
        task: Task | None = getattr(self._here, "task", None)
        return task or self._task

    def _change(self, task: Task, **changes: object) -> None:
        task.shown = {**task.shown, **changes}  # type: ignore[typeddict-item]
        self._show(task.shown)

    def _work(self, task: Task, work: Callable[[], object]) -> None:
        self._here.task = task
        try:
            work()
        except (Exception, KeyboardInterrupt) as error:
            self.end(task, error)
        else:
            self.end(task)

    def end(self, task: Task | None, error: BaseException | None = None) -> None:
        """End a job, if it is still the present one; ``error`` is shown."""
        with self._lock:
            if task is None or task is not self._task:
                return
            self._task = None
            if error is not None:
                self._failed(error)
            self._show(None)
