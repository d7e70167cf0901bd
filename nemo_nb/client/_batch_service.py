"""One job over a service: a project of its own, its file, its instruction, its export.

Written once, like every call, for both clients. Each step is noted in the journal before it is taken, so that
whoever comes back asks first what became of it. A message goes out again only when it has certainly not been
applied: the timeline is as it was before, looked at as often as after a lost connection, or so much later
that no answer can still be under way.
"""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from nemo_nb.client._batch_outcome import Outcome, verify
from nemo_nb.client._part import PartFile, destination
from nemo_nb.client._source import sources
from nemo_nb.protocol import (
    InsufficientCreditsError,
    NemoError,
    RateLimitError,
    RenderJob,
    SessionNotFoundError,
    Skill,
)
from nemo_nb.protocol import render as rendering
from nemo_nb.protocol.calls import new_session, read_credits, read_state
from nemo_nb.protocol.chat import chat
from nemo_nb.protocol.download import download
from nemo_nb.protocol.ops import Call, Now, Open, Run, Send, Sleep
from nemo_nb.protocol.retry import may_have_arrived
from nemo_nb.protocol.upload import upload
from nemo_nb.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_nb.client._batch_jobs import Job
    from nemo_nb.client._journal import Entry, Journal
    from nemo_nb.protocol import Json
    from nemo_nb.protocol.account import Account

_LONGEST_ANSWER = 15 * 60.0  # s that a chat may take, as protocol.md says


_PATIENCE = 6  # times that a job lets itself be told to slow down
_LONGEST_PAUSE = 300.0  # s


@dataclass(slots=True)
class Gate:
    """When the service asks one job to wait, all wait. ``until`` is on the clock of `Now`."""

    until: float = 0.0
    times: int = 0

    def close(self, now: float, seconds: float) -> None:
        """Let nobody through for so long."""
        self.until = max(self.until, now + seconds)
        self.times += 1


@dataclass(slots=True)
class Purse:
    """What is known of the credits. Once it is ``empty``, nothing that costs is begun."""

    available: float = 0.0
    estimate: float = 0.0
    empty: InsufficientCreditsError | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What the jobs of one batch share."""

    account: Account
    journal: Journal
    gate: Gate
    purse: Purse


def do(terms: Terms, job: Job, key: str, tell: Callable[[str], object]) -> Call[Outcome]:
    """Bring a job to its end from wherever it stands.

    Raises
    ------
    NemoError
    """
    outcome: Outcome = yield from _gated(_patient(terms, job, key, tell), terms, job.skill)
    return outcome


def _gated(call: Call[Any], terms: Terms, skill: Skill) -> Call[Any]:
    """Run a call under a job's own skill, its requests behind the gate, which a 429 closes."""
    gate, usual = terms.gate, terms.account.policy.rate_limit_wait
    headers = {"X-Skill-Source": skill.name, "X-Skill-Version": skill.version}
    answer: Any = None
    error: BaseException | None = None
    while True:
        try:
            op = call.send(answer) if error is None else call.throw(error)
        except StopIteration as end:
            return end.value
        error = None
        try:
            if not isinstance(op, (Send, Open)):
                answer = yield op
                continue
            while (left := gate.until - (yield Now())) > 0:
                yield Sleep(left)
            answer = yield type(op)(replace(op.request, identity={**op.request.identity, **headers}))
            if answer.status == 429:
                told = answer.headers.get("retry-after", "")
                gate.close((yield Now()), float(told) if told.isdigit() else usual)
        except Exception as problem:
            error = problem


def _patient(terms: Terms, job: Job, key: str, tell: Callable[[str], object]) -> Call[Outcome]:
    """Go on after what passes: a limit on requests, and credits that other jobs had only reserved."""
    slowed, asked = 0, False
    while True:
        entry: Entry = yield Run(partial(terms.journal.entry, key))
        if terms.purse.empty is not None and entry.state in ("", "session", "uploaded") and job.instruction:
            raise terms.purse.empty
        try:
            return (yield from _Work(terms, job, key, tell).run(entry))
        except RateLimitError:
            slowed += 1
            if slowed > _PATIENCE:
                raise
            pause = min(terms.account.policy.rate_limit_wait * 2**slowed, _LONGEST_PAUSE)
            terms.gate.close((yield Now()), pause)
        except InsufficientCreditsError as error:
            terms.purse.available = (yield from read_credits(terms.account)).available
            if asked or terms.purse.available < cost(job):
                terms.purse.empty = error
                raise
            asked = True


