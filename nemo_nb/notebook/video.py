"""How is a finished video shown? Inside the notebook when it is small, else beside it, with poster and link.

Up to 2 MB are embedded, so that the cell plays anywhere. A larger file stays a file: its address is relative
to the notebook, which JupyterLab, Notebook, nbconvert's HTML and a reload without a kernel all understand.
"""

from __future__ import annotations

import base64
import os
import subprocess
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from nemo_nb.protocol import OUTPUTS
from nemo_nb.timeline import clock, framed, tell

if TYPE_CHECKING:
    from nemo_nb.protocol import Video
    from nemo_nb.timeline import Timeline

EMBED = 2_000_000
"""Largest file in bytes that is put into the notebook by default; in base64 it takes a third more."""
POSTER_AT = 0.4
"""Where in the video the poster is taken, as a share of its length: many clips begin in black."""
POSTER = 60_000
"""Largest poster in bytes."""

_KINDS = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".webm": "video/webm",
    ".gif": "image/gif",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    "": "video/mp4",
}

_embed = EMBED


def show_up_to(size: int) -> None:
    """Put videos of at most ``size`` bytes into the notebook from now on."""
    global _embed
    _embed = size


def video_bundle(video: Video) -> dict[str, str]:
    """Return how ``video`` is shown: a player, its name, length and size; plain text in a terminal."""
    path = Path(video.path)
    told = describe(video)
    plain = f"{path}  ({told})" if told else str(path)
    if not path.is_file():
        gone = tell("{path} is not there any more.", path=path)
        return {"text/plain": gone, "text/html": framed(f"<p>{escape(gone)}</p>")}
    relative = beside(path)
    name = escape(path.name)
    link = f'<a href="{quote(relative)}" download="{name}">{name}</a>' if relative else f"<b>{name}</b>"
    if not relative:
        link += f" {escape(tell('in {folder}', folder=path.parent))}"
    caption = f'<p class="n-quiet">{link} · {escape(told)}</p>'
    player = _player(video, path, relative)
    return {"text/plain": plain, "text/html": framed(player + caption)}


def _player(video: Video, path: Path, relative: str) -> str:
    """Return what plays the file; nothing for one that only other programs open (stems, MIDI)."""
    kind = _KINDS.get(path.suffix.lower(), "")
    if not kind:
        return ""
    source = quote(relative)
    if path.stat().st_size <= _embed:
        source = f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
    shape = f' style="aspect-ratio:{video.width}/{video.height}"' if video.width and video.height else ""
    if kind.startswith("audio/"):
        # Outside the notebook's folder no server reaches it.
        return f'<audio controls preload="none" class="n-sound" src="{source}"></audio>' if source else ""
    if kind == "image/gif" and source:
        return f'<div class="n-player"><img alt="{escape(path.name)}"{shape} src="{source}"></div>'
    poster = poster_of(path, (video.duration or 0.0) * POSTER_AT)
    image = f"data:image/jpeg;base64,{base64.b64encode(poster).decode()}" if poster else ""
    if not source:
        return f'<div class="n-player"><img alt="" src="{image}"></div>' if image else ""
    still = f' poster="{image}"' if image else ""
    return f'<div class="n-player"><video controls preload="none"{shape}{still} src="{source}"></video></div>'


def describe(video: Video) -> str:
    """Return length, picture size and file size for reading: ``0:05.3, 1280×720, 1.1 MB``."""
    parts = []
    if video.duration:
        parts.append(clock(video.duration))
    if video.width and video.height:
        parts.append(f"{video.width}×{video.height}")
    size = video.size or (video.path.stat().st_size if video.path.is_file() else 0)
    if size:
        parts.append(f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{max(size // 1000, 1)} kB")
    return ", ".join(parts)


def notebook_folder() -> Path:
    """Return the folder of the running notebook; the working directory where nobody says which it is."""
    name = os.environ.get("JPY_SESSION_NAME", "")
    folder = Path(name).parent
    return folder if name and folder.is_absolute() and folder.is_dir() else Path.cwd()


def free_name(timeline: Timeline, format: str | None = None) -> Path:
    """Return a name in the notebook's folder that no file has, after the first clip: ``trip-scored.mp4``."""
    clips = [segment for segment in timeline.segments if segment.kind in ("video", "image", "audio")]
    stem = Path(clips[0].name).stem if clips else "video"
    stem = "-".join("".join(c if c.isalnum() or c in "-_" else " " for c in stem).split()) or "video"
    folder = notebook_folder()
    ending = OUTPUTS.get(format or "mp4", ".mp4")
    names = (f"{stem}-scored{'' if count == 1 else f'-{count}'}{ending}" for count in range(1, 10_000))
    return next(path for name in names if not (path := folder / name).exists())


def beside(path: Path) -> str:
    """Return ``path`` relative to the notebook, or nothing when it lies elsewhere."""
    try:
        relative = path.resolve().relative_to(notebook_folder().resolve())
    except ValueError:
        return ""
    # Jupyter does not serve what begins with a dot.
    return "" if any(part.startswith(".") for part in relative.parts) else relative.as_posix()


def poster_of(path: Path, at: float = 0.0) -> bytes:
    """Return a JPEG of at most 60 kB, ``at`` so many seconds of the video; nothing without a picture."""
    import imageio_ffmpeg  # finds the program, which takes a moment

    program = imageio_ffmpeg.get_ffmpeg_exe()
    for width, quality in ((640, 6), (480, 10), (320, 20)):
        command = [program, "-v", "error", "-nostdin", "-ss", f"{at:.3f}", "-i", str(path), "-frames:v", "1"]
        command += ["-vf", f"scale='min({width},iw)':-2", "-q:v", str(quality), "-f", "mjpeg", "-"]
        try:
            picture = subprocess.run(command, capture_output=True, timeout=10, check=False).stdout
        except (OSError, subprocess.TimeoutExpired):
            return b""
        if 0 < len(picture) <= POSTER:
            return picture
    return b""
