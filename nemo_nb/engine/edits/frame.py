"""The frame: the canvas and its borders, turning, cropping, looks. A part is a span of the timeline in ms."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine.edits.cutting import split

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Json = dict[str, Any]
Span = tuple[int, int]

CANVASES = {
    (16, 9): (1920, 1080),
    (9, 16): (1080, 1920),
    (1, 1): (1080, 1080),
    (4, 5): (1080, 1350),
    (5, 4): (1350, 1080),
    (4, 3): (1440, 1080),
    (3, 4): (1080, 1440),
    (3, 2): (1620, 1080),
    (2, 3): (1080, 1620),
    (21, 9): (1920, 822),
}
"""Sizes of the shapes that can be asked for."""

_AXES = {"brightness", "contrast", "saturation", "warmth"}


def change_part(
    draft: Json, span: Span | None, change: Callable[[Json, Json], object], *, role: str | None = None
) -> Json:
    """Return the draft with ``change(segment, its m)`` done to the pictures in a span, None for all of them.

    The pictures are split where the span begins and ends.
    """
    whole = (0, drafts.length(draft))
    if span is not None and role is None and span != whole:
        draft = split(draft, span)
    else:
        draft = copy.deepcopy(draft)
    first, last = span or whole
    for start, end, segment in drafts.placed(drafts.segments(draft, drafts.VIDEO, role)):
        # By the middle: a transition may reach over the edge.
        if first <= (start + end) / 2 < last:
            change(segment, segment.setdefault("m", {}))
    return draft


def reframe(draft: Json, shape: tuple[int, int], *, fill: str | None, fit: str | None) -> Json:
    """Return the draft on a canvas of another shape; ``fill`` and ``fit`` None leave those as they are."""
    draft = copy.deepcopy(draft)
    width, height = CANVASES[shape]
    draft["m"] |= {"width": width, "height": height}
    return borders(draft, fill=fill, fit=fit)


def borders(draft: Json, *, fill: str | None, fit: str | None) -> Json:
    """Return the draft with other borders (``fill``), or with pictures that fill the canvas (``fit``)."""
    draft = copy.deepcopy(draft)
    if fill is not None:
        draft["m"]["fill"] = fill
    if fit is not None:
        for segment in drafts.segments(draft, drafts.VIDEO):
            if segment["m"].get("fit", "fit") != fit:
                segment["m"]["fit"] = fit
    return draft


def focus(draft: Json, places: Mapping[str, Sequence[float]]) -> Json:
    """Return the draft with what is to stay in view of pictures, by their segments' ids."""
    draft = copy.deepcopy(draft)
    for segment in drafts.segments(draft, drafts.VIDEO):
        if segment.get("id") in places:
            segment["m"]["focus"] = list(places[segment["id"]])
    return draft


def rotate(draft: Json, span: Span | None, degrees: int) -> Json:
    """Return the draft with a part turned clockwise; where all of it lies on its side, so does the canvas."""

    def turn(_: Json, meta: Json) -> None:
        # A mirror image turns the other way, for a picture is turned first and mirrored then.
        way = -degrees if meta.get("flip") else degrees
        _set(meta, "rotate", (int(meta.get("rotate", 0)) + way) % 360 or None)

    draft = change_part(draft, span, turn)
    if span in (None, (0, drafts.length(draft))) and degrees % 180:
        meta = draft["m"]
        meta["width"], meta["height"] = meta.get("height", 1080), meta.get("width", 1920)
    return draft


def flip(draft: Json, span: Span | None, axis: str) -> Json:
    """Return the draft with a part mirrored, ``h`` left to right or ``v`` top to bottom."""

    def mirror(_: Json, meta: Json) -> None:
        now = meta.get("flip")
        if now and now != axis:
            # Both ways at once is half a turn.
            meta.pop("flip")
            _set(meta, "rotate", (int(meta.get("rotate", 0)) + 180) % 360 or None)
        else:
            _set(meta, "flip", None if now == axis else axis)

    return change_part(draft, span, mirror)


def crop(draft: Json, span: Span | None, box: tuple[float, float, float, float] | None) -> Json:
    """Return the draft with only this share (x, y, width, height) of what a part shows now; None for all."""

    def cut(_: Json, meta: Json) -> None:
        if box is None:
            meta.pop("crop", None)
            return
        x, y, width, height = meta.get("crop", (0.0, 0.0, 1.0, 1.0))
        inner = (x + box[0] * width, y + box[1] * height, box[2] * width, box[3] * height)
        meta["crop"] = [round(share, 4) for share in inner]

    return change_part(draft, span, cut)


def look(
    draft: Json, span: Span | None, *, name: str | None = None, nudges: dict[str, float] | None = None
) -> Json:
    """Return the draft with a named look for a part, or its brightness and the like changed by so much."""

    def colour(_: Json, meta: Json) -> None:
        values = dict(meta.get("look") or {})
        if name is not None:
            values["name"] = name
        for axis, amount in (nudges or {}).items():
            values[axis] = round(min(max(float(values.get(axis, 0.0)) + amount, -1.0), 1.0), 3)
        values = {key: value for key, value in values.items() if key not in _AXES or value}
        _set(meta, "look", values or None)

    return change_part(draft, span, colour)


def plain(draft: Json, span: Span | None) -> Json:
    """Return the draft with a part as it was filmed, without a look."""
    return change_part(draft, span, lambda _, meta: meta.pop("look", None))


def drift(draft: Json, span: Span | None, motion: str | None) -> Json:
    """Return the draft with its stills moving slowly: in, out, left, right, up or down; None stops them."""

    def move(_: Json, meta: Json) -> None:
        if meta.get("kind") == "image":
            _set(meta, "motion", motion)

    return change_part(draft, span, move)


def _set(meta: Json, key: str, value: object) -> None:
    if value is None:
        meta.pop(key, None)
    else:
        meta[key] = value
