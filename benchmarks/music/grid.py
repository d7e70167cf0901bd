# ruff: noqa: E501  (tables: one row per line)
"""Every genre, several seeds, 30 s each: tempo, key, loudness, holes, energy, difference, and telling genres apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.signal import resample_poly
from scipy.stats import spearmanr

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.cancel import Cancel
from nemo_nb.engine.music import Picture, compose
from nemo_nb.engine.music.genres import STYLES
from nemo_nb.engine.music.theory import MODES, NAMES
from nemo_nb.engine.picture.sound import find_speech

from . import ear
from .check import Check, worst
from .playing import heard

CUTS = (3.1, 7.35, 11.2, 15.8, 19.4, 24.45)
SECONDS = 30
_T = np.arange(SECONDS) / SECONDS
SHAPES = (
    _T,
    np.sin(np.pi * _T),
    0.5 - 0.5 * np.cos(4 * np.pi * _T),
    np.clip(1.2 - 1.6 * np.abs(_T - 0.7), 0, 1),
)
"""What the picture does over the 30 s, by seed: rises, an arch, two waves, a late peak."""


@dataclass(frozen=True)
class Piece:
    """The measures of one piece."""

    genre: str
    seed: int
    tempo_error: float
    inside: float
    loudness: float
    peak: float
    silence: float
    follows: float
    chroma: ear.Audio
    features: ear.Audio
    tilt: float
    false: float
    """Share of the piece that the engine's detector takes for speech."""

    @property
    def name(self) -> str:
        """How it is called in the table."""
        return f"{self.genre} {self.seed}"


def asked(genre: str, seed: int) -> tuple[Brief, Picture, np.ndarray]:
    """The brief with a tempo in numbers, the picture, and the energy it asks for, one value per second."""
    low, high = STYLES[genre].tempo
    bpm = float(round(low + (high - low) * (0.1, 0.4, 0.7, 0.95)[seed % 4]))
    energy = SHAPES[seed % 4]
    light = tuple(np.round(0.3 + 0.3 * energy, 3).tolist())
    picture = Picture(float(SECONDS), CUTS, tuple(np.round(energy, 3).tolist()), (), light)
    return Brief(genre, seed=seed, bpm=bpm), picture, energy


def play(task: tuple[str, int]) -> Piece:
    """Render one piece and measure it."""
    genre, seed = task
    brief, picture, energy = asked(genre, seed)
    sound = heard(brief, picture)
    audio = sound.audio
    tonic, mode = compose(brief, picture).key.split(maxsplit=1)  # what the person is told
    chroma = ear.chroma(audio)
    bar = STYLES[genre].meter * 60 / float(brief.bpm or 0)
    loud = ear.bar_levels(audio, bar)[:-1]  # the last one fades
    middles = (np.arange(len(loud)) + 0.5) * bar
    wanted = np.interp(middles, np.arange(SECONDS) + 0.5, energy)
    return Piece(
        genre,
        seed,
        tempo_error=abs(ear.tempo(audio, float(brief.bpm or 0)) / float(brief.bpm or 0) - 1),
        inside=float(chroma[[(NAMES.index(tonic) + step) % 12 for step in MODES[mode]]].sum()),
        loudness=sound.loudness,
        peak=sound.peak,
        silence=ear.longest_silence(audio),
        follows=float(spearmanr(loud, wanted).statistic),
        chroma=chroma / np.linalg.norm(chroma),
        features=ear.features(audio),
        tilt=ear.tilt(audio),
        false=sum(b - a for a, b in find_speech(_small(audio), Cancel())) / SECONDS,
    )


def _small(audio: ear.Audio) -> ear.Audio:
    return resample_poly(audio.mean(axis=1), 1, 3).astype(np.float32)


def judge(pieces: list[Piece]) -> list[Check]:
    """The grid's promises."""
    genres = list(dict.fromkeys(p.genre for p in pieces))
    of = {genre: [p for p in pieces if p.genre == genre] for genre in genres}
    alike = {
        f"{g} {a.seed}/{b.seed}": float(a.chroma @ b.chroma)
        for g in genres
        for a, b in combinations(of[g], 2)
    }
    return [
        worst("tempo off the asked one", {p.name: p.tempo_error for p in pieces}, 0.01),
        Check("chroma in the key, mean", float(np.mean([p.inside for p in pieces])), 0.75, most=False),
        worst("chroma in the key, least", {p.name: p.inside for p in pieces}, 0.65, most=False),
        worst("LUFS from -14", {p.name: abs(p.loudness + 14) for p in pieces}, 0.5),
        worst("true peak of the file, dBTP", {p.name: p.peak for p in pieces}, -1.0),
        worst("silence inside, s", {p.name: p.silence for p in pieces}, 0.5),
        worst(
            "bars follow the asked energy",
            {g: float(np.mean([p.follows for p in of[g]])) for g in genres},
            0.6,
            most=False,
        ),
        worst(
            "music taken for speech, by genre",
            {g: float(np.mean([p.false for p in of[g]])) for g in genres},
            0.02,
        ),
        worst("chroma of two seeds alike", alike or {"": 0.0}, 0.85),
    ]


def table(pieces: list[Piece]) -> Iterable[str]:
    """A row per genre."""
    yield "genre         tempo   key>= mean   LUFS          dBTP   hole   energy (least)  alike  dB/oct  speech"
    for genre in dict.fromkeys(p.genre for p in pieces):
        of = [p for p in pieces if p.genre == genre]
        alike = max((float(a.chroma @ b.chroma) for a, b in combinations(of, 2)), default=0.0)
        inside, loud = [p.inside for p in of], [p.loudness for p in of]
        follows = [p.follows for p in of]
        yield (
            f"{genre:12s} {100 * max(p.tempo_error for p in of):5.2f}%   {min(inside):.2f}  {np.mean(inside):.2f}  "
            f"{min(loud):6.2f} {max(loud):6.2f}  {max(p.peak for p in of):5.2f}  {max(p.silence for p in of):5.2f}  "
            f"{np.mean(follows):.2f} ({min(follows):5.2f})   {alike:.2f}   {np.mean([p.tilt for p in of]):5.1f}   {100 * max(p.false for p in of):4.1f}%"
        )


def told_apart(pieces: list[Piece]) -> tuple[Check, list[str]]:
    """A nearest-centroid classifier, each seed named by the centroids of the other seeds only."""
    names = np.array([p.genre for p in pieces])
    seeds = np.array([p.seed for p in pieces])
    rows = np.array([p.features for p in pieces])
    wrong: Counter[str] = Counter()
    for seed in sorted(set(seeds.tolist())):
        known = seeds != seed
        middle = rows[known].mean(axis=0)
        centres = {name: rows[known & (names == name)].mean(axis=0) for name in sorted(set(names.tolist()))}
        # Each feature in units of its spread inside the known genres.
        inner = np.array([rows[i] - centres[names[i]] for i in np.flatnonzero(known)])
        scale = 1 / (inner.std(axis=0) + 0.3 * (rows[known] - middle).std(axis=0) + 1e-9)
        for i in np.flatnonzero(~known):
            # No single feature may decide: beyond three spreads, further is not more different.
            far = {name: np.clip((centre - rows[i]) * scale, -3, 3) for name, centre in centres.items()}
            guess = min(far, key=lambda name: float((far[name] ** 2).sum()))
            if guess != names[i]:
                wrong[f"{names[i]} {seed} -> {guess}"] += 1
    right = 1 - sum(wrong.values()) / len(pieces)
    return Check("genres named rightly by nearest centroid", right, 0.9, most=False), list(wrong)
