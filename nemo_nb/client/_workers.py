"""Worker processes of our own on this computer, as a `concurrent.futures.Executor`.

`ProcessPoolExecutor` imports the user's main script anew in each process, and is of no more use once one of
them is killed. These are started like the engine, outlive each other, and end with this process. A call whose
worker dies ends with `WorkerLostError`; the next call gets a new worker.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import IO, TYPE_CHECKING, Any

from nemo_nb.client._engine import apart, command, environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LENGTH = struct.Struct(">Q")
_Item = tuple[Future[Any], bytes] | None


class WorkerLostError(BrokenExecutor):
    """The worker died in the middle of a call."""


class Workers(Executor):
    """So many worker processes, each started when there is work for it.

    Parameters
    ----------
    count
        How many.
    home
        A folder for what they need while they work, on the disk of the outputs.
    log
        A file for what they have to complain about.
    """

    def __init__(self, count: int, home: Path, log: Path) -> None:
        self._home = home
        self._log = log
        self._calls: queue.SimpleQueue[_Item] = queue.SimpleQueue()
        self._closed = self._killed = False
        self._lock = threading.Lock()
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        self._threads = [
            threading.Thread(
                target=self._serve, args=(number, cores), name=f"nemo-worker-{number}", daemon=True
            )
            for number, cores in enumerate(_shares(count))
        ]
        self._max_workers = count
        for thread in self._threads:
            thread.start()

    @property
    def processes(self) -> list[int]:
        """The ids of the processes that run now."""
        with self._lock:
            return [process.pid for process in self._processes.values() if process.poll() is None]

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call ``fn`` in one of the processes."""
        if self._closed:
            raise RuntimeError("these workers have gone home")
        future: Future[Any] = Future()
        self._calls.put((future, pickle.dumps((_Bound(fn, kwargs) if kwargs else fn, args))))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes once their work is done; with ``cancel_futures``, at once."""
        self._closed = True
        if cancel_futures:
            self._killed = True
            with contextlib.suppress(queue.Empty):
                while True:
                    item = self._calls.get_nowait()
                    if item is not None:
                        item[0].cancel()
            with self._lock:
                for process in self._processes.values():
                    process.kill()
        for _ in self._threads:
            self._calls.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def _serve(self, number: int, cores: str) -> None:
        process: subprocess.Popen[bytes] | None = None
        while (item := self._calls.get()) is not None:
            future, call = item
            if not future.set_running_or_notify_cancel():
                continue
            try:
                if self._killed:
                    raise WorkerLostError("the workers were stopped")
                if process is None or process.poll() is not None:
                    process = self._start(number, cores)
                _write(_pipe(process.stdin), call)
                answer = _read(_pipe(process.stdout))
                if answer is None:
                    raise WorkerLostError("in the middle of a call")
                good, value = pickle.loads(answer)
            except (OSError, WorkerLostError) as error:
                # It may be dying still: whoever calls next must not be given to it.
                if process is not None:
                    process.kill()
                    _end(process)
                process = None
                future.set_exception(WorkerLostError(f"a worker process died: {error}"))
            except Exception as error:
                future.set_exception(error)
            else:
                future.set_result(value) if good else future.set_exception(value)
        if process is not None:
            _end(process)

    def _start(self, number: int, cores: str) -> subprocess.Popen[bytes]:
        variables = {
            **environment(self._home),
            "NEMO_WORKER_HOME": str(self._home),
            "NEMO_WORKER_CORES": cores,
        }
        with os.fdopen(os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as errors:
            process = subprocess.Popen(
                command("nemo_nb.engine.worker"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=variables,
                **apart(),
            )
        with self._lock:
            self._processes[number] = process
        return process


class _Bound:
    """A function with its keyword arguments, as one that needs none."""

    def __init__(self, fn: Callable[..., Any], kwargs: dict[str, Any]) -> None:
        self._fn, self._kwargs = fn, kwargs

    def __call__(self, *args: Any) -> Any:
        return self._fn(*args, **self._kwargs)


def cores() -> list[int]:
    """Return the cores that this process may use."""
    if sys.platform != "linux":
        return list(range(os.cpu_count() or 1))
    return sorted(os.sched_getaffinity(0))


def _shares(count: int) -> list[str]:
    """Divide the cores among so many workers; with more workers than cores, some share one."""
    have = cores()
    if count >= len(have):
        return [str(have[number % len(have)]) for number in range(count)]
    return [",".join(map(str, have[number::count])) for number in range(count)]


def _read(stream: IO[bytes]) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    body = stream.read(size)
    return body if len(body) == size else None


def _write(stream: IO[bytes], message: bytes) -> None:
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # both were asked for
    return stream


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let a worker clear up, which takes a moment; then it has to go."""
    with contextlib.suppress(OSError):
        _pipe(process.stdin).close()
    try:
        process.wait(2.0)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _pipe(process.stdout).close()
