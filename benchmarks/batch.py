"""Batches: do two workers do twice as much, what does a job cost, and does the coordinator stay small?

    python benchmarks/batch.py                  # all tables
    python benchmarks/batch.py --only scale     # or cost, memory, overhead, coordinator

scale        one worker process against two, each with a core of its own, the same jobs
cost         processor seconds of each stage per minute of a 1080p clip, on one core
memory       the peak of one worker and its ffmpeg, by length and size of the clip
overhead     what a job costs beyond its stages, in batches of tiny clips
coordinator  the memory of this side with 100 and with 10,000 jobs that a fake service does at once
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import imageio_ffmpeg

from nemo_nb import NemoClient

COPY, ENCODE = "add calm lo-fi", "add calm lo-fi"
# A picture that no MP4 can take over as it is, so that every frame is made anew.
FORMATS = {
    "copy": ("mp4", ["-c:v", "libx264", "-preset", "veryfast"]),
    "re-encode": ("avi", ["-c:v", "mpeg4", "-q:v", "4"]),
}


def make_clip(
    path: Path, seconds: float, size: str = "1920x1080", *, codec: list[str] | None = None, number: int = 0
) -> Path:
    """Write a clip with moving pictures and sound; another ``number`` is another content."""
    picture = f"testsrc2=s={size}:r=30:d={seconds},hue=h={number * 17 % 360}"
    sound = f"anoisesrc=d={seconds}:c=pink:a=0.1:r=48000:seed={number}"
    inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]
    video = [*(codec or FORMATS["copy"][1]), "-pix_fmt", "yuv420p"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin", "-y", *inputs, *video, str(path)]
    subprocess.run(command, check=True)
    return path


def scale(folder: Path, jobs: int, seconds: float) -> None:
    """Print how much faster two workers are than one. The workers are started before the clock is."""
    print(f"{'jobs':<32}{'1 worker':>10}{'2 workers':>11}{'factor':>8}")
    for name, (suffix, codec) in FORMATS.items():
        clips = [
            make_clip(folder / f"{name}{n}.{suffix}", seconds, codec=codec, number=n) for n in range(jobs)
        ]
        took: dict[int, list[float]] = {1: [], 2: []}
        for run in range(2):
            for count in (1, 2):
                out = folder / f"{name}-{count}-{run}"
                with warm(out, count) as (client, pool, shared):
                    started = time.perf_counter()
                    done = client.batch(
                        clips, COPY, output_dir=out, executor=pool, at_once=count + 1, storage=shared
                    )
                    took[count].append(time.perf_counter() - started)
                assert set(done["status"]) == {"done"}, done["error"]
                shutil.rmtree(out)
        one, two = min(took[1]), min(took[2])
        print(
            f"{f'{jobs} x {seconds:g} s 1080p, {name}':<32}{one:>8.2f} s{two:>9.2f} s{one / two:>7.2f}x",
            flush=True,
        )


@contextmanager
def warm(out: Path, count: int) -> Iterator[tuple[NemoClient, Executor, Path]]:
    """Give a client and worker processes of one core each that have loaded everything."""
    from nemo_nb.client._workers import Workers, cores
    from nemo_nb.engine import work

    out.mkdir(parents=True)
    tiny = make_clip(out / "tiny.mp4", 1, "160x90")
    pool = Workers(max(count, len(cores())), out / "work", out / "log")
    shared = work.Shared(str(out / "shared"), near=True)
    file = work.File(work.digest_of(tiny), "tiny.mp4", str(tiny))
    ready = [pool.submit(work.analyse, shared, file, n) for n in range(8 * count)]
    *_, seen = [future.result() for future in ready]
    for future in [
        pool.submit(work.compose, shared, f"w{n}", [(file, seen)], COPY, "en", n) for n in range(8 * count)
    ]:
        future.result()
    # Only so many of them work at a time; the others have a core each that stays idle.
    limited = _Limited(pool, count)
    try:
        with NemoClient(service="local") as client:
            yield client, limited, out / "files"
    finally:
        pool.shutdown(cancel_futures=True)


class _Limited(Executor):
    """At most so many calls of another executor at a time."""

    def __init__(self, pool: Executor, count: int) -> None:
        self._pool, self._free = pool, threading.Semaphore(count)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self._free.acquire()
        future = self._pool.submit(fn, *args, **kwargs)
        future.add_done_callback(lambda _: self._free.release())
        return future


def cost(folder: Path) -> None:
    """Print the processor seconds of each stage for a minute of 1080p."""
    from nemo_nb.engine import work

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    shared = work.Shared(str(folder / "shared"), near=True)
    print(f"{'60 s of 1080p':<14}{'analyse':>10}{'compose':>10}{'render':>10}{'all':>10}   CPU-s")
    for name, (suffix, codec) in FORMATS.items():
        for turn in ("warm", "measured"):
            seconds = 5.0 if turn == "warm" else 60.0
            clip = make_clip(folder / f"{turn}.{suffix}", seconds, codec=codec)
            file = work.File(work.digest_of(clip), clip.name, str(clip))
            seen, first = cpu(work.analyse, shared, file)
            composed, second = cpu(work.compose, shared, "j", [(file, seen)], COPY, "en")
            _, third = cpu(work.render, shared, "j", composed, [file])
        print(
            f"{name:<14}{first:>10.2f}{second:>10.2f}{third:>10.2f}{first + second + third:>10.2f}",
            flush=True,
        )


def cpu(stage: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    before = os.times()
    result = stage(*arguments)
    after = os.times()
    return result, sum(after[:4]) - sum(before[:4])


def memory(folder: Path) -> None:
    """Print the peak of one worker and its ffmpeg; the estimate is what the batch reckons with."""
    import psutil

    from nemo_nb.client._memory import need
    from nemo_nb.client._workers import Workers
    from nemo_nb.engine import work

    print(f"{'clip':<26}{'peak':>10}{'estimate':>11}")
    for size, seconds, kind in MEMORY:
        suffix, codec = FORMATS[kind]
        clip = make_clip(folder / f"m.{suffix}", seconds, size, codec=[*codec, "-threads", "1"])
        pool = Workers(1, folder / "home", folder / "log")
        shared = work.Shared(str(folder / "shared"), near=True)
        file = work.File(work.digest_of(clip), clip.name, str(clip))
        pool.submit(os.getpid).result()
        worker, peak, over = psutil.Process(pool.processes[0]), 0, threading.Event()

        def watch(worker: Any = worker, over: threading.Event = over) -> None:
            nonlocal peak
            while not over.wait(0.02):
                total = 0
                for process in [worker, *worker.children(recursive=True)]:
                    try:
                        total += process.memory_info().rss
                    except psutil.Error:
                        continue
                peak = max(peak, total)

        watcher = threading.Thread(target=watch)
        watcher.start()
        seen = pool.submit(work.analyse, shared, file).result()
        composed = pool.submit(work.compose, shared, "j", [(file, seen)], COPY, "en").result()
        pool.submit(work.render, shared, "j", composed, [file]).result()
        over.set()
        watcher.join()
        pool.shutdown()
        print(
            f"{f'{size} {seconds:g} s {kind}':<26}{peak / 1e6:>7.0f} MB{need(seen.facts) / 1e6:>8.0f} MB",
            flush=True,
        )


MEMORY = (
    ("160x90", 1.0, "copy"),
    ("1280x720", 60.0, "copy"),
    ("1280x720", 300.0, "copy"),
    ("1920x1080", 20.0, "re-encode"),
    ("3840x2160", 10.0, "re-encode"),
)


def overhead(folder: Path, jobs: int) -> None:
    """Print what a job costs beyond its stages: wall time of one worker less the time its calls took."""
    clips = [make_clip(folder / f"tiny{n}.mp4", 1, "160x90", number=n) for n in range(jobs)]
    with warm(folder / "out", 1) as (client, pool, shared):
        spent: list[float] = []
        real = pool.submit

        def submit(fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            future = real(fn, *args, **kwargs)
            started = time.perf_counter()
            future.add_done_callback(lambda _: spent.append(time.perf_counter() - started))
            return future

        pool.submit = submit  # type: ignore[method-assign]
        started = time.perf_counter()
        done = client.batch(clips, COPY, output_dir=folder / "out", executor=pool, at_once=1, storage=shared)
        wall = time.perf_counter() - started
    assert set(done["status"]) == {"done"}, done["error"]
    print(f"{jobs} jobs one after the other: {wall:.2f} s, of which in the stages {sum(spent):.2f} s")
    print(f"overhead per job: {(wall - sum(spent)) / jobs * 1000:.0f} ms")


def coordinator(folder: Path) -> None:
    """Print this side's peak memory for few and for many jobs, each in a process of its own."""
    print(f"{'jobs':>7}{'wall':>10}{'CPU/job':>10}{'peak before':>13}{'peak after':>12}")
    for count in (100, 10_000):
        out = folder / str(count)
        subprocess.run([sys.executable, __file__, "--simulate", str(count), str(out)], check=True)


