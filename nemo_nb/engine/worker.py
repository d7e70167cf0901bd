"""One worker process of a batch on this computer: ``python -m nemo_nb.engine.worker``.

It reads calls from its standard input and writes their results to its standard output, each as a length and a
pickle; only the process that started it can write there. The end of the input is its own end.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import threading
from contextlib import suppress
from typing import IO, Any

from nemo_nb.engine.ffmpeg import kill_all

LENGTH = struct.Struct(">Q")


def main() -> None:
    """Serve calls until the owner is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the owner's; it stops us as it likes
    _be_modest()
    calls = os.fdopen(os.dup(0), "rb")
    results = os.fdopen(os.dup(1), "wb")
    # Whatever else prints, prints to the log.
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    queue = _Queue(calls)
    while (call := queue.next()) is not None:
        function, arguments = pickle.loads(call)
        try:
            answer: tuple[bool, Any] = (True, function(*arguments))
        except Exception as error:
            answer = (False, error)
        write(results, _packed(answer))
    _leave()


class _Queue:
    """The calls, read ahead on a thread: the end of the input must not go unnoticed meanwhile."""

    def __init__(self, calls: IO[bytes]) -> None:
        self._calls = calls
        self._waiting: list[bytes] = []
        self._news = threading.Semaphore(0)
        threading.Thread(target=self._read, daemon=True).start()

    def next(self) -> bytes | None:
        self._news.acquire()
        return self._waiting.pop(0)

    def _read(self) -> None:
        while (call := read(self._calls)) is not None:
            self._waiting.append(call)
            self._news.release()
        _leave()


def read(stream: IO[bytes]) -> bytes | None:
    """Return the next message; None at the end, also in the middle of one."""
    with suppress(OSError, ValueError):
        head = stream.read(LENGTH.size)
        if len(head) == LENGTH.size:
            (size,) = LENGTH.unpack(head)
            body = stream.read(size)
            return body if len(body) == size else None
    return None


def write(stream: IO[bytes], message: bytes) -> None:
    """Send one message."""
    stream.write(LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def _packed(answer: tuple[bool, Any]) -> bytes:
    try:
        return pickle.dumps(answer)
    except Exception:
        return pickle.dumps((False, RuntimeError(f"{type(answer[1]).__name__}: {answer[1]}")))


def _be_modest() -> None:
    """Whoever sits at this computer comes first, in processor time and when memory runs out."""
    with suppress(OSError, AttributeError):
        os.nice(5)
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:  # noqa: PTH123
        file.write("500")
    cores = os.environ.get("NEMO_WORKER_CORES")
    if cores and hasattr(os, "sched_setaffinity"):
        # ffmpeg and x264 count the cores they may use; so many threads per worker, and no more, do the most.
        with suppress(OSError):
            os.sched_setaffinity(0, {int(core) for core in cores.split(",")})


def _leave() -> None:
    from nemo_nb.engine.bench import leave

    kill_all()
    leave()
    os._exit(0)


if __name__ == "__main__":
    main()
