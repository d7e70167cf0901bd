"""The record of export jobs, so that a later kernel can find, follow and fetch them.

One JSON object per line is appended for each change; the last one of an id counts. Kernels may append at the
same time: each line is one write. It holds ids, states and paths, no address and no secret, in a 0600 file.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from nemo_nb.protocol import Json, RenderJob

_LONG = 1 << 20
_KEPT = 500


class JobRecord:
    """The jobs of one service. ``file`` is for tests."""

    def __init__(self, service: str, file: Path | None = None) -> None:
        self._service = service
        self._file = file

    def _path(self) -> Path:
        if self._file is None:
            from platformdirs import user_data_dir

            self._file = Path(user_data_dir("nemo_nb", appauthor=False)) / "renders.jsonl"
        return self._file

    def note(self, job: RenderJob, path: Path | None = None) -> None:
        """Keep a job's present state. A record that cannot be written does not stop an export."""
        line = {
            "id": job.id,
            "service": self._service,
            "session": job.session_id,
            "status": job.status,
            "path": str(path) if path else None,
            "at": round(time.time(), 3),
        }
        try:
            self._path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._path().exists() and self._path().stat().st_size > _LONG:
                self._shorten()
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            descriptor = os.open(self._path(), flags, 0o600)
            try:
                os.write(descriptor, (json.dumps(line) + "\n").encode())
            finally:
                os.close(descriptor)
        except OSError:
            return

    def jobs(self) -> list[RenderJob]:
        """Return every known job of this service, the oldest first."""
        found: dict[str, RenderJob] = {}
        for line in self._lines():
            if line.get("service") != self._service or not isinstance(line.get("id"), str):
                continue
            before = found.get(line["id"])
            path = line.get("path")
            job = RenderJob(
                line["id"],
                str(line.get("status") or "pending"),
                100.0 if line.get("status") == "completed" else 0.0,
                session_id=line.get("session") or (before.session_id if before else None),
                path=Path(path) if path else before.path if before else None,
            )
            found[job.id] = job
        return list(found.values())

    def _lines(self) -> list[Json]:
        try:
            text = self._path().read_text("utf-8", "replace")
        except OSError:
            return []
        lines = []
        for raw in text.splitlines():
            try:
                line = json.loads(raw)
            except ValueError:
                continue
            if isinstance(line, dict):
                lines.append(line)
        return lines

    def _shorten(self) -> None:
        last = {(line.get("service"), line.get("id")): line for line in self._lines()}
        keep = list(last.values())[-_KEPT:]
        temporary = self._path().with_name(f"renders.{os.getpid()}.tmp")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in keep)
        temporary.replace(self._path())
