"""What does the panel do when it is asked to? Its jobs, on a thread of their own, and how each is shown.

Work takes the project's turn like every magic does, and what either side does shows on the other.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.protocol import NemoError, TextDelta, ToolCall
from nemo_nb.timeline import retell, tell

from .echo import Echo
from .face import Face
from .incoming import Intake
from .panel_batch import Batches
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
    from .page import Job
    from .workspace import Workspace

STAGES = {"render": "Rendering", "download": "Fetching the video"}


class PanelJobs(Face):
    """The panel with everything it can do, one job at a time.

    Parameters
    ----------
    workspace
        What to work on; by default the notebook's own, which the magics use too.
    """

    def __init__(self, workspace: Workspace | None = None) -> None:
        super().__init__(workspace)
        self._unsaid: deque[str] = deque()
        self._stale = False
        self._saved = SavedCopy()
        self._worker = Worker(self._show_job, self._show_failure)
        self._echo = Echo(self, self._worker)
        self._batches = Batches(self, self._worker, self._exports.clip)
        self._intake = Intake(self.send, self._uploaded, self._upload_stopped)

    def _repr_mimebundle_(self, **arguments: Any) -> Any:
        self._saved.show(self._saved_html())
        return super()._repr_mimebundle_(**arguments)

    def _saved_html(self) -> str:
        name = self.video["name"] if self.video else ""
        below = (self.picture if self.exportable else "") + self._batches.saved_html()
        return saved_html(self.messages, below, self.poster, name)

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

    def _begin_batch(self) -> None:
        self._begin("batch", self._batches.label, partial(self._batch, tell("Go on")))

    def _batch(self, asked: str) -> None:
        client = self._space.client
        client.language = self._space.settings.spoken or client.language
        self._show_service()
        self.add("you", asked)
        self.add("nemo", self._batches.run(client.batch))
        self._show_credits()

    def _reopen(self, number: int) -> None:
        job = self._batches.job(number)
        name = Path(job["file"]).name
        self._begin("connect", tell("Opening {name}", name=name), partial(self._open, number, job, name))

    def _open(self, number: int, job: dict[str, str], name: str) -> None:
        project = self._space.client.reopen(job)
        self._worker.check()
        self._space.open(project.session_id)
        self._refresh()
        self.put(video=self._batches.video(number))
        self.add("nemo", tell("{name} is open. Say what to change.", name=name))

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

    def _uploaded(self, file: IncomingFile) -> None:
        if self._batches.wants(file.id):
            self._intake.refuse(file.id)
            if self._batches.take(file):
                label = self._batches.label
                asked = self._batches.asked
                self._worker.run(lambda: self._told(label, lambda: self._batch(asked)), label)
            return
        label = tell("Uploading {name}", name=file.name)
        self._worker.run(lambda: self._told(label, lambda: self._upload(file)))

    def _upload_stopped(self, name: str) -> None:
        self._batches.stop_gathering()
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
