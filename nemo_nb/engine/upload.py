"""Files on their way in: streamed to disk and hashed as they arrive, checked before they are kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import python_multipart as multipart
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import parse_options_header

from nemo_nb.engine.picture import Facts, Packets, UnreadableError, read_facts
from nemo_nb.protocol import FORMATS, MB, ApiError, FileTooLargeError, UnsupportedFileError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from nemo_nb.engine.library import Incoming, Library

_USE = "Use " + ", ".join(name for name in FORMATS if name not in ("jpeg", "flac")) + " or flac."
_PATIENCE = 60.0  # s of silence from a web server
_LONGEST_HEADER = 16_384  # bytes
_MOST_FILES = 500


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that has been checked and kept under its hash. ``size`` in bytes."""

    filename: str
    digest: str
    size: int
    facts: Facts
    packets: Packets


async def receive_form(
    library: Library, body: AsyncIterator[bytes], content_type: str, limit: int
) -> list[Arrival]:
    """Read a multipart body and keep the files in its ``files`` fields, all of them or none.

    Raises
    ------
    UnsupportedFileError, FileTooLargeError, ApiError
        Only after the rest of the body has been read, so that the answer reaches a client that is still
        sending.
    """
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise ApiError("An upload must be a multipart form.", code=400)
    form = _Form(library, boundary, limit)
    try:
        async for data in body:
            form.feed(data)
        return [await _keep(library, name, incoming) for name, incoming in form.finish()]
    finally:
        form.discard()


async def receive_url(library: Library, url: str, limit: int) -> Arrival:
    """Fetch a file from the web and keep it.

    Raises
    ------
    UnsupportedFileError, FileTooLargeError, ApiError
    """
    import httpx  # only needed here

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ApiError("Only http and https addresses can be fetched.", code=400)
    name = unquote(parts.path).rpartition("/")[2] or parts.hostname
    _check_name(name)
    with library.receive() as incoming:
        try:
            async with (
                httpx.AsyncClient(follow_redirects=True, timeout=_PATIENCE) as client,
                client.stream("GET", url) as response,
            ):
                if response.status_code != 200:
                    raise ApiError(f"{parts.hostname} answered {response.status_code} for {name}.", code=400)
                async for data in response.aiter_bytes():
                    incoming.write(data)
                    _check_size(name, incoming.size, limit)
        except httpx.HTTPError as error:
            raise ApiError(f"{name} could not be fetched from {parts.hostname}.", code=400) from error
        return await _keep(library, name, incoming)


class _Form:
    """Feeds a multipart parser and spools each file; remembers the first thing wrong instead of stopping."""

    def __init__(self, library: Library, boundary: bytes, limit: int) -> None:
        self._library = library
        self._limit = limit
        self._files: list[tuple[str, Incoming]] = []
        self._error: ApiError | None = None
        self._header = (bytearray(), bytearray())
        self._headers: dict[bytes, bytes] = {}
        self._current: Incoming | None = None
        self._ended = False
        self._parser = multipart.MultipartParser(
            boundary,
            {
                "on_part_begin": self._headers.clear,
                "on_header_field": lambda data, start, end: self._take(0, data[start:end]),
                "on_header_value": lambda data, start, end: self._take(1, data[start:end]),
                "on_header_end": self._header_end,
                "on_headers_finished": self._part,
                "on_part_data": self._data,
                "on_part_end": self._part_end,
                "on_end": self._end,
            },
        )

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the body."""
        try:
            self._parser.write(data)
        except MultipartParseError:
            self._refuse(ApiError("The upload arrived damaged.", code=400))

    def finish(self) -> list[tuple[str, Incoming]]:
        """Return the files, or raise what was wrong."""
        if self._error is None and not self._ended:
            self._error = ApiError("The upload broke off before its end.", code=400)
        if self._error is None and not self._files:
            self._error = ApiError("The upload holds no file.", code=400)
        if self._error is not None:
            raise self._error
        return self._files

    def discard(self) -> None:
        """Remove every spooled file that was not kept."""
        for _, incoming in self._files:
            incoming.__exit__(None, None, None)

    def _take(self, part: int, data: bytes) -> None:
        if len(self._header[part]) + len(data) <= _LONGEST_HEADER:
            self._header[part].extend(data)
        else:
            self._refuse(ApiError("The upload's headers are too long.", code=400))

    def _refuse(self, error: ApiError) -> None:
        self._error = self._error or error

    def _header_end(self) -> None:
        name, value = self._header
        self._headers[bytes(name).lower()] = bytes(value)
        name.clear()
        value.clear()

    def _part(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        raw = options.get(b"filename")
        if raw is None or options.get(b"name") != b"files":
            return
        name = PurePosixPath(PureWindowsPath(raw.decode("utf-8", "replace")).name).name or "file"
        if len(self._files) >= _MOST_FILES:
            self._refuse(ApiError(f"One upload holds at most {_MOST_FILES} files.", code=400))
        try:
            _check_name(name)
        except ApiError as error:
            self._refuse(error)
        if self._error is not None:
            return
        self._current = self._library.receive()
        self._files.append((name, self._current))

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._current is None or self._error is not None:
            return
        self._current.write(data[start:end])
        try:
            _check_size(self._files[-1][0], self._current.size, self._limit)
        except ApiError as error:
            self._refuse(error)

    def _part_end(self) -> None:
        if self._current is not None:
            self._current.finish()
        self._current = None

    def _end(self) -> None:
        self._ended = True


async def _keep(library: Library, name: str, incoming: Incoming) -> Arrival:
    incoming.finish()
    if incoming.size == 0:
        raise UnsupportedFileError(f"{name} is empty.", hint="Choose a file with something in it.")
    try:
        facts, packets = await asyncio.to_thread(read_facts, incoming.path)
    except UnreadableError as error:
        raise UnsupportedFileError(
            f"{name} cannot be read as a video, picture or sound file: {error}.", hint=_USE
        ) from None
    return Arrival(name, incoming.keep(), incoming.size, facts, packets)


def _check_name(name: str) -> None:
    if name.rpartition(".")[2].lower() not in FORMATS:
        raise UnsupportedFileError(f"{name} is not a video, picture or sound file.", hint=_USE)


def _check_size(name: str, size: int, limit: int) -> None:
    if size > limit:
        raise FileTooLargeError(
            f"{name} is larger than the limit of {limit // MB} MB.", hint="Compress or trim it first."
        )
