"""How does one say it? The summary line, and what changed between two drafts, in a user's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._model import items, mapping, number, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ._model import Segment, Track


def clock(seconds: float) -> str:
    """Return a time for reading: ``0:07``, ``1:00``, or ``0:07.2`` where whole seconds would mislead."""
    tenths = round(seconds * 10)
    minutes, tenths = divmod(tenths, 600)
    whole, tenths = divmod(tenths, 10)
    return f"{minutes}:{whole:02d}" + (f".{tenths}" if tenths else "")


def percent(gain: float) -> str:
    """Return a volume for reading: ``35 %`` for 0.35."""
    return f"{round(gain * 100)} %"


def summary(tracks: Sequence[Track]) -> str:
    """Return the one-line summary that the service's documents prescribe, with times in seconds."""
    count = f"{len(tracks)} track{'' if len(tracks) == 1 else 's'}"
    parts = [
        f"{number}. {track.name}: {', '.join(map(_summarise, track.segments)) or 'empty'}"
        for number, track in enumerate(tracks, start=1)
    ]
    return f"Timeline ({count}): {' '.join(parts)}".rstrip() if parts else f"Timeline ({count})"


def _summarise(segment: Segment) -> str:
    name = f'"{segment.text}"' if segment.kind == "text" else segment.name
    span = f"{_short(segment.start)}-{_short(segment.end)}s"
    told = segment.volume is not None and (segment.kind == "audio" or segment.volume != 1)
    return f"{name} ({span}, {round((segment.volume or 0) * 100)}%)" if told else f"{name} ({span})"


def _short(seconds: float) -> str:
    return f"{round(seconds, 1):.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two timelines.

    ``before`` is None for something new, ``after`` is None for something removed; both are None for a change
    of the timeline as a whole. ``str(change)`` is one line for a person.
    """

    before: Segment | None
    after: Segment | None
    line: str

    def __str__(self) -> str:
        return self.line


def changes(before: Sequence[Track], after: Sequence[Track]) -> list[Change]:
    """Return what changed from ``before`` to ``after``: what is new or different first, then what is gone."""
    old = [segment for track in before for segment in track.segments]
    new = [segment for track in after for segment in track.segments]
    pairs = _pair(old, new)
    found: list[Change] = []
    for now in new:
        then = pairs.get(id(now))
        if then is None:
            found.append(Change(None, now, f"{what(now)}: {_describe(now)}"))
        elif then.raw != now.raw or (then.track, then.start, then.end) != (now.track, now.start, now.end):
            found.append(Change(then, now, _compare(then, now)))
    kept = {id(then) for then in pairs.values()}
    found.extend(
        Change(then, None, f"{what(then)} removed: {title(then)}") for then in old if id(then) not in kept
    )
    return found


def _pair(old: list[Segment], new: list[Segment]) -> dict[int, Segment]:
    """Return, by ``id`` of a new segment, the old one that it continues.

    A segment keeps its identity by its id, else by its material or name, else by its place on its track.
    """
    left = list(old)
    pairs: dict[int, Segment] = {}

    def by_id(s: Segment) -> object:
        return s.kind, words(mapping(s.raw).get("id"))

    def by_media(s: Segment) -> object:
        return s.kind, words(s.meta.get("media")) or s.name

    def by_place(s: Segment) -> object:
        return s.kind, s.track, s.start

    for key in (by_id, by_media, by_place):
        for now in new:
            if id(now) in pairs or (key is by_id and not words(mapping(now.raw).get("id"))):
                continue
            then = next((candidate for candidate in left if key(candidate) == key(now)), None)
            if then is not None:
                pairs[id(now)] = then
                left = [candidate for candidate in left if candidate is not then]
    return pairs


def what(segment: Segment) -> str:
    """Return what a person calls this kind of segment: Video, Picture, Music, Sound, Title or Clip."""
    if segment.kind == "audio":
        return "Sound" if segment.meta.get("role") not in (None, "music", "bgm") else "Music"
    return {"video": "Video", "image": "Picture", "text": "Title"}.get(segment.kind, "Clip")


def title(segment: Segment) -> str:
    """Return a segment's name for a sentence; music says its tempo and key too."""
    if segment.kind == "text":
        return f'"{segment.text}"'
    music = mapping(segment.meta.get("music"))
    parts = [words(music.get("label")) or segment.name]
    bpm = number(music.get("bpm"))
    if bpm:
        parts.append(f"{round(bpm)} BPM")
    parts.append(words(music.get("key")))
    return ", ".join(part for part in parts if part)


def _describe(segment: Segment) -> str:
    details = [f"{clock(segment.start)}-{clock(segment.end)}"]
    if segment.volume is not None and (segment.kind == "audio" or segment.volume != 1):
        details.append(percent(segment.volume))
    details.extend(_manner(segment))
    return f"{title(segment)} ({', '.join(details)})"


def _manner(segment: Segment) -> Iterable[str]:
    if items(mapping(segment.meta.get("duck")).get("spans")):
        yield "ducked under speech"


def _compare(then: Segment, now: Segment) -> str:
    if title(then) != title(now):
        return f"{what(now)}: {_describe(now)}, was {title(then)}"
    told: list[str] = []
    if mapping(then.meta.get("music")) != mapping(now.meta.get("music")):
        told.append("recomposed")
    if (then.start, then.end) != (now.start, now.end):
        told.append(f"now {clock(now.start)}-{clock(now.end)}, was {clock(then.start)}-{clock(then.end)}")
    if then.volume != now.volume and now.kind != "text":
        was, volume = (1.0 if s.volume is None else s.volume for s in (then, now))
        if was != volume:
            told.append(f"volume {percent(volume)}, was {percent(was)}")
    if then.track != now.track:
        told.append(f"moved from track {then.track} to {now.track}")
    for key, word in (("fade_in", "fade in"), ("fade_out", "fade out")):
        was_ms, ms = number(then.meta.get(key)) or 0, number(now.meta.get(key)) or 0
        if was_ms != ms:
            told.append(f"{word} {round(ms / 1000, 1):g} s" if ms > 0 else f"no {word}")
    if list(_manner(then)) != list(_manner(now)):
        told.append("ducked under speech" if list(_manner(now)) else "no longer ducked under speech")
    return f"{what(now)}: {title(now)}, {', '.join(told) or 'settings changed'}"
