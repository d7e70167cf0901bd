"""A multipart body that streams a file from disk, and how far it has come."""

from __future__ import annotations

import asyncio
import secrets
import time
from functools import partial
from typing import TYPE_CHECKING

from nemo_nb.protocol import NemoError, Progress
from nemo_nb.protocol.formats import sent_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from nemo_nb.protocol.ops import Source

# Large enough to keep the network busy, small enough that a partly accepted block is cheap to finish.
_BLOCK = 1 << 18
# The other side of a thread switch: fewer, larger reads. Twice as much is slower (benchmarks/transfers.py):
# what the socket does not take at once is copied.
_ASYNC_BLOCK = 1 << 19


class Throttle:
    """Let at most ten progress reports a second through, and always the last one of a stage."""

    def __init__(self, report: Callable[[Progress], object] | None) -> None:
        self._report = report
        self._last: dict[str, float] = {}

    def __call__(self, progress: Progress) -> None:
        """Report, or not."""
        if self._report is None:
            return
        now = time.monotonic()
        final = progress.total is not None and progress.done >= progress.total
        # Nine a second, so that the last one still is the tenth.
        if final or now - self._last.get(progress.stage, float("-inf")) >= 1 / 9:
            self._last[progress.stage] = now
            self._report(progress)


class Multipart:
    """The body of one upload; sync or async."""

    def __init__(self, source: Source, sent: Callable[[int], object]) -> None:
        boundary = secrets.token_hex(16)
        self._head = (
            f"--{boundary}\r\n"
            f'Content-Disposition: form-data; name="files"; filename="{sent_name(source.name)}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        self._tail = f"\r\n--{boundary}--\r\n".encode()
        self._source = source
        self._sent = sent
        self.headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(self._head) + source.size + len(self._tail)),
        }

    def blocks(self) -> Iterator[bytes]:
        """Yield the body, for a sync request."""
        reader, left = self._source.open(), self._source.size
        try:
            yield self._head
            while left:
                block = self._checked(reader.read(min(_BLOCK, left)))
                left -= len(block)
                yield block
                self._sent(self._source.size - left)
            self._check_end(reader.read(1))
            yield self._tail
        finally:
            reader.close()

    async def async_blocks(self) -> AsyncIterator[bytes]:
        """Yield the body, for an async request; a thread reads the next block while this one is sent."""
        reader, left = await asyncio.to_thread(self._source.open), self._source.size
        read = partial(asyncio.get_running_loop().run_in_executor, None, reader.read)
        coming = read(min(_ASYNC_BLOCK, left))
        try:
            yield self._head
            while left:
                block = self._checked(await asyncio.shield(coming))
                left -= len(block)
                coming = read(min(_ASYNC_BLOCK, left) or 1)
                yield block
                self._sent(self._source.size - left)
            self._check_end(await asyncio.shield(coming))
            yield self._tail
        finally:
            # Left early, a thread may still be reading.
            coming.add_done_callback(lambda done: (done.cancelled() or done.exception(), reader.close()))

    def _checked(self, block: bytes) -> bytes:
        if not block:
            raise NemoError(f"{self._source.name} became shorter while it was being sent.", hint="Try again.")
        return block

    def _check_end(self, rest: bytes) -> None:
        """Half a recording is no upload: without the end of its body, the service drops it."""
        if rest:
            raise NemoError(
                f"{self._source.name} grew while it was being sent.",
                hint="Try again when it is finished.",
            )
