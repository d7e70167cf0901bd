"""The `Timeline`: one draft with everything a person asks of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ._diff import Change, canvas_changes, changes
from ._model import Json, Segment, Track, items, mapping, read_length, read_tracks
from ._picture import picture
from ._report import MusicReport, report_of
from ._style import framed
from ._table import frame, html_table, text_table
from ._tongue import tell
from ._words import summary

if TYPE_CHECKING:
    import pandas as pd


class Timeline:
    """A draft as tracks and clips.

    Parameters
    ----------
    draft
        A draft as the service or the local engine sends it; None for a project that has none yet. It is kept
        as it is and never changed.

    Nothing here raises on a strange draft: what cannot be understood becomes an untitled clip or nothing.
    """

    def __init__(self, draft: Json | None = None) -> None:
        self.raw = draft

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """The tracks, in the draft's order."""
        return read_tracks(self.raw)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Every segment, track by track."""
        return tuple(segment for track in self.tracks for segment in track.segments)

    @property
    def duration(self) -> float:
        """The timeline's length in seconds."""
        return read_length(self.raw, self.tracks)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to export: no track holds a segment."""
        return not any(items(mapping(track).get("sg")) for track in items(mapping(self.raw).get("t")))

    @property
    def music(self) -> MusicReport | None:
        """What the engine measured of the music it composed, with a figure; None without such music."""
        return report_of(self.tracks)

    @property
    def df(self) -> pd.DataFrame:
        """One row per segment: track, kind, name, start, end, duration (seconds), volume, text."""
        return frame(self.segments)

    @property
    def summary(self) -> str:
        """One line, such as ``Timeline (1 track): 1. Video: city timelapse (0-10s)``."""
        return summary(self.tracks)

    def diff(self, other: Timeline) -> list[Change]:
        """Return what changed from ``other`` (before) to this timeline (after), one `Change` each."""
        return canvas_changes(other.raw, self.raw) + changes(other.tracks, self.tracks)

    def __eq__(self, other: object) -> bool:
        return self.raw == other.raw if isinstance(other, Timeline) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # a draft is mutable

    def __repr__(self) -> str:
        return f"{self.summary}\n{text_table(self.tracks)}".rstrip()

    @property
    def html(self) -> str:
        """The picture and the table as an HTML fragment, escaped; `framed` gives it its style."""
        if not self.segments:
            return f"<p>{tell('The timeline is empty. Upload a clip, or say what to make.')}</p>"
        return picture(self.tracks, self.duration) + html_table(self.tracks)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": framed(self.html)}
