"""One worker's place to work: a small engine of its own, and the files it has fetched.

A batch's stages run in processes that may be anywhere. Each keeps one engine without a server in a scratch
folder that is cleared when the process ends, or by the next one if it was killed. A file is fetched once per
process; the ones longest unused make room for new ones.
"""

from __future__ import annotations

import atexit
import getpass
import os
import tempfile
import threading
from collections import OrderedDict
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from nemo_nb.engine.engine import Engine
from nemo_nb.engine.library import Library
from nemo_nb.engine.shared import DamagedError, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nemo_nb.engine.shared import Shared

Wanted = tuple[str, str, str | None]
_LIMIT = 10_000_000_000  # bytes of fetched files that a worker keeps


class Bench:
    """The engine of this process and its media. Thread-safe.

    Parameters
    ----------
    root
        The folder that the workers of one machine share; each has a part of it to itself.
    limit
        Bytes of fetched files kept beyond what is in use.
    """

    def __init__(self, root: Path, limit: int = _LIMIT) -> None:
        self._stack = ExitStack()
        outer = Library(root)
        self._stack.callback(outer.close)
        for _ in outer.bury(set()):
            pass  # what killed workers left is gone once it has been looked at
        self.engine = Engine(self._stack.enter_context(outer.scratch()))
        self._stack.callback(self.engine.close)
        self._limit = limit
        self._lock = threading.Lock()
        self._fetching: dict[str, threading.Lock] = {}
        self._kept: OrderedDict[str, int] = OrderedDict()
        self._in_use: dict[str, int] = {}

    def close(self) -> None:
        """Give back everything."""
        self._stack.close()

    @contextmanager
    def holding(self, shared: Shared, wanted: Iterable[Wanted]) -> Iterator[None]:
        """Have files in the engine's media folder.

        Parameters
        ----------
        wanted
            For each its SHA-256, its name in the shared place, and where else it lies for who sees the disk.

        Raises
        ------
        FileNotFoundError, DamagedError
        """
        with ExitStack() as held:
            for digest, name, near in wanted:
                held.enter_context(self._use(digest))
                self._have(shared, digest, name, near)
            yield

    def keep(self, digest: str) -> None:
        """Count a file that was made here among the fetched ones."""
        with self._lock:
            self._kept[digest] = self.engine.library.media(digest).stat().st_size
            self._make_room()

    def _have(self, shared: Shared, digest: str, name: str, near: str | None) -> None:
        target = self.engine.library.media(digest)
        with self._lock:
            fetching = self._fetching.setdefault(digest, threading.Lock())
        with fetching:
            if target.exists():
                with self._lock:
                    if digest in self._kept:
                        self._kept.move_to_end(digest)
                return
            target.parent.mkdir(exist_ok=True)
            lying = near or shared.near_path(name)
            if shared.near and lying is not None:
                with suppress(OSError):
                    target.unlink(missing_ok=True)  # a link to what is gone
                    target.symlink_to(Path(lying).resolve(strict=True))
                    return
            shared.get(name, target)
            if digest_of(target) != digest:
                target.unlink()
                raise DamagedError("A file arrived damaged.", hint="Run the batch again.")
            self.keep(digest)

    @contextmanager
    def _use(self, digest: str) -> Iterator[None]:
        with self._lock:
            self._in_use[digest] = self._in_use.get(digest, 0) + 1
        try:
            yield
        finally:
            with self._lock:
                self._in_use[digest] -= 1
                if not self._in_use[digest]:
                    del self._in_use[digest]
                    self._fetching.pop(digest, None)
                    path = self.engine.library.media(digest)
                    if path.is_symlink():
                        path.unlink()
                self._make_room()

    def _make_room(self) -> None:
        """Remove the files longest unused. The lock is held."""
        total = sum(self._kept.values())
        for digest, size in list(self._kept.items()):
            if total <= self._limit:
                return
            if digest not in self._in_use:
                self.engine.library.media(digest).unlink(missing_ok=True)
                del self._kept[digest]
                total -= size


@lru_cache(1)
def bench() -> Bench:
    """Return this process's bench, made on first use under ``NEMO_WORKER_HOME`` or the temporary folder."""
    chosen = os.environ.get("NEMO_WORKER_HOME")
    root = Path(chosen) if chosen else Path(tempfile.gettempdir(), f"nemo-nb-workers-{getpass.getuser()}")
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Bench(root)
    atexit.register(leave)
    return made


def leave() -> None:
    """Clear this process's bench, if it has one."""
    if bench.cache_info().currsize:
        bench().close()
        bench.cache_clear()
