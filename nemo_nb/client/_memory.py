"""How much memory is there for a batch on this computer, and which jobs may run side by side in it?"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from nemo_nb.protocol import NemoError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nemo_nb.protocol import Json

MB = 1 << 20
_USABLE = 0.8  # of what is free now; the rest is for everybody else
_USUAL = 2048 * MB  # where nothing can be found out
# Above what `benchmarks/batch.py --only memory` measures: the peak of one worker and its ffmpeg together.
_WORKER, _SECOND, _PIXEL = (
    330 * MB,
    2.2 * MB,
    60,
)  # bytes: at rest, per second of sound, per pixel of the picture
_PATIENCE = 0.2  # s between looks at whether to stop


def need(facts: Json | None) -> int:
    """Return the bytes that a job on such a file takes at its peak; ``facts`` as the engine reads them."""
    if facts is None:
        return _WORKER
    pixels = (facts.get("width") or 0) * (facts.get("height") or 0)
    return int(_WORKER + _SECOND * float(facts.get("duration") or 0) + _PIXEL * pixels)


def free() -> int:
    """Return the bytes that may be used now: of this computer, or of the container we are in."""
    found = [limit for limit in (_available(), _container()) if limit]
    return int(min(found) * _USABLE) if found else _USUAL


def workers(jobs: int, cores: int) -> int:
    """Return how many worker processes are right for so many jobs: one per core, as far as they fit."""
    return max(1, min(jobs, cores, free() // _WORKER))


class Room:
    """Lets jobs in while their estimates fit into memory together. Thread-safe.

    Parameters
    ----------
    total
        Bytes for all of them.
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self._taken = 0
        self._changed = threading.Condition()

    @contextmanager
    def taken(self, size: int, stopped: Callable[[], bool], waits: Callable[[], object]) -> Iterator[None]:
        """Wait until ``size`` bytes are free, then hold them; ``waits`` is called where that takes a while.

        Raises
        ------
        NemoError
            They never will be.
        """
        if size > self.total:
            raise NemoError(
                f"This needs about {size / 1e9:.1f} GB of memory; {self.total / 1e9:.1f} GB are free.",
                hint="Split the file, or use a computer with more memory.",
            )
        with self._changed:
            if self._taken + size > self.total:
                waits()
            while self._taken + size > self.total and not stopped():
                self._changed.wait(_PATIENCE)
            self._taken += size
        try:
            yield
        finally:
            with self._changed:
                self._taken -= size
                self._changed.notify_all()


def _available() -> int:
    with suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    with suppress(OSError, ValueError, AttributeError):  # elsewhere only the total is easy to know
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    return 0


def _container() -> int:
    with suppress(OSError, ValueError):
        here = Path("/sys/fs/cgroup")
        limit = (here / "memory.max").read_text("ascii").strip()
        if limit != "max":
            return max(int(limit) - int((here / "memory.current").read_text("ascii")), 0)
    return 0
