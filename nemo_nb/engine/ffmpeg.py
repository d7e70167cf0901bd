"""Running ffmpeg on files that nobody vouches for.

Each run may read local files and pipes only, never waits for a keyboard, has a time limit, dies with the
engine, and can be cancelled. Inputs name their container, so that a playlist or a script posing as a video is
never followed.
"""

from __future__ import annotations

import errno
import re
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from functools import lru_cache
from typing import IO, TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from nemo_nb.engine.cancel import Cancel

Bytes = bytes | memoryview

# A small file can claim any size: 120 megapixels are more than cameras take, and half a gigabyte of memory.
_MODEST = ["-max_pixels", "120000000"]


class FfmpegError(Exception):
    """ffmpeg failed; the text is its own last words, without paths."""


def source(path: Path, container: str) -> list[str]:
    """Return the arguments that open an untrusted file as exactly this container."""
    closed = ["-protocol_whitelist", "file,pipe", "-format_whitelist", container]
    return [*closed, *_MODEST, "-f", container, "-i", f"file:{path}"]


def run(
    arguments: Sequence[str],
    *,
    cancel: Cancel,
    limit: float,
    stdin: Bytes | None = None,
    tolerant: bool = False,
    verbose: bool = False,
) -> tuple[bytes, str]:
    """Run ffmpeg to its end and return what it wrote to stdout and to stderr.

    Parameters
    ----------
    limit
        Seconds after which the run is given up.
    stdin
        Bytes for ``pipe:0``.
    tolerant
        Accept a failing exit status, for runs that are only meant to describe a file.
    verbose
        Ask for stderr at the "info" level; only errors otherwise.

    Raises
    ------
    FfmpegError, Cancelled, OSError
    """
    process = _start(arguments, feed=stdin is not None, level="info" if verbose else "error")
    with cancel.killing(process):
        try:
            out, err = process.communicate(stdin, timeout=limit)  # type: ignore[arg-type]  # any buffer will do
        except subprocess.TimeoutExpired:
            raise FfmpegError(f"it took longer than {limit:.0f} s") from None
        cancel.check()
    text = err.decode("utf-8", "replace")
    if process.returncode and not tolerant:
        raise _failure(process.returncode, text)
    return out, text


def encode(
    arguments: Sequence[str],
    *,
    cancel: Cancel,
    limit: float,
    progress: Callable[[float], object],
    folder: Path,
    feed: Iterator[Bytes] | None = None,
) -> None:
    """Run ffmpeg in ``folder`` to its end, reporting the seconds of output it has written so far.

    Parameters
    ----------
    feed
        What goes to ``pipe:0``, made only as fast as ffmpeg takes it. What it raises ends the run.

    Raises
    ------
    FfmpegError, Cancelled, OSError
    """
    process = _start(
        ["-progress", "pipe:1", "-stats_period", "0.1", "-nostats", *arguments],
        feed=feed is not None,
        level="error",
        folder=folder,
    )
    timer = threading.Timer(limit, process.kill)
    words: list[bytes] = []
    wrong: list[BaseException] = []
    helpers = [threading.Thread(target=lambda: words.append(_pipe(process.stderr).read()))]
    if feed is not None:
        helpers.append(threading.Thread(target=_write, args=(process, feed, wrong)))
    with cancel.killing(process):
        timer.start()
        for helper in helpers:
            helper.start()
        for line in _pipe(process.stdout):
            key, _, value = line.partition(b"=")
            if key == b"out_time_us" and value.strip().isdigit():
                progress(int(value) / 1e6)
        process.wait()
        late = timer.finished.is_set()
        timer.cancel()
        for helper in helpers:
            helper.join()
        cancel.check()
    if wrong:
        raise wrong[0]
    if late:
        raise FfmpegError(f"it took longer than {limit:.0f} s")
    if process.returncode:
        raise _failure(process.returncode, b"".join(words).decode("utf-8", "replace"))


def _write(process: subprocess.Popen[bytes], feed: Iterator[Bytes], wrong: list[BaseException]) -> None:
    try:
        with suppress(BrokenPipeError, ValueError), _pipe(process.stdin) as pipe:
            for piece in feed:
                pipe.write(piece)
    except BaseException as error:
        wrong.append(error)
        process.kill()


def stream(arguments: Sequence[str], *, cancel: Cancel, limit: float, size: int) -> Iterator[bytes]:
    """Run ffmpeg and yield what it writes to stdout in pieces of ``size`` bytes; only the last is shorter.

    However much comes, one piece is held at a time. Leaving the iteration early ends the run.

    Raises
    ------
    FfmpegError, Cancelled, OSError
    """
    process = _start(arguments, feed=False, level="error")
    timer = threading.Timer(limit, process.kill)
    words: list[bytes] = []
    reader = threading.Thread(target=lambda: words.append(_pipe(process.stderr).read()))
    with cancel.killing(process):
        timer.start()
        reader.start()
        try:
            while piece := _pipe(process.stdout).read(size):
                yield piece
            process.wait()
            reader.join()
            late = timer.finished.is_set()
        finally:
            timer.cancel()
        cancel.check()
    if late:
        raise FfmpegError(f"it took longer than {limit:.0f} s")
    if process.returncode:
        raise _failure(process.returncode, b"".join(words).decode("utf-8", "replace"))


def kill_all() -> None:
    """End every ffmpeg of this process, on its way out."""
    for process in tuple(_running):
        with suppress(OSError):
            process.kill()


_running: WeakSet[subprocess.Popen[bytes]] = WeakSet()


@lru_cache
def _command() -> tuple[str, ...]:
    from imageio_ffmpeg import get_ffmpeg_exe

    # An engine that is killed outright cannot clean up; on Linux the kernel then does it.
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    return (*((setpriv, "--pdeathsig", "KILL") if setpriv else ()), get_ffmpeg_exe())


def _start(
    arguments: Sequence[str], *, feed: bool, level: str, folder: Path | None = None
) -> subprocess.Popen[bytes]:
    fixed = ["-nostdin", "-hide_banner", "-loglevel", level, "-y"]
    process = subprocess.Popen(
        [*_command(), *fixed, *arguments],
        stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
    )
    _running.add(process)
    return process


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # every run has pipes
    return stream


def _failure(status: int, text: str) -> Exception:
    too_large = sys.platform != "win32" and status == -signal.SIGXFSZ
    if too_large or "No space left on device" in text or "Disk quota exceeded" in text:
        return OSError(errno.ENOSPC, "ffmpeg found no space")
    return FfmpegError(_last_words(text))


def _last_words(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    said = re.sub(r"(file:)?(/[^\s:'\"]+)+", "the file", lines[-1]) if lines else "it stopped without a word"
    return re.sub(r"\[[^\]]*@ 0x[0-9a-f]+\] ?", "", said)
