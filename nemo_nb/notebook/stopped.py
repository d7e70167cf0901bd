"""What was already applied when a person stopped an answer? Asked once, and not for long."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from nemo_nb.protocol import NemoError
from nemo_nb.timeline import Timeline, tell

if TYPE_CHECKING:
    from nemo_nb.client import Project

PATIENCE = 0.8
"""Seconds that a look at the timeline may take: who interrupts does not want to wait."""


def applied(project: Project, before: Timeline | None) -> str:
    """Return one line on what an interrupted message has done so far.

    ``before`` is the timeline from before the message; None when it was stopped even before that.
    """
    if before is None:
        return tell("Nothing had changed on the timeline.")
    found: list[Timeline] = []

    def look() -> None:
        try:
            found.append(project.timeline())
        except NemoError:
            return

    # On a thread of its own: a service that hangs must not hold the cell.
    thread = threading.Thread(target=look, name="nemo-stopped", daemon=True)
    thread.start()
    thread.join(PATIENCE)
    if not found:
        return tell("%nemo status shows what was applied so far.")
    changes = "; ".join(map(str, found[0].diff(before)))
    return (
        tell("Already applied: {changes}", changes=changes)
        if changes
        else tell("Nothing had changed on the timeline.")
    )
