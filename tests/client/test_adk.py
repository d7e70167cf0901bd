"""The client against Google ADK's own server, which the service is built on.

google-adk brings about a hundred packages, so it is not a test dependency: these tests run where it
is importable, or with the interpreter that ``NEMO_ADK_PYTHON`` names. ``NEMO_REQUIRE_ADK=1`` turns its
absence into a failure, for continuous integration.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from nemo_nb import (
    AsyncNemoClient,
    NemoClient,
    NemoError,
    SessionNotFoundError,
    TextDelta,
    ToolCall,
    ToolResult,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def has_adk() -> bool:
    try:
        return find_spec("google.adk") is not None
    except ModuleNotFoundError:
        return False


PYTHON = os.environ.get("NEMO_ADK_PYTHON") or (sys.executable if has_adk() else None)
pytestmark = pytest.mark.skipif(
    PYTHON is None and not os.environ.get("NEMO_REQUIRE_ADK"),
    reason="google-adk is not installed (NEMO_ADK_PYTHON names an interpreter that has it)",
)


@pytest.fixture(scope="module")
def adk() -> Iterator[str]:
    assert PYTHON, "NEMO_REQUIRE_ADK is set, and google-adk is not installed"
    server = Path(__file__).with_name("adk_server.py")
    process = subprocess.Popen([PYTHON, str(server)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    try:
        yield json.loads(process.stdout.readline())["url"]
    finally:
        process.stdin.close()
        process.wait(20)
        process.stdout.close()


class Streaming(httpx.BaseTransport):
    """Ask ADK for partial events, as the service in front of it does."""

    def __init__(self) -> None:
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/run_sse":
            body = json.dumps({**json.loads(request.content), "streaming": True})
            request = httpx.Request("POST", request.url, content=body, extensions=request.extensions)
            request.headers["Content-Type"] = "application/json"
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()


@pytest.fixture
def session(adk: str) -> str:
    request = urllib.request.Request(adk + "/apps/nemo_agent/users/me/sessions", data=b"{}", method="POST")
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as answer:
        return str(json.load(answer)["id"])


@pytest.fixture(params=["streaming on", "streaming off"])
def project(adk: str, session: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    transport = Streaming() if request.param == "streaming on" else None
    with NemoClient(base_url=adk, token="x", transport=transport, recovery_waits=(0.01,)) as client:
        yield client.project(session)


SAID = "Calm lo-fi, 78 BPM ♪."


def test_a_chat_is_said_once_and_without_its_thoughts(project: Any, request: pytest.FixtureRequest) -> None:
    with project.stream("add calm lo-fi") as events:
        deltas = [event.text for event in events if isinstance(event, TextDelta)]
    assert "".join(deltas) == SAID
    assert (len(deltas) > 1) == ("streaming on" in request.node.name)
    assert (events.reply.text, events.reply.outcome) == (SAID, "answered")
    assert project.chat("and again").text == SAID


def test_tools(project: Any) -> None:
    with project.stream("add a title") as events:
        seen = list(events)
    assert ToolCall("add_title", {"text": "Paradise"}) in seen
    assert ToolResult("add_title", {"status": "done", "text": "Paradise"}) in seen
    assert events.reply.text == "One moment.\n\nTitle added."


def test_an_exception_in_mid_stream(project: Any) -> None:
    with pytest.raises(NemoError, match="fell over"):
        project.chat("boom")
    assert project.chat("once more").text == SAID


def test_an_unknown_session(adk: str) -> None:
    with (
        NemoClient(base_url=adk, token="x") as client,
        pytest.raises(SessionNotFoundError, match="does not exist"),
    ):
        client.project("nowhere").chat("hello")


async def test_from_a_coroutine(adk: str, session: str) -> None:
    async with AsyncNemoClient(base_url=adk, token="x") as client:
        project = await client.project(session)
        assert (await project.chat("add calm lo-fi")).text == SAID
        with pytest.raises(NemoError, match="fell over"):
            await project.chat("boom")
