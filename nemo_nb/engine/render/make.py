"""Carrying out a plan: first what is heard, then what is seen, then both in one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nemo_nb.engine.ffmpeg import FfmpegError, encode, run, source
from nemo_nb.engine.render.pictures import draw
from nemo_nb.engine.render.plan import Find, Plan, make_plan
from nemo_nb.engine.render.sound import MP4, make_sound
from nemo_nb.protocol import RenderError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nemo_nb.engine.cancel import Cancel

_SOUND_SHARE = 0.15  # of the work where the picture is made anew, roughly


@dataclass(frozen=True, slots=True)
class Made:
    """A finished video; ``duration`` in seconds. The file belongs to the scratch folder it was made in."""

    path: Path
    duration: float


def render(
    draft: dict[str, Any], find: Find, folder: Path, cancel: Cancel, progress: Callable[[float], object]
) -> Made:
    """Make a draft's video in ``folder``.

    Parameters
    ----------
    find
        Gives the path of a media hash, or None.
    progress
        Called with per cent.

    Raises
    ------
    RenderError
        With what went wrong, in words for a person.
    Cancelled
    """
    plan = make_plan(draft, find, cancel)
    path = folder / "video.mp4"
    try:
        progress(1)
        if plan.picture == "copy":
            clip = plan.clips[0]
            picture = source(clip.path, clip.facts.container)
            if not make_sound(plan, path, cancel, progress, beside=picture):
                run([*picture, "-map", "0:V:0", "-c", "copy", *MP4, f"file:{path}"], cancel=cancel, limit=600)
        else:
            sound = folder / "sound.m4a"
            heard = make_sound(plan, sound, cancel, lambda percent: progress(percent * _SOUND_SHARE))

            def report(seconds: float) -> None:
                progress(100 * _SOUND_SHARE + (99 - 100 * _SOUND_SHARE) * min(seconds / plan.duration, 1.0))

            encode(
                _arguments(plan, sound if heard else None, folder, path),
                cancel=cancel,
                limit=120 + 60 * plan.duration,
                progress=report,
                folder=folder,
            )
    except FfmpegError as error:
        raise RenderError(f"The video could not be made: {error}.") from None
    if not path.is_file() or path.stat().st_size == 0:
        raise RenderError("The video could not be made: it came out empty.")
    return Made(path, plan.duration)


def _arguments(plan: Plan, sound: Path | None, folder: Path, target: Path) -> list[str]:
    heard = ["-i", f"file:{sound}"] if sound else []
    inputs, graph = draw(plan, sound, folder)
    streams = ["-map", "[picture]", *(["-map", "0:a:0"] if sound else [])]
    x264 = [
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-crf",
        "19",
        "-pix_fmt",
        "yuv420p",
        "-profile:v",
        "high",
    ]
    return [
        *heard,
        *inputs,
        "-filter_complex",
        graph,
        *streams,
        *x264,
        "-c:a",
        "copy",
        *MP4,
        f"file:{target}",
    ]
