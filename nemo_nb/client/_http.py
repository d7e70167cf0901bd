"""The one place that knows httpx.

Transports are used rather than httpx's clients: those log every address, signed ones included, at INFO;
they would follow redirects by rules of their own; and each rule of this protocol already stands in protocol/.
Nothing of httpx leaves this module: failures become `TransportFailure`, built outside the handler so that
no frame of httpx (and no header in it) hangs on to the error that a person sees.
"""

from __future__ import annotations

import logging
import socket
import threading
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from nemo_nb.protocol import NemoError, ProtocolError
from nemo_nb.protocol.ops import TransportFailure

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping

CONNECT = 10.0
# Shorter than the 5 s after which common servers drop an idle connection: a request sent into a closing
# connection would be lost without our knowing whether it arrived.
_KEEPALIVE = 3.0
_LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=8, keepalive_expiry=_KEEPALIVE)
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_READING = (httpx.TransportError, httpx.StreamError, httpx.DecodingError)

T = TypeVar("T")
_OURS: ContextVar[bool] = ContextVar("nemo_nb_request", default=False)


def _is_fit_to_log(record: logging.LogRecord) -> bool:
    """At DEBUG, httpcore logs all headers of an answer: the signed address of a redirect is one of them."""
    return not (_OURS.get() and "response_headers" in str(record.msg))


# For requests of this package only; the program's own use of httpx logs as before.
logging.getLogger("httpcore.http11").addFilter(_is_fit_to_log)


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


def _problem(error: Exception) -> Exception:
    """Return what an exception of httpx, on the way to an answer's head, means to a call."""
    if isinstance(error, (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL)):
        return ProtocolError("The service's address cannot be used.")
    return _failure(error)


def _failure(error: Exception) -> TransportFailure:
    silent = isinstance(error, httpx.TimeoutException)
    return TransportFailure(type(error).__name__, sent=not isinstance(error, _UNSENT), silent=silent)


def _route(url: str) -> tuple[str, str | None]:
    """Return the scheme and the proxy, by the system's settings, that an address takes."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in ("localhost", "::1") or host.startswith("127.") or proxy_bypass(host):
        return parts.scheme, None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return parts.scheme, f"http://{proxy}" if proxy and "://" not in proxy else proxy


def _make(kind: Callable[..., T], route: tuple[str, str | None]) -> T:
    scheme, proxy = route
    try:
        # Plain HTTP needs no certificates; loading them costs 20 ms.
        return kind(verify=scheme != "http" or proxy is not None, proxy=proxy, limits=_LIMITS)
    except (ImportError, ValueError, OSError, httpx.InvalidURL):
        problem = NemoError(
            "This computer's settings for proxies or certificates cannot be used.",
            hint="Check HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and SSL_CERT_FILE. "
            "A SOCKS proxy needs: pip install socksio",
        )
    raise problem


def _unpacked(response: httpx.Response) -> dict[str, str]:
    """Return an answer's headers; of a compressed one, which nobody asked for, without those of the packing.

    Its length and its version are not those of the bytes that `httpx.Response.iter_bytes` gives.
    """
    headers = dict(response.headers)
    if "content-encoding" in headers:
        for name in ("content-length", "etag", "last-modified"):
            headers.pop(name, None)
    return headers


class SyncStream:
    """An open response. Read by one thread."""

    def __init__(self, response: httpx.Response, silence: float) -> None:
        self.status = response.status_code
        self.headers = _unpacked(response)
        packed = "content-encoding" in self.headers
        self._response = response
        self._pieces: Iterator[bytes] = response.iter_bytes() if packed else response.iter_raw()
        self._silence = silence
        self._late = False
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
            piece: bytes | TransportFailure = next(self._pieces, b"")
        except _READING as error:
            piece = _failure(error)
        finally:
            if timer is not None:
                timer.cancel()
        # A connection that we shut down may look like one that ended well.
        return TransportFailure("ReadTimeout", sent=True, silent=True) if self._late else piece

    def hang_up(self) -> None:
        """End what is being read, from any thread."""
        self._late = True
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
        ours = _OURS.set(True)
        try:
            request = wire.build()
            response = self._transport(wire.url).handle_request(request)
        except (httpx.TransportError, httpx.InvalidURL) as error:
            return _problem(error)
        except NemoError as error:
            return error.with_traceback(None)  # from the body: the file went away
        finally:
            _OURS.reset(ours)
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
                self._transports[route] = _make(httpx.HTTPTransport, route)
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
        self.headers = _unpacked(response)
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
        import asyncio

        try:
            async with asyncio.timeout(max(within, 0.001)):
                return await anext(self._pieces, b"")
        except _READING as error:
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
        ours = _OURS.set(True)
        try:
            request = wire.build()
            response = await (await self._transport(wire.url)).handle_async_request(request)
        except (httpx.TransportError, httpx.InvalidURL) as error:
            return _problem(error)
        except NemoError as error:
            return error.with_traceback(None)  # from the body: the file went away
        finally:
            _OURS.reset(ours)
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
            made = await asyncio.to_thread(_make, httpx.AsyncHTTPTransport, route)
            self._transports.setdefault(route, made)
        return self._transports[route]

    async def close(self) -> None:
        """Close every connection."""
        transports, self._transports = list(self._transports.values()), {}
        for transport in [*transports, *([self._given] if self._given else [])]:
            await transport.aclose()
