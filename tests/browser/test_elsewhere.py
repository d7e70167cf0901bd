"""The panel outside of JupyterLab: in Notebook 7 and in marimo."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from .desk import JOB, OPEN, done, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.browser
APP = """import marimo

app = marimo.App()


@app.cell
def _():
    import nemo_nb

    nemo_nb.NemoPanel()
    return


if __name__ == "__main__":
    app.run()
"""


def from_clip_to_video(panel: Locator, clip: Path) -> Locator:
    """Do the main job and return the player."""
    panel.locator("input[type=file]").set_input_files(clip)
    done(panel, clip.name)
    say(panel, "add calm lo-fi")
    done(panel, re.compile(r"Music: .*BPM"))
    panel.get_by_role("button", name="Export").click()
    video = panel.locator("video")
    expect(video).to_be_visible(timeout=JOB)
    return video


def test_notebook_7(lab: Any, browser: Browser, clip: str) -> None:
    lab.write("classic", OPEN)
    page = browser.new_page()
    page.goto(f"{lab.url}notebooks/classic.ipynb?token={lab.token}")
    page.locator(".jp-Notebook .jp-Cell .cm-content").click()
    page.keyboard.press("Shift+Enter")
    panel = page.locator(".np")
    expect(panel).to_contain_text("nothing leaves this computer", timeout=JOB)
    before = page.locator(".jp-Notebook .jp-Cell").count()
    panel.get_by_role("log").focus()
    page.keyboard.type("bbdd")
    assert page.locator(".jp-Notebook .jp-Cell").count() == before, "keys stay in the panel"
    video = from_clip_to_video(panel, lab.folder / clip)
    assert "/files/" in video.get_attribute("src")
    assert video.evaluate("video => video.duration") == pytest.approx(5.3, abs=0.2)
    page.close()
    lab.stop_kernels()


@pytest.fixture
def marimo(lab: Any, tmp_path: Path) -> Iterator[str]:
    """Serve a marimo app with a panel; its address."""
    (tmp_path / "app.py").write_text(APP)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--headless", "--no-token", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "marimo", "run", "app.py", *options],
        cwd=tmp_path,
        env=os.environ | lab.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}/"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urlopen(url, timeout=5).close()
            break
        except OSError:
            time.sleep(0.1)
    yield url
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(15)


def test_marimo(
    marimo: str, lab: Any, browser: Browser, clip: str, keep_picture: Callable[[str, Locator], None]
) -> None:
    page = browser.new_page()
    page.goto(marimo)
    panel = page.locator(".np")
    expect(panel).to_contain_text("nothing leaves this computer", timeout=JOB)
    video = from_clip_to_video(panel, lab.folder / clip)
    assert video.get_attribute("src").startswith("blob:"), "the video came through the widget's channel"
    assert video.evaluate("video => video.duration") == pytest.approx(5.3, abs=0.2)
    keep_picture("panel-marimo", panel)
    page.close()
