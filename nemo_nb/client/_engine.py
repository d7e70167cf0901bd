"""Start and watch the local engine: one child process per Python process, shared by all clients.

The child prints its address and a secret on its standard output and ends when its standard input does, so
that it cannot outlive this process. It runs in a process group of its own: an interrupt meant for a cell
must not reach it.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from nemo_nb.protocol import EngineError
from nemo_nb.protocol.account import Secret

_START = 60.0
_LOG_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class Running:
    """One life of the engine."""

    url: str
    secret: Secret
    process: subprocess.Popen[bytes]
    owner: int

    def alive(self, patience: float = 0.0) -> bool:
        """False once the process has ended; waits up to ``patience`` seconds for that."""
        if self.owner != os.getpid():
            return False  # a forked copy of this object: not our child
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            return True
        return False


class _Engine:
    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew in a forked process: the engine is the parent's, and the lock may be held there."""
        self._lock = threading.Lock()
        self._running: Running | None = None

    def current(self) -> Running | None:
        """Return the living engine, or None."""
        running = self._running
        return running if running is not None and running.alive() else None

    def running(self) -> Running:
        """Return the living engine; start one if there is none. May take a second."""
        with self._lock:
            running = self.current()
            if running is None:
                running = self._running = _start()
            return running

    def stop(self) -> None:
        """End the engine, if it runs."""
        with self._lock:
            running, self._running = self._running, None
        if running is None or running.owner != os.getpid():
            return
        process = running.process
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            if process.stdin:
                process.stdin.close()
            process.wait(3.0)
        _end(process)


ENGINE = _Engine()
atexit.register(ENGINE.stop)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=ENGINE.forget)


def home() -> Path:
    """Return the engine's data directory, created for this user alone."""
    from platformdirs import user_data_dir

    told = os.environ.get("NEMO_ENGINE_HOME") or f"{user_data_dir('nemo_nb', appauthor=False)}/engine"
    folder = Path(os.path.expanduser(told))  # noqa: PTH111 - Path's own raises where there is no home
    try:
        folder = folder.absolute()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise EngineError(
            f"The local engine cannot use {folder}: {error.strerror}.", hint="Set NEMO_ENGINE_HOME."
        ) from None
    return folder


def command(module: str = "nemo_nb.engine") -> list[str]:
    """Return how the engine is started: without this folder on its path, where a random.py may lie."""
    if not sys.executable:
        raise EngineError("The local engine needs a Python of its own.", hint="Set sys.executable to one.")
    return [sys.executable, "-P", "-m", module]


def _start() -> Running:
    folder = home()
    log = folder / "engine.log"
    with _log(log) as errors:
        try:
            process = subprocess.Popen(
                command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment(folder),
                **apart(),
            )
        except OSError as error:
            raise EngineError(f"The local engine could not start: {error.strerror}.") from None
    watchdog = threading.Timer(_START, process.kill)
    watchdog.daemon = True
    watchdog.start()
    try:
        hello = _hello(process)
    except BaseException:
        _end(process)
        raise
    finally:
        watchdog.cancel()
    if hello is None:
        _end(process)
        raise EngineError("The local engine could not start.", hint=f"{_last_line(log)}(log: {log})")
    return Running(str(hello["url"]).rstrip("/"), Secret(str(hello["secret"])), process, os.getpid())


def _hello(process: subprocess.Popen[bytes]) -> dict[str, Any] | None:
    """Return what the engine says when it is up; what else is printed (by a sitecustomize, say) is not it."""
    for line in process.stdout or ():
        with contextlib.suppress(ValueError):
            found = json.loads(line)
            if isinstance(found, dict) and {"url", "secret"} <= found.keys():
                return found
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            if pipe:
                pipe.close()


def _log(path: Path) -> IO[bytes]:
    try:
        short = path.exists() and path.stat().st_size > _LOG_LIMIT
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | (os.O_TRUNC if short else 0)
        return os.fdopen(os.open(path, flags, 0o600), "ab")
    except OSError as error:
        raise EngineError(f"The local engine cannot write {path}: {error.strerror}.") from None


def _last_line(log: Path) -> str:
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 2000))
            lines = file.read().decode("utf-8", "replace").strip().splitlines()
    except OSError:
        return ""
    return f"{lines[-1].strip()[:200]} " if lines else ""


def environment(folder: Path) -> dict[str, str]:
    """The child must find this very package, also when only ``sys.path`` knows where it is."""
    variables = {**os.environ, "NEMO_ENGINE_HOME": str(folder)}
    root = str(Path(__file__).resolve().parents[2])
    if not root.endswith(("site-packages", "dist-packages")):
        paths = [root, variables.get("PYTHONPATH", "")]
        variables["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    # The account's token is none of the engine's business.
    variables.pop("NEMO_TOKEN", None)
    return variables


def apart() -> dict[str, Any]:
    """Return how a process is started whom an interrupt of a cell must not reach."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}
