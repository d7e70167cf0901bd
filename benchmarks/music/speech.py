# ruff: noqa: E501  (a table: one row per line)
"""Does music yield to speech and to nothing else? Does the detector take music for speech?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import medfilt, resample_poly

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.cancel import Cancel
from nemo_nb.engine.music import RATE, Picture, compose, mix, perform
from nemo_nb.engine.picture.sound import find_speech

from . import ear
from .check import Check, worst
from .playing import encoded

SECONDS = 30.0
SAID = Path(__file__).parents[2] / "tests" / "engine" / "data" / "speech.flac"
AT = (3.0, 13.0, 14.2 + 4.0, 25.0)
"""When the sentence is spoken."""


@dataclass(frozen=True)
class Spoken:
    """``under`` and ``elsewhere``: dB by which the music is down in the middle of speech and far from it;
    ``slope``: the fastest change, dB in 50 ms; ``moves``: how far the gain wanders without speech, dB;
    ``false``: share of the music alone that is taken for speech."""

    genre: str
    under: float
    elsewhere: float
    slope: float
    moves: float
    false: float
    found: float


def play(genre: str) -> Spoken:
    """Put speech over a piece as a clip would have it, and measure what happens to the music."""
    voice = _voice()
    spans = find_speech(resample_poly(voice[:, 0], 1, 3).astype(np.float32), Cancel())
    music = perform(compose(Brief(genre, seed=2), Picture(SECONDS, (), None, spans)))
    free = perform(compose(Brief(genre, seed=2), Picture(SECONDS)))
    ducked = encoded(mix(music, voice, speech=spans, duck_db=12.0)).audio
    steady = encoded(mix(free, voice * 0 + _room(len(voice)), speech=())).audio
    gain = _followed(ducked, music, voice)
    at = (np.arange(len(gain)) + 0.5) * 0.05
    inside = np.zeros(len(at), bool)
    outside = np.ones(len(at), bool)
    for start, end in spans:
        inside |= (at > start + 0.1) & (at < end - 0.1)
        outside &= (at < start - 0.3) | (at > end + 0.8)
    heard, heard_alone = (_audible(x, len(gain)) for x in (music, free))
    inside, outside = inside & heard, outside & heard
    level = np.median(gain[outside])
    alone = _followed(steady, free, None)[heard_alone]
    false = find_speech(resample_poly(free.mean(axis=1), 1, 3).astype(np.float32), Cancel())
    return Spoken(
        genre,
        under=float(level - np.median(gain[inside])),
        elsewhere=float(np.percentile(np.abs(gain[outside] - level), 95)),
        slope=float(np.abs(np.diff(gain))[heard[1:] & heard[:-1]].max()),
        moves=float(np.percentile(np.abs(alone - np.median(alone)), 99)),
        false=sum(b - a for a, b in false) / SECONDS,
        found=sum(b - a for a, b in spans),
    )


def _voice() -> ear.Audio:
    said, rate = soundfile.read(SAID, dtype="float32")
    said = resample_poly(said if said.ndim == 1 else said.mean(axis=1), RATE, rate)
    out = np.zeros((int(SECONDS * RATE), 2), np.float32)
    for start in AT:
        part = out[int(start * RATE) :]
        part[: len(said)] += said[: len(part), None].astype(np.float32)
    return out + _room(len(out))


def _room(frames: int) -> ear.Audio:
    return np.random.default_rng(3).standard_normal((frames, 2)).astype(np.float32) * np.float32(3e-4)


def _followed(out: ear.Audio, music: ear.Audio, voice: ear.Audio | None) -> ear.Audio:
    """The gain in dB at which ``music`` is in ``out``, every 50 ms: the median of least squares over 20 ms each.

    What a limiter takes from the first milliseconds of a drum is no movement of the music; what it takes from
    the music around it is.
    """
    size, gains = int(0.02 * RATE), []
    for at in range(0, len(out) - size, size // 2):
        known = [music[at : at + size].ravel()] + ([] if voice is None else [voice[at : at + size].ravel()])
        table, heard = np.stack(known, axis=1).astype(float), out[at : at + size].ravel().astype(float)
        found = np.linalg.lstsq(table, heard, rcond=None)[0]
        gains.append(20 * np.log10(max(abs(found[0]), 1e-5)))
    return medfilt(np.array(gains), 21)[::5]


def _audible(music: ear.Audio, count: int) -> ear.Audio:
    """Where there is enough music to tell its gain: not in its last echoes, nor between two drums."""
    near = np.convolve(10 ** (ear.levels(music, 0.05) / 10), np.full(4, 0.25), "same")[:count]
    return near > 0.02 * near.mean()


def judge(rows: list[Spoken]) -> Iterable[Check]:
    """The promises about speech."""
    yield worst("music down under speech, dB, most", {r.genre: r.under for r in rows}, 15.0)
    yield worst("music down under speech, dB, least", {r.genre: r.under for r in rows}, 8.0, most=False)
    yield worst("music moves elsewhere, dB", {r.genre: r.elsewhere for r in rows}, 1.5)
    yield worst("fastest slope, dB in 50 ms", {r.genre: r.slope for r in rows}, 9.0)
    yield worst("music moves without speech, dB", {r.genre: r.moves for r in rows}, 1.5)
    yield worst("music taken for speech, share", {r.genre: r.false for r in rows}, 0.02)


def table(rows: list[Spoken]) -> Iterable[str]:
    """A row per genre."""
    yield "genre         under   elsewhere   slope   moves   false"
    for r in rows:
        yield f"{r.genre:12s} {r.under:6.1f}  {r.elsewhere:8.2f}  {r.slope:8.1f}  {r.moves:6.2f}  {100 * r.false:5.1f}%"
