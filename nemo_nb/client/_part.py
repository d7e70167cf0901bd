"""A download's file: written beside its final place, moved there when it is whole."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from nemo_nb.protocol import NemoError


class PartFile:
    """``out.mp4.1a2b3c4d.part`` on its way to ``out.mp4``; an existing ``out.mp4`` stays until then.

    Two downloads to one place, from two kernels say, never write into the same part.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        # A name may have 255 bytes, and a character four.
        self._part = path.with_name(f"{path.name[:50]}.{secrets.token_hex(4)}.part")
        self._file: BinaryIO | None = None

    def restart(self) -> None:
        """Begin with an empty file."""
        self._close()
        try:
            self._file = self._part.open("wb", buffering=0)
        except OSError as error:
            raise NemoError(f"{self.path} cannot be written: {error.strerror}.") from None

    def append(self, piece: bytes) -> None:
        """Add bytes at the end."""
        assert self._file is not None
        view = memoryview(piece)
        try:
            while view:
                view = view[self._file.write(view) :]
        except OSError as error:
            raise NemoError(f"{self.path} cannot be written: {error.strerror}.") from None

    def finish(self) -> None:
        """Move the whole file into place."""
        self._close()
        try:
            self._part.replace(self.path)
        except OSError as error:
            raise NemoError(f"{self.path} cannot be written: {error.strerror}.") from None

    def discard(self) -> None:
        """Remove what there is."""
        self._close()
        with suppress(OSError):
            self._part.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def is_folder(path: Path) -> bool:
    """Return whether ``path`` is a folder; no name makes this fail."""
    return os.path.isdir(os.path.expanduser(path))  # noqa: PTH111, PTH112 - "~x.mp4" is a name too


def destination(path: Path, *, name: str) -> Path:
    """Return where an export goes: ``path``, or ``name`` inside it when it is a folder.

    Raises before the export starts when it could not be written there.
    """
    path = Path(os.path.expanduser(path))  # noqa: PTH111 - "~x.mp4" is a name too
    try:
        if path.is_dir():
            path = path / re.sub(r"[^\w.-]", "_", name)  # the name is the service's
        if path.is_dir():
            raise NemoError(f"{path} is a folder.", hint="Name another place.")
        if not path.parent.is_dir():
            raise NemoError(
                f"There is no folder {path.parent}.", hint="Create it first, or name another place."
            )
        with suppress(FileNotFoundError):
            path.lstat()  # raises otherwise for a name that no file can have
        path = path.absolute()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NemoError(f"{path} cannot be written: {reason}.", hint="Name another place.") from None
    if not os.access(path.parent, os.W_OK):
        raise NemoError(f"{path.parent} cannot be written to.", hint="Name another place.")
    return path
