"""Pictures over the picture: a logo in a corner, a clip in a frame. Times are ms, boxes canvas shares."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine.edits.cutting import cut_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_nb.engine.picture import Facts

Json = dict[str, Any]
Box = tuple[float, float, float, float]

EDGE = 0.04  # of the canvas's shorter side, kept free around what lies in a corner

_AS_IT_CAME = {"title", "media", "kind", "start", "in", "volume", "width", "height"}
_ACROSS = {"left": 0.0, "center": 0.5, "right": 1.0}
_DOWN = {"top": 0.0, "center": 0.5, "bottom": 1.0}


def box_for(draft: Json, facts: Facts, place: str, width: float) -> Box:
    """Return where a picture lies that takes ``width`` of the canvas's width, at a place such as
    ``top right``, in its own shape.
    """
    canvas = draft.get("m", {})
    across, down = int(canvas.get("width") or 1920), int(canvas.get("height") or 1080)
    shape = (facts.width or 1) / (facts.height or 1)
    height = width * across / shape / down
    if height > 1:
        width, height = width / height, 1.0
    gap = EDGE * min(across, down)
    edges = (gap / across, gap / down)
    words = place.split()
    x = next((share for word, share in _ACROSS.items() if word in words and word != "center"), 0.5)
    y = next((share for word, share in _DOWN.items() if word in words and word != "center"), 0.5)
    free = (max(1 - width - 2 * edges[0], 0.0), max(1 - height - 2 * edges[1], 0.0))
    left = edges[0] + x * free[0] if free[0] else (1 - width) / 2
    top = edges[1] + y * free[1] if free[1] else (1 - height) / 2
    return round(left, 4), round(top, 4), round(width, 4), round(height, 4)


def add_overlay(draft: Json, meta: Json, start: int, duration: int) -> Json:
    """Return the draft with a picture over the others; the same file in the same place gives way."""
    draft = copy.deepcopy(draft)
    track = drafts.track_for(draft, drafts.VIDEO, drafts.OVERLAY)
    track["sg"] = [
        segment
        for begin, end, segment in drafts.placed(track["sg"])
        if segment["m"].get("media") != meta.get("media") or end <= start or begin >= start + duration
    ]
    track["sg"].append({"id": drafts.name_for(draft), "d": duration, "m": {"start": start, "in": 0, **meta}})
    return drafts.fitted(draft)


def remove_overlays(draft: Json, chosen: Callable[[Json], bool]) -> Json:
    """Return the draft without the chosen overlays."""
    draft = copy.deepcopy(draft)
    for track in drafts.tracks(draft, drafts.VIDEO, drafts.OVERLAY):
        track["sg"] = [segment for segment in track.get("sg", []) if not chosen(segment)]
    draft["t"] = [track for track in draft["t"] if track.get("sg")]
    return drafts.fitted(draft)


def change_overlays(draft: Json, **values: object) -> Json:
    """Return the draft with these keys on every overlay."""
    return drafts.set_meta(draft, drafts.VIDEO, drafts.OVERLAY, **values)


def take_from_pictures(draft: Json, digest: str) -> Json:
    """Return the draft without a file's segments among the pictures, unless nothing else is there.

    Every upload lies on the timeline at first; what is to lie over the others need not come after them too.
    """
    places = list(drafts.placed(drafts.segments(draft, drafts.VIDEO)))
    spans = [
        (start, end)
        for start, end, segment in places
        # One that was cut, moved about or chosen for a montage is there on purpose.
        if segment["m"].get("media") == digest and segment["m"].keys() <= _AS_IT_CAME
    ]
    if not spans or len(spans) == len(places):
        return draft
    return cut_out(draft, spans)
