"""From a request of the protocol to one on the wire; the part that both drivers share."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from nemo_nb.client._body import Multipart
from nemo_nb.client._http import Wire
from nemo_nb.client._service import resolve
from nemo_nb.protocol import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_nb.client._service import Address
    from nemo_nb.protocol.ops import Request


def to_wire(
    request: Request, address: Address, report: Callable[[Progress], object], *, is_async: bool
) -> Wire:
    """Return what goes out; ``report`` hears how much of an upload has gone."""
    url, headers = resolve(request, address)
    headers.setdefault("Accept", "application/json")
    content: Any = None
    if request.upload is not None:
        body = Multipart(request.upload, partial(_sent, request, report))
        headers |= body.headers
        content = body.async_blocks() if is_async else body.blocks()
    elif request.json is not None:
        # ASCII: half a surrogate pair, which JSON can hold and UTF-8 cannot, survives the round trip.
        content = json.dumps(request.json, separators=(",", ":")).encode()
        headers["Content-Type"] = "application/json"
    elif request.method == "POST":
        headers["Content-Length"] = "0"
    return Wire(request.method, url, headers, content, request.silence)


def _sent(request: Request, report: Callable[[Progress], object], done: int) -> None:
    assert request.upload is not None
    # The last report of a file comes with the answer, not with its last byte.
    done = request.sent_before + min(done, request.upload.size - 1)
    report(Progress("upload", done, request.sent_total, request.upload.name))
