"""What is seen, as one file: parts that are kept, parts that are made, put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nemo_nb.engine.ffmpeg import FfmpegError
from nemo_nb.engine.render import formats, keep
from nemo_nb.engine.render.mp4 import Track, UnusualError, read_track
from nemo_nb.engine.render.mp4_writing import write_track
from nemo_nb.engine.render.smart import smart
from nemo_nb.engine.render.spans import Workshop, takes_of, telling

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.render.formats import Output
    from nemo_nb.engine.render.pieces import Run
    from nemo_nb.engine.render.plan import Plan
    from nemo_nb.engine.render.visuals import Sounds


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of pictures alone; ``rotation`` (degrees) is still to be written beside them."""

    path: Path
    how: str
    rotation: int = 0


def make_picture(
    plan: Plan,
    sounds: Sounds,
    folder: Path,
    cancel: Cancel,
    report: Callable[[float], object],
    output: Output,
) -> Picture:
    """Make everything that is seen.

    Parameters
    ----------
    report
        Called with the share that is done, 0 to 1.

    Raises
    ------
    FfmpegError, Cancelled, OSError
    """
    if plan.picture == "smart":
        pieced = smart(plan, sounds, folder, cancel, report)
        if pieced is not None:
            return Picture(pieced, "smart", plan.like.rotation if plan.like else 0)
    # Nothing stands beside these pictures: their colours are coded as every player expects.
    canvas = replace(plan.canvas, matrix="bt709", full=False)
    codec = formats.h264(output.quality)
    if output.format != "mp4":
        codec = formats.h264("high")
    shop = Workshop(
        canvas, plan.script.clips, plan.script.overlays, plan.script.texts, sounds, codec, folder, cancel
    )
    runs = shop.runs(plan.pieces)
    total, done = sum(run.count for run in runs), 0
    paths = [folder / f"run{number}.mp4" for number in range(len(runs))]
    for run, path in zip(runs, paths, strict=True):
        shop.make(run, path, telling(report, done, run.count, total))
        done += run.count
    tracks = _complete(runs, paths)
    if len(runs) == 1:
        return Picture(paths[0], "full")
    clock = keep.common_clock(tracks)
    takes = [
        take
        for run, track in zip(runs, tracks, strict=True)
        for take in takes_of(run, track, clock, canvas.fps)
    ]
    takes.sort(key=lambda take: int(take.shown.min()))
    made = folder / "pictures.mp4"
    end = round(plan.pieces[-1].end / canvas.fps * clock)
    sps = list(dict.fromkeys(unit for track in tracks for unit in track.config.sps))
    pps = list(dict.fromkeys(unit for track in tracks for unit in track.config.pps))
    write_track(made, takes, clock, end, sps, pps)
    for path in paths:
        path.unlink()
    return Picture(made, "full")


def _complete(runs: Sequence[Run], paths: Sequence[Path]) -> list[Track]:
    """Return the tracks of what was made; ffmpeg ends without a word where pictures are missing."""
    try:
        tracks = [read_track(path) for path in paths]
    except UnusualError:
        raise FfmpegError("some of its pictures did not come out") from None
    if any(track.sizes.size != run.count for run, track in zip(runs, tracks, strict=True)):
        raise FfmpegError("some of its pictures did not come out")
    return tracks
