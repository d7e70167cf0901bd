"""The client that is awaited. The same names and rules as `nemo_nb.client.NemoClient`."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.client._batching import AsyncBatching
from nemo_nb.client._core import DEFAULT_SKILL, RECOVERY_WAITS, Choice, Core, Running, make_core
from nemo_nb.client._lists import Projects, Renders, Uploads
from nemo_nb.client._reply import Reply, to_reply
from nemo_nb.protocol import NemoError, Session
from nemo_nb.protocol import render as rendering
from nemo_nb.protocol.calls import project_link, read_credits

if TYPE_CHECKING:
    import os
    from collections.abc import AsyncIterator, Iterable
    from types import TracebackType

    import httpx

    from nemo_nb.client._async import AsyncDriver
    from nemo_nb.client._service import Service
    from nemo_nb.client._source import Uploadable
    from nemo_nb.protocol import Credits, Event, Json, ProgressCallback, Skill, State, Video
    from nemo_nb.protocol.chat import ChatEnd
    from nemo_nb.timeline import Timeline


class AsyncNemoClient(AsyncBatching):
    """Talk to NemoVideo, or to the engine inside this package, from a coroutine.

    The parameters are those of `nemo_nb.client.NemoClient`; ``transport`` is an async one. A client belongs
    to the event loop that first uses it; its tasks may share it.
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
        transport: httpx.AsyncBaseTransport | None = None,
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
        self._made: AsyncDriver | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def _driver(self) -> AsyncDriver:
        loop = asyncio.get_running_loop()
        if self._made is None or self._loop is not loop:
            from nemo_nb.client._async import AsyncDriver
            from nemo_nb.client._http_async import AsyncLink

            # Connections of a loop that is gone cannot be used, nor closed, on another.
            self._made = AsyncDriver(self._core.service, AsyncLink(self._transport))
            self._loop = loop
        return self._made

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

    async def project(self, session_id: str | None = None) -> AsyncProject:
        """Start a project, or reopen one by its id."""
        if session_id is not None:
            return AsyncProject(self, Session(session_id))
        return AsyncProject(self, await self._driver.run(self._core.project()))

    async def credits(self) -> Credits:
        """Return the account's balance."""
        return await self._driver.run(read_credits(self._core.account))

    async def projects(self) -> Projects:
        """Return the projects that were worked on from this computer, the latest first. Asks no service."""
        return Projects(await asyncio.to_thread(self._core.known.projects))

    async def renders(self, *, refresh: bool = True) -> Renders:
        """Return every known export, also of earlier kernels, the oldest first.

        Those under way are asked about at the service; without ``refresh`` nothing is.
        """
        return Renders(await self._driver.run(self._core.renders(refresh=refresh)))

    async def resume(
        self,
        job_id: str,
        path: str | os.PathLike[str] | None = None,
        *,
        progress: ProgressCallback | None = None,
    ) -> Video:
        """Wait for an export that was started earlier and download it, by default to where it was to go."""
        target = Path(path) if path is not None else None
        return await self._driver.run(self._core.resume(job_id, target), progress)

    async def close(self) -> None:
        """Close the connections. The local engine goes on for other clients of this process."""
        if self._made is not None and self._loop is asyncio.get_running_loop():
            await self._made.link.close()

    async def __aenter__(self) -> AsyncNemoClient:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"AsyncNemoClient(skill={self.skill.name!r}, service={self.service.name!r})"


