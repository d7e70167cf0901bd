"""Where the machines of one batch leave files for each other: a shared folder, or an address for fsspec.

Everything has a name in it: ``media/<SHA-256>`` for material and music, ``videos/<job>.mp4`` for what was
made. A file is there whole or not at all.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.protocol import NemoError

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = 1 << 20
# A put to an object store is atomic by itself, and renaming there means copying.
_ATOMIC = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss", "oci", "memory"})


class DamagedError(NemoError):
    """A file did not arrive as it was sent."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One such place; small enough to travel with every piece of work.

    Parameters
    ----------
    url
        A folder's path, or an address such as ``s3://bucket/batch``; those need fsspec (``nemo-nb[dask]``).
    near
        Whoever does the work sees this very disk: files are used where they lie.
    """

    url: str
    near: bool = False

    def put(self, path: Path, name: str) -> None:
        """Leave a copy of ``path`` under ``name``. A link where that is possible: it costs nothing."""
        if "://" not in self.url:
            target = self._place(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = target.with_name(f"{target.name}.{uuid.uuid4().hex[:8]}.part")
            link_or_copy(path, temporary)
            temporary.replace(target)
            return
        system, root = self._system()
        target_url = f"{root}/{name}"
        if _ATOMIC & set(_protocols(system)):
            system.put_file(str(path), target_url)
            return
        system.makedirs(target_url.rpartition("/")[0], exist_ok=True)
        temporary_url = f"{target_url}.{uuid.uuid4().hex[:8]}.part"
        system.put_file(str(path), temporary_url)
        system.mv(temporary_url, target_url)

    def get(self, name: str, target: Path) -> None:
        """Bring a file to ``target``, whole or not at all. A link will do within one disk.

        Raises
        ------
        FileNotFoundError
        """
        temporary = target.with_name(f"{target.name[:50]}.{uuid.uuid4().hex[:8]}.part")
        try:
            if "://" in self.url:
                system, root = self._system()
                system.get_file(f"{root}/{name}", str(temporary))
            elif self.near:
                link_or_copy(self._place(name), temporary)
            else:
                shutil.copyfile(self._place(name), temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)

    def has(self, name: str) -> bool:
        """Return whether there is such a file."""
        if "://" not in self.url:
            return self._place(name).is_file()
        system, root = self._system()
        return bool(system.isfile(f"{root}/{name}"))

    def drop(self, name: str) -> None:
        """Remove a file, if it is there."""
        if "://" not in self.url:
            self._place(name).unlink(missing_ok=True)
            return
        system, root = self._system()
        with suppress(FileNotFoundError):
            system.rm_file(f"{root}/{name}")

    def near_path(self, name: str) -> Path | None:
        """Return where the file lies, for who sees this disk; None for everybody else."""
        return self._place(name) if self.near else None

    def _place(self, name: str) -> Path:
        return Path(self.url, name)

    def _system(self) -> tuple[Any, str]:
        try:
            url_to_fs = import_module("fsspec.core").url_to_fs
        except ImportError:
            raise NemoError(
                f"{self.url.partition('://')[0]}:// needs fsspec.", hint="pip install 'nemo-nb[dask]'"
            ) from None
        system, root = url_to_fs(self.url)
        return system, str(root).rstrip("/")


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    total = hashlib.sha256()
    for block in _blocks(path):
        total.update(block)
    return total.hexdigest()


def link_or_copy(path: Path, target: Path) -> None:
    """Make ``target`` the same file as ``path``, or where that cannot be, one with the same content."""
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _protocols(system: Any) -> tuple[str, ...]:
    names = system.protocol
    return (names,) if isinstance(names, str) else tuple(names)
