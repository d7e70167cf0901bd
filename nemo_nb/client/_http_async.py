"""The network on an event loop: the same rules as in _http, which has what both share."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx

from nemo_nb.client._http import (
    OURS,
    READING,
    Wire,
    make_transport,
    to_failure,
    to_problem,
    unpacked,
    way_out,
)
from nemo_nb.protocol import NemoError
from nemo_nb.protocol.ops import TransportFailure

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class AsyncStream:
    """An open response. Read by one task."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        self.headers = unpacked(response)
        packed = "content-encoding" in self.headers
        self._response = response
        self._pieces: AsyncIterator[bytes] = response.aiter_bytes() if packed else response.aiter_raw()
        self._broken: TransportFailure | None = None

    async def read(self, within: float) -> bytes:
        """Return the next bytes, ``b""`` at the end."""
        pieces = await self.gather(within, 1)
        return pieces[0] if pieces else b""

    async def gather(self, within: float, about: int) -> list[bytes]:
        """Return the next pieces, at least ``about`` bytes of them unless the end comes first."""
        if self._broken is not None:
            raise self._broken
        pieces: list[bytes] = []
        size = 0
        while size < about:
            piece = await self._next(within)
            if isinstance(piece, TransportFailure):
                self._broken = piece
                if pieces:
                    break
                raise piece
            if not piece:
                break
            pieces.append(piece)
            size += len(piece)
        return pieces

    async def _next(self, within: float) -> bytes | TransportFailure:
        try:
            async with asyncio.timeout(max(within, 0.001)):
                return await anext(self._pieces, b"")
        except READING as error:
            failure = to_failure(error)
        except TimeoutError:
            failure = TransportFailure("ReadTimeout", sent=True, silent=True)
        return failure

    async def close(self) -> None:
        """Close the connection, unless all of the response has been read."""
        await self._response.aclose()


class AsyncLink:
    """A pool of connections per way out, for one event loop."""

    def __init__(self, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._given = transport
        self._transports: dict[tuple[str, str | None], httpx.AsyncBaseTransport] = {}

    async def open(self, wire: Wire) -> AsyncStream:
        """Send a request and return its response as soon as its head has come."""
        outcome = await self._attempt(wire)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def _attempt(self, wire: Wire) -> AsyncStream | Exception:
        ours = OURS.set(True)
        try:
            request = wire.build()
            response = await (await self._transport(wire.url)).handle_async_request(request)
        except (httpx.TransportError, httpx.InvalidURL) as error:
            return to_problem(error)
        except NemoError as error:
            return error.with_traceback(None)  # from the body: the file went away
        finally:
            OURS.reset(ours)
            if hasattr(wire.content, "aclose"):
                await wire.content.aclose()
        response.request = request
        return AsyncStream(response)

    async def _transport(self, url: str) -> httpx.AsyncBaseTransport:
        if self._given is not None:
            return self._given
        route = way_out(url)
        if route not in self._transports:
            made = await asyncio.to_thread(make_transport, httpx.AsyncHTTPTransport, route)
            self._transports.setdefault(route, made)
        return self._transports[route]

    async def close(self) -> None:
        """Close every connection."""
        transports, self._transports = list(self._transports.values()), {}
        for transport in [*transports, *([self._given] if self._given else [])]:
            await transport.aclose()
