"""How does a timeline look as rows? A DataFrame, an HTML table, and plain text for a terminal."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from ._amounts import clock, percent
from ._manner import manner
from ._tongue import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from ._model import Segment, Track

MANY = 8
"""Rows beyond this number are folded away in HTML."""
MOST = 200
"""Rows beyond this number are left to the DataFrame."""
WIDE = 44
"""Longest name in a terminal's table, in characters."""


def frame(segments: Sequence[Segment]) -> pd.DataFrame:
    """Return one row per segment; times in seconds, volume as a gain (NaN where none is stated)."""
    import pandas as pd  # half a second to import: only who asks for a table pays for it

    columns = {
        "track": "int64",
        "kind": "str",
        "name": "str",
        "start": "float64",
        "end": "float64",
        "duration": "float64",
        "volume": "float64",
        "text": "str",
    }
    rows = [[getattr(segment, column) for column in columns] for segment in segments]
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def cells(track: Track, segment: Segment) -> tuple[str, ...]:
    """Return one row for reading: track, clip, start, end, length, volume."""
    name = f'"{segment.text}"' if segment.kind == "text" else segment.name
    details = manner(segment) if segment.kind in ("video", "image") else {}
    if details:
        name = tell("{name} ({details})", name=name, details=tell(", ").join(details.values()))
    volume = "" if segment.volume is None else percent(segment.volume)
    return (
        f"{segment.track} {tell(track.name)}",
        name,
        clock(segment.start),
        clock(segment.end),
        clock(segment.duration),
        volume,
    )


HEADER = ("Track", "Clip", "Start", "End", "Length", "Volume")


def text_table(tracks: Sequence[Track]) -> str:
    """Return the table as plain text, columns aligned."""
    rows = [cells(track, segment) for track in tracks for segment in track.segments]
    if not rows:
        return ""
    rows = [tuple(cell if len(cell) <= WIDE else cell[: WIDE - 1] + "…" for cell in row) for row in rows]
    head = tuple(map(tell, HEADER))
    widths = [max(map(width, column)) for column in zip(head, *rows, strict=True)]
    lines = [
        "  ".join(
            _aligned(cell, wide, left=column < 2)
            for column, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (head, *rows)
    ]
    return "\n".join(lines)


def width(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes; Chinese letters take two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _aligned(cell: str, wide: int, *, left: bool) -> str:
    space = " " * (wide - width(cell))
    return cell + space if left else space + cell


def html_table(tracks: Sequence[Track]) -> str:
    """Return the table as HTML; more than eight rows are folded behind a line that says how many."""
    everything = [(track, segment) for track in tracks for segment in track.segments]
    if not everything:
        return ""
    rows = [cells(track, segment) for track, segment in everything[:MOST]]
    head = "".join(f'<th scope="col">{tell(name)}</th>' for name in HEADER)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    table = f'<table class="n-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    if len(rows) <= MANY:
        return table
    left = tell("… and {count} more; timeline.df has them all.", count=len(everything) - MOST)
    more = f"<p>{left}</p>" if everything[MOST:] else ""
    count = tell("{count} clips", count=len(everything))
    return f"<details><summary>{count}</summary>{table}{more}</details>"
