"""Duration and picture size of an MP4 file, from its own boxes (ISO/IEC 14496-12), without decoding it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself: seconds, pixels and bytes; None where it says nothing."""

    size: int
    duration: float | None = None
    width: int | None = None
    height: int | None = None


def read_facts(path: Path) -> Facts:
    """Read a file's facts; a file that is no MP4 only has a size."""
    size = path.stat().st_size
    duration, width, height = None, None, None
    try:
        with path.open("rb") as file:
            for kind, end in _boxes(file, size):
                if kind == b"moov":
                    for inner, inner_end in _boxes(file, end):
                        if inner == b"mvhd":
                            duration = _duration(file.read(32))
                        elif inner == b"trak":
                            for leaf, leaf_end in _boxes(file, inner_end):
                                if leaf == b"tkhd":
                                    file.seek(leaf_end - 8)
                                    wide, high = struct.unpack(">II", file.read(8))
                                    if wide and high:
                                        width, height = wide >> 16, high >> 16
    except (OSError, struct.error):
        return Facts(size)
    return Facts(size, duration, width, height)


def _boxes(file: BinaryIO, end: int) -> Iterator[tuple[bytes, int]]:
    """Yield each box's type and end, with the file at its content, from here to ``end``."""
    while (start := file.tell()) + 8 <= end:
        size, kind = struct.unpack(">I4s", file.read(8))
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
        elif size == 0:
            size = end - start
        if size < 8 or start + size > end:
            return
        yield kind, start + size
        file.seek(start + size)


def _duration(content: bytes) -> float | None:
    scale, ticks = (
        struct.unpack_from(">IQ", content, 20) if content[0] else struct.unpack_from(">II", content, 12)
    )
    return ticks / scale if scale else None
