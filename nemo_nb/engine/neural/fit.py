"""A model's sound becomes the plan's: its beats on the plan's beats, its end at the plan's end, at its level.

What is stretched is time alone (overlapping pieces that are moved to where they join best), by the same moves
for all stems, so that they still add up.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.signal import butter, resample_poly, sosfilt

from nemo_nb.engine.music import RATE, loudness, true_peak

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from nemo_nb.engine.brief import Brief
    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.music import Score

    from .composer import Composer, Stems

    Audio = NDArray[np.float32]
    Values = NDArray[np.float64]

LEVEL, PEAK = -20.0, 0.97
"""LUFS, and the highest true peak: what the composer's own pieces have before they are mixed."""
PIECE, REACH = 4096, 576
"""Frames that are laid over each other by half (85 ms), and how far (12 ms) one may be moved to join well."""
_RUMBLE = butter(4, 28.0, "highpass", fs=RATE, output="sos")
FEWEST = 8
"""Beats from which a sound counts as having a beat."""


def played(composer: Composer, brief: Brief, plan: Score, cancel: Cancel) -> dict[str, Audio]:
    """Let ``composer`` make the piece and fit it to ``plan``.

    Returns
    -------
    Stems at 48 kHz, (frames, 2), exactly as long as the plan, together at -20 LUFS with no peak over 0.97.

    Raises
    ------
    RenderError, Cancelled
    """
    stems = _at_rate(composer.compose(brief, plan, cancel))
    cancel.check()
    total = np.sum(list(stems.values()), axis=0)
    where = _where(plan, _beats(total, cancel), len(total) / RATE)
    wrap = min(2.0, plan.duration / 4) if plan.loop else 0.0
    frames = plan.frames + round(wrap * RATE)
    starts = _joins(total.mean(axis=1), where, frames)
    cancel.check()
    out = {name: _laid(sound, starts, frames) for name, sound in stems.items()}
    for sound in out.values():
        _closed(sound, plan, round(wrap * RATE))
    out = {name: sound[: plan.frames] for name, sound in out.items()}
    _level(out)
    return out


def _at_rate(stems: Stems) -> dict[str, Audio]:
    """All stems at 48 kHz, in two channels, equally long."""
    out = {}
    for name, sound in stems.sounds.items():
        wide = sound[:, None] if sound.ndim == 1 else sound
        wide = np.repeat(wide, 2, axis=1) if wide.shape[1] == 1 else wide[:, :2]
        common = int(np.gcd(RATE, stems.rate))
        up, down = RATE // common, stems.rate // common
        # A constant or what lies below hearing would take the room that loudness needs.
        heard = sosfilt(_RUMBLE, resample_poly(wide, up, down, axis=0), axis=0)
        out[name] = np.ascontiguousarray(heard, np.float32)
    shortest = min(len(sound) for sound in out.values())
    return {name: sound[:shortest] for name, sound in out.items()}


def _beats(total: Audio, cancel: Cancel) -> tuple[tuple[float, ...], int]:
    """The sound's beats in seconds, from its first downbeat on, and how many make a bar."""
    import soundfile

    from nemo_nb.engine.song import analyse

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.wav"
        soundfile.write(path, total, RATE, subtype="PCM_16")
        song = analyse(path, cancel)
    first = song.downbeats[0] if song.downbeats else 0.0
    return tuple(beat for beat in song.beats if beat >= first - 0.02), 4