class AsyncProject:
    """One video in the making: its material, its timeline and the conversation about it."""

    def __init__(self, client: AsyncNemoClient, session: Session) -> None:
        self.client = client
        self._session = session

    @property
    def session_id(self) -> str:
        """The id that reopens this project."""
        return self._session.session_id

    async def upload(self, *items: Uploadable, progress: ProgressCallback | None = None) -> Uploads:
        """Upload paths, open binary files or addresses; see `nemo_nb.client.Project.upload`."""
        from nemo_nb.client._source import sources

        found = await asyncio.to_thread(sources, items)
        call = self.client._core.upload(self.session_id, found)
        return Uploads(await self.client._driver.run(call, progress))

    async def chat(self, text: str) -> Reply:
        """Send a message and wait for what it does."""
        async with self.stream(text) as events:
            async for _ in events:
                pass
        return events.reply

    @asynccontextmanager
    async def stream(self, text: str) -> AsyncIterator[AsyncChatStream]:
        """Send a message and iterate over its events; see `nemo_nb.client.Project.stream`."""
        client = self.client
        box: list[ChatEnd] = []
        looks: list[Json | None] = []
        call = client._core.chat(self.session_id, text, looks.append)
        events = AsyncChatStream(client._driver.steps(call, box), box, looks)
        try:
            yield events
        finally:
            await events.close()

    async def state(self) -> State:
        """Return the service's own view of the project."""
        return await self.client._driver.run(self.client._core.state(self.session_id))

    async def timeline(self) -> Timeline:
        """Return the timeline as it is now."""
        from nemo_nb.timeline import Timeline

        return Timeline((await self.state()).draft)

    async def export(
        self,
        path: str | os.PathLike[str] | None = None,
        format: str | None = None,
        *,
        quality: str = "high",
        progress: ProgressCallback | None = None,
    ) -> Video:
        """Render the timeline and download the file; see `nemo_nb.client.Project.export`.

        Cancelling the task cancels the export at the service.
        """
        client, running = self.client, Running()
        target = Path(path) if path is not None else None
        call = client._core.export(self.session_id, target, running, format=format, quality=quality)
        try:
            return await client._driver.run(call, progress)
        except BaseException as error:
            if running.job_id is not None and not isinstance(error, NemoError):
                await self._cancel(running.job_id)
            raise

    async def _cancel(self, job_id: str) -> None:
        """Cancel as far as that works within a moment: the cancellation that led here matters more."""
        try:
            async with asyncio.timeout(1.5):
                await self.client._driver.run(rendering.cancel(self.client._core.account, job_id))
        except Exception:
            return

    async def link(self) -> str:
        """Return an address that opens this project in a browser; it gives no access to the account."""
        return await self.client._driver.run(project_link(self.client._core.account, self._session))

    def __repr__(self) -> str:
        return f"AsyncProject({self.session_id!r})"


class AsyncChatStream:
    """The events of one answer, and after them its reply."""

    def __init__(self, steps: Any, box: list[ChatEnd], looks: list[Json | None]) -> None:
        self._steps = steps
        self._box = box
        self._looks = looks
        self._loop = asyncio.get_running_loop()
        self._cut = asyncio.Event()
        self._reader: asyncio.Task[Any] | None = None

    def __aiter__(self) -> AsyncIterator[Event]:
        return self

    async def __anext__(self) -> Event:
        if self._cut.is_set():
            raise StopAsyncIteration
        self._reader = asyncio.current_task()
        try:
            event: Event = await anext(self._steps)
        except asyncio.CancelledError:
            # As asyncio.timeout does: a cancel of ours ends here, another one goes on.
            if self._cut.is_set() and self._reader and self._reader.uncancel() == 0:
                raise StopAsyncIteration from None
            raise
        finally:
            self._reader = None
        return event

    def hang_up(self) -> None:
        """End the answer where it is, from any thread: the iteration stops, and there will be no reply.

        The message may have been applied all the same.
        """
        self._loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        self._cut.set()
        if self._reader is not None:
            self._reader.cancel()

    @property
    def before(self) -> Timeline | None:
        """The timeline as it was before the message; None until the first event."""
        from nemo_nb.timeline import Timeline

        return Timeline(self._looks[0]) if self._looks else None

    @property
    def reply(self) -> Reply:
        """The reply, once all events have been read.

        Raises
        ------
        NemoError
            What the service reported in the middle of its answer.
        """
        if not self._box:
            raise RuntimeError("the answer was left before its end")
        return to_reply(self._box[0])

    async def close(self) -> None:
        """Close the connection."""
        await self._steps.aclose()
