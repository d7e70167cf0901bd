"""What has to be done for a draft? Its segments in seconds, and the least work that makes the picture.

A draft comes from outside: everything is checked here, so that nothing behind this file ever meets a number
or a file that it cannot trust.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from nemo_nb.engine import draft as drafts
from nemo_nb.engine.picture import LONGEST, Facts, UnreadableError, read_facts
from nemo_nb.protocol import RenderError

if TYPE_CHECKING:
    from nemo_nb.engine.cancel import Cancel

Find = Callable[[str], tuple[Path, Facts | None] | None]
"""Gives the path of a media hash and, where they are known already, the file's facts."""

_WIDEST, _HIGHEST = 1920, 1080  # as the protocol promises; the other way round for upright pictures
_FRAME = 0.045  # s; nothing shorter than a picture is missed or added


@dataclass(frozen=True, slots=True)
class Clip:
    """A piece of material on the timeline; times in seconds, ``volume`` and fades as the draft says."""

    path: Path
    facts: Facts
    start: float
    duration: float
    offset: float
    volume: float
    fade_in: float = 0.0
    fade_out: float = 0.0


@dataclass(frozen=True, slots=True)
class Music(Clip):
    """Composed music; it yields by ``duck_db`` under ``speech``."""

    speech: tuple[tuple[float, float], ...] = ()
    duck_db: float = 0.0


@dataclass(frozen=True, slots=True)
class Title:
    """Words over the picture; ``size`` is a share of its height."""

    text: str
    start: float
    duration: float
    position: str
    size: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A draft, ready to be made.

    ``picture`` is ``copy`` when the packets of the only clip serve as they are, ``full`` when every picture
    is made anew, ``visual`` when there is none and the sound is to be seen.
    """

    picture: Literal["copy", "full", "visual"]
    duration: float
    width: int
    height: int
    fps: float
    clips: tuple[Clip, ...]
    songs: tuple[Clip, ...]
    music: tuple[Music, ...]
    titles: tuple[Title, ...]


def make_plan(draft: dict[str, Any], find: Find, cancel: Cancel) -> Plan:
    """Return the plan for a draft; ``find`` gives None for a file that is not there.

    Raises
    ------
    RenderError
        Something in the draft cannot be rendered; the message says what.
    """
    known: dict[str, Facts] = {}

    def clip(start: int, end: int, segment: dict[str, Any]) -> Clip:
        meta = segment.get("m", {})
        digest = meta.get("media")
        found = find(digest) if isinstance(digest, str) else None
        if found is None or not isinstance(digest, str):
            raise RenderError(
                f"The file of “{meta.get('title', 'a clip')}” is missing.", hint="Upload it again."
            )
        path, facts = found
        try:
            facts = known.get(digest) or facts or read_facts(path, cancel)[0]
        except UnreadableError as error:
            raise RenderError(f"“{meta.get('title', 'A clip')}” cannot be read: {error}.") from None
        known[digest] = facts
        fades = (_number(meta, "fade_in", 0) / 1000, _number(meta, "fade_out", 0) / 1000)
        offset = _number(meta, "in", 0) / 1000
        return Clip(
            path, facts, start / 1000, (end - start) / 1000, offset, _number(meta, "volume", 1), *fades
        )

    try:
        clips = [clip(*place) for place in drafts.placed(drafts.segments(draft, drafts.VIDEO))]
        sounds = [
            (segment.get("m", {}), track.get("m", {}), clip(start, end, segment))
            for track in drafts.tracks(draft, drafts.AUDIO)
            for start, end, segment in drafts.placed(track.get("sg", []))
        ]
        titles = tuple(
            _title(start, end, segment.get("m", {}))
            for start, end, segment in drafts.placed(drafts.segments(draft, drafts.TEXT))
        )
        duration = drafts.length(draft) / 1000
    except (TypeError, ValueError, AttributeError, KeyError):
        raise RenderError("This timeline is not one that the local engine can render.") from None
    if not 0 < duration <= LONGEST:
        raise RenderError("The timeline's length must be between 0 and 3 hours.")
    songs = tuple(sound for meta, track, sound in sounds if (meta.get("role") or track.get("role")) == "song")
    music = tuple(
        _music(sound, meta)
        for meta, track, sound in sounds
        if (meta.get("role") or track.get("role")) != "song"
    )
    clips = [made for made in clips if made.duration > 0]
    if not clips:
        return Plan("visual", duration, _WIDEST, _HIGHEST, 25.0, (), songs, music, titles)
    if _untouched(clips, titles):
        first = clips[0].facts
        # A draft counts in milliseconds; the file itself knows better.
        whole = replace(clips[0], duration=first.duration)
        size = (first.width or 0, first.height or 0)
        return Plan("copy", first.duration, *size, first.fps or 25.0, (whole,), songs, music, ())
    width, height = _canvas(draft.get("m", {}), clips[0].facts)
    fps = min(max(next((c.facts.fps for c in clips if c.facts.kind == "video" and c.facts.fps), 30.0), 5), 60)
    return Plan("full", duration, width, height, fps, tuple(clips), songs, music, titles)


def _untouched(clips: list[Clip], titles: tuple[Title, ...]) -> bool:
    """Whether the picture is one whole file that every player shows as it is."""
    first = clips[0]
    return (
        len(clips) == 1
        and not titles
        and first.facts.kind == "video"
        and first.facts.container in ("mov", "matroska")
        and first.facts.video_codec == "h264"
        and first.facts.pixels in ("yuv420p", "yuvj420p")
        and first.start == 0
        and first.offset == 0
        and abs(first.duration - first.facts.duration) < _FRAME
        and _shrinking(first.facts.width or 0, first.facts.height or 0) == 1
    )


def _shrinking(width: float, height: float) -> float:
    limits = (_WIDEST, _HIGHEST) if width >= height else (_HIGHEST, _WIDEST)
    return min(limits[0] / max(width, 1), limits[1] / max(height, 1), 1.0)


def _canvas(meta: dict[str, Any], facts: Facts) -> tuple[int, int]:
    width = _number(meta, "width", facts.width or _WIDEST) or _WIDEST
    height = _number(meta, "height", facts.height or _HIGHEST) or _HIGHEST
    scale = _shrinking(width, height)
    return max(round(width * scale / 2) * 2, 16), max(round(height * scale / 2) * 2, 16)


def _music(sound: Clip, meta: dict[str, Any]) -> Music:
    duck = meta.get("duck") or {}
    spans = tuple((float(start) / 1000, float(end) / 1000) for start, end in duck.get("spans", ()))
    fields = {name: getattr(sound, name) for name in Clip.__dataclass_fields__}
    return Music(**fields, speech=spans, duck_db=_number(duck, "db", 12) if spans else 0.0)


def _title(start: int, end: int, meta: dict[str, Any]) -> Title:
    text = str(meta.get("text", ""))[:500]
    size = min(max(_number(meta, "size", 0.09), 0.02), 0.5)
    return Title(text, start / 1000, (end - start) / 1000, str(meta.get("position", "center")), size)


def _number(values: dict[str, Any], key: str, default: float) -> float:
    value = values.get(key)
    number = default if value is None else float(value)
    if not math.isfinite(number) or number < 0:
        raise ValueError(key)
    return number
