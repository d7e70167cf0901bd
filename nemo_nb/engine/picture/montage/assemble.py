"""Material and a song become segments of a draft."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any

import numpy as np

from nemo_nb.engine.cancel import Cancel
from nemo_nb.engine.picture.montage.choosing import Shot, Source, choose_shots
from nemo_nb.engine.picture.montage.focus import find_focus
from nemo_nb.engine.picture.montage.looking import look_at
from nemo_nb.engine.picture.montage.rhythm import find_slots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nemo_nb.engine.picture.montage.material import Material
    from nemo_nb.engine.song import Song

Json = dict[str, Any]

_STILL, _CLIP = 3.0, 8.0  # s that a photo, and at most of a clip, is shown where nobody says how long
_LOST = 0.45  # share of any picture that may be cropped to fill the canvas
_GATHERED = 1.3  # times its share of the picture that the rest has to tell for more to be cropped
_MOTIONS = ("in", "right", "out", "left", "up", "down")


def assemble(
    materials: Sequence[Material],
    song: Song | None,
    length: float | None,
    *,
    seed: int,
    canvas: tuple[int, int] = (1920, 1080),
    cancel: Cancel | None = None,
) -> list[Json]:
    """Return the segments (without ids) of a video track: exactly ``length`` seconds, from 0.

    Without a length it is as long as the song; without a song, as the material suggests. With no material
    that can be seen, the only segment is a visual.

    Parameters
    ----------
    canvas
        Width and height in pixels of the picture that is to be filled.

    Raises
    ------
    Cancelled, OSError
    """
    looks = look_at(materials, cancel or Cancel())
    sources = [
        Source(material, seen) for material, seen in zip(materials, looks, strict=True) if seen is not None
    ]
    total = length or (song.duration if song else _natural(sources))
    if not sources:
        return [_visual(song, total, seed)]
    shots = choose_shots(sources, find_slots(song, total, len(sources)))
    first = int(np.random.default_rng(seed).integers(len(_MOTIONS)))
    motions = cycle(_MOTIONS[first:] + _MOTIONS[:first])
    return [_segment(shot, next(motions) if shot.source.material.still else None, canvas) for shot in shots]


def _natural(sources: Sequence[Source]) -> float:
    lengths = [
        _STILL if source.material.still else min(source.material.facts.duration, _CLIP) for source in sources
    ]
    return max(sum(lengths), _STILL)


def _visual(song: Song | None, total: float, seed: int) -> Json:
    from nemo_nb.engine.picture.visuals import choose
    from nemo_nb.engine.song import Song as Silence

    style = choose("", song or Silence.silent(total))
    visual = {"style": style, "seed": seed, "song": None}
    return {
        "d": round(total * 1000),
        "m": {"title": style, "kind": "visual", "start": 0, "in": 0, "visual": visual},
    }


def _segment(shot: Shot, motion: str | None, canvas: tuple[int, int]) -> Json:
    start, end = round(shot.slot.start * 1000), round(shot.slot.end * 1000)
    material = shot.source.material
    meta: Json = {
        "title": material.title or material.media[:8],
        "media": material.media,
        "kind": material.facts.kind,
        "start": start,
        "in": round(shot.begin * 1000),
        "volume": 0.0,
        **_placed(shot, canvas),
    }
    if material.facts.width and material.facts.height:
        meta |= {"width": material.facts.width, "height": material.facts.height}
    if motion is not None:
        meta["motion"] = motion
    if shot.speed != 1.0:
        meta["speed"] = round(shot.speed, 4)
    return {"d": end - start, "m": meta}


def _placed(shot: Shot, canvas: tuple[int, int]) -> Json:
    """Return how a shot fills the canvas: ``fill`` where little of what there is to see is lost by it."""
    material = shot.source.material
    width, height = material.facts.width or canvas[0], material.facts.height or canvas[1]
    shape = (canvas[0] / canvas[1]) / (width / height)
    share = min(shape, 1 / shape)
    end = shot.begin + shot.slot.length * shot.speed
    focus, told = find_focus(shot.source.looks, shot.begin, end, shape)
    fills = share >= 1 - _LOST or told >= _GATHERED * share
    return {"fit": "fill" if fills else "fit", "focus": list(focus)}
