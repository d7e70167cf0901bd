"""Answering chats: the agent works in a thread, one edit at a time per project, heartbeats in between.

A client that goes away cancels what is left of the work; edits that were made stay.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING

from nemo_nb.engine.cancel import Cancel, Cancelled
from nemo_nb.engine.dialect import HEARTBEAT, Dialect
from nemo_nb.engine.steps import Step
from nemo_nb.engine.trouble import explain
from nemo_nb.protocol import NemoError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from nemo_nb.engine.agent import Agent
    from nemo_nb.engine.store import Project

HEARTBEAT_EVERY = 1.0  # s

_log = logging.getLogger(__name__)

_Item = Step | Exception | None


class Chats:
    """All chats of this engine."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._tasks: set[asyncio.Task[None]] = set()

    async def answer(self, project: Project, text: str) -> AsyncIterator[bytes]:
        """Yield the frames of the answer to ``text``, heartbeats among them while there is nothing to say."""
        steps: asyncio.Queue[_Item] = asyncio.Queue()
        cancel = Cancel()
        # The work outlives this generator: the project stays locked until its thread has really stopped.
        task = asyncio.create_task(self._work(project, text, steps, cancel))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        dialect = Dialect()
        try:
            while True:
                try:
                    step = await asyncio.wait_for(steps.get(), HEARTBEAT_EVERY)
                except TimeoutError:
                    yield HEARTBEAT
                    continue
                if step is None:
                    frames = dialect.end()
                elif isinstance(step, Exception):
                    frames = dialect.failure(*_explain(step))
                else:
                    frames = dialect.frames(step)
                for frame in frames:
                    yield frame
                if step is None or isinstance(step, Exception):
                    return
        finally:
            cancel.request()

    async def refit(self, project: Project) -> None:
        """Make the music fit what was uploaded. A failure leaves that to the next edit."""
        async with self._locks[project.id]:
            try:
                await asyncio.to_thread(self._agent.refit, project, Cancel())
            except Exception as error:
                _log.error("the music could not be fitted", exc_info=error)

    async def _work(self, project: Project, text: str, steps: asyncio.Queue[_Item], cancel: Cancel) -> None:
        loop = asyncio.get_running_loop()

        def tell(item: _Item) -> None:
            loop.call_soon_threadsafe(steps.put_nowait, item)

        def work() -> None:
            try:
                for step in self._agent.reply(project, text, cancel):
                    tell(step)
                    cancel.check()
                tell(None)
            except Cancelled:
                tell(None)
            except Exception as error:
                tell(error)

        async with self._locks[project.id]:
            if not cancel.requested:
                await asyncio.to_thread(work)


def _explain(error: Exception) -> tuple[str, str]:
    if isinstance(error, NemoError):
        return type(error).__name__, str(error)
    _log.error("a chat failed", exc_info=error)
    return "INTERNAL", explain(error, "finish this") + " Nothing was changed."
