"""Looking on at the batches of this process, and stopping them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from nemo_nb.client._batch import Batch
    from nemo_nb.client._batch_progress import BatchProgress, BatchRow


class RunningBatch:
    """A batch that somebody in this process runs. Safe to use from any thread.

    Parameters
    ----------
    batch
        Its rows.
    stop
        Ends it.
    """

    def __init__(self, batch: Batch, stop: Callable[[], object]) -> None:
        self._batch = batch
        self._stop = stop
        self.over = False

    @property
    def progress(self) -> BatchProgress:
        """How far it is."""
        return self._batch.progress()

    @property
    def folder(self) -> Path:
        """The folder of the videos."""
        return self._batch.folder

    def rows(self, most: int) -> list[BatchRow]:
        """Return the jobs in their order; of more than ``most`` those that run or failed, then the others."""
        return self._batch.now(most)

    def table(self) -> pd.DataFrame:
        """Return the table as it is now."""
        return self._batch.table()

    def job(self, number: int) -> dict[str, str]:
        """Return a job's ``file``, ``instruction`` and ``project``, as `NemoClient.reopen` takes them."""
        row = self._batch.rows[number]
        return {
            "file": str(row.job.file or ""),
            "instruction": row.job.instruction,
            "project": row.project,
        }

    def stop(self) -> None:
        """End it soon; the call that runs it returns its table, where the rest is waiting."""
        self._stop()


_lookers: list[Callable[[RunningBatch], object]] = []


def watch_batches(look: Callable[[RunningBatch], object]) -> Callable[[], None]:
    """Call ``look`` with each batch of this process: at its start, ten times a second, and at its end.

    Returns
    -------
    callable
        Ends that. The first call for a batch comes on the thread that runs it, the others on any.
    """
    _lookers.append(look)
    return lambda: _lookers.remove(look) if look in _lookers else None


def announce(batch: RunningBatch) -> None:
    """Let everybody who looks on look."""
    for look in tuple(_lookers):
        try:
            look(batch)
        except Exception:
            # A batch must not fail because somebody who looks on does.
            logging.getLogger(__name__).exception("Somebody who looks on at a batch failed.")