def simulate(count: int, out: Path) -> None:
    """Run so many jobs against a service that is a function in this process."""
    out.mkdir(parents=True)
    video = b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + bytes(4000)
    clips = [out / f"{n}.mp4" for n in range(count)]
    for number, clip in enumerate(clips):
        clip.write_bytes(video + number.to_bytes(8))
    client = NemoClient(base_url="http://fake", transport=FakeService(video))
    client.batch(clips[:2], "warm up", output_dir=out / "warm")
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started, busy = time.perf_counter(), time.process_time()
    table = client.batch(clips, "add calm lo-fi", output_dir=out / "done")
    wall, busy = time.perf_counter() - started, time.process_time() - busy
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert set(table["status"]) == {"done"}, table["error"]
    print(
        f"{count:>7}{wall:>8.1f} s{busy / count * 1000:>7.1f} ms{before:>10.0f} MB{after:>9.0f} MB",
        flush=True,
    )


class FakeService(httpx.BaseTransport):
    """NemoVideo as a function of this process: everything is done at once."""

    def __init__(self, video: bytes) -> None:
        self._video = video
        self._drafts: dict[str, Any] = {}
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path, body = request.url.path, request.read()
        answer: Any = {"available": 10**9, "frozen": 0, "total": 10**9}
        if path.endswith("anonymous-token"):
            answer = {"token": "t", "user_id": "u"}
        elif path.endswith("with-session/nemo_agent"):
            with self._lock:
                name = f"s{len(self._drafts)}"
                self._drafts[name] = None
            answer = {"session_id": name, "task_id": name}
        elif path.endswith("/latest"):
            answer = {"state": {"draft": self._drafts[path.split("/")[-2]]}}
        elif path == "/run_sse":
            self._drafts[json.loads(body)["session_id"]] = {"d": 1, "t": [{"tt": 0, "sg": [{"d": 1}]}]}
            return self._raw(b'data: {"type":"text","content":"ok"}\n\n', "text/event-stream")
        elif "/upload-video/" in path:
            answer = {"files": [{"filename": "a.mp4", "file_type": "video"}]}
        elif path == "/f.mp4":
            return self._raw(self._video, "video/mp4")
        elif "render" in path:
            output = {"url": "http://fake/f.mp4", "size": len(self._video)}
            answer = {"id": "r", "status": "completed", "output": output}
        return self._raw(json.dumps(answer).encode(), "application/json")

    @staticmethod
    def _raw(content: bytes, kind: str) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": kind}, stream=httpx.ByteStream(content))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=["scale", "cost", "memory", "overhead", "coordinator"])
    parser.add_argument("--jobs", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--simulate", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.simulate:
        simulate(int(options.simulate[0]), Path(options.simulate[1]))
        return
    tables: dict[str, Callable[[Path], None]] = {
        "scale": lambda folder: scale(folder, options.jobs, options.seconds),
        "overhead": lambda folder: overhead(folder, 20),
        "coordinator": coordinator,
        "memory": memory,
        "cost": cost,  # last: it keeps this process to one core
    }
    for name, table in tables.items():
        if options.only in (None, name):
            print(f"\n-- {name}", flush=True)
            with tempfile.TemporaryDirectory() as folder:
                table(Path(folder))


if __name__ == "__main__":
    main()
