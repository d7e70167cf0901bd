"""What has become of each job of a batch, on disk before the next step is taken.

One SQLite file next to the outputs, for its owner only. Each change is one transaction that has reached the
disk when `Journal.note` returns, so that a process killed at any moment leaves a true record. It holds ids,
states, hashes and timelines without web addresses; no token. A lock keeps a second run of the same batch out.

The states of a job, in order. Over a service: ``session`` ``uploaded`` ``asking`` ``asked`` ``rendering``;
through workers: ``seen`` ``composed`` ``rendered``; both end with ``done``, or with ``refused`` where the
very file cannot be used.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from nemo_nb.protocol import NemoError

if TYPE_CHECKING:
    from pathlib import Path

    from nemo_nb.protocol import Json

_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    key TEXT PRIMARY KEY, state TEXT NOT NULL, facts TEXT NOT NULL, output TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS jobs_by_output ON jobs(output);
CREATE TABLE IF NOT EXISTS events (key TEXT NOT NULL, state TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, hash TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one job. ``at`` is when it was noted, in seconds since 1970."""

    state: str = ""
    facts: Json = field(default_factory=dict)
    at: float = 0.0


class Journal:
    """The record of one batch. Thread-safe.

    Parameters
    ----------
    path
        The file; its folder must exist.

    Raises
    ------
    NemoError
        It cannot be used, or another process runs the same batch.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._hashes: dict[str, tuple[int, int, str]] = {}
        self._owners: dict[str, dict[str, str]] = {}
        self._owner = FileLock(f"{path}.lock", mode=0o600, thread_local=False)
        try:
            self._owner.acquire(timeout=0)
        except Timeout:
            raise NemoError(
                "This batch is already running.", hint="Wait for it, or give this one another output_dir."
            ) from None
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._db = sqlite3.connect(path, check_same_thread=False, timeout=30, isolation_level=None)
            # One write to the disk per change. Held for us alone, it needs no shared memory, which network
            # folders do not have.
            self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)
        except (sqlite3.Error, OSError) as error:
            self._owner.release()
            raise NemoError(
                f"The batch's journal {path} cannot be used: {error}.",
                hint="Move it away, or name another one.",
            ) from None

    def close(self) -> None:
        """Let others run the batch."""
        with self._lock:
            self._write_hashes()
            self._db.close()
        self._owner.release()

    def entry(self, key: str) -> Entry:
        """Return what is known of a job."""
        with self._lock:
            row = self._db.execute("SELECT state, facts, at FROM jobs WHERE key = ?", (key,)).fetchone()
        return Entry(row[0], json.loads(row[1]), row[2]) if row else Entry()

    def note(self, key: str, output: Path, state: str, **facts: object) -> Entry:
        """Keep a job's new state; ``facts`` are added to what is known, None removes."""
        with self._lock:
            row = self._db.execute("SELECT facts FROM jobs WHERE key = ?", (key,)).fetchone()
            known = {**(json.loads(row[0]) if row else {}), **self._owners.pop(key, {}), **facts}
            known = {name: value for name, value in known.items() if value is not None}
            now = time.time()
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._write_hashes()
                self._db.execute(
                    "INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?, ?)",
                    (key, state, json.dumps(known), str(output), now),
                )
                self._db.execute("INSERT INTO events VALUES (?, ?, ?)", (key, state, now))
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        return Entry(state, known, now)

    def belongs(self, key: str, made: str, file: str, words: str) -> None:
        """Note with a job's next state whose video it makes, and where."""
        with self._lock:
            self._owners[key] = {"made": made, "file": file, "words": words}

    def made(self) -> dict[str, tuple[str, str]]:
        """Return the videos made or begun, as seen from the batch's folder, each with its file and words."""
        with self._lock:
            sql = "SELECT facts FROM jobs WHERE state != 'refused' ORDER BY at"
            rows = [json.loads(facts) for (facts,) in self._db.execute(sql).fetchall()]
        return {row["made"]: (row["file"], row["words"]) for row in rows if "made" in row}

    def state_of(self, output: Path) -> str:
        """Return how the last job stands that was to write this file; empty when there was none."""
        with self._lock:
            sql = "SELECT state FROM jobs WHERE output = ? ORDER BY at DESC LIMIT 1"
            row = self._db.execute(sql, (str(output),)).fetchone()
        return str(row[0]) if row else ""

    def wrote(self, output: Path) -> bool:
        """Return whether a job of this batch, perhaps of an earlier wording, was to write this file."""
        return self.state_of(output) != ""

    def hash_of(self, path: Path) -> str:
        """Return a file's SHA-256; one that has not changed since the last time is not read again."""
        about = path.stat()
        stamp = (about.st_size, about.st_mtime_ns)
        with self._lock:
            sql = "SELECT size, modified, hash FROM files WHERE path = ?"
            row = self._hashes.get(str(path)) or self._db.execute(sql, (str(path),)).fetchone()
        if row and row[:2] == stamp:
            return str(row[2])
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        with self._lock:
            self._hashes[str(path)] = (*stamp, digest)
        return digest

    def _write_hashes(self) -> None:
        """Keep what was read of files, along with something else: only time would be lost with it."""
        rows = [(path, *facts) for path, facts in self._hashes.items()]
        self._db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", rows)
        self._hashes.clear()

    def events(self) -> list[tuple[str, str]]:
        """Return every (job, state) that was ever noted, in order."""
        with self._lock:
            return self._db.execute("SELECT key, state FROM events ORDER BY rowid").fetchall()


def key_of(**what: object) -> str:
    """Return the name of a job: the same for the same file, words, place and service, and only then."""
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()[:40]
