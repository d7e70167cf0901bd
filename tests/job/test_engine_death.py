"""The real engine dies, or its kernel does."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import psutil
import pytest
from jupyter_client.manager import start_new_kernel

from nemo_nb import EngineError, NemoClient, ToolCall


def engines(parent: int) -> list[psutil.Process]:
    children = psutil.Process(parent).children(recursive=True)
    return [child for child in children if "nemo_nb.engine" in child.cmdline()]


def test_killed_in_mid_chat_it_comes_back_with_the_project(bunny: Path, tmp_path: Path) -> None:
    with NemoClient() as client:
        project = client.project()
        project.upload(bunny)
        project.chat("add calm lo-fi")
        before = project.timeline()
        with project.stream("make it an epic orchestral trailer") as events:
            for event in events:
                if isinstance(event, ToolCall):
                    for engine in engines(os.getpid()):
                        engine.kill()
                    break
            with pytest.raises(EngineError, match="safe") as caught:
                _ = events.reply
        assert len(str(caught.value).splitlines()) <= 2
        assert project.timeline() == before
        reply = project.chat("make it an epic orchestral trailer")
        assert reply.changes
        assert project.export(tmp_path / "out.mp4").path.is_file()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_no_engine_survives_its_kernel(how: signal.Signals) -> None:
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        reply = client.execute_interactive(
            "%load_ext nemo_nb\n%nemo new\nimport os; pid = os.getpid()",
            timeout=60,
            user_expressions={"pid": "pid"},
            output_hook=lambda message: None,
        )
        assert reply["content"]["status"] == "ok"
        kernel = int(reply["content"]["user_expressions"]["pid"]["data"]["text/plain"])
        found = engines(kernel)
        assert len(found) == 1
        os.kill(kernel, how)
        _, alive = psutil.wait_procs(found, timeout=10)
        assert not alive
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
