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
