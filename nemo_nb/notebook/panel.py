"""The panel: an editor's desk in a cell. Its state, and what happens when somebody presses something.

Everything visible is a trait, so that a reloaded page and a second view show the same. Work runs on a thread
of its own, so that the notebook's cells stay free; it takes the project's turn like every magic does, and
what either side does shows on the other. page.py has the traits and messages.
"""

from __future__ import annotations

import base64
import logging
import threading
import time
from collections import deque
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget

from nemo_nb.protocol import FORMATS, NemoError, TextDelta, ToolCall
from nemo_nb.timeline import STYLE, Timeline, retell, tell

from .exports import Exports
from .incoming import Intake
from .kernel import reachable
from .page import FIELDS, PageTraits
from .saved import SavedCopy, saved_html
from .translate import translate, translate_part
from .video import free_name, poster_of
from .words import activity
from .worker import INTERVAL, Cancelled, Worker
from .workspace import Workspace, current

if TYPE_CHECKING:
    from nemo_nb.client import Project, Reply
    from nemo_nb.protocol import Progress, Video

    from .incoming import IncomingFile
    from .page import Job, ToKernel

PAGE = Path(__file__).parent / "static"
MOVING = ("job", "messages", "reply", "activity", "picture", "duration", "exportable", "video", "renders")
"""What a job changes; a page whose connection was down asks for it again."""
REMEMBERED = 1000
"""Numbers of the page's latest messages that are kept, to do nothing twice."""
STAGES = {"render": "Rendering", "download": "Fetching the video"}

if not (PAGE / "panel.js").is_file():
    raise NemoError("The panel's page is not built.", hint="In a checkout: pip install -e .")


