"""The queue of exports: one at a time per project, a few at a time in all, cancelled at once."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from nemo_nb.engine.cancel import Cancel, Cancelled
from nemo_nb.engine.picture import Facts
from nemo_nb.engine.render.formats import Output
from nemo_nb.engine.trouble import explain
from nemo_nb.protocol import OUTPUTS, ApiError, RenderError

if TYPE_CHECKING:
    from pathlib import Path

    from nemo_nb.engine.library import Library
    from nemo_nb.engine.store import Json, Project, Render, Store

_AT_ONCE = 2
_PATIENCE = 1.0  # s between tries to write down how an export ended
CANCELLED = "The export was cancelled."

_log = logging.getLogger(__name__)


class Renders:
    """The exports of this engine. Thread-safe."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library
        self._lock = threading.Lock()
        self._active: dict[str, tuple[str, Cancel]] = {}

    def start(self, project: Project, render_id: str, draft: Json, output: object = None) -> Render:
        """Queue an export and return its job; ``output`` is the request's format and quality.

        Raises
        ------
        ApiError
            The id is taken, or the format is none that can be made.
        """
        try:
            wanted = asdict(Output.read(output))
        except RenderError as error:
            raise ApiError(error.message, code=400, hint=error.hint) from None
        if not self._store.add_render(render_id, project.id, self._library.engine, draft, wanted):
            raise ApiError("An export with this id exists already.", code=409)
        self.resume()
        job = self._store.render(render_id)
        assert job is not None  # added above
        return job

    def cancel(self, render_id: str) -> None:
        """End a job that waits or runs; one that has ended stays as it is."""
        with self._lock:
            job = self._store.render(render_id)
            if job is not None and job.status in ("pending", "processing"):
                self._store.update_render(render_id, status="failed", error=CANCELLED)
            for active, cancel in self._active.values():
                if active == render_id:
                    cancel.request()

    def resume(self) -> None:
        """Start as many waiting jobs as may run now."""
        with self._lock:
            for job in self._store.pending_renders(self._library.engine):
                if len(self._active) >= _AT_ONCE:
                    return
                if job.status == "pending" and job.session_id not in self._active:
                    cancel = Cancel()
                    self._active[job.session_id] = (job.id, cancel)
                    self._store.update_render(job.id, status="processing")
                    threading.Thread(target=self._run, args=(job, cancel), daemon=True).start()

    def _run(self, job: Render, cancel: Cancel) -> None:
        try:
            values = self._render(job, cancel)
        except Cancelled:
            values = {"status": "failed", "error": CANCELLED}
        except RenderError as error:
            values = {"status": "failed", "error": str(error)}
        except Exception as error:
            _log.error("an export failed", exc_info=error)
            values = {"status": "failed", "error": explain(error, "render this")}
        while not self._settle(job, cancel, values):
            time.sleep(_PATIENCE)
        self.resume()

    def _settle(self, job: Render, cancel: Cancel, values: Json) -> bool:
        with self._lock:
            try:
                if not cancel.requested:
                    self._store.update_render(job.id, **values)
                else:
                    self._library.export(job.id, _suffix(job)).unlink(missing_ok=True)
            except (sqlite3.OperationalError, OSError):  # the disk is full: later, then
                return False
            del self._active[job.session_id]
            return True

    def _render(self, job: Render, cancel: Cancel) -> Json:
        from nemo_nb.engine.render import render

        files = {file.hash: file.facts for file in self._store.media(job.session_id)}

        def find(digest: str) -> tuple[Path, Facts] | None:
            path = self._library.media(digest)
            return (path, Facts.from_json(files[digest])) if digest in files and path.is_file() else None

        def progress(percent: float) -> None:
            if not cancel.requested:
                self._store.update_render(job.id, progress=min(percent, 99.0))

        with self._library.scratch() as scratch:
            made = render(job.draft, find, scratch, cancel, progress, Output.read(job.output))
            target = self._library.export(job.id, _suffix(job))
            cancel.check()
            made.path.replace(target)
        return {
            "status": "completed",
            "progress": 100,
            "file": target.name,
            "size": target.stat().st_size,
            "duration": made.duration,
        }


def _suffix(job: Render) -> str:
    return OUTPUTS[Output.read(job.output).format]
