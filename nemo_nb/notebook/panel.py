"""The panel: an editor's desk in a cell. Its state, and what happens when somebody presses something.

Everything visible is a trait, so that a reloaded page and a second view show the same. Work runs on a thread
of its own, so that the notebook's cells stay free; it takes the project's turn like every magic does, and
what either side does shows on the other. js/src/model.ts is the other end of the traits and messages.
"""

from __future__ import annotations

import base64
import logging
import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from nemo_nb.protocol import FORMATS, NemoError, TextDelta, ToolCall
from nemo_nb.timeline import STYLE, Timeline

from .incoming import Intake
from .saved import SavedCopy, saved_html
from .verbs import _free_name
from .video import _beside, poster_of
from .words import activity
from .worker import INTERVAL, Cancelled, Worker
from .workspace import Workspace, current

if TYPE_CHECKING:
    from nemo_nb.client import Project, Reply
    from nemo_nb.protocol import Progress, Video

    from .incoming import IncomingFile

PAGE = Path(__file__).parent / "static"
MOVING = ("job", "messages", "reply", "activity", "picture", "duration", "exportable", "video")
"""What a job changes; a page whose connection was down asks for it again."""
STAGES = {"render": "Rendering", "download": "Fetching the video"}
SLICE = 4 * 1024 * 1024
"""Bytes of video in one message; above 10 MiB the websocket drops without a word."""

if not (PAGE / "panel.js").is_file():
    raise NemoError("The panel's page is not built.", hint="In a checkout: pip install -e .")


