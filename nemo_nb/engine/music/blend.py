"""Music under the clip's own sound: levels and ducking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .effects import GRID, ride_frames
from .loudness import loudness
from .score import RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

Audio = npt.NDArray[np.float32]
USUAL_VOLUME = 0.35
"""The draft's default music volume; the levels below hold for it."""
UNDER_SPEECH_CLIP = 8.0
UNDER_OTHER_CLIP = 3.0
"""LU that music stays under the clip's programme level when the clip talks, and when it does not."""
QUIETEST_PROGRAMME = -30.0
"""LUFS; a clip below it only has room noise, which music need not hide behind."""
BEFORE, ATTACK, RELEASE, BRIDGE = 0.16, 0.13, 0.55, 0.6
"""Seconds: how early the music yields, how fast, how slowly it returns, and the pauses it waits through."""


def ducking(spans: Sequence[tuple[float, float]], depth: float, seconds: float) -> npt.NDArray[np.float64]:
    """Gains on the grid that yield by ``depth`` dB during ``spans`` (seconds) with natural slopes."""
    merged: list[list[float]] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if merged and start - merged[-1][1] < BRIDGE:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    count = int(np.ceil(seconds * RATE / GRID))
    t = np.arange(count + 1) * (GRID / RATE)
    down = np.zeros(count + 1)
    for start, end in merged:
        first, last = (int(x * RATE / GRID) for x in (max(0.0, start - 1), end + 2))
        part = t[first : last + 1]
        into = np.clip((part - (start - BEFORE)) / ATTACK, 0, 1)
        back = np.clip((part - end - 0.05) / RELEASE, 0, 1)
        shape = (0.5 - 0.5 * np.cos(np.pi * into)) * (0.5 + 0.5 * np.cos(np.pi * back))
        down[first : last + 1] = np.maximum(down[first : last + 1], shape)
    return np.asarray(10 ** (-depth * down / 20))


def music_gain(volume: float, programme: float, talks: bool) -> float:
    """LUFS that the music should have at ``volume`` next to a clip of ``programme`` LUFS.

    Monotonic: twice the volume is 6 dB more; at `USUAL_VOLUME` the music is 8 LU under a clip that talks, 3
    LU under
    any other.
    """
    under = UNDER_SPEECH_CLIP if talks else UNDER_OTHER_CLIP
    return max(programme, QUIETEST_PROGRAMME) - under + 20 * float(np.log10(max(volume, 1e-4) / USUAL_VOLUME))


def mix(
    music: npt.NDArray[np.floating],
    original: npt.NDArray[np.floating] | None,
    *,
    music_volume: float = USUAL_VOLUME,
    original_volume: float = 1.0,
    speech: Sequence[tuple[float, float]] = (),
    duck_db: float = 12.0,
    out: Audio | None = None,
) -> Audio:
    """Place ``music`` under ``original``, both (frames, channels) at 48 kHz.

    Parameters
    ----------
    music_volume, original_volume
        The draft's volumes, 0 to 1 and above; 0 is silence. Without ``original`` the music's volume only
        scales it
        (and `master` then gives it the whole loudness).
    speech
        Spans in seconds under which the music yields by ``duck_db``.
    out
        Where to write the result, (frames, 2); may be ``music`` itself if nothing here is longer (long pieces
        then need no second copy).

    Returns
    -------
    Stereo float32 as long as the longer of the two; peaks may exceed 1 until it is mastered.
    """
    frames = max(len(music), 0 if original is None else len(original))
    if out is None:
        out = np.zeros((frames, 2), np.float32)
    programme = loudness(_stereo(original)) if original is not None and len(original) else -np.inf
    if original is None or not np.isfinite(programme) or original_volume <= 0:
        out[: len(music)] = _stereo(music)
        gain = float(max(music_volume, 0.0))
        spans: Sequence[tuple[float, float]] = ()
    else:
        level = loudness(_stereo(music))
        covered = sum(max(0.0, end - start) for start, end in speech)
        wanted = music_gain(music_volume, programme, covered > 0.08 * frames / RATE)
        gain = 0.0 if music_volume <= 0 or not np.isfinite(level) else 10 ** ((wanted - level) / 20)
        out[: len(music)] = _stereo(music)
        spans = speech
    curve = ducking(spans, duck_db, frames / RATE) * gain
    ride_frames(out, curve)
    if original is not None and original_volume > 0:
        out[: len(original)] += _stereo(original) * np.float32(original_volume)
    return out


def _stereo(audio: npt.NDArray[np.floating]) -> Audio:
    if audio.ndim == 1:
        audio = audio[:, None]
    return np.asarray(np.repeat(audio, 2, axis=1) if audio.shape[1] == 1 else audio[:, :2], np.float32)
