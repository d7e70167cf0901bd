"""What the store gives back: its rows, as records."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Project:
    """One session row. ``language`` is what the client asked for, such as ``en`` or ``zh``."""

    id: str
    task_id: str
    user_id: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a draft; ``version`` 0 with an empty draft stands for a project nobody has edited."""

    version: int
    draft: Json
    parent: int | None


@dataclass(frozen=True, slots=True)
class Material:
    """A file that was uploaded to a project; ``facts`` is what the upload found out about it."""

    hash: str
    filename: str
    size: int
    facts: Json
    analysis: Json | None


@dataclass(frozen=True, slots=True)
class Render:
    """One export job. ``duration`` in seconds, ``size`` in bytes, ``progress`` in per cent.

    ``output`` is what the request asked for: format and quality.
    """

    id: str
    session_id: str
    engine: str
    draft: Json
    status: str
    progress: float
    error: str | None
    file: str | None
    size: int | None
    duration: float | None
    output: Json


def to_version(row: sqlite3.Row) -> Version:
    """Read a row of drafts."""
    return Version(row["version"], json.loads(row["draft"]), row["parent"])


def to_material(row: sqlite3.Row) -> Material:
    """Read a row of media, with the name it has in a project."""
    analysis = json.loads(row["analysis"]) if row["analysis"] else None
    return Material(row["hash"], row["filename"], row["size"], json.loads(row["facts"]), analysis)


def to_render(row: sqlite3.Row) -> Render:
    """Read a row of renders."""
    return Render(**{**dict(row), "draft": json.loads(row["draft"]), "output": json.loads(row["output"])})
