"""Interrupts, cancellations and early exits: the connection ends at once and nothing leaks."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from nemo_nb import AsyncNemoClient, NemoClient, TextDelta

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.client.conftest import Faults


@pytest.fixture
def faults(serve: Any) -> Iterator[Faults]:
    """A server of its own: its open connections are counted."""
    with serve() as faults:
        yield faults


LONG = {"end": "beat", "apply": True}


def settle(faults: Faults, most: int) -> None:
    for _ in range(500):  # readings, not seconds: a busy machine may stand still for some
        if len(now := faults.open()) <= most:
            return
        time.sleep(0.02)
    raise AssertionError(f"more than {most} connections stay open: {now}")


def pool_size(client: Any) -> int:
    return sum(len(transport._pool.connections) for transport in client._driver.link._transports.values())


def test_a_hundred_early_exits_leak_nothing(faults: Faults) -> None:
    with NemoClient(base_url=faults.url) as client:
        project = client.project()
        pool = pool_size(client)
        for turn in range(100):
            faults.chat({"type": "text", "content": "a"}, **LONG)
            if turn % 2:
                with project.stream("go") as events:
                    for event in events:
                        if isinstance(event, TextDelta):
                            break
            else:
                with pytest.raises(ZeroDivisionError), project.stream("go") as events:  # noqa: PT012
                    next(events)
                    raise ZeroDivisionError
        settle(faults, 1)
        assert pool_size(client) <= pool
    settle(faults, 0)


async def test_a_hundred_early_exits_leak_nothing_async(faults: Faults) -> None:
    async with AsyncNemoClient(base_url=faults.url) as client:
        project = await client.project()
        pool = pool_size(client)
        for _ in range(100):
            faults.chat({"type": "text", "content": "a"}, **LONG)
            async with project.stream("go") as events:
                async for event in events:
                    if isinstance(event, TextDelta):
                        break
        await asyncio.to_thread(settle, faults, 1)
        assert pool_size(client) <= pool
    await asyncio.to_thread(settle, faults, 0)


async def test_a_cancelled_task_closes_its_connection(faults: Faults) -> None:
    async with AsyncNemoClient(base_url=faults.url) as client:
        project = await client.project()
        for _ in range(10):
            faults.chat({"type": "text", "content": "a"}, **LONG)
            task = asyncio.create_task(project.chat("go"))
            await asyncio.sleep(0.05)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        await asyncio.to_thread(settle, faults, 1)


def interrupt_after(seconds: float) -> None:
    threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGINT)).start()


def test_an_interrupt_ends_a_chat_at_once(faults: Faults) -> None:
    with NemoClient(base_url=faults.url) as client:
        project = client.project()
        faults.chat(end="hang", seconds=20)
        interrupt_after(0.3)
        started = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            project.chat("go")
        assert time.monotonic() - started < 1.5
        assert faults.count("chat") == 1
        assert project.chat("go again").outcome == "answered"  # the client is as good as before
        assert pool_size(client) <= 2


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


PHASES = ["token", "session", "state", "upload", "chat", "recovery", "render", "look", "file"]


def hold(faults: Faults, phase: str) -> None:
    """Let the service fall silent in this phase of `everything`."""
    if phase == "recovery":
        faults.chat(end="cut")
    else:
        faults.add(phase, "hang", seconds=20)


@pytest.mark.parametrize("phase", PHASES)
def test_an_interrupt_ends_each_phase_at_once(faults: Faults, clip: Path, tmp_path: Path, phase: str) -> None:
    with NemoClient(base_url=faults.url, recovery_waits=[20]) as client:

        def everything() -> None:
            project = client.project()
            project.upload(clip)
            project.chat("add a title")
            project.export(tmp_path / "out.mp4")

        hold(faults, phase)
        interrupt_after(0.4)
        started = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            everything()
        assert time.monotonic() - started < 0.4 + 1.5
        settle(faults, 1)
        assert names(tmp_path) == ["trip.mp4"]
        everything()  # the client is as good as before
        assert names(tmp_path) == ["out.mp4", "trip.mp4"]


@pytest.mark.parametrize("phase", PHASES)
async def test_a_cancelled_task_ends_each_phase_at_once(
    faults: Faults, clip: Path, tmp_path: Path, phase: str
) -> None:
    async with AsyncNemoClient(base_url=faults.url, recovery_waits=[20]) as client:

        async def everything() -> None:
            project = await client.project()
            await project.upload(clip)
            await project.chat("add a title")
            await project.export(tmp_path / "out.mp4")

        hold(faults, phase)
        task = asyncio.create_task(everything())
        started = time.monotonic()
        await asyncio.sleep(0.4)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - started < 0.4 + 1.5
        await asyncio.to_thread(settle, faults, 1)
        assert names(tmp_path) == ["trip.mp4"]
        await everything()
        assert names(tmp_path) == ["out.mp4", "trip.mp4"]


@pytest.mark.parametrize("end", ["hang", "cut"])
def test_another_thread_hangs_up(faults: Faults, end: str) -> None:
    with NemoClient(base_url=faults.url, recovery_waits=[20]) as client:
        project = client.project()
        faults.chat({"type": "text", "content": "a"}, end=end, seconds=20)
        with project.stream("go") as events:
            threading.Timer(0.3, events.hang_up).start()
            started = time.monotonic()
            assert [event.text for event in events if isinstance(event, TextDelta)] == ["a"]
            assert time.monotonic() - started < 1
            with pytest.raises(RuntimeError, match="left before its end"):
                _ = events.reply
        settle(faults, 1)
        assert faults.count("chat") == 1
        assert project.chat("go again").outcome == "answered"


@pytest.mark.parametrize("silent", ["state", "chat"])
def test_another_thread_hangs_up_before_the_answer_begins(faults: Faults, silent: str) -> None:
    with NemoClient(base_url=faults.url) as client:
        project = client.project()
        project.chat("its connection goes with its end")
        settle(faults, 1)
        faults.add(silent, "hang", seconds=20)
        with project.stream("go") as events:
            threading.Timer(0.3, events.hang_up).start()
            started = time.monotonic()
            assert list(events) == []
            assert time.monotonic() - started < 1
        settle(faults, 1)
        assert project.chat("go again").outcome == "answered"


async def test_another_thread_hangs_up_async(faults: Faults) -> None:
    async with AsyncNemoClient(base_url=faults.url) as client:
        project = await client.project()
        faults.chat({"type": "text", "content": "a"}, end="hang", seconds=20)
        async with project.stream("go") as events:
            threading.Timer(0.3, events.hang_up).start()
            started = time.monotonic()
            assert [event.text async for event in events if isinstance(event, TextDelta)] == ["a"]
            assert time.monotonic() - started < 1
            with pytest.raises(RuntimeError, match="left before its end"):
                _ = events.reply
        await asyncio.to_thread(settle, faults, 1)
        assert (await project.chat("go again")).outcome == "answered"


def test_an_interrupted_export_is_cancelled_at_the_service(faults: Faults, tmp_path: Path) -> None:
    with NemoClient(base_url=faults.url) as client:
        project = client.project()
        project.chat("add a title")
        faults.options(polls=10_000)
        interrupt_after(0.5)
        with pytest.raises(KeyboardInterrupt):
            project.export(tmp_path / "out.mp4")
        assert [job["status"] for job in faults.world()["renders"].values()] == ["cancelled"]
        assert not list(tmp_path.glob("out*"))


def test_an_interrupt_does_not_wait_for_a_service_that_is_gone(serve: Any, tmp_path: Path) -> None:
    with serve() as faults, NemoClient(base_url=faults.url) as client:
        project = client.project()
        project.chat("add a title")
        faults.options(polls=10_000)
        faults.add("cancel", "hang", seconds=20)
        interrupt_after(0.4)
        started = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            project.export(tmp_path / "out.mp4")
        assert time.monotonic() - started < 0.4 + 1.5


async def test_a_cancelled_export_is_cancelled_at_the_service(faults: Faults, tmp_path: Path) -> None:
    async with AsyncNemoClient(base_url=faults.url) as client:
        project = await client.project()
        await project.chat("add a title")
        faults.options(polls=10_000)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await project.export(tmp_path / "out.mp4")
        assert [job["status"] for job in faults.world()["renders"].values()] == ["cancelled"]


def test_an_interrupted_download_leaves_no_rest(faults: Faults, tmp_path: Path) -> None:
    with NemoClient(base_url=faults.url) as client:
        project = client.project()
        project.chat("add a title")
        faults.add("file", "hang", seconds=20)
        interrupt_after(0.6)
        with pytest.raises(KeyboardInterrupt):
            project.export(tmp_path / "out.mp4")
        assert not list(tmp_path.glob("out*"))
        assert [job["status"] for job in faults.world()["renders"].values()] == ["completed"]


async def test_the_sync_client_works_inside_a_running_loop(faults: Faults) -> None:
    with NemoClient(base_url=faults.url) as client:
        assert client.project().chat("go").outcome == "answered"
