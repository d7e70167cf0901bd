"""Making anew only what has changed: the sources' own packets, and between them pictures that fit to them."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.ffmpeg import run, source
from nemo_nb.engine.render import formats, h264, keep
from nemo_nb.engine.render.keep import Kept, Redone
from nemo_nb.engine.render.mp4 import Track, UnusualError, read_track
from nemo_nb.engine.render.mp4_writing import Take, write_track
from nemo_nb.engine.render.pieces import Piece, Run
from nemo_nb.engine.render.spans import Workshop, takes_of, telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.render.keep import Part
    from nemo_nb.engine.render.mp4 import Config, Table
    from nemo_nb.engine.render.plan import Plan
    from nemo_nb.engine.render.visuals import Sounds

_LIMIT = 1200.0  # s; copying three hours takes seconds
_MOST_SPS, _MOST_PPS = 31, 255  # that fit into an MP4's description


def smart(
    plan: Plan, sounds: Sounds, folder: Path, cancel: Cancel, report: Callable[[float], object]
) -> Path | None:
    """Return a file of pictures in which as many packets as possible are the sources' own.

    None where too little can be kept, or a source is stored in a way that does not allow it.

    Parameters
    ----------
    report
        Called with the share that is done, 0 to 1.

    Raises
    ------
    FfmpegError, Cancelled, OSError
    """
    try:
        return _smart(plan, sounds, folder, cancel, report)
    except UnusualError:
        return None
    finally:
        for path in (*folder.glob("source*.mp4"), *folder.glob("part*.mp4")):
            path.unlink()


def _smart(
    plan: Plan, sounds: Sounds, folder: Path, cancel: Cancel, report: Callable[[float], object]
) -> Path | None:
    script, like = plan.script, plan.like
    assert like is not None  # what makes a plan smart
    if not keep.promising(script.clips, plan.duration, script.overlays, script.texts):
        return None
    tracks = _sources(plan, folder, cancel)
    parts = keep.choose(plan.pieces, tracks, plan.canvas, script.overlays, script.texts)
    if parts is None:
        return None
    config = next(part for part in parts if isinstance(part, Kept)).track.config
    codec = _codec(config, plan)
    if codec is None:
        return None
    shop = Workshop(
        plan.canvas, script.clips, script.overlays, script.texts, sounds, codec, folder, cancel, like
    )
    clock = keep.common_clock([part.track for part in parts if isinstance(part, Kept | Redone)])
    takes = _takes(parts, shop, clock, report)
    configs = [config, *(take.track.config for take in takes)]
    sps = list(dict.fromkeys(unit for each in configs for unit in each.sps))
    pps = list(dict.fromkeys(unit for each in configs for unit in each.pps))
    if len(sps) > _MOST_SPS or len(pps) > _MOST_PPS:
        return None
    path = folder / "pictures.mp4"
    end = round(plan.pieces[-1].end / plan.canvas.fps * clock)
    write_track(path, takes, clock, end, sps, pps)
    return path


def _sources(plan: Plan, folder: Path, cancel: Cancel) -> dict[Path, Track]:
    """Return the tracks of the files whose pictures may be kept, remuxed by ffmpeg and so fit to be read."""
    tracks: dict[Path, Track] = {}
    for clip in plan.script.clips:
        if plan.like is None or not keep.keepable(clip) or not keep.alike(clip.facts, plan.like):
            continue
        if clip.path in tracks:
            continue
        copied = folder / f"source{len(tracks)}.mp4"
        picture = ["-map", "0:V:0", "-c", "copy", "-movie_timescale", "90000", "-f", "mp4"]
        # From 0: without it ffmpeg counts from where the pictures begin, not from where the file does.
        opened = ["-ss", "0", *source(clip.path, clip.facts.container)]
        run([*opened, *picture, f"file:{copied}"], cancel=cancel, limit=_LIMIT)
        track = read_track(copied)
        if track.sizes.size == clip.facts.frames:
            tracks[clip.path] = track
    return tracks


def _codec(config: Config, plan: Plan) -> list[str] | None:
    """Return the encoder's arguments for pictures that stand beside a source's; None if nothing would do."""
    try:
        parameters = h264.read_sps(config.sps[0])
        names = {h264.read_sps(unit).id for unit in config.sps} | {h264.pps_id(unit) for unit in config.pps}
        cabac = h264.uses_cabac(config.pps[0])
    except (ValueError, IndexError):
        return None
    fits = parameters.depth == 8 and parameters.chroma == 1 and config.length_size == 4
    if not fits or plan.like is None or max(names) + 1 > _MOST_SPS:
        return None
    return formats.h264_beside(parameters, cabac, max(names) + 1, plan.like)


def _takes(
    parts: Sequence[Part], shop: Workshop, clock: int, report: Callable[[float], object]
) -> list[Take]:
    takes: list[Take] = []
    total = sum(_count(part) for part in parts if not isinstance(part, Kept))
    done, drawn, files = 0, list[Piece](), count()

    def made(part: Redone | Run) -> Track:
        nonlocal done
        path = shop.folder / f"part{next(files)}.mp4"
        lasts = _count(part) if isinstance(part, Redone) else part.count
        if isinstance(part, Redone):
            shop.redo(part, path, telling(report, done, lasts, total))
        else:
            shop.make(part, path, telling(report, done, lasts, total))
        done += lasts
        track = read_track(path)
        if track.sizes.size != lasts:
            raise UnusualError("some pictures did not come out")
        return track

    def draw() -> None:
        pieced = [
            take for run_ in shop.runs(drawn) for take in takes_of(run_, made(run_), clock, shop.canvas.fps)
        ]
        takes.extend(sorted(pieced, key=lambda take: int(take.shown.min())))
        drawn.clear()

    for part in _uncrowded(parts, shop):
        if isinstance(part, Piece):
            drawn.append(part)
            continue
        draw()
        ticks = np.rint(part.times * clock).astype(np.int64)
        if isinstance(part, Redone):
            track = made(part)
            takes.append(Take(track, 0, len(ticks), ticks[_ranks(track.shown)]))
        else:
            ranks = _ranks(part.track.shown[part.first : part.last])
            takes.append(Take(part.track, part.first, part.last, ticks[ranks]))
    draw()
    return takes


def _uncrowded(parts: Sequence[Part], shop: Workshop) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Redone):
            yield from part.split(shop.crowded(float(part.times[0]), float(part.times[-1])))
        else:
            yield part


def _count(part: Part) -> int:
    return part.count if isinstance(part, Piece) else part.last - part.first


def _ranks(shown: Table) -> NDArray[np.intp]:
    """Return for each picture, in order of decoding, the how manieth it is when shown."""
    return np.argsort(np.argsort(shown, kind="stable"), kind="stable")
