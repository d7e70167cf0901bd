"""How does a file get from the page to the kernel? In slices, in order, each one checked.

The page sends slices of 4 MiB through the widget channel (js/src/slices.ts is the other end). What arrived
in order counts; anything else is answered with how far the file is, and the page goes on from there.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from .page import FromKernel

LONGEST_NAME = 120
"""Characters of a file name that are kept, below the limit of every file system."""
PATIENCE = 60.0
"""Seconds without a slice after which a file is given up: its page is gone."""


class Intake:
    """Receives one file at a time.

    Parameters
    ----------
    send
        Sends a message to the page.
    complete
        Gets each whole file, and owns it from then on.
    given_up
        Gets the name of a file that never became whole, after it was removed.
    """

    def __init__(
        self,
        send: Callable[[FromKernel], object],
        complete: Callable[[IncomingFile], object],
        given_up: Callable[[str], object],
    ) -> None:
        self._send = send
        self._complete = complete
        self._given_up = given_up
        self._lock = threading.RLock()
        self._file: IncomingFile | None = None
        self._timer: threading.Timer | None = None

    def expect(self, id: str, name: str, size: int) -> None:
        """Get ready for a file of ``size`` bytes, which the page calls ``id``."""
        with self._lock:
            self._file = IncomingFile(id, name, size)
            self.where(id)
            self._wait()

    def expects(self, id: str) -> bool:
        """Whether upload ``id`` is the file that is arriving."""
        with self._lock:
            return self._file is not None and self._file.id == id

    def refuse(self, id: str) -> None:
        """Tell the page that upload ``id`` is over."""
        self._send({"type": "ended", "id": id})

    def take(self, id: str, seq: int, offset: int, data: bytes | memoryview, sha256: str) -> int | None:
        """Take one slice and acknowledge it. Return how many bytes there are, None for an unknown upload."""
        with self._lock:
            file = self._file
            if file is None or file.id != id:
                self.refuse(id)
                return None
            self.where(id, seq if file.take(offset, data, sha256) else -1)
            self._wait()
            if file.is_complete:
                self._forget()
                self._complete(file)
            return file.received

    def where(self, id: str, seq: int = -1) -> None:
        """Tell the page how far upload ``id`` is; ``seq`` is the slice this answers, -1 for "go on there"."""
        with self._lock:
            if self._file is None or self._file.id != id:
                self.refuse(id)
            else:
                self._send({"type": "ack", "id": id, "seq": seq, "offset": self._file.received})

    def stop(self) -> bool:
        """Give up the file that is arriving. Return whether there was one."""
        with self._lock:
            file = self._file
            self._forget()
        if file is None:
            return False
        self.refuse(file.id)
        self._given_up(file.name)
        # Last: a large file takes a while to remove, and nobody need wait for that.
        file.discard()
        return True

    def _wait(self) -> None:
        self._hush()
        self._timer = threading.Timer(PATIENCE, self.stop)
        self._timer.daemon = True
        self._timer.start()

    def _hush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _forget(self) -> None:
        self._file = None
        self._hush()


class IncomingFile:
    """One file on its way, written to a temporary folder of its own under its own name.

    Parameters
    ----------
    id
        The page's name for this upload.
    name
        The file's name, as the page says; it may hold anything.
    size
        The file's length in bytes.
    """

    def __init__(self, id: str, name: str, size: int) -> None:
        self.id = id
        self.name = plain_name(name)
        self.size = size
        self.received = 0
        self._folder = Path(tempfile.mkdtemp(prefix="nemo-upload-"))
        self.path = self._folder / self.name
        self._file = self.path.open("wb")

    @property
    def is_complete(self) -> bool:
        """Whether every byte has arrived."""
        return self.received == self.size

    def take(self, offset: int, data: bytes | memoryview, sha256: str) -> bool:
        """Append one slice and return True; False when it does not fit on, or was damaged on the way.

        ``offset`` is the slice's place in bytes; ``sha256`` its hash in hex, empty where the page has none.
        """
        if offset != self.received or self.received + len(data) > self.size or self._file.closed:
            return False
        if sha256 and hashlib.sha256(data).hexdigest() != sha256:
            return False
        self._file.write(data)
        self.received += len(data)
        if self.is_complete:
            self._file.close()
        return True

    def discard(self) -> None:
        """Remove the file and its folder."""
        self._file.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def plain_name(name: str) -> str:
    """Return the last part of ``name`` without what a file system cannot hold; its ending stays."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        return kept[:LONGEST_NAME] or "file"
    return f"{stem[: LONGEST_NAME - 10] or 'file'}.{ending[:9]}"
