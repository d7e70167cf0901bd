"""Many files in the panel: chosen, told what to become, made side by side, and one of them opened again."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from .desk import JOB, OPEN, cancel, idle, sound

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

pytestmark = pytest.mark.browser
BROKEN = b"\0\0\0\x18ftypisom" + b"broken" * 2000


def test_each_of_three_files_becomes_a_video_by_keyboard(
    open_notebook: Callable[..., Any],
    lab: Any,
    clip: str,
    keep_picture: Callable[[str, Locator], None],
) -> None:
    names = ["lecture 1.mp4", "lecture 2.mp4", "lecture 3.mp4"]
    for name in names[:2]:
        shutil.copy(lab.folder / clip, lab.folder / name)
    (lab.folder / names[2]).write_bytes(BROKEN)
    notebook = open_notebook("batch", OPEN)
    panel, keys = notebook.run(0).locator(".np"), notebook.page.keyboard
    files = [str(lab.folder / name) for name in names]
    notebook.page.on("filechooser", lambda chooser: chooser.set_files(files))
    panel.get_by_role("button", name="Choose files").press("Enter")

    everything = panel.get_by_label("What to do with each of them")
    expect(everything).to_be_focused()
    start = panel.get_by_role("button", name="Make a video of each")
    expect(start).to_be_disabled()
    keys.type("add calm lo-fi")
    keys.press("Tab")
    keys.press("Tab")
    expect(panel.get_by_label("Only for lecture 2.mp4")).to_be_focused()
    keys.type("add upbeat pop")
    for theme in ("light", "dark"):
        notebook.theme(theme)
        keep_picture(f"panel-many-{theme}", panel)
    sound(panel)
    panel.get_by_label("Only for lecture 2.mp4").press("Enter")

    rows = panel.locator(".np-batch tbody tr")
    expect(rows).to_have_count(3, timeout=JOB)
    expect(rows.filter(has_text="at work").first).to_be_visible(timeout=JOB)
    expect(panel.get_by_role("progressbar", name="Batch")).to_have_attribute("aria-valuenow", "33")
    keep_picture("panel-batch-busy-dark", panel)
    expect(panel.get_by_role("log")).to_contain_text("2 of 3 done, 1 failed.", timeout=JOB)
    idle(panel)
    expect(rows.nth(0)).to_contain_text(re.compile(r"✓ done.*Music: lo-fi"))
    expect(rows.nth(1)).to_contain_text(re.compile(r"✓ done.*Music: .*pop"))
    expect(rows.nth(2)).to_contain_text(re.compile(r"✕ failed.*cannot be read"))
    for theme in ("dark", "light"):
        notebook.theme(theme)
        keep_picture(f"panel-batch-{theme}", panel)
    sound(panel)

    panel.get_by_role("button", name="Play lecture 2.mp4").press("Enter")
    expect(panel.locator(".np-caption")).to_contain_text("lecture 2.mp4")
    panel.get_by_role("button", name="Refine lecture 1.mp4").press("Enter")
    expect(panel.get_by_role("log")).to_contain_text("lecture 1.mp4 is open", timeout=JOB)
    expect(panel.locator(".n-tl .n-audio")).to_be_visible()
    assert notebook.play(panel.locator("video")) > 0.3
    panel.get_by_role("button", name="Put the batch away").press("Enter")
    expect(rows).to_have_count(0)
    notebook.save()
    assert "lecture 1.mp4 is open" in (lab.folder / "batch.ipynb").read_text()


def test_a_cells_batch_shows_in_the_panel_and_escape_stops_it(
    open_notebook: Callable[..., Any], lab: Any, clip: str
) -> None:
    for number in range(6):
        shutil.copy(lab.folder / clip, lab.folder / f"many{number}.mp4")
    cell = "%%nemo batch --to many -o result\nmany*.mp4: make it black and white"
    notebook = open_notebook("cells", f"%load_ext nemo_nb\n{OPEN}", cell)
    panel = notebook.run(0).locator(".np")
    notebook.start(1)
    rows = panel.locator(".np-batch tbody tr")
    expect(rows.filter(has_text="at work").first).to_be_visible(timeout=JOB)
    expect(rows).to_have_count(6)
    panel.get_by_role("log").press("Escape")
    idle(panel, 5_000)
    expect(panel.locator(".np-batch-note")).to_have_text("Run the same cell again to go on with the rest.")
    expect(notebook.output(1)).to_contain_text("Run the same cell again to go on with the rest.", timeout=JOB)
    # Again, and stopped by the button this time.
    notebook.start(1)
    expect(panel.get_by_role("button", name="Cancel")).to_be_enabled(timeout=JOB)
    assert cancel(panel) < 1
