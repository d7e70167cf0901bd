"""What does the panel show, and in which language? Its traits, each set in one place.

A job's thread, a cell and a message of the page may all set traits: one at a time, and together what belongs
together.
"""

from __future__ import annotations

import base64
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget

from nemo_nb.protocol import FORMATS
from nemo_nb.timeline import Timeline, language, retell, tell

from .exports import Exports
from .page import PageTraits
from .translate import translate
from .video import poster_of
from .workspace import Workspace, current

if TYPE_CHECKING:
    from nemo_nb.client import Reply
    from nemo_nb.protocol import Video


class Face(PageTraits, anywidget.AnyWidget):
    """The panel's visible half.

    Parameters
    ----------
    workspace
        What to work on; by default the notebook's own, which the magics use too.
    """

    def __init__(self, workspace: Workspace | None = None) -> None:
        super().__init__()
        self._space = workspace or current()
        self._lock = threading.RLock()
        self._number = 0
        self._exports = Exports()

    def put(self, **traits: Any) -> None:
        """Change traits at once, one thread at a time: ipywidgets loses what another changes meanwhile."""
        with self._lock, self.hold_sync():
            for name, value in traits.items():
                self.set_trait(name, value)

    def ask_others_to_stop(self) -> None:
        """Cancel what another panel does."""
        self._space.tell("stop", None)

    def add(self, who: str, text: str, *lines: str) -> None:
        """Add to the conversation."""
        with self._lock:
            self._number += 1
            message = {"id": self._number, "who": who, "text": text, "lines": list(lines)}
            self.put(messages=[*self.messages, message])

    def _show_reply(self, reply: Reply) -> None:
        changes = [str(change) for change in reply.changes]
        said = translate(reply.text).text.strip(), retell(reply.note)
        text = "\n".join(filter(None, said)) or ("" if changes else tell("Nothing changed on the timeline."))
        with self._lock, self.hold_sync():
            self.put(reply="")
            self.add("nemo", text, *changes)
            self._show_timeline(reply.timeline)

    def _show_timeline(self, timeline: Timeline) -> None:
        self.put(picture=timeline.html, duration=timeline.duration, exportable=not timeline.is_empty)

    def _show_video(self, video: Video) -> None:
        self.put(video=self._exports.clip(Path(video.path), video.duration))

    def _show_renders(self) -> None:
        self.put(renders=self._exports.found(self._space.client.renders()))

    def _show_poster(self, path: Path) -> None:
        # Something to look at until there is an export.
        still = poster_of(path)
        if still:
            self.put(poster=f"data:image/jpeg;base64,{base64.b64encode(still).decode()}")

    def _show_service(self) -> None:
        """Show who does the work and what for, in the language spoken now."""
        skill, service = self._space.skill, self._space.client.service
        about = {
            "name": skill.name,
            "job": tell(skill.job),
            "examples": [tell(one) for one in skill.examples],
        }
        takes = {"formats": list(FORMATS), "limit": skill.limit}
        project = self._space.project.session_id if self._space.has_project else ""
        self.put(
            language=language(), service=retell(service.describe()), skill=about | takes, project=project
        )

    def _show_credits(self) -> None:
        # The local engine charges nothing; a balance would only raise questions.
        if not self._space.client.service.local:
            left = self._space.client.credits().available
            self.put(credits=tell("{available} credits", available=f"{left:g}"))
