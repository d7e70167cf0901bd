"""Many jobs, each to its own end: which one is next, what has become of it, and what is told meanwhile.

`Batch` knows the rows and the journal and runs nothing; `_batch_run` has the lanes that jobs run in.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nemo_nb.client._batch_names import owner_of
from nemo_nb.client._batch_outcome import Halt, Outcome, Stopped
from nemo_nb.client._batch_progress import BatchProgress, BatchRow
from nemo_nb.client._journal import Journal, key_of
from nemo_nb.client._line import HungUp
from nemo_nb.protocol import (
    AuthenticationError,
    FileTooLargeError,
    InsufficientCreditsError,
    NemoError,
    PlanRequiredError,
    TransportError,
    UnsupportedFileError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from nemo_nb.client._batch_jobs import Job

_EVERY = 0.1  # s between two reports
_SHOWN = 8  # problems that a report names
_IN_A_ROW = 5  # lost connections after which the network is taken to be down


@dataclass(slots=True)
class Row:
    """One job and how it stands; ``status`` as in the table, and ``running``."""

    job: Job
    status: str = "waiting"
    stage: str = ""
    began: float = 0.0
    seconds: float | None = None
    changes: str = ""
    error: str = ""
    project: str = ""


class Batch:
    """The rows of one run. Thread-safe.

    Parameters
    ----------
    jobs
        As `read_jobs` returned them.
    journal
        Where it is noted.
    service
        Whose work it is; part of what makes a job the same.
    folder
        The folder of the outputs.
    report
        Gets a `BatchProgress`, at most ten times a second.
    """

    def __init__(
        self,
        jobs: list[Job],
        journal: Journal,
        service: str,
        folder: Path,
        report: Callable[[BatchProgress], object] | None,
    ) -> None:
        self.rows = [Row(job, "invalid" if job.problem else "waiting", error=job.problem) for job in jobs]
        self.journal = journal
        self.note = ""
        self.broken: BaseException | None = None  # what the report raised
        self._service = service
        self.folder = folder
        self._report = report
        self._reported = 0.0
        self._later: threading.Timer | None = None
        self._over = False
        self._lock = threading.RLock()
        self._next = 0
        self._stopped = False
        self._halted = ""
        self._lost = 0

    @property
    def stopped(self) -> bool:
        """Whether nothing more is to be begun."""
        return self._stopped

    def stop(self) -> None:
        """Begin nothing more, and let go of what runs."""
        self._stopped = True

    def take(self) -> int | None:
        """Return the next job that can be begun; None when there is none."""
        with self._lock:
            while not self._stopped and not self._halted and self._next < len(self.rows):
                number, self._next = self._next, self._next + 1
                row = self.rows[number]
                if row.status == "waiting":
                    row.status, row.began = "running", time.monotonic()
                    return number
        return None

    def prepare(self, number: int) -> tuple[str, str | None] | None:
        """Return a job's key and its file's SHA-256; None for one that has ended already.

        Raises
        ------
        NemoError
            It must not be begun.
        """
        job = self.rows[number].job
        self.tell(number, "reading")
        try:
            digest = self.journal.hash_of(job.file) if job.file is not None else None
        except OSError as error:
            raise NemoError(f"{job.file} cannot be read: {error.strerror}.") from None
        output = os.path.relpath(job.output, self.folder)
        key = key_of(
            file=digest,
            name=job.file.name if job.file else "",
            instruction=job.instruction,
            output=output,
            skill=job.skill.name,
            service=self._service,
        )
        entry = self.journal.entry(key)
        if entry.state == "refused":
            raise UnsupportedFileError(str(entry.facts.get("error")))
        if entry.state == "done" and _size(job.output) == entry.facts.get("size"):
            self._end(number, entry.facts)
            return None
        if job.output.exists() and not self.journal.wrote(job.output):
            raise NemoError(
                f"{job.output.name} exists already.", hint="Move it away, or name another output."
            )
        try:
            job.output.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise  # no other job would fare better
            raise NemoError(f"There can be no folder {job.output.parent}: {error.strerror}.") from None
        self.journal.belongs(key, output, *owner_of(job, self.folder))
        return key, digest

    def finish(self, number: int, key: str, outcome: Outcome) -> None:
        """Note a job's success."""
        row = self.rows[number]
        facts = {
            "changes": outcome.changes,
            "text": outcome.text,
            "warning": outcome.warning or None,
            "size": outcome.size,
            "seconds": round(time.monotonic() - row.began, 3),
            # What only mattered on the way.
            "seen": None,
            "composed": None,
            "rendered": None,
        }
        self._end(number, self.journal.note(key, row.job.output, "done", **facts).facts)

    def fail(self, number: int, key: str | None, error: BaseException) -> None:
        """Note a job's failure, or that it has to wait."""
        row = self.rows[number]
        with self._lock:
            row.stage, row.seconds = "", None
            if isinstance(error, (Stopped, HungUp)) or self._stopped:
                row.status = "waiting"
            elif isinstance(error, _FOR_ALL) or getattr(error, "errno", None) in _FULL:
                row.status, row.error = "waiting", _line(error)
                if not isinstance(error, InsufficientCreditsError):  # then what is paid can still be exported
                    self._halted = self._halted or row.error
            else:
                row.status, row.error = "failed", _line(error)
                row.seconds = round(time.monotonic() - row.began, 3)
                self._lost = self._lost + 1 if isinstance(error, TransportError) else 0
                if self._lost >= _IN_A_ROW:
                    self._halted = self._halted or row.error
        if key is not None and isinstance(error, (UnsupportedFileError, FileTooLargeError)):
            self.journal.note(key, row.job.output, "refused", error=str(error))
        self._tell_all()

    def tell(self, number: int, stage: str) -> None:
        """Say what is being done for a job."""
        self.rows[number].stage = stage
        self._tell_all()

    def end(self) -> None:
        """Say what is left of those that never began, and report a last time."""
        for row in self.rows:
            if row.status in ("waiting", "running"):
                row.status = "waiting"
                row.error = row.error or self._halted
        self._tell_all(last=True)

    def progress(self) -> BatchProgress:
        """Return how far it is."""
        with self._lock:
            counts = dict.fromkeys(("waiting", "running", "done", "unchanged", "failed", "invalid"), 0)
            running, problems = [], []
            for row in self.rows:
                counts[row.status] += 1
                if row.status == "running":
                    running.append((name_of(row.job), row.stage, time.monotonic() - row.began))
                elif row.error and row.status in ("failed", "invalid"):
                    problems.append((name_of(row.job), row.error))
        return BatchProgress(
            len(self.rows),
            counts["done"] + counts["unchanged"],
            counts["failed"] + counts["invalid"],
            counts["waiting"] + counts["running"],
            tuple(running),
            tuple(problems[-_SHOWN:]),
            self.note or self._halted,
        )

    def now(self, most: int) -> list[BatchRow]:
        """Return the rows as they stand, in order; of more than ``most``, those that say most."""
        with self._lock:
            rows = list(enumerate(self.rows))
            if len(rows) > most:
                rows = sorted(sorted(rows, key=lambda each: _WEIGHT[each[1].status])[:most])
            return [
                BatchRow(
                    number,
                    name_of(row.job),
                    row.status,
                    row.stage or row.error or row.changes or row.job.instruction,
                    row.seconds,
                    row.job.output,
                )
                for number, row in rows
            ]

    def table(self) -> pd.DataFrame:
        """Return the rows as a table: what `nemo_nb.client.NemoClient.batch` promises."""
        import pandas as pd

        columns: dict[str, list[Any]] = {
            "file": [row.job.given for row in self.rows],
            "instruction": [row.job.instruction for row in self.rows],
            "status": [row.status for row in self.rows],
            "output": [str(row.job.output) for row in self.rows],
            "seconds": pd.array([row.seconds for row in self.rows], dtype="Float64"),  # type: ignore[dict-item]
            "changes": [row.changes for row in self.rows],
            "error": [row.error for row in self.rows],
        }
        if any(row.job.named_skill for row in self.rows):
            columns["skill"] = [row.job.skill.name for row in self.rows]
        if any(row.project for row in self.rows):
            columns["project"] = [row.project for row in self.rows]
        for name in dict.fromkeys(name for row in self.rows for name in row.job.extra):
            columns[name] = [row.job.extra.get(name) for row in self.rows]
        return pd.DataFrame(columns)

    def _end(self, number: int, facts: dict[str, Any]) -> None:
        row = self.rows[number]
        with self._lock:
            self._lost = 0
            row.stage, row.seconds = "", facts.get("seconds")
            row.changes, row.error = str(facts.get("changes") or ""), str(facts.get("warning") or "")
            row.project = str(facts.get("session") or "")
            row.status = "done"
            if row.job.instruction and not row.changes:
                row.status = "unchanged"
                row.error = row.error or " ".join(str(facts.get("text") or "").split())
        self._tell_all()

    def _tell_all(self, *, last: bool = False) -> None:
        if self._report is None:
            return
        with self._lock:
            now = time.monotonic()
            if not last and (self._over or now - self._reported < _EVERY):
                self._tell_later()
                return
            self._reported, self._over = now, last
        try:
            self._report(self.progress())
        except BaseException as error:
            self.broken = self.broken or error
            self._stopped = True

    def _tell_later(self) -> None:
        """Report what came too soon after the last report: nothing else may come for a long time."""
        if self._later is None and not self._over:
            self._later = threading.Timer(_EVERY, self._tell_late)
            self._later.daemon = True
            self._later.start()

    def _tell_late(self) -> None:
        self._later = None
        self._tell_all()


_WEIGHT = {"running": 0, "failed": 1, "invalid": 1, "done": 2, "unchanged": 2, "waiting": 3}
_FOR_ALL = (
    Halt,
    InsufficientCreditsError,
    PlanRequiredError,
    AuthenticationError,
    sqlite3.Error,
    MemoryError,
)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def name_of(job: Job) -> str:
    """Return what a person calls a job."""
    return job.file.name if job.file is not None else job.output.name


def _line(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror or error}. Run the batch again once that is mended."
    if not isinstance(error, NemoError):
        return f"Something went wrong that should not have ({type(error).__name__}: {error})."
    return " ".join(str(error).split())


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
