"""What is heard: the clips' own sound with the music under it, mastered, and measured as it was encoded.

The encoder adds up to 1.7 dB of true peak, so what counts is measured on the decoded file, and where it is
over the mark the master is made again with a lower ceiling.
"""

from __future__ import annotations

import math
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.ffmpeg import encode, run
from nemo_nb.engine.render.decoding import RATE, RAW
from nemo_nb.engine.render.formats import Output, sound_codec
from nemo_nb.engine.render.heard import audible, blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.render.decoding import Sound
    from nemo_nb.engine.render.heard import Part
    from nemo_nb.engine.render.script import Music, Script

LOUDNESS, PEAK = -14.0, -1.0  # LUFS, dBTP
_FIRST_CEILING = -2.3  # dBTP; mostly leaves the encoder enough room at the first try
_LOSSLESS_CEILING = -1.1
_TRIES = 4
_HELD = 300 * RATE  # frames; 115 MB


def make_sound(
    script: Script,
    duration: float,
    target: Path,
    output: Output,
    cancel: Cancel,
    progress: Callable[[float], object],
    *,
    beside: Sequence[str] = (),
) -> bool:
    """Write a file with everything that is heard, exactly ``duration`` s; return False for nothing.

    Only composed music is brought to a loudness: somebody's own clip or song keeps its level, and goes from
    file to file a few seconds at a time.

    Parameters
    ----------
    progress
        Called with per cent.
    beside
        ffmpeg's arguments for an input whose picture is copied into the same file.

    Raises
    ------
    FfmpegError, Cancelled, OSError
    """
    frames = round(duration * RATE)
    originals = audible(script.clips, [*script.overlays, *script.songs])
    music = [part for part in script.music if part.volume > 0]
    if not music:
        if not originals:
            return False
        _write(
            blocks(originals, frames, target.parent, cancel),
            duration,
            target,
            output,
            beside,
            cancel,
            progress,
        )
        return True
    loudest = max((part.gain for part in originals), default=0.0)
    with ThreadPoolExecutor(1) as pool:
        background = pool.submit(_gather, _even(audible((), music)), frames, target.parent, cancel)
        original = _gather(_even(originals), frames, target.parent, cancel) if originals else None
        heard = background.result()
    progress(10)
    mixed = _mix(music, heard, original, loudest)
    del heard, original
    progress(30)
    _master(mixed, target, output, beside, cancel)
    return True


def _even(parts: Sequence[Part]) -> list[Part]:
    """Return parts with the loudest at full level."""
    loudest = max(part.gain for part in parts)
    return [replace(part, gain=part.gain / loudest) for part in parts]


def _gather(parts: Sequence[Part], frames: int, folder: Path, cancel: Cancel) -> Sound:
    sound, at = _room(frames, folder), 0
    for block in blocks(parts, frames, folder, cancel):
        sound[at : at + len(block)] = block
        at += len(block)
    return sound


def _room(frames: int, folder: Path) -> Sound:
    """Return room for sound, filled with silence; much of it is a view of a file that has no name."""
    if frames <= _HELD:
        return np.zeros((frames, 2), np.float32)
    with tempfile.TemporaryFile(dir=folder) as file:
        return np.memmap(file, "<f4", "w+", shape=(frames, 2))


def _mix(music: Sequence[Music], heard: Sound, original: Sound | None, volume: float) -> Sound:
    from nemo_nb.engine.music import mix

    return mix(
        heard,
        original,
        music_volume=max(part.volume for part in music),
        original_volume=volume,
        speech=[span for part in music for span in part.speech],
        duck_db=max(part.duck_db for part in music),
        out=heard,
    )


def _master(mixed: Sound, target: Path, output: Output, beside: Sequence[str], cancel: Cancel) -> None:
    from nemo_nb.engine.music import loudness, master, true_peak

    lossless = output.format == "wav"
    ceiling, level = _LOSSLESS_CEILING if lossless else _FIRST_CEILING, LOUDNESS
    for _ in range(_TRIES):
        cancel.check()
        decoded = _encode(master(mixed, target=level, ceiling=ceiling), target, output, beside, cancel)
        peak, loud = true_peak(decoded), loudness(decoded)
        del decoded
        off = loud - LOUDNESS if math.isfinite(loud) else 0.0
        if peak <= PEAK and abs(off) <= 0.5:
            return
        if peak > PEAK:
            ceiling -= peak - PEAK + 0.1
        if abs(off) > 0.5:
            level -= off


def _streams(output: Output, beside: Sequence[str], target: Path) -> list[str]:
    codec, container = sound_codec(output)
    picture = ["-map", "0:V:0", "-c:v", "copy"] if beside else []
    return [*picture, "-map", f"{1 if beside else 0}:a:0", *codec, *container, f"file:{target}"]


def _encode(sound: Sound, target: Path, output: Output, beside: Sequence[str], cancel: Cancel) -> Sound:
    """Write the file and return its sound as a player decodes it."""
    # The decoder listens to the encoder's packets while they are written: no second run, no second reading.
    listen = ["-dec", f"0:{1 if beside else 0}", "-filter_complex", "[dec:0]anull[heard]"]
    samples = np.ascontiguousarray(sound, "<f4").data.cast("B")
    inputs = [*beside, *RAW, "-i", "pipe:0"]
    heard = target.with_name("heard.raw")
    run(
        [*inputs, *_streams(output, beside, target), *listen, "-map", "[heard]", *RAW, f"file:{heard}"],
        cancel=cancel,
        limit=600,
        stdin=samples,
    )
    # A view of the file: what is measured need not be in memory twice.
    return np.memmap(heard, "<f4", "r").reshape(-1, 2)[: len(sound)]


def _write(
    sound: Iterable[Sound],
    duration: float,
    target: Path,
    output: Output,
    beside: Sequence[str],
    cancel: Cancel,
    progress: Callable[[float], object],
) -> None:
    """Write the file from blocks, as they come."""
    encode(
        [*beside, *RAW, "-i", "pipe:0", *_streams(output, beside, target)],
        cancel=cancel,
        limit=600 + duration,
        progress=lambda seconds: progress(100 * min(seconds / duration, 1.0)),
        folder=target.parent,
        feed=(np.ascontiguousarray(block, "<f4").data.cast("B") for block in sound),
    )
