"""How does one say it? The summary line, and a segment's name, kind and details, in a user's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._amounts import clock, percent
from ._manner import kind_of_words, manner
from ._model import items, mapping, number, words
from ._tongue import tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ._model import Segment, Track


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
    label, asked = words(music.get("label")), words(music.get("asked"))
    parts = [tell(label) if label else segment.name]
    if label and asked:
        parts = [tell("{label} (the nearest to {asked})", label=tell(label), asked=asked)]
    bpm = number(music.get("bpm"))
    if bpm:
        parts.append(f"{round(bpm)} BPM")
    tonic, _, mode = words(music.get("key")).partition(" ")
    parts.append(f"{tonic} {tell(mode)}".strip())
    return tell(", ").join(part for part in parts if part)


def describe(segment: Segment) -> str:
    """Return a segment with all that is told of it: its name, its time, its volume, how it is shown."""
    details = [span(segment)]
    if segment.volume is not None and (segment.kind == "audio" or segment.volume != 1):
        details.append(percent(segment.volume))
    details.extend(_manner(segment))
    return tell("{name} ({details})", name=title(segment), details=tell(", ").join(details))


def _manner(segment: Segment) -> Iterable[str]:
    yield from manner(segment).values()
    yield from ducking(segment)


def ducking(segment: Segment) -> Iterable[str]:
    """Yield that music steps back under speech, where it does."""
    if items(mapping(segment.meta.get("duck")).get("spans")):
        yield tell("ducked under speech")


def span(segment: Segment) -> str:
    """Return when a segment is on."""
    return f"{clock(segment.start)}-{clock(segment.end)}"
