"""What a draft shows and sounds like, in seconds and checked.

A draft comes from outside: every number is looked at here, so that nothing behind this file ever meets one
that it cannot trust. Keys that nobody knows are ignored.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine.picture import LONGEST, Facts, UnreadableError, read_facts
from nemo_nb.protocol import RenderError

if TYPE_CHECKING:
    from nemo_nb.engine.cancel import Cancel

Find = Callable[[str], tuple[Path, Facts | None] | None]
"""Gives the path of a media hash and, where they are known already, the file's facts."""
Box = tuple[float, float, float, float]

WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
MIDDLE = (0.5, 0.5)
TRANSITIONS = ("crossfade", "dip", "wipe", "slide", "zoom", "blur")
MOTIONS = ("in", "out", "left", "right", "up", "down")
KINDS = ("title", "lower", "caption", "subtitle", "card")
_LONGEST_TEXT = 2000  # characters
_MOST = 5000  # segments; more is no timeline that a person made
_SLOWEST, _FASTEST = 0.25, 4.0
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Look:
    """A named look, and nudges from -1 to 1."""

    name: str = ""
    brightness: float = 0.0
    contrast: float = 0.0
    saturation: float = 0.0
    warmth: float = 0.0


@dataclass(frozen=True, slots=True)
class Clip:
    """A piece of material on the timeline; times in seconds, all else as the draft says.

    ``transition`` is how it follows the clip before, and for how long. A ``visual`` is drawn, not filmed:
    its ``facts`` are of the kind "visual", and its path means nothing.
    """

    path: Path
    facts: Facts
    start: float
    duration: float
    offset: float = 0.0
    volume: float = 1.0
    fade_in: float = 0.0
    fade_out: float = 0.0
    speed: float = 1.0
    loop: bool = False
    rotate: int = 0
    flip: str = ""
    crop: Box = WHOLE
    fit: str = "fit"
    focus: tuple[float, float] = MIDDLE
    look: Look = Look()
    motion: str = ""
    transition: tuple[str, float] | None = None
    box: Box = WHOLE
    opacity: float = 1.0
    visual: dict[str, Any] | None = field(default=None, hash=False)

    @property
    def end(self) -> float:
        """Where it ends on the timeline."""
        return self.start + self.duration


@dataclass(frozen=True, slots=True)
class Music(Clip):
    """Composed music; it yields by ``duck_db`` under ``speech``."""

    speech: tuple[tuple[float, float], ...] = ()
    duck_db: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """Words over the picture; ``size`` is a share of its height, a ``place`` the middle of the words."""

    text: str
    start: float
    duration: float
    kind: str = "title"
    position: str = "center"
    place: tuple[float, float] | None = None
    size: float = 0.09
    colour: str = "#ffffff"
    background: str = "none"
    fade_in: float = 0.25
    fade_out: float = 0.25

    @property
    def end(self) -> float:
        """Where it ends on the timeline."""
        return self.start + self.duration


@dataclass(frozen=True, slots=True)
class Script:
    """A whole timeline; ``width``, ``height`` and ``fps`` are 0 where the material decides."""

    duration: float
    width: int
    height: int
    fps: float
    fill: str
    clips: tuple[Clip, ...]
    overlays: tuple[Clip, ...]
    texts: tuple[Text, ...]
    songs: tuple[Clip, ...]
    music: tuple[Music, ...]


def read_script(draft: dict[str, Any], find: Find, cancel: Cancel) -> Script:
    """Read a draft; ``find`` gives None for a file that is not there.

    Raises
    ------
    RenderError
        Something in the draft cannot be rendered; the message says what.
    """
    reader = _Reader(find, cancel)
    try:
        return reader.script(draft)
    except (TypeError, ValueError, AttributeError, KeyError, OverflowError):
        raise RenderError("This timeline is not one that the local engine can render.") from None


