"""From a finished export to a file on disk.

Bytes go to a part file. A connection that breaks is taken up where it ended, with ``Range`` and ``If-Range``,
as long as the server names a version of the file (a strong ``ETag`` or ``Last-Modified``); otherwise the file
is begun again. An address that is dead gives way to the service's own download path. The file gets its name
only when its size is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from nemo_nb.protocol.answers import whole
from nemo_nb.protocol.errors import ApiError, ConnectionLostError, ProtocolError, TransportError
from nemo_nb.protocol.ops import Call, Close, Emit, Request, Response, Run, Save, Sleep, TransportFailure
from nemo_nb.protocol.records import Progress, RenderJob
from nemo_nb.protocol.retry import ask_stream

if TYPE_CHECKING:
    from nemo_nb.protocol.account import Account


class Part(Protocol):
    """The file that is being written."""

    def restart(self) -> None:
        """Empty it."""

    def append(self, piece: bytes) -> None:
        """Add bytes at its end."""

    def finish(self) -> None:
        """Give it its final name."""

    def discard(self) -> None:
        """Remove it."""


@dataclass(slots=True)
class _Got:
    size: int = 0
    total: int | None = None
    version: str | None = None


def download(account: Account, job: RenderJob, part: Part) -> Call[None]:
    """Bring a completed job's file to disk; what is left of a failed attempt is removed.

    Raises
    ------
    ConnectionLostError
        The connection broke again and again without a byte of progress.
    ProtocolError
        The file has not the size that was announced.
    """
    fallback = f"/api/render/proxy/{quote(job.id, safe='')}/download"
    addresses = [job.url, fallback] if job.url else [fallback]
    for url in addresses:
        try:
            yield from _bring(account, job, url, part)
        except (ApiError, ProtocolError, TransportError):
            if url is addresses[-1]:
                yield Run(part.discard)
                raise
        except BaseException:
            part.discard()
            raise
        else:
            yield Run(part.finish)
            return


def _bring(account: Account, job: RenderJob, url: str, part: Part) -> Call[None]:
    got, failures = _Got(), 0
    yield Run(part.restart)
    while True:
        before = got.size
        try:
            yield from _piece(account, job, url, part, got)
            break
        except TransportFailure:
            failures = 0 if got.size > before else failures + 1
            if failures >= account.policy.attempts:
                raise ConnectionLostError(
                    "Download: the connection broke again and again.",
                    hint=f"The export itself is safe: fetch it later with resume({job.id!r}).",
                ) from None
            yield Close()
            yield Sleep(account.policy.pause(failures))
    total = got.total if got.total is not None else job.size
    if got.size == 0 or (total is not None and got.size != total):
        raise ProtocolError(
            f"Download: {got.size} bytes came instead of {total or 'some'}.",
            hint=f"The export itself is safe: fetch it later with resume({job.id!r}).",
        )
    if got.total is None:
        yield Emit(Progress("download", got.size, got.size))


def _piece(account: Account, job: RenderJob, url: str, part: Part, got: _Got) -> Call[None]:
    headers = {"Accept": "*/*"}
    if got.size and got.version:
        headers |= {"Range": f"bytes={got.size}-", "If-Range": got.version}
    request = Request("GET", url, "Download", headers=headers)
    try:
        response: Response = yield from ask_stream(account, request, repeat=True)
    except ApiError as error:
        if error.code != 416 or not got.size:
            raise
        return (yield from _again(account, job, url, part, got))
    if response.headers.get("content-type", "").startswith(("text/html", "application/json")):
        yield Close()
        raise ProtocolError("Download: a page came instead of the video.")
    total, version = _total(response), _version(response)
    if response.status != 206 or _range_start(response) != got.size:
        if got.size:
            got.size = 0
            yield Run(part.restart)
        if response.status == 206 and _range_start(response) != 0:
            yield Close()
            raise ProtocolError("Download: the server sent another part of the file than asked for.")
    elif got.size and (total or got.total, version or got.version) != (got.total, got.version):
        # The rest of another file, from a server that overlooks If-Range.
        yield Close()
        return (yield from _again(account, job, url, part, got))
    got.total, got.version = total, version
    yield Emit(Progress("download", got.size, got.total or job.size))
    while saved := (yield Save(60.0, part.append)):
        got.size += saved
        yield Emit(Progress("download", got.size, got.total or job.size))
    yield Close()
    if got.total is not None and got.size < got.total:
        raise TransportFailure("the stream ended early", sent=True)
    return None


def _again(account: Account, job: RenderJob, url: str, part: Part, got: _Got) -> Call[None]:
    got.size, got.total, got.version = 0, None, None
    yield Run(part.restart)
    yield from _piece(account, job, url, part, got)


def _range_start(response: Response) -> int | None:
    return whole(response.headers.get("content-range", "").removeprefix("bytes ").partition("-")[0])


def _total(response: Response) -> int | None:
    value = response.headers.get("content-range", "").rpartition("/")[2]
    if response.status != 206:
        value = response.headers.get("content-length", "")
    return whole(value)


def _version(response: Response) -> str | None:
    etag = response.headers.get("etag", "")
    if etag and not etag.startswith("W/"):
        return etag
    return response.headers.get("last-modified") or None
