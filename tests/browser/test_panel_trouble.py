"""The panel when things get in the way: Cancel, a reload in the middle, a busy and a dead kernel."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from .desk import OPEN, cancel, idle, say, sound
from .slow import SlowCloud

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator

pytestmark = pytest.mark.browser
BACK = 5_000
"""Milliseconds within which a reloaded page moves on."""


@pytest.fixture
def slow(lab: Any, clip: str) -> Iterator[SlowCloud]:
    cloud = SlowCloud(lab.folder / clip, seconds=5.0)
    cloud.add(0, title="trip.mp4")
    yield cloud
    cloud.close()


def panel_on(cloud: SlowCloud, *more: str) -> tuple[str, ...]:
    """Return the cells of a notebook whose panel works with ``cloud``."""
    return (f"%load_ext nemo_nb\n%nemo connect {cloud.url}\n%nemo new", OPEN, *more)


def test_a_reload_in_the_middle_comes_back_and_moves_on(
    open_notebook: Callable[..., Any], slow: SlowCloud, keep_picture: Callable[[str, Locator], None]
) -> None:
    notebook = open_notebook("reload", *panel_on(slow))
    notebook.run(0)
    panel = notebook.run(1).locator(".np")
    idle(panel)
    notebook.save()

    say(panel, "slow 9")
    expect(panel.locator(".np-arriving")).to_contain_text("part5")
    for theme in ("light", "dark"):
        notebook.theme(theme)
        sound(panel)
        keep_picture(f"panel-busy-{theme}", panel)
    notebook.page.reload()
    notebook.wait_until_ready()
    expect(panel.locator(".np-arriving")).to_contain_text("part5", timeout=BACK)
    before = panel.locator(".np-arriving").inner_text()
    expect(panel.locator(".np-arriving")).not_to_have_text(before, timeout=BACK)
    expect(panel.get_by_role("log")).to_contain_text("Here is your music")
    idle(panel)
    assert slow.messages == ["slow 9"], "the reload sent no second message"


def test_a_page_reloaded_in_the_middle_still_reaches_the_kernel(
    open_notebook: Callable[..., Any], slow: SlowCloud
) -> None:
    notebook = open_notebook("reach", *panel_on(slow))
    notebook.run(0)
    panel = notebook.run(1).locator(".np")
    idle(panel)
    notebook.save()
    say(panel, "slow 5")
    expect(panel.locator(".np-arriving")).to_contain_text("part5")
    notebook.page.reload()
    notebook.wait_until_ready()
    expect(panel.get_by_role("log")).to_contain_text("Here is your music")
    idle(panel)

    # It takes as long as the reload does, however busy the machine is.
    slow.seconds = 60
    panel.get_by_role("button", name="Export").click()
    bar = panel.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuenow", re.compile(r"^[1-9]"))
    notebook.page.reload()
    notebook.wait_until_ready()
    expect(bar).to_be_visible(timeout=BACK)
    before = bar.get_attribute("aria-valuenow")
    expect(bar).not_to_have_attribute("aria-valuenow", before, timeout=BACK)
    slow.seconds = 0.1
    expect(panel.locator("video")).to_be_visible()
    assert len(slow.started) == 1, "the reload started no second render"


def test_a_failure_is_told_and_earlier_exports_play(
    open_notebook: Callable[..., Any], slow: SlowCloud, keep_picture: Callable[[str, Locator], None]
) -> None:
    slow.seconds = 0.5
    notebook = open_notebook("failed", *panel_on(slow))
    notebook.run(0)
    panel = notebook.run(1).locator(".np")
    idle(panel)
    panel.get_by_role("button", name="Export").click()
    expect(panel.locator("video")).to_be_visible()
    idle(panel)

    # One that fails leaves the work as it was, and says what to do.
    say(panel, "broke")
    expect(panel.locator(".np-problem")).to_contain_text("credits")
    idle(panel)
    for theme in ("light", "dark"):
        notebook.theme(theme)
        sound(panel)
        keep_picture(f"panel-failed-{theme}", panel)

    panel.get_by_role("button", name="Export").click()
    expect(panel.get_by_text("2 exports")).to_be_visible()
    idle(panel)
    panel.get_by_text("2 exports").click()
    first = panel.locator(".np-clip").last
    name = first.locator(".np-name").inner_text()
    first.click()
    expect(panel.locator(".np-caption .np-name")).to_have_text(name)
    expect(first).to_have_attribute("aria-current", "true")
    keep_picture("panel-exports-dark", panel)


def test_cancel_answers_within_a_second(open_notebook: Callable[..., Any], slow: SlowCloud) -> None:
    notebook = open_notebook("cancels", *panel_on(slow, "import time\ntime.sleep(8)\n'not hit'"))
    notebook.run(0)
    panel = notebook.run(1).locator(".np")
    log = panel.get_by_role("log")
    idle(panel)

    say(panel, "slow 20")
    expect(panel.locator(".np-arriving")).to_contain_text("part3")
    assert cancel(panel) < 1
    expect(log).to_contain_text("Cancelled.")
    assert _within(1.0, lambda: len(slow.closed) == 1), "the connection was closed"

    panel.get_by_role("button", name="Export").click()
    expect(panel.get_by_role("progressbar")).to_have_attribute("aria-valuenow", re.compile(r"^[1-9]"))
    assert cancel(panel) < 1
    assert _within(9.0, lambda: slow.cancelled == list(slow.started)), "the service was told"

    # While a cell keeps the kernel's main thread to itself.
    say(panel, "slow 30")
    expect(panel.locator(".np-arriving")).to_contain_text("part3")
    notebook.start(2)
    expect(notebook.cell(2).locator(".jp-InputPrompt")).to_have_text("[*]:")
    assert cancel(panel) < 1
    expect(notebook.cell(2).locator(".jp-InputPrompt")).to_have_text("[*]:")
    notebook.finish(2)
    expect(notebook.output(2)).to_contain_text("not hit")


def test_a_kernel_that_is_gone_is_told(
    open_notebook: Callable[..., Any], lab: Any, keep_picture: Callable[[str, Locator], None]
) -> None:
    notebook = open_notebook("gone", OPEN, "import os\nos.kill(os.getpid(), 9)")
    panel = notebook.run(0).locator(".np")
    expect(panel.get_by_role("button", name="Choose files")).to_be_enabled()
    notebook.start(1)
    # The server starts another one, and JupyterLab says so.
    notebook.page.get_by_role("dialog").get_by_role("button", name="Ok").click()
    panel.get_by_role("textbox").click()
    expect(panel.locator(".np-notice")).to_contain_text("The kernel has stopped")
    notebook.wait_until_ready()
    again = notebook.run(0).locator(".np")
    expect(again).to_contain_text("nothing leaves this computer")
    expect(again.locator(".np-notice")).to_be_hidden()
    lab.stop_kernels()
    expect(again.locator(".np-notice")).to_contain_text("Run this cell again")
    for theme in ("light", "dark"):
        notebook.theme(theme)
        sound(again)
        keep_picture(f"panel-gone-{theme}", again)


def _within(seconds: float, happened: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not happened() and time.monotonic() < end:
        time.sleep(0.02)
    return happened()
