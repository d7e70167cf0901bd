"""What kind of file is this? Its first bytes decide, never its name."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Containers of the formats in protocol/skills.py, as ffmpeg calls them. A playlist or a script is in none.
_IMAGES = {"jpeg_pipe", "png_pipe", "gif", "webp_pipe", "webp_anim"}
_SOUNDS = {"wav", "flac", "mp3", "aac", "ogg"}
_LARGEST = 64_000_000  # bytes; the index of a film of many hours
_ATOMS = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}


def sniff(path: Path) -> str | None:
    """Return ffmpeg's name for the container of a file, or None when it is not one of ours."""
    with path.open("rb") as file:
        head = file.read(32)
        if head[:3] == b"ID3" and len(head) >= 10:
            # A tag of this length stands before the sound; its size is four bytes of seven bits.
            size = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
            file.seek(10 + size)
            return _sniff_sound(file.read(16)) or "mp3"
    return _sniff_head(head) or _sniff_sound(head)


def _sniff_head(head: bytes) -> str | None:
    if head[4:8] in _ATOMS and struct.unpack(">I", head[:4])[0] != 0:
        return "mov"
    if head[:4] == b"\x1aE\xdf\xa3":
        return "matroska"
    if head[:4] == b"RIFF":
        # A still and an animation differ in one bit of the extended header.
        if head[8:16] == b"WEBPVP8X" and head[20] & 2:
            return "webp_anim"
        return {b"AVI ": "avi", b"WAVE": "wav", b"WEBP": "webp_pipe"}.get(head[8:12])
    if head[:4] == b"RF64" and head[8:12] == b"WAVE":
        return "wav"
    if head[:3] == b"\xff\xd8\xff":
        return "jpeg_pipe"
    if head[:8] == b"\x89PNG\r\n\x1a\n":
        return "png_pipe"
    return "gif" if head[:6] in (b"GIF87a", b"GIF89a") else None


def _sniff_sound(head: bytes) -> str | None:
    if head[:4] in (b"fLaC", b"OggS"):
        return {b"fLaC": "flac", b"OggS": "ogg"}[head[:4]]
    if len(head) >= 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        # Both start with eleven set bits; the layer bits are 00 in ADTS and never in MPEG audio.
        return "aac" if head[1] & 0xF6 == 0xF0 else "mp3"
    return None


def kind_of(container: str, *, moving: bool) -> str:
    """Return ``video``, ``audio`` or ``image``; ``moving`` tells whether there is a picture track."""
    if container in _IMAGES:
        return "image"
    return "video" if moving and container not in _SOUNDS else "audio"


def mirrored(path: Path) -> bool:
    """Return whether an MP4 or MOV says that its pictures are to be shown mirrored, besides turned.

    ffmpeg shows them so, but tells only of the turn.
    """
    with path.open("rb") as file:
        end, at = path.stat().st_size, 0
        while at + 8 <= end:
            file.seek(at)
            size, kind = struct.unpack(">I4s", file.read(8))
            head = 8
            if size == 1:
                size, head = int.from_bytes(file.read(8)), 16
            if kind == b"moov":
                return any(map(_flips, _track_heads(file.read(min(size - head, _LARGEST)))))
            at += size if size >= head else end
    return False


def _track_heads(data: bytes) -> Iterator[bytes]:
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind == b"trak":
            yield from _track_heads(data[at + 8 : at + size])
        elif kind == b"tkhd":
            yield data[at + 8 : at + size]
        at += max(size, 8)


def _flips(head: bytes) -> bool:
    at = 52 if head[:1] == b"\1" else 40
    if len(head) < at + 44:
        return False
    across, down, _, left, up, *_, width, _ = struct.unpack(">11i", head[at : at + 44])
    return bool(width) and across * up - down * left < 0
