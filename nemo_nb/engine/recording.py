"""A composed piece as sound: played, drawn and written as a WAV; a long one is never held whole."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from nemo_nb.engine.music import RATE, perform, perform_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.music import Score

_HELD = 300 * RATE  # frames; of more than five minutes, 115 MB, only what is being worked on is in memory
_PEAKS = 200  # as many as a picture in a notebook can show
_PIECE = 1 << 20  # bytes


def played(score: Score, folder: Path, cancel: Cancel) -> NDArray[np.float32]:
    """Play a piece; a long one is a view of a file in ``folder``.

    Raises
    ------
    Cancelled, OSError
    """
    import numpy as np

    if score.frames <= _HELD:
        return perform(score)
    path = folder / "piece.raw"
    with path.open("wb") as file:
        for block in perform_blocks(score):
            cancel.check()
            file.write(np.ascontiguousarray(block, "<f4").data)
    return np.memmap(path, "<f4", "r").reshape(-1, 2)


def peaks(audio: NDArray[np.float32]) -> list[int]:
    """Return how a sound goes, for a picture: the peak of each part, in per cent of the loudest."""
    import numpy as np

    parts = np.array_split(audio, min(_PEAKS, len(audio)))
    highest = np.array([np.abs(part).max() for part in parts])
    return [round(float(peak)) for peak in 100 * highest / max(float(highest.max()), 1e-9)]


def as_wav(audio: NDArray[np.float32], folder: Path) -> Iterator[bytes]:
    """Yield the bytes of a sound's WAV, by way of a file in ``folder``.

    Raises
    ------
    OSError
    """
    import soundfile

    path = folder / "piece.wav"
    try:
        with soundfile.SoundFile(path, "w", RATE, 2, subtype="PCM_24", format="WAV") as file:
            for at in range(0, len(audio), 10 * RATE):
                file.write(audio[at : at + 10 * RATE])
    except soundfile.LibsndfileError as error:
        # It does not say why; sound that is sound can only want for space.
        raise OSError(errno.ENOSPC, str(error)) from None
    with path.open("rb") as written:
        while piece := written.read(_PIECE):
            yield piece
