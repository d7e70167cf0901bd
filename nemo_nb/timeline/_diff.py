"""What changed between two drafts? One line for each change that a person would call one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._amounts import clock, percent
from ._group import MANY, alike, counted, numbered, together
from ._manner import altered, canvas
from ._model import mapping, number, words
from ._piece import differences
from ._tongue import tell
from ._words import describe, ducking, span, title, what

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._group import Changed
    from ._model import Segment, Track


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
    changed: list[Changed] = []
    for now in new:
        then = pairs.get(id(now))
        if then is None:
            found += _arrived(fresh.get(id(now), []))
        elif id(now) in pushed:
            continue
        else:
            # A track that was only renamed, or made room for another, has moved nothing.
            moved = rank[id(then)] != rank[id(now)] and then.track != now.track
            if _noted(then) != _noted(now) or moved or (then.start, then.end) != (now.start, now.end):
                changed.append((then, now, moved))
    found += [_folded(group, after) for group in alike(changed, _altered)]
    if pushed:
        found.append(Change(None, None, tell("{count} clips moved to make room", count=len(pushed))))
    kept = {id(then) for then in pairs.values()}
    for group in together([then for then in old if id(then) not in kept], what):
        name = title(group[0]) if len(group) == 1 else f"{len(group)} ×"
        found.append(Change(group[0], None, tell("{kind} removed: {name}", kind=what(group[0]), name=name)))
    return found


def _noted(segment: Segment) -> dict[str, Any]:
    """Return a segment without what follows from the frame, whose change is told by itself."""
    return {
        **mapping(segment.raw),
        "m": {key: value for key, value in segment.meta.items() if key != "focus"},
    }


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
        Change(None, now, tell("{kind}: {details}", kind=what(now), details=describe(now))) for now in group
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


def _renamed(then: Segment, now: Segment) -> bool:
    """Whether a segment is told as another one: the same piece of music in another tempo or key is not."""
    labels = [words(mapping(segment.meta.get("music")).get("label")) for segment in (then, now)]
    same = labels[0] == labels[1] and _composed(then, now)
    return title(then) != title(now) and not same


def _composed(*segments: Segment) -> bool:
    """Whether the local engine composed all of these."""
    return all(mapping(mapping(segment.meta.get("music")).get("brief")) for segment in segments)


def _line(change: Changed) -> str:
    then, now, _ = change
    kind = what(now)
    if _renamed(then, now):
        details = tell("{now}, was {then}", now=describe(now), then=title(then))
        return tell("{kind}: {details}", kind=kind, details=details)
    told = [*_played(then, now), *_moved(then, now), *_shown(change)]
    if differences(then.meta, now.meta):
        return tell("{kind}: {details}", kind=kind, details=tell("; ").join(told))
    details = tell(", ").join(told) or tell("settings changed")
    return tell("{kind}: {name}, {details}", kind=kind, name=title(now), details=details)


def _moved(then: Segment, now: Segment) -> list[str]:
    if (then.start, then.end) == (now.start, now.end):
        return []
    return [tell("now {now}, was {then}", now=span(now), then=span(then))]


def _altered(change: Changed) -> list[str]:
    """Return what is different about a segment, apart from when it is on."""
    then, now, _ = change
    if _renamed(then, now):
        return []
    told = [*_played(then, now), *_shown(change)]
    return told if told or _moved(then, now) else [tell("settings changed")]


def _played(then: Segment, now: Segment) -> list[str]:
    """Return how a piece of music differs."""
    if mapping(then.meta.get("music")) == mapping(now.meta.get("music")):
        return []
    told = differences(then.meta, now.meta)
    # Where only its length is another, that is told anyway.
    return told or ([] if _moved(then, now) and _composed(then, now) else [tell(_recomposed(then, now))])


def _shown(change: Changed) -> list[str]:
    """Return what is different about how a segment is shown or heard."""
    then, now, moved = change
    told: list[str] = []
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
    drawn = [mapping(segment.meta.get("visual")) for segment in (then, now)]
    if drawn[0] != drawn[1] and all(drawn):
        plain = [{k: v for k, v in visual.items() if k not in ("song", "events")} for visual in drawn]
        told.append(tell("following the new music" if plain[0] == plain[1] else "drawn anew"))
    if list(ducking(then)) != list(ducking(now)):
        told.append(tell("ducked under speech" if list(ducking(now)) else "no longer ducked under speech"))
    return told


def _recomposed(then: Segment, now: Segment) -> str:
    briefs = [mapping(mapping(segment.meta.get("music")).get("brief")) for segment in (then, now)]
    wishes = [{key: value for key, value in brief.items() if key != "words"} for brief in briefs]
    return "fitted to the picture" if wishes[0] and wishes[0] == wishes[1] else "recomposed"


def _folded(group: list[Changed], tracks: Sequence[Track]) -> Change:
    """Return the line for segments that all changed alike."""
    then, now, _ = group[0]
    if len(group) == 1:
        return Change(then, now, _line(group[0]))
    kind = what(now)
    there = [s for track in tracks for s in track.segments if s.track == now.track and what(s) == kind]
    places = [there.index(segment) + 1 for _, segment, _ in group]
    told = tell(", ").join(_altered(group[0]))
    if places == list(range(1, len(there) + 1)):
        # Where all of them begin and end is one span to a person.
        first, last = min(s.start for s, _, _ in group), max(s.end for s, _, _ in group)
        start, end = min(s.start for s in there), max(s.end for s in there)
        if (first, last) != (start, end):
            now_, was = (f"{clock(a)}-{clock(b)}" for a, b in ((start, end), (first, last)))
            told = tell(", ").join([told, tell("now {now}, was {then}", now=now_, then=was)])
    return Change(then, now, tell("{kind}: {name}, {details}", kind=kind, name=numbered(now, places, len(there)), details=told))  # fmt: skip  # noqa: E501
