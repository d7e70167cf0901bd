# ruff: noqa: E501  (a table and a page: one row per line)
"""Every genre, four seeds, 30 s each, measured on the mastered sound beside what is promised.

    python benchmarks/music_quality.py [genre ...]

Columns: largest chroma similarity of two seeds; least and mean share of energy in the key; least loudness and highest
true peak; rank correlation of bar loudness with the wanted energy (mean of seeds); tempo error at an asked tempo; median
distance of the cuts to the nearest beginning. Last: how many pieces a nearest-centroid classifier on plain audio features
names rightly when the piece itself is left out.
"""

from __future__ import annotations

import sys
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.music import GENRES, RATE, Picture, compose, loudness, master, mix, perform, true_peak
from nemo_nb.engine.music.theory import MODES, NAMES

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "engine" / "music"))
import conftest as ear

CUTS = (3.1, 7.35, 11.2, 15.8, 19.4, 24.45)
SEEDS = (1, 2, 3, 4)


def features(audio: np.ndarray) -> np.ndarray:
    """Band levels, their movement, onset rate, brightness, dynamics and width: nothing that only we would know."""
    frames = np.lib.stride_tricks.sliding_window_view(audio.mean(axis=1), 4096)[::4096]
    spectrum = np.abs(np.fft.rfft(frames * np.hanning(4096)))
    edges = np.geomspace(4, 1700, 17).astype(int)
    bands = np.array([20 * np.log10(spectrum[:, a:b].mean(axis=1) + 1e-5) for a, b in pairwise(edges)])
    curve = ear.onset_curve(audio)
    quick = ear.levels(audio, 0.05)
    side = audio[:, 0] - audio[:, 1]
    return np.concatenate(
        [
            bands.mean(axis=1) - bands.mean(),
            bands.std(axis=1),
            [
                len(ear.onsets(audio)) / 30 * 2,
                20 * curve.mean() / (curve.std() + 1e-6),
                np.log2(ear.brightness(audio)) * 4,
            ],
            [quick.std(), 10 * np.log10((side**2).mean() / (audio**2).mean() + 1e-6)],
        ]
    )


def main() -> None:
    rows, labels = [], []
    print("genre         alike  key>= mean  LUFS          dBTP   energy  tempo   cuts")
    for genre in sys.argv[1:] or GENRES:
        chromas, inside, levels, peaks, follow, tempos, distances = [], [], [], [], [], [], []
        for seed in SEEDS:
            score = compose(Brief(genre, seed=seed), Picture(30.0, CUTS))
            audio = master(mix(perform(score), None))
            tonic, mode = score.key.split(maxsplit=1)
            chroma = ear.chroma(audio)
            inside.append(chroma[[(NAMES.index(tonic) + step) % 12 for step in MODES[mode]]].sum())
            chromas.append(chroma / np.linalg.norm(chroma))
            levels.append(loudness(audio))
            peaks.append(true_peak(audio))
            bars = [int(score.tempo.at(bar * score.meter) * RATE) for bar in range(score.bars + 1)]
            loud = [float((audio[a:b] ** 2).mean()) for a, b in pairwise(bars)]
            follow.append(spearmanr(loud, score.energy).statistic)
            found = ear.onsets(audio)
            distances += [float(np.abs(found - cut).min()) for cut in CUTS]
            asked = round(score.bpm)
            strict = perform(compose(Brief(genre, seed=seed, bpm=asked), Picture(30.0, CUTS)))
            tempos.append(abs(ear.tempo(strict, asked) / asked - 1))
            rows.append(features(audio))
            labels.append(genre)
        alike = max(float(a @ b) for a, b in combinations(chromas, 2))
        print(
            f"{genre:12s}  {alike:.2f}   {min(inside):.2f}  {np.mean(inside):.2f}  {min(levels):.2f} {max(levels):.2f}  "
            f"{max(peaks):.2f}  {np.mean(follow):.2f}    {100 * max(tempos):.2f}%  {1000 * np.median(distances):.0f} ms",
            flush=True,
        )
    table, names = np.array(rows), np.array(labels)
    table = (table - table.mean(axis=0)) / (table.std(axis=0) + 1e-9)
    right = 0
    for i in range(len(table)):
        kept = np.arange(len(table)) != i
        centres = {name: table[kept & (names == name)].mean(axis=0) for name in sorted(set(labels))}
        right += min(centres, key=lambda name: float(((centres[name] - table[i]) ** 2).sum())) == labels[i]
    print(f"nearest centroid, leave one out: {right} of {len(table)} ({right / len(table):.2f})")


if __name__ == "__main__":
    main()
