"""What can be uploaded: paths, open binary files, addresses."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from nemo_nb.protocol import NemoError, UnsupportedFileError
from nemo_nb.protocol.advice import FORMATS_HINT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nemo_nb.protocol.ops import Source

Uploadable = str | os.PathLike[str] | BinaryIO


class PathSource:
    """A file on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = path.name
        try:
            if path.is_dir():
                raise UnsupportedFileError(f"{path} is a folder.", hint="Name the files inside it.")
            self.size = path.stat().st_size
        except FileNotFoundError:
            raise NemoError(
                f"There is no file {path}.", hint=f"Looked in {Path.cwd()}. Check the name and the folder."
            ) from None
        except OSError as error:
            raise NemoError(f"{path} cannot be read: {error.strerror}.") from None

    def open(self) -> BinaryIO:
        """Open it anew."""
        try:
            return self._path.open("rb", buffering=0)
        except OSError as error:
            raise NemoError(f"{self._path} cannot be read: {error.strerror}.") from None


class _Shared(io.RawIOBase):
    """A reader over somebody else's open file, which stays open."""

    def __init__(self, file: Any, start: int) -> None:
        self._file = file
        file.seek(start)

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        return bytes(data)


class OpenSource:
    """An open binary file, read from where it stands. One that cannot seek is first copied to disk."""

    def __init__(self, file: Any) -> None:
        name = getattr(file, "name", None)
        self.name = Path(name).name if isinstance(name, str) and name else "upload.mp4"
        if isinstance(file, io.TextIOBase):
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

    def open(self) -> Any:
        """Begin again where the file stood at first."""
        return _Shared(self._file, self._start)


def sources(items: Iterable[Uploadable]) -> list[Source | str]:
    """Turn what the user gave into sources and addresses, or say what is wrong with it."""
    found: list[Source | str] = []
    for item in items:
        if isinstance(item, str) and item.lower().startswith(("http://", "https://")):
            found.append(item)
        elif isinstance(item, (str, os.PathLike)):
            found.append(PathSource(Path(item).expanduser()))
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
