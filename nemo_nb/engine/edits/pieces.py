"""The timeline taken to pieces and put together again: what cuts, moves and changes of speed come down to.

The pictures of the main track are cut where a piece begins and ends; titles, subtitles and overlays go with
the pictures they lie over; a song or music under pictures stays where it is and only ends with them. Where
there are no pictures the sound itself is what is cut.
"""

from __future__ import annotations

import copy
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Json = dict[str, Any]

SLOWEST, FASTEST = 0.25, 4.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of the timeline as it was (ms), to be shown ``speed`` times as fast."""

    start: int
    end: int
    speed: float = 1.0

    @property
    def length(self) -> int:
        """How long it is on the new timeline."""
        return round((self.end - self.start) / self.speed)


@dataclass(slots=True)
class _Shot:
    """A segment without its overlap: ``tail`` is what the next one's transition lies over."""

    start: int
    end: int
    segment: Json
    number: int
    tail: int = 0


@dataclass(slots=True)
class _Part:
    """What becomes of one shot within one piece; times before and after, ms."""

    shot: _Shot
    start: int
    end: int
    at: int
    until: int
    speed: float


def rearrange(draft: Json, pieces: Sequence[Piece]) -> Json:
    """Return the draft with only these pieces, in this order."""
    draft = copy.deepcopy(draft)
    main = _main(draft)
    before = max((end for track in main for _, end, _ in drafts.placed(track.get("sg", []))), default=0)
    pieces = [Piece(max(p.start, 0), min(p.end, before), p.speed) for p in pieces]
    pieces = [piece for piece in pieces if piece.end > piece.start]
    names = _Names(draft)
    for track in draft["t"]:
        if any(track is one for one in main):
            track["sg"] = _joined(_parts(_shots(track.get("sg", [])), pieces), names)
        elif track.get("tt") != drafts.AUDIO:
            track["sg"] = _riding(track, pieces, names, reading=_is_read(track))
    total = sum(piece.length for piece in pieces)
    if main and main[0].get("tt") == drafts.VIDEO:
        total = max((end for track in main for _, end, _ in drafts.placed(track["sg"])), default=total)
        _end_with(draft, before, total)
    draft["t"] = [track for track in draft["t"] if track.get("sg")]
    return drafts.fitted(draft)


def _main(draft: Json) -> list[Json]:
    """Return the tracks that edits cut: the pictures, else the songs, else the music."""
    for kind, role in ((drafts.VIDEO, None), (drafts.AUDIO, "song"), (drafts.AUDIO, None)):
        found = [track for track in drafts.tracks(draft, kind, role) if track.get("sg")]
        if found:
            return found
    return []


def _shots(segments: list[Json]) -> list[_Shot]:
    shots = [
        _Shot(start, end, segment, number)
        for number, (start, end, segment) in enumerate(drafts.placed(segments))
    ]
    for one, following in itertools.pairwise(shots):
        if following.segment.get("m", {}).get("transition") and one.start < following.start < one.end:
            one.tail = one.end - following.start
            one.end = following.start
    return shots


def _parts(shots: list[_Shot], pieces: Sequence[Piece]) -> Iterator[_Part]:
    at = 0
    for piece in pieces:
        for shot in shots:
            start, end = max(shot.start, piece.start), min(shot.end, piece.end)
            if end > start:
                begin, until = (at + round((t - piece.start) / piece.speed) for t in (start, end))
                yield _Part(shot, start, end, begin, until, piece.speed)
        at += piece.length


def _joined(parts: Iterator[_Part], names: _Names) -> list[Json]:
    """Return segments for the parts; what was together and still is stays one segment."""
    runs: list[_Part] = []
    for part in parts:
        last = runs[-1] if runs else None
        if (
            last is not None
            and (last.shot is part.shot and last.end == part.start)
            and (last.until == part.at and last.speed == part.speed)
        ):
            last.end, last.until = part.end, part.until
        elif part.until > part.at:
            runs.append(part)
    made: list[Json] = []
    for number, part in enumerate(runs):
        before = runs[number - 1] if number else None
        after = runs[number + 1] if number + 1 < len(runs) else None
        joined = before is not None and _still_joined(before, part)
        overlap = _overlap(part, after) if after is not None and _still_joined(part, after) else 0
        made.append(_segment(part, names, joined=joined, overlap=overlap))
        if joined and before is not None:
            made[-1]["m"]["transition"]["d"] = _overlap(before, part)
    return made


def _still_joined(one: _Part, other: _Part) -> bool:
    """Whether a transition from one to the other has kept both its sides."""
    return (
        one.shot.tail > 0
        and other.shot.number == one.shot.number + 1
        and (one.end, other.start) == (one.shot.end, other.shot.start)
        and one.until == other.at
    )


