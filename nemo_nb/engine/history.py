"""Undo, redo and starting over, read from a project's history of versions, which only grows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from nemo_nb.engine import draft as drafts

if TYPE_CHECKING:
    from nemo_nb.engine.store import Store, Version

Json = dict[str, Any]

UPLOAD = "upload"
"""The ``cause`` of a version that came with a file; an edit's is the message that asked for it."""
_UNDO, _REDO = "undo:", "redo:"  # and the version whose copy it is
_OVER = "over:"  # and the version that was left to start over


def undo(store: Store, session_id: str, steps: int) -> tuple[int, Version]:
    """Take back so many edits, but no upload. Return how many it were, and the result."""
    now = store.draft(session_id)
    rows = {version: (parent, cause) for version, parent, cause in store.history(session_id)}
    done = 0
    while now.parent is not None and done < steps and _cause(now.version, rows) != UPLOAD:
        origin = now.parent
        now = store.restore(session_id, now, origin, f"{_UNDO}{origin}", undoable=False)
        rows[now.version] = (now.parent, f"{_UNDO}{origin}")
        done += 1
    return done, now


def start_over(store: Store, session_id: str, fresh: Json) -> Version | None:
    """Put a fresh draft in the place of all edits, as one step; None where that would change nothing."""
    now = store.draft(session_id)
    if _content(now.draft) == _content(fresh):
        return None
    return store.save_draft(session_id, now, fresh, f"{_OVER}{now.version}")


def last_wish(store: Store, session_id: str) -> str:
    """Return the message that made the draft what it is; empty where it was an upload or a start over."""
    rows = {version: (parent, cause) for version, parent, cause in store.history(session_id)}
    cause = _cause(store.draft(session_id).version, rows)
    return "" if cause == UPLOAD or cause.startswith(_OVER) else cause


def last_touched(store: Store, session_id: str) -> Literal["text", "overlay"] | None:
    """Return what the last edit was about, where it was words alone, or what lies over the picture."""
    now = store.draft(session_id)
    before = store.version(session_id, now.parent or 0)
    drafted = (now.draft or {"t": []}, before.draft or {"t": []})
    over, past = (drafts.segments(draft, drafts.VIDEO, drafts.OVERLAY) for draft in drafted)
    if over != past:
        return "overlay"
    rest, same = (drafts.remove(draft, drafts.TEXT)["t"] for draft in drafted)
    return "text" if rest == same and drafted[0]["t"] != drafted[1]["t"] else None


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
        elif cause.startswith(_OVER):
            waiting = [before]
        elif cause.startswith(_REDO):
            waiting = waiting[:-1]
        else:
            waiting = []
        before = version
    return waiting


def _cause(version: int, rows: dict[int, tuple[int | None, str]]) -> str:
    """Return what led to the content of a version."""
    while True:
        _, cause = rows.get(version, (None, UPLOAD))
        if not cause.startswith((_UNDO, _REDO)):
            return cause
        version = int(cause.partition(":")[2])


def _content(draft: Json) -> Json:
    return {**draft, "m": {key: value for key, value in draft.get("m", {}).items() if key != "version"}}
