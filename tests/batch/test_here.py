"""A batch on this computer: real clips, real workers, and everything that may kill them.

The number of clips is NEMO_BATCH_CLIPS (20; the issue's own figure is 200).
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pandas as pd
import pytest

from nemo_nb import AsyncNemoClient, NemoClient
from nemo_nb.client._journal import Journal

from .conftest import make_clip

CLIPS = int(os.environ.get("NEMO_BATCH_CLIPS", "20"))
INSTRUCTIONS = (
    "add calm lo-fi",
    'add the title "Paradise"',
    "add upbeat pop music",
    "add a sad piano piece",
    "mute the clip",
)
# A coordinator that a test can kill.
COORDINATOR = """
import sys, pandas as pd
from nemo_nb import NemoClient
table = pd.read_json(sys.argv[1], orient="records")
with NemoClient(service="local") as client:
    client.batch(table, output_dir=sys.argv[2], progress=lambda now: print(now.done, flush=True))
"""


def events(folder: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(folder / ".nemo-batch" / "journal.db")) as db:
        return db.execute("SELECT key, state FROM events ORDER BY rowid").fetchall()


def workers() -> list[int]:
    """The worker processes that descend from this one."""
    import psutil

    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            if "nemo_nb.engine.worker" in process.cmdline():
                found.append(process.pid)
        except psutil.Error:
            continue
    return found


def plays(path: Path) -> bool:
    """Whether ffmpeg decodes every picture and all the sound without a complaint."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-xerror", "-i", str(path), "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True)
    return done.returncode == 0 and not done.stderr


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Clips of 1 s with mixed instructions; every twentieth is broken, one way or the other."""
    folder = tmp_path_factory.mktemp("material")
    rows = []
    for number in range(CLIPS):
        path = folder / f"clip{number:03}.mp4"
        if number % 20 == 7:
            path.write_bytes(b"\0\0\0\x18ftypisom" + random.Random(number).randbytes(20_000))
        else:
            make_clip(path, number)
        rows.append({"file": str(path), "instruction": INSTRUCTIONS[number % 5], "number": number})
    return pd.DataFrame(rows)


def test_every_good_clip_once_and_every_bad_one_named(
    material: pd.DataFrame, tmp_path: Path, local: NemoClient
) -> None:
    out = tmp_path / "out"
    table = tmp_path / "jobs.json"
    material.to_json(table, orient="records")

    # The first run dies as a whole: coordinator, workers, and what they were at.
    first = subprocess.Popen(
        [sys.executable, "-c", COORDINATOR, str(table), str(out)], stdout=subprocess.PIPE, text=True
    )
    assert first.stdout is not None
    for line in first.stdout:
        if int(line) >= CLIPS // 5:
            break
    first.kill()
    first.wait()
    first.stdout.close()
    begun = {key for key, _ in events(out)}

    # The second one loses all its workers twice, in the middle.
    kills: list[int] = []

    def kill_twice() -> None:
        for _ in range(2):
            while not (found := workers()):
                time.sleep(0.02)
            time.sleep(0.8)
            for pid in found:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    kills.append(pid)

    killer = threading.Thread(target=kill_twice)
    killer.start()
    result = local.batch(material, output_dir=out)
    killer.join()
    assert len(kills) >= 2
    assert begun <= {key for key, _ in events(out)}

    broken = result["number"] % 20 == 7
    assert list(result.columns) == [
        "file", "instruction", "status", "output", "seconds", "changes", "error", "number",
    ]  # fmt: skip
    assert set(result["status"][~broken]) == {"done"}, " ".join(result["error"])
    assert set(result["status"][broken]) == {"failed"}
    for row in result[broken].to_dict("records"):
        assert f"{Path(row['file']).name} cannot be read" in row["error"]
    assert all(result["changes"][~broken])

    # Exactly once: a rendering that was cut off never ended, one that ended was never begun again.
    rendered = Counter(key for key, state in events(out) if state == "rendered")
    assert len(rendered) == (~broken).sum()
    assert set(rendered.values()) == {1}
    outputs = [Path(output) for output in result["output"][~broken]]
    assert len(set(outputs)) == len(outputs)
    assert all(map(plays, outputs if CLIPS <= 20 else random.Random(0).sample(outputs, 20)))
    # Nothing is left but the videos and the journal.
    assert {path.name for path in (out / ".nemo-batch").iterdir()} <= {
        "journal.db", "journal.db-journal", "journal.db.lock", "workers.log",
    }  # fmt: skip

    # The same again does nothing: not a worker is started, not a file is touched, not a state noted.
    before = {path: path.stat().st_mtime_ns for path in outputs}
    noted = events(out)
    started = time.monotonic()
    again = local.batch(material, output_dir=out)
    assert time.monotonic() - started < 1.0 + CLIPS / 100
    assert {path: path.stat().st_mtime_ns for path in outputs} == before
    assert events(out) == noted
    same = ["file", "status", "output", "changes", "error"]
    pd.testing.assert_frame_equal(again[same], result[same])


def test_what_is_missing_is_made_again_and_a_new_wording_too(
    clips: list[Path], tmp_path: Path, local: NemoClient
) -> None:
    jobs = [(clips[0], 'add the title "One"'), (clips[1], 'add the title "Two"')]
    first = local.batch(jobs, output_dir=tmp_path)
    one, two = map(Path, first["output"])
    stamp = two.stat().st_mtime_ns
    one.unlink()
    local.batch(jobs, output_dir=tmp_path)
    assert plays(one)
    assert two.stat().st_mtime_ns == stamp
    third = local.batch([jobs[0], (clips[1], 'add the title "Three"')], output_dir=tmp_path)
    assert "Three" in third["changes"][1]
    assert two.stat().st_mtime_ns != stamp


def test_a_file_of_somebody_else_is_never_overwritten(
    clips: list[Path], tmp_path: Path, local: NemoClient
) -> None:
    precious = tmp_path / "clip0.mp4"
    precious.write_bytes(b"precious")
    (row,) = local.batch([clips[0]], "add calm lo-fi", output_dir=tmp_path).to_dict("records")
    assert row["status"] == "failed"
    assert "exists already" in row["error"]
    assert precious.read_bytes() == b"precious"


def test_words_that_change_nothing_are_named_and_words_alone_are_enough(
    clips: list[Path], tmp_path: Path, local: NemoClient
) -> None:
    jobs = [
        (clips[0], "xyzzy plugh"),
        {"file": None, "instruction": "a 1 second lo-fi loop", "output": "loop"},
        (clips[1], ""),
    ]
    result = local.batch(jobs, output_dir=tmp_path)
    assert list(result["status"]) == ["unchanged", "done", "done"]
    assert "nothing was changed" in result["error"][0]
    assert all(plays(Path(output)) for output in result["output"])
    assert Path(result["output"][1]).name == "loop.mp4"


async def test_the_async_twin_leaves_the_loop_free(clips: list[Path], tmp_path: Path) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.02)
            ticks += 1

    ticking = asyncio.create_task(tick())
    async with AsyncNemoClient(service="local") as client:
        result = await client.batch([(clips[0], "add calm lo-fi")], output_dir=tmp_path)
    ticking.cancel()
    assert list(result["status"]) == ["done"]
    assert ticks > 10


async def test_a_cancelled_task_stops_the_workers_and_can_go_on(clips: list[Path], tmp_path: Path) -> None:
    async with AsyncNemoClient(service="local") as client:
        task = asyncio.create_task(client.batch(clips, "add calm lo-fi", output_dir=tmp_path))
        while not workers():  # noqa: ASYNC110 - other processes are looked at
            await asyncio.sleep(0.02)
        started = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - started < 3
        assert not workers()
        result = await client.batch(clips, "add calm lo-fi", output_dir=tmp_path)
    assert set(result["status"]) == {"done"}


def test_an_interrupt_says_how_to_go_on(clips: list[Path], tmp_path: Path, local: NemoClient) -> None:
    def interrupt() -> None:
        while not workers():
            time.sleep(0.02)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt) as stopped:
        local.batch(clips, "add calm lo-fi", output_dir=tmp_path)
    (note,) = stopped.value.__notes__
    assert note.endswith("of 4 are done. Run the same again to go on with the rest.")
    assert not workers()
    assert set(local.batch(clips, "add calm lo-fi", output_dir=tmp_path)["status"]) == {"done"}


def test_what_the_progress_callback_raises_ends_the_batch(
    clips: list[Path], tmp_path: Path, local: NemoClient
) -> None:
    def refuse(now: Any) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        local.batch(clips, "add calm lo-fi", output_dir=tmp_path, progress=refuse)
    assert not workers()
    Journal(tmp_path / ".nemo-batch" / "journal.db").close()  # is free again
