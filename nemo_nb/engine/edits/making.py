"""A new picture for the whole timeline: a montage's segments, or visuals that were designed for a song."""

from __future__ import annotations

import copy
import hashlib
import itertools
import json
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]


def set_pictures(draft: Json, segments: Sequence[Json], **canvas: object) -> Json:
    """Return the draft with these segments as its pictures; ``canvas`` goes into its ``m``."""
    used = {segment.get("id") for segment in drafts.segments(draft, drafts.VIDEO)}
    draft = drafts.remove(draft, drafts.VIDEO)
    draft["m"] |= canvas
    track = drafts.track_for(draft, drafts.VIDEO)
    for segment in segments:
        # A new picture is no continuation of one that had its name by chance.
        name = segment.get("id") or drafts.name_for(draft, used)
        track["sg"].append({**copy.deepcopy(segment), "id": name})
    draft["t"] = [track for track in draft["t"] if track.get("sg")]
    return drafts.fitted(draft)


def change_visual(draft: Json, **values: object) -> Json:
    """Return the draft with these keys of its visuals changed; None takes one away."""
    draft = copy.deepcopy(draft)
    for segment in drafts.segments(draft, drafts.VIDEO):
        visual = segment.get("m", {}).get("visual")
        if isinstance(visual, dict):
            visual.update(values)
            for key in [key for key, value in visual.items() if value is None]:
                del visual[key]
    return draft


def follow_music(draft: Json, before: str | None, after: str) -> Json:
    """Return the draft with visuals that followed one piece of music (None: any) following another."""
    draft = copy.deepcopy(draft)
    for segment in drafts.segments(draft, drafts.VIDEO):
        visual = segment.get("m", {}).get("visual")
        if isinstance(visual, dict) and (before is None or visual.get("song") == before):
            visual["song"] = after
    return draft


def dissolve(segments: Sequence[Json], kind: str, duration: int) -> list[Json]:
    """Return segments that lie over each other a little, with no change to where each one's middle is.

    Each begins earlier by what its material has before its cut, so that the whole stays as long as it was.
    """
    made = [copy.deepcopy(segment) for segment in segments]
    for one, segment in itertools.pairwise(made):
        meta = segment["m"]
        speed = float(meta.get("speed", 1.0))
        spare = duration if meta.get("kind") == "image" else int(int(meta.get("in", 0)) / speed)
        length = min(duration, spare, int(one["d"]) // 3, int(segment["d"]) // 3)
        if length < 80:
            continue
        meta["start"] = int(meta["start"]) - length
        segment["d"] = int(segment["d"]) + length
        if meta.get("kind") != "image":
            meta["in"] = int(meta["in"]) - round(length * speed)
        meta["transition"] = {"kind": kind, "d": length}
    return made


def seen(draft: Json) -> str:
    """Return a mark that stays the same as long as nobody edits the pictures themselves."""
    rows = [
        (start, end, {key: value for key, value in segment["m"].items() if key not in ("start", "title")})
        for start, end, segment in drafts.placed(drafts.segments(draft, drafts.VIDEO))
    ]
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:12]


def words_within(draft: Json, length: int) -> Json:
    """Return the draft with its words no longer than ``length``; what begins later goes."""
    draft = copy.deepcopy(draft)
    for track in drafts.tracks(draft, drafts.TEXT):
        rows = [(start, end, segment) for start, end, segment in drafts.placed(track.get("sg", []))]
        for start, end, segment in rows:
            segment["d"] = min(end, length) - start
        track["sg"] = [segment for start, _, segment in rows if start < length]
    draft["t"] = [track for track in draft["t"] if track.get("sg")]
    return drafts.fitted(draft)
