"""From a response's bytes to the object inside, or to the right error.

Three forms are accepted: ``{"code", "message"|"msg", "data"}``, ``{"success", "data"|"error"}`` and the bare
object. A code that is not 0 is an error at any HTTP status. Whatever else arrives (a gateway's page, half a
document, a list) becomes an error that names the call and shows a short piece of what came.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from nemo_nb.protocol.errors import ApiError, NemoError, ProtocolError

if TYPE_CHECKING:
    from nemo_nb.protocol.ops import Response
    from nemo_nb.protocol.records import Json

_SECRET = re.compile(
    r"nmv_\w+|clm_\w+|(?<=bearer )[\w.~+/=-]+|(?<=[?&])[\w.-]+=[^&\s\"'<>]+"
    r"|(?<=token[\"']:)\s*[\"'][^\"']*|(?<=secret[\"']:)\s*[\"'][^\"']*",
    re.IGNORECASE,
)
# What an HTTP status means when the body gives no code of its own.
_BY_STATUS = {401: 1001, 413: 4002, 415: 4001}


def shorten(text: str, limit: int = 120) -> str:
    """Return ``text`` on one line, without secrets, with at most ``limit`` characters."""
    flat = " ".join(_SECRET.sub("…", text[: limit * 20]).split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def parse(response: Response, call: str) -> Json:
    """Return the object inside ``response``.

    Raises
    ------
    ApiError
        The service refused; the class follows its code, or else the HTTP status.
    ProtocolError
        The body is not one JSON object.
    """
    found = _read(response, call)
    if isinstance(found, NemoError):
        raise found  # here, where no local variable holds what came
    return found


def _read(response: Response, call: str) -> Json | NemoError:
    text = response.body.decode("utf-8", "replace")
    try:
        body: Any = json.loads(text)
    except (ValueError, RecursionError):
        body = None
    if isinstance(body, dict):
        error = error_in(body, response.status)
        if error is not None:
            return error
        data = body.get("data")
        wrapped = "data" in body and ("code" in body or "success" in body)
        if not wrapped:
            return body
        if isinstance(data, dict):
            # Some fields stand beside ``data`` rather than in it.
            return {**{k: v for k, v in body.items() if k not in ("code", "success", "data")}, **data}
        if data is None:
            return {}
    if response.status >= 400:
        code = _BY_STATUS.get(response.status, response.status)
        return ApiError.from_code(code, f"{call}: the service answered HTTP {response.status}{_seen(text)}")
    return ProtocolError(f"{call}: the service's answer could not be read{_seen(text)}")


def error_in(body: Json, status: int = 200) -> ApiError | None:
    """Return the error that a JSON object stands for, or None."""
    code = to_code(body.get("code"))
    if code is None and isinstance(body.get("error"), dict):
        code = to_code(body["error"].get("code"))
    refused = body.get("success") is False or status >= 400 or code not in (None, 0)
    if not refused:
        return None
    if code in (None, 0):
        code = _BY_STATUS.get(status, status if status >= 400 else 0)
    said = _message(body)
    if code == 404 and "session" in said.lower():
        code = 1002  # as Google's server says it
    return ApiError.from_code(code or 0, said or f"The service refused (code {code}).")


def _message(body: Json) -> str:
    for key in ("message", "msg", "error", "detail", "error_details"):
        value = body.get(key)
        if isinstance(value, dict):
            value = value.get("message")
        if isinstance(value, str) and value.strip():
            return shorten(value, 300)
    return ""


def to_code(value: Any) -> int | None:
    """Return an error code, also from its text, or None."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    try:
        return int(value)
    except ValueError:
        return None


def _seen(text: str) -> str:
    short = shorten(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", text[:4000], flags=re.S | re.I))
    return f": {short}" if short else " and nothing else."
