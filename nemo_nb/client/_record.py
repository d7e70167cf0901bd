"""A small record on disk, so that a later kernel knows what an earlier one began.

One JSON object per line is appended for each change; what is known of an id is all its lines, the later ones
over the earlier. Kernels may append at the same time: each line is one write. A record holds ids, names,
states and paths, no web address and no secret, in a 0600 file. One that cannot be written stops nothing.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nemo_nb.protocol import Json

_LONG = 1 << 20
_KEPT = 500


class Record:
    """The lines of one kind for one service.

    Parameters
    ----------
    name
        The file's name in the data folder.
    service
        Whose lines are ours; others share the file.
    file
        Another file, for tests.
    """

    def __init__(self, name: str, service: str, file: Path | None = None) -> None:
        self._name = name
        self._service = service
        self._file = file

    def _path(self) -> Path:
        if self._file is None:
            from platformdirs import user_data_dir

            self._file = Path(user_data_dir("nemo_nb", appauthor=False)) / self._name
        return self._file

    def note(self, id: str, **facts: object) -> None:
        """Keep what is known of ``id`` now; None says nothing."""
        line = {"id": id, "service": self._service, **facts, "at": round(time.time(), 3)}
        try:
            self._path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._path().exists() and self._path().stat().st_size > _LONG:
                self._shorten()
            descriptor = os.open(self._path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, (json.dumps(line) + "\n").encode())
            finally:
                os.close(descriptor)
        except OSError:
            return

    def known(self) -> list[Json]:
        """Return what is known of every id of this service, in the order in which they were first noted."""
        return [line for line in self._merged() if line["service"] == self._service]

    def _merged(self) -> list[Json]:
        found: dict[tuple[object, str], Json] = {}
        try:
            text = self._path().read_text("utf-8", "replace")
        except OSError:
            return []
        for raw in text.splitlines():
            try:
                line = json.loads(raw)
            except ValueError:
                continue
            if isinstance(line, dict) and isinstance(line.get("id"), str):
                before = found.setdefault((line.get("service"), line["id"]), {"service": None})
                before.update((key, value) for key, value in line.items() if value is not None)
        return list(found.values())

    def _shorten(self) -> None:
        keep = sorted(self._merged(), key=lambda line: float(line.get("at") or 0))[-_KEPT:]
        temporary = self._path().with_name(f"{self._path().stem}.{os.getpid()}.tmp")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in keep)
        temporary.replace(self._path())