class _Reader:
    def __init__(self, find: Find, cancel: Cancel) -> None:
        self._find = find
        self._cancel = cancel
        self._known: dict[str, Facts] = {}
        self._room = _MOST

    def script(self, draft: dict[str, Any]) -> Script:
        duration = drafts.length(draft) / 1000
        if not 0 < duration <= LONGEST:
            raise RenderError("The timeline's length must be between 0 and 3 hours.")
        sounds = [
            (meta.get("role") or track.get("m", {}).get("role"), meta, self._clip(start, end, meta, draft))
            for track in drafts.tracks(draft, drafts.AUDIO)
            for start, end, meta in self._segments(track.get("sg", []))
        ]
        meta = draft.get("m", {})
        return Script(
            duration,
            round(_number(meta, "width", 0, most=20_000)),
            round(_number(meta, "height", 0, most=20_000)),
            _number(meta, "fps", 0, most=1000),
            _fill(meta.get("fill")),
            self._pictures(draft, None),
            self._pictures(draft, drafts.OVERLAY),
            tuple(
                _text(start, end, meta)
                for start, end, meta in self._segments(drafts.segments(draft, drafts.TEXT))
            ),
            tuple(clip for role, _, clip in sounds if role == "song"),
            tuple(_music(clip, meta) for role, meta, clip in sounds if role != "song"),
        )

    def _segments(self, segments: list[Any]) -> list[tuple[int, int, dict[str, Any]]]:
        self._room -= len(segments)
        if self._room < 0:
            raise RenderError(f"A timeline of more than {_MOST} parts cannot be rendered.")
        return [
            (start, end, segment.get("m", {}))
            for start, end, segment in drafts.placed(segments)
            if end > start
        ]

    def _pictures(self, draft: dict[str, Any], role: str | None) -> tuple[Clip, ...]:
        places = self._segments(drafts.segments(draft, drafts.VIDEO, role))
        clips = [self._clip(start, end, meta, draft, role) for start, end, meta in places]
        return tuple(sorted(clips, key=lambda clip: clip.start))

    def _clip(
        self, start: int, end: int, meta: dict[str, Any], draft: dict[str, Any], role: str | None = None
    ) -> Clip:
        if start < 0:
            raise ValueError("start")
        visual = meta.get("visual")
        if isinstance(visual, dict) and not meta.get("media"):
            size = (draft.get("m", {}).get("width"), draft.get("m", {}).get("height"))
            path, facts = Path(), Facts("visual", "", (end - start) / 1000, *size)
        else:
            visual = None
            path, facts = self._material(meta)
        transition = meta.get("transition") or {}
        kind = transition.get("kind", "crossfade")
        lasts = _number(transition, "d", 0) / 1000
        return Clip(
            path,
            facts,
            start / 1000,
            (end - start) / 1000,
            offset=_number(meta, "in", 0) / 1000,
            volume=0.0 if meta.get("mute") is True else _number(meta, "volume", 0 if role else 1, most=16),
            fade_in=_number(meta, "fade_in", 0) / 1000,
            fade_out=_number(meta, "fade_out", 0) / 1000,
            speed=min(max(_number(meta, "speed", 1) or 1.0, _SLOWEST), _FASTEST),
            loop=meta.get("loop") is True,
            rotate=round(_number(meta, "rotate", 0, most=3600) / 90) * 90 % 360,
            flip=meta["flip"] if meta.get("flip") in ("h", "v") else "",
            crop=_box(meta.get("crop")),
            fit="fill" if meta.get("fit") == "fill" else "fit",
            focus=_point(meta.get("focus")),
            look=_look(meta.get("look")),
            motion=meta["motion"] if meta.get("motion") in MOTIONS else "",
            transition=(kind if kind in TRANSITIONS else "crossfade", lasts) if lasts else None,
            box=_box(meta.get("box")),
            opacity=_number(meta, "opacity", 1, most=1),
            visual=visual,
        )

    def _material(self, meta: dict[str, Any]) -> tuple[Path, Facts]:
        digest, name = meta.get("media"), str(meta.get("title", "a clip"))
        found = self._find(digest) if isinstance(digest, str) else None
        if found is None or not isinstance(digest, str):
            raise RenderError(f"The file of “{name}” is missing.", hint="Upload it again.")
        path, facts = found
        try:
            facts = self._known.get(digest) or facts or read_facts(path, self._cancel)[0]
        except UnreadableError as error:
            raise RenderError(f"“{name}” cannot be read: {error}.") from None
        self._known[digest] = facts
        return path, facts


