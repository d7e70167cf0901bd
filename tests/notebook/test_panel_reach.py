"""The panel's messages reach a real kernel, whatever it does: Cancel answers within a second."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_client.manager import start_new_kernel

from .cloud import Cloud, make_clip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START = """import nemo_nb
from nemo_nb.notebook.workspace import current
current().connect({url!r})
panel = nemo_nb.NemoPanel()
panel"""
UNTIL = "import numpy, time\nend = time.time() + 2\nwhile time.time() < end: "
BUSY = {
    "sleep": "import time; time.sleep(2)",
    "computing": UNTIL + "sum(range(1000))",
    "a library": UNTIL + "numpy.sort(numpy.random.rand(10**6))",
    "a program": "import subprocess; subprocess.run(['sleep', '2'])",
    "a coroutine": "import asyncio; await asyncio.sleep(2)",
    "a cell of ours": "%load_ext nemo_nb\n%nemo say hello",
}


class Page:
    """What the panel's page does, on a kernel of its own."""

    def __init__(self, url: str) -> None:
        self.manager, self.client = start_new_kernel()
        self.traits: dict[str, Any] = {}
        self.confirmed: set[str] = set()
        self.comm = ""
        self.run(START.format(url=url))
        self.until(lambda: "job" in self.traits)

    def run(self, code: str) -> str:
        return str(self.client.execute(code))

    def send(self, channel: str = "shell", subshell: str | None = None, **content: Any) -> str:
        nr = uuid.uuid4().hex
        data = {"method": "custom", "content": content | {"nr": nr}}
        message = self.client.session.msg("comm_msg", {"comm_id": self.comm, "data": data})
        if subshell:
            message["header"]["subshell_id"] = subshell
        (self.client.control_channel if channel == "control" else self.client.shell_channel).send(message)
        return nr

    def ask(self, kind: str, **content: Any) -> dict[str, Any]:
        """Ask something over the control channel."""
        self.client.control_channel.send(self.client.session.msg(kind, content))
        answer: dict[str, Any] = self.client.control_channel.get_msg(timeout=20)["content"]
        return answer

    def until(self, happened: Callable[[], object], seconds: float = 30.0) -> None:
        """Follow what the kernel says until something has happened."""
        end = time.monotonic() + seconds
        while not happened():
            message = self.client.get_iopub_msg(timeout=max(end - time.monotonic(), 0.001))
            content = message["content"]
            if message["msg_type"] == "comm_open" and "_esm" in content["data"]["state"]:
                self.comm = content["comm_id"]
                self.traits.update(content["data"]["state"])
            elif message["msg_type"] == "comm_msg" and content["comm_id"] == self.comm:
                self.traits.update(content["data"].get("state", {}))
                self.confirmed.add(content["data"].get("content", {}).get("nr", ""))

    def ended(self, cell: str) -> dict[str, Any]:
        """Wait for a cell and return what became of it; the panel is free again then."""
        message = self.client.get_shell_msg(timeout=20)
        while message["parent_header"].get("msg_id") != cell or message["msg_type"] != "execute_reply":
            message = self.client.get_shell_msg(timeout=20)
        nr = self.send(type="sync", language="en")
        self.until(lambda: nr in self.confirmed and self.traits["job"] is None)
        content: dict[str, Any] = message["content"]
        return content

    def end(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    service = Cloud(make_clip(tmp_path_factory.mktemp("cloud") / "out.mp4"))
    yield service
    service.close()


@pytest.fixture(scope="module")
def page(cloud: Cloud, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NEMO_TOKEN", "NEMO_API_URL"):
            patch.delenv(name, raising=False)
        home = tmp_path_factory.mktemp("home")
        patch.setenv("XDG_CONFIG_HOME", str(home))
        patch.setenv("NEMO_ENGINE_HOME", str(home / "engine"))
        kernel = Page(cloud.url)
    yield kernel
    kernel.end()


@pytest.mark.parametrize("doing", list(BUSY))
def test_cancel_answers_within_a_second_whatever_runs(page: Page, doing: str) -> None:
    page.send(type="say", text="slow 30")
    page.until(lambda: "part3" in page.traits["reply"])
    cell = page.run(BUSY[doing])
    while page.client.get_iopub_msg(timeout=20)["msg_type"] != "execute_input":
        pass
    page.send("control", type="cancel", since=page.traits["job"]["since"])
    started = time.monotonic()
    page.until(lambda: page.traits["job"] is None, 5)
    took = time.monotonic() - started
    assert took < 1, f"{took:.2f} s while {doing}"
    page.ended(cell)


def test_the_panel_shows_a_cell_at_work(page: Page, cloud: Cloud) -> None:
    said = len(page.traits["messages"])
    cell = page.run("%%nemo\nfor the trip, slow 1")
    page.until(lambda: "part3" in page.traits["reply"])
    assert page.traits["job"]["kind"] == "cell"
    assert page.traits["messages"][said]["text"] == "for the trip, slow 1"
    # What is asked of the panel meanwhile is done after it.
    page.send("control", type="say", text="silent too")
    outcome = page.ended(cell)
    assert outcome["status"] == "ok", outcome
    page.until(lambda: len(page.traits["messages"]) == said + 4)
    assert [entry["who"] for entry in page.traits["messages"][said:]] == ["you", "nemo", "you", "nemo"]
    assert page.traits["messages"][said + 1]["lines"]
    assert cloud.messages[-2:] == ["for the trip, slow 1", "silent too"]
    page.until(lambda: page.traits["job"] is None)
    assert page.traits["reply"] == ""


def test_cancel_in_the_panel_stops_our_cell_and_no_other(page: Page, cloud: Cloud) -> None:
    hung_up = len(cloud.closed)
    cell = page.run("%%nemo\nslow 30")
    page.until(lambda: "part3" in page.traits["reply"])
    since = page.traits["job"]["since"]
    started = time.monotonic()
    page.send("control", type="cancel", since=since)
    page.until(lambda: page.traits["job"] is None, 5)
    assert time.monotonic() - started < 1
    assert page.traits["messages"][-1]["text"] == "Cancelled."
    assert page.ended(cell)["status"] == "error"
    # The same, late: what was meant is over, and another cell runs.
    after = page.run("import time; time.sleep(0.5)")
    page.send("control", type="cancel", since=since)
    assert page.ended(after)["status"] == "ok"
    assert len(cloud.closed) == hung_up + 1


def test_a_message_that_comes_twice_is_acted_on_once(page: Page, cloud: Cloud) -> None:
    before = len(cloud.messages)
    nr = "the-same"
    data = {"method": "custom", "content": {"type": "say", "text": "silent", "nr": nr}}
    for channel in (page.client.shell_channel, page.client.control_channel, page.client.shell_channel):
        channel.send(page.client.session.msg("comm_msg", {"comm_id": page.comm, "data": data}))
    page.until(lambda: page.traits["job"])
    page.until(lambda: page.traits["job"] is None)
    last = page.send(type="sync", language="en")
    page.until(lambda: last in page.confirmed)
    assert len(cloud.messages) == before + 1


def test_a_page_that_was_reloaded_is_heard(page: Page) -> None:
    """Its messages came by a part of the kernel that is gone with the old page."""
    info = page.ask("kernel_info_request")
    if "kernel subshells" not in info.get("supported_features", ()):
        pytest.skip("this ipykernel has no subshells")
    old = page.ask("create_subshell_request")["subshell_id"]
    first = page.send(type="sync", language="en", subshell=old)
    page.until(lambda: first in page.confirmed)
    page.ask("delete_subshell_request", subshell_id=old)
    second = page.send(type="sync", language="en")
    page.until(lambda: second in page.confirmed, 5)
