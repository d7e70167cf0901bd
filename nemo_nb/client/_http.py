"""The one place that knows httpx.

Transports are used rather than httpx's clients: those log every address, signed ones included, at INFO;
they would follow redirects by rules of their own; and each rule of this protocol already stands in protocol/.
Nothing of httpx leaves this module: failures become `TransportFailure`, built outside the handler so that
no frame of httpx (and no header in it) hangs on to the error that a person sees.
"""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from nemo_nb.protocol import NemoError, ProtocolError
from nemo_nb.protocol.ops import TransportFailure

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

CONNECT = 10.0
# Shorter than the 5 s after which common servers drop an idle connection: a request sent into a closing
# connection would be lost without our knowing whether it arrived.
_KEEPALIVE = 3.0
_LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=8, keepalive_expiry=_KEEPALIVE)
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True, slots=True)
class Wire:
    """A request as it goes out: an absolute address and all of its headers."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    content: Any = field(repr=False)
    silence: float

    def build(self) -> httpx.Request:
        """Return httpx's form of it."""
        timeout = {
            "connect": min(CONNECT, self.silence),
            "read": self.silence,
            "write": self.silence,
            "pool": 30.0,
        }
        return httpx.Request(
            self.method,
            self.url,
            headers={**self.headers, "Accept-Encoding": "identity"},
            content=self.content,
            extensions={"timeout": timeout},
        )


def _failure(error: Exception) -> TransportFailure:
    silent = isinstance(error, httpx.TimeoutException)
    return TransportFailure(type(error).__name__, sent=not isinstance(error, _UNSENT), silent=silent)


def _route(url: str) -> tuple[str, str | None]:
    """Return the scheme and the proxy, by the system's settings, that an address takes."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in ("localhost", "127.0.0.1", "::1") or proxy_bypass(host):
        return parts.scheme, None
    proxies = getproxies()
    return parts.scheme, proxies.get(parts.scheme) or proxies.get("all")


def _options(scheme: str, proxy: str | None) -> dict[str, Any]:
    # Plain HTTP needs no certificates; loading them costs 20 ms.
    return {"verify": scheme != "http" or proxy is not None, "proxy": proxy, "limits": _LIMITS}


class SyncStream:
    """An open response. Read by one thread."""

    def __init__(self, response: httpx.Response, silence: float) -> None:
        self.status = response.status_code
        self.headers = dict(response.headers)
        self._response = response
        self._pieces: Iterator[bytes] = response.iter_raw()
        self._silence = silence
        self._broken: TransportFailure | None = None

    def read(self, within: float) -> bytes:
        """Return the next bytes, ``b""`` at the end."""
        pieces = self.gather(within, 1)
        return pieces[0] if pieces else b""

    def gather(self, within: float, about: int) -> list[bytes]:
        """Return the next pieces, at least ``about`` bytes of them unless the end comes first."""
        if self._broken is not None:
            raise self._broken
        pieces: list[bytes] = []
        size = 0
        while size < about:
            piece = self._next(within)
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

    def _next(self, within: float) -> bytes | TransportFailure:
        # httpx fixes the read timeout when the request is made. Where less time is left (heartbeats came,
        # content did not), a timer ends the connection.
        timer = None
        if within < self._silence * 0.99:
            timer = threading.Timer(max(within, 0.001), self.hang_up)
            timer.daemon = True
            timer.start()
        try:
            return next(self._pieces, b"")
        except (httpx.TransportError, httpx.StreamError) as error:
            failure = _failure(error)
        finally:
            if timer is not None:
                timer.cancel()
        return failure

    def hang_up(self) -> None:
        """End what is being read, from any thread."""
        stream = self._response.extensions.get("network_stream")
        sock = stream.get_extra_info("socket") if stream is not None else None
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    def close(self) -> None:
        """Close the connection, unless all of the response has been read."""
        self._response.close()


class SyncLink:
    """A pool of connections per way out. Thread-safe."""

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self._given = transport
        self._transports: dict[tuple[str, str | None], httpx.BaseTransport] = {}
        self._lock = threading.Lock()

    def open(self, wire: Wire) -> SyncStream:
        """Send a request and return its response as soon as its head has come."""
        outcome = self._attempt(wire)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def _attempt(self, wire: Wire) -> SyncStream | Exception:
        try:
            request = wire.build()
            response = self._transport(wire.url).handle_request(request)
        except httpx.TransportError as error:
            if isinstance(error, (httpx.UnsupportedProtocol, httpx.LocalProtocolError)):
                return ProtocolError("The service's address cannot be used.")
            return _failure(error)
        except httpx.InvalidURL:
            return ProtocolError("The service's address cannot be used.")
        except NemoError as error:
            return error.with_traceback(None)  # from the body: the file went away
        finally:
            if hasattr(wire.content, "close"):
                wire.content.close()
        response.request = request
        return SyncStream(response, wire.silence)

    def _transport(self, url: str) -> httpx.BaseTransport:
        if self._given is not None:
            return self._given
        route = _route(url)
        with self._lock:
            if route not in self._transports:
                self._transports[route] = httpx.HTTPTransport(**_options(*route))
            return self._transports[route]

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            transports, self._transports = list(self._transports.values()), {}
        for transport in [*transports, *([self._given] if self._given else [])]:
            transport.close()


class AsyncStream:
    """An open response. Read by one task."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        self.headers = dict(response.headers)
        self._response = response
        self._pieces: AsyncIterator[bytes] = response.aiter_raw()
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
        import asyncio

        try:
            async with asyncio.timeout(max(within, 0.001)):
                return await anext(self._pieces, b"")
        except (httpx.TransportError, httpx.StreamError) as error:
            failure = _failure(error)
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
        try:
            request = wire.build()
            response = await (await self._transport(wire.url)).handle_async_request(request)
        except httpx.TransportError as error:
            if isinstance(error, (httpx.UnsupportedProtocol, httpx.LocalProtocolError)):
                return ProtocolError("The service's address cannot be used.")
            return _failure(error)
        except httpx.InvalidURL:
            return ProtocolError("The service's address cannot be used.")
        except NemoError as error:
            return error.with_traceback(None)  # from the body: the file went away
        finally:
            if hasattr(wire.content, "aclose"):
                await wire.content.aclose()
        response.request = request
        return AsyncStream(response)

    async def _transport(self, url: str) -> httpx.AsyncBaseTransport:
        if self._given is not None:
            return self._given
        import asyncio

        route = _route(url)
        if route not in self._transports:
            made = await asyncio.to_thread(lambda: httpx.AsyncHTTPTransport(**_options(*route)))
            self._transports.setdefault(route, made)
        return self._transports[route]

    async def close(self) -> None:
        """Close every connection."""
        transports, self._transports = list(self._transports.values()), {}
        for transport in [*transports, *([self._given] if self._given else [])]:
            await transport.aclose()
