"""The lanes that the jobs of a batch run in: threads for the client that waits, tasks for the one awaited.

Against a service each lane holds one conversation; on this computer, or with an executor, each follows one
job through the workers.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.client._batch import Batch
from nemo_nb.client._batch_jobs import read_jobs
from nemo_nb.client._batch_names import name_outputs, without_own
from nemo_nb.client._batch_service import Gate, Purse, Terms, cost, do
from nemo_nb.client._batch_watch import RunningBatch, announce
from nemo_nb.client._journal import Journal
from nemo_nb.client._line import HungUp, Line
from nemo_nb.protocol import NemoError
from nemo_nb.protocol.calls import read_credits

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    import pandas as pd

    from nemo_nb.client._async import AsyncDriver
    from nemo_nb.client._batch_jobs import Jobs
    from nemo_nb.client._batch_progress import BatchProgress
    from nemo_nb.client._core import Core
    from nemo_nb.client._sync import SyncDriver
    from nemo_nb.protocol.ops import Call

FOLDER = "nemo-batch"
_HIDDEN = ".nemo-batch"
_CONVERSATIONS = 3
_UNKNOWN = 16  # jobs at once for an executor that does not say how many workers it has
_PATIENCE = 0.1  # s; how soon an interrupt is felt


class Plan:
    """One run: what was asked for, made ready.

    Parameters
    ----------
    core
        The client's settings and account.
    jobs, instruction, output_dir, executor, at_once, progress, journal, storage
        As `nemo_nb.client.NemoClient.batch` explains them.
    """

    def __init__(
        self,
        core: Core,
        jobs: Jobs,
        instruction: str | None = None,
        *,
        output_dir: str | os.PathLike[str] | None = None,
        executor: Executor | None = None,
        at_once: int | None = None,
        progress: Callable[[BatchProgress], object] | None = None,
        journal: str | os.PathLike[str] | None = None,
        storage: str | os.PathLike[str] | None = None,
    ) -> None:
        self.folder = Path(output_dir if output_dir is not None else FOLDER).expanduser().absolute()
        self._core = core
        self._executor = executor
        self._at_once = at_once
        self._storage = str(storage) if storage is not None else None
        found = read_jobs(jobs, instruction, self.folder, core.account.skill)
        self._hidden = self.folder / _HIDDEN
        try:
            self._hidden.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise NemoError(f"{self.folder} cannot be written: {error.strerror}.") from None
        self._stack = ExitStack()
        record = Journal(Path(journal).expanduser() if journal is not None else self._hidden / "journal.db")
        self._stack.callback(record.close)
        made = record.made()
        if isinstance(jobs, (str, os.PathLike)):
            found = without_own(found, self.folder, made) or found
        name_outputs(found, self.folder, made)
        service = "local" if self.by_workers else core.service.name
        self.let_go: Callable[[], object] = lambda: None
        """Ends what a lane waits for; set by whoever runs the lanes."""
        self._progress = progress
        self.batch = Batch(found, record, service, self.folder, self._report)
        self.running = RunningBatch(self.batch, self.stop)
        self.terms = Terms(core.account, record, Gate(), Purse())

    @property
    def by_workers(self) -> bool:
        """Whether workers of ours do it, not a service."""
        return self._core.service.local or self._executor is not None

    @property
    def open_jobs(self) -> int:
        """How many jobs may be begun."""
        return sum(row.status == "waiting" for row in self.batch.rows)

    def conversations(self) -> int:
        """Return how many jobs talk to the service at a time."""
        return max(1, min(self._at_once or _CONVERSATIONS, self.open_jobs))

    def check_credits(self) -> Call[None]:
        """Ask for the balance and say what the batch will take of it, about."""
        purse = self.terms.purse
        ahead = [
            row.job for row in self.batch.rows if row.status == "waiting" and not self._paid(row.job.output)
        ]
        purse.estimate = sum(map(cost, ahead))
        if not purse.estimate:
            return
        purse.available = (yield from read_credits(self._core.account)).available
        if purse.available < purse.estimate:
            self.batch.note = (
                f"About {purse.estimate:g} credits are needed and {purse.available:g} are left: "
                "what they are not enough for will wait."
            )

    def _paid(self, output: Path) -> bool:
        return self.batch.journal.state_of(output) in ("asked", "rendering", "done")

    def stages(self) -> tuple[Callable[[int, Callable[[str], object]], None], int]:
        """Return what does one job through workers, and how many at a time."""
        from nemo_nb.client._batch_stages import Stages
        from nemo_nb.client._memory import Room, free, workers
        from nemo_nb.client._workers import Workers, cores
        from nemo_nb.engine.work import Shared

        batch, room = self.batch, None
        executor: Any = self._executor
        if executor is None:
            count = self._at_once or workers(self.open_jobs, len(cores()))
            home = self._hidden / "work"
            executor = Workers(count, home, self._hidden / "workers.log")
            self._stack.callback(shutil.rmtree, home, ignore_errors=True)
            self._stack.callback(lambda: executor.shutdown(cancel_futures=True))
            # One job more than there are workers: while it is read or put in its place, none of them waits.
            room, lanes = Room(free()), count + 1
        else:
            lanes = self._at_once or 2 * getattr(executor, "_max_workers", _UNKNOWN // 2)
        near = self._executor is None
        own = self._storage is None
        shared = Shared(self._storage or str(self._hidden / "shared"), near=near)
        if own:
            self._stack.callback(shutil.rmtree, self._hidden / "shared", ignore_errors=True)
        language = self._core.account.language
        stages = Stages(executor, shared, batch.journal, language, room, lambda: batch.stopped)

        def work(number: int, tell: Callable[[str], object]) -> None:
            key: str | None = None
            try:
                prepared = batch.prepare(number)
                if prepared is None:
                    return
                key, digest = prepared
                batch.finish(number, key, stages.do(batch.rows[number].job, key, digest, tell))
            except Exception as error:
                batch.fail(number, key, error)

        return work, max(1, min(lanes, self.open_jobs))

    def stop(self) -> None:
        """Begin nothing more and end what runs, soon; from any thread."""
        self.batch.stop()
        self.let_go()

    def close(self) -> None:
        """Let go of everything; what is half done stays for the next run."""
        self._stack.close()
        self.running.over = True
        announce(self.running)

    def _report(self, now: BatchProgress) -> None:
        announce(self.running)
        if self._progress is not None:
            self._progress(now)

    def told(self) -> str:
        """Return one line on how it stands, for who stopped it."""
        now = self.batch.progress()
        return f"{now.done} of {now.total} are done. Run the same again to go on with the rest."


def run(plan: Plan, driver: Callable[[], SyncDriver]) -> pd.DataFrame:
    """Do a batch and return its table; `Plan.stop` ends it from another thread."""
    batch, lines = plan.batch, [Line() for _ in range(plan.conversations())]

    def hang_up() -> None:
        for line in lines:
            line.hang_up()

    plan.let_go = hang_up
    with contextlib.closing(plan):
        announce(plan.running)
        if plan.by_workers:
            work, count = plan.stages()
            lanes = [threading.Thread(target=_lane, args=(batch, work), daemon=True) for _ in range(count)]
        else:
            if plan.open_jobs:
                driver().run(plan.check_credits())
            lanes = [
                threading.Thread(target=_lane, args=(batch, _talk(plan, driver(), line)), daemon=True)
                for line in lines
            ]
        try:
            for lane in lanes:
                lane.start()
            for lane in lanes:
                while lane.is_alive():
                    lane.join(_PATIENCE)
        except BaseException as error:
            plan.stop()
            for lane in lanes:
                if lane.ident is not None:
                    lane.join()
            batch.end()
            error.add_note(plan.told())
            raise
        batch.end()
        if batch.broken is not None:
            raise batch.broken
        return batch.table()


async def run_async(plan: Plan, driver: AsyncDriver) -> pd.DataFrame:
    """Do a batch on the event loop and return its table."""
    batch = plan.batch
    if plan.by_workers:
        return await _in_thread(plan)
    try:
        announce(plan.running)
        if plan.open_jobs:
            await driver.run(plan.check_credits())

        async def lane() -> None:
            while (number := batch.take()) is not None:
                key: str | None = None
                try:
                    prepared = await asyncio.to_thread(batch.prepare, number)
                    if prepared is not None:
                        key = prepared[0]
                        job = batch.rows[number].job
                        tell = _teller(batch, number)
                        outcome = await driver.run(do(plan.terms, job, key, tell))
                        await asyncio.to_thread(batch.finish, number, key, outcome)
                except Exception as error:
                    await asyncio.to_thread(batch.fail, number, key, error)

        async with asyncio.TaskGroup() as lanes:
            tasks = [lanes.create_task(lane()) for _ in range(plan.conversations())]
            loop = asyncio.get_running_loop()
            # A lane that is cancelled by itself ends alone; the group waits for them all.
            plan.let_go = lambda: [loop.call_soon_threadsafe(task.cancel) for task in tasks]
    except asyncio.CancelledError as error:
        batch.stop()
        error.add_note(plan.told())
        raise
    finally:
        plan.let_go = lambda: None
        batch.end()
        plan.close()
    if batch.broken is not None:
        raise batch.broken
    return batch.table()


async def _in_thread(plan: Plan) -> pd.DataFrame:
    """Workers are waited for on threads anyway; a cancelled task stops them and waits until they have."""

    def no_driver() -> SyncDriver:
        raise AssertionError("workers need no connection")

    task = asyncio.ensure_future(asyncio.to_thread(run, plan, no_driver))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError as error:
        plan.stop()
        with contextlib.suppress(Exception):
            await task
        error.add_note(plan.told())
        raise


def _lane(batch: Batch, work: Callable[[int, Callable[[str], object]], None]) -> None:
    while (number := batch.take()) is not None:
        work(number, _teller(batch, number))


def _teller(batch: Batch, number: int) -> Callable[[str], object]:
    return lambda stage: batch.tell(number, stage)


def _talk(plan: Plan, driver: SyncDriver, line: Line) -> Callable[[int, Callable[[str], object]], None]:
    """Return what does one job over the service, on one line."""
    batch = plan.batch

    def work(number: int, tell: Callable[[str], object]) -> None:
        key: str | None = None
        try:
            prepared = batch.prepare(number)
            if prepared is None:
                return
            key = prepared[0]
            steps = driver.steps(do(plan.terms, batch.rows[number].job, key, tell), line=line)
            while True:
                try:
                    next(steps)  # what is said on the way is not kept: the timeline is
                except StopIteration as end:
                    batch.finish(number, key, end.value)
                    return
        except (Exception, HungUp) as error:
            batch.fail(number, key, error)

    return work
