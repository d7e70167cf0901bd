"""Sound out of files: a clip's material at its speed, ten seconds at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.ffmpeg import source, stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.render.script import Clip

    Sound = NDArray[np.float32]

RATE = 48_000
RAW = ["-f", "f32le", "-ar", str(RATE), "-ac", "2"]
BLOCK = 10 * RATE  # frames
FRAME = 8  # bytes: two channels of four
_TILED = 30.0  # s; shorter material that repeats is decoded once and kept


def sound_of(clip: Clip, cancel: Cancel) -> Iterator[Sound]:
    """Yield a clip's sound, repeated where it loops.

    Raises
    ------
    FfmpegError, Cancelled, OSError
    """
    whole = clip.duration * clip.speed
    rest = max(clip.facts.duration - clip.offset, 0.0)
    if not clip.loop or rest >= whole or rest <= 0:
        yield from decoded(clip, whole, cancel)
        return
    if rest <= _TILED:
        once = list(decoded(clip, rest, cancel))
        sound = np.concatenate(once) if once else np.zeros((0, 2), np.float32)
        count = in_frames(rest / clip.speed)
        sound = np.concatenate((sound[:count], np.zeros((count - len(sound[:count]), 2), np.float32)))
        while len(sound):
            yield sound
        return
    while True:
        yield from decoded(clip, rest, cancel)


def decoded(clip: Clip, seconds: float, cancel: Cancel) -> Iterator[Sound]:
    """Yield ``seconds`` of a clip's material, at the clip's speed and with its pitch as it was."""
    if clip.facts.composed and clip.speed == 1:
        yield from _own(clip, seconds)
        return
    # Also from 0: without it ffmpeg counts from where the sound begins, not from where the file does.
    cut = ["-ss", f"{clip.offset:.6f}"]
    # Sound that begins late or has holes stays where it belongs.
    filters = [f"aresample={RATE}:async=1:first_pts=0"]
    slower = clip.speed
    while slower < 0.5:
        filters.append("atempo=0.5")
        slower *= 2
    if slower != 1:
        filters.append(f"atempo={slower:.6f}")
    taken = [*cut, "-t", f"{seconds:.6f}", "-vn", *source(clip.path, clip.facts.container)]
    arguments = [*taken, "-map", "0:a:0", "-af", ",".join(filters), *RAW, "pipe:1"]
    for piece in stream(arguments, cancel=cancel, limit=600 + seconds, size=BLOCK * FRAME):
        yield np.frombuffer(piece[: len(piece) // FRAME * FRAME], "<f4").reshape(-1, 2)


def _own(clip: Clip, seconds: float) -> Iterator[Sound]:
    """Read music that this engine wrote; nobody else's file is ever opened in this process."""
    import soundfile

    with soundfile.SoundFile(clip.path) as file:
        file.seek(min(in_frames(clip.offset), file.frames))
        left = in_frames(seconds)
        while left > 0:
            sound: Sound = file.read(min(left, BLOCK), dtype="float32", always_2d=True)
            if not len(sound):
                return
            left -= len(sound)
            yield sound


def in_frames(seconds: float) -> int:
    """Return a time as a number of frames."""
    return round(seconds * RATE)
