"""What may be uploaded, decided before a byte is sent: by name, by size and by the first bytes."""

from __future__ import annotations

from nemo_nb.protocol.advice import FORMATS_HINT
from nemo_nb.protocol.errors import FileTooLargeError, UnsupportedFileError
from nemo_nb.protocol.skills import FORMATS, MB, Skill

HEAD = 4096
"""How many bytes of a file `check_file` wants to see."""

# Atoms that a QuickTime or MP4 file may begin with.
_ATOMS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_RIFF = {b"AVI ": "video", b"WAVE": "audio", b"WEBP": "image"}
_STARTS = (
    (b"\x1aE\xdf\xa3", "video"),  # WebM, Matroska
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"fLaC", "audio"),
    (b"OggS", "audio"),
    (b"ID3", "audio"),
    (b"ADIF", "audio"),
)


def sniff(head: bytes) -> str | None:
    """Return ``"video"``, ``"image"`` or ``"audio"`` for the formats the service takes, else None."""
    if head[4:8] in _ATOMS:
        return "audio" if head[8:12] == b"M4A " else "video"
    if head[:4] in (b"RIFF", b"RF64"):
        return _RIFF.get(head[8:12])
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    return "audio" if _is_mpeg_audio(head.lstrip(b"\0")) else None


def _is_mpeg_audio(head: bytes) -> bool:
    """MP3 or AAC frames: a sync word, then fields that are not all allowed values."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    if head[1] & 0xF6 == 0xF0:  # ADTS
        return (head[2] >> 2) & 0xF < 13
    version, layer = (head[1] >> 3) & 3, (head[1] >> 1) & 3
    return version != 1 and layer != 0 and head[2] >> 4 != 0xF and (head[2] >> 2) & 3 != 3


def sent_name(name: str) -> str:
    """Return a file name as it stands in a form, and so in the service's lists.

    The escapes are WHATWG's; a backslash, before which servers cut off what they take for a folder, becomes
    an underscore.
    """
    clean = name.encode("utf-8", "replace").decode().replace("\\", "_")
    return clean.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def check_file(name: str, size: int, head: bytes, skill: Skill) -> None:
    """Raise if the service would refuse this file.

    Parameters
    ----------
    name
        The file's name; its extension must be an accepted one.
    size
        In bytes; more than 0 and at most the skill's limit.
    head
        The first bytes, which must be those of a video, picture or sound file.

    Raises
    ------
    UnsupportedFileError, FileTooLargeError
    """
    if size == 0:
        raise UnsupportedFileError(f"{name} is empty.", hint=FORMATS_HINT)
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension not in FORMATS or sniff(head) is None:
        raise UnsupportedFileError(f"{name} is not a video, picture or sound file.", hint=FORMATS_HINT)
    if size > skill.limit:
        raise FileTooLargeError(
            f"{name} has {size / MB:.0f} MB; the limit is {skill.limit // MB} MB.",
            hint="Compress or trim it first.",
        )
