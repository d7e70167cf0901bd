"""Accounts, projects, drafts with their whole history, media and export jobs, in one SQLite file.

Every method is one transaction, so a process that is killed at any moment leaves either the state before or
the state after, never something between. Several engines may share the file (WAL).
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import threading
import time
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nemo_nb.engine.rows import (
    Json,
    Material,
    Project,
    Render,
    Version,
    to_material,
    to_render,
    to_version,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["DraftChangedError", "Json", "Material", "Project", "Render", "Store", "Version"]

INTERRUPTED = "The local engine stopped three times while making this video. Export it again to retry."
_TRIES = 3
TOKEN_LIFE = 7 * 24 * 3600  # seconds, as protocol.md says

_SCHEMA = """
CREATE TABLE IF NOT EXISTS tokens (hash TEXT PRIMARY KEY, user_id TEXT NOT NULL, expires REAL NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, task_id TEXT NOT NULL, user_id TEXT NOT NULL, name TEXT NOT NULL,
    language TEXT NOT NULL, created REAL NOT NULL);
CREATE TABLE IF NOT EXISTS drafts (
    session_id TEXT NOT NULL REFERENCES sessions(id), version INTEGER NOT NULL,
    parent INTEGER, cause TEXT NOT NULL, draft TEXT NOT NULL, created REAL NOT NULL,
    PRIMARY KEY (session_id, version));
CREATE TABLE IF NOT EXISTS media (
    hash TEXT PRIMARY KEY, size INTEGER NOT NULL, facts TEXT NOT NULL, analysis TEXT);
CREATE TABLE IF NOT EXISTS session_media (
    session_id TEXT NOT NULL REFERENCES sessions(id), hash TEXT NOT NULL REFERENCES media(hash),
    filename TEXT NOT NULL, PRIMARY KEY (session_id, hash));
CREATE TABLE IF NOT EXISTS renders (
    id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions(id), engine TEXT NOT NULL,
    draft TEXT NOT NULL, status TEXT NOT NULL, progress REAL NOT NULL DEFAULT 0, error TEXT,
    file TEXT, size INTEGER, duration REAL, created REAL NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
    output TEXT NOT NULL DEFAULT '{}');
