"""`%nemo` and `%%nemo` in real kernels, against a real service."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import time
from queue import Empty
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_client.manager import KernelManager

from .cloud import LONG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jupyter_client.blocking.client import BlockingKernelClient
    from nbformat import NotebookNode

    from .cloud import Cloud

    Execute = Callable[..., NotebookNode]

LOAD = "%load_ext nemo_nb"


@pytest.fixture(autouse=True)
def _address(cloud: Cloud, monkeypatch: pytest.MonkeyPatch, home: object) -> None:
    monkeypatch.setenv("NEMO_API_URL", cloud.url)


def shown(cell: Any, kind: str = "text/plain") -> str:
    """Everything a cell shows, as one text."""
    return "\n".join(
        output["data"].get(kind, "") if "data" in output else output.get("text", "")
        for output in cell.outputs
    )


def error_of(cell: Any) -> Any:
    (error,) = [output for output in cell.outputs if output.output_type == "error"]
    return error


def test_a_chat_shows_reply_changes_timeline_and_what_is_next(execute: Execute, cloud: Cloud) -> None:
    notebook = execute(LOAD, "%%nemo add calm lo-fi", "_.outcome, _.text")
    cell = notebook.cells[1]
    assert not [output for output in cell.outputs if output.output_type in ("error", "stream")]
    greeting, answer = cell.outputs
    assert "Ready. NemoVideo" in greeting["data"]["text/plain"]
    assert "ai-music-maker: original music for a clip" in greeting["data"]["text/plain"]
    plain, html = answer["data"]["text/plain"], answer["data"]["text/html"]
    assert "Here is your music for: add calm lo-fi" in plain
    assert "✅ Music: Lo-fi 1 (0:00-0:05, 35 %)" in plain
    assert "%nemo export" in plain
    assert 'class="n-tl"' in html
    assert "<td>35 %</td>" in html
    assert "secret" not in html
    assert "answered" in shown(notebook.cells[2])
    assert cloud.messages == ["add calm lo-fi"]


WAYS = (
    "%%nemo add calm lo-fi",
    "%%nemo\nadd calm lo-fi",
    "# a remark above\n\n%%nemo add calm lo-fi",
    "%%nemo\tadd calm lo-fi",
    "%%nemo add calm lo-fi\r\n",
    "\n\n%%nemo add calm lo-fi\n\n",
    "%%time\n%%nemo add calm lo-fi",
    "%%capture out\n%%nemo add calm lo-fi",
    "%nemo add calm lo-fi",
    "reply = %nemo add calm lo-fi",
    "for _ in range(1):\n    %nemo add calm lo-fi",
)


def test_every_way_to_write_a_message_sends_it(execute: Execute, cloud: Cloud) -> None:
    sources = [way.replace("calm", f"calm{n}") for n, way in enumerate(WAYS)]
    execute(LOAD, *sources, allow_errors=False)
    assert cloud.messages == [f"add calm{n} lo-fi" for n in range(len(WAYS))]


def test_text_reaches_the_service_as_typed(execute: Execute, cloud: Cloud) -> None:
    texts = [
        "don't stop, what's $HOME?",
        "make it {{mood}} or {mood}, not {nope} or {1+1}",
        "back\\slash 'quote \"double 加油 🎧?",
    ]
    execute(
        LOAD, 'mood = "calm"', *[f"%%nemo {text}" for text in texts], *[f"%nemo {text}" for text in texts]
    )
    texts[1] = "make it {mood} or calm, not {nope} or {1+1}"
    assert cloud.messages == texts * 2


def test_an_error_is_two_lines_and_the_cell_fails(execute: Execute) -> None:
    notebook = execute(LOAD, "%%nemo broke", "%nemo exprot")
    credits, typo = (error_of(cell) for cell in notebook.cells[1:])
    assert len(credits.traceback) == 2
    assert "credits" in credits.traceback[0]
    assert "register?bind=anon_7" in credits.traceback[1]
    assert "There is no command exprot." in typo.traceback[0]
    assert "Did you mean export?" in typo.traceback[1]
    assert typo.ename == "UsageProblem"


def test_a_silent_edit_is_told_from_the_timeline(execute: Execute) -> None:
    notebook = execute(LOAD, "%%nemo silent please", "_.outcome")
    assert "✅ Music: Lo-fi 1" in shown(notebook.cells[1])
    assert "silent" in shown(notebook.cells[2])


def test_a_very_long_reply_arrives_whole(execute: Execute) -> None:
    notebook = execute(LOAD, "%%nemo long", "import hashlib\nhashlib.sha256(_.text.encode()).hexdigest()")
    assert shown(notebook.cells[2]) == repr(hashlib.sha256(LONG.encode()).hexdigest())
    assert len(LONG.split()) == 10_000
    (output,) = [output for output in notebook.cells[1].outputs if LONG in output.data["text/plain"]]
    assert LONG in output.data["text/html"]


def test_the_other_commands(execute: Execute, cloud: Cloud, clip: object) -> None:
    notebook = execute(
        LOAD,
        f"%nemo upload {clip}",
        "%nemo -o timeline status",
        "timeline.summary",
        "%nemo credits",
        "video = %nemo export out.mp4\nvideo.path.name",
        "%nemo skill",
        "%nemo skill music-to-ai",
        "%nemo link",
        "%nemo help",
        "%nemo credits",
        allow_errors=False,
    )
    upload, _, summary, credits, export, skills, skill, link, usage, _ = notebook.cells[1:]
    assert "✅ clip.mp4: video, 0:05, 320×180" in shown(upload)
    assert "Timeline (1 track): 1. Video: clip.mp4 (0-5s)" in shown(summary)
    assert "80 credits left of 100, 5 held by running work." in shown(credits)
    assert "'out.mp4'" in shown(export)
    assert 'src="data:video/mp4;base64,' in shown(export, "text/html")
    assert "● ai-music-maker" in shown(skills)
    assert "music-to-ai: a music video for a song" in shown(skill)
    assert "clm_1" in shown(link)
    assert "nmv_usr_x" not in str(notebook)
    assert "%nemo export [FILE|FORMAT]" in shown(usage)
    assert cloud.skills[0] == "ai-music-maker"


def test_one_cell_does_it_all(execute: Execute, cloud: Cloud, clip: object) -> None:
    notebook = execute(
        LOAD, f"%%nemo --upload {clip} --export done.mp4 -o video add calm lo-fi", "video.path.name, video"
    )
    assert cloud.messages == ["add calm lo-fi"]
    assert "✅ Music" in shown(notebook.cells[1])
    assert "<video" in shown(notebook.cells[1], "text/html")
    assert "done.mp4" in shown(notebook.cells[2])


def test_export_is_refused_without_a_plan(execute: Execute, cloud: Cloud) -> None:
    cloud.plan = False
    notebook = execute(LOAD, "%%nemo add calm lo-fi", "%nemo export")
    assert len(error_of(notebook.cells[2]).traceback) == 2


def test_quiet_shows_nothing_and_keeps_the_result(execute: Execute) -> None:
    notebook = execute(LOAD, "%%nemo --quiet -o reply add calm lo-fi", "reply.outcome")
    assert notebook.cells[1].outputs == []
    assert "answered" in shown(notebook.cells[2])


def test_run_all_with_a_magic_in_every_cell_and_a_coroutine_in_one(execute: Execute, cloud: Cloud) -> None:
    coroutine = (
        "import asyncio, nemo_nb\nfrom nemo_nb import AsyncNemoClient\n"
        "async def balance():\n    async with AsyncNemoClient() as client:\n"
        "        return await client.credits()\n"
        "nemo_nb.run(balance()).available"
    )
    cells = [f"%%nemo add part {n}" for n in range(8)]
    notebook = execute(LOAD, *cells[:4], coroutine, *cells[4:], "'done'", allow_errors=False)
    assert cloud.messages == [f"add part {n}" for n in range(8)]
    assert "80" in shown(notebook.cells[5])
    assert shown(notebook.cells[-1]) == "'done'"


def test_loading_twice_changes_nothing_and_unloading_takes_it_back(execute: Execute, cloud: Cloud) -> None:
    count = "ip = get_ipython(); str(ip.input_transformers_cleanup).count('fix_cells')"
    notebook = execute(
        LOAD,
        "%reload_ext nemo_nb\n%reload_ext nemo_nb",
        "%%nemo add calm lo-fi",
        count,
        "%unload_ext nemo_nb",
        f"{count}, ip.find_line_magic('nemo')",
    )
    assert cloud.messages == ["add calm lo-fi"]
    assert shown(notebook.cells[3]) == "1"
    assert shown(notebook.cells[5]) == "(0, None)"


class Kernel:
    """A kernel whose messages are read as they come."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager, self.client = manager, client

    def run(self, code: str, *, until: float = 60.0) -> list[tuple[float, dict[str, Any]]]:
        """Run a cell; return its messages with the time each came, the reply to the request last."""
        request = self.client.execute(code)
        messages, end = [], time.monotonic() + until
        while time.monotonic() < end:
            try:
                message = self.client.get_iopub_msg(timeout=1)
            except Empty:
                continue
            if message["parent_header"].get("msg_id") != request:
                continue
            messages.append((time.monotonic(), message))
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        while (reply := self.client.get_shell_msg(timeout=5))["parent_header"].get("msg_id") != request:
            pass  # an answer to the questions asked while the kernel started
        messages.append((time.monotonic(), reply))
        return messages


