"""From the object inside an answer to a typed record. Missing fields are tolerated, wrong ones are not."""

from __future__ import annotations

from typing import Any

from nemo_nb.protocol.envelope import shorten
from nemo_nb.protocol.errors import ProtocolError
from nemo_nb.protocol.records import Credits, Json, Media, RenderJob, Session, State


def number(value: Any) -> float | None:
    """Return a number, also from its text, or None."""
    if isinstance(value, bool):
        return None
    if not isinstance(value, (int, float, str)):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def whole(value: Any) -> int | None:
    """Return a whole number or None."""
    found = number(value)
    return None if found is None or found != found or abs(found) == float("inf") else int(found)


def text(body: Json, *names: str) -> str | None:
    """Return the first of these fields that holds text."""
    for name in names:
        value = body.get(name)
        if isinstance(value, str) and value:
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None


def required(body: Json, call: str, *names: str) -> str:
    """Return a text field, or raise a `ProtocolError` that names the call."""
    found = text(body, *names)
    if found is None:
        raise ProtocolError(f"{call}: the answer has no {names[0]}: {shorten(str(body))}")
    return found


def to_credits(body: Json, call: str) -> Credits:
    """Read a balance."""
    available = number(body.get("available"))
    if available is None:
        raise ProtocolError(f"{call}: the answer has no available: {shorten(str(body))}")
    frozen = number(body.get("frozen")) or 0.0
    total = number(body.get("total"))
    return Credits(available, frozen, available + frozen if total is None else total)


def to_session(body: Json, call: str) -> Session:
    """Read a new project's identity."""
    inner = body.get("session") if isinstance(body.get("session"), dict) else {}
    both = {**(inner or {}), **body}
    return Session(
        required(both, call, "session_id", "sessionId"),
        text(both, "task_id", "taskId"),
        text(both, "user_id", "userId"),
    )


def to_media(body: Any) -> Media | None:
    """Read one file of an upload's answer or of ``video_infos``; None when it is no object."""
    if not isinstance(body, dict):
        return None
    return Media(
        filename=text(body, "filename", "file_name", "name") or "",
        kind=text(body, "file_type", "type") or "video",
        duration=number(body.get("duration")),
        width=whole(body.get("width")),
        height=whole(body.get("height")),
        fps=number(body.get("fps")),
        hash=text(body, "hash"),
        url=text(body, "cdn_url", "url"),
    )


def to_media_list(value: Any, call: str) -> tuple[Media, ...]:
    """Read a list of files."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ProtocolError(f"{call}: the answer's files are not a list: {shorten(str(value))}")
    return tuple(media for media in map(to_media, value) if media is not None)


def to_state(body: Json, call: str, session_id: str) -> State:
    """Read the latest state."""
    inner = body.get("state")
    if inner is None:
        inner = {key: body[key] for key in ("draft", "video_infos") if key in body}
    if not isinstance(inner, dict):
        raise ProtocolError(f"{call}: the answer's state is not an object: {shorten(str(inner))}")
    draft = inner.get("draft")
    if draft is not None and not isinstance(draft, dict):
        raise ProtocolError(f"{call}: the answer's draft is not an object: {shorten(str(draft))}")
    return State(
        session_id=text(body, "session_id", "sessionId") or session_id,
        draft=draft,
        media=to_media_list(inner.get("video_infos"), call),
        task_name=text(body, "task_name"),
        raw=inner,
    )


def to_job(body: Json, job_id: str, session_id: str | None = None) -> RenderJob:
    """Read an export job. Its fields may stand at either level, and its file in either of two places."""
    inner = body.get("data") if isinstance(body.get("data"), dict) else {}
    both = {**body, **(inner or {})}
    output = both.get("output")
    output = output if isinstance(output, dict) else {}
    error = both.get("error")
    if isinstance(error, dict):
        error = error.get("message")
    status = (text(both, "status") or "pending").lower()
    if status == "failed" and "cancel" in str(error).lower():
        status = "cancelled"  # somebody's wish: not to be tried again
    return RenderJob(
        id=text(both, "id", "taskId", "render_id") or job_id,
        status=status,
        progress=min(100.0, max(0.0, number(both.get("progress")) or 0.0)),
        url=text(output, "url") or text(both, "outputUrl", "output_url"),
        duration=number(output.get("duration")) or number(both.get("duration")),
        size=whole(output.get("size")) or whole(both.get("size")),
        error=shorten(str(error), 300) if error else None,
        session_id=text(both, "sessionId", "session_id") or session_id,
    )