def _overlap(one: _Part, other: _Part) -> int:
    return max(min(round(one.shot.tail / one.speed), (other.until - other.at) // 2), 1)


def _segment(part: _Part, names: _Names, *, joined: bool, overlap: int) -> Json:
    old = part.shot.segment
    meta = copy.deepcopy(old.get("m", {}))
    segment = {**old, "id": names.take(old), "d": part.until - part.at + overlap, "m": meta}
    meta["start"] = part.at
    if not joined:
        meta.pop("transition", None)
    if part.start > part.shot.start:
        meta.pop("fade_in", None)
    if part.end < part.shot.end:
        meta.pop("fade_out", None)
    for key in ("fade_in", "fade_out"):
        if key in meta:
            meta[key] = min(int(meta[key]), segment["d"])
    if meta.get("kind") == "image":
        return segment
    speed = float(meta.get("speed", 1.0))
    meta["in"] = int(meta.get("in", 0)) + round((part.start - part.shot.start) * speed)
    if "visual" not in meta:
        set_speed(meta, speed * part.speed)
    return segment


def set_speed(meta: Json, speed: float) -> None:
    """Set a segment's speed, in place; the usual speed is not written down."""
    speed = round(min(max(speed, SLOWEST), FASTEST), 4)
    if speed == 1.0:
        meta.pop("speed", None)
    else:
        meta["speed"] = speed


def _is_read(track: Json) -> bool:
    """Whether these are words that need their time to be read; subtitles go with what is spoken."""
    return track.get("tt") == drafts.TEXT and track.get("m", {}).get("role") != drafts.SUBTITLES


def _riding(track: Json, pieces: Sequence[Piece], names: _Names, *, reading: bool) -> list[Json]:
    """Return the segments of a track that lies over the pictures, where those pictures are now.

    What is torn apart stays with its longest part. Words that are ``reading`` keep their length, whatever
    the speed of what they lie over, as long as nothing else comes then.
    """
    made: list[tuple[int, Json]] = []
    total = sum(piece.length for piece in pieces)
    for shot in _shots(track.get("sg", [])):
        spans: list[list[int]] = []
        first = shot.start
        for part in sorted(_parts([shot], pieces), key=lambda part: part.at):
            if spans and spans[-1][1] == part.at:
                spans[-1][1] = part.until
                spans[-1][3] += part.end - part.start
            else:
                spans.append([part.at, part.until, part.start, part.end - part.start])
        if not spans:
            continue
        at, until, first, lasts = max(spans, key=lambda span: span[1] - span[0])
        if reading:
            until = min(at + lasts, total)
        if until <= at:
            continue
        meta = copy.deepcopy(shot.segment.get("m", {}))
        meta["start"] = at
        if "media" in meta and meta.get("kind") != "image":
            meta["in"] = int(meta.get("in", 0)) + round((first - shot.start) * float(meta.get("speed", 1)))
        segment = {**shot.segment, "id": names.take(shot.segment), "d": until - at, "m": meta}
        made.append((at, segment))
    made.sort(key=lambda pair: pair[0])
    for (at, segment), (following, other) in itertools.pairwise(made) if reading else ():
        if segment["m"].get("position") == other["m"].get("position") and at < following:
            segment["d"] = min(segment["d"], following - at)
    return [segment for _, segment in made]


def _end_with(draft: Json, before: int, total: int) -> None:
    """Let no sound last longer than the pictures; what repeats and lasted as long as they did still does.

    Music that was composed stays as it is: it will be composed again for the new length.
    """
    for track in drafts.tracks(draft, drafts.AUDIO):
        kept = []
        for start, end, segment in list(drafts.placed(track.get("sg", []))):
            if segment.get("m", {}).get("music"):
                kept.append(segment)
                continue
            if start >= total:
                continue
            meta = segment.setdefault("m", {})
            meta["start"] = start
            if end > total or (meta.get("loop") and end == before):
                segment["d"] = total - start
            kept.append(segment)
        track["sg"] = kept


class _Names:
    """Gives each segment its old id once; further parts of it get new ones."""

    def __init__(self, draft: Json) -> None:
        self._draft = draft
        self._used: set[str] = set()
        self._old = {segment.get("id") for track in draft["t"] for segment in track.get("sg", [])}

    def take(self, segment: Json) -> str:
        name = segment.get("id")
        if not isinstance(name, str) or name in self._used:
            number = 1
            while f"s{number}" in self._used or f"s{number}" in self._old:
                number += 1
            name = f"s{number}"
        self._used.add(name)
        return name
