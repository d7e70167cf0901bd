"""What went wrong, in words for a person; never a path, never a trace."""

from __future__ import annotations

import errno
import sqlite3

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def explain(error: Exception, task: str) -> str:
    """Return a sentence for an unexpected error; ``task`` completes "could not …"."""
    full = isinstance(error, OSError) and error.errno in _FULL
    if full or (isinstance(error, sqlite3.OperationalError) and "full" in str(error)):
        return "The disk is full. Free some space and try again."
    if isinstance(error, MemoryError):
        return f"There is not enough memory to {task}."
    return f"The local engine could not {task} ({type(error).__name__})."
