"""The clips' own sound, in its place: a block of ten seconds at a time, however long the film is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.ffmpeg import source, stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.render.script import Clip

    Sound = NDArray[np.float32]

RATE = 48_000
RAW = ["-f", "f32le", "-ar", str(RATE), "-ac", "2"]
_BLOCK = 10 * RATE  # frames
_FRAME = 8  # bytes: two channels of four
_TILED = 30.0  # s; shorter material that repeats is decoded once and kept


@dataclass(frozen=True, slots=True)
class Part:
    """A clip's sound between two places on the timeline, in frames; ``shared_in`` and ``shared_out`` are the
    frames in which it gives way to its neighbours.
    """

    clip: Clip
    first: int
    last: int
    gain: float
    shared_in: int = 0
    shared_out: int = 0


def audible(pictures: Sequence[Clip], others: Sequence[Clip]) -> list[Part]:
    """Return what is heard of clips that follow each other, and of others beside them, each at its volume."""
    parts: list[Part] = []
    for clip in pictures:
        part = Part(clip, _frames(clip.start), _frames(clip.end), clip.volume)
        if parts and parts[-1].last > part.first:
            before = parts.pop()
            lasts = _frames(clip.transition[1]) if clip.transition else 0
            shared = max(min(lasts, before.last - part.first, part.last - part.first), 0)
            parts.append(replace(before, last=part.first + shared, shared_out=shared))
            part = replace(part, shared_in=shared)
        parts.append(part)
    parts += [Part(clip, _frames(clip.start), _frames(clip.end), clip.volume) for clip in others]
    return [
        part for part in parts if part.clip.facts.audio_codec and part.gain > 0 and part.last > part.first
    ]


def blocks(parts: Sequence[Part], frames: int, cancel: Cancel) -> Iterator[Sound]:
    """Yield all parts added up, ``frames`` frames in all.

    Raises
    ------
    FfmpegError, Cancelled, OSError
    """
    waiting = sorted(parts, key=lambda part: part.first)
    playing: list[tuple[Part, _Tape]] = []
    for at in range(0, frames, _BLOCK):
        cancel.check()
        block = np.zeros((min(_BLOCK, frames - at), 2), np.float32)
        while waiting and waiting[0].first < at + len(block):
            part = waiting.pop(0)
            playing.append((part, _Tape(_sound_of(part.clip, cancel))))
        for part, tape in playing:
            begin, end = max(part.first, at), min(part.last, at + len(block))
            played = tape.read(end - begin)
            block[begin - at : begin - at + len(played)] += played * _gains(part, begin, begin + len(played))
        playing = [(part, tape) for part, tape in playing if part.last > at + len(block)]
        yield block


class _Tape:
    """Pieces of any length, read in other lengths; silence has no pieces."""

    def __init__(self, pieces: Iterator[Sound]) -> None:
        self._pieces = pieces
        self._rest = np.zeros((0, 2), np.float32)

    def read(self, count: int) -> Sound:
        """Return the next ``count`` frames, fewer at the end."""
        parts, have = [self._rest], len(self._rest)
        while have < count:
            piece = next(self._pieces, None)
            if piece is None:
                break
            parts.append(piece)
            have += len(piece)
        whole = np.concatenate(parts) if len(parts) > 1 else parts[0]
        self._rest = whole[count:]
        return whole[:count]


def _gains(part: Part, begin: int, end: int) -> Sound:
    """Return what a part is multiplied by from one frame of the timeline to another."""
    at = np.arange(begin, end, dtype=np.int64)
    gains = np.full(at.size, part.gain, np.float32)
    fades = ((part.clip.fade_in, at - part.first), (part.clip.fade_out, part.last - 1 - at))
    for seconds, away in fades:
        if seconds > 0:
            gains *= np.clip(away / max(_frames(seconds), 1), 0, 1).astype(np.float32)
    for frames, away in ((part.shared_in, at - part.first), (part.shared_out, part.last - 1 - at)):
        if frames > 0:
            # Two different sounds keep their loudness when their powers add up to one.
            gains *= np.sin(np.clip(away / frames, 0, 1) * (np.pi / 2)).astype(np.float32)
    return gains[:, None]


def _sound_of(clip: Clip, cancel: Cancel) -> Iterator[Sound]:
    whole = clip.duration * clip.speed
    rest = max(clip.facts.duration - clip.offset, 0.0)
    if not clip.loop or rest >= whole or rest <= 0:
        yield from _decoded(clip, whole, cancel)
        return
    if rest <= _TILED:
        once = list(_decoded(clip, rest, cancel))
        sound = np.concatenate(once) if once else np.zeros((0, 2), np.float32)
        count = _frames(rest / clip.speed)
        sound = np.concatenate((sound[:count], np.zeros((count - len(sound[:count]), 2), np.float32)))
        while len(sound):
            yield sound
        return
    while True:
        yield from _decoded(clip, rest, cancel)


def _decoded(clip: Clip, seconds: float, cancel: Cancel) -> Iterator[Sound]:
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
    for piece in stream(arguments, cancel=cancel, limit=600 + seconds, size=_BLOCK * _FRAME):
        yield np.frombuffer(piece[: len(piece) // _FRAME * _FRAME], "<f4").reshape(-1, 2)


def _own(clip: Clip, seconds: float) -> Iterator[Sound]:
    """Read music that this engine wrote; nobody else's file is ever opened in this process."""
    import soundfile

    with soundfile.SoundFile(clip.path) as file:
        file.seek(min(_frames(clip.offset), file.frames))
        left = _frames(seconds)
        while left > 0:
            sound: Sound = file.read(min(left, _BLOCK), dtype="float32", always_2d=True)
            if not len(sound):
                return
            left -= len(sound)
            yield sound


def _frames(seconds: float) -> int:
    return round(seconds * RATE)
