"""What both clients are made of: settings, account, records, and the calls that join several others."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from nemo_nb.client._identity import check_header, language, load_client_id, platform
from nemo_nb.client._jobs import JobRecord
from nemo_nb.client._part import PartFile, destination, is_folder
from nemo_nb.client._projects import ProjectRecord
from nemo_nb.client._service import WEB, Choice, Service, choose
from nemo_nb.protocol import (
    DEFAULT_SKILL,
    SKILLS,
    ApiError,
    NemoError,
    ProtocolError,
    RenderError,
    RenderJob,
    Skill,
    Video,
)
from nemo_nb.protocol import render as rendering
from nemo_nb.protocol.account import RECOVERY_WAITS, Account, Policy, Secret
from nemo_nb.protocol.calls import new_session, read_state
from nemo_nb.protocol.chat import ChatEnd, chat
from nemo_nb.protocol.download import download
from nemo_nb.protocol.ops import Call, Run, Source
from nemo_nb.protocol.outputs import OUTPUTS, choose_output, named
from nemo_nb.protocol.upload import upload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from nemo_nb.protocol import Json, Media, Session, State


@dataclass(slots=True)
class Running:
    """The export that an interrupt would have to cancel; None while there is none."""

    job_id: str | None = None


@dataclass(slots=True)
class Core:
    """A client without a driver. Its repr holds nothing secret."""

    service: Service
    account: Account = field(repr=False)
    jobs: JobRecord = field(repr=False)
    known: ProjectRecord = field(repr=False)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client holds connections and a token: make a new one instead of pickling it")

    def use_skill(self, skill: str | Skill) -> Skill:
        """Switch the profile; account, token and projects stay."""
        self.account.skill = find_skill(skill)
        return self.account.skill

    def project(self) -> Call[Session]:
        """Start a project and note it."""
        session = yield from new_session(self.account)
        yield Run(partial(self.known.note, session.session_id))
        return session

    def state(self, session_id: str) -> Call[State]:
        """Read a project's state; one that another computer made is known here from then on."""
        state = yield from read_state(self.account, session_id)
        name = state.media[0].filename if state.media else ""
        yield Run(partial(self.known.meet, session_id, name))
        return state

    def chat(self, session_id: str, text: str, look: Callable[[Json | None], object]) -> Call[ChatEnd]:
        """Send a message; ``look`` gets the draft before it."""
        end = yield from chat(self.account, session_id, text, look)
        yield Run(partial(self.known.note, session_id, said=text))
        return end

    def upload(self, session_id: str, found: Sequence[Source | str]) -> Call[list[Media]]:
        """Upload files; the first one gives its name to the project."""
        media = yield from upload(self.account, session_id, found)
        yield Run(partial(self.known.note, session_id, file=_name(found[0]) if found else ""))
        return media

    def export(
        self, session_id: str, path: Path | None, running: Running, *, format: str | None, quality: str
    ) -> Call[Video]:
        """Export a project and bring the file to ``path``."""
        is_file = path is not None and not is_folder(path)
        output = choose_output(self.account, path if is_file else None, format, quality)
        target = destination(path or Path(), name=f"nemo-{session_id[:8]}{OUTPUTS[output['format']]}")
        if format and is_file:
            target = named(target, output)

        def new_id() -> str:
            running.job_id = f"render_{uuid.uuid4().hex}"
            return running.job_id

        note = partial(self.jobs.note, path=target)
        job = yield from rendering.export(self.account, session_id, new_id, note, output)
        running.job_id = None
        return (yield from self._fetch(job, target))

    def resume(self, job_id: str, path: Path | None) -> Call[Video]:
        """Wait for an export that was started earlier, perhaps by another kernel, and fetch it."""
        known = next((job for job in (yield Run(self.jobs.jobs)) if job.id == job_id), None)
        job = yield from rendering.look_up(self.account, job_id)
        if job is None:
            raise RenderError(
                "The service does not know this export (any more).", hint="Start it again with export()."
            )
        recorded = known.path if known else None
        target = destination(path or recorded or Path(), name=f"{job_id}.mp4")
        job = yield from rendering.follow(self.account, job)
        yield Run(
            partial(self.jobs.note, replace(job, session_id=known.session_id if known else None), target)
        )
        if job.status != "completed":
            raise rendering.failed(job)
        return (yield from self._fetch(job, target))

    def renders(self, *, refresh: bool) -> Call[list[RenderJob]]:
        """Return every known export; with ``refresh``, brought up to date where it had not ended."""
        found: list[RenderJob] = []
        reachable = refresh
        for job in (yield Run(self.jobs.jobs)):
            if reachable and job.status in ("pending", "processing"):
                try:
                    now = yield from rendering.look_up(self.account, job.id)
                except NemoError as error:
                    now = job
                    # A network that is down would be tried again and again for each of them.
                    reachable = isinstance(error, (ApiError, ProtocolError))
                if now is None:
                    now = replace(job, status="failed", error="The service does not know it.")
                if now.status != job.status:
                    yield Run(partial(self.jobs.note, now, job.path))
                job = replace(now, path=job.path, session_id=job.session_id)
            found.append(job)
        return found

    def _fetch(self, job: RenderJob, target: Path) -> Call[Video]:
        yield from download(self.account, job, PartFile(target))
        facts = yield Run(partial(_facts, target))
        return Video(target, job.url, job.duration or facts.duration, facts.width, facts.height, facts.size)


def find_skill(skill: str | Skill) -> Skill:
    """Return a profile by its name."""
    if isinstance(skill, Skill):
        return skill
    if skill not in SKILLS:
        raise NemoError(f"There is no skill {skill}.", hint=f"Use one of: {', '.join(SKILLS)}.")
    return SKILLS[skill]


def _name(item: Source | str) -> str:
    # Only the end of an address: the rest may be signed.
    return item.partition("?")[0].rpartition("/")[2] if isinstance(item, str) else item.name


def _facts(path: Path) -> Any:
    from nemo_nb.client._mp4 import read_facts

    return read_facts(path)


def make_core(
    *,
    skill: str | Skill,
    base_url: str | None,
    token: str | None,
    client_id: str | None,
    timeout: float,
    recovery_waits: Iterable[float],
    service: Choice,
    transport_given: bool,
) -> Core:
    """Return the settings of a client; nothing is sent and nothing started."""
    if transport_given and service == "auto" and base_url is None:
        service = "cloud"
    chosen = choose(base_url, token, service)
    # The environment's token belongs to the cloud; the local engine must never see it.
    given = (token or ("" if chosen.local else os.environ.get("NEMO_TOKEN", ""))).strip() or None
    check_header("The token", given or "")
    account = Account(
        client_id=partial(load_client_id, client_id),
        token=Secret(given) if given else None,
        given=given is not None,
        skill=find_skill(skill),
        platform=platform(),
        web_url=os.environ.get("NEMO_WEB_URL", WEB).rstrip("/"),
        language=language(),
        local=chosen.local,
        policy=Policy(content_silence=timeout, recovery_waits=tuple(recovery_waits)),
    )
    if chosen.local:
        # Next door: look more often, and never wait long for what cannot be far away.
        account.policy = replace(account.policy, polls=(0.05, 1.0))
    return Core(chosen, account, JobRecord(chosen.record), ProjectRecord(chosen.record))


__all__ = ["DEFAULT_SKILL", "RECOVERY_WAITS", "Choice", "Core", "Running", "make_core"]