def _music(clip: Clip, meta: dict[str, Any]) -> Music:
    duck = meta.get("duck") or {}
    spans = tuple((float(start) / 1000, float(end) / 1000) for start, end in duck.get("spans", ()))
    if not all(abs(time) <= LONGEST for span in spans for time in span):
        raise ValueError("duck")
    fields = {name: getattr(clip, name) for name in Clip.__dataclass_fields__}
    return Music(**fields, speech=spans, duck_db=_number(duck, "db", 12, most=60) if spans else 0.0)


def _text(start: int, end: int, meta: dict[str, Any]) -> Text:
    kind = meta["kind"] if meta.get("kind") in KINDS else "title"
    position = meta.get("position", "center")
    place = None
    if isinstance(position, list):
        across, down = (float(share) for share in position)
        if not (math.isfinite(across) and math.isfinite(down)):
            raise ValueError("position")
        place = (min(max(across, 0.0), 1.0), min(max(down, 0.0), 1.0))
        position = "center"
    colour = meta.get("color")
    fade = 0.0 if kind == "subtitle" else 0.25
    return Text(
        str(meta.get("text", ""))[:_LONGEST_TEXT],
        start / 1000,
        (end - start) / 1000,
        kind,
        position if position in ("top", "center", "bottom") else "center",
        place,
        min(max(_number(meta, "size", 0.09), 0.02), 0.5),
        colour if isinstance(colour, str) and _COLOUR.fullmatch(colour) else "#ffffff",
        meta["background"] if meta.get("background") in ("box", "shade") else "none",
        _number(meta, "fade_in", fade * 1000) / 1000,
        _number(meta, "fade_out", fade * 1000) / 1000,
    )


def _look(values: object) -> Look:
    if not isinstance(values, dict):
        return Look()
    nudges = {}
    for axis in ("brightness", "contrast", "saturation", "warmth"):
        value = float(values.get(axis) or 0)
        nudges[axis] = min(max(value, -1.0), 1.0) if math.isfinite(value) else 0.0
    return Look(str(values.get("name") or ""), **nudges)


def _box(values: object) -> Box:
    if values is None:
        return WHOLE
    x, y, width, height = (float(value) for value in values)  # type: ignore[attr-defined]  # else TypeError
    if not all(math.isfinite(value) for value in (x, y, width, height)) or width <= 0 or height <= 0:
        raise ValueError("box")
    x, y = min(max(x, 0.0), 0.98), min(max(y, 0.0), 0.98)
    return x, y, max(min(width, 1 - x), 0.02), max(min(height, 1 - y), 0.02)


def _point(values: object) -> tuple[float, float]:
    if values is None:
        return MIDDLE
    x, y = (min(max(float(value), 0.0), 1.0) for value in values)  # type: ignore[attr-defined]  # else TypeError
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError("focus")
    return x, y


def _fill(value: object) -> str:
    if value in ("black", "white") or (isinstance(value, str) and _COLOUR.fullmatch(value)):
        return str(value)
    return "blur"


def _number(values: dict[str, Any], key: str, default: float, most: float = 1e9) -> float:
    value = values.get(key)
    number = default if value is None else float(value)
    if not math.isfinite(number) or not 0 <= number <= most:
        raise ValueError(key)
    return number
