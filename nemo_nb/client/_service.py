"""Which service answers, and where.

An explicit address, then ``NEMO_API_URL``, then NemoVideo's cloud when there is a token for it or the caller
chose it, and otherwise the engine inside this package.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit

from nemo_nb.protocol import NemoError, ProtocolError
from nemo_nb.protocol.account import Secret

if TYPE_CHECKING:
    from nemo_nb.client._engine import Running
    from nemo_nb.protocol.ops import Request

CLOUD = "https://mega-api-prod.nemovideo.ai"
WEB = "https://nemovideo.com"
Choice = Literal["auto", "local", "cloud"]


@dataclass(frozen=True, slots=True)
class Address:
    """Where the service is right now. ``engine`` is the local engine's present life."""

    url: str
    secret: Secret | None = field(default=None, repr=False)
    engine: Running | None = field(default=None, repr=False)


class Service:
    """The service a client talks to.

    Attributes
    ----------
    local
        True for the engine inside this package: nothing leaves this computer.
    name
        The address, or ``"local"``.
    record
        What projects and exports are kept under: the name, and for a local engine the folder it was given,
        since what lies in one folder cannot be opened from another.
    """

    def __init__(self, url: str | None) -> None:
        self.local = url is None
        self.name = url or "local"
        self._url = url
        folder = os.environ.get("NEMO_ENGINE_HOME", "") if self.local else ""
        place = os.path.abspath(os.path.expanduser(folder)) if folder else ""  # noqa: PTH100, PTH111 - as `home`
        self.record = f"{self.name} {place}".strip()

    def describe(self) -> str:
        """Return one line for the user."""
        return "Local engine, nothing leaves this computer." if self.local else f"NemoVideo, {self._url}"

    def __repr__(self) -> str:
        return f"<{self.describe()}>"

    def ready(self) -> Address | None:
        """Return the address if that takes no time, else None: the engine has to start first."""
        if self._url is not None:
            return Address(self._url)
        from nemo_nb.client._engine import ENGINE

        running = ENGINE.current()
        return Address(running.url, running.secret, running) if running else None

    def address(self) -> Address:
        """Return the address, starting the engine if need be. May block for a second."""
        if self._url is not None:
            return Address(self._url)
        from nemo_nb.client._engine import ENGINE

        running = ENGINE.running()
        return Address(running.url, running.secret, running)


def stopped(address: Address | None) -> bool:
    """True when the engine behind ``address`` has ended. A dying process gets a moment to be gone."""
    return address is not None and address.engine is not None and not address.engine.alive(0.5)


def choose(base_url: str | None, token: str | None, choice: Choice) -> Service:
    """Return the service for these arguments and the environment."""
    if choice not in ("auto", "local", "cloud"):
        raise ValueError('service is "auto", "local" or "cloud"')
    if choice == "local":
        if base_url is not None:
            raise ValueError('service="local" takes no base_url')
        return Service(None)
    url = base_url or os.environ.get("NEMO_API_URL") or None
    if url is None and (choice == "cloud" or token or os.environ.get("NEMO_TOKEN")):
        url = CLOUD
    if url is None:
        return Service(None)
    if not _is_usable(url) or {"@", "?", "#"} & set(url):
        raise NemoError("The service's address must look like https://example.com or http://localhost:8000.")
    return Service(url.rstrip("/"))


def _is_usable(url: str) -> bool:
    """True for an http or https address whose host and port can exist."""
    try:
        scheme, host, _ = origin(url)
        host.encode("idna")
    except ValueError:
        return False
    return scheme in ("http", "https") and bool(host)


def origin(url: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port: what decides whether an address is the service's own."""
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").lower(), port


def resolve(request: Request, address: Address) -> tuple[str, dict[str, str]]:
    """Return the absolute address of a request and its headers.

    What says who we are goes to the service's own origin and nowhere else, redirects included.

    Raises
    ------
    ProtocolError
        The service named something that is no address on the web.
    """
    relative = request.url.startswith("/") and not request.url.startswith("//")
    try:
        url = address.url + request.url if relative else urljoin(address.url + "/", request.url)
    except ValueError:
        url = ""
    if not _is_usable(url):
        raise ProtocolError(f"{request.call}: the service named an address that is not on the web.")
    headers = dict(request.headers)
    if origin(url) == origin(address.url):
        for name, value in request.identity.items():
            headers[name] = value.reveal() if isinstance(value, Secret) else value
        if address.secret is not None:
            headers["X-Engine-Secret"] = address.secret.reveal()
    return url, headers
