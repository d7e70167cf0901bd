"""A picture track put together from samples of several files, written as an MP4."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from nemo_nb.engine.render.mp4 import boxes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nemo_nb.engine.render.mp4 import Table, Track

_CLOCK = 90_000  # ticks of the movie per second
_IDENTITY = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


@dataclass(frozen=True, slots=True)
class Take:
    """Samples ``first`` to ``last`` (not included, in order of decoding) of a track, and when each is shown.

    ``shown`` are ticks of the new file, in order of decoding too.
    """

    track: Track
    first: int
    last: int
    shown: Table


def write_track(
    target: Path, takes: Sequence[Take], timescale: int, end: int, sps: Sequence[bytes], pps: Sequence[bytes]
) -> None:
    """Write samples of several tracks as one track with all their parameter sets.

    The index stands at the end; whoever muxes the file with its sound moves it to the front.

    Parameters
    ----------
    end
        The tick at which the last picture ends.
    """
    shown = np.concatenate([take.shown for take in takes])
    order = np.sort(shown)
    # Decoding goes as fast as showing, early enough for the picture that comes most out of turn.
    delay = max(int((order - shown).max()), 0)
    lasts = np.append(np.diff(order), max(end - int(order[-1]), 1))
    keys = np.concatenate([take.track.keys[take.first : take.last] for take in takes])
    sizes = np.concatenate([take.track.sizes[take.first : take.last] for take in takes])
    first = takes[0].track
    with target.open("wb") as file:
        file.write(_box(b"ftyp", b"isom\0\0\2\0isomiso2avc1mp41"))
        file.write(struct.pack(">I4sQ", 1, b"mdat", 16 + int(sizes.sum())))
        begin = file.tell()
        for take in takes:
            _copy(take, file)
        starts = begin + np.concatenate(([0], np.cumsum(sizes)[:-1]))
        tables = b"".join(
            (
                _full(b"stsd", struct.pack(">I", 1) + _entry(first, sps, pps)),
                _full(b"stts", _counted(lasts)),
                _full(b"ctts", _counted(shown - order + delay)),
                _full(b"stss", _listed(np.flatnonzero(keys) + 1)),
                _full(b"stsc", struct.pack(">IIII", 1, 1, 1, 1)),
                _full(b"stsz", struct.pack(">II", 0, sizes.size) + sizes.astype(">u4").tobytes()),
                _full(b"co64", struct.pack(">I", starts.size) + starts.astype(">u8").tobytes()),
            )
        )
        file.write(_movie(first, tables, timescale, int(lasts.sum()), end, delay))


def _copy(take: Take, target: BinaryIO) -> None:
    with take.track.path.open("rb") as source:
        at = take.first
        offsets, sizes = take.track.offsets, take.track.sizes
        while at < take.last:
            # Samples that lie next to each other are read in one go, a few megabytes at most.
            until, size = at + 1, int(sizes[at])
            while until < take.last and offsets[until] == offsets[at] + size and size < 4_000_000:
                size += int(sizes[until])
                until += 1
            source.seek(int(offsets[at]))
            target.write(source.read(size))
            at = until


def _entry(track: Track, sps: Sequence[bytes], pps: Sequence[bytes]) -> bytes:
    config = track.config
    sets = bytes([0xE0 | len(sps)]) + b"".join(struct.pack(">H", len(unit)) + unit for unit in sps)
    sets += bytes([len(pps)]) + b"".join(struct.pack(">H", len(unit)) + unit for unit in pps)
    box = _box(b"avcC", config.head + bytes([0xFC | (config.length_size - 1)]) + sets + config.tail)
    (size,) = struct.unpack(">I", track.entry[:4])
    others = b"".join(
        _box(kind, body) for kind, body in boxes(track.entry[86:size]) if kind in (b"colr", b"pasp")
    )
    return _box(b"avc1", track.entry[8:86] + box + others)


def _movie(track: Track, tables: bytes, timescale: int, lasts: int, end: int, delay: int) -> bytes:
    seconds = round(end / timescale * _CLOCK)
    size = struct.pack(">II", track.width << 16, track.height << 16)
    head = struct.pack(">IIIIIH", 0, 0, _CLOCK, seconds, 0x10000, 0x100) + bytes(10) + _IDENTITY + bytes(24)
    track_head = struct.pack(">IIIII", 0, 0, 1, 0, seconds) + bytes(8) + bytes(8) + _IDENTITY + size
    edit = struct.pack(">IIiI", 1, seconds, delay, 0x10000)
    media = _full(b"mdhd", struct.pack(">QQIQHH", 0, 0, timescale, lasts, 0x55C4, 0), version=1)
    media += _full(b"hdlr", struct.pack(">I4s", 0, b"vide") + bytes(12) + b"pictures\0")
    link = _box(b"dinf", _full(b"dref", struct.pack(">I", 1) + _full(b"url ", b"", flags=1)))
    info = _full(b"vmhd", bytes(8), flags=1) + link + _box(b"stbl", tables)
    trak = _full(b"tkhd", track_head, flags=3) + _box(b"edts", _full(b"elst", edit))
    trak += _box(b"mdia", media + _box(b"minf", info))
    return _box(b"moov", _full(b"mvhd", head + struct.pack(">I", 2)) + _box(b"trak", trak))


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body


def _full(kind: bytes, body: bytes, *, version: int = 0, flags: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", version << 24 | flags) + body)


def _counted(values: Table) -> bytes:
    """Return a table of runs: how often each value comes, and the value."""
    starts = np.flatnonzero(np.concatenate(([True], np.diff(values) != 0)))
    counts = np.diff(np.append(starts, values.size))
    rows = np.stack((counts, values[starts]), axis=1).astype(">u4")
    return struct.pack(">I", len(rows)) + rows.tobytes()


def _listed(values: Table) -> bytes:
    return struct.pack(">I", values.size) + values.astype(">u4").tobytes()
