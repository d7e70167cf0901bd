"""How does one say it? The summary line, and what changed between two drafts, in a user's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._group import MANY, counted, together
from ._manner import altered, canvas, kind_of_words, manner
from ._model import items, mapping, number, words
from ._tongue import tell

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
    return tell("{percent} %", percent=round(gain * 100))


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
    rank = {**_ranks(before), **_ranks(after)}
    found: list[Change] = []
    fresh = {id(group[0]): group for group in together([s for s in new if id(s) not in pairs], what)}
    pushed = {id(now) for now in new if id(now) in pairs and _only_moved(pairs[id(now)], now)}
    pushed = pushed if len(pushed) > MANY else set()
    for now in new:
        then = pairs.get(id(now))
        if then is None:
            found += _arrived(fresh.get(id(now), []))
        elif id(now) in pushed:
            continue
        elif then.raw != now.raw or (rank[id(then)], then.start, then.end) != (
            rank[id(now)],
            now.start,
            now.end,
        ):
            found.append(Change(then, now, _compare(then, now, moved=rank[id(then)] != rank[id(now)])))
    if pushed:
        found.append(Change(None, None, tell("{count} clips moved to make room", count=len(pushed))))
    kept = {id(then) for then in pairs.values()}
    for group in together([then for then in old if id(then) not in kept], what):
        name = title(group[0]) if len(group) == 1 else f"{len(group)} ×"
        found.append(Change(group[0], None, tell("{kind} removed: {name}", kind=what(group[0]), name=name)))
    return found


def _ranks(tracks: Sequence[Track]) -> dict[int, tuple[str, int]]:
    """Return, by ``id`` of a segment, which of the tracks with its track's name it lies on.

    A track that only made room for another is still the first, say, of its name.
    """
    seen: dict[str, int] = {}
    rank: dict[int, tuple[str, int]] = {}
    for track in tracks:
        seen[track.name] = seen.get(track.name, 0) + 1
        rank |= {id(segment): (track.name, seen[track.name]) for segment in track.segments}
    return rank


def _only_moved(then: Segment, now: Segment) -> bool:
    """Whether a segment is the same as before, but earlier or later."""
    if then.start == now.start or (then.track, then.duration) != (now.track, now.duration):
        return False
    plain = [{**segment.meta, "start": 0} for segment in (then, now)]
    return plain[0] == plain[1]


def _arrived(group: list[Segment]) -> list[Change]:
    if len(group) > 1:
        line = counted(group, what(group[0]), lambda start, end: f"{clock(start)}-{clock(end)}")
        return [Change(None, group[0], line)]
    return [
        Change(None, now, tell("{kind}: {details}", kind=what(now), details=_describe(now))) for now in group
    ]


def canvas_changes(before: object, after: object) -> list[Change]:
    """Return the change of the frame between two drafts, if there was one and has been before."""
    then, now = canvas(before), canvas(after)
    if not then or not now or then == now:
        return []
    change = tell("{now}, was {then}", now=now, then=then)
    return [Change(None, None, tell("{kind}: {details}", kind=tell("Frame"), details=change))]


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
    """Return what a person calls this kind of segment: Video, Picture, Visuals, Overlay, Music, Title."""
    if segment.kind == "audio":
        return tell("Sound" if segment.meta.get("role") not in (None, "music", "bgm") else "Music")
    if segment.kind == "text":
        return kind_of_words(segment)
    if segment.meta.get("box"):
        return tell("Overlay")
    if segment.kind == "video" and segment.meta.get("visual"):
        return tell("Visuals")
    return tell({"video": "Video", "image": "Picture"}.get(segment.kind, "Clip"))


def title(segment: Segment) -> str:
    """Return a segment's name for a sentence; music says its tempo and key too."""
    if segment.kind == "text":
        return f'"{segment.text}"'
    music = mapping(segment.meta.get("music"))
    parts = [words(music.get("label")) or segment.name]
    bpm = number(music.get("bpm"))
    if bpm:
        parts.append(f"{round(bpm)} BPM")
    tonic, _, mode = words(music.get("key")).partition(" ")
    parts.append(f"{tonic} {tell(mode)}".strip())
    return tell(", ").join(part for part in parts if part)


def _describe(segment: Segment) -> str:
    details = [_span(segment)]
    if segment.volume is not None and (segment.kind == "audio" or segment.volume != 1):
        details.append(percent(segment.volume))
    details.extend(_manner(segment))
    return tell("{name} ({details})", name=title(segment), details=tell(", ").join(details))


def _manner(segment: Segment) -> Iterable[str]:
    yield from manner(segment).values()
    yield from _ducking(segment)


def _ducking(segment: Segment) -> Iterable[str]:
    if items(mapping(segment.meta.get("duck")).get("spans")):
        yield tell("ducked under speech")


def _compare(then: Segment, now: Segment, *, moved: bool) -> str:
    if title(then) != title(now):
        change = tell("{now}, was {then}", now=_describe(now), then=title(then))
        return tell("{kind}: {details}", kind=what(now), details=change)
    told: list[str] = []
    if mapping(then.meta.get("music")) != mapping(now.meta.get("music")):
        told.append(tell("recomposed"))
    if (then.start, then.end) != (now.start, now.end):
        told.append(tell("now {now}, was {then}", now=_span(now), then=_span(then)))
    if then.volume != now.volume and now.kind != "text":
        was, volume = (1.0 if s.volume is None else s.volume for s in (then, now))
        if was != volume:
            told.append(tell("volume {now}, was {then}", now=percent(volume), then=percent(was)))
    if moved:
        told.append(tell("moved from track {then} to {now}", then=then.track, now=now.track))
    for key, some, none in (
        ("fade_in", "fade in {seconds} s", "no fade in"),
        ("fade_out", "fade out {seconds} s", "no fade out"),
    ):
        was_ms, ms = number(then.meta.get(key)) or 0, number(now.meta.get(key)) or 0
        if was_ms != ms:
            told.append(tell(some, seconds=f"{round(ms / 1000, 1):g}") if ms > 0 else tell(none))
    told += altered(then, now)
    if list(_ducking(then)) != list(_ducking(now)):
        told.append(tell("ducked under speech" if list(_ducking(now)) else "no longer ducked under speech"))
    details = tell(", ").join(told) or tell("settings changed")
    return tell("{kind}: {name}, {details}", kind=what(now), name=title(now), details=details)


def _span(segment: Segment) -> str:
    return f"{clock(segment.start)}-{clock(segment.end)}"
