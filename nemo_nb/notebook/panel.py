"""The panel: an editor's desk in a cell. Its state, and what happens when somebody presses something.

Everything visible is a trait, so that a reloaded page and a second view show the same. Work runs on a thread
of its own, so that the notebook's cells stay free; it takes the project's turn like every magic does, and
what either side does shows on the other. page.py has the traits and messages.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.protocol import NemoError, TextDelta, ToolCall
from nemo_nb.timeline import LANGUAGES, STYLE, retell, speak, tell

from .echo import Echo
from .face import Face
from .incoming import Intake
from .kernel import reachable
from .page import FIELDS
from .saved import SavedCopy, saved_html
from .translate import translate_part
from .video import free_name
from .words import activity
from .worker import INTERVAL, Cancelled, Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_nb.client import Project, Reply
    from nemo_nb.protocol import Progress

    from .incoming import IncomingFile
    from .page import Job, ToKernel
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
)
"""What a job changes; a page whose connection was down asks for it again."""
REMEMBERED = 1000
"""Numbers of the page's latest messages that are kept, to do nothing twice."""
STAGES = {"render": "Rendering", "download": "Fetching the video"}

if not (PAGE / "panel.js").is_file():
    raise NemoError("The panel's page is not built.", hint="In a checkout: pip install -e .")


class NemoPanel(Face):
    """Upload, conversation, timeline, export and player in one widget.

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
        self._unsaid: deque[str] = deque()
        self._stale = False
        self._saved = SavedCopy()
        self._worker = Worker(self._show_job, self._show_failure)
        self._echo = Echo(self, self._worker)
        self._intake = Intake(self.send, self._uploaded, self._upload_stopped)
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
            case "upload":
                self._expect(message["id"], message["name"], message["size"])
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
            self._worker.cancel()

    # Jobs, on the worker's thread

    def _begin(self, kind: str, label: str, work: Callable[[], object]) -> bool:
        return self._worker.begin(kind, label, lambda: self._told(label, work))

    def _told(self, label: str, work: Callable[[], object]) -> None:
        """Do the work, and tell other panels how it gets on."""
        self._space.tell("doing", label)
        try:
            work()
        except BaseException as error:
            self._space.tell("done", error)
            raise
        self._space.tell("done", None)

    def _say(self, text: str) -> None:
        # What somebody wrote is not lost because a cell was faster.
        if not self._begin("chat", tell("Thinking"), lambda: self._chat(text)):
            self._unsaid.append(text)

    def _chat(self, text: str) -> None:
        self._space.settings.hear(text)
        self.add("you", text)
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
                    self._do(activity(event.name, event.args))
                if isinstance(event, TextDelta):
                    self._space.tell("delta", event.text)
                    said += event.text
                    if time.monotonic() - painted >= INTERVAL:
                        painted = time.monotonic()
                        self.put(reply=translate_part(said))
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
        self.add("nemo", tell(where, name=file.name))
        self._space.tell("upload", media)

    def _refresh(self) -> None:
        self._show_timeline(self._space.project.timeline())
        self._show_service()
        self._show_renders()
        self._show_credits()

    def _progress(self, step: Progress) -> None:
        self._worker.report(step.done, step.total or 0)
        self._do(tell(STAGES.get(step.stage, "")))

    def _do(self, activity: str) -> None:
        if activity != self.activity:
            self.put(activity=activity)
            self._space.tell("doing", activity)

    def _second_half(self, size: int, step: Progress) -> None:
        self._worker.report(size + size * (step.done / step.total if step.total else 0.0))

    # Files that arrive

    def _expect(self, id: str, name: str, size: int) -> None:
        if self._intake.expects(id):
            # The page did not hear the answer, and asked again.
            self._intake.where(id)
            return
        fits = 0 < size <= self._space.skill.limit
        label = tell("Uploading {name}", name=name)
        if fits and self._worker.claim("upload", label, 2 * size) is not None:
            self._intake.expect(id, name, size)
        else:
            self._intake.refuse(id)

    def _take(self, id: str, seq: int, offset: int, data: memoryview, sha256: str) -> None:
        received = self._intake.take(id, seq, offset, data, sha256)
        if received is not None:
            self._worker.report(received)

    def _uploaded(self, file: IncomingFile) -> None:
        label = tell("Uploading {name}", name=file.name)
        self._worker.run(lambda: self._told(label, lambda: self._upload(file)))

    def _upload_stopped(self, name: str) -> None:
        self._worker.release()
        self.add("nemo", tell("The upload of {name} was stopped.", name=name))

    # What shows

    def _heard(self, what: str, value: Any) -> None:
        """Show what a magic or another panel did; what this panel does itself it shows already."""
        if self._worker.is_here:
            return
        self._echo.hear(what, value)
        if what == "reply":
            self._show_reply(value)
        elif what == "export":
            self._show_video(value)
        elif what == "stop":
            self._worker.cancel()
        if what in ("prompt", "connect", "skill", "project", "upload"):
            self._show_service()
        costs = what == "reply" and not self._space.client.service.local
        if what in ("project", "upload", "export") or costs:
            self._look_again()

    def _look_again(self) -> None:
        """Show the project as it is now; after the present job, where there is one."""
        self._stale = not self._worker.begin("connect", tell("Opening the project"), self._refresh)

    def _show_job(self, job: Job | None) -> None:
        if job is not None:
            self.put(job=job)
            return
        self.put(job=None, reply="", activity="")
        self._saved.update(self._saved_html())
        if self._unsaid:
            self._say(self._unsaid.popleft())
        elif self._stale:
            self._look_again()

    def _show_failure(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self.add("nemo", tell("Cancelled."))
        elif isinstance(error, NemoError):
            self.add("problem", *filter(None, [retell(error.message), retell(error.hint)]))
        else:
            # A thread has no cell to fail in: say it where the person looks.
            logging.getLogger(__name__).error("The panel's job failed.", exc_info=error)
            self.add("problem", f"{type(error).__name__}: {error}")

    def _play(self, id: str) -> None:
        self.put(video=next((clip for clip in self.renders if clip["id"] == id), self.video))

    def _send_video(self, id: str, offset: int) -> None:
        part = self._exports.read(id, offset)
        if part is not None and self.video is not None and self.video["id"] == id:
            self.send({"type": "bytes", "id": id, "offset": offset, "size": self.video["size"]}, [part])
