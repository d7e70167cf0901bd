"""The engine's folder: media by content, exports, scratch space, and one lock per living engine.

media/ab/abcd…     every file under the SHA-256 of its bytes; written elsewhere, then renamed
exports/…          finished videos
scratch/<engine>/  half-written things; emptied when their engine is dead
engines/<engine>   a lock held for as long as that engine lives
engine.db          see store.py
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from platformdirs import user_data_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType


def home() -> Path:
    """Return the data directory: ``NEMO_ENGINE_HOME``, else the platform's place for user data."""
    chosen = os.environ.get("NEMO_ENGINE_HOME")
    return Path(chosen) if chosen else Path(user_data_dir("nemo_nb")) / "engine"


class Library:
    """One engine's view of the folder. ``engine`` is this engine's id."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("media", "exports", "scratch", "engines"):
            (root / name).mkdir(parents=True, exist_ok=True)
        root.chmod(0o700)
        # The lock comes first: scratch space without one counts as left behind. Another engine that starts
        # now may bury it in the moment before it is held; then there has to be another one.
        while True:
            self.engine = uuid.uuid4().hex
            self._lock = FileLock(root / "engines" / self.engine)
            self._lock.acquire()
            if (root / "engines" / self.engine).exists():
                break
            self._lock.release()
        self._scratch = root / "scratch" / self.engine
        self._scratch.mkdir()

    @property
    def database(self) -> Path:
        """Where the store lives."""
        return self.root / "engine.db"

    def close(self) -> None:
        """Give up the lock and the scratch space."""
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._lock.release()
        (self.root / "engines" / self.engine).unlink(missing_ok=True)

    def media(self, digest: str) -> Path:
        """Return the path of the file with this SHA-256, whether or not it exists."""
        return self.root / "media" / digest[:2] / digest

    def export(self, render_id: str, suffix: str = ".mp4") -> Path:
        """Return the path for an export. The id is the client's, so it never becomes a file name as it is."""
        return self.root / "exports" / (hashlib.sha256(render_id.encode()).hexdigest()[:32] + suffix)

    def receive(self) -> Incoming:
        """Open a new file of yet unknown content."""
        return Incoming(self)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Give a directory that is gone afterwards; on the same disk, so that renames are atomic."""
        path = Path(tempfile.mkdtemp(dir=self._scratch))
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def bury(self, candidates: set[str]) -> Iterator[str]:
        """Yield each dead engine among ``candidates`` and those that left a lock or scratch space behind.

        A dead engine's lock is held while it is yielded, so that only one engine takes over its work.
        """
        left = {path.name for folder in ("engines", "scratch") for path in (self.root / folder).iterdir()}
        for engine in sorted((candidates | left) - {self.engine}):
            lock = FileLock(self.root / "engines" / engine)
            try:
                lock.acquire(timeout=0)
            except Timeout:
                continue
            try:
                yield engine
                shutil.rmtree(self.root / "scratch" / engine, ignore_errors=True)
                (self.root / "engines" / engine).unlink(missing_ok=True)
            finally:
                lock.release()


class Incoming:
    """A file that is still arriving; hashed while it is written, kept under its hash or not at all."""

    def __init__(self, library: Library) -> None:
        self._library = library
        handle, name = tempfile.mkstemp(dir=library._scratch)
        self._file = os.fdopen(handle, "wb")
        self._hash = hashlib.sha256()
        self.path = Path(name)
        self.size = 0

    def write(self, data: bytes) -> None:
        """Append bytes."""
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    def finish(self) -> str:
        """End the writing; return the SHA-256. The file is not kept yet."""
        self._file.close()
        return self._hash.hexdigest()

    def keep(self) -> str:
        """Move the finished file to its place in the media folder and return its SHA-256."""
        digest = self.finish()
        target = self._library.media(digest)
        target.parent.mkdir(exist_ok=True)
        self.path.replace(target)
        return digest

    def __enter__(self) -> Incoming:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)
