"""What does a draft say? Reads any draft into tracks and segments.

The cloud's drafts have five known short keys (``t``, ``tt``, ``sg``, ``d``, ``m``) and others that nobody
documents; the local engine adds its own inside ``m``. A draft is input from outside: whatever has the wrong
type becomes a sensible value here, so that nothing behind this file ever meets it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

KINDS = {0: "video", 1: "audio", 7: "text"}
_ROLES = {"overlay": "Overlay", "subtitles": "Subtitles"}
DAY = 86_400.0
"""Longest time in seconds that is believed; what lies beyond is a mistake in the draft."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One clip on one track.

    ``track`` is the track's number from 1. ``kind`` is ``video``, ``image``, ``audio``, ``text`` or
    ``other``. ``start``, ``end`` and ``duration`` are seconds. ``volume`` is a gain, 1.0 being the material's
    own level; None where the draft says nothing. ``text`` is the words of a title, else empty. ``meta`` is
    the segment's ``m`` as it came, and ``raw`` the whole segment.
    """

    track: int
    kind: str
    name: str
    start: float
    end: float
    duration: float
    volume: float | None = None
    text: str = ""
    meta: Json = field(default_factory=dict, repr=False)
    raw: Any = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Track:
    """One track. ``kind`` as for `Segment`; ``name`` is the label of the summary: Video, BGM, Title, ….

    ``segments`` are in the draft's order.
    """

    kind: str
    name: str
    segments: tuple[Segment, ...]


def read_tracks(draft: object) -> tuple[Track, ...]:
    """Return the tracks of ``draft``, in its order. Never raises, whatever ``draft`` is."""
    whole = mapping(draft)
    length = seconds(whole.get("d"))
    title = words(mapping(whole.get("m")).get("title"))
    return tuple(
        _read_track(number, raw, length, title) for number, raw in enumerate(items(whole.get("t")), start=1)
    )


def read_length(draft: object, tracks: tuple[Track, ...]) -> float:
    """Return how long the timeline is, in seconds: what the draft says, or where its last segment ends."""
    last = max((segment.end for track in tracks for segment in track.segments), default=0.0)
    return max(seconds(mapping(draft).get("d")) or 0.0, last)


def _read_track(number: int, raw: object, length: float | None, title: str) -> Track:
    track = mapping(raw)
    meta = mapping(track.get("m"))
    kind = KINDS.get(_code(track.get("tt")), "other")
    segments: list[Segment] = []
    at = 0.0
    rows = items(track.get("sg"))
    for index, row in enumerate(rows):
        rest = max((length or 0.0) - at, 0.0) if index == len(rows) - 1 else 0.0
        segment = _read_segment(number, kind, row, at, rest, title)
        segments.append(segment)
        at = segment.end
    return Track(kind, _label(kind, meta, segments), tuple(segments))


def _read_segment(number: int, kind: str, raw: object, at: float, rest: float, title: str) -> Segment:
    row = mapping(raw)
    meta = mapping(row.get("m"))

    def either(*keys: str) -> Any:
        # The local engine keeps these in m; the cloud is not documented, so the segment itself is asked too.
        return next((place[key] for place in (meta, row) for key in keys if place.get(key) is not None), None)

    said = words(either("kind"))
    if kind in ("video", "other") and said in (
        "image",
        *(("video", "audio", "text") if kind == "other" else ()),
    ):
        kind = said
    start = seconds(either("start"))
    start = at if start is None else start
    length = seconds(row.get("d"))
    length = rest if length is None else length
    text = words(either("text", "content")) if kind in ("text", "other") else ""
    music = mapping(meta.get("music"))
    name = words(either("title", "name", "filename", "file")) or text
    name = name or words(music.get("label")) or words(music.get("genre")) or words(raw)
    if not name and kind in ("video", "image"):
        name = title
    if kind == "text" and not text:
        text = name
    return Segment(
        track=number,
        kind=kind,
        name=name or "untitled",
        start=start,
        end=start + length,
        duration=length,
        volume=None if kind == "text" else _gain(either("volume")),
        text=text,
        meta=dict(meta),
        raw=raw,
    )


def _label(kind: str, meta: Mapping[str, Any], segments: list[Segment]) -> str:
    if kind == "audio":
        # A cloud draft does not say what a sound is for; music is what these skills make.
        role = words(meta.get("role"))
        return "BGM" if role in ("", "music", "bgm") else role.capitalize()
    if kind in ("video", "text") and words(meta.get("role")) in _ROLES:
        return _ROLES[words(meta.get("role"))]
    if kind == "video" and segments and all(segment.kind == "image" for segment in segments):
        return "Image"
    if kind == "video" and segments and all(segment.meta.get("visual") for segment in segments):
        return "Visuals"
    return {"video": "Video", "text": "Title"}.get(kind, "Track")


def mapping(value: object) -> Mapping[str, Any]:
    """Return ``value`` if it is a JSON object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> list[Any]:
    """Return ``value`` if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def words(value: object) -> str:
    """Return a string on one line, without control characters; what is not a string becomes empty."""
    if not isinstance(value, str):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def number(value: object) -> float | None:
    """Return a finite number, also from a string that holds one; anything else becomes None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        result = float(value)
    except (ValueError, OverflowError):
        return None
    return result if math.isfinite(result) else None


def seconds(milliseconds: object) -> float | None:
    """Return a time in seconds from 0 to one day; None for what is not a time."""
    value = number(milliseconds)
    return value / 1000 if value is not None and 0 <= value <= DAY * 1000 else None


def _gain(value: object) -> float | None:
    gain = number(value)
    if gain is None or gain < 0:
        return None
    # No mix has a gain above ten; such a number is a percentage.
    return min(gain / 100 if gain > 10 else gain, 10.0)


def _code(value: object) -> int:
    code = number(value)
    return int(code) if code is not None and code == int(code) else -1