class NemoPanel(anywidget.AnyWidget):
    """Upload, conversation, timeline, export and player in one widget.

    Parameters
    ----------
    workspace
        What to work on; by default the notebook's own, which the magics use too.
    """

    _esm = PAGE / "panel.js"
    _css = STYLE.removeprefix("<style>").removesuffix("</style>") + (PAGE / "panel.css").read_text("utf-8")

    skill = traitlets.Dict().tag(sync=True)
    service = traitlets.Unicode().tag(sync=True)
    credits = traitlets.Unicode().tag(sync=True)
    messages = traitlets.List(traitlets.Dict()).tag(sync=True)
    reply = traitlets.Unicode().tag(sync=True)
    activity = traitlets.Unicode().tag(sync=True)
    job = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    picture = traitlets.Unicode().tag(sync=True)
    duration = traitlets.Float().tag(sync=True)
    exportable = traitlets.Bool().tag(sync=True)
    poster = traitlets.Unicode().tag(sync=True)
    video = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)

    def __init__(self, workspace: Workspace | None = None) -> None:
        super().__init__()
        self._space = workspace or current()
        self._lock = threading.RLock()
        self._number = 0
        self._played: Path | None = None
        self._saved = SavedCopy()
        self._worker = Worker(self._show_job, self._show_failure)
        self._intake = Intake(self.send, self._uploaded, self._upload_stopped)
        self._stop_listening = self._space.listen(self._heard)
        self.on_msg(self._receive)
        self._show_service()
        if self._space.has_project:
            self._worker.begin("connect", "Opening the project", self._refresh)

    def close(self) -> None:
        """End what is running and remove the panel."""
        self._stop_listening()
        self._cancel()
        super().close()

    def __repr__(self) -> str:
        # All the traits, which ipywidgets shows, would be a page of JSON in every saved notebook.
        return "NemoPanel()"

    def _repr_mimebundle_(self, **arguments: Any) -> Any:
        self._saved.show(self._saved_html())
        return super()._repr_mimebundle_(**arguments)

    def _saved_html(self) -> str:
        name = self.video["name"] if self.video else ""
        return saved_html(self.messages, self.picture if self.exportable else "", self.poster, name)

    # What the page asks for

    def _receive(self, _widget: object, content: Any, buffers: list[memoryview]) -> None:
        """Act on one message of the page. It may come on any thread, and is not trusted."""
        try:
            self._act(content, buffers)
        except (KeyError, TypeError, ValueError, IndexError):
            logging.getLogger(__name__).warning("The panel's page sent a message that makes no sense.")

    def _act(self, content: Any, buffers: list[memoryview]) -> None:
        match content["type"]:
            case "say":
                text = str(content["text"]).strip()
                if text:
                    self._worker.begin("chat", "Thinking", lambda: self._chat(text))
            case "export":
                self._worker.begin("export", "Rendering", self._export)
            case "cancel":
                self._cancel()
            case "sync":
                self.send_state(MOVING)
            case "upload":
                self._expect(str(content["id"]), str(content["name"]), int(content["size"]))
            case "slice":
                place = int(content["seq"]), int(content["offset"])
                self._take(str(content["id"]), *place, buffers[0], str(content["sha256"]))
            case "where":
                self._intake.where(str(content["id"]))
            case "fetch":
                self._send_video(str(content["id"]), int(content["offset"]))

    def _cancel(self) -> None:
        if not self._intake.stop():
            self._worker.cancel()

    # Jobs, on the worker's thread

    def _chat(self, text: str) -> None:
        self._add("you", text)
        self._space.tell("prompt", text)
        with self._space.turn() as project:
            self._show_service()
            try:
                reply = self._follow(project, text)
            except Cancelled:
                # The service may have applied what it was told: show what is true now.
                self._show_timeline(project.timeline())
                raise
            self._show_reply(reply)
        self._space.tell("reply", reply)
        self._show_credits()

    def _follow(self, project: Project, text: str) -> Reply:
        said, painted = "", 0.0
        with project.stream(text) as events:
            for event in events:
                self._worker.check()
                if isinstance(event, ToolCall):
                    self.activity = activity(event.name, event.args)
                if isinstance(event, TextDelta):
                    said += event.text
                    if time.monotonic() - painted >= INTERVAL:
                        self.reply, painted = said, time.monotonic()
            return events.reply

    def _export(self) -> None:
        with self._space.turn() as project:
            video = project.export(_free_name(project.timeline()), progress=self._progress)
        self._show_video(video)
        self._space.tell("export", video)

    def _upload(self, file: IncomingFile) -> None:
        try:
            with self._space.turn() as project:
                # The way from the page to the kernel was the first half.
                half = partial(self._second_half, file.size)
                media = project.upload(file.path, progress=half)
                self._show_timeline(project.timeline())
            self._show_poster(file.path)
        finally:
            file.discard()
            self._intake.refuse(file.id)
        self._show_service()
        self._add("nemo", f"{file.name} is {'on the timeline' if self.exportable else 'ready to use'}.")
        self._space.tell("upload", media)

    def _refresh(self) -> None:
        self._show_timeline(self._space.project.timeline())
        self._show_service()
        self._show_credits()

    def _progress(self, step: Progress) -> None:
        self._worker.report(step.done, step.total or 0)
        self.activity = STAGES.get(step.stage, "")

    def _second_half(self, size: int, step: Progress) -> None:
        self._worker.report(size + size * (step.done / step.total if step.total else 0.0))

    # Files that arrive

    def _expect(self, id: str, name: str, size: int) -> None:
        fits = 0 < size <= self._space.skill.limit
        if fits and self._worker.claim("upload", f"Uploading {name}", 2 * size):
            self._intake.expect(id, name, size)
        else:
            self._intake.refuse(id)

    def _take(self, id: str, seq: int, offset: int, data: memoryview, sha256: str) -> None:
        received = self._intake.take(id, seq, offset, data, sha256)
        if received is not None:
            self._worker.report(received)

    def _uploaded(self, file: IncomingFile) -> None:
        self._worker.run(lambda: self._upload(file))

    def _upload_stopped(self, name: str) -> None:
        self._worker.release()
        self._add("nemo", f"The upload of {name} was stopped.")

    # What is shown

    def _heard(self, what: str, value: Any) -> None:
        """Show what a magic or another panel did; what this panel does itself it has shown already."""
        if self._worker.is_here:
            return
        if what == "prompt":
            self._add("you", value)
        elif what == "reply":
            self._show_reply(value)
        elif what == "export":
            self._show_video(value)
        elif what in ("connect", "skill", "project", "upload"):
            self._show_service()
            if what == "upload" or (what == "project" and self.messages):
                self._worker.begin("connect", "Opening the project", self._refresh)

    def _show_job(self, job: dict[str, Any] | None) -> None:
        with self.hold_sync():
            self.set_trait("job", job)
            if job is None:
                self.reply = self.activity = ""
        if job is None:
            self._saved.update(self._saved_html())

    def _show_failure(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._add("nemo", "Cancelled.")
        elif isinstance(error, NemoError):
            self._add("problem", error.message, *filter(None, [error.hint]))
        else:
            # A thread has no cell to fail in: say it where the person looks.
            logging.getLogger(__name__).error("The panel's job failed.", exc_info=error)
            self._add("problem", f"{type(error).__name__}: {error}")

    def _show_reply(self, reply: Reply) -> None:
        changes = [str(change) for change in reply.changes]
        text = reply.text.strip() or ("" if changes else "Nothing changed on the timeline.")
        with self.hold_sync():
            self.reply = ""
            self._add("nemo", text, *changes)
            self._show_timeline(reply.timeline)

    def _show_timeline(self, timeline: Timeline) -> None:
        with self.hold_sync():
            self.picture, self.duration = timeline.html, timeline.duration
            self.exportable = not timeline.is_empty

    def _show_video(self, video: Video) -> None:
        path = Path(video.path)
        about = path.stat()
        self._played = path
        self.video = {
            "id": f"{about.st_mtime_ns:x}-{about.st_size:x}",
            "name": path.name,
            "file": _beside(path),
            "size": about.st_size,
            "duration": float(video.duration or 0),
        }

    def _show_poster(self, path: Path) -> None:
        # Something to look at until there is an export.
        still = poster_of(path)
        if still:
            self.poster = f"data:image/jpeg;base64,{base64.b64encode(still).decode()}"

    def _send_video(self, id: str, offset: int) -> None:
        if self._played is None or self.video is None or self.video["id"] != id:
            return
        with self._played.open("rb") as file:
            file.seek(offset)
            part = file.read(SLICE)
        self.send({"type": "bytes", "id": id, "offset": offset, "size": self.video["size"]}, [part])

    def _show_service(self) -> None:
        skill = self._space.skill
        with self.hold_sync():
            self.service = self._space.client.service.describe()
            self.skill = {
                "name": skill.name,
                "job": skill.job,
                "examples": list(skill.examples),
                "formats": list(FORMATS),
                "limit": skill.limit,
            }

    def _show_credits(self) -> None:
        # The local engine charges nothing; a balance would only raise questions.
        if not self._space.client.service.local:
            self.credits = f"{self._space.client.credits().available:g} credits"

    def _add(self, who: str, text: str, *lines: str) -> None:
        with self._lock:
            self._number += 1
            self.messages = [
                *self.messages,
                {"id": self._number, "who": who, "text": text, "lines": list(lines)},
            ]
