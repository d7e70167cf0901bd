"""The sampled instruments: decoded when first played, kept in memory, turned into held notes of any key.

`soundfont.zip` (tools/make_soundfont.py) holds regions in plain units and one Ogg stream per sample.
"""

from __future__ import annotations

import io
import json
import threading
import zipfile
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile

from .filters import shape
from .score import RATE

Audio = npt.NDArray[np.float32]
LAYERS = (44, 74, 104)
"""Velocities at which timbre is sampled; loudness follows the exact velocity."""

REFERENCE = -20.0
"""K-weighted level in dB that every pitched preset is brought to, before a part's own level."""

TRIM = {"distorted guitar": 9.0, "xylophone": 2.0, "jazz guitar": 1.5}
"""dB on top, where the measured level misleads (dense chords, short strokes)."""


@lru_cache(maxsize=1)
def _archive() -> tuple[zipfile.ZipFile, dict[str, Any], threading.Lock]:
    data = io.BytesIO(files("nemo_nb.engine").joinpath("data", "soundfont.zip").read_bytes())
    archive = zipfile.ZipFile(data)
    return archive, json.loads(archive.read("index.json")), threading.Lock()


def presets() -> tuple[str, ...]:
    """Names of all sampled instruments and kits."""
    return tuple(_archive()[1]["presets"])


@lru_cache(maxsize=160)
def _sample(number: int) -> tuple[Audio, float]:
    archive, index, lock = _archive()
    with lock:
        stream = archive.read(f"{number}.ogg")
    audio, _ = soundfile.read(io.BytesIO(stream), dtype="float32")
    return np.ascontiguousarray(audio), float(index["rates"][str(number)])


@lru_cache(maxsize=2048)
def _region(preset: str, key: int, velocity: int) -> dict[str, Any]:
    regions: list[dict[str, Any]] = _archive()[1]["presets"][preset]

    def distance(region: dict[str, Any]) -> tuple[int, int]:
        (low, high), (soft, loud) = region["keys"], region["velocities"]
        return max(low - key, key - high, 0), max(soft - velocity, velocity - loud, 0)

    return min(regions, key=distance)


def release(preset: str, key: int) -> float:
    """Seconds in which the preset's released note falls by 60 dB."""
    return float(np.clip(_region(preset, key, 74)["envelope"][5] * 0.6, 0.03, 3.0))


def timbre(preset: str, key: int, layer: int) -> int:
    """The lowest layer that sounds like ``layer`` at this key: many instruments were sampled at one strength."""  # noqa: E501
    wanted = _region(preset, key, LAYERS[layer])
    return next(i for i in range(layer + 1) if _region(preset, key, LAYERS[i]) is wanted)


def held(
    preset: str, key: int, layer: int, frames: int, low_cut: float = 0.0, high_cut: float = 0.0
) -> Audio:
    """Render ``frames`` of a note that is never released, mono, at its natural level, between the edges (Hz).

    Unlooped samples end where they end: the result may be shorter than asked.
    """
    region = _region(preset, key, LAYERS[layer])
    sample, rate = _sample(region["sample"])
    step = 2.0 ** ((key - region["root"]) * region["scale"] / 12) * rate / RATE
    loop = region["loop"]
    if loop and 0 <= loop[0] < loop[1] - 8 and loop[1] <= len(sample):
        need = int(frames * step) + 8
        if need > loop[1]:
            turns = -(-(need - loop[1]) // (loop[1] - loop[0]))
            sample = np.concatenate([sample[: loop[1]], np.tile(sample[loop[0] : loop[1]], turns)])
    else:
        frames = min(frames, int((len(sample) - 4) / step))
    audio = _resampled(sample, step, frames)
    audio *= _envelope(region["envelope"], len(audio))
    dull = region["cutoff"] if region["cutoff"] < 15_000 else 0.0
    if dull or low_cut or high_cut:
        audio = shape(audio, low_cut=low_cut, high_cut=high_cut, dull=dull)
    level = _archive()[1]["levels"].get(preset)
    gain = -region["attenuation"] + (REFERENCE - level if level is not None else -6.0) + TRIM.get(preset, 0.0)
    return np.asarray(audio * np.float32(10 ** (gain / 20)), np.float32)


CHUNK = 16_384
"""Frames that are interpolated at once: all that is needed stays in the cache."""


def _resampled(sample: Audio, step: float, frames: int) -> Audio:
    """Read ``sample`` at ``step`` samples per frame with cubic Hermite interpolation."""
    if frames <= 0:
        return np.zeros(0, np.float32)
    padded = np.concatenate([sample[:1], sample, np.zeros(4, np.float32)])
    shifted = [padded[k:] for k in range(4)]
    out = np.empty(frames, np.float32)
    places = np.arange(min(CHUNK, frames)) * step
    for at in range(0, frames, CHUNK):
        target = out[at : at + CHUNK]
        where = places[: len(target)] + at * step
        whole = where.astype(np.intp)
        where -= whole
        part = where.astype(np.float32)
        a, b, c, d = (s.take(whole) for s in shifted)
        slope = c - a  # all three are twice the cubic's coefficients
        cube = (b - c) * np.float32(3)
        cube += d
        cube -= a
        a += c
        b2 = b * np.float32(2)
        a -= b2
        a -= cube  # 2a - 5b + 4c - d
        np.multiply(cube, part, out=target)
        target += a
        target *= part
        target += slope
        target *= part
        target *= np.float32(0.5)
        target += b
    return out


def _envelope(stages: list[float], frames: int) -> Audio:
    """Attack, hold and decay (linear in dB, 100 dB per decay time, down to the sustain level)."""
    delay, attack, hold, decay, sustain, _ = stages
    t = np.arange(frames, dtype=np.float32) / RATE - np.float32(delay)
    fall = np.clip((t - (attack + hold)) * (100.0 / max(decay, 0.001)), 0, sustain)
    gain = np.exp(fall * np.float32(-0.1151293))
    rise = max(attack, 0.002)
    return np.asarray(gain * np.clip(t / rise, 0, 1), np.float32)
