"""A fault-injecting server as a process of its own, and one way to drive either client."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from nemo_nb import AsyncNemoClient, NemoClient

SERVER = Path(__file__).with_name("fault_server.py")
MP4 = b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + bytes(range(256)) * 40


class Faults:
    """The server under test: its address, its faults and what it saw."""

    def __init__(self, url: str) -> None:
        self.url = url

    def add(self, on: str, do: str, **more: Any) -> None:
        self._call("/_fault", [{"on": on, "do": do, **more}])

    def chat(self, *frames: Any, **more: Any) -> None:
        self.add("chat", "script", frames=list(frames), **more)

    def options(self, **options: Any) -> None:
        self._call("/_options", options)

    def reset(self) -> None:
        self._call("/_reset", {})

    def expire(self) -> None:
        self._call("/_expire", {})

    def forget(self) -> None:
        self._call("/_forget", {})

    def log(self, call: str | None = None) -> list[dict[str, Any]]:
        return [entry for entry in self._call("/_log") if call in (None, entry["call"])]

    def count(self, call: str) -> int:
        return len(self.log(call))

    def world(self) -> dict[str, Any]:
        return self._call("/_world")

    def open(self) -> list[str]:
        return self._call("/_open")

    def _call(self, path: str, body: Any = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(urllib.request.Request(self.url + path, data=data), timeout=10) as answer:
            return json.load(answer)


@contextmanager
def running_server(*arguments: str) -> Iterator[Faults]:
    process = subprocess.Popen(
        [sys.executable, str(SERVER), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        yield Faults(json.loads(process.stdout.readline())["url"])
    finally:
        process.stdin.close()
        process.wait(5)
        process.stdout.close()


@pytest.fixture(scope="session")
def server_process() -> Iterator[Faults]:
    with running_server() as faults:
        yield faults


@pytest.fixture
def faults(server_process: Faults) -> Faults:
    server_process.reset()
    return server_process


@pytest.fixture(autouse=True)
def clean_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path_factory.mktemp("home")
    for name in ("NEMO_TOKEN", "NEMO_CLIENT_ID", "NEMO_API_URL", "NEMO_WEB_URL", "SKILL_SOURCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    return home


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "trip.mp4"
    path.write_bytes(MP4)
    return path


class Driven:
    """Either client behind plain calls, so that every fault is tested on both."""

    def __init__(self, client: Any, call: Callable[[Any], Any]) -> None:
        self.client = client
        self.call = call

    def project(self, session_id: str | None = None) -> Any:
        return _Plain(self.call(self.client.project(session_id)), self.call)

    def __getattr__(self, name: str) -> Any:
        return getattr(_Plain(self.client, self.call), name)


class _Plain:
    def __init__(self, target: Any, call: Callable[[Any], Any]) -> None:
        self.target = target
        self._call = call

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.target, name)
        return (lambda *a, **k: self._call(value(*a, **k))) if callable(value) else value

    def events(self, text: str) -> list[Any]:
        if isinstance(self.target.client, NemoClient):
            with self.target.stream(text) as stream:
                return list(stream)

        async def read() -> list[Any]:
            async with self.target.stream(text) as stream:
                return [event async for event in stream]

        return self._call(read())


def quick(client: Any) -> Any:
    """Take the time out of the rules, not the rules."""
    from dataclasses import replace

    account = client._core.account
    account.policy = replace(
        account.policy, backoff=0.01, rate_limit_wait=0.05, polls=(0.01, 0.05), jitter=lambda: 1.0
    )
    return client


@pytest.fixture(params=["sync", "async"])
def make(request: pytest.FixtureRequest, faults: Faults) -> Iterator[Callable[..., Driven]]:
    """Make a client of either kind for the server under test; closed at the end."""
    made: list[Driven] = []
    loop = asyncio.new_event_loop() if request.param == "async" else None

    def build(**settings: Any) -> Driven:
        settings = {"base_url": faults.url, "recovery_waits": (0.02,) * 5, **settings}
        if loop is None:
            driven = Driven(quick(NemoClient(**settings)), lambda result: result)
        else:
            driven = Driven(quick(AsyncNemoClient(**settings)), loop.run_until_complete)
        made.append(driven)
        return driven

    yield build
    for driven in made:
        driven.call(driven.client.close())
    if loop is not None:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


@pytest.fixture
def serve() -> Callable[..., Any]:
    """Run one more server: ``with serve() as faults``; ``after`` starts it that many seconds later."""
    import threading
    import time

    @contextmanager
    def start(*arguments: str, after: float = 0.0) -> Iterator[Faults | None]:
        if not after:
            with running_server(*arguments) as faults:
                yield faults
            return
        done = threading.Event()

        def later() -> None:
            time.sleep(after)
            with running_server(*arguments):
                done.wait(20)

        thread = threading.Thread(target=later)
        thread.start()
        try:
            yield None
        finally:
            done.set()
            thread.join()

    return start


@pytest.fixture
def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