@pytest.fixture
def kernel(_address: None) -> Iterator[Kernel]:
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(env=dict(os.environ))
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    running = Kernel(manager, client)
    running.run(LOAD)
    yield running
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_updates_arrive_while_the_request_runs_and_not_too_many(kernel: Kernel, cloud: Cloud) -> None:
    messages = kernel.run("%%nemo slow 2")
    reply = messages[-1][1]
    assert reply["content"]["status"] == "ok"
    updates = [(at, m) for at, m in messages if m["msg_type"] == "update_display_data"]
    during = [at for at, _ in updates if at - cloud.sent[0] < 1.9]
    assert len(during) >= 5
    texts = [m["content"]["data"]["text/plain"] for _, m in updates]
    assert any("part3" in text and "part15" not in text for text in texts)
    assert "part19" in texts[-1]
    for at, _ in updates:
        assert sum(at <= other < at + 1 for other, _ in updates) <= 22
    displays = {m["content"]["transient"]["display_id"] for _, m in updates}
    assert len(displays) <= 2


def test_an_interrupt_closes_the_request_and_prints_one_line(kernel: Kernel, cloud: Cloud) -> None:
    kernel.run("%nemo credits")
    pressed: list[float] = []

    def press() -> None:
        while not cloud.sent:
            time.sleep(0.05)
        time.sleep(0.5)
        pressed.append(time.monotonic())
        os.kill(kernel.manager.provisioner.pid, signal.SIGINT)  # type: ignore[union-attr]

    threading.Thread(target=press).start()
    messages = kernel.run("%%nemo slow 20")
    assert messages[-1][0] - pressed[0] < 1.5
    (error,) = [m["content"] for _, m in messages if m["msg_type"] == "error"]
    assert error["traceback"] == ["Stopped.", "Nothing had changed on the timeline."]
    assert not [m for _, m in messages if m["msg_type"] == "stream"]
    while not cloud.closed and time.monotonic() - pressed[0] < 3:
        time.sleep(0.05)
    assert cloud.closed[0] - pressed[0] < 1.5
    after = kernel.run("%nemo credits")
    assert after[-1][1]["content"]["status"] == "ok", after[-1][1]["content"]


