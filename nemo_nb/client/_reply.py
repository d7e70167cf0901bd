"""What a message to the service has done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nemo_nb.protocol.shown import Shown

if TYPE_CHECKING:
    from nemo_nb.protocol import Outcome
    from nemo_nb.protocol.chat import ChatEnd
    from nemo_nb.timeline import Change, Timeline


@dataclass(frozen=True)
class Reply(Shown):
    """The answer to one message.

    Attributes
    ----------
    text
        What the service said; may be empty.
    timeline
        The project's timeline after it.
    changes
        What is different now, one entry each; ``str`` of an entry is a line for the user.
    outcome
        ``"answered"``, ``"silent"`` (no text, the change was read from the timeline), ``"recovered"``
        (connection lost, change found) or ``"unknown"`` (not confirmed).
    """

    text: str
    timeline: Timeline = field(repr=False)
    changes: list[Change]
    outcome: Outcome

    @property
    def note(self) -> str:
        """What the user should know about the way the answer came; empty for an ordinary one."""
        what = "; ".join(map(str, self.changes))
        if self.outcome == "recovered":
            return f"The connection dropped, but your edit was applied: {what or 'the timeline has changed'}."
        if self.outcome == "unknown":
            return (
                "The answer was lost, and the timeline has not changed so far. "
                "Look at the timeline before you send the message again: it may still be applied."
            )
        return ""

    def __str__(self) -> str:
        lines = [self.text.strip(), self.note]
        if self.outcome == "silent":
            lines += map(str, self.changes)
        return "\n".join(line for line in lines if line)


def to_reply(end: ChatEnd) -> Reply:
    """Return the reply of a finished chat, or raise what the service reported."""
    from nemo_nb.timeline import Timeline

    if end.error is not None:
        raise end.error
    after = Timeline(end.after)
    return Reply(end.text, after, after.diff(Timeline(end.before)), end.outcome)
