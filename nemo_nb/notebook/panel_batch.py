"""Many files in the panel: gathered, each made its own video, and shown as one live table.

A batch that a cell runs shows in the same table, and stops at the same Cancel. The files stay until the next
batch or the panel's end, so that the rest can be done after a stop, and any of them opened again.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
from typing import TYPE_CHECKING, Any

from nemo_nb.client import watch_batches
from nemo_nb.protocol import NemoError
from nemo_nb.timeline import retell, tell

from .batch import how_far, table_html
from .worker import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nemo_nb.client import BatchRow, RunningBatch

    from .face import Face
    from .incoming import IncomingFile
    from .page import Batch, Clip
    from .page import BatchRow as Row
    from .worker import Task, Worker

MOST = 60
"""Rows that the page gets; they come anew ten times a second."""

USABLE = 0.5
"""Share of the free disk that the files may take: the videos need room as well."""
AGAIN = {
    False: "Run the same cell again to go on with the rest.",
    True: "Add the same files again to go on with the rest.",
}
"""How to go on: with a cell's batch, and with the panel's own."""


class Batches:
    """The panel's batches, one at a time.

    Parameters
    ----------
    face
        Where they show.
    worker
        Does the panel's own, and holds its place for those of cells.
    clip
        Returns what the page is told of a video.
    """

    def __init__(self, face: Face, worker: Worker, clip: Callable[[Path], Clip]) -> None:
        self._face = face
        self._worker = worker
        self._clip = clip
        self._clips: dict[int, Clip] = {}
        self._lock = threading.RLock()
        self._wanted: dict[str, str] = {}
        self._files: list[tuple[IncomingFile, str]] = []
        self._shown: RunningBatch | None = None
        self._own: RunningBatch | None = None
        self._task: Task | None = None
        self._stop_watching = watch_batches(self._look)
        # A kernel that is shut down closes no panel, and these files may be large.
        atexit.register(self.forget)

    def close(self) -> None:
        """Look on no longer, and remove the files."""
        self._stop_watching()
        atexit.unregister(self.forget)
        self.forget()

    # Gathering

    @property
    def received(self) -> int:
        """Bytes of the files that are here, while others are still to come."""
        return sum(file.size for file, _ in self._files) if self._wanted else 0

    def gather(self, ids: list[str], words: list[str], size: int) -> bool:
        """Get ready for files of ``size`` bytes in all, each with its words. Return whether they may come.

        Raises
        ------
        NemoError
            There is no room for them on the disk.
        """
        if not ids or len(set(ids)) != len(words) or not all(isinstance(one, str) for one in (*ids, *words)):
            raise ValueError("no batch")
        free = shutil.disk_usage(tempfile.gettempdir()).free
        if size > free * USABLE:
            raise NemoError(
                f"These files have {size / 1e9:.1f} GB; the kernel's disk has room for {free / 1e9:.1f} GB.",
                hint="%%nemo batch works on files where they lie.",
            )
        with self._lock:
            label = tell("Uploading {count} files", count=len(ids))
            if self._worker.claim("batch", label, size) is None:
                return False
            self.forget()
            self._wanted = dict(zip(ids, words, strict=True))
            return True

    def wants(self, id: str) -> bool:
        """Return whether an upload is one of those that are gathered."""
        return id in self._wanted

    def take(self, file: IncomingFile) -> bool:
        """Keep a file that has arrived. Return whether it was the last."""
        with self._lock:
            self._files.append((file, self._wanted.pop(file.id)))
            return not self._wanted

    def stop_gathering(self) -> None:
        """Remove the files, unless they are all here."""
        if self._wanted:
            self.forget()

    def forget(self) -> None:
        """Remove the files, those that are here and those that would have come."""
        with self._lock:
            files, self._files, self._wanted = self._files, [], {}
        for file, _ in files:
            file.discard()

    # The batch itself, on the worker's thread

    def run(self, batch: Callable[[list[dict[str, Any]]], object]) -> str:
        """Make a video of each file that is here and return how it ended. Raises `NemoError`."""
        self._own = None
        jobs = [{"file": file.path, "instruction": words} for file, words in self._files]
        with self._worker.ended_by(self._end_own):
            batch(jobs)
        return self._ended()

    def _ended(self) -> str:
        if self._own is None:
            return ""
        now = self._own.progress
        lines = [f"{how_far(now)}."]
        if now.done == now.total:
            lines = [tell("All {total} done.", total=now.total)]
        if now.left:
            lines[0] += " " + tell("“Go on” does the rest.")
        if now.done:
            lines.append(tell("The videos are in {folder}", folder=self._own.folder.name))
        return "\n".join(lines)

    @property
    def label(self) -> str:
        """What is being done with the files, in a few words."""
        return tell("Making {count} videos", count=len(self._files))

    @property
    def asked(self) -> str:
        """What the files are to become, in one line."""
        words = dict.fromkeys(words for _, words in self._files)
        return tell("{count} files: {words}", count=len(self._files), words="; ".join(words))

    def _end_own(self) -> None:
        if self._own is not None:
            self._own.stop()

    # What shows

    def job(self, number: int) -> dict[str, str]:
        """Return what the client needs to open a row again. Raises `ValueError` where there is none."""
        if self._shown is None or number not in self._clips:
            raise ValueError("no such job")
        return self._shown.job(number)

    def video(self, which: str | int) -> Clip | None:
        """Return one of the batch's videos, by its id or its row."""
        found = (clip for row, clip in self._clips.items() if which in (row, clip["id"]))
        return next(found, None)

    def saved_html(self) -> str:
        """Return the batch that is over as HTML without a script; empty when there is none."""
        if self._shown is None or not self._shown.over:
            return ""
        return table_html(self._shown.table(), AGAIN[self._shown is self._own])

    def put_away(self) -> None:
        """Show the batch no longer, once it is over."""
        with self._lock:
            if self._shown is not None and self._shown.over:
                self._shown = None
                self._face.put(batch=None)

    def _look(self, running: RunningBatch) -> None:
        """Show a batch as it is now; see `watch_batches` for who calls."""
        with self._lock:
            if self._shown is not running:
                if self._shown is not None and not self._shown.over:
                    return
                self._shown, self._clips = running, {}
                if self._worker.is_here:
                    self._own = running
                    self._stop_if_cancelled(running)
            if running is not self._own:
                self._follow(running)
            self._face.put(batch=self._told(running))

    def _stop_if_cancelled(self, running: RunningBatch) -> None:
        try:
            self._worker.check()
        except Cancelled:
            running.stop()

    def _follow(self, running: RunningBatch) -> None:
        """Hold the panel's place for work while somebody else's batch runs, so that Cancel stops it."""
        if running.over:
            self._worker.end(self._task)
            self._task = None
        elif self._task is None:
            label = tell("Making {count} videos", count=running.progress.total)
            self._task = self._worker.claim("batch", label, end=running.stop)

    def _told(self, running: RunningBatch) -> Batch:
        now, rows, own = running.progress, running.rows(MOST), running is self._own
        waits = running.over and now.left > 0
        again = tell(AGAIN[False]) if waits and not own else ""
        return {
            "line": how_far(now),
            "part": (now.done + now.failed) / now.total,
            "note": " ".join(filter(None, [retell(now.note), again])),
            "rows": [self._row(row) for row in rows],
            "more": now.total - len(rows),
            "over": running.over,
            "rest": waits and own and bool(self._files),
        }

    def _row(self, row: BatchRow) -> Row:
        made = row.status in ("done", "unchanged")
        if made and row.number not in self._clips and row.output.is_file():
            self._clips[row.number] = self._clip(row.output)
        return {
            "number": row.number,
            "file": row.file,
            "state": row.status,
            "what": tell(row.what) if row.status == "running" else retell(row.what),
            "seconds": row.seconds or 0.0,
            "video": self._clips[row.number]["id"] if row.number in self._clips else "",
        }
