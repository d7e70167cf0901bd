"""The clients' one call for many jobs. What it needs loads when it is used."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from nemo_nb.protocol import NemoError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping
    from concurrent.futures import Executor

    import pandas as pd

    from nemo_nb.client._async import AsyncDriver
    from nemo_nb.client._async_client import AsyncProject
    from nemo_nb.client._batch_jobs import Jobs
    from nemo_nb.client._batch_progress import BatchProgress
    from nemo_nb.client._client import Project
    from nemo_nb.client._core import Core
    from nemo_nb.client._sync import SyncDriver


class Batching:
    """`batch` for the client that waits."""

    _core: Core

    @property
    def _driver(self) -> SyncDriver:
        raise NotImplementedError

    def project(self, session_id: str | None = None) -> Project:
        """Start a project, or reopen one by its id."""
        raise NotImplementedError

    def batch(
        self,
        jobs: Jobs,
        instruction: str | None = None,
        *,
        output_dir: str | os.PathLike[str] | None = None,
        executor: Executor | None = None,
        at_once: int | None = None,
        progress: Callable[[BatchProgress], object] | None = None,
        journal: str | os.PathLike[str] | None = None,
        storage: str | os.PathLike[str] | None = None,
    ) -> pd.DataFrame:
        """Do many jobs, each to its own video, and return a table of what became of them.

        A job that fails does not stop the others. What is done is kept in a journal beside the videos: the
        same call again goes on where the last one ended, however it ended, repeats nothing, and pays nothing
        twice.

        Parameters
        ----------
        jobs
            A list of ``(file, instruction)`` or ``(file, instruction, output)`` or of dicts, or a DataFrame,
            with the columns ``file``, ``instruction`` and, as you like, ``output`` and ``skill``; others are
            kept. With ``instruction``: a folder, a pattern such as ``clips/*.mp4``, or a list of files.
        instruction
            What to do with each file that has none of its own.
        output_dir
            The folder of the videos; default ``nemo-batch`` in this folder.
        executor
            Who does the work: any `concurrent.futures.Executor`, such as a dask client's ``get_executor()``.
            Without one, the service does it, or worker processes on this computer.
        at_once
            How many jobs at a time; by default 3 over a service, and here as many as cores and memory allow.
        progress
            Gets a `BatchProgress` at most ten times a second.
        journal
            The journal's file; default: inside ``output_dir``.
        storage
            Where an executor's workers find the files: a folder that all of them share, or an address for
            fsspec such as ``s3://bucket/batch``. Default: inside ``output_dir``.

        Returns
        -------
        pandas.DataFrame
            ``file``, ``instruction``, ``status``, ``output``, ``seconds``, ``changes``, ``error``, then other
            columns. The status is ``done``; ``unchanged`` where the instruction changed nothing; ``failed``;
            ``invalid`` where it could not be begun; ``waiting`` where the same call again will go on. Over a
            service ``project`` is the id under which it keeps a job; `reopen` opens any row, to refine it.

        Raises
        ------
        NemoError
            There is nothing to do, or this batch is running already.
        """
        from nemo_nb.client._batch_run import Plan, run

        plan = Plan(
            self._core,
            jobs,
            instruction,
            output_dir=output_dir,
            executor=executor,
            at_once=at_once,
            progress=progress,
            journal=journal,
            storage=storage,
        )
        return run(plan, lambda: self._driver)

    def reopen(self, row: Mapping[str, Any] | pd.Series[Any]) -> Project:
        """Open one job of a batch as a project, to refine it by conversation.

        A service keeps each job's project. Worker processes of this computer keep none: there the file is
        uploaded and the instruction carried out once more, which gives the same timeline.

        Parameters
        ----------
        row
            A row of the table that `batch` returned, such as ``table.iloc[3]``; or a dict with its ``file``,
            ``instruction`` and, over a service, ``project``.

        Raises
        ------
        NemoError
            The job has no project yet, or not with the service of this client.
        """
        file, instruction, session_id = _asked(row, self._core)
        project = self.project(session_id)
        if session_id is None:
            if file:
                project.upload(file)
            if instruction:
                project.chat(instruction)
        return project


class AsyncBatching:
    """`batch` for the client that is awaited."""

    _core: Core

    @property
    def _driver(self) -> AsyncDriver:
        raise NotImplementedError

    async def project(self, session_id: str | None = None) -> AsyncProject:
        """Start a project, or reopen one by its id."""
        raise NotImplementedError

    async def batch(
        self,
        jobs: Jobs,
        instruction: str | None = None,
        *,
        output_dir: str | os.PathLike[str] | None = None,
        executor: Executor | None = None,
        at_once: int | None = None,
        progress: Callable[[BatchProgress], object] | None = None,
        journal: str | os.PathLike[str] | None = None,
        storage: str | os.PathLike[str] | None = None,
    ) -> pd.DataFrame:
        """Do many jobs, each to its own video; see `nemo_nb.client.NemoClient.batch`."""
        from nemo_nb.client._batch_run import Plan, run_async

        plan = await asyncio.to_thread(
            Plan,
            self._core,
            jobs,
            instruction,
            output_dir=output_dir,
            executor=executor,
            at_once=at_once,
            progress=progress,
            journal=journal,
            storage=storage,
        )
        return await run_async(plan, self._driver)

    async def reopen(self, row: Mapping[str, Any] | pd.Series[Any]) -> AsyncProject:
        """Open one job of a batch as a project; see `nemo_nb.client.NemoClient.reopen`."""
        file, instruction, session_id = _asked(row, self._core)
        project = await self.project(session_id)
        if session_id is None:
            if file:
                await project.upload(file)
            if instruction:
                await project.chat(instruction)
        return project


def _asked(row: Mapping[str, Any] | pd.Series[Any], core: Core) -> tuple[str, str, str | None]:
    """Return a row's file, instruction, and the project it has; None where it is to be made again."""
    from nemo_nb.client._batch_jobs import text_of

    file, instruction, project = (text_of(row.get(name)) for name in ("file", "instruction", "project"))
    if not project and not core.service.local:
        # Carrying the instruction out again would be paid again.
        raise NemoError("This job has no project at this service.", hint="Run the batch again first.")
    if not file and not instruction:
        raise NemoError("This is not a row of a batch.", hint="For example: client.reopen(table.iloc[0])")
    return file, instruction, project or None
