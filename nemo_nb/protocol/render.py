"""Exports: started once, followed to their end, cancelled when nobody wants them any more.

The job's id is ours. A start whose answer was lost is looked up under it before it is made again, and the
same id is used then, so that no export runs (or is paid) twice. A failed export is tried once more under a
new id.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from nemo_nb.protocol.answers import to_job
from nemo_nb.protocol.calls import read_state
from nemo_nb.protocol.errors import ApiError, NemoError, RenderError, TimeoutError
from nemo_nb.protocol.ops import Call, Emit, Now, Request, Run, Send, Sleep, TransportFailure
from nemo_nb.protocol.outputs import MP4, Output
from nemo_nb.protocol.records import Json, Progress, RenderJob
from nemo_nb.protocol.retry import ask, may_have_arrived

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_nb.protocol.account import Account

_BASE = "/api/render/proxy/lambda"
_TRIES = 3


def export(
    account: Account,
    session_id: str,
    new_id: Callable[[], str],
    note: Callable[[RenderJob], None],
    output: Output = MP4,
) -> Call[RenderJob]:
    """Export a project's draft and return the completed job.

    ``new_id`` makes a unique job id; ``note`` keeps the job on disk, for a later kernel; ``output`` is what
    `choose_output` returned.

    Raises
    ------
    RenderError
        There is nothing to export, or the export failed twice.
    """
    draft = (yield from read_state(account, session_id)).draft
    if draft is None or not is_ready(draft):
        raise RenderError("There is nothing to export yet.", hint="Upload a clip or describe an edit first.")
    for last in (False, True):
        job_id = new_id()
        yield Run(partial(note, RenderJob(job_id, "pending", session_id=session_id)))
        job = yield from _start(account, session_id, job_id, draft, output)
        job = yield from follow(account, job)
        yield Run(partial(note, job))
        if job.status == "completed":
            return job
        if last or job.status != "failed":
            break
    raise failed(job)


def failed(job: RenderJob) -> RenderError:
    """Return the error for an export that ended without a video."""
    if job.status.startswith("cancel"):
        return RenderError("The export was cancelled.", hint="Your timeline is safe.")
    return RenderError(
        f"The export failed{': ' + job.error if job.error else '.'}",
        hint="Your timeline is safe; try the export again, or change the last edit.",
    )


def is_ready(draft: Json) -> bool:
    """True when some track holds a segment."""
    tracks = draft.get("t")
    return isinstance(tracks, list) and any(isinstance(track, dict) and track.get("sg") for track in tracks)


def look_up(account: Account, job_id: str) -> Call[RenderJob | None]:
    """Return a job as the service knows it, or None when it does not."""
    request = Request("GET", f"{_BASE}/{quote(job_id, safe='')}", "Looking at the export")
    try:
        body = yield from ask(account, request, repeat=True)
    except ApiError as error:
        if error.code in (404, 1002) or "not found" in error.message.lower():
            return None
        raise
    return to_job(body, job_id)


def cancel(account: Account, job_id: str) -> Call[None]:
    """Ask the service to drop a job: once, and briefly, for somebody waits to get away."""
    request = Request(
        "POST",
        f"{_BASE}/{quote(job_id, safe='')}/cancel",
        "Cancelling the export",
        identity=account.identity(),
        silence=1.0,
    )
    with suppress(TransportFailure):
        yield Send(request)


def follow(account: Account, job: RenderJob) -> Call[RenderJob]:
    """Look at a job until it ends: often at first, then in step with its own progress.

    The wait is a quarter of the time gone by, but not more than half of what seems to be left.
    """
    shortest, longest = account.policy.polls
    started: float = yield Now()
    moved_at, seen = started, (job.status, job.progress)
    first = job.progress
    while job.status not in ("completed", "failed") and not job.status.startswith("cancel"):
        yield Emit(Progress("render", job.progress, 100.0, job.status))
        now: float = yield Now()
        if seen != (job.status, job.progress):
            moved_at, seen = now, (job.status, job.progress)
        if now - moved_at > account.policy.export_silence:
            raise TimeoutError(
                "The export has made no progress for a long time.",
                hint=f"It may still finish: look again with resume({job.id!r}).",
            )
        wait = (now - started) / 4
        if job.progress > first:
            left = (now - started) * (100.0 - job.progress) / (job.progress - first)
            wait = min(wait, left / 2)
        yield Sleep(min(longest, max(shortest, wait)))
        found = yield from look_up(account, job.id)
        if found is None:
            raise RenderError("The service no longer knows this export.", hint="Start it again.")
        job = found
    if job.status == "completed":
        yield Emit(Progress("render", 100.0, 100.0, job.status))
    return job


def _start(account: Account, session_id: str, job_id: str, draft: Json, output: Output) -> Call[RenderJob]:
    request = Request(
        "POST",
        _BASE,
        "Export",
        json={
            "id": job_id,
            "sessionId": session_id,
            "draft": draft,
            "output": output,
        },
    )
    for attempt in range(_TRIES):
        try:
            return to_job((yield from ask(account, request, repeat=False)), job_id, session_id)
        except NemoError as error:
            known = isinstance(error, ApiError) and error.code == 409
            if not known and not may_have_arrived(error):
                raise
            problem = error
        yield Sleep(account.policy.pause(attempt))
        job = yield from look_up(account, job_id)
        if job is not None:
            return job
    raise problem
