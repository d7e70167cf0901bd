"""The draft (docs/draft.md): what is in it, and what comes into it. The edits of it are in ``edits``.

Whatever changes a draft takes one and returns a new one; nothing is changed in place. Times are integer
milliseconds, as on the wire. Keys that this engine does not know stay where they are.
"""

from __future__ import annotations

import copy
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from nemo_nb.engine.picture import Facts

Json = dict[str, Any]

VIDEO, AUDIO, TEXT = 0, 1, 7
OVERLAY, SUBTITLES = "overlay", "subtitles"
"""Roles of a video track that lies above the picture, and of a text track that came as a file."""
USUAL_VOLUME = 0.35  # of music under a clip's own sound


def tracks(draft: Json, kind: int, role: str | None = None) -> Iterator[Json]:
    """Yield the tracks of one type, with this role if one is given.

    Pictures over the picture (role `OVERLAY`) are yielded only to whom asks for them.
    """
    for track in draft.get("t", []):
        if track.get("tt") != kind:
            continue
        its = track.get("m", {}).get("role")
        if its == role or (role is None and its != OVERLAY):
            yield track


def segments(draft: Json, kind: int, role: str | None = None) -> list[Json]:
    """Return the segments of all such tracks, in order."""
    return [segment for track in tracks(draft, kind, role) for segment in track.get("sg", [])]


def placed(segments: list[Json]) -> Iterator[tuple[int, int, Json]]:
    """Yield (start, end, segment); a segment without a start follows the one before it."""
    at = 0
    for segment in segments:
        start = int(segment.get("m", {}).get("start", at))
        at = start + int(segment.get("d", 0))
        yield start, at, segment


def is_empty(draft: Json) -> bool:
    """Return whether there is nothing to export."""
    return not any(track.get("sg") for track in draft.get("t", []))


def length(draft: Json) -> int:
    """Return the length in ms of what is seen; of what is heard where nothing is seen."""
    for kind, role in ((VIDEO, None), (AUDIO, "song"), (AUDIO, None), (TEXT, None)):
        ends = [end for _, end, _ in placed(segments(draft, kind, role))]
        if ends:
            return max(ends)
    return 0


def new(title: str, language: str) -> Json:
    """Return a draft without tracks."""
    return {"d": 0, "m": {"title": title, "lang": language}, "t": []}


def add_material(draft: Json, filename: str, digest: str, facts: Facts) -> Json:
    """Return the draft with a file after what is there: pictures on the video track, sound on a song's."""
    draft = copy.deepcopy(draft)
    title = PurePath(filename).stem or filename
    heard = facts.kind == "audio"
    if not segments(draft, VIDEO) and not segments(draft, AUDIO, "song"):
        # Music that was alone until now steps back under what it is to accompany.
        for segment in segments(draft, AUDIO, "music"):
            if segment["m"].get("volume") == 1.0:
                segment["m"]["volume"] = USUAL_VOLUME
    kind, role = (AUDIO, "song") if heard else (VIDEO, None)
    at = max((end for _, end, _ in placed(segments(draft, kind, role))), default=0)
    meta: Json = {"title": title, "media": digest, "kind": facts.kind, "start": at, "in": 0, "volume": 1.0}
    if heard:
        meta["role"] = "song"
    else:
        meta |= {"width": facts.width, "height": facts.height}
        if not segments(draft, VIDEO):
            draft["m"] |= {"title": title, "width": facts.width, "height": facts.height}
            draft["m"]["fps"] = facts.fps if facts.kind == "video" else 30.0
    track_for(draft, kind, role)["sg"].append(
        {"id": name_for(draft), "d": round(facts.duration * 1000), "m": meta}
    )
    return fitted(draft)


def set_music(draft: Json, meta: Json, duration: int) -> Json:
    """Return the draft with this segment as its only music, from the start."""
    draft = copy.deepcopy(draft)
    before = segments(draft, AUDIO, "music")
    name = before[0]["id"] if before else name_for(draft)
    track_for(draft, AUDIO, "music")["sg"] = [{"id": name, "d": duration, "m": {"start": 0, "in": 0, **meta}}]
    return fitted(draft)


def remove(draft: Json, kind: int, role: str | None = None) -> Json:
    """Return the draft without such tracks."""
    draft = copy.deepcopy(draft)
    gone = [id(track) for track in tracks(draft, kind, role)]
    draft["t"] = [track for track in draft["t"] if id(track) not in gone]
    return fitted(draft)


def set_meta(draft: Json, kind: int, role: str | None = None, **values: object) -> Json:
    """Return the draft with these keys set on every such segment."""
    draft = copy.deepcopy(draft)
    for segment in segments(draft, kind, role):
        segment.setdefault("m", {}).update(values)
    return draft


def fitted(draft: Json) -> Json:
    """Set the draft's own length, in place, and return it."""
    draft["d"] = max((end for track in draft["t"] for _, end, _ in placed(track.get("sg", []))), default=0)
    return draft


def track_for(draft: Json, kind: int, role: str | None = None) -> Json:
    """Return the track of this type and role, made in place if it is missing."""
    for track in tracks(draft, kind, role):
        if track.get("m", {}).get("role") == role:
            track.setdefault("sg", [])
            return track
    track = {"tt": kind, **({"m": {"role": role}} if role else {}), "sg": []}
    draft["t"].append(track)
    # Pictures, what lies over them, sound, titles, whatever came first.
    draft["t"].sort(key=lambda track: (track.get("tt", 0), track.get("m", {}).get("role") == OVERLAY))
    return track


def name_for(draft: Json, but: Collection[object] = ()) -> str:
    """Return an id that no segment has, and that is none of ``but``."""
    used = {segment.get("id") for track in draft["t"] for segment in track.get("sg", [])} | set(but)
    number = 1
    while f"s{number}" in used:
        number += 1
    return f"s{number}"
