"""Who may talk to the engine: only the process that holds the secret, and only by the loopback name.

A web page can reach 127.0.0.1 and, by rebinding its own name, even read the answers. The secret keeps it out;
the Host check keeps it out a second time, before anything is looked at.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_HOSTS = ("127.0.0.1", "localhost")


class Guard:
    """Refuse every request without the secret (401) or under a foreign Host name (403)."""

    def __init__(self, app: ASGIApp, secret: str) -> None:
        self._app = app
        self._secret = secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        given = headers.get("x-engine-secret", "").encode("utf-8", "replace")
        if host not in _HOSTS:
            await _refuse(403, "This address is not the local engine's.")(scope, receive, send)
        elif not secrets.compare_digest(given, self._secret):
            await _refuse(401, "The local engine only answers the program that started it.")(
                scope, receive, send
            )
        else:
            await self._app(scope, receive, send)


def _refuse(status: int, message: str) -> JSONResponse:
    return JSONResponse({"code": status, "message": message}, status_code=status)
