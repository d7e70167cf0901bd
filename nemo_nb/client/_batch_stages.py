"""One job through workers: analyse, compose, render, then the video in its place.

The stages are the engine's own work as plain functions, submitted to any `concurrent.futures.Executor`:
worker processes of this computer, or a cluster. What each brought is noted before the next begins, so that a
worker or a coordinator that dies loses the try it was at, and nothing else.
"""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import BrokenExecutor, CancelledError, Future, wait
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.client._batch_outcome import Halt, Outcome, Stopped, verify
from nemo_nb.client._memory import Room, need
from nemo_nb.client._part import destination
from nemo_nb.engine import work
from nemo_nb.protocol import RenderError
from nemo_nb.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

    from nemo_nb.client._batch_jobs import Job
    from nemo_nb.client._journal import Journal

_TRIES = 3
_LOOK = 0.2  # s between looks at whether to stop
# By name: the package that raises them need not be installed here.
_LOST = frozenset(
    {"KilledWorker", "CommClosedError", "WorkerLostError", "BrokenProcessPool", "TerminatedWorkerError"}
)


class Stages:
    """Does jobs with the help of an executor. Thread-safe.

    Parameters
    ----------
    executor
        Who works.
    shared
        Where files are left for each other.
    journal
        Where it is noted.
    language
        What the composer's words are in: ``en``, ``zh``, ….
    room
        Lets jobs in as memory allows; None where that is the executor's concern.
    stopped
        Says whether the batch has been stopped.
    """

    def __init__(
        self,
        executor: Executor,
        shared: work.Shared,
        journal: Journal,
        language: str,
        room: Room | None,
        stopped: Callable[[], bool],
    ) -> None:
        self._executor = executor
        self._shared = shared
        self._journal = journal
        self._language = language
        self._room = room
        self._stopped = stopped
        self._lock = threading.Lock()
        self._wanted: Counter[str] = Counter()
        self._putting: dict[str, threading.Lock] = {}

    def do(self, job: Job, key: str, digest: str | None, tell: Callable[[str], object]) -> Outcome:
        """Bring a job to its end from wherever it stands. ``digest`` is its file's.

        Raises
        ------
        NemoError
        Stopped
            Nothing is wrong with the job; it can go on another time.
        """
        files = [work.File(digest, job.file.name, str(job.file))] if job.file and digest else []
        with self._shelved(files):
            seen = [self._seen(job, key, file, tell) for file in files]
            size = max((need(each.facts) for each in seen), default=need(None))
            if self._room is None:
                return self._made(job, key, files, seen, tell)
            with self._room.taken(size, self._stopped, lambda: tell("waiting for memory")):
                return self._made(job, key, files, seen, tell)

    def _seen(self, job: Job, key: str, file: work.File, tell: Callable[[str], object]) -> work.Seen:
        known = self._journal.entry(key).facts.get("seen")
        if known:
            return work.Seen(**known)
        tell("listening")
        seen: work.Seen = self._run(work.analyse, self._shared, file)
        self._journal.note(key, job.output, "seen", seen=asdict(seen))
        return seen

    def _made(
        self, job: Job, key: str, files: list[work.File], seen: list[work.Seen], tell: Callable[[str], object]
    ) -> Outcome:
        composed = self._composed(job, key, files, seen, tell)
        before, after = Timeline(composed.before or None), Timeline(composed.draft or None)
        changes = "; ".join(map(str, after.diff(before)))
        if after.is_empty:
            raise RenderError(composed.text or "There is nothing to export.")
        rendered = self._rendered(job, key, files, composed, tell)
        tell("saving")
        target = destination(job.output, name=job.output.name)
        self._shared.get(rendered.name, target)
        duration = verify(target, rendered.size, rendered.duration, rendered.digest)
        for name in (rendered.name, *composed.made.values()):
            self._shared.drop(name)
        return Outcome(changes, composed.text, duration, rendered.size)

    def _composed(
        self, job: Job, key: str, files: list[work.File], seen: list[work.Seen], tell: Callable[[str], object]
    ) -> work.Composed:
        known = self._journal.entry(key).facts.get("composed")
        if known and all(map(self._shared.has, known["made"].values())):
            return work.Composed(**known)
        tell("composing")
        material = list(zip(files, seen, strict=True))
        composed: work.Composed = self._run(
            work.compose, self._shared, key, material, job.instruction, self._language
        )
        self._journal.note(key, job.output, "composed", composed=asdict(composed), rendered=None)
        return composed

    def _rendered(
        self,
        job: Job,
        key: str,
        files: list[work.File],
        composed: work.Composed,
        tell: Callable[[str], object],
    ) -> work.Rendered:
        known = self._journal.entry(key).facts.get("rendered")
        if known and self._shared.has(known["name"]):
            return work.Rendered(**known)
        tell("rendering")
        rendered: work.Rendered = self._run(work.render, self._shared, key, composed, files)
        self._journal.note(key, job.output, "rendered", rendered=asdict(rendered))
        return rendered

    def _run(self, stage: Callable[..., Any], *arguments: Any) -> Any:
        """Have a stage done, once more where its worker died on the way."""
        for attempt in range(_TRIES):
            if self._stopped():
                raise Stopped
            try:
                future = self._executor.submit(stage, *arguments, attempt)
            except (BrokenExecutor, RuntimeError) as error:
                raise Halt(
                    f"The workers are gone ({error}).", hint="Run the batch again with new ones."
                ) from None
            try:
                return self._result(future)
            except Exception as error:
                if type(error).__name__ not in _LOST and not isinstance(error, BrokenExecutor):
                    raise
        if self._stopped():
            raise Stopped
        raise RenderError(
            f"A worker died {_TRIES} times in the middle of this.",
            hint="It may need more memory than there is.",
        )

    def _result(self, future: Future[Any]) -> Any:
        try:
            while not wait([future], _LOOK).done:
                if self._stopped():
                    future.cancel()
                    raise Stopped
            return future.result()
        except CancelledError:
            raise Stopped from None

    @contextmanager
    def _shelved(self, files: list[work.File]) -> Iterator[None]:
        """Have files in the shared place while a job, or several, need them."""
        if self._shared.near:
            yield
            return
        with ExitStack() as held:
            for file in files:
                held.enter_context(self._put(file.digest, Path(file.path or "")))
            yield

    @contextmanager
    def _put(self, digest: str, path: Path) -> Iterator[None]:
        with self._lock:
            self._wanted[digest] += 1
            putting = self._putting.setdefault(digest, threading.Lock())
        try:
            with putting:
                if not self._shared.has(f"media/{digest}"):
                    self._shared.put(path, f"media/{digest}")
            yield
        finally:
            with self._lock:
                self._wanted[digest] -= 1
                if not self._wanted[digest]:
                    del self._wanted[digest], self._putting[digest]
                    self._shared.drop(f"media/{digest}")
