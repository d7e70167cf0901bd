"""The sound of files that are cut often: decoded once for all the cuts that lie near each other.

One run of ffmpeg per cut would take longer than all else. What several cuts need goes to a file without a
name, from which each reads its own, and which is gone when the last of them is done.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from nemo_nb.engine.render.decoding import BLOCK, FRAME, RATE, decoded, sound_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.render.decoding import Sound
    from nemo_nb.engine.render.script import Clip

_GAP = 10.0  # s between two cuts that is decoded along with them: a tenth of a second's work
_LONGEST = 300.0  # s of one tape: 115 MB


@dataclass(slots=True)
class _Tape:
    begin: float
    end: float
    users: int = 1
    file: BinaryIO | None = None


class Tapes:
    """What is heard of some clips. Files lie in ``folder`` while they are needed."""

    def __init__(self, clips: Sequence[Clip], folder: Path, cancel: Cancel) -> None:
        self._folder = folder
        self._cancel = cancel
        self._tapes: dict[Clip, _Tape] = {}
        last: dict[Path, _Tape] = {}
        plain = (clip for clip in clips if clip.speed == 1 and not clip.loop and not clip.facts.composed)
        for clip in sorted(plain, key=lambda clip: clip.offset):
            tape, end = last.get(clip.path), clip.offset + clip.duration
            if tape is None or clip.offset - tape.end > _GAP or end - tape.begin > _LONGEST:
                tape = last[clip.path] = _Tape(clip.offset, end, 0)
            tape.end = max(tape.end, end)
            tape.users += 1
            self._tapes[clip] = tape

    def play(self, clip: Clip) -> Iterator[Sound]:
        """Yield a clip's sound from its beginning, as far as it is needed.

        Raises
        ------
        FfmpegError, Cancelled, OSError
        """
        tape = self._tapes.get(clip)
        if tape is None or (tape.users == 1 and tape.file is None):
            return sound_of(clip, self._cancel)
        return self._read(tape, clip)

    def _read(self, tape: _Tape, clip: Clip) -> Iterator[Sound]:
        try:
            file = tape.file or self._record(tape, clip)
            at = round((clip.offset - tape.begin) * RATE)
            end = at + round(clip.duration * RATE)
            while at < end:
                file.seek(at * FRAME)
                sound = np.frombuffer(file.read(min(BLOCK, end - at) * FRAME), "<f4").reshape(-1, 2)
                if not len(sound):
                    return
                at += len(sound)
                yield sound
        finally:
            tape.users -= 1
            if not tape.users and tape.file is not None:
                tape.file.close()

    def _record(self, tape: _Tape, clip: Clip) -> BinaryIO:
        seconds = tape.end - tape.begin
        # Without a name, so that nothing is left of it whatever happens.
        tape.file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115  # closed by who reads last
        for piece in decoded(replace(clip, offset=tape.begin), seconds, self._cancel):
            tape.file.write(piece.data)
        return tape.file
