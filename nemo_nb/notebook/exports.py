"""Which finished videos does the panel know, and what does it tell the page of them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .video import beside

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from nemo_nb.protocol import RenderJob

    from .page import Clip

SLICE = 4 * 1024 * 1024
"""Bytes of video in one message; above 10 MiB the websocket drops without a word."""
MOST = 20
"""Exports that the panel lists."""


class Exports:
    """The exported files of one panel, each under an id that changes with its content."""

    def __init__(self) -> None:
        self._paths: dict[str, Path] = {}

    def clip(self, path: Path, duration: float | None = None) -> Clip:
        """Return what the page is told of the file. ``duration`` is in seconds, None while unknown."""
        about = path.stat()
        id = f"{about.st_mtime_ns:x}-{about.st_size:x}"
        self._paths[id] = path
        return {
            "id": id,
            "name": path.name,
            "file": beside(path),
            "size": about.st_size,
            "duration": float(duration or 0),
            "at": about.st_mtime_ns // 1_000_000,
        }

    def found(self, jobs: Iterable[RenderJob]) -> list[Clip]:
        """Return the files of these export jobs that are still there, the newest first."""
        paths = {job.path.resolve() for job in jobs if job.path and job.status == "completed"}
        clips = [self.clip(path) for path in paths if path.is_file()]
        return sorted(clips, key=lambda clip: clip["at"], reverse=True)[:MOST]

    def read(self, id: str, offset: int) -> bytes | None:
        """Return the next bytes of a file from ``offset`` on; None for a file that is not known or gone."""
        path = self._paths.get(id)
        if path is None or offset < 0 or not path.is_file():
            return None
        with path.open("rb") as file:
            file.seek(offset)
            return file.read(SLICE)
