"""How one thing gives way to the next: fades, and transitions between segments. Times are ms."""

from __future__ import annotations

import copy
import itertools
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine.edits.cutting import split

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]

_SHORTEST = 40  # ms; less than one picture is a cut


def fade(draft: Json, side: str, duration: int, *, pictures: bool, sounds: Sequence[str]) -> Json:
    """Return the draft fading ``in`` or ``out`` at its outer edge.

    ``sounds`` are the roles of the sound tracks that fade too; a duration of 0 takes the fade away.
    """
    draft = copy.deepcopy(draft)
    key = f"fade_{side}"
    rows = [drafts.segments(draft, drafts.VIDEO)] if pictures else []
    rows += [drafts.segments(draft, drafts.AUDIO, role) for role in sounds]
    for row in filter(None, rows):
        places = sorted(drafts.placed(row), key=lambda place: place[0] if side == "in" else -place[1])
        _, _, segment = places[0]
        meta = segment.setdefault("m", {})
        if duration:
            meta[key] = min(duration, int(segment["d"]))
        else:
            meta.pop(key, None)
    return draft


def joints(draft: Json) -> list[int]:
    """Return the times at which one segment of the pictures follows another without a gap."""
    places = list(drafts.placed(drafts.segments(draft, drafts.VIDEO)))
    return [later[0] for one, later in itertools.pairwise(places) if one[0] < later[0] <= one[1] + 1]


def join(draft: Json, kind: str, duration: int, times: Sequence[int]) -> tuple[Json, int]:
    """Return the draft with transitions where two pictures meet, and how many were made.

    The two lie over each other for that long, so that the timeline becomes shorter; a transition takes at
    most half of the shorter one. ``times`` that are no joint yet become one.
    """
    draft = split(draft, [time for time in times if time not in joints(draft)])
    shifts: list[tuple[int, int]] = []
    made = 0
    places = list(drafts.placed(drafts.segments(draft, drafts.VIDEO)))
    for (start, end, _), (at, until, segment) in itertools.pairwise(places):
        length = min(duration, (end - start) // 2, (until - at) // 2)
        if at not in times or at > end + 1 or length < _SHORTEST:
            continue
        shifts.append((at, length - _overlap(segment, end - at)))
        segment["m"]["transition"] = {"kind": kind, "d": length}
        made += 1
    _pull(draft, shifts)
    return drafts.fitted(draft), made


def separate(draft: Json, times: Sequence[int] | None = None) -> Json:
    """Return the draft without the transitions at these times (None: any), as it was before they came."""
    draft = copy.deepcopy(draft)
    shifts: list[tuple[int, int]] = []
    places = list(drafts.placed(drafts.segments(draft, drafts.VIDEO)))
    for (_, end, _), (at, _, segment) in itertools.pairwise(places):
        if times is None or at in times:
            shifts.append((at, -_overlap(segment, end - at)))
            segment.get("m", {}).pop("transition", None)
    _pull(draft, shifts)
    return drafts.fitted(draft)


def _overlap(segment: Json, lying: int) -> int:
    return max(lying, 0) if segment.get("m", {}).get("transition") else 0


def _pull(draft: Json, shifts: Sequence[tuple[int, int]]) -> None:
    """Move everything but sound forward by what the overlaps before it take."""

    def moved(at: int) -> int:
        return at - sum(length for time, length in shifts if time <= at)

    for track in draft["t"]:
        if track.get("tt") == drafts.AUDIO:
            continue
        rides = track.get("tt") != drafts.VIDEO or track.get("m", {}).get("role")
        for start, end, segment in list(drafts.placed(track.get("sg", []))):
            segment.setdefault("m", {})["start"] = moved(start)
            if rides:
                segment["d"] = max(moved(end) - moved(start), 1)
