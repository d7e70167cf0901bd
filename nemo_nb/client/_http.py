"""The one place that knows httpx; _http_async has the same for event loops.

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
    from collections.abc import Callable, Iterator, Mapping

CONNECT = 10.0
# Shorter than the 5 s after which common servers drop an idle connection: a request sent into a closing
# connection would be lost without our knowing whether it arrived.
_KEEPALIVE = 3.0
_LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=8, keepalive_expiry=_KEEPALIVE)
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
READING = (httpx.TransportError, httpx.StreamError, httpx.DecodingError)

T = TypeVar("T")
OURS: ContextVar[bool] = ContextVar("nemo_nb_request", default=False)


def _is_fit_to_log(record: logging.LogRecord) -> bool:
    """At DEBUG, httpcore logs all headers of an answer: the signed address of a redirect is one of them."""
    return not (OURS.get() and "response_headers" in str(record.msg))


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


def to_problem(error: Exception) -> Exception:
    """Return what an exception of httpx, on the way to an answer's head, means to a call."""
    if isinstance(error, (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL)):
        return ProtocolError("The service's address cannot be used.")
    return to_failure(error)


def to_failure(error: Exception) -> TransportFailure:
    """Return what an exception of httpx says about the request: whether it left, and who was silent."""
    silent = isinstance(error, httpx.TimeoutException)
    return TransportFailure(type(error).__name__, sent=not isinstance(error, _UNSENT), silent=silent)


def way_out(url: str) -> tuple[str, str | None]:
    """Return the scheme and the proxy, by the system's settings, that an address takes."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in ("localhost", "::1") or host.startswith("127.") or proxy_bypass(host):
        return parts.scheme, None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return parts.scheme, f"http://{proxy}" if proxy and "://" not in proxy else proxy


def make_transport(kind: Callable[..., T], route: tuple[str, str | None]) -> T:
    """Return a transport for a way out. Raises `NemoError` for settings that cannot be used."""
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


def unpacked(response: httpx.Response) -> dict[str, str]:
    """Return an answer's headers; of a compressed one, which nobody asked for, without those of the packing.

    Its length and its version are not those of the bytes that `httpx.Response.iter_bytes` gives.
    """
    headers = dict(response.headers)
    if "content-encoding" in headers:
        for name in ("content-length", "etag", "last-modified"):
            headers.pop(name, None)
    return headers


class _Connection:
    """A connection as httpcore made it; it can be ended before an answer's head has come."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def hang_up(self) -> None:
        sock = self._stream.get_extra_info("socket") if self._stream is not None else None
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


class SyncStream:
    """An open response. Read by one thread."""

    def __init__(self, response: httpx.Response, silence: float) -> None:
        self.status = response.status_code
        self.headers = unpacked(response)
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
        except READING as error:
            piece = to_failure(error)
        finally:
            if timer is not None:
                timer.cancel()
        # A connection that we shut down may look like one that ended well.
        return TransportFailure("ReadTimeout", sent=True, silent=True) if self._late else piece

    def hang_up(self) -> None:
        """End what is being read, from any thread."""
        self._late = True
        _Connection(self._response.extensions.get("network_stream")).hang_up()

    def close(self) -> None:
        """Close the connection, unless all of the response has been read."""
        self._response.close()


class SyncLink:
    """A pool of connections per way out. Thread-safe, unless it has a ``watch``.

    ``watch`` gets the connection that a request goes out on before its answer has come. A pool does not say
    which of its connections it takes again, so that only a link of one call's own can tell.
    """

    def __init__(
        self,
        transport: httpx.BaseTransport | None = None,
        watch: Callable[[_Connection], object] | None = None,
    ) -> None:
        self._given = transport
        self._watch = watch
        self._latest = _Connection(None)
        self._transports: dict[tuple[str, str | None], httpx.BaseTransport] = {}
        self._lock = threading.Lock()

    def apart(self, watch: Callable[[_Connection], object]) -> SyncLink:
        """Return a link of its own for one call, which tells ``watch`` its connections. Close it after."""
        return SyncLink(self._given, watch)

    def open(self, wire: Wire) -> SyncStream:
        """Send a request and return its response as soon as its head has come."""
        outcome = self._attempt(wire)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def _attempt(self, wire: Wire) -> SyncStream | Exception:
        ours = OURS.set(True)
        try:
            request = wire.build()
            if self._watch is not None:
                request.extensions["trace"] = self._trace
                self._watch(self._latest)
            response = self._transport(wire.url).handle_request(request)
        except (httpx.TransportError, httpx.InvalidURL) as error:
            return to_problem(error)
        except NemoError as error:
            return error.with_traceback(None)  # from the body: the file went away
        finally:
            OURS.reset(ours)
            if hasattr(wire.content, "close"):
                wire.content.close()
        response.request = request
        return SyncStream(response, wire.silence)

    def _trace(self, event: str, facts: Mapping[str, Any]) -> None:
        """Hear of httpcore's new connections; with TLS each is told twice, and the second counts."""
        if self._watch is not None and event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._latest = _Connection(facts["return_value"])
            self._watch(self._latest)

    def _transport(self, url: str) -> httpx.BaseTransport:
        if self._given is not None:
            return self._given
        route = way_out(url)
        with self._lock:
            if route not in self._transports:
                self._transports[route] = make_transport(httpx.HTTPTransport, route)
            return self._transports[route]

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            transports, self._transports = list(self._transports.values()), {}
        for transport in [*transports, *([self._given] if self._given and not self._watch else [])]:
            transport.close()
