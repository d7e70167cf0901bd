"""A large upload through the panel: how fast, how much memory of the kernel, and how soon Cancel answers.

    python benchmarks/panel.py [--megabytes 500]

A real JupyterLab in Chromium, as in tests/browser, whose tools this needs: `make test` installs them. The
file is a real clip, padded. Memory is the kernel's resident size, read every 5 ms, above what it was before.
"""

from __future__ import annotations

import argparse
import hashlib
import runpy
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import Lab, Notebook, build_page, bunny  # noqa: E402
from tests.browser.desk import OPEN, cancel, idle  # noqa: E402

HASH = "from nemo_nb.notebook.workspace import current\ncurrent().project.state().media[-1].hash"
DROP = """() => {
    window.opened = [];
    const Own = window.WebSocket;
    window.WebSocket = class extends Own {
        constructor(...parts) {
            super(...parts);
            if (this.url.includes('/channels')) window.opened.push(this);
        }
    };
}"""
LONG = 600_000
"""Milliseconds for one upload on a slow machine."""


class Peak:
    """The largest resident size of a process since the start, in bytes above the start."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._first = self._most = self._process.memory_info().rss
        self._over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._over.wait(0.005):
            self._most = max(self._most, self._process.memory_info().rss)

    def end(self) -> int:
        """Return the growth."""
        self._over.set()
        return self._most - self._first


def padded(path: Path, clip: bytes, size: int) -> str:
    """Write the clip with an empty box of MP4 behind it, ``size`` bytes in all, and return its SHA-256."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        left = size - len(clip)
        parts = [clip, left.to_bytes(4, "big") + b"free" + bytes(range(256)) * 31]
        while size > 0:
            part = (parts.pop(0) if parts else bytes(range(256)) * 4096)[:size]
            digest.update(part)
            size -= file.write(part)
    return digest.hexdigest()


def reach(notebook: Notebook, share: int) -> None:
    """Wait until the bar stands at ``share`` per cent; its first half is the way to the kernel."""
    bar = "() => Number(document.querySelector('.np-work .np-bar')?.ariaValueNow) >= "
    notebook.page.wait_for_function(f"{bar}{share}", timeout=LONG)


def upload(notebook: Notebook, path: Path, sha256: str, drop: bool) -> tuple[float, int]:
    """Upload a file through a new panel and return seconds and bytes of growth."""
    panel = notebook.run(0).locator(".np")
    pid = int(notebook.run(1).inner_text().split()[-1])
    idle(panel)
    peak, started = Peak(pid), time.monotonic()
    panel.locator("input[type=file]").set_input_files(path)
    if drop:
        reach(notebook, 20)
        notebook.page.evaluate("() => window.opened.at(-1).close(4000, 'dropped')")
    expect(panel.get_by_role("log")).to_contain_text(f"{path.name} is on the timeline", timeout=LONG)
    took = time.monotonic() - started
    idle(panel)
    growth = peak.end()
    assert sha256 in notebook.run(2).inner_text(), "the file arrived whole"
    return took, growth


def stop(notebook: Notebook, path: Path) -> float:
    """Cancel an upload in its middle and return the seconds until the panel was free."""
    panel = notebook.run(0).locator(".np")
    idle(panel)
    panel.locator("input[type=file]").set_input_files(path)
    reach(notebook, 10)
    return cancel(panel)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--megabytes", type=int, default=500)
    size = parser.parse_args().megabytes * 1_000_000
    build_page()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        sha256 = padded(home / "large.mp4", bunny().read_bytes(), size)
        lab = Lab(home / "lab")
        program = runpy.run_path(str(ROOT / "tools" / "find_browser.py"))["find_browser"]()
        page: Any = playwright.chromium.launch(executable_path=program).new_page()
        page.add_init_script(f"({DROP})()")
        try:
            lab.write("upload", OPEN, "import os; os.getpid()", HASH)
            rows = []
            for name in ("whole", "with a dropped connection"):
                page.goto(f"{lab.url}doc/tree/upload.ipynb?token={lab.token}&reset")
                notebook = Notebook(page)
                notebook.wait_until_ready()
                took, growth = upload(notebook, home / "large.mp4", sha256, drop="dropped" in name)
                speed = f"{took:6.1f} s   {size / 1e6 / took:5.1f} MB/s"
                rows.append(f"{size / 1e6:.0f} MB, {name:26} {speed}   kernel +{growth / 1e6:.1f} MB")
            rows.append(f"cancel in the middle: {stop(notebook, home / 'large.mp4'):.2f} s")
            print("\n".join(rows))
        finally:
            page.context.browser.close()
            lab.stop_kernels()
            lab.stop()


if __name__ == "__main__":
    main()
