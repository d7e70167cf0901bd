"""How does ordinary notebook code wait for a coroutine? `run`, and nothing happens before it is called."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")


def run(coro: Coroutine[Any, Any, T]) -> T:
    """Run ``coro`` to its end and return its result, also where an event loop is already running.

    In a notebook the coroutine runs on the kernel's own loop, so that other tasks go on meanwhile.
    Interrupting the kernel cancels it and waits for its clean-up before `KeyboardInterrupt` goes on. In a
    plain script this is ``asyncio.run``.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coro)
    import nest_asyncio2  # patches asyncio when applied, so only for who needs it

    nest_asyncio2.apply(loop)
    task = loop.create_task(coro)
    try:
        return loop.run_until_complete(task)
    except BaseException:
        if not task.done():
            # Without this the request would go on at the service.
            task.cancel()
            loop.run_until_complete(asyncio.wait([task]))
        raise
