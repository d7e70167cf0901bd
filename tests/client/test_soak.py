"""Many chats on a bad line: every edit is applied exactly once, and every verdict is right.

``NEMO_SOAK=500`` is the long form.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.client.conftest import Faults

CHATS = int(os.environ.get("NEMO_SOAK", "100"))
EXPECTED = {"answered": "answered", "silent": "silent", "cut after": "recovered", "cut before": "unknown"}


def plan(count: int) -> list[str]:
    """30 % silent streams, 10 % cut ones, half of them after the edit was applied."""
    silent, cut = count * 30 // 100, count * 10 // 100
    kinds = ["silent"] * silent + ["cut after"] * (cut // 2) + ["cut before"] * (cut - cut // 2)
    kinds += ["answered"] * (count - len(kinds))
    random.Random(7).shuffle(kinds)
    return kinds


def test_every_edit_is_applied_once_and_every_verdict_is_right(make: Any, faults: Faults) -> None:
    project = make(recovery_waits=(0.001,) * 5).project()
    kinds = plan(CHATS)
    verdicts: Counter[tuple[str, str]] = Counter()
    posted = 0
    for number, kind in enumerate(kinds):
        if kind == "silent":
            faults.chat({"type": "heartbeat"}, apply=True)
        elif kind == "cut after":
            faults.chat(*[{"type": "text", "content": "On"}] * (number % 2), apply=True, end="cut")
        elif kind == "cut before":
            faults.chat(*[{"type": "text", "content": "On"}] * (number % 2), end="cut")
        outcome = project.chat(f"edit {number}").outcome
        posted += 1
        verdicts[kind, outcome] += 1
        if outcome == "unknown":
            assert project.chat(f"edit {number}").outcome == "answered"  # the user sends it again
            posted += 1
    assert verdicts == Counter((kind, EXPECTED[kind]) for kind in kinds)
    draft = faults.world()["sessions"][project.session_id]["draft"]
    edits = [track["sg"][0]["m"]["text"] for track in draft["t"]]
    assert edits == [f"edit {number}" for number in range(CHATS)]
    assert faults.count("chat") == posted
