"""Where a take lies until its level is known: in memory, or on disk when it is long."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from types import TracebackType

Audio = npt.NDArray[np.float32]
FRAME = 8
"""Bytes of a stereo frame."""


class Tape(Protocol):
    """Stereo sound of ``frames`` frames that can be written and read in parts, each (count, 2)."""

    frames: int

    def write(self, start: int, audio: Audio) -> None:
        """Put ``audio`` at ``start``."""

    def read(self, start: int, count: int) -> Audio:
        """Return ``count`` frames from ``start``."""


class Held:
    """A take in memory; `read` gives views of ``audio``."""

    def __init__(self, frames: int) -> None:
        self.frames = frames
        self.audio: Audio = np.zeros((frames, 2), np.float32)

    def write(self, start: int, audio: Audio) -> None:
        """Put ``audio`` at ``start``."""
        self.audio[start : start + len(audio)] = audio

    def read(self, start: int, count: int) -> Audio:
        """Return ``count`` frames from ``start``."""
        return self.audio[start : start + count]


class Disk:
    """A take in a file without a name, gone when it is closed; `read` gives copies."""

    def __init__(self, frames: int) -> None:
        self.frames = frames
        self.file = TemporaryFile(buffering=0)  # noqa: SIM115  (closed by __exit__)
        self.file.truncate(frames * FRAME)

    def __enter__(self) -> Disk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()

    def write(self, start: int, audio: Audio) -> None:
        """Put ``audio`` at ``start``."""
        self.file.seek(start * FRAME)
        view = np.ascontiguousarray(audio).data.cast("B")
        while view:
            view = view[self.file.write(view) :]

    def read(self, start: int, count: int) -> Audio:
        """Return ``count`` frames from ``start``."""
        out = np.empty((count, 2), np.float32)
        self.file.seek(start * FRAME)
        view = out.data.cast("B")
        while view:
            got = self.file.readinto(view)
            if not got:
                raise OSError("a take on disk ended early")
            view = view[got:]
        return out
