"""Perform the protocol's operations on an event loop; what may block runs in a thread."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from nemo_nb.client._body import Throttle
from nemo_nb.client._service import Address, Service, stopped
from nemo_nb.client._wire import to_wire
from nemo_nb.protocol import Progress
from nemo_nb.protocol.ops import (
    Call,
    Close,
    Emit,
    Locked,
    Now,
    Open,
    Read,
    Request,
    Response,
    Run,
    Save,
    Send,
    Sleep,
    Stopped,
)

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from nemo_nb.client._http_async import AsyncLink, AsyncStream
    from nemo_nb.protocol import ProgressCallback
    from nemo_nb.protocol.ops import T


_ABOUT = 1 << 20


class AsyncDriver:
    """Runs calls for one client, on one event loop."""

    def __init__(self, service: Service, link: AsyncLink) -> None:
        self.service = service
        self.link = link
        self._lock = asyncio.Lock()

    async def run(self, call: Call[T], progress: ProgressCallback | None = None) -> T:
        """Run a call to its end and return its result."""
        box: list[T] = []
        async for _ in self.steps(call, box, progress):
            pass
        return box[0]

    async def steps(
        self, call: Call[T], box: list[T], progress: ProgressCallback | None = None
    ) -> AsyncGenerator[Any, None]:
        """Run a call, yielding what it emits, but for progress; its result goes into ``box``."""
        work = _Work(self, Throttle(progress))
        answer: Any = None
        error: Exception | None = None
        try:
            while True:
                try:
                    op = call.send(answer) if error is None else call.throw(error)
                except StopIteration as end:
                    box.append(end.value)
                    return
                answer = error = None
                if isinstance(op, Emit) and not isinstance(op.item, Progress):
                    yield op.item
                    continue
                try:
                    answer = await work.perform(op)
                except Exception as problem:
                    error = problem
        finally:
            await work.close()
            call.close()

    async def locked(self, op: Locked) -> Any:
        """Run a call that no other task's may overlap."""
        async with self._lock:
            return await self.run(op.call())


class _Work:
    """The operations of one running call."""

    def __init__(self, driver: AsyncDriver, report: Throttle) -> None:
        self._driver = driver
        self._report = report
        self._stream: AsyncStream | None = None
        self._address: Address | None = None

    async def perform(self, op: Any) -> Any:
        match op:
            case Read(within):
                return await self._stream.read(within) if self._stream else b""
            case Save(within, write):
                pieces = await self._stream.gather(within, _ABOUT) if self._stream else []
                await asyncio.to_thread(lambda: [write(piece) for piece in pieces])
                return sum(map(len, pieces))
            case Now():
                return time.monotonic()
            case Emit(item):
                return self._report(item)
            case Run(work):
                return await asyncio.to_thread(work)
            case Send(request):
                response = await self._open(request)
                body = await self._read_all(request.silence)
                return Response(response.status, response.headers, body, response.url)
            case Open(request):
                return await self._open(request)
            case Close():
                return await self.close()
            case Sleep(seconds):
                return await asyncio.sleep(seconds)
            case Locked():
                return await self._driver.locked(op)
            case Stopped():
                return await asyncio.to_thread(stopped, self._address)
        raise TypeError(op)

    async def _open(self, request: Request) -> Response:
        await self.close()
        service = self._driver.service
        address = service.ready()
        if address is None:
            address = await asyncio.to_thread(service.address)
        self._address = address
        wire = to_wire(request, address, self._report, is_async=True)
        self._stream = await self._driver.link.open(wire)
        return Response(self._stream.status, self._stream.headers, url=wire.url)

    async def _read_all(self, silence: float) -> bytes:
        assert self._stream is not None
        pieces = []
        try:
            while piece := await self._stream.read(silence):
                pieces.append(piece)
        finally:
            await self.close()
        return b"".join(pieces)

    async def close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            await stream.close()
