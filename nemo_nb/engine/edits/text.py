"""Words over the picture: titles, lower thirds, captions, and subtitles that came as a file. Times are ms."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Json = dict[str, Any]

LOOKS: dict[str, Json] = {
    "title": {"position": "center", "size": 0.09},
    "lower": {"position": "bottom", "size": 0.05, "background": "box"},
    "caption": {"position": "bottom", "size": 0.055},
    "subtitle": {"position": "bottom", "size": 0.05, "background": "shade"},
    "card": {"position": "center", "size": 0.07},
}
"""How each kind of text looks unless somebody says otherwise; sizes are shares of the picture's height."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle: ms, and its words."""

    start: int
    end: int
    text: str


def add_text(draft: Json, text: str, start: int, duration: int, kind: str = "title", **looks: object) -> Json:
    """Return the draft with words; others that stood at the same time in the same place give way."""
    draft = copy.deepcopy(draft)
    track = drafts.track_for(draft, drafts.TEXT)
    meta = {"text": text, "start": start, "kind": kind, **LOOKS[kind], **looks}
    track["sg"] = [
        segment
        for begin, end, segment in drafts.placed(track["sg"])
        if end <= start or begin >= start + duration or segment["m"].get("position") != meta["position"]
    ]
    track["sg"].append({"id": drafts.name_for(draft), "d": duration, "m": meta})
    return drafts.fitted(draft)


def set_subtitles(draft: Json, cues: Iterable[Cue], **looks: object) -> Json:
    """Return the draft with these subtitles instead of any before."""
    draft = drafts.remove(draft, drafts.TEXT, drafts.SUBTITLES)
    track = drafts.track_for(draft, drafts.TEXT, drafts.SUBTITLES)
    for cue in cues:
        meta = {"text": cue.text, "start": cue.start, "kind": "subtitle", **LOOKS["subtitle"], **looks}
        track["sg"].append({"id": drafts.name_for(draft), "d": cue.end - cue.start, "m": meta})
    draft["t"] = [track for track in draft["t"] if track.get("sg")]
    return drafts.fitted(draft)


def change_text(draft: Json, chosen: Callable[[Json], bool], **values: object) -> Json:
    """Return the draft with these keys on the chosen texts; ``grow`` multiplies sizes, ``d`` is a length."""
    draft = copy.deepcopy(draft)
    grow = values.pop("grow", None)
    duration = values.pop("d", None)
    for segment in drafts.segments(draft, drafts.TEXT):
        if not chosen(segment):
            continue
        meta = segment.setdefault("m", {})
        meta.update(values)
        if isinstance(grow, float):
            meta["size"] = round(min(max(float(meta.get("size", 0.09)) * grow, 0.02), 0.5), 4)
        if isinstance(duration, int):
            segment["d"] = duration
    return drafts.fitted(draft)


def remove_text(draft: Json, chosen: Callable[[Json], bool]) -> Json:
    """Return the draft without the chosen texts."""
    draft = copy.deepcopy(draft)
    for track in drafts.tracks(draft, drafts.TEXT):
        track["sg"] = [segment for segment in track.get("sg", []) if not chosen(segment)]
    draft["t"] = [track for track in draft["t"] if track.get("sg")]
    return drafts.fitted(draft)