class NemoPanel(PageTraits, anywidget.AnyWidget):
    """Upload, conversation, timeline, export and player in one widget.

    Parameters
    ----------
    workspace
        What to work on; by default the notebook's own, which the magics use too.
    """

    _esm = PAGE / "panel.js"
    _css = STYLE.removeprefix("<style>").removesuffix("</style>") + (PAGE / "panel.css").read_text("utf-8")

    def __init__(self, workspace: Workspace | None = None) -> None:
        super().__init__()
        self._space = workspace or current()
        self._lock = threading.RLock()
        self._number = 0
        self._numbers: deque[str] = deque(maxlen=REMEMBERED)
        self._stale = False
        self._exports = Exports()
        self._saved = SavedCopy()
        self._worker = Worker(self._show_job, self._show_failure)
        self._intake = Intake(self.send, self._uploaded, self._upload_stopped)
        self._stop_listening = self._space.listen(self._heard)
        self.on_msg(self._receive)
        self._put(kernel=reachable(self.comm))
        self._show_service()
        if self._space.has_project:
            self._look_again()

    def close(self) -> None:
        """End what is running and remove the panel."""
        self._stop_listening()
        self._intake.stop()
        self._worker.cancel()
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
                    self._worker.begin("chat", tell("Thinking"), lambda: self._chat(text))
            case "export":
                self._worker.begin("export", tell("Rendering"), self._export)
            case "cancel":
                self._cancel(message["since"])
            case "sync":
                with self._lock:
                    self.send_state(MOVING)
            case "play":
                self._play(message["id"])
            case "upload":
                self._expect(message["id"], message["name"], message["size"])
            case "slice":
                place = message["seq"], message["offset"]
                self._take(message["id"], *place, buffers[0], message["sha256"])
            case "where":
                self._intake.where(message["id"])
            case "fetch":
                self._send_video(message["id"], message["offset"])

    def _cancel(self, since: int) -> None:
        # It may come twice, by two ways, and late: the next job is not meant.
        if self.job and self.job["since"] == since and not self._intake.stop():
            self._worker.cancel()

    # Jobs, on the worker's thread

    def _chat(self, text: str) -> None:
        self._space.settings.hear(text)
        self._add("you", text)
        self._space.tell("prompt", text)
        with self._space.turn() as project:
            self._worker.check()
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
        with project.stream(text) as events, self._worker.ended_by(events.hang_up):
            for event in events:
                self._worker.check()
                if isinstance(event, ToolCall):
                    self._put(activity=activity(event.name, event.args))
                if isinstance(event, TextDelta):
                    said += event.text
                    if time.monotonic() - painted >= INTERVAL:
                        painted = time.monotonic()
                        self._put(reply=translate_part(said))
            self._worker.check()
            return events.reply

    def _export(self) -> None:
        with self._space.turn() as project:
            self._worker.check()
            video = project.export(free_name(project.timeline()), progress=self._progress)
        self._show_video(video)
        self._show_renders()
        self._space.tell("export", video)

    def _upload(self, file: IncomingFile) -> None:
        try:
            with self._space.turn() as project:
                self._worker.check()
                # The way from the page to the kernel was the first half.
                half = partial(self._second_half, file.size)
                media = project.upload(file.path, progress=half)
                self._show_timeline(project.timeline())
            self._show_poster(file.path)
        finally:
            file.discard()
            self._intake.refuse(file.id)
        self._show_service()
        where = "{name} is on the timeline." if self.exportable else "{name} is ready to use."
        self._add("nemo", tell(where, name=file.name))
        self._space.tell("upload", media)

    def _refresh(self) -> None:
        self._show_timeline(self._space.project.timeline())
        self._show_service()
        self._show_renders()
        self._show_credits()

    def _progress(self, step: Progress) -> None:
        self._worker.report(step.done, step.total or 0)
        self._put(activity=tell(STAGES.get(step.stage, "")))

    def _second_half(self, size: int, step: Progress) -> None:
        self._worker.report(size + size * (step.done / step.total if step.total else 0.0))

    # Files that arrive

    def _expect(self, id: str, name: str, size: int) -> None:
        if self._intake.expects(id):
            # The page did not hear the answer, and asked again.
            self._intake.where(id)
            return
        fits = 0 < size <= self._space.skill.limit
        if fits and self._worker.claim("upload", tell("Uploading {name}", name=name), 2 * size):
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
        self._add("nemo", tell("The upload of {name} was stopped.", name=name))

    # What is shown

    def _put(self, **traits: Any) -> None:
        """Change traits at once, one thread at a time: ipywidgets loses what another changes meanwhile."""
        with self._lock, self.hold_sync():
            for name, value in traits.items():
                self.set_trait(name, value)

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
            if what in ("project", "upload"):
                self._look_again()

    def _look_again(self) -> None:
        """Show the project as it is now; after the present job, where there is one."""
        self._stale = not self._worker.begin("connect", tell("Opening the project"), self._refresh)

    def _show_job(self, job: Job | None) -> None:
        if job is not None:
            self._put(job=job)
            return
        self._put(job=None, reply="", activity="")
        self._saved.update(self._saved_html())
        if self._stale:
            self._look_again()

    def _show_failure(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._add("nemo", tell("Cancelled."))
        elif isinstance(error, NemoError):
            self._add("problem", *filter(None, [retell(error.message), retell(error.hint)]))
        else:
            # A thread has no cell to fail in: say it where the person looks.
            logging.getLogger(__name__).error("The panel's job failed.", exc_info=error)
            self._add("problem", f"{type(error).__name__}: {error}")

    def _show_reply(self, reply: Reply) -> None:
        changes = [str(change) for change in reply.changes]
        said = translate(reply.text).text.strip(), retell(reply.note)
        text = "\n".join(filter(None, said)) or ("" if changes else tell("Nothing changed on the timeline."))
        with self._lock, self.hold_sync():
            self._put(reply="")
            self._add("nemo", text, *changes)
            self._show_timeline(reply.timeline)

    def _show_timeline(self, timeline: Timeline) -> None:
        self._put(picture=timeline.html, duration=timeline.duration, exportable=not timeline.is_empty)

    def _show_video(self, video: Video) -> None:
        self._put(video=self._exports.clip(Path(video.path), video.duration))

    def _show_renders(self) -> None:
        self._put(renders=self._exports.found(self._space.client.renders()))

    def _play(self, id: str) -> None:
        self._put(video=next((clip for clip in self.renders if clip["id"] == id), self.video))

    def _show_poster(self, path: Path) -> None:
        # Something to look at until there is an export.
        still = poster_of(path)
        if still:
            self._put(poster=f"data:image/jpeg;base64,{base64.b64encode(still).decode()}")

    def _send_video(self, id: str, offset: int) -> None:
        part = self._exports.read(id, offset)
        if part is not None and self.video is not None and self.video["id"] == id:
            self.send({"type": "bytes", "id": id, "offset": offset, "size": self.video["size"]}, [part])

    def _show_service(self) -> None:
        skill = self._space.skill
        about = {"name": skill.name, "job": skill.job, "examples": list(skill.examples)}
        takes = {"formats": list(FORMATS), "limit": skill.limit}
        self._put(service=self._space.client.service.describe(), skill=about | takes)
        self._put(project=self._space.project.session_id if self._space.has_project else "")

    def _show_credits(self) -> None:
        # The local engine charges nothing; a balance would only raise questions.
        if not self._space.client.service.local:
            self._put(credits=f"{self._space.client.credits().available:g} credits")

    def _add(self, who: str, text: str, *lines: str) -> None:
        with self._lock:
            self._number += 1
            message = {"id": self._number, "who": who, "text": text, "lines": list(lines)}
            self._put(messages=[*self.messages, message])
