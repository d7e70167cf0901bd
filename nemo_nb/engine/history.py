"""Undo and redo, read from a project's history of versions, which only grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nemo_nb.engine.store import Store, Version

UPLOAD = "upload"
"""The ``cause`` of a version that came with a file; an edit's is the message that asked for it."""
_UNDO, _REDO = "undo:", "redo:"  # and the version whose copy it is


def undo(store: Store, session_id: str, steps: int) -> tuple[int, Version]:
    """Take back so many edits; 0 is all since the material came. Return how many it were, and the result."""
    now = store.draft(session_id)
    rows = {version: (parent, cause) for version, parent, cause in store.history(session_id)}
    done = 0
    while now.parent is not None and (steps == 0 or done < steps):
        if steps == 0 and not _edited(now.version, rows):
            break
        origin = now.parent
        now = store.restore(session_id, now, origin, f"{_UNDO}{origin}", undoable=False)
        rows[now.version] = (now.parent, f"{_UNDO}{origin}")
        done += 1
    return done, now


def redo(store: Store, session_id: str, steps: int) -> tuple[int, Version]:
    """Do again up to so many edits that were undone and not followed by others."""
    now = store.draft(session_id)
    undone = _undone(store.history(session_id))
    done = 0
    while undone and done < steps:
        origin = undone.pop()
        now = store.restore(session_id, now, origin, f"{_REDO}{origin}", undoable=True)
        done += 1
    return done, now


def _undone(rows: list[tuple[int, int | None, str]]) -> list[int]:
    """Return the versions that were undone and may come back, the first to come last."""
    waiting: list[int] = []
    before = 0
    for version, _, cause in rows:
        if cause.startswith(_UNDO):
            waiting.append(before)
        elif cause.startswith(_REDO):
            waiting = waiting[:-1]
        else:
            waiting = []
        before = version
    return waiting


def _edited(version: int, rows: dict[int, tuple[int | None, str]]) -> bool:
    """Whether anything but uploads led to what a version holds."""
    at: int | None = version
    while at:
        parent, cause = rows.get(at, (None, UPLOAD))
        if cause.startswith((_UNDO, _REDO)):
            at = int(cause.partition(":")[2])
        elif cause == UPLOAD:
            at = parent
        else:
            return True
    return False
