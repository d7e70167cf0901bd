"""Carrying out a plan: what is heard and what is seen side by side, then both in one file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nemo_nb.engine.ffmpeg import FfmpegError, encode, run, source
from nemo_nb.engine.render import formats
from nemo_nb.engine.render.formats import MP4, Output
from nemo_nb.engine.render.picture import make_picture
from nemo_nb.engine.render.plan import make_plan
from nemo_nb.engine.render.sound import make_sound
from nemo_nb.engine.render.visuals import Sounds
from nemo_nb.protocol import OUTPUTS, RenderError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.render.plan import Plan
    from nemo_nb.engine.render.script import Find

_LIMIT = 1200.0  # s; copying three hours takes seconds


@dataclass(frozen=True, slots=True)
class Made:
    """A finished export; ``duration`` in seconds. The file belongs to the scratch folder it was made in.

    ``picture`` tells how its pictures came about: ``copy``, ``smart``, ``full``, or ``none``.
    """

    path: Path
    duration: float
    picture: str = "none"


def render(
    draft: dict[str, Any],
    find: Find,
    folder: Path,
    cancel: Cancel,
    progress: Callable[[float], object],
    output: Output | None = None,
) -> Made:
    """Make a draft's export in ``folder``.

    Parameters
    ----------
    find
        Gives the path of a media hash, or None.
    progress
        Called with per cent.
    output
        The format and its quality; an MP4 of high quality when None.

    Raises
    ------
    RenderError
        With what went wrong, in words for a person.
    Cancelled
    """
    reached = 0.0

    def forward(percent: float) -> None:
        nonlocal reached
        reached = max(reached, percent)
        progress(reached)

    try:
        forward(1)
        made = _make(draft, find, folder, cancel, forward, output or Output())
    except FfmpegError as error:
        raise RenderError(f"The video could not be made: {error}.") from None
    if not made.path.is_file() or made.path.stat().st_size == 0:
        raise RenderError("The video could not be made: it came out empty.")
    return made


def _make(
    draft: dict[str, Any],
    find: Find,
    folder: Path,
    cancel: Cancel,
    progress: Callable[[float], object],
    output: Output,
) -> Made:
    if output.format in ("stems", "midi"):
        return _taken_apart(draft, folder, cancel, progress, output)
    smaller = output.format == "mp4" and output.quality != "high"
    plan = make_plan(draft, find, cancel, anew=smaller)
    target = folder / f"export{OUTPUTS[output.format]}"
    if output.format in ("mp3", "wav"):
        # Sound alone is not bound to whole pictures.
        duration = plan.script.duration
        if not make_sound(plan.script, duration, target, output, cancel, progress):
            raise RenderError("There is nothing to hear on this timeline.", hint="Export it as a video.")
        return Made(target, duration)
    if plan.picture == "copy":
        path = folder / "export.mp4"
        _copy(plan, path, output, cancel, progress)
        how = "copy"
    else:
        path, how = _draw(plan, Sounds(draft, find, cancel), folder, cancel, progress, output)
    if output.format != "mp4":
        _convert(path, target, plan.duration, output, cancel, progress, folder)
    return Made(target, plan.duration, how)


def _copy(
    plan: Plan, path: Path, output: Output, cancel: Cancel, progress: Callable[[float], object]
) -> None:
    clip = plan.script.clips[0]
    picture = source(clip.path, clip.facts.container)
    if plan.as_is is None and make_sound(
        plan.script, plan.duration, path, Output("mp4", output.quality), cancel, progress, beside=picture
    ):
        return
    streams = ["-map", "0:V:0", *(["-map", "0:a:0"] if plan.as_is else [])]
    run([*picture, *streams, "-c", "copy", *MP4, f"file:{path}"], cancel=cancel, limit=_LIMIT)


def _draw(
    plan: Plan,
    sounds: Sounds,
    folder: Path,
    cancel: Cancel,
    progress: Callable[[float], object],
    output: Output,
) -> tuple[Path, str]:
    """Make an MP4 of pictures and sound; return it and how its pictures came about."""
    share = 0.95 if output.format == "mp4" else 0.6
    sound = folder / "sound.m4a"

    def hear() -> bool:
        if plan.as_is is not None or output.format == "gif":
            return False
        heard = Output("mp4", output.quality)
        return make_sound(plan.script, plan.duration, sound, heard, cancel, lambda _: None)

    with ThreadPoolExecutor(1) as pool:
        hearing = pool.submit(hear)

        def report(part: float) -> None:
            if hearing.done():
                hearing.result()  # what fails here need not wait for the pictures
            progress(1 + 99 * share * part)

        made = make_picture(plan, sounds, folder, cancel, report, output)
        heard = hearing.result()
    path = folder / "export.mp4"
    turned = ["-display_rotation:v:0", str(made.rotation)] if made.rotation else []
    inputs = [*turned, "-i", f"file:{made.path}"]
    streams = ["-map", "0:v:0"]
    if plan.as_is is not None:
        inputs += source(plan.as_is.path, plan.as_is.facts.container)
        streams += ["-map", "1:a:0"]
    elif heard:
        inputs += ["-i", f"file:{sound}"]
        streams += ["-map", "1:a:0"]
    run([*inputs, *streams, "-c", "copy", *MP4, f"file:{path}"], cancel=cancel, limit=_LIMIT)
    made.path.unlink()
    return path, made.how


def _convert(
    path: Path,
    target: Path,
    duration: float,
    output: Output,
    cancel: Cancel,
    progress: Callable[[float], object],
    folder: Path,
) -> None:
    """Make another format of a finished MP4."""
    if output.format == "gif":
        coding = formats.gif(output.quality)
    else:
        codec, container = formats.sound_codec(output)
        coding = ["-map", "0:v:0", "-map", "0:a:0?", *formats.vp9(output.quality), *codec, *container]
    encode(
        ["-i", f"file:{path}", *coding, f"file:{target}"],
        cancel=cancel,
        limit=_LIMIT + 60 * duration,
        progress=lambda seconds: progress(60 + 39 * min(seconds / duration, 1.0)),
        folder=folder,
    )
    path.unlink()


def _taken_apart(
    draft: dict[str, Any],
    folder: Path,
    cancel: Cancel,
    progress: Callable[[float], object],
    output: Output,
) -> Made:
    from nemo_nb.engine import draft as drafts
    from nemo_nb.engine.parts import write_midi, write_stems

    duration = drafts.length(draft) / 1000
    if output.format == "midi":
        return Made(write_midi(draft, folder), duration)
    return Made(write_stems(draft, folder, cancel, progress), duration)
