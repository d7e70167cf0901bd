"""What is heard: the clips' own sound with the music under it, mastered, as AAC that has been measured.

The encoder adds up to 1.7 dB of true peak, so what counts is measured on the decoded file, and where it is
over the mark the master is made again with a lower ceiling.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.ffmpeg import run, source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.render.plan import Clip, Plan

    Sound = NDArray[np.float32]

RATE = 48_000
LOUDNESS, PEAK = -14.0, -1.0  # LUFS, dBTP
MP4 = ["-map_metadata", "-1", "-map_chapters", "-1", "-movflags", "+faststart", "-f", "mp4"]
_FIRST_CEILING = -2.3  # dBTP; mostly leaves the encoder enough room at the first try
_TRIES = 4
_RAW = ["-f", "f32le", "-ar", str(RATE), "-ac", "2"]
# Intensity stereo would cost 6 dB of the difference to the original, and at this rate saves nothing.
_AAC = ["-c:a", "aac", "-b:a", "192k", "-aac_coder", "fast", "-aac_is", "0"]


def make_sound(
    plan: Plan,
    target: Path,
    cancel: Cancel,
    progress: Callable[[float], object],
    *,
    beside: Sequence[str] = (),
) -> bool:
    """Write an MP4 with everything that is heard, exactly as long as the plan; return False for nothing.

    Only composed music is brought to a loudness: somebody's own clip or song keeps its level.

    Parameters
    ----------
    progress
        Called with per cent.
    beside
        ffmpeg's arguments for an input whose picture is copied into the same file.

    Raises
    ------
    FfmpegError, Cancelled
    """
    frames = round(plan.duration * RATE)
    with ThreadPoolExecutor(1) as pool:
        background = pool.submit(_music, plan, frames, cancel) if plan.music else None
        original, volume = _originals([*plan.clips, *plan.songs], frames, cancel)
        music = background.result() if background else None
    progress(10)
    if music is None:
        if original is None:
            return False
        original *= np.float32(volume)
        _encode(original, target, beside, cancel, measure=False)
        return True
    mixed = _mix(plan, music, original, volume)
    del music, original
    progress(30)
    _master(mixed, target, beside, cancel)
    return True


def _originals(clips: list[Clip], frames: int, cancel: Cancel) -> tuple[Sound | None, float]:
    """Return the clips' own sound in place, the loudest at full level, and that one's volume."""
    heard = [clip for clip in clips if clip.facts.audio_codec and clip.volume > 0]
    if not heard:
        return None, 0.0
    loudest = max(clip.volume for clip in heard)
    sound = np.zeros((frames, 2), np.float32)
    for clip in heard:
        _place(sound, _decode(clip, cancel), clip, clip.volume / loudest)
    return sound, loudest


def _music(plan: Plan, frames: int, cancel: Cancel) -> Sound:
    music = np.zeros((frames, 2), np.float32)
    loudest = max(part.volume for part in plan.music)
    for part in plan.music:
        _place(music, _decode(part, cancel), part, part.volume / loudest if loudest else 0.0)
    cancel.check()
    return music


def _mix(plan: Plan, music: Sound, original: Sound | None, volume: float) -> Sound:
    from nemo_nb.engine.music import mix

    return mix(
        music,
        original,
        music_volume=max(part.volume for part in plan.music),
        original_volume=volume,
        speech=[span for part in plan.music for span in part.speech],
        duck_db=max(part.duck_db for part in plan.music),
    )


def _master(mixed: Sound, target: Path, beside: Sequence[str], cancel: Cancel) -> None:
    from nemo_nb.engine.music import loudness, master, true_peak

    ceiling, level = _FIRST_CEILING, LOUDNESS
    for _ in range(_TRIES):
        cancel.check()
        decoded = _encode(master(mixed, target=level, ceiling=ceiling), target, beside, cancel, measure=True)
        peak, loud = true_peak(decoded), loudness(decoded)
        off = loud - LOUDNESS if math.isfinite(loud) else 0.0
        if peak <= PEAK and abs(off) <= 0.5:
            return
        if peak > PEAK:
            ceiling -= peak - PEAK + 0.1
        if abs(off) > 0.5:
            level -= off


def _decode(clip: Clip, cancel: Cancel) -> Sound:
    if clip.facts.composed:
        return _own(clip)
    cut = ["-ss", f"{clip.offset:.6f}", "-t", f"{clip.duration:.6f}"]
    # Sound that begins late or has holes stays where it belongs.
    steady = ["-map", "0:a:0", "-af", "aresample=48000:async=1:first_pts=0"]
    return _read([*cut, "-vn", *source(clip.path, clip.facts.container), *steady], cancel)


def _own(clip: Clip) -> Sound:
    """Read music that this engine wrote; nobody else's file is ever opened in this process."""
    import soundfile

    with soundfile.SoundFile(clip.path) as file:
        file.seek(min(round(clip.offset * RATE), file.frames))
        sound: Sound = file.read(round(clip.duration * RATE), dtype="float32", always_2d=True)
    return sound


def _read(arguments: list[str], cancel: Cancel) -> Sound:
    out, _ = run([*arguments, *_RAW, "pipe:1"], cancel=cancel, limit=600)
    return np.frombuffer(out, "<f4").reshape(-1, 2)


def _place(sound: Sound, part: Sound, clip: Clip, gain: float) -> None:
    begin = round(clip.start * RATE)
    part = part[: min(len(sound) - begin, round(clip.duration * RATE))]
    if not len(part):
        return
    envelope = np.full((len(part), 1), gain, np.float32)
    for seconds, ramp in ((clip.fade_in, envelope), (clip.fade_out, envelope[::-1])):
        count = min(round(seconds * RATE), len(part))
        ramp[:count] *= np.linspace(0, 1, count, dtype=np.float32)[:, None]
    sound[begin : begin + len(part)] += part * envelope


def _encode(sound: Sound, target: Path, beside: Sequence[str], cancel: Cancel, *, measure: bool) -> Sound:
    """Write the file and return its sound as a player decodes it; empty unless it is to be measured."""
    number = 1 if beside else 0
    inputs = [*beside, *_RAW, "-i", "pipe:0"]
    streams = [*(["-map", "0:V:0", "-c:v", "copy"] if beside else []), "-map", f"{number}:a:0", *_AAC]
    # The decoder listens to the encoder's packets while they are written: no second run, no second reading.
    listen = ["-dec", f"0:{number}", "-filter_complex", "[dec:0]anull[heard]", "-map", "[heard]", *_RAW]
    samples = np.ascontiguousarray(sound, "<f4").data.cast("B")
    out, _ = run(
        [*inputs, *streams, *MP4, f"file:{target}", *([*listen, "pipe:1"] if measure else [])],
        cancel=cancel,
        limit=600,
        stdin=samples,
    )
    return np.frombuffer(out, "<f4").reshape(-1, 2)[: len(sound)]