def test_an_interrupt_says_what_was_already_applied(kernel: Kernel, cloud: Cloud) -> None:
    kernel.run("%nemo credits")

    def press() -> None:
        while len(cloud.draft.get("t", [])) < 1:
            time.sleep(0.05)
        time.sleep(0.3)
        os.kill(kernel.manager.provisioner.pid, signal.SIGINT)  # type: ignore[union-attr]

    threading.Thread(target=press).start()
    messages = kernel.run("%%nemo half slow 20")
    (error,) = [m["content"] for _, m in messages if m["msg_type"] == "error"]
    assert error["traceback"] == ["Stopped.", 'Already applied: Title: "Half" (0:00-0:05)']


def test_an_interrupt_cancels_a_coroutine_and_lets_it_clean_up(kernel: Kernel) -> None:
    kernel.run(
        "import asyncio, nemo_nb\nseen = []\n"
        "async def wait():\n    try:\n        seen.append('started'); await asyncio.sleep(30)\n"
        "    except asyncio.CancelledError:\n        await asyncio.sleep(0); seen.append('cancelled'); raise"
    )
    timer = threading.Timer(2.0, os.kill, (kernel.manager.provisioner.pid, signal.SIGINT))
    timer.start()
    begun = time.monotonic()
    assert kernel.run("nemo_nb.run(wait())")[-1][1]["content"]["ename"] == "KeyboardInterrupt"
    assert time.monotonic() - begun < 5
    (result,) = [m for _, m in kernel.run("seen") if m["msg_type"] == "execute_result"]
    assert result["content"]["data"]["text/plain"] == "['started', 'cancelled']"
