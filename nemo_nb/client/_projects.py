"""The record of projects, since the service has no list of them: who comes back tomorrow finds hers again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from nemo_nb.client._record import Record
from nemo_nb.protocol.answers import number

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project that was made or worked on from this computer.

    ``name`` is its first file, or the first words that were said about it; empty for an untouched one.
    ``at`` is when it was last worked on, in local time.
    """

    session_id: str
    name: str
    at: datetime


class ProjectRecord:
    """The projects of one service. ``file`` is for tests."""

    def __init__(self, service: str, file: Path | None = None) -> None:
        self._record = Record("projects.jsonl", service, file)
        self._met: set[str] = set()

    def meet(self, session_id: str, file: str = "") -> None:
        """Note a project that was looked at, unless it is known; ``file`` is the name of its first file."""
        if session_id not in self._met:
            self._met.add(session_id)
            if not self._known(session_id):
                self.note(session_id, file=file)

    def note(self, session_id: str, *, file: str = "", said: str = "") -> None:
        """Note that a project was made, got a ``file`` (its name), or was told something."""
        words = " ".join((file or said).split())
        short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
        key = "file" if file else "said"
        if not short or key in self._known(session_id):
            self._record.note(session_id)
        else:
            self._record.note(session_id, **{key: short})

    def _known(self, session_id: str) -> set[str]:
        return next((set(line) for line in self._record.known() if line["id"] == session_id), set())

    def projects(self) -> list[KnownProject]:
        """Return every known project of this service, the one last worked on first."""
        found = [
            KnownProject(
                line["id"],
                str(line.get("file") or line.get("said") or ""),
                datetime.fromtimestamp(number(line.get("at")) or 0.0).astimezone(),
            )
            for line in self._record.known()
        ]
        return sorted(found, key=lambda project: project.at, reverse=True)
