"""What a person does with the panel, and what they look for."""

from __future__ import annotations

import base64
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

OPEN = "import nemo_nb\nnemo_nb.NemoPanel()"
AXE = Path(__file__).parents[2] / "js/tests/node_modules/axe-core/axe.min.js"
JOB = 60_000
"""Milliseconds for one job of the engine."""


def idle(panel: Locator, within: float = JOB) -> None:
    """Wait until no job runs."""
    expect(panel.locator(".np-work")).to_have_class(re.compile("np-idle"), timeout=within)


def done(panel: Locator, said: str | re.Pattern[str]) -> None:
    """Wait until the job has ended and the conversation holds ``said``; a failed job is told at once."""
    log = panel.get_by_role("log")
    problem = panel.locator(".np-problem")
    expect(log.filter(has_text=said).or_(problem).first).to_be_visible(timeout=JOB)
    idle(panel)
    assert problem.count() == 0, problem.last.inner_text()
    expect(log).to_contain_text(said)


def sound(panel: Locator) -> None:
    """Check with axe that nothing about this state of the panel keeps anybody out."""
    page = panel.page
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("panel => axe.run(panel, {resultTypes: ['violations']})", panel.element_handle())
    serious = [
        (problem["id"], [node["html"][:160] + " " + node["failureSummary"] for node in problem["nodes"]])
        for problem in found["violations"]
        if problem["impact"] in ("serious", "critical")
    ]
    assert not serious, serious


def say(panel: Locator, text: str) -> None:
    """Type into the prompt and press Enter."""
    panel.get_by_role("textbox").fill(text)
    panel.get_by_role("textbox").press("Enter")


def cancel(panel: Locator) -> float:
    """Press Cancel and return how many seconds it took until the panel was free again."""
    panel.get_by_role("button", name="Cancel").click()
    started = time.monotonic()
    idle(panel, 5_000)
    return time.monotonic() - started


def drop(panel: Locator, name: str, content: bytes) -> None:
    """Drop a file on the panel."""
    panel.evaluate(
        """(panel, [name, content]) => {
            const data = new DataTransfer();
            data.items.add(new File([Uint8Array.from(atob(content), c => c.charCodeAt(0))], name));
            for (const type of ['dragenter', 'dragover', 'drop'])
                panel.dispatchEvent(
                    new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        [name, base64.b64encode(content).decode()],
    )
