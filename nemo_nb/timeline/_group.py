"""Which changes are one change to a person? Forty subtitles that came together are told in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._tongue import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ._model import Segment

MANY = 6
"""More of one kind than this are told together."""


def together(segments: Sequence[Segment], called: Callable[[Segment], str]) -> list[list[Segment]]:
    """Return the segments in groups to be told: each alone, or many of one track and kind at once."""
    groups: dict[tuple[int, str], list[Segment]] = {}
    for segment in segments:
        groups.setdefault((segment.track, called(segment)), []).append(segment)
    told: list[list[Segment]] = []
    for group in groups.values():
        told += [group] if len(group) > MANY else [[segment] for segment in group]
    return told


def counted(group: Sequence[Segment], kind: str, span: Callable[[float, float], str]) -> str:
    """Return one phrase for many segments: how many, and from when to when."""
    when = span(min(segment.start for segment in group), max(segment.end for segment in group))
    files = {name for segment in group if (name := str(segment.meta.get("media") or ""))}
    if 1 < len(files) < len(group):
        details = tell("{count} × from {files} files ({span})", count=len(group), files=len(files), span=when)
    else:
        details = tell("{count} × ({span})", count=len(group), span=when)
    return tell("{kind}: {details}", kind=kind, details=details)


Changed = tuple["Segment", "Segment", bool]
"""A segment before and after, and whether it lies on another track now."""


def alike(changed: Sequence[Changed], told: Callable[[Changed], list[str]]) -> list[list[Changed]]:
    """Return changed segments in groups of one track and kind of which the same is told."""
    groups: dict[tuple[object, ...], list[Changed]] = {}
    for number, change in enumerate(changed):
        phrases = told(change)
        now = change[1]
        # What only moved is told by its time, each for itself.
        key = (now.track, now.kind, *phrases) if phrases else (number,)
        groups.setdefault(key, []).append(change)
    return list(groups.values())


def numbered(one: Segment, places: Sequence[int], count: int) -> str:
    """Return what several of ``count`` segments are called: ``all 12 clips``, or ``clips 2 to 5``."""
    things = tell(_THINGS.get(one.kind, "clips"))
    if len(places) == count:
        return tell("both {things}" if count == 2 else "all {count} {things}", count=count, things=things)
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    parts: list[str] = []
    for run in runs:
        if len(run) > 2:
            parts.append(tell("{first} to {last}", first=run[0], last=run[-1]))
        else:
            parts += [str(place) for place in run]
    listed = parts[0]
    if len(parts) > 1:
        listed = tell("{some} and {last}", some=tell(", ").join(parts[:-1]), last=parts[-1])
    return tell("{things} {places}", things=things, places=listed)


_THINGS = {"video": "clips", "image": "photos", "audio": "sounds", "text": "texts"}
