"""The quickstart as a person sees it: cells in a real JupyterLab, on the local engine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser
LOAD = "%load_ext nemo_nb"


def test_quickstart(open_notebook: Callable[..., Any], clip: str) -> None:
    notebook = open_notebook(
        "story",
        LOAD,
        f"%nemo upload {clip}",
        "%%nemo add calm lo-fi",
        "%nemo export scored.mp4",
        "%nemo upload missing.mp4",
    )
    notebook.run(0)
    expect(notebook.run(1)).to_contain_text(clip)

    # Streaming: record every text the cell shows, then compare the first ones with the last.
    notebook.cell(2).evaluate(
        """cell => {
            window.seen = [];
            new MutationObserver(() => {
                const text = cell.querySelector('.jp-Cell-outputWrapper')?.textContent ?? '';
                if (text.trim() && text !== window.seen.at(-1)) window.seen.push(text);
            }).observe(cell, { childList: true, subtree: true, characterData: true });
        }"""
    )
    reply = notebook.run(2)
    expect(reply.locator(".n-tl .n-audio")).to_be_visible()
    expect(reply).to_contain_text(re.compile(r"Music: .*BPM"))
    assert len(notebook.page.evaluate("window.seen")) > 3, "the answer did not arrive bit by bit"
    box = reply.locator(".n-tl .n-audio").bounding_box()
    lane = reply.locator(".n-tl .n-row").nth(1).locator(".n-lane").bounding_box()
    assert box["width"] == pytest.approx(lane["width"], rel=0.02), "the music is as long as the clip"

    exported = notebook.run(3)
    video = exported.locator("video")
    expect(video).to_be_visible()
    assert notebook.play(video) > 0.3
    assert video.evaluate("video => video.duration") == pytest.approx(5.3, abs=0.2)

    failed = notebook.run(4)
    expect(failed).to_contain_text("missing.mp4")
    assert len(failed.inner_text().strip().splitlines()) <= 3, "an error is one or two lines"