CREATE INDEX IF NOT EXISTS renders_by_status ON renders(status);
"""
# Columns of renders that older folders lack.
_LATER = {"tries": "INTEGER NOT NULL DEFAULT 0", "output": "TEXT NOT NULL DEFAULT '{}'"}


class DraftChangedError(Exception):
    """Somebody else edited the project between reading the draft and writing the new one."""


class Store:
    """The engine's memory. Thread-safe; every call is short."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, timeout=30, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("PRAGMA foreign_keys=ON")
        with self._write() as db:
            for statement in _SCHEMA.split(";"):
                db.execute(statement)
            columns = {row["name"] for row in db.execute("PRAGMA table_info(renders)")}
            for name, kind in _LATER.items():
                if name not in columns:
                    db.execute(f"ALTER TABLE renders ADD COLUMN {name} {kind}")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _one(self, sql: str, *values: object) -> sqlite3.Row | None:
        with self._lock:
            row: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
            return row

    def _all(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    # Accounts

    def new_token(self, client_id: str) -> tuple[str, str, float]:
        """Return (token, user id, expiry as Unix time). The same client id is always the same user."""
        token = "nmv_usr_" + secrets.token_urlsafe(24)
        user_id = "anon_" + hashlib.sha256(client_id.encode()).hexdigest()[:20]
        expires = time.time() + TOKEN_LIFE
        with self._write() as db:
            db.execute("DELETE FROM tokens WHERE expires < ?", (time.time(),))
            db.execute("INSERT INTO tokens VALUES (?, ?, ?)", (_fingerprint(token), user_id, expires))
        return token, user_id, expires

    def user_of(self, token: str) -> str | None:
        """Return the user a token belongs to, or None when it is unknown or has expired."""
        row = self._one("SELECT user_id, expires FROM tokens WHERE hash = ?", _fingerprint(token))
        return str(row["user_id"]) if row and row["expires"] > time.time() else None

    # Projects

    def new_project(self, user_id: str, name: str, language: str) -> Project:
        """Create an empty project."""
        project = Project(str(uuid.uuid4()), str(uuid.uuid4()), user_id, name, language)
        with self._write() as db:
            db.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)",
                (project.id, project.task_id, user_id, name, language, time.time()),
            )
        return project

    def project(self, session_id: str, user_id: str) -> Project | None:
        """Return a project of this user, or None."""
        row = self._one(
            "SELECT id, task_id, user_id, name, language FROM sessions WHERE id = ? AND user_id = ?",
            session_id,
            user_id,
        )
        return Project(*row) if row else None

    # Drafts

    def draft(self, session_id: str) -> Version:
        """Return the newest version of a project's draft."""
        row = self._one(
            "SELECT version, draft, parent FROM drafts WHERE session_id = ? ORDER BY version DESC LIMIT 1",
            session_id,
        )
        return to_version(row) if row else Version(0, {}, None)

    def version(self, session_id: str, number: int) -> Version:
        """Return one version of a project's draft, 0 being the empty one."""
        sql = "SELECT version, draft, parent FROM drafts WHERE session_id = ? AND version = ?"
        row = self._one(sql, session_id, number)
        return to_version(row) if row else Version(0, {}, None)

    def save_draft(
        self, session_id: str, before: Version, draft: Json, cause: str, *, amend: bool = False
    ) -> Version:
        """Append a version on top of ``before`` and return it; with ``amend``, an undo takes both back.

        Raises
        ------
        DraftChangedError
            ``before`` is no longer the newest.
        """
        return self._append(session_id, before, draft, before.parent if amend else before.version, cause)

    def history(self, session_id: str) -> list[tuple[int, int | None, str]]:
        """Return (version, parent, cause) of all versions, oldest first."""
        sql = "SELECT version, parent, cause FROM drafts WHERE session_id = ? ORDER BY version"
        return [(row["version"], row["parent"], row["cause"]) for row in self._all(sql, session_id)]

    def restore(
        self, session_id: str, before: Version, version: int, cause: str, *, undoable: bool
    ) -> Version:
        """Append a copy of an older version, 0 being the empty one. The history only grows.

        The copy can be undone like an edit, or (not ``undoable``) takes over its original's parent, so that
        an undo after it goes further back.
        """
        origin = self.version(session_id, version)
        parent = before.version if undoable else origin.parent
        return self._append(session_id, before, origin.draft, parent, cause)

    def _append(
        self, session_id: str, before: Version, draft: Json, parent: int | None, cause: str
    ) -> Version:
        version = before.version + 1
        if draft:
            draft = {**draft, "m": {**draft.get("m", {}), "version": version}}
        with self._write() as db:
            newest = db.execute(
                "SELECT coalesce(max(version), 0) FROM drafts WHERE session_id = ?", (session_id,)
            ).fetchone()[0]
            if newest != before.version:
                raise DraftChangedError(session_id)
            db.execute(
                "INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?)",
                (session_id, version, parent, cause, json.dumps(draft, ensure_ascii=False), time.time()),
            )
        return Version(version, draft, parent)

    # Media

    def add_media(self, session_id: str, digest: str, filename: str, size: int, facts: Json) -> None:
        """Remember a file and that it belongs to a project."""
        with self._write() as db:
            db.execute(
                "INSERT INTO media (hash, size, facts) VALUES (?, ?, ?) "
                "ON CONFLICT (hash) DO UPDATE SET facts = excluded.facts",
                (digest, size, json.dumps(facts)),
            )
            db.execute(
                "INSERT INTO session_media VALUES (?, ?, ?) "
                "ON CONFLICT (session_id, hash) DO UPDATE SET filename = excluded.filename",
                (session_id, digest, filename),
            )

    def save_analysis(self, digest: str, analysis: Json) -> None:
        """Remember what was heard and seen in a file."""
        with self._write() as db:
            db.execute("UPDATE media SET analysis = ? WHERE hash = ?", (json.dumps(analysis), digest))

    def media(self, session_id: str) -> list[Material]:
        """Return a project's files in the order in which they came."""
        rows = self._all(
            "SELECT hash, filename, size, facts, analysis FROM session_media JOIN media USING (hash) "
            "WHERE session_id = ? ORDER BY session_media.rowid",
            session_id,
        )
        return [to_material(row) for row in rows]

    def material(self, digest: str) -> Material | None:
        """Return one file under any of its names, or None."""
        row = self._one(
            "SELECT hash, filename, size, facts, analysis FROM media JOIN session_media USING (hash) "
            "WHERE hash = ? LIMIT 1",
            digest,
        )
        return to_material(row) if row else None

    # Exports

    def add_render(
        self, render_id: str, session_id: str, engine: str, draft: Json, output: Json | None = None
    ) -> bool:
        """Queue an export; False when the id is taken."""
        with self._write() as db:
            cursor = db.execute(
                "INSERT OR IGNORE INTO renders (id, session_id, engine, draft, output, status, created) "
                "VALUES (?, ?, ?, ?, ?, 'pending', ?)",
                (
                    render_id,
                    session_id,
                    engine,
                    json.dumps(draft, ensure_ascii=False),
                    json.dumps(output or {}),
                    time.time(),
                ),
            )
            return cursor.rowcount == 1

    def render(self, render_id: str) -> Render | None:
        """Return one export job, or None."""
        row = self._one(_RENDER + "WHERE id = ?", render_id)
        return to_render(row) if row else None

    def pending_renders(self, engine: str) -> list[Render]:
        """Return the jobs of one engine that have not ended, oldest first."""
        sql = _RENDER + "WHERE engine = ? AND status IN ('pending', 'processing') ORDER BY created, rowid"
        return [to_render(row) for row in self._all(sql, engine)]

    def engines_at_work(self) -> list[str]:
        """Return the engines that have unfinished jobs."""
        sql = "SELECT DISTINCT engine FROM renders WHERE status IN ('pending', 'processing')"
        return [str(row[0]) for row in self._all(sql)]

    def adopt_renders(self, dead: str, engine: str) -> None:
        """Hand the unfinished jobs of a dead engine to a living one, to be run from their beginning.

        A job under which engines keep dying is given up, or no engine would ever live long again.
        """
        with self._write() as db:
            db.execute(
                "UPDATE renders SET status = 'failed', error = ? "
                "WHERE engine = ? AND status = 'processing' AND tries >= ?",
                (INTERRUPTED, dead, _TRIES - 1),
            )
            db.execute(
                "UPDATE renders SET engine = ?, tries = tries + (status = 'processing'), "
                "status = 'pending', progress = 0 WHERE engine = ? AND status IN ('pending', 'processing')",
                (engine, dead),
            )

    def update_render(self, render_id: str, **values: object) -> None:
        """Set columns of one job: status, progress, error, file, size, duration."""
        names = ", ".join(f"{name} = ?" for name in values)
        with self._write() as db:
            db.execute(f"UPDATE renders SET {names} WHERE id = ?", (*values.values(), render_id))


_RENDER = (
    "SELECT id, session_id, engine, draft, status, progress, error, file, size, duration, output "
    "FROM renders "
)


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
