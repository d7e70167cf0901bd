"""Perform the protocol's operations with blocking calls. No event loop is touched."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING, Any

from nemo_nb.client._body import Throttle
from nemo_nb.client._line import Line
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
    from collections.abc import Generator

    from nemo_nb.client._http import SyncLink, SyncStream
    from nemo_nb.protocol import ProgressCallback
    from nemo_nb.protocol.ops import T


_ABOUT = 1 << 20


class SyncDriver:
    """Runs calls for one client, from any threads of one process."""

    def __init__(self, service: Service, link: SyncLink) -> None:
        self.service = service
        self.link = link
        self._lock = threading.Lock()
        self.process = os.getpid()

    def run(self, call: Call[T], progress: ProgressCallback | None = None) -> T:
        """Run a call to its end and return its result."""
        steps = self.steps(call, progress)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                result: T = end.value
                return result

    def steps(
        self, call: Call[T], progress: ProgressCallback | None = None, line: Line | None = None
    ) -> Generator[Any, None, T]:
        """Run a call, yielding what it emits, but for progress; return its result.

        Raises `HungUp` when another thread cuts the ``line``; such a call has a connection of its own.
        """
        link = self.link.apart(line.watch) if line else self.link
        work = _Work(self, link, Throttle(progress), line or Line())
        answer: Any = None
        error: Exception | None = None
        try:
            while True:
                try:
                    op = call.send(answer) if error is None else call.throw(error)
                except StopIteration as end:
                    result: T = end.value
                    return result
                answer = error = None
                if isinstance(op, Emit) and not isinstance(op.item, Progress):
                    yield op.item
                    continue
                try:
                    answer = work.perform(op)
                except Exception as problem:
                    error = problem
                work.line.check()
        finally:
            work.close()
            call.close()
            if line:
                link.close()

    def locked(self, op: Locked) -> Any:
        """Run a call that no other thread's may overlap."""
        with self._lock:
            return self.run(op.call())


class _Work:
    """The operations of one running call."""

    def __init__(self, driver: SyncDriver, link: SyncLink, report: Throttle, line: Line) -> None:
        self._driver = driver
        self._link = link
        self._report = report
        self.line = line
        self._stream: SyncStream | None = None
        self._address: Address | None = None

    def perform(self, op: Any) -> Any:
        match op:
            case Read(within):
                return self._stream.read(within) if self._stream else b""
            case Save(within, write):
                pieces = self._stream.gather(within, _ABOUT) if self._stream else []
                for piece in pieces:
                    write(piece)
                return sum(map(len, pieces))
            case Now():
                return time.monotonic()
            case Emit(item):
                return self._report(item)
            case Run(work):
                return work()
            case Send(request):
                response = self._open(request)
                body = self._read_all(request.silence)
                return Response(response.status, response.headers, body, response.url)
            case Open(request):
                return self._open(request)
            case Close():
                return self.close()
            case Sleep(seconds):
                return self.line.sleep(seconds)
            case Locked():
                return self._driver.locked(op)
            case Stopped():
                return stopped(self._address)
        raise TypeError(op)

    def _open(self, request: Request) -> Response:
        self.close()
        service = self._driver.service
        self._address = service.ready() or service.address()
        wire = to_wire(request, self._address, self._report, is_async=False)
        self._stream = self._link.open(wire)
        self.line.watch(self._stream)
        return Response(self._stream.status, self._stream.headers, url=wire.url)

    def _read_all(self, silence: float) -> bytes:
        assert self._stream is not None
        pieces = []
        try:
            while piece := self._stream.read(silence):
                pieces.append(piece)
        finally:
            self.close()
        return b"".join(pieces)

    def close(self) -> None:
        stream, self._stream = self._stream, None
        self.line.watch(None)
        if stream is not None:
            stream.close()
