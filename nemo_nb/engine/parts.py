"""Composed music taken apart: its stems as a zip of WAVs, its notes as a MIDI file.

A piece is made again from what the draft says of it, which gives the same notes and the same sound each time.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine.score import recompose
from nemo_nb.protocol import RenderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.music import Score

Json = dict[str, Any]

STEMS, MIDI = "stems.zip", "music.mid"
_ROOM = 0.5
"""What all stems are multiplied by when one of them alone would be louder than a file can say."""
_DATE = (1980, 1, 1, 0, 0, 0)
"""Of the files inside a zip: the same piece gives the same zip."""


def write_stems(draft: Json, folder: Path, cancel: Cancel, progress: Callable[[float], object]) -> Path:
    """Write the stems of a draft's composed music to ``stems.zip`` in ``folder`` and return its path.

    Played together from the same time they are the piece, before it is mixed and mastered. With several
    pieces each has a folder of its own inside.

    Parameters
    ----------
    progress
        Called with per cent.

    Raises
    ------
    RenderError
        There is no composed music, or it cannot be made again.
    Cancelled
    """
    pieces = list(_pieces(draft))
    path = folder / STEMS
    with zipfile.ZipFile(path, "w") as archive:
        for number, (score, times) in enumerate(pieces):
            place = f"{number + 1} {score.label}/" if len(pieces) > 1 else ""

            def report(share: float, done: int = number) -> None:
                cancel.check()
                progress(100 * (done + share) / len(pieces))

            names, gain = _add_stems(archive, place, score, folder, report)
            archive.writestr(_entry(place + "README.txt"), _readme(score, times, names, gain))
    return path


def write_midi(draft: Json, folder: Path) -> Path:
    """Write the notes of a draft's composed music, the first if there are several, to ``music.mid``.

    Raises
    ------
    RenderError
        There is no composed music, or it cannot be made again.
    """
    from nemo_nb.engine.music import to_midi

    score, _ = next(_pieces(draft))
    path = folder / MIDI
    path.write_bytes(to_midi(score))
    return path


def _pieces(draft: Json) -> Iterator[tuple[Score, tuple[int, int, int]]]:
    """Yield each composed piece; where its beginning lies, and from where to where it is heard, in ms."""
    found = False
    for start, end, segment in drafts.placed(drafts.segments(draft, drafts.AUDIO)):
        music = segment.get("m", {}).get("music")
        if not isinstance(music, dict):
            continue
        if music.get("composer"):
            raise RenderError("A model made this music as one sound. Export it as wav instead.")
        try:
            score, _ = recompose(music)
        except ValueError:
            raise RenderError(
                "This music cannot be taken apart: the timeline does not say how it was made. "
                "Ask for another version first."
            ) from None
        found = True
        yield score, (start - int(segment["m"].get("in", 0)), start, end)
    if not found:
        raise RenderError("There is no composed music to take apart. Ask for some first.")


def _add_stems(
    archive: zipfile.ZipFile, place: str, score: Score, folder: Path, progress: Callable[[float], object]
) -> tuple[list[str], float]:
    """Add a piece's stems; return their names and what they were multiplied by."""
    import numpy as np

    from nemo_nb.engine.music import STEMS as GROUPS
    from nemo_nb.engine.music import perform_stems

    gain, waiting = 1.0, list[tuple[str, Path]]()
    for name, audio in perform_stems(score):
        # Nearly always all fit as they are. A stem that does not lowers all of them, so they still add up.
        while float(np.abs(audio).max()) * gain > 1:
            gain *= _ROOM
        raw = folder / f"{name}.npy"
        np.save(raw, audio)
        waiting.append((name, raw))
        progress(0.9 * len(waiting) / len(GROUPS))
    for name, raw in waiting:
        with archive.open(_entry(f"{place}{name}.wav"), "w", force_zip64=True) as entry:
            entry.write(_wav(np.load(raw), gain))
        raw.unlink()
    progress(1.0)
    return [name for name, _ in waiting], gain


def _wav(audio: Any, gain: float) -> bytes:
    import io

    import numpy as np
    import soundfile

    from nemo_nb.engine.music import RATE

    file = io.BytesIO()
    soundfile.write(file, audio * np.float32(gain), RATE, subtype="PCM_24", format="WAV")
    return file.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _DATE)


def _readme(score: Score, times: tuple[int, int, int], names: list[str], gain: float) -> str:
    begins, start, end = (time / 1000 for time in times)
    whole = begins == start and end - start >= score.duration - 0.05
    heard = "" if whole else f"The timeline plays it from {start:g} s to {end:g} s; here is all of it.\n"
    louder = f"Each is at {gain:g} of its level in the piece.\n" if gain != 1 else ""
    return (
        f"{score.label}, {score.bpm:g} BPM, {score.key}, {score.duration:.3f} s\n"
        f"It begins at {begins:g} s on the timeline.\n{heard}\n"
        f"{', '.join(names)}: 48 kHz, 24 bit, stereo, all equally long.\n"
        "Played together from the same time they are the piece, effects included, before it is mixed with\n"
        f"other sound and mastered.\n{louder}"
    )
