"""Generated pictures: which sound they follow, and how they reach ffmpeg."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.render.frame import Canvas
    from nemo_nb.engine.render.script import Clip, Find
    from nemo_nb.engine.song import Song

NOWHERE = Path()
"""The path of what is drawn and lies in no file."""
DEFAULT: dict[str, Any] = {"style": "", "seed": 0}
"""For a timeline of sound alone: a style that fits it."""


class Sounds:
    """The sounds of one draft, as the visuals over them need to know them; each is listened to once."""

    def __init__(self, draft: dict[str, Any], find: Find, cancel: Cancel) -> None:
        self._draft = draft
        self._find = find
        self._cancel = cancel
        self._songs: dict[str, Song] = {}

    def under(self, clip: Clip) -> tuple[Song, Path | None, float]:
        """Return what is heard under a visual, its file, and where in it (s) the visual begins."""
        from nemo_nb.engine.song import Song

        visual = clip.visual or DEFAULT
        if isinstance(visual.get("events"), dict):
            with suppress(ValueError, KeyError, TypeError):
                found = self._find(str(visual.get("song")))
                return Song.from_json(visual["events"]), found[0] if found else None, clip.offset
        wanted, under = visual.get("song"), None
        for start, end, segment in drafts.placed(drafts.segments(self._draft, drafts.AUDIO)):
            meta = segment.get("m", {})
            if start / 1000 <= clip.start < end / 1000 and (under is None or meta.get("media") == wanted):
                under = (start, meta)
        found = self._find(str(under[1].get("media"))) if under else None
        if under is None or found is None:
            return Song.silent(clip.offset + clip.duration), None, clip.offset
        begin = clip.start - under[0] / 1000 + float(under[1].get("in") or 0) / 1000
        return self._song(under[1], found[0]), found[0], begin

    def _song(self, meta: dict[str, Any], path: Path) -> Song:
        from nemo_nb.engine.score import recompose
        from nemo_nb.engine.song import Song, analyse

        digest = meta["media"]
        if digest in self._songs:
            return self._songs[digest]
        song = None
        if isinstance(meta.get("music"), dict):
            with suppress(ValueError, KeyError, TypeError):
                # Composed music need not be listened to: its beats are known.
                song = Song.from_score(recompose(meta["music"])[0])
        self._songs[digest] = song or analyse(path, self._cancel)
        return self._songs[digest]


def raw_input(canvas: Canvas) -> list[str]:
    """Return ffmpeg's arguments for the pictures that `frames` draws, on its stdin."""
    from nemo_nb.engine.picture.visuals import PIXELS, size_of

    width, height = size_of(canvas.width, canvas.height)
    raw = ["-f", "rawvideo", "-pixel_format", PIXELS, "-video_size", f"{width}x{height}"]
    return [*raw, "-framerate", str(canvas.fps), "-color_range", "tv", "-colorspace", "bt709", "-i", "pipe:0"]


def frames(
    clip: Clip, skip: int, count: int, canvas: Canvas, sounds: Sounds, cancel: Cancel
) -> Iterator[memoryview]:
    """Draw ``count`` pictures of a visual from its picture ``skip`` on."""
    from nemo_nb.engine.picture.visuals import frames

    song, path, begin = sounds.under(clip)
    fps = float(canvas.fps)
    return frames(
        clip.visual or DEFAULT,
        song,
        path,
        canvas.width,
        canvas.height,
        fps,
        count / fps,
        start=begin + skip / fps,
        cancel=cancel,
    )
