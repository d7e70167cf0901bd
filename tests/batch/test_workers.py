"""Worker processes of our own, and how many of them memory allows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from nemo_nb import NemoError
from nemo_nb.client import _memory
from nemo_nb.client._memory import Room
from nemo_nb.client._workers import WorkerLostError, Workers, cores


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Workers]:
    made = Workers(2, tmp_path / "home", tmp_path / "log")
    yield made
    made.shutdown(cancel_futures=True)


def test_results_and_errors_come_back(pool: Workers) -> None:
    assert [future.result() for future in [pool.submit(pow, 2, n) for n in range(20)]] == [
        2**n for n in range(20)
    ]
    with pytest.raises(ValueError, match="invalid literal"):
        pool.submit(int, "x").result()
    assert pool.submit(int, "11", base=2).result() == 3
    assert len(pool.processes) == 2


def test_only_the_call_of_a_killed_worker_is_lost(pool: Workers) -> None:
    lost, other = pool.submit(time.sleep, 30), pool.submit(os.getpid)
    survivor = other.result()
    (victim,) = set(pool.processes) - {survivor} or {0}
    os.kill(victim, signal.SIGKILL)
    with pytest.raises(WorkerLostError):
        lost.result(5)
    assert {pool.submit(os.getpid).result() for _ in range(4)} - {victim}


def test_they_end_with_their_owner_however_it_ends(tmp_path: Path) -> None:
    code = (
        "import os, sys, time; from pathlib import Path; from nemo_nb.client._workers import Workers\n"
        f"pool = Workers(2, Path({str(tmp_path / 'home')!r}), Path({str(tmp_path / 'log')!r}))\n"
        "print(*[f.result() for f in [pool.submit(os.getpid), pool.submit(os.getpid)]], flush=True)\n"
        "pool.submit(time.sleep, 60); time.sleep(60)"
    )
    owner = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    pids = [int(word) for word in owner.stdout.readline().split()]
    owner.kill()
    owner.wait()
    owner.stdout.close()
    end = time.monotonic() + 5
    while any(map(psutil.pid_exists, pids)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(psutil.pid_exists, pids))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells processes which cores to use")
def test_together_they_use_every_core_once(pool: Workers) -> None:
    shares = {tuple(sorted(pool.submit(os.sched_getaffinity, 0).result())) for _ in range(40)}
    if len(cores()) > 1:
        assert len(shares) == 2
        assert sorted(core for share in shares for core in share) == cores()


def test_jobs_share_the_room_and_a_giant_is_refused() -> None:
    room = Room(100)
    inside: list[int] = []
    most: list[int] = []
    waited: list[int] = []

    def job(size: int) -> None:
        with room.taken(size, lambda: False, lambda: waited.append(size)):
            inside.append(size)
            most.append(sum(inside))
            time.sleep(0.1)
            inside.remove(size)

    threads = [threading.Thread(target=job, args=(40,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 80
    assert 0 < len(waited) <= 4, "who finds room at once waits for nothing"
    with pytest.raises(NemoError, match="of memory"), room.taken(101, lambda: False, waited.clear):
        pass
    assert waited


def test_a_long_clip_in_4k_counts_for_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    small = _memory.need({"width": 160, "height": 90, "duration": 1.0})
    large = _memory.need({"width": 3840, "height": 2160, "duration": 900.0})
    assert large > 4 * small
    monkeypatch.setattr(_memory, "free", lambda: 3 * small)
    assert _memory.workers(100, 64) == 3
    assert _memory.workers(1, 64) == 1
    monkeypatch.setattr(_memory, "free", lambda: 10)
    assert _memory.workers(100, 64) == 1
