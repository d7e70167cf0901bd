"""Batches in the panel, on its kernel side: its own, those of others, and one of their clips opened again."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from nemo_nb import NemoClient
from nemo_nb.notebook.panel import NemoPanel
from nemo_nb.notebook.workspace import Workspace

from .test_here import plays

BROKEN = b"\0\0\0\x18ftypisom" + b"broken" * 2000


class Desk:
    """A panel, and a page that sends files to it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent: list[dict[str, Any]] = []
        monkeypatch.setattr(NemoPanel, "send", lambda _, content, buffers=(): self.sent.append(content))
        self.space = Workspace()
        self.panel = NemoPanel(self.space)

    def press(self, *buffers: bytes, **message: Any) -> None:
        self.panel._handle_custom_msg(message, [memoryview(buffer) for buffer in buffers])

    def choose(self, files: dict[str, bytes], words: str) -> None:
        ids = [f"u{number}" for number in range(len(files))]
        self.press(type="each", ids=ids, words=[words] * len(files), size=sum(map(len, files.values())))
        for id, (name, data) in zip(ids, files.items(), strict=True):
            self.press(type="upload", id=id, name=name, size=len(data), among=True)
            sha256 = hashlib.sha256(data).hexdigest()
            self.press(data, type="slice", id=id, seq=0, offset=0, sha256=sha256)

    def idle(self) -> None:
        wait_for(lambda: self.panel.job is None)

    def states(self) -> list[str]:
        return [row["state"] for row in self.panel.batch["rows"]]

    def cancel(self) -> None:
        self.press(type="cancel", since=self.panel.job["since"])


def wait_for(condition: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Desk]:
    monkeypatch.chdir(tmp_path)
    made = Desk(monkeypatch)
    yield made
    made.panel.close()
    made.space.close()


def test_each_file_becomes_a_video_and_can_be_refined(desk: Desk, clips: list[Path], tmp_path: Path) -> None:
    files = {"a.mp4": clips[0].read_bytes(), "<b>.mp4": BROKEN, "c.mp4": clips[1].read_bytes()}
    desk.choose(files, "add calm lo-fi")
    assert desk.panel.job["kind"] == "batch"
    assert (desk.panel.job["label"], desk.panel.job["total"]) == ("Making 3 videos", 0)
    desk.idle()
    batch = desk.panel.batch
    assert desk.states() == ["done", "failed", "done"]
    assert [row["file"] for row in batch["rows"]] == ["a.mp4", "b.mp4", "c.mp4"]
    assert "cannot be read" in batch["rows"][1]["what"]
    assert (batch["over"], batch["rest"], batch["part"]) == (True, False, 1.0)
    assert "2 of 3 done, 1 failed" in desk.panel.messages[-1]["text"]
    assert plays(tmp_path / "nemo-batch" / "a.mp4")
    assert "cannot be read" in desk.panel._saved_html()

    desk.press(type="play", id=batch["rows"][2]["video"])
    assert desk.panel.video["name"] == "c.mp4"
    desk.press(type="reopen", number=1)  # a row without a video is nothing to open
    assert desk.panel.job is None
    desk.press(type="reopen", number=0)
    desk.idle()
    assert "a.mp4 is open" in desk.panel.messages[-1]["text"]
    assert desk.panel.video["name"] == "a.mp4"
    assert "n-audio" in desk.panel.picture
    # The very timeline that the batch rendered.
    again = desk.space.project.export(tmp_path / "again.mp4")
    digest = hashlib.sha256((tmp_path / "nemo-batch" / "a.mp4").read_bytes()).hexdigest()
    assert hashlib.sha256(again.path.read_bytes()).hexdigest() == digest
    desk.press(type="away")
    assert desk.panel.batch is None


def test_cancel_says_how_to_go_on_and_goes_on(desk: Desk, clips: list[Path]) -> None:
    desk.choose({f"c{n}.mp4": clip.read_bytes() for n, clip in enumerate(clips)}, 'add the title "Hi"')
    wait_for(lambda: desk.panel.batch and "done" in desk.states())
    pressed = time.monotonic()
    desk.cancel()
    desk.idle()
    assert time.monotonic() - pressed < 1.5
    wait_for(lambda: desk.panel.batch["over"])
    assert desk.panel.batch["rest"]
    wait_for(lambda: "Go on" in desk.panel.messages[-1]["text"])
    first = {row["number"]: row["seconds"] for row in desk.panel.batch["rows"] if row["state"] == "done"}
    assert 0 < len(first) < len(clips)
    desk.press(type="rest")
    desk.idle()
    assert desk.states() == ["done"] * len(clips)
    assert desk.panel.messages[-1]["text"] == f"All {len(clips)} done.\nThe videos are in nemo-batch"
    # What was done is not done again.
    assert first.items() <= {row["number"]: row["seconds"] for row in desk.panel.batch["rows"]}.items()


def test_cancel_while_files_arrive_forgets_them(desk: Desk, clips: list[Path], tmp_path: Path) -> None:
    data = clips[0].read_bytes()
    desk.press(type="each", ids=["u0", "u1"], words=["add pop"] * 2, size=2 * len(data))
    desk.press(type="upload", id="u0", name="a.mp4", size=len(data), among=True)
    desk.press(data, type="slice", id="u0", seq=0, offset=0, sha256=hashlib.sha256(data).hexdigest())
    assert not desk.panel.job["cancelling"]
    desk.cancel()
    desk.press(type="upload", id="u1", name="b.mp4", size=len(data), among=True)
    assert desk.sent[-1] == {"type": "ended", "id": "u1"}
    desk.idle()
    assert desk.panel.batch is None
    desk.press(type="each", ids=["u0"], words=["a"], size=10**15)
    assert "1000000.0 GB; the kernel's disk has room for" in desk.panel.messages[-1]["text"]
    assert desk.sent[-1] == {"type": "ended", "id": "u0"}
    desk.press(type="each", ids=["u0"], words=["a", "b"], size=1)  # makes no sense
    assert desk.panel.job is None


def test_a_batch_of_somebody_else_shows_and_stops_here(
    desk: Desk, clips: list[Path], tmp_path: Path, local: NemoClient
) -> None:
    tables: list[Any] = []
    jobs = [(clip, "add rock", f"{n}-{clip.name}") for n in range(2) for clip in clips]
    cell = threading.Thread(target=lambda: tables.append(local.batch(jobs, output_dir=tmp_path / "out")))
    cell.start()
    wait_for(lambda: desk.panel.batch and "running" in desk.states() and "done" in desk.states())
    assert desk.panel.job["kind"] == "batch"
    desk.cancel()
    cell.join(10)
    (table,) = tables
    assert "waiting" in set(table["status"])
    wait_for(lambda: desk.panel.batch["over"])
    assert desk.panel.batch["note"] == "Run the same cell again to go on with the rest."
    assert not desk.panel.batch["rest"]
    desk.idle()
