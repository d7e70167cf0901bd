"""From a brief to what somebody hears: composed, performed, mastered, through the AAC encoder and back."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import soundfile
from imageio_ffmpeg import get_ffmpeg_exe

import nemo_nb.engine.music as composer
from nemo_nb.engine.brief import Brief
from nemo_nb.engine.music import RATE, Picture, compose, master, mix, perform

from .ear import Audio

CACHE = os.environ.get("NEMO_QUALITY_CACHE")
"""A folder for rendered pieces, for whoever works on the measures; the composer's source is in the key."""


@dataclass(frozen=True)
class Heard:
    """A decoded piece; loudness (LUFS), range (LU) and true peak (dBTP) are ffmpeg's measures of the file."""

    audio: Audio
    loudness: float
    range: float
    peak: float


def heard(brief: Brief, picture: Picture) -> Heard:
    """Play a piece as an export would: mastered again with a lower ceiling where the encoder overshoots."""
    kept = Path(CACHE) / f"{_key(brief, picture)}.npz" if CACHE else None
    if kept and kept.exists():
        data = np.load(kept)
        return Heard(data["audio"], *data["levels"].tolist())
    out = encoded(mix(perform(compose(brief, picture)), None))
    if kept:
        np.savez(kept, audio=out.audio, levels=[out.loudness, out.range, out.peak])
    return out


def encoded(mixed: Audio) -> Heard:
    """Master ``mixed``, send it through the encoder and measure what comes out."""
    ceiling = -2.3
    with tempfile.TemporaryDirectory() as folder:
        wav, made, back = (Path(folder) / name for name in ("a.wav", "a.m4a", "b.wav"))
        for _ in range(4):
            soundfile.write(wav, master(mixed, ceiling=ceiling), RATE, subtype="FLOAT")
            run(
                "-i", str(wav), "-c:a", "aac", "-b:a", "192k", "-aac_coder", "fast", "-aac_is", "0", str(made)
            )
            loudness, spread, peak = measured(made)
            if peak <= -1:
                break
            ceiling -= peak + 1.1
        run("-i", str(made), "-c:a", "pcm_f32le", str(back))
        audio, _ = soundfile.read(back, dtype="float32")
    return Heard(audio[: len(mixed)], loudness, spread, peak)


def measured(path: Path) -> tuple[float, float, float]:
    """ffmpeg's own integrated loudness, loudness range and true peak of a sound file."""
    said = run("-v", "info", "-i", str(path), "-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-")
    last = said[said.rindex("Summary:") :]
    found = [re.search(rf"{name}:\s+(-?[\d.]+|-inf)", last) for name in ("I", "LRA", "Peak")]
    loudness, spread, peak = (float(hit[1]) if hit else float("nan") for hit in found)
    return loudness, spread, peak


def run(*arguments: str) -> str:
    """Run ffmpeg and return what it says."""
    quiet = [] if "-v" in arguments else ["-v", "error"]
    command = [get_ffmpeg_exe(), "-hide_banner", "-nostdin", "-y", *quiet, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stderr


@lru_cache
def _source() -> str:
    folder = Path(composer.__file__).parent
    texts = [path.read_bytes() for path in sorted(folder.rglob("*.py"))]
    return hashlib.sha256(b"".join(texts)).hexdigest()


def _key(brief: Brief, picture: Picture) -> str:
    return hashlib.sha256(f"{_source()}{brief}{picture}".encode()).hexdigest()[:24]
