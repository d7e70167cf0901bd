"""The panel as a person sees it: from a dropped clip to a playing video, without a line of code."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from playwright.sync_api import expect

from .desk import JOB, OPEN, cancel, done, drop, idle, say, sound

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, WebSocketRoute

pytestmark = pytest.mark.browser
HASH = "from nemo_nb.notebook.workspace import current\ncurrent().project.state().media[-1].hash"


def test_from_clip_to_video(
    open_notebook: Callable[..., Any],
    lab: Any,
    clip: str,
    keep_picture: Callable[[str, Locator], None],
) -> None:
    notebook = open_notebook("panel", OPEN)
    panel = notebook.run(0).locator(".np")
    expect(panel).to_contain_text("nothing leaves this computer")
    expect(panel.get_by_role("button", name="Export")).to_be_disabled()
    for theme in ("light", "dark"):
        notebook.theme(theme)
        sound(panel)
        keep_picture(f"panel-empty-{theme}", panel)

    panel.locator("input[type=file]").set_input_files(lab.folder / clip)
    done(panel, clip)
    say(panel, "add calm lo-fi")
    expect(panel.get_by_role("log")).to_contain_text("add calm lo-fi")
    done(panel, re.compile(r"Music: .*BPM"))
    expect(panel.locator(".n-tl .n-audio")).to_be_visible()

    panel.get_by_role("button", name="Export").click()
    video = panel.locator("video")
    expect(video).to_be_visible(timeout=JOB)
    assert "/files/" in video.get_attribute("src"), "the server has the file, so it seeks at once"
    assert notebook.play(video) > 0.3
    head = panel.get_by_role("slider", name="Playhead")
    assert float(head.get_attribute("aria-valuenow")) > 0
    lane = panel.locator(".n-tl .n-video").bounding_box()
    notebook.page.mouse.click(lane["x"] + lane["width"] / 2, lane["y"] + lane["height"] / 2)
    expect(head).to_have_attribute("aria-valuenow", re.compile(r"^2\.[5-8]$"))
    assert video.evaluate("video => video.currentTime") == pytest.approx(2.65, abs=0.15)
    for _ in range(2):
        panel.get_by_role("button", name="Zoom in").click()
    wide = panel.locator(".n-tl .n-video").bounding_box()
    assert wide["width"] > 3.5 * lane["width"]
    with notebook.page.expect_download() as download:
        panel.get_by_role("link", name="Download").click()
    rendered = lab.folder / download.value.suggested_filename
    assert _sha256(Path(download.value.path())) == _sha256(rendered)
    for _ in range(2):
        panel.get_by_role("button", name="Zoom out").click()

    idle(panel)
    for theme in ("light", "dark"):
        notebook.theme(theme)
        sound(panel)
        keep_picture(f"panel-{theme}", panel)


def test_dropped_files_and_their_names_are_only_text(
    open_notebook: Callable[..., Any],
    lab: Any,
    clip: str,
    keep_picture: Callable[[str, Locator], None],
) -> None:
    notebook = open_notebook("drop", OPEN)
    panel = notebook.run(0).locator(".np")
    drop(panel, "song.txt", b"la la la")
    expect(panel.get_by_role("alert")).to_contain_text(
        "song.txt is not a video, picture or sound file. Use mp4"
    )
    notebook.theme("light")
    keep_picture("panel-refused-light", panel)
    drop(panel, "nothing.mp4", b"")
    expect(panel.get_by_role("alert")).to_contain_text("nothing.mp4 is empty")

    drop(panel, "<img src=x onerror=window.hit=1>.mp4", (lab.folder / clip).read_bytes())
    expect(panel.get_by_role("log")).to_contain_text("img src=x onerror=window.hit=1", timeout=JOB)
    idle(panel)
    expect(panel.locator(".n-tl .n-video")).to_contain_text("img src=x")
    assert panel.locator("img[onerror]").count() == 0
    assert notebook.page.evaluate("window.hit") is None


def test_keys_typed_in_the_panel_stay_there(open_notebook: Callable[..., Any]) -> None:
    notebook = open_notebook("keys", OPEN, "1 + 1")
    panel = notebook.run(0).locator(".np")
    before = notebook.page.locator(".jp-Notebook .jp-Cell").count()
    panel.get_by_role("textbox").press_sequentially("abxdd")
    panel.get_by_role("button", name="Choose files").focus()
    for key in "bbdd":
        notebook.page.keyboard.press(key)
    panel.get_by_role("log").focus()
    for key in "aadd":
        notebook.page.keyboard.press(key)
    expect(panel.get_by_role("textbox")).to_have_value("abxdd")
    assert notebook.page.locator(".jp-Notebook .jp-Cell").count() == before


def test_two_views_agree_and_a_reload_comes_back(
    open_notebook: Callable[..., Any], lab: Any, clip: str
) -> None:
    notebook = open_notebook("views", "import nemo_nb\npanel = nemo_nb.NemoPanel()\npanel", "panel")
    first, second = notebook.run(0).locator(".np"), notebook.run(1).locator(".np")
    first.locator("input[type=file]").set_input_files(lab.folder / clip)
    for panel in (first, second):
        expect(panel.get_by_role("log")).to_contain_text(clip, timeout=JOB)
        expect(panel.locator(".n-tl .n-video")).to_be_visible()
        idle(panel)
    expect(notebook.output(0).locator(".np-saved")).to_be_hidden()
    notebook.save()
    saved = (lab.folder / "views.ipynb").read_text()
    assert "np-saved" in saved, "the saved notebook shows the work without a kernel"
    assert "n-video" in saved
    notebook.page.reload()
    notebook.wait_until_ready()
    again = notebook.output(1).locator(".np")
    expect(again.locator(".n-tl .n-video")).to_be_visible()
    expect(again.get_by_role("log")).to_contain_text(clip)

    again.get_by_role("button", name="Export").click()
    video = again.locator("video")
    expect(video).to_be_visible(timeout=JOB)
    assert notebook.play(video) > 0.3
    # The other view plays by itself, and shows the same video.
    expect(notebook.output(0).locator("video")).to_be_attached()


def test_an_upload_goes_on_after_a_dropped_connection(
    open_notebook: Callable[..., Any], lab: Any, clip: str
) -> None:
    notebook = open_notebook("dropped", OPEN, HASH)
    sockets: list[WebSocketRoute] = []

    def connect(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    notebook.page.route_web_socket(re.compile(r"/channels"), connect)
    notebook.page.reload()
    notebook.wait_until_ready()
    panel = notebook.run(0).locator(".np")
    large = lab.folder / "padded.mp4"
    padding = 12_000_000
    content = (lab.folder / clip).read_bytes() + padding.to_bytes(4, "big") + b"free" + bytes(padding - 8)
    large.write_bytes(content)
    panel.locator("input[type=file]").set_input_files(large)
    expect(panel.get_by_role("progressbar")).to_have_attribute("aria-valuenow", re.compile(r"^[1-9]"))
    sockets[-1].close(code=1012, reason="the test drops it")
    expect(panel.get_by_role("log")).to_contain_text("padded.mp4 is on the timeline", timeout=JOB)
    assert len(sockets) > 1, "JupyterLab connected again"
    idle(panel)
    assert hashlib.sha256(content).hexdigest() in notebook.run(1).inner_text()


def test_a_large_upload_takes_no_memory_and_can_be_cancelled(
    open_notebook: Callable[..., Any], lab: Any
) -> None:
    notebook = open_notebook("cancel", OPEN, "import os; os.getpid()")
    panel = notebook.run(0).locator(".np")
    kernel = psutil.Process(int(notebook.run(1).inner_text().split()[-1]))
    before = kernel.memory_info().rss
    large = lab.folder / "large.mp4"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    panel.locator("input[type=file]").set_input_files(large)
    bar = panel.get_by_role("progressbar")
    # Half of the bar is the way to the kernel: 100 MB have arrived.
    expect(bar).to_have_attribute("aria-valuenow", re.compile(r"^2[5-9]|[34]\d"), timeout=JOB)
    assert kernel.memory_info().rss - before < 50_000_000
    assert cancel(panel) < 1
    expect(panel.get_by_role("log")).to_contain_text("The upload of large.mp4 was stopped.")
    expect(panel.get_by_role("button", name="Choose files")).to_be_enabled()


def test_cells_and_panel_show_the_same_project(
    open_notebook: Callable[..., Any], lab: Any, clip: str
) -> None:
    (lab.folder / ".hidden").mkdir(exist_ok=True)
    notebook = open_notebook(
        "step",
        OPEN,
        f"%load_ext nemo_nb\n%nemo upload {clip}",
        "%nemo export .hidden/cut.mp4",
    )
    panel = notebook.run(0).locator(".np")
    notebook.run(1)
    expect(panel.locator(".n-tl .n-video")).to_be_visible(timeout=JOB)
    notebook.run(2)
    video = panel.locator("video")
    expect(video).to_be_visible(timeout=JOB)
    # Jupyter serves nothing below a dot, so the bytes come through the kernel.
    assert video.get_attribute("src").startswith("blob:")
    assert notebook.play(video) > 0.3
    assert panel.get_by_role("link", name="Download").get_attribute("download") == "cut.mp4"


def test_everything_can_be_done_with_the_keyboard(
    open_notebook: Callable[..., Any], lab: Any, clip: str
) -> None:
    notebook = open_notebook("keyboard", OPEN)
    panel, keys = notebook.run(0).locator(".np"), notebook.page.keyboard

    def tab_to(part: Locator) -> None:
        for _ in range(30):
            if part.evaluate("part => part === document.activeElement"):
                return
            keys.press("Tab")
        at = notebook.page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)")
        raise AssertionError(f"Tab does not lead to {part}: it is at {at}")

    # Waiting for it from the start: playwright does not say when it has begun to catch choosers.
    notebook.page.on("filechooser", lambda chooser: chooser.set_files(lab.folder / clip))
    # JupyterLab adds a cell after the last one has run, and takes the focus there.
    expect(notebook.cell(1).locator(".cm-content")).to_be_focused()
    panel.evaluate("panel => { panel.tabIndex = -1; panel.focus(); }")
    tab_to(panel.get_by_role("button", name="Choose files"))
    keys.press("Enter")
    done(panel, clip)
    tab_to(panel.get_by_role("textbox"))
    keys.type('add the title "Meadow"')
    keys.press("Enter")
    done(panel, re.compile("Title.*Meadow"))
    tab_to(panel.get_by_role("button", name="Export"))
    keys.press("Space")
    video = panel.locator("video")
    expect(video).to_be_visible(timeout=JOB)
    expect(panel.get_by_role("slider", name="Playhead")).to_be_visible()
    panel.evaluate("panel => panel.focus()")
    tab_to(panel.get_by_role("link", name="Download"))
    tab_to(panel.get_by_role("slider", name="Playhead"))
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    expect(panel.get_by_role("slider", name="Playhead")).to_have_attribute("aria-valuenow", "2.0")
    assert video.evaluate("video => video.currentTime") == pytest.approx(2, abs=0.05)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
