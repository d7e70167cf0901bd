"""Who plays what? The title and artist that stand in a file's tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nemo_nb.engine.ffmpeg import run, source

if TYPE_CHECKING:
    from pathlib import Path

    from nemo_nb.engine.cancel import Cancel

_LONGEST = 120  # characters; more is no title


def read_tags(path: Path, container: str, cancel: Cancel) -> tuple[str | None, str | None]:
    """Return (title, artist), None for what the file does not tell.

    Raises
    ------
    FfmpegError, Cancelled, OSError
    """
    copied = ["-map", "0:a:0", "-t", "0.01", "-c", "copy", "-f", "ffmetadata", "pipe:1"]
    out, _ = run([*source(path, container), *copied], cancel=cancel, limit=30, tolerant=True)
    found: dict[str, str] = {}
    # A backslash at a line's end continues the value on the next; elsewhere it protects one character.
    for line in re.findall(r"(?:\\.|[^\\\n])+", out.decode("utf-8", "replace"), re.DOTALL):
        key, _, value = line.partition("=")
        plain = re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL)
        # What a file tells more than once, ffmpeg joins by bare semicolons.
        text = " ".join(re.sub(r";(?=\S)", " / ", plain).split())
        if text and text.isprintable():
            found.setdefault(key.strip().casefold(), text[:_LONGEST])
    return found.get("title"), found.get("artist") or found.get("album_artist")
