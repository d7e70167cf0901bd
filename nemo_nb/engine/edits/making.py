"""A new picture for the whole timeline: a montage's segments, or visuals that were designed for a song."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]


def set_pictures(draft: Json, segments: Sequence[Json], **canvas: object) -> Json:
    """Return the draft with these segments as its pictures, from the start; ``canvas`` goes into its ``m``."""
    draft = drafts.remove(draft, drafts.VIDEO)
    draft["m"] |= canvas
    track = drafts.track_for(draft, drafts.VIDEO)
    for segment in segments:
        track["sg"].append({**copy.deepcopy(segment), "id": drafts.name_for(draft)})
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
