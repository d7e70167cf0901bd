"""Cuts: keep, cut out, split, move, swap, repeat, and the speed. Times are ms on the timeline as it is."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine.edits.pieces import Piece, rearrange

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]
Span = tuple[int, int]


def keep(draft: Json, spans: Sequence[Span]) -> Json:
    """Return the draft with only these spans, in this order."""
    return rearrange(draft, [Piece(*span) for span in spans])


def cut_out(draft: Json, spans: Sequence[Span]) -> Json:
    """Return the draft without these spans; what follows moves up."""
    return rearrange(draft, [Piece(*span) for span in outside(spans, drafts.length(draft))])


def reorder(draft: Json, spans: Sequence[Span]) -> Json:
    """Return the draft with these spans, which together are all of it, in this order.

    Unlike what is cut out, the title at the very beginning and the one at the very end stay there.
    """
    total = drafts.length(draft)
    outer = {
        segment.get("id"): (start, end - start)
        for start, end, segment in drafts.placed(_titles(draft))
        if segment.get("m", {}).get("kind", "title") in ("title", "card") and (start == 0 or end == total)
    }
    draft = keep(draft, spans)
    for segment in _titles(draft):
        if segment.get("id") in outer:
            segment["m"]["start"], segment["d"] = outer[segment.get("id")]
    return drafts.fitted(draft)


def split(draft: Json, times: Sequence[int]) -> Json:
    """Return the draft with its pictures (or its song) in two segments at each of these times."""
    draft = copy.deepcopy(draft)
    pictures = bool(drafts.segments(draft, drafts.VIDEO))
    for track in drafts.tracks(draft, drafts.VIDEO if pictures else drafts.AUDIO):
        for at in times:
            track["sg"] = _split(draft, track.get("sg", []), at)
    return draft


def move(draft: Json, span: Span, to: int) -> Json:
    """Return the draft with a span taken out and put in again where ``to`` was."""
    start, end = span
    total = drafts.length(draft)
    if start <= to <= end:
        return copy.deepcopy(draft)
    if to < start:
        order = [(0, to), span, (to, start), (end, total)]
    else:
        order = [(0, start), (end, to), span, (to, total)]
    return reorder(draft, order)


def swap(draft: Json, one: Span, other: Span) -> Json:
    """Return the draft with two spans that do not overlap in each other's place."""
    first, second = sorted((one, other))
    total = drafts.length(draft)
    return reorder(draft, [(0, first[0]), second, (first[1], second[0]), first, (second[1], total)])


def repeat(draft: Json, span: Span, times: int) -> Json:
    """Return the draft with a span shown ``times`` times in a row."""
    return keep(draft, [(0, span[0]), *[span] * times, (span[1], drafts.length(draft))])


def change_speed(draft: Json, span: Span, factor: float) -> Json:
    """Return the draft with a span ``factor`` times as fast as it is now.

    Titles are read at the same pace as before: they stay as long as they were, where there is room.
    """
    start, end = span
    pieces = [Piece(0, start), Piece(start, end, factor), Piece(end, drafts.length(draft))]
    lengths = {segment.get("id"): int(segment.get("d", 0)) for segment in _titles(draft)}
    draft = rearrange(draft, pieces)
    total = drafts.length(draft)
    places = list(drafts.placed(_titles(draft)))
    for number, (at, until, segment) in enumerate(places):
        room = min((later for later, _, _ in places[number + 1 :] if later >= until), default=total) - at
        segment["d"] = max(min(lengths.get(segment.get("id"), 0), room), min(int(segment["d"]), room))
    return drafts.fitted(draft)


def _titles(draft: Json) -> list[Json]:
    """Return the words that nobody speaks; subtitles keep up with what is said."""
    tracks = drafts.tracks(draft, drafts.TEXT)
    mine = [track for track in tracks if track.get("m", {}).get("role") != drafts.SUBTITLES]
    return [segment for track in mine for segment in track.get("sg", [])]


def outside(spans: Sequence[Span], total: int) -> list[Span]:
    """Return what lies between 0 and ``total`` and in none of the spans."""
    left, at = [], 0
    for start, end in sorted(spans):
        if start > at:
            left.append((at, min(start, total)))
        at = max(at, end)
    if at < total:
        left.append((at, total))
    return left


def _split(draft: Json, segments: list[Json], at: int) -> list[Json]:
    made: list[Json] = []
    for start, end, segment in list(drafts.placed(segments)):
        made.append(segment)
        if not start < at < end:
            continue
        second = copy.deepcopy(segment)
        meta, later = segment.setdefault("m", {}), second.setdefault("m", {})
        second["id"] = drafts.name_for(draft)
        segment["d"], second["d"] = at - start, end - at
        meta["start"], later["start"] = start, at
        if later.get("kind") != "image":
            later["in"] = int(later.get("in", 0)) + round((at - start) * float(later.get("speed", 1)))
        for key in ("transition", "fade_in"):
            later.pop(key, None)
        meta.pop("fade_out", None)
        made.append(second)
        # The draft must know the new name before the next is given.
        segments.append(second)
    return made
