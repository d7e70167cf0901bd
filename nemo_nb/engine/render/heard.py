"""The clips' own sound, in its place: a block of ten seconds at a time, however long the film is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.render.decoding import BLOCK, in_frames
from nemo_nb.engine.render.tapes import Tapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.render.decoding import Sound
    from nemo_nb.engine.render.script import Clip


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
        part = Part(clip, in_frames(clip.start), in_frames(clip.end), clip.volume)
        if parts and parts[-1].last > part.first:
            before = parts.pop()
            lasts = in_frames(clip.transition[1]) if clip.transition else 0
            shared = max(min(lasts, before.last - part.first, part.last - part.first), 0)
            parts.append(replace(before, last=part.first + shared, shared_out=shared))
            part = replace(part, shared_in=shared)
        parts.append(part)
    parts += [Part(clip, in_frames(clip.start), in_frames(clip.end), clip.volume) for clip in others]
    return [
        part for part in parts if part.clip.facts.audio_codec and part.gain > 0 and part.last > part.first
    ]


def blocks(parts: Sequence[Part], frames: int, folder: Path, cancel: Cancel) -> Iterator[Sound]:
    """Yield all parts added up, ``frames`` frames in all.

    Parameters
    ----------
    folder
        Where sound that is needed again may wait.

    Raises
    ------
    FfmpegError, Cancelled, OSError
    """
    waiting = sorted(parts, key=lambda part: part.first)
    tapes = Tapes([part.clip for part in waiting], folder, cancel)
    playing: list[tuple[Part, _Player]] = []
    for at in range(0, frames, BLOCK):
        cancel.check()
        block = np.zeros((min(BLOCK, frames - at), 2), np.float32)
        while waiting and waiting[0].first < at + len(block):
            part = waiting.pop(0)
            playing.append((part, _Player(tapes.play(part.clip))))
        for part, tape in playing:
            begin, end = max(part.first, at), min(part.last, at + len(block))
            played = tape.read(end - begin)
            block[begin - at : begin - at + len(played)] += played * _gains(part, begin, begin + len(played))
        playing = [(part, tape) for part, tape in playing if part.last > at + len(block)]
        yield block


class _Player:
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
            gains *= np.clip(away / max(in_frames(seconds), 1), 0, 1).astype(np.float32)
    for frames, away in ((part.shared_in, at - part.first), (part.shared_out, part.last - 1 - at)):
        if frames > 0:
            # Two different sounds keep their loudness when their powers add up to one.
            gains *= np.sin(np.clip(away / frames, 0, 1) * (np.pi / 2)).astype(np.float32)
    return gains[:, None]
