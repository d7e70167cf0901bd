"""Looking on at batches of this process, stopping them from there, and opening one of their jobs again."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from nemo_nb import AsyncNemoClient, NemoClient, NemoError
from nemo_nb.client import RunningBatch, watch_batches

from .conftest import quick

Uploads = Callable[[int], list[Path]]
TOLD = [{"type": "text", "content": "Done."}]


@pytest.fixture
def seen() -> Iterator[list[RunningBatch]]:
    """Every look at a batch."""
    looks: list[RunningBatch] = []

    def fail(batch: RunningBatch) -> None:
        raise ZeroDivisionError

    # Somebody who fails disturbs neither the batch nor the others.
    ends = [watch_batches(fail), watch_batches(looks.append)]
    yield looks
    for end in ends:
        end()


def stop_when(seen: list[RunningBatch], ready: Callable[[], bool], stopped: list[float]) -> None:
    def look() -> None:
        end = time.monotonic() + 30
        while not (seen and ready()) and time.monotonic() < end:
            time.sleep(0.01)
        stopped.append(time.monotonic())
        seen[0].stop()

    threading.Thread(target=look).start()


@pytest.mark.parametrize("kind", ["waits", "awaited"])
def test_a_batch_over_a_service_is_stopped_by_who_looks_on(
    kind: str, faults: Any, cloud: NemoClient, uploads: Uploads, tmp_path: Path, seen: list[RunningBatch]
) -> None:
    jobs = [(file, f"do {n}") for n, file in enumerate(uploads(5))]
    faults.chat(*TOLD, apply=True, end="beat", times=1)  # an answer that never ends

    async def do() -> pd.DataFrame:
        async with AsyncNemoClient(base_url=faults.url) as client:
            return await quick(client).batch(jobs, output_dir=tmp_path / "out")

    def run() -> pd.DataFrame:
        return cloud.batch(jobs, output_dir=tmp_path / "out") if kind == "waits" else asyncio.run(do())

    stopped: list[float] = []
    stop_when(seen, lambda: seen[0].progress.done >= 4, stopped)
    table = run()
    assert time.monotonic() - stopped[0] < 1.5
    assert sorted(table["status"]) == ["done"] * 4 + ["waiting"]
    assert (seen[-1].over, seen[-1].progress.left) == (True, 1)
    rows = seen[-1].rows(2)
    assert [row.status for row in rows] == ["done"] * 2
    assert [row.number for row in rows] == sorted(row.number for row in rows)
    waiting = table[table["status"] == "waiting"].iloc[0]
    with pytest.raises(NemoError, match="no project"):
        cloud.reopen(waiting)

    table = run()
    assert set(table["status"]) == {"done"}
    assert sorted(entry["text"] for entry in faults.log("chat")) == [f"do {n}" for n in range(5)]
    before = len(faults.log())
    assert cloud.reopen(table.iloc[2]).session_id == table["project"][2]
    assert len(faults.log()) == before, "nothing is sent, nothing is paid"


def test_every_stage_is_told_however_fast_they_follow(
    clips: list[Path], tmp_path: Path, local: NemoClient
) -> None:
    heard: list[str] = []
    local.batch(
        clips[:1],
        "add calm lo-fi",
        output_dir=tmp_path,
        progress=lambda now: heard.extend(stage for _, stage, _ in now.running),
    )
    stages = list(dict.fromkeys(heard))
    assert [stage for stage in stages if stage in ("listening", "composing", "rendering")] == [
        "listening",
        "composing",
        "rendering",
    ]
    assert "waiting for memory" not in stages


def test_a_batch_here_is_stopped_and_one_clip_opened_again(
    clips: list[Path], tmp_path: Path, local: NemoClient, seen: list[RunningBatch]
) -> None:
    jobs = [(clip, 'add the title "Paradise"', f"{n}.mp4") for n, clip in enumerate(clips)]
    stopped: list[float] = []
    stop_when(seen, lambda: seen[0].progress.done >= 1, stopped)
    table = local.batch(jobs, output_dir=tmp_path)
    assert time.monotonic() - stopped[0] < 3
    assert set(table["status"]) == {"done", "waiting"}
    row = table[table["status"] == "done"].iloc[0]
    timeline = local.reopen(row).timeline()
    assert [segment.text for segment in timeline.segments if segment.kind == "text"] == ["Paradise"]
    assert timeline.duration == pytest.approx(1, abs=0.1)

    async def again() -> str:
        async with AsyncNemoClient(service="local") as client:
            project = await client.reopen({"file": str(clips[0]), "instruction": 'add the title "Hi"'})
            return (await project.timeline()).summary

    assert "Hi" in asyncio.run(again())
    with pytest.raises(NemoError, match="not a row"):
        local.reopen({"output": "x.mp4"})
