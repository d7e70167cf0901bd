"""A download's file: written beside its final place, moved there when it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from nemo_nb.protocol import NemoError

if TYPE_CHECKING:
    from pathlib import Path


class PartFile:
    """``out.mp4.part`` on its way to ``out.mp4``; an existing ``out.mp4`` stays until then."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = path.with_name(path.name + ".part")
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
        self._part.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def destination(path: Path, *, name: str) -> Path:
    """Return where an export goes: ``path``, or ``name`` inside it when it is a folder.

    Raises before the export starts when it could not be written there.
    """
    path = path.expanduser()
    if path.is_dir():
        path = path / name
    if not path.parent.is_dir():
        raise NemoError(f"There is no folder {path.parent}.", hint="Create it first, or name another place.")
    return path.absolute()
