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
events is taken apart by `str.split` instead of line by line. What is put aside goes into one buffer that is
used again: fresh memory for events of megabytes costs more than decoding them.
"""

from __future__ import annotations

from io import BytesIO

_BOM = b"\xef\xbb\xbf"
_FIELD = b"data: "
_LF, _CR = 10, 13


class SseDecoder:
    """Decode one stream. Feed it chunks in order; make a new one for a new stream."""

    __slots__ = ("_after_cr", "_begun", "_data", "_head", "_line", "_put_aside")

    def __init__(self) -> None:
        self._line = BytesIO()  # an unfinished line, from 0 to where it stands
        self._put_aside = self._line.write
        self._begun = False  # there is an unfinished line
        self._data: list[str] = []  # the data lines of an unfinished event
        self._after_cr = False  # the last chunk ended in CR: a leading LF belongs to it
        self._head: bytes | None = b""  # what may become a byte-order mark; None once that is settled

    @property
    def cut(self) -> bool:
        """True while a line has begun and not ended: a stream that closes now was cut off."""
        return self._begun or bool(self._head)

    def feed(self, chunk: bytes) -> list[str]:
        """Return the data of every event that ``chunk`` completes, in order."""
        if self._begun and _LF not in chunk and _CR not in chunk:
            self._put_aside(chunk)  # in mid-line, where every step counts
            return []
        if self._after_cr and chunk:
            self._after_cr = False
            if chunk.startswith(b"\n"):
                chunk = chunk[1:]
        if self._head is not None:
            chunk = self._without_bom(self._head + chunk)
        if b"\r" in chunk:
            self._after_cr = chunk.endswith(b"\r")
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        end = chunk.rfind(b"\n") + 1
        start, events = 0, list[str]()
        if end and self._begun:
            start = chunk.find(b"\n") + 1
            self._put_aside(chunk[: start - 1])
            self._end_line()
        if self._data and chunk.startswith(b"\n", start):
            start += 1
            events.append("\n".join(self._data))
            self._data = []
        if start < end:
            events += self._lines(chunk[start:end].decode("utf-8", "replace"))
        if end < len(chunk):
            self._put_aside(chunk[end:])
            self._begun = True
        return events

    def _without_bom(self, head: bytes) -> bytes:
        if len(head) < len(_BOM) and _BOM.startswith(head):
            self._head = head
            return b""
        self._head = None
        return head.removeprefix(_BOM)

    def _end_line(self) -> None:
        """Take the line that earlier chunks began."""
        length = self._line.tell()
        with self._line.getbuffer() as line:  # may still hold the end of a longer one
            data = length >= len(_FIELD) and line[: len(_FIELD)] == _FIELD
            text = str(line[len(_FIELD) if data else 0 : length], "utf-8", "replace")
        self._line.seek(0)
        self._begun = False
        if data:
            self._data.append(text)
        else:
            self._lines(text + "\n")

    def _lines(self, text: str) -> list[str]:
        """Take whole lines; the last character is a line end."""
        events: list[str] = []
        if not self._data and text.startswith("data: "):
            # Everything up to the last blank line, if it is nothing but one-line events.
            end = text.rfind("\n\n")
            blocks = text[6:end].split("\n\ndata: ") if end > 0 else []
            if blocks and text.count("\n", 0, end) == 2 * (len(blocks) - 1):
                events, text = blocks, text[end + 2 :]
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
