"""The panel: an editor's desk in a cell. Its state, and what happens when somebody presses something.

Everything visible is a trait, so that a reloaded page and a second view show the same. Work runs on a thread
of its own, so that the notebook's cells stay free; it takes the project's turn like every magic does, and
what either side does shows on the other. page.py has the traits and messages.
"""

from __future__ import annotations

import logging
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.protocol import NemoError
from nemo_nb.timeline import LANGUAGES, STYLE, speak, tell

from .kernel import reachable
from .page import FIELDS
from .panel_jobs import PanelJobs

if TYPE_CHECKING:
    from .page import Each, ToKernel, Upload
    from .workspace import Workspace

PAGE = Path(__file__).parent / "static"
MOVING = (
    "job",
    "language",
    "messages",
    "reply",
    "activity",
    "picture",
    "duration",
    "exportable",
    "video",
    "renders",
    "batch",
)
"""What a job changes; a page whose connection was down asks for it again."""
REMEMBERED = 1000
"""Numbers of the page's latest messages that are kept, to do nothing twice."""

if not (PAGE / "panel.js").is_file():
    raise NemoError("The panel's page is not built.", hint="In a checkout: pip install -e .")


class NemoPanel(PanelJobs):
    """Upload, conversation, timeline, export and player in one widget; also many files, each its own video.

    Parameters
    ----------
    workspace
        What to work on; by default the notebook's own, which the magics use too.
    """

    _esm = PAGE / "panel.js"
    _css = STYLE.removeprefix("<style>").removesuffix("</style>") + (PAGE / "panel.css").read_text("utf-8")

    def __init__(self, workspace: Workspace | None = None) -> None:
        super().__init__(workspace)
        self._numbers: deque[str] = deque(maxlen=REMEMBERED)
        self._stop_listening = self._space.listen(self._heard)
        self._space.settings.observe(self._show_language, "language")
        self.on_msg(self._receive)
        self.put(kernel=reachable(self.comm))
        self._show_service()
        if self._space.has_project:
            self._look_again()

    def close(self) -> None:
        """End what is running and remove the panel."""
        self._stop_listening()
        self._space.settings.unobserve(self._show_language, "language")
        self._intake.stop()
        self._worker.cancel()
        self._batches.close()
        super().close()

    def __repr__(self) -> str:
        # All the traits, which ipywidgets shows, would be a page of JSON in every saved notebook.
        return "NemoPanel()"

    # What the page asks for

    def _receive(self, _widget: object, content: Any, buffers: list[memoryview]) -> None:
        """Act on one message of the page. It may come on any thread, and is not trusted."""
        try:
            if self._had(content.get("nr")):
                return
            fields = FIELDS[content["type"]]
            if any(type(content[name]) is not kind for name, kind in fields.items()):
                raise TypeError
            self._act(content, buffers)
        except (AttributeError, KeyError, TypeError, ValueError, IndexError):
            logging.getLogger(__name__).warning("The panel's page sent a message that makes no sense.")

    def _had(self, number: object) -> bool:
        """Confirm a message, and tell whether it came before: the page sends again what is not confirmed."""
        if not isinstance(number, str):
            return False
        with self._lock:
            known = number in self._numbers
            self._numbers.append(number)
        self.send({"type": "got", "nr": number})
        return known

    def _act(self, message: ToKernel, buffers: list[memoryview]) -> None:
        match message["type"]:
            case "say":
                text = message["text"].strip()
                if text:
                    self._say(text)
            case "export":
                self._begin("export", tell("Rendering"), self._export)
            case "cancel":
                self._cancel(message["since"])
            case "sync":
                self._adopt(message["language"])
                with self._lock:
                    self.send_state(MOVING)
            case "play":
                self._play(message["id"])
            case "each":
                self._gather(message)
            case "rest":
                self._begin_batch()
            case "reopen":
                self._reopen(message["number"])
            case "away":
                self._batches.put_away()
            case "upload":
                self._expect(message)
            case "slice":
                place = message["seq"], message["offset"]
                self._take(message["id"], *place, buffers[0], message["sha256"])
            case "where":
                self._intake.where(message["id"])
            case "fetch":
                self._send_video(message["id"], message["offset"])

    def _adopt(self, language: str) -> None:
        """Speak the page's language, until a person has written something or chosen one."""
        if self._space.settings.spoken is None and language in LANGUAGES and language != self.language:
            speak(language)
            self._show_service()

    def _show_language(self, change: object) -> None:
        self._show_service()

    def _cancel(self, since: int) -> None:
        # It may come twice, by two ways, and late: the next job is not meant.
        if self.job and self.job["since"] == since and not self._intake.stop():
            self._batches.stop_gathering()
            self._worker.cancel()

    # Files that arrive

    def _gather(self, message: Each) -> None:
        try:
            if self._batches.gather(message["ids"], message["words"], message["size"]):
                # Not before: a page whose job is no batch begins anew when the language changes.
                self._space.settings.hear(" ".join(message["words"]))
                return
        except NemoError as error:
            self._show_failure(error)
        for id in message["ids"]:
            self._intake.refuse(id)

    def _expect(self, message: Upload) -> None:
        id, size = message["id"], message["size"]
        if self._intake.expects(id):
            # The page did not hear the answer, and asked again.
            self._intake.where(id)
            return
        fits = 0 < size <= self._space.skill.limit
        if fits and (self._batches.wants(id) if message["among"] else self._has_room(message)):
            self._intake.expect(id, message["name"], size)
        else:
            self._intake.refuse(id)

    def _has_room(self, message: Upload) -> bool:
        label = tell("Uploading {name}", name=message["name"])
        return self._worker.claim("upload", label, 2 * message["size"]) is not None

    def _take(self, id: str, seq: int, offset: int, data: memoryview, sha256: str) -> None:
        received = self._intake.take(id, seq, offset, data, sha256)
        if received is not None:
            self._worker.report(self._batches.received + received)

    def _play(self, id: str) -> None:
        found = self._batches.video(id) or next((clip for clip in self.renders if clip["id"] == id), None)
        self.put(video=found or self.video)

    def _send_video(self, id: str, offset: int) -> None:
        part = self._exports.read(id, offset)
        if part is not None and self.video is not None and self.video["id"] == id:
            self.send({"type": "bytes", "id": id, "offset": offset, "size": self.video["size"]}, [part])
