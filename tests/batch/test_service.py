"""A batch over a service: each step is looked up before it is taken again, and nothing is paid twice."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from nemo_nb import AsyncNemoClient, NemoClient

from .conftest import quick

Uploads = Callable[[int], list[Path]]
TOLD = [{"type": "text", "content": "Done."}]
BROKE = {"code": 2001, "message": "out of credits"}
# A coordinator that a test can kill, its rules without their waits.
COORDINATOR = """
import sys
from dataclasses import replace
from itertools import pairwise
from nemo_nb import NemoClient
url, out, *files = sys.argv[1:]
with NemoClient(base_url=url) as client:
    account = client._core.account
    account.policy = replace(account.policy, polls=(0.01, 0.05))
    client.batch([(file, f"do {n}") for n, file in enumerate(files)], output_dir=out)
"""


def batch(client: NemoClient, files: list[Path], out: Path, **more: Any) -> pd.DataFrame:
    return client.batch([(file, f"do {n}") for n, file in enumerate(files)], output_dir=out, **more)


def said(faults: Any) -> list[str]:
    return [entry["text"] for entry in faults.log("chat")]


def kill_when(faults: Any, call: str, files: list[Path], out: Path) -> None:
    """Run the batch in a process of its own and kill that in the middle of a call."""
    process = subprocess.Popen([sys.executable, "-c", COORDINATOR, faults.url, str(out), *map(str, files)])
    end = time.monotonic() + 20
    while not faults.count(call) and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_each_job_has_a_project_and_a_second_run_asks_for_nothing(
    faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    files = uploads(6)
    result = batch(cloud, files, tmp_path / "out")
    assert set(result["status"]) == {"done"}
    assert all("do" in changes for changes in result["changes"])
    assert len(set(result["project"])) == 6
    assert sorted(said(faults)) == [f"do {n}" for n in range(6)]
    assert faults.count("session") == faults.count("upload") == faults.count("render") == 6
    assert all(Path(output).stat().st_size == 1 << 20 for output in result["output"])
    calls = len(faults.log())
    again = batch(cloud, files, tmp_path / "out")
    assert len(faults.log()) - calls <= 1  # the balance
    pd.testing.assert_frame_equal(again, result)


def test_at_most_so_many_conversations_at_a_time(
    faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    most = 0
    over = threading.Event()

    def watch() -> None:
        nonlocal most
        while not over.is_set():
            chats, renders = faults.count("chat"), faults.count("render")
            most = max(most, chats - renders)
            time.sleep(0.01)

    for _ in range(8):
        faults.chat(*TOLD, apply=True, pause=0.1)
    watcher = threading.Thread(target=watch)
    watcher.start()
    batch(cloud, uploads(8), tmp_path / "out")
    over.set()
    watcher.join()
    assert 2 <= most <= 4  # three, and one whose export is just being asked for


@pytest.mark.parametrize("applied", [True, False])
def test_a_message_under_way_is_looked_up_before_it_is_sent_again(
    applied: bool, faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    files = uploads(1)
    faults.chat(apply=applied, end="hang", seconds=30)
    kill_when(faults, "chat", files, tmp_path / "out")
    result = batch(cloud, files, tmp_path / "out")
    assert list(result["status"]) == ["done"]
    assert "do 0" in result["changes"][0]
    assert said(faults) == ["do 0"] if applied else ["do 0"] * 2
    # Either way it is on the timeline once.
    (session,) = faults.world()["sessions"].values()
    assert len(session["draft"]["t"]) == 1
    assert faults.count("session") == faults.count("upload") == 1


def test_an_export_under_way_is_fetched_not_made_again(
    faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    files = uploads(1)
    faults.options(polls=10_000)
    kill_when(faults, "look", files, tmp_path / "out")
    faults.options(polls=0)
    result = batch(cloud, files, tmp_path / "out")
    assert list(result["status"]) == ["done"]
    assert faults.count("render") == 1
    assert said(faults) == ["do 0"]


def test_a_lost_upload_does_not_bring_the_clip_twice(
    faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    faults.add("upload", "done_close")
    result = batch(cloud, uploads(1), tmp_path / "out")
    assert list(result["status"]) == ["done"]
    (session,) = faults.world()["sessions"].values()
    assert len(session["videos"]) == 1


def test_one_failure_stops_nobody_and_is_tried_again_by_the_next_run(
    faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    faults.add("chat", "status", status=500, body={"code": 500, "message": "the model fell over"}, times=1)
    files = uploads(3)
    first = batch(cloud, files, tmp_path / "out", at_once=1)
    assert list(first["status"]) == ["failed", "done", "done"]
    assert first["error"][0]
    second = batch(cloud, files, tmp_path / "out", at_once=1)
    assert list(second["status"]) == ["done"] * 3
    sessions = faults.world()["sessions"].values()
    assert [len(session["draft"]["t"]) for session in sessions] == [1, 1, 1]


def test_when_one_is_told_to_wait_all_wait(
    faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    account = cloud._core.account
    account.policy = replace(account.policy, rate_limit_wait=0.6)
    faults.add("session", "status", status=429, body={"code": 429, "message": "slow down"}, times=1)
    files = uploads(6)
    marks: list[tuple[float, int]] = []
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            marks.append((time.monotonic(), len(faults.log())))
            time.sleep(0.02)

    watcher = threading.Thread(target=watch)
    watcher.start()
    result = batch(cloud, files, tmp_path / "out")
    over.set()
    watcher.join()
    assert set(result["status"]) == {"done"}
    # For most of the pause nobody asked for anything.
    quiet = longest = 0.0
    for (a, before), (b, after) in pairwise(marks):
        quiet = quiet + b - a if before == after and before else 0.0
        longest = max(longest, quiet)
    assert longest > 0.3
    assert sorted(said(faults)) == [f"do {n}" for n in range(6)]


def test_a_limit_that_lasts_is_outlasted(
    faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    faults.add("chat", "status", status=429, body={"code": 429, "message": "slow down"}, times=5)
    result = batch(cloud, uploads(2), tmp_path / "out")
    assert set(result["status"]) == {"done"}
    assert [len(session["draft"]["t"]) for session in faults.world()["sessions"].values()] == [1, 1]


def test_without_credits_the_rest_waits_and_later_goes_on(
    faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    files = uploads(5)
    notes: set[str] = set()
    faults.add("chat", "status", status=402, body=BROKE, skip=2, times=99)
    # 90 are left: enough for one more try, not for two.
    result = batch(cloud, files, tmp_path / "out", at_once=1, progress=lambda now: notes.add(now.note))
    assert list(result["status"]) == ["done", "done", "waiting", "waiting", "waiting"]
    assert "register" in result["error"][2].lower()
    assert any("About 250 credits are needed and 90 are left" in note for note in notes)
    # Who cannot be paid is not even begun.
    assert faults.count("session") == 3
    faults.reset()  # also a service that has forgotten its projects
    again = batch(cloud, files, tmp_path / "out", at_once=1)
    assert list(again["status"][:2]) == ["done", "done"]
    assert list(batch(cloud, files, tmp_path / "out")["status"]) == ["done"] * 5
    assert sorted(said(faults)) == ["do 2", "do 3", "do 4"]


def test_a_plan_without_exports_stops_before_more_is_paid(
    faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    faults.add("render", "status", status=402, body={"code": 402, "message": "upgrade"})
    files = uploads(4)
    result = batch(cloud, files, tmp_path / "out", at_once=1)
    assert set(result["status"]) == {"waiting"}
    assert said(faults) == ["do 0"]
    # After the upgrade: what was paid is only exported.
    result = batch(cloud, files, tmp_path / "out")
    assert set(result["status"]) == {"done"}
    assert sorted(said(faults)) == [f"do {n}" for n in range(4)]


def test_each_job_may_have_a_skill_of_its_own(
    faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    first, second = uploads(2)
    jobs = [(first, "do 0", None, "topmediai-ai-music"), (second, "do 1")]
    result = cloud.batch(jobs, output_dir=tmp_path / "out")
    assert list(result["skill"]) == ["topmediai-ai-music", "ai-music-maker"]
    skills = {entry["text"]: entry["headers"]["X-Skill-Source"] for entry in faults.log("chat")}
    assert skills == {"do 0": "topmediai-ai-music", "do 1": "ai-music-maker"}
    assert cloud.skill.name == "ai-music-maker"


def test_an_interrupt_leaves_at_once_and_goes_on_later(
    faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    files = uploads(4)
    faults.chat(*TOLD, apply=True, end="beat", times=1)

    def interrupt() -> None:
        while faults.count("render") < 2:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt) as stopped:
        batch(cloud, files, tmp_path / "out")
    assert "Run the same again" in stopped.value.__notes__[0]
    end = time.monotonic() + 2
    while faults.open() and time.monotonic() < end:
        time.sleep(0.02)
    result = batch(cloud, files, tmp_path / "out")
    assert set(result["status"]) == {"done"}
    assert sorted(said(faults)) == [f"do {n}" for n in range(4)]


def test_a_dead_network_ends_it_early(cloud: NemoClient, uploads: Uploads, tmp_path: Path) -> None:
    with NemoClient(base_url="http://127.0.0.1:9") as client:
        account = quick(client)._core.account
        account.policy = replace(account.policy, attempts=1)
        started = time.monotonic()
        with pytest.raises(Exception, match="could not be reached"):
            batch(client, uploads(40), tmp_path / "out")
    assert time.monotonic() - started < 5


def test_the_journal_holds_no_secret(
    faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    batch(cloud, uploads(2), tmp_path / "out")
    for path in (tmp_path / "out" / ".nemo-batch").iterdir():
        content = path.read_bytes()
        assert b"nmv_usr" not in content
        assert b"SIGNED" not in content
        assert path.stat().st_mode & 0o077 == 0


async def test_the_async_twin(faults: Any, uploads: Uploads, tmp_path: Path) -> None:
    files = uploads(5)
    async with AsyncNemoClient(base_url=faults.url) as client:
        quick(client)
        jobs = [(file, f"do {n}") for n, file in enumerate(files)]
        task = asyncio.create_task(client.batch(jobs, output_dir=tmp_path / "out"))
        while faults.count("render") < 1:  # noqa: ASYNC110 - another process is looked at
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        result = await client.batch(jobs, output_dir=tmp_path / "out")
    assert set(result["status"]) == {"done"}
    assert [len(session["draft"]["t"]) for session in faults.world()["sessions"].values()] == [1] * 5
    assert json.loads(result.to_json(orient="records"))[0]["status"] == "done"


def test_rows_that_come_and_go_repeat_nothing(
    faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    for number, file in enumerate(uploads(3)):
        (tmp_path / f"f{number}").mkdir()
        file.rename(tmp_path / f"f{number}" / "clip.mp4")
    out, clips = tmp_path / "out", [tmp_path / f"f{number}" / "clip.mp4" for number in range(3)]
    first = cloud.batch(clips[1:], "add pop", output_dir=out)
    stamps = {path: path.stat().st_mtime_ns for path in map(Path, first["output"])}
    result = cloud.batch(clips, "add pop", output_dir=out)
    assert list(result["status"]) == ["done"] * 3
    assert list(result["output"][1:]) == list(first["output"])
    assert faults.count("render") == 3
    # One of them alone takes no other's place.
    cloud.batch([clips[0]], "add rock", output_dir=out)
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps


def test_a_folder_may_take_its_own_videos(
    faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path
) -> None:
    uploads(2)
    for _ in range(2):
        result = cloud.batch(tmp_path, "add pop", output_dir=tmp_path)
        assert [Path(file).name for file in result["file"]] == ["up0.mp4", "up1.mp4"]
    assert faults.count("render") == 2
