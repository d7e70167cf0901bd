"""The picture track of an MP4 that this engine's own ffmpeg wrote, read sample by sample.

Only such files are ever read here, never an upload: ffmpeg has remuxed those before. That is also why the
boxes may be taken as ffmpeg writes them: one track, one sample description, tables in order of decoding.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Table = NDArray[np.int64]

_FOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts"}


class UnusualError(Exception):
    """The track is stored in a way that cannot be taken to pieces here."""


@dataclass(frozen=True, slots=True)
class Config:
    """An ``avcC`` box taken apart: parameter sets, and how long the length before each unit is."""

    head: bytes
    length_size: int
    sps: tuple[bytes, ...]
    pps: tuple[bytes, ...]
    tail: bytes


@dataclass(frozen=True, slots=True)
class Track:
    """A picture track. Tables go in order of decoding: ``offsets`` and ``sizes`` in bytes; ``shown`` (when a
    picture is seen, from the first, s) as ticks of ``timescale``; ``keys`` mark pictures that need no other.
    """

    path: Path
    timescale: int
    entry: bytes
    config: Config
    width: int
    height: int
    offsets: Table
    sizes: Table
    shown: Table
    keys: NDArray[np.bool_]
    late: Fraction

    def sample(self, index: int) -> bytes:
        """Return one sample's bytes."""
        with self.path.open("rb") as file:
            file.seek(int(self.offsets[index]))
            return file.read(int(self.sizes[index]))


def read_track(path: Path) -> Track:
    """Read the only track of a file that ffmpeg has written.

    Raises
    ------
    UnusualError
    """
    with path.open("rb") as file:
        moov = b""
        for kind, start, size in _boxes_in_file(file, path.stat().st_size):
            if kind == b"moov":
                file.seek(start)
                moov = file.read(size)
    try:
        found = dict(_flatten(moov))
        timescale = struct.unpack(">I", found[b"mdhd"][12:16])[0]
        movie = struct.unpack(">I", found[b"mvhd"][12:16])[0]
        description = found[b"stsd"]
        (entries,) = struct.unpack(">I", description[4:8])
        entry = description[8:]
        if entries != 1 or entry[4:8] not in (b"avc1", b"avc3"):
            raise UnusualError("not one H.264 description")
        inner = dict(boxes(entry[86 : struct.unpack(">I", entry[:4])[0]]))
        width, height = struct.unpack(">HH", entry[32:36])
        sizes = _sizes(found[b"stsz"])
        count = len(sizes)
        decoded = np.concatenate(([0], np.cumsum(_runs(found[b"stts"]))[:-1]))
        delay = _runs(found[b"ctts"]) if b"ctts" in found else np.zeros(count, np.int64)
        keys = np.ones(count, bool)
        if b"stss" in found:
            keys[:] = False
            keys[np.frombuffer(found[b"stss"][8:], ">u4").astype(np.int64) - 1] = True
        start, late = _edits(found.get(b"elst", b""), movie)
        return Track(
            path,
            timescale,
            entry,
            read_config(inner[b"avcC"]),
            width,
            height,
            _offsets(found, sizes),
            sizes,
            decoded + delay - start,
            keys,
            late,
        )
    except (KeyError, struct.error, ValueError, IndexError) as error:
        raise UnusualError(str(error)) from None


def read_config(box: bytes) -> Config:
    """Take an ``avcC`` box's content apart."""
    at, sets = 5, []
    for mask in (0x1F, 0xFF):
        found = []
        count = box[at] & mask
        at += 1
        for _ in range(count):
            (size,) = struct.unpack(">H", box[at : at + 2])
            found.append(box[at + 2 : at + 2 + size])
            at += 2 + size
        sets.append(tuple(found))
    return Config(box[:4], (box[4] & 3) + 1, sets[0], sets[1], box[at:])


def _boxes_in_file(file: BinaryIO, end: int) -> Iterator[tuple[bytes, int, int]]:
    at = 0
    while at + 8 <= end:
        file.seek(at)
        size, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            head = 16
        size = size or end - at
        yield kind, at + head, size - head
        at += max(size, 8)


def boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the content of each box."""
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        if size < 8:
            return
        yield kind, data[at + 8 : at + size]
        at += size


def _flatten(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    for kind, body in boxes(data):
        if kind in _FOLDERS:
            yield from _flatten(body)
        else:
            yield kind, body


def _runs(box: bytes) -> Table:
    pairs = np.frombuffer(box[8:], ">i4").astype(np.int64).reshape(-1, 2)
    return np.repeat(pairs[:, 1], pairs[:, 0])


def _sizes(box: bytes) -> Table:
    same, count = struct.unpack(">II", box[4:12])
    return np.full(count, same, np.int64) if same else np.frombuffer(box[12:], ">u4").astype(np.int64)


def _offsets(found: dict[bytes, bytes], sizes: Table) -> Table:
    wide = b"co64" in found
    chunks = np.frombuffer(found[b"co64" if wide else b"stco"][8:], ">u8" if wide else ">u4").astype(np.int64)
    runs = np.frombuffer(found[b"stsc"][8:], ">u4").astype(np.int64).reshape(-1, 3)
    until = np.append(runs[1:, 0], len(chunks) + 1)
    each = np.repeat(runs[:, 1], until - runs[:, 0])
    offsets, at = np.zeros_like(sizes), 0
    for start, count in zip(chunks.tolist(), each.tolist(), strict=True):
        offsets[at : at + count] = start + np.concatenate(([0], np.cumsum(sizes[at : at + count])[:-1]))
        at += count
    return offsets


def _edits(box: bytes, movie: int) -> tuple[int, Fraction]:
    """Return the tick that is shown first, and how long (s) nothing is shown before it."""
    late, start = Fraction(0), 0
    rows = [struct.unpack(">IiI", box[8 + 12 * n : 20 + 12 * n]) for n in range((len(box) - 8) // 12)]
    if box and box[0] == 1:
        rows = [struct.unpack(">QqI", box[8 + 20 * n : 28 + 20 * n]) for n in range((len(box) - 8) // 20)]
    for lasts, media, _ in rows:
        if media == -1:
            late += Fraction(lasts, movie)
        else:
            start = media
    return start, late
