"""Bytes in, the data of server-sent events out.

The rules are the WHATWG's (https://html.spec.whatwg.org/multipage/server-sent-events.html), for any chunking:

1. A line ends with LF, CR or CRLF and with nothing else; a CRLF may be split between two chunks.
2. One byte-order mark before the first line is ignored. The bytes are UTF-8 whatever the headers say;
   what is not UTF-8 becomes U+FFFD.
3. ``data`` lines are joined with LF; a blank line dispatches them; an event without a ``data`` line is
   dropped, and so is an event that the stream's end cuts off.

Of the four fields only ``data`` carries meaning in this protocol, so only data is returned: one string per
event, ``""`` for an empty ``data:`` line.

Time is linear in the bytes: a chunk without a line end is only put aside, and a run of ordinary one-line
events is taken apart by `str.split` instead of line by line.
"""

from __future__ import annotations

_BOM = b"\xef\xbb\xbf"


class SseDecoder:
    """Decode one stream. Feed it chunks in order; make a new one for a new stream."""

    __slots__ = ("_after_cr", "_data", "_parts", "_started")

    def __init__(self) -> None:
        self._parts: list[bytes] = []  # an unfinished line, in pieces
        self._data: list[str] = []  # the data lines of an unfinished event
        self._after_cr = False  # the last chunk ended in CR: a leading LF belongs to it
        self._started = False  # past the place where a byte-order mark may stand

    @property
    def cut(self) -> bool:
        """True while a line has begun and not ended: a stream that closes now was cut off."""
        return bool(self._parts)

    def feed(self, chunk: bytes) -> list[str]:
        """Return the data of every event that ``chunk`` completes, in order."""
        if self._after_cr and chunk:
            self._after_cr = False
            if chunk.startswith(b"\n"):
                chunk = chunk[1:]
        if not self._started:
            chunk = self._without_bom(chunk)
        if b"\r" in chunk:
            self._after_cr = chunk.endswith(b"\r")
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        end = chunk.rfind(b"\n") + 1
        if not end:
            if chunk:
                self._parts.append(chunk)
            return []
        if self._parts:
            self._parts.append(chunk[:end])
            text = b"".join(self._parts).decode("utf-8", "replace")
        else:
            text = chunk[:end].decode("utf-8", "replace")
        self._parts = [chunk[end:]] if end < len(chunk) else []
        return self._lines(text)

    def _without_bom(self, chunk: bytes) -> bytes:
        head = b"".join(self._parts) + chunk
        self._parts = []
        if len(head) < len(_BOM) and _BOM.startswith(head):
            if head:
                self._parts = [head]  # could still become a byte-order mark
            return b""
        self._started = True
        return head.removeprefix(_BOM)

    def _lines(self, text: str) -> list[str]:
        """Take whole lines; the last character is a line end."""
        events: list[str] = []
        if not self._data:
            # Everything up to the last blank line, if it is nothing but one-line events.
            end = text.rfind("\n\n") + 2
            if end >= 2:
                blocks = text[: end - 2].split("\n\n")
                ordinary = text.startswith("data: ") and (
                    text.count("\n\ndata: ", 0, end) == len(blocks) - 1
                    and text.count("\n", 0, end) == 2 * len(blocks)
                )
                if ordinary:
                    events = [block[6:] for block in blocks]
                    text = text[end:]
        data = self._data
        for line in text.split("\n")[:-1]:
            if line.startswith("data:"):
                data.append(line[6:] if line.startswith("data: ") else line[5:])
            elif line == "data":
                data.append("")
            elif not line and data:
                events.append("\n".join(data))
                data.clear()
        return events