def _where(plan: Score, heard: tuple[tuple[float, ...], int], length: float) -> Callable[[Values], Values]:
    """Which second of the sound belongs to each second of the plan.

    Beat meets beat, also where the plan bends them towards a cut; a sound of twice or half the tempo counts
    by twos or halves. What is too short begins again after whole bars.
    """
    beats, bar = heard
    if len(beats) < FEWEST:
        return lambda t: t % max(length - 0.2, 0.1)
    ticks = np.asarray(beats)
    pace = 60 / float(np.median(np.diff(ticks))) / plan.bpm
    if pace > 1.45:
        ticks = ticks[::2]
    elif pace < 0.69:
        ticks = np.interp(np.arange(2 * len(ticks) - 1) / 2, np.arange(len(ticks)), ticks)
    whole = (len(ticks) - 1) // bar * bar or len(ticks) - 1
    plan_beats, plan_seconds = np.asarray(plan.tempo.beats), np.asarray(plan.tempo.seconds)

    def at(t: Values) -> Values:
        inside = np.interp(t, plan_seconds, plan_beats)
        after = np.maximum(t - plan_seconds[-1], 0) * plan.bpm / 60
        return np.asarray(np.interp((inside + after) % whole, np.arange(len(ticks)), ticks))

    return at


def _joins(mono: Audio, where: Callable[[Values], Values], frames: int) -> list[int]:
    """Where each piece is taken from: near where it belongs, there where it goes on as the one before did."""
    hop = PIECE // 2
    # The middle of each piece belongs exactly where it comes to lie.
    wanted = np.round(where(np.arange(0, frames + hop, hop) / RATE) * RATE).astype(int) - hop
    last = max(len(mono) - PIECE - 1, 0)
    starts = [int(np.clip(wanted[0], 0, last))]
    for want in wanted[1:]:
        going_on = starts[-1] + hop
        low, high = (int(np.clip(want + side, 0, last)) for side in (-REACH, REACH))
        if low <= going_on <= high and abs(going_on - want) < REACH // 8:
            starts.append(going_on)
            continue
        model = mono[going_on : going_on + hop]
        room = mono[low : high + len(model)]
        if len(model) < hop or len(room) <= len(model):
            starts.append(int(np.clip(want, 0, last)))
            continue
        size = 1 << (len(room) + len(model) - 1).bit_length()
        alike = np.fft.irfft(np.fft.rfft(room, size) * np.conj(np.fft.rfft(model, size)), size)
        power = np.concatenate([[0.0], np.cumsum(room.astype(np.float64) ** 2)])
        count = len(room) - len(model) + 1
        local = np.sqrt(power[len(model) :][:count] - power[:count] + 1e-9)
        starts.append(low + int(np.argmax(alike[:count] / local)))
    return starts


def _laid(sound: Audio, starts: list[int], frames: int) -> Audio:
    """The pieces laid over each other."""
    hop = PIECE // 2
    window = np.sin(np.pi * (np.arange(PIECE) + 0.5) / PIECE)[:, None].astype(np.float32) ** 2
    out = np.zeros((frames + 2 * PIECE, 2), np.float32)
    for number, start in enumerate(starts):
        piece = sound[start : start + PIECE]
        at = number * hop
        out[at : at + len(piece)] += piece * window[: len(piece)]
    return out[hop : hop + frames]


def _closed(sound: Audio, plan: Score, wrap: int) -> None:
    """The end, in place: a loop leads over into its beginning, all else dies away with the picture."""
    if plan.loop:
        ramp = np.sin(np.linspace(0, np.pi / 2, wrap, dtype=np.float32))[:, None]
        sound[:wrap] = sound[:wrap] * ramp + sound[plan.frames : plan.frames + wrap] * ramp[::-1]
        return
    bar = 60 / plan.bpm * plan.meter
    tail = round(min(max(plan.fade_out, 1.5 * bar), plan.duration / 3) * RATE)
    falling = np.sin(np.linspace(np.pi / 2, 0, tail, dtype=np.float32))[:, None] ** 1.5
    sound[plan.frames - tail : plan.frames] *= falling
    first = min(480, plan.frames)
    sound[:first] *= np.linspace(0, 1, first, dtype=np.float32)[:, None]


def _level(stems: dict[str, Audio]) -> None:
    """All stems by one gain, in place."""
    total = np.sum(list(stems.values()), axis=0)
    level = loudness(total)
    if not np.isfinite(level):
        return
    gain = min(10 ** ((LEVEL - level) / 20), PEAK / 10 ** (true_peak(total) / 20))
    for sound in stems.values():
        sound *= np.float32(gain)
