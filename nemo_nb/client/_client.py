"""The client that waits: plain calls, usable from scripts, threads and inside a running event loop."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.client._batching import Batching
from nemo_nb.client._core import DEFAULT_SKILL, RECOVERY_WAITS, Choice, Core, Running, make_core
from nemo_nb.client._line import HungUp, Line
from nemo_nb.client._lists import Projects, Renders, Uploads
from nemo_nb.client._reply import Reply, to_reply
from nemo_nb.protocol import NemoError, Session
from nemo_nb.protocol import render as rendering
from nemo_nb.protocol.calls import project_link, read_credits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    import httpx

    from nemo_nb.client._service import Service
    from nemo_nb.client._source import Uploadable
    from nemo_nb.client._sync import SyncDriver
    from nemo_nb.protocol import Credits, Event, Json, ProgressCallback, Skill, State, Video
    from nemo_nb.protocol.chat import ChatEnd
    from nemo_nb.timeline import Timeline


_MAKING = threading.Lock()


class NemoClient(Batching):
    """Talk to NemoVideo, or to the engine inside this package.

    Nothing is sent and nothing started before the first call. Threads may share a client.

    Parameters
    ----------
    skill
        One of the five skills, by name or as a `Skill`.
    base_url
        The service's address. Without it ``NEMO_API_URL`` counts, then NemoVideo's cloud when there is a
        token, and otherwise the local engine answers.
    token
        A bearer token of your own; default ``NEMO_TOKEN``. Without one an anonymous token is fetched.
    client_id
        Default ``NEMO_CLIENT_ID``, then the saved one.
    timeout
        How long a chat may go on without content, in seconds.
    recovery_waits
        The waits before each look at the timeline after a lost answer, in seconds.
    transport
        An httpx transport to use instead of the network.
    service
        ``"auto"`` as described, ``"local"`` or ``"cloud"``.
    """

    def __init__(
        self,
        skill: str | Skill = DEFAULT_SKILL,
        *,
        base_url: str | None = None,
        token: str | None = None,
        client_id: str | None = None,
        timeout: float = 600.0,
        recovery_waits: Iterable[float] = RECOVERY_WAITS,
        transport: httpx.BaseTransport | None = None,
        service: Choice = "auto",
    ) -> None:
        self._core: Core = make_core(
            skill=skill,
            base_url=base_url,
            token=token,
            client_id=client_id,
            timeout=timeout,
            recovery_waits=recovery_waits,
            service=service,
            transport_given=transport is not None,
        )
        self._transport = transport
        self._made: SyncDriver | None = None

    @property
    def _driver(self) -> SyncDriver:
        driver = self._made
        if driver is None or driver.process != os.getpid():
            from nemo_nb.client._http import SyncLink
            from nemo_nb.client._sync import SyncDriver

            with _MAKING:
                # A forked process must not talk on its parent's connections.
                if self._made is None or self._made.process != os.getpid():
                    self._made = SyncDriver(self._core.service, SyncLink(self._transport))
                driver = self._made
        return driver

    @property
    def service(self) -> Service:
        """The service behind this client: ``.local`` and ``.describe()``."""
        return self._core.service

    @property
    def skill(self) -> Skill:
        """The profile in use."""
        return self._core.account.skill

    def use_skill(self, skill: str | Skill) -> Skill:
        """Switch the profile from the next call on; account and projects stay. Raises `NemoError`."""
        return self._core.use_skill(skill)

    @property
    def language(self) -> str:
        """The language that new projects are answered in: ``en``, ``zh``, …; at first the locale's."""
        return self._core.account.language

    @language.setter
    def language(self, code: str) -> None:
        self._core.account.language = code

    @property
    def user_id(self) -> str | None:
        """The account's id at the service, known after the first contact."""
        return self._core.account.user_id

    def project(self, session_id: str | None = None) -> Project:
        """Start a project, or reopen one by its id."""
        if session_id is not None:
            return Project(self, Session(session_id))
        return Project(self, self._driver.run(self._core.project()))

    def credits(self) -> Credits:
        """Return the account's balance."""
        return self._driver.run(read_credits(self._core.account))

    def projects(self) -> Projects:
        """Return the projects that were worked on from this computer, the latest first. Asks no service."""
        return Projects(self._core.known.projects())

    def renders(self, *, refresh: bool = True) -> Renders:
        """Return every known export, also of earlier kernels, the oldest first.

        Those under way are asked about at the service; without ``refresh`` nothing is.
        """
        return Renders(self._driver.run(self._core.renders(refresh=refresh)))

    def resume(
        self,
        job_id: str,
        path: str | os.PathLike[str] | None = None,
        *,
        progress: ProgressCallback | None = None,
    ) -> Video:
        """Wait for an export that was started earlier and download it, by default to where it was to go."""
        target = Path(path) if path is not None else None
        return self._driver.run(self._core.resume(job_id, target), progress)

    def close(self) -> None:
        """Close the connections. The local engine goes on for other clients of this process."""
        if self._made is not None:
            self._made.link.close()

    def __enter__(self) -> NemoClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"NemoClient(skill={self.skill.name!r}, service={self.service.name!r})"


