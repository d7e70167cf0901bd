"""The record of export jobs, so that a later kernel can find, follow and fetch them."""

from __future__ import annotations

from pathlib import Path

from nemo_nb.client._record import Record
from nemo_nb.protocol import RenderJob


class JobRecord:
    """The jobs of one service. ``file`` is for tests."""

    def __init__(self, service: str, file: Path | None = None) -> None:
        self._record = Record("renders.jsonl", service, file)

    def note(self, job: RenderJob, path: Path | None = None) -> None:
        """Keep a job's present state."""
        place = str(path) if path else None
        self._record.note(job.id, session=job.session_id, status=job.status, path=place)

    def jobs(self) -> list[RenderJob]:
        """Return every known job of this service, the oldest first."""
        return [
            RenderJob(
                line["id"],
                str(line.get("status") or "pending"),
                100.0 if line.get("status") == "completed" else 0.0,
                session_id=line.get("session"),
                path=Path(line["path"]) if line.get("path") else None,
            )
            for line in self._record.known()
        ]
