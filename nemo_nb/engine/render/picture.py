"""What is seen, as one file: parts that are kept, parts that are made, put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nemo_nb.engine.render import formats, keep
from nemo_nb.engine.render.mp4 import read_track
from nemo_nb.engine.render.mp4_writing import Take, write_track
from nemo_nb.engine.render.smart import smart
from nemo_nb.engine.render.spans import Workshop, telling

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.render.formats import Output
    from nemo_nb.engine.render.mp4 import Track
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
    shop = Workshop(canvas, plan.script.overlays, plan.script.texts, sounds, codec, folder, cancel)
    tracks, total, done = [], sum(piece.count for piece in plan.pieces), 0
    for number, run in enumerate(shop.runs(plan.pieces)):
        path = folder / f"run{number}.mp4"
        count = sum(piece.count for piece in run)
        shop.make(run, path, telling(report, done, count, total))
        tracks.append((path, run[0].first))
        done += count
    if len(tracks) == 1:
        return Picture(tracks[0][0], "full")
    return Picture(_joined([(read_track(path), first) for path, first in tracks], plan, folder), "full")


def _joined(tracks: Sequence[tuple[Track, int]], plan: Plan, folder: Path) -> Path:
    """Put runs that one encoder has made into one file."""
    clock = keep.common_clock([track for track, _ in tracks])
    takes = []
    for track, first in tracks:
        at = round(first / plan.canvas.fps * clock)
        takes.append(Take(track, 0, track.sizes.size, at + track.shown * clock // track.timescale))
    path = folder / "pictures.mp4"
    end = round(plan.pieces[-1].end / plan.canvas.fps * clock)
    config = tracks[0][0].config
    write_track(path, takes, clock, end, config.sps, config.pps)
    for track, _ in tracks:
        track.path.unlink()
    return path