class Project:
    """One video in the making: its material, its timeline and the conversation about it."""

    def __init__(self, client: NemoClient, session: Session) -> None:
        self.client = client
        self._session = session

    @property
    def session_id(self) -> str:
        """The id that reopens this project: ``client.project(session_id=…)``."""
        return self._session.session_id

    def upload(self, *items: Uploadable, progress: ProgressCallback | None = None) -> Uploads:
        """Upload paths, open binary files or addresses, in order.

        Every file's name, size and content is checked before a byte of any is sent. ``progress`` gets a
        `Progress` at most ten times a second.

        Raises
        ------
        UnsupportedFileError, FileTooLargeError
        """
        from nemo_nb.client._source import sources

        call = self.client._core.upload(self.session_id, sources(items))
        return Uploads(self.client._driver.run(call, progress))

    def chat(self, text: str) -> Reply:
        """Send a message and wait for what it does."""
        with self.stream(text) as events:
            for _ in events:
                pass
        return events.reply

    @contextmanager
    def stream(self, text: str) -> Iterator[ChatStream]:
        """Send a message and iterate over the answer's events while they arrive; then see ``.reply``.

        Leaving early closes the connection. The message may have been applied all the same.
        """
        client, line = self.client, Line()
        looks: list[Json | None] = []
        call = client._core.chat(self.session_id, text, looks.append)
        events = ChatStream(client._driver.steps(call, line=line), line, looks)
        try:
            yield events
        finally:
            events.close()

    def state(self) -> State:
        """Return the service's own view of the project."""
        return self.client._driver.run(self.client._core.state(self.session_id))

    def timeline(self) -> Timeline:
        """Return the timeline as it is now."""
        from nemo_nb.timeline import Timeline

        return Timeline(self.state().draft)

    def export(
        self,
        path: str | os.PathLike[str] | None = None,
        format: str | None = None,
        *,
        quality: str = "high",
        progress: ProgressCallback | None = None,
    ) -> Video:
        """Render the timeline and download the file.

        An interrupt, or an exception of ``progress``, cancels the export at the service.

        Parameters
        ----------
        path
            The file to write, or the folder to write it into; default: this folder.
        format
            ``mp4``, ``webm``, ``gif``, ``mp3``, ``wav``, ``stems`` (the instruments in a ZIP) or ``midi``;
            by default what the path's ending says, else an MP4. NemoVideo's cloud makes MP4s only.
        quality
            ``low``, ``medium`` or ``high``.
        progress
            Gets a `Progress` of the stages ``render`` and ``download``.

        Raises
        ------
        RenderError
            There is nothing to export, or it failed twice.
        NemoError
            The format cannot be made; nothing was sent.
        """
        client, running = self.client, Running()
        target = Path(path) if path is not None else None
        call = client._core.export(self.session_id, target, running, format=format, quality=quality)
        try:
            return client._driver.run(call, progress)
        except BaseException as error:
            # An error of the service leaves the export to resume(); whoever else leaves does not want it.
            if running.job_id is not None and not isinstance(error, NemoError):
                self._cancel(running.job_id)
            raise

    def _cancel(self, job_id: str) -> None:
        """Cancel as far as that works: the interrupt that led here matters more."""
        try:
            self.client._driver.run(rendering.cancel(self.client._core.account, job_id))
        except Exception:
            return

    def link(self) -> str:
        """Return an address that opens this project in a browser; it gives no access to the account."""
        return self.client._driver.run(project_link(self.client._core.account, self._session))

    def __repr__(self) -> str:
        return f"Project({self.session_id!r})"


class ChatStream:
    """The events of one answer, and after them its reply."""

    def __init__(self, steps: Any, line: Line, looks: list[Json | None]) -> None:
        self._steps = steps
        self._line = line
        self._looks = looks
        self._end: ChatEnd | None = None

    def __iter__(self) -> Iterator[Event]:
        return self

    def __next__(self) -> Event:
        try:
            event: Event = next(self._steps)
        except StopIteration as end:
            self._end = self._end or end.value
            raise StopIteration from None
        except HungUp:
            raise StopIteration from None
        return event

    @property
    def before(self) -> Timeline | None:
        """The timeline as it was before the message; None until the first event."""
        from nemo_nb.timeline import Timeline

        return Timeline(self._looks[0]) if self._looks else None

    @property
    def reply(self) -> Reply:
        """The reply; reads what is left of the answer first.

        Raises
        ------
        NemoError
            What the service reported in the middle of its answer.
        """
        for _ in self:
            pass
        if self._end is None:
            raise RuntimeError("the answer was left before its end")
        return to_reply(self._end)

    def hang_up(self) -> None:
        """End the answer where it is, from any thread: the iteration stops, and there will be no reply.

        The message may have been applied all the same.
        """
        self._line.hang_up()

    def close(self) -> None:
        """Close the connection; only for the thread that iterates."""
        self._steps.close()
