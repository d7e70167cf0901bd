"""What can be uploaded: paths, open binary files, addresses."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from nemo_nb.protocol import NemoError, UnsupportedFileError
from nemo_nb.protocol.advice import FORMATS_HINT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nemo_nb.protocol.ops import Source

Uploadable = str | os.PathLike[str] | BinaryIO


class PathSource:
    """A file on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = path.name
        try:
            facts = path.stat()
        except FileNotFoundError:
            where = "" if path.is_absolute() else f"Looked in {Path.cwd()}. "
            raise NemoError(
                f"There is no file {path}.", hint=f"{where}Check the name and the folder."
            ) from None
        except (OSError, ValueError) as error:
            raise _unreadable(path, error) from None
        if stat.S_ISDIR(facts.st_mode):
            raise UnsupportedFileError(f"{path} is a folder.", hint="Name the files inside it.")
        if not stat.S_ISREG(facts.st_mode):  # opening a pipe or a device may wait for ever
            raise UnsupportedFileError(f"{path} is no ordinary file.", hint=FORMATS_HINT)
        self.size = facts.st_size

    def open(self) -> _Reader:
        """Open it anew."""
        try:
            file = self._path.open("rb", buffering=0)
        except OSError as error:
            raise _unreadable(self._path, error) from None
        return _Reader(self.name, file, file.close)


def _unreadable(what: object, error: Exception) -> NemoError:
    return NemoError(f"{what} cannot be read: {getattr(error, 'strerror', None) or error}.")


class _Reader:
    """A file whose failures say which file it was."""

    def __init__(self, name: str, file: Any, close: Callable[[], object]) -> None:
        self._name = name
        self._file = file
        self.close = close

    def read(self, size: int) -> bytes:
        try:
            return bytes(self._file.read(size))
        except (OSError, ValueError) as error:
            raise _unreadable(self._name, error) from None


class OpenSource:
    """An open binary file, read from where it stands. One that cannot seek is first copied to disk."""

    def __init__(self, file: Any) -> None:
        name = getattr(file, "name", None)
        self.name = Path(name).name if isinstance(name, str) and name else "upload.mp4"
        try:
            if not isinstance(file.read(0), bytes):
                raise UnsupportedFileError(f"{self.name} is open as text.", hint="Open it with mode 'rb'.")
            if not (hasattr(file, "seekable") and file.seekable()):
                copy = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as this source
                weakref.finalize(self, copy.close)
                shutil.copyfileobj(file, copy)
                copy.seek(0)
                file = copy
            self._file = file
            self._start = file.tell()
            self.size = file.seek(0, os.SEEK_END) - self._start
            file.seek(self._start)
        except (OSError, ValueError) as error:  # closed, or broken
            raise _unreadable(self.name, error) from None

    def open(self) -> _Reader:
        """Begin again where the file stood at first; it stays open, for it is somebody else's."""
        try:
            self._file.seek(self._start)
        except (OSError, ValueError) as error:
            raise _unreadable(self.name, error) from None
        return _Reader(self.name, self._file, lambda: None)


def sources(items: Iterable[Uploadable]) -> list[Source | str]:
    """Turn what the user gave into sources and addresses, or say what is wrong with it."""
    found: list[Source | str] = []
    for item in items:
        if isinstance(item, str) and item.lower().startswith(("http://", "https://")):
            found.append(item)
        elif isinstance(item, (str, os.PathLike)):
            found.append(PathSource(Path(os.path.expanduser(item))))  # noqa: PTH111 - "~x.mp4" is a name too
        elif hasattr(item, "read"):
            found.append(OpenSource(item))
        else:
            raise UnsupportedFileError(
                f"A {type(item).__name__} cannot be uploaded.",
                hint="Give a path, an address or an open binary file. " + FORMATS_HINT,
            )
    if not found:
        raise NemoError("There is nothing to upload.", hint="Name at least one file.")
    return found