class _Work:
    def __init__(self, terms: Terms, job: Job, key: str, tell: Callable[[str], object]) -> None:
        self._account = terms.account
        self._job = job
        self._key = key
        self._journal = terms.journal
        self._tell = tell
        self._session = ""

    def note(self, state: str, **facts: object) -> Entry:
        return self._journal.note(self._key, self._job.output, state, **facts)

    def run(self, entry: Entry) -> Call[Outcome]:
        self._session = str(entry.facts.get("session") or "")
        try:
            entry = yield from self._edited(entry)
            video = yield from self._render(entry)
        except SessionNotFoundError as error:
            # Begun anew by the next run only: what was done in the project has been paid.
            yield Run(partial(self.note, "", session=None, before=None, render=None, changes=None))
            error.hint = error.hint or "The project is gone. Run the batch again to begin this job anew."
            raise
        facts = entry.facts
        changes, text = str(facts.get("changes") or ""), str(facts.get("text") or "")
        return Outcome(
            changes, text, video.duration, video.size or 0, str(facts.get("warning") or ""), self._session
        )

    def _edited(self, entry: Entry) -> Call[Entry]:
        if not self._session:
            self._tell("starting")
            self._session = (yield from new_session(self._account)).session_id
            entry = yield Run(partial(self.note, "session", session=self._session))
        if entry.state == "session":
            yield from self._upload()
            entry = yield Run(partial(self.note, "uploaded"))
        if entry.state == "asking":
            entry = yield from self._look_again(entry)
        if entry.state == "uploaded" and self._job.instruction:
            entry = yield from self._ask()
        return entry

    def _upload(self) -> Call[None]:
        """Send the file, unless the project has it already: a second time would put it there twice."""
        if self._job.file is None:
            return
        self._tell("uploading")
        (source,) = yield Run(partial(sources, [self._job.file]))
        state = yield from read_state(self._account, self._session)
        if not state.media:
            yield from upload(self._account, self._session, [source])

    def _ask(self) -> Call[Entry]:
        self._tell("editing")
        before = (yield from read_state(self._account, self._session)).draft
        yield Run(partial(self.note, "asking", before=_bare(before), before_hash=_hash(before)))
        try:
            end = yield from chat(self._account, self._session, self._job.instruction)
        except NemoError as error:
            if not may_have_arrived(error):
                yield Run(partial(self.note, "uploaded"))
            raise
        if end.error is not None:
            if _hash(end.after) == _hash(before):
                yield Run(partial(self.note, "uploaded"))
            else:
                yield from self._asked(before, end.after, "", f"Only a part was done: {end.error.message}")
            raise end.error
        if end.outcome == "unknown":
            raise NemoError(
                "The answer was lost, and the timeline has not changed so far.",
                hint="Run the batch again: it looks once more before anything is sent.",
            )
        return (yield from self._asked(before, end.after, end.text))

    def _look_again(self, entry: Entry) -> Call[Entry]:
        """Find out what became of a message that was under way when everything stopped."""
        self._tell("looking for the answer")
        for wait in (0.0, *self._account.policy.recovery_waits):
            if wait:
                yield Sleep(wait)
            now = (yield from read_state(self._account, self._session)).draft
            if _hash(now) != entry.facts.get("before_hash"):
                return (yield from self._asked(entry.facts.get("before"), now, ""))
            if time.time() - entry.at > _LONGEST_ANSWER:
                break
        entry = yield Run(partial(self.note, "uploaded"))
        return entry

    def _asked(
        self, before: Json | None, after: Json | None, text: str, warning: str | None = None
    ) -> Call[Entry]:
        changes = "; ".join(map(str, Timeline(after).diff(Timeline(before))))
        facts = {"changes": changes, "text": text.strip(), "before": None, "warning": warning}
        entry: Entry = yield Run(partial(self.note, "asked", **facts))
        return entry

    def _render(self, entry: Entry) -> Call[RenderJob]:
        self._tell("rendering")
        target = destination(self._job.output, name=self._job.output.name)
        job: RenderJob | None = None
        known = entry.facts.get("render")
        if known:
            job = yield from rendering.look_up(self._account, str(known))
            if job is not None:
                job = yield from rendering.follow(self._account, job)
        if job is None or job.status != "completed":
            job = yield from rendering.export(self._account, self._session, _new_id, self._note_render)
        self._tell("downloading")
        yield from download(self._account, job, PartFile(target))
        duration = yield Run(partial(verify, target, job.size, job.duration))
        return RenderJob(job.id, job.status, 100.0, duration=duration, size=target.stat().st_size)

    def _note_render(self, job: RenderJob) -> None:
        """Keep the export's id before it is asked for."""
        if job.status == "pending":
            self.note("rendering", render=job.id)


def cost(job: Job) -> float:
    """Return about how many credits a job takes: an edit 50, a generation 100 (protocol.md)."""
    if not job.instruction:
        return 0.0
    made = job.file is None or any(word in job.instruction.lower() for word in _GENERATES)
    return 100.0 if made else 50.0


_GENERATES = ("generate", "create", "compose", "生成", "创作", "制作")


def _new_id() -> str:
    return f"render_{uuid.uuid4().hex}"


def _hash(draft: Json | None) -> str:
    return hashlib.sha256(json.dumps(draft, sort_keys=True).encode()).hexdigest()


def _bare(value: Any) -> Any:
    """Return a draft without web addresses: they may be signed."""
    if isinstance(value, dict):
        return {key: _bare(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return "" if isinstance(value, str) and "://" in value else value
