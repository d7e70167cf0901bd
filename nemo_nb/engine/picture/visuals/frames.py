"""A visual as pictures, one after the other."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from nemo_nb.engine.cancel import Cancel
from nemo_nb.engine.picture.visuals.bands import imagine, listen
from nemo_nb.engine.picture.visuals.canvas import Canvas
from nemo_nb.engine.picture.visuals.choosing import choose
from nemo_nb.engine.picture.visuals.motion import move
from nemo_nb.engine.picture.visuals.opening import Opening
from nemo_nb.engine.picture.visuals.palettes import pick
from nemo_nb.engine.picture.visuals.stage import Stage
from nemo_nb.engine.picture.visuals.styles import DRAWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nemo_nb.engine.song import Song

PIXELS = "yuv420p"
"""What the frames are made of: BT.709, Y from 16 to 235."""
_LONGEST = 1920  # pixels on the longer side; larger pictures are enlarged by whoever asked for them
_LINES, _WIDEST = 40, 200  # lines of text, and characters of each
# How much lighter the whole picture is on a beat: enough to be felt, and less than half of what counts as a
# flash for people with epilepsy (a tenth of full brightness, WCAG 2.3.1).
_SWELL, _LIFT = 0.09, 3.0  # share; levels


def size_of(width: int, height: int) -> tuple[int, int]:
    """Return the size in pixels that is drawn for a picture of this size: even, and not beyond 1920."""
    share = min(1.0, _LONGEST / max(width, height, 1))
    return max(round(width * share / 2) * 2, 16), max(round(height * share / 2) * 2, 16)


def frames(
    visual: dict[str, Any],
    song: Song,
    sound: Path | None,
    width: int,
    height: int,
    fps: float,
    duration: float,
    *,
    start: float = 0.0,
    cancel: Cancel | None = None,
) -> Iterator[memoryview]:
    """Draw a visual: `PIXELS` of `size_of` the picture; a frame is good until the next one is asked for.

    The same arguments give the same bytes.

    Parameters
    ----------
    visual
        ``style`` (a name of `STYLES`; else chosen), ``seed``, ``palette`` (a name or ``#rrggbb`` colours),
        ``text`` (a list of lines: title, artist, then words for the style "cards"; the song's tags where
        it is absent, nothing where it is empty).
    sound
        The song's file; None where there is none, then the registers are made up from the song's times.
    duration
        Seconds to draw, from ``start`` seconds in the song. The title belongs to the song's start.

    Raises
    ------
    FfmpegError, Cancelled, OSError
    """
    cancel = cancel or Cancel()
    width, height = size_of(width, height)
    count = max(round(duration * fps), 1)
    seed = _seed(visual.get("seed"))
    style = str(visual.get("style") or "")
    if style not in DRAWN:
        style = choose(style, song)
    palette = pick(visual.get("palette"), song.valence, song.arousal, np.random.default_rng((seed, 1)))
    words = _words(visual, song)
    stage = Stage(width, height, song, palette, words, seed)
    motion = move(song, fps, start, count)
    rng = np.random.default_rng((seed, 2))
    if sound is not None:
        bands = listen(sound, fps, start, count, cancel)
    else:
        bands = imagine(motion, song.onsets, fps, rng)
    drawn = DRAWN[style](stage)
    canvas = Canvas(width, height, np.random.default_rng((seed, 3)))
    title, artist = (*words, "", "")[:2]
    opening = Opening(title, artist, width, height, drawn.place, song.duration)
    for number in range(count):
        cancel.check()
        moment = motion.moment(number, bands[number])
        drawn.soft(canvas, moment)
        canvas.shade(1 - _SWELL / 2 + _SWELL * moment.pulse)
        seen = opening.visible(moment.time)
        canvas.sharp()
        drawn.sharp(canvas, moment)
        if seen:
            inks = stage.inks(moment)
            opening.draw(canvas, moment.time, inks[4], inks[3])
        yield canvas.finish(_LIFT * moment.pulse)


def _seed(told: object) -> int:
    """Return a seed of what a draft holds: any number, or a word of its own."""
    if isinstance(told, (int, float)) and abs(told) < 2**63:
        return abs(int(told))
    return zlib.crc32(str(told or 0).encode(errors="replace")) if told else 0


def _words(visual: dict[str, Any], song: Song) -> tuple[str, ...]:
    told = visual.get("text")
    lines = told.splitlines() if isinstance(told, str) else told
    if isinstance(lines, list):
        # Nobody can read more, and setting it would take longer than the video.
        told = (" ".join(str(line)[: 2 * _WIDEST].split())[:_WIDEST] for line in lines[:_LINES])
        return tuple(line for line in told if line)
    return tuple(word for word in (song.title, song.artist) if word) if song.title else ()
