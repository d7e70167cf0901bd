"""How well songs are heard, and what a video for one costs.

    python benchmarks/song.py [--quick]

Prints, for music of our own composer whose beats are known (seeds that nothing was fitted to) and for plain
drum patterns: the F-measure of beats at 70 ms and 50 ms, of downbeats at 70 ms, of section borders at 1.5 s;
the CPU-seconds of listening to three minutes; and for each style the seconds and CPU-seconds from a 30 s song
to an MP4 of 1080p30, with the F-measure of the pulses seen in it once
decoded; and how the cuts seen in decoded montages lie on the beats. `--quick` takes every fourth
genre and style.
"""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile
from imageio_ffmpeg import get_ffmpeg_exe

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.cancel import Cancel
from nemo_nb.engine.music import GENRES, RATE, Picture, Score, compose, perform
from nemo_nb.engine.picture import read_facts
from nemo_nb.engine.picture.montage import Material, assemble
from nemo_nb.engine.picture.visuals import STYLES
from nemo_nb.engine.render import render
from nemo_nb.engine.song import Song, analyse

SEEDS = (71, 72)
FFMPEG = [get_ffmpeg_exe(), "-v", "error", "-nostdin", "-y"]


def f_measure(found: list[float], true: list[float], within: float) -> float:
    """Return the F-measure of events, each matched with at most one other."""
    hits = i = j = 0
    while i < len(found) and j < len(true):
        apart = found[i] - true[j]
        hits, i, j = (
            (hits + 1, i + 1, j + 1) if abs(apart) <= within else (hits, i + (apart < 0), j + (apart >= 0))
        )
    return 2 * hits / max(len(found) + len(true), 1)


def pattern(
    bpm: float,
    meter: int,
    hits: dict[str, tuple[float, ...]],
    rng: np.random.Generator,
    *,
    swing: float = 0.5,
    silence: float = 0.3,
    drift: float = 0.0,
    seconds: float = 30.0,
) -> tuple[np.ndarray, list[float]]:
    """Return drums and bass, and their beats; ``hits`` are places in a bar for k(ick), s(nare), h(at)."""
    count = int(seconds * bpm / 60)
    beats = silence + np.concatenate(([0.0], np.cumsum(60 / (bpm * np.linspace(1, 1 + drift, count)))))
    sound = np.zeros(int((beats[-1] + 1) * RATE), np.float32)
    t = np.arange(RATE // 4) / RATE
    noise = rng.normal(size=t.size)
    drums = {
        "k": np.sin(2 * np.pi * (50 * t + 2 * (1 - np.exp(-t * 30)))) * np.exp(-t * 14),
        "s": (0.5 * noise + 0.4 * np.sin(2 * np.pi * 190 * t)) * np.exp(-t * 22),
        "h": 0.25 * np.diff(noise, prepend=0) * np.exp(-t * 60),
    }
    for index, (start, end) in enumerate(itertools.pairwise(beats)):
        for drum, places in hits.items():
            for place in places:
                if int(place) == index % meter:
                    share = swing if place % 1 == 0.5 else place % 1
                    at = int((start + share * (end - start)) * RATE)
                    sound[at : at + t.size] += (drums[drum] * rng.uniform(0.8, 1)).astype(np.float32)
        if index % meter == 0:
            length = int((end - start) * meter * 0.9 * RATE)
            tone = np.sin(2 * np.pi * rng.choice([55, 65, 73, 82]) * np.arange(length) / RATE)
            at = int(start * RATE)
            part = sound[at : at + length]
            part += (0.25 * tone[: part.size]).astype(np.float32)
    return 0.8 * sound / np.abs(sound).max(), beats[:-1].tolist()


EIGHTHS = (0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5)
ROCK = {"k": (0, 2), "s": (1, 3), "h": EIGHTHS}
PATTERNS = {
    **{f"backbeat {bpm}": (bpm, 4, ROCK, {}) for bpm in (70, 95, 120, 150)},
    "four on the floor 128": (128, 4, {"k": (0, 1, 2, 3), "s": (1, 3), "h": (0.5, 1.5, 2.5, 3.5)}, {}),
    "shuffle 100": (100, 4, ROCK, {"swing": 0.66}),
    "swing 140": (140, 4, {"k": (0, 2), "h": (0, 1, 1.5, 2, 3, 3.5)}, {"swing": 0.66}),
    "half time 80": (80, 4, {"k": (0,), "s": (2,), "h": EIGHTHS}, {}),
    "waltz 105": (105, 3, {"k": (0,), "s": (1, 2), "h": (0, 1, 2)}, {}),
    "waltz 160": (160, 3, {"k": (0,), "h": (1, 2)}, {}),
    "100 to 125 BPM": (100, 4, ROCK, {"drift": 0.25}),
    "8 s of silence": (118, 4, ROCK, {"silence": 8.0}),
}


def beats_of(score: Score) -> list[float]:
    return [score.tempo.at(beat) for beat in range(score.bars * score.meter + 1)]


def listen(sound: np.ndarray, folder: Path) -> Song:
    path = folder / "song.wav"
    soundfile.write(path, sound, RATE)
    return analyse(path, Cancel())


def hearing(folder: Path, quick: bool) -> None:
    print(f"{'genre':16s} beats F70   F50  downbeats  sections   (two songs each)")
    rows = []
    for genre in list(GENRES)[:: 4 if quick else 1]:
        marks = []
        for seed in SEEDS:
            score = compose(Brief(genre, seed=seed), Picture(45.0, (11.0, 27.5) if seed % 2 else ()))
            song, true = listen(perform(score), folder), beats_of(score)
            borders = [start for _, start, _ in score.sections[1:]]
            marks.append((
                f_measure(list(song.beats), true, 0.07), f_measure(list(song.beats), true, 0.05),
                f_measure(list(song.downbeats), true[:: score.meter], 0.07),
                f_measure([section[1] for section in song.sections[1:]], borders, 1.5),
            ))  # fmt: skip
        rows.append(np.mean(marks, axis=0))
        print(f"{genre:16s} {rows[-1][0]:9.2f} {rows[-1][1]:5.2f} {rows[-1][2]:10.2f} {rows[-1][3]:9.2f}")
    mean = np.mean(rows, axis=0)
    print(f"{'mean of genres':16s} {mean[0]:9.3f} {mean[1]:5.3f} {mean[2]:10.2f} {mean[3]:9.2f}")
    rng = np.random.default_rng(9)
    scores = []
    for name, (bpm, meter, hits, more) in PATTERNS.items():
        sound, true = pattern(bpm, meter, hits, rng, **more)
        song = listen(sound, folder)
        scores.append(f_measure(list(song.beats), true, 0.07))
        print(f"  {name:22s} F70 {scores[-1]:.2f}  heard as {song.bpm:.1f} BPM")
    print(f"mean of patterns {statistics.mean(scores):.3f}")


def cost(folder: Path) -> None:
    score = compose(Brief("pop", seed=5), Picture(180.0))
    wav, mp3 = folder / "long.wav", folder / "long.mp3"
    soundfile.write(wav, perform(score), RATE)
    subprocess.run([*FFMPEG, "-i", str(wav), "-b:a", "192k", str(mp3)], check=True)
    analyse(mp3, Cancel())
    before, start = os.times(), time.perf_counter()
    analyse(mp3, Cancel())
    after = os.times()
    spent = sum(after[:4]) - sum(before[:4])
    print(f"listening to 3:00 of MP3: {spent:.2f} CPU-s, {time.perf_counter() - start:.2f} s wall")


def pulses(video: Path, fps: float) -> list[float]:
    """Return when the decoded video becomes lighter."""
    grey = ["-vf", "scale=160:90:flags=area,format=gray", "-f", "rawvideo", "-"]
    raw = subprocess.run([*FFMPEG, "-i", str(video), *grey], capture_output=True, check=True).stdout
    light = np.frombuffer(raw, np.uint8).reshape(-1, 90 * 160).mean(axis=1)
    rise = np.diff(light, prepend=light[0])
    rise = np.maximum(rise - np.median(rise), 0)
    found = []
    for index, value in enumerate(rise):
        around = rise[max(index - 45, 0) : index + 46]
        usual = np.median(np.sort(around)[-6:])  # the strongest of three seconds
        if value > max(0.3 * usual, 0.3) and value >= rise[max(index - 3, 0) : index + 4].max():
            found.append(index / fps)
    return found


def videos(folder: Path, quick: bool) -> None:
    score = compose(Brief("pop", seed=7), Picture(30.0))
    path = folder / "clip.wav"
    soundfile.write(path, perform(score), RATE)
    song, true = analyse(path, Cancel()), beats_of(score)
    print("style          seconds  per second of song   CPU-s   pulses: F50 heard beats  F70 true beats")
    for style in list(STYLES)[:: 4 if quick else 1]:
        visual = {
            "style": style,
            "seed": 3,
            "song": "song",
            "text": ["Night Drive", "Nemo"],
            "events": song.to_json(),
        }
        picture = {"d": 30_000, "m": {"kind": "visual", "start": 0, "in": 0, "visual": visual}}
        sound = {
            "d": 30_000,
            "m": {"media": "song", "kind": "audio", "start": 0, "in": 0, "volume": 1.0, "role": "song"},
        }
        draft = {
            "d": 30_000,
            "m": {"width": 1920, "height": 1080, "fps": 30.0},
            "t": [{"tt": 0, "sg": [picture]}, {"tt": 1, "m": {"role": "song"}, "sg": [sound]}],
        }
        out = folder / style
        out.mkdir()
        before, start = os.times(), time.perf_counter()
        made = render(
            draft, lambda media: (path, None) if media == "song" else None, out, Cancel(), lambda _: None
        )
        wall, after = time.perf_counter() - start, os.times()
        spent = sum(after[:4]) - sum(before[:4])
        seen = [time for time in pulses(made.path, 30) if 0.05 < time < 29.9]
        heard, known = ([t for t in times if 0.05 < t < 29.9] for times in (song.beats, true))
        print(
            f"{style:14s} {wall:7.1f} {wall / 30:15.2f} {spent:14.1f} {f_measure(seen, heard, 0.05):18.2f} "
            f"{f_measure(seen, known, 0.07):18.2f}",
            flush=True,
        )


def montage(folder: Path) -> None:
    """Print how the cuts seen in decoded montages of plain colours lie on the beats.

    Not every beat has a cut, so the beats nearest to the cuts that were planned are what is to be met.
    """
    paths = {}
    for number, colour in enumerate(("red", "lime", "blue", "yellow", "cyan", "magenta", "white", "gray")):
        paths[colour] = folder / f"{colour}.mp4"
        made = ["-f", "lavfi", "-i", f"color={colour}:s=320x180:r=30", "-t", str(6 + number % 3)]
        subprocess.run([*FFMPEG, *made, "-pix_fmt", "yuv420p", str(paths[colour])], check=True)
    materials = [Material(name, path, read_facts(path, Cancel())[0]) for name, path in paths.items()]
    print("montage           cuts  planned: F50 of those seen  F50 detected  F70 true beats")
    for genre in ("pop", "lofi", "house", "jazz"):
        score = compose(Brief(genre, seed=33), Picture(30.0))
        song, true = listen(perform(score), folder), beats_of(score)
        segments = assemble(materials, song, 30.0, seed=1, canvas=(320, 180))
        draft = {
            "d": 30_000,
            "m": {"width": 320, "height": 180, "fps": 30.0},
            "t": [{"tt": 0, "sg": segments}],
        }
        out = folder / f"montage {genre}"
        out.mkdir()
        made_path = render(draft, lambda media: (paths[media], None), out, Cancel(), lambda _: None).path
        tiny = ["-vf", "scale=16:9:flags=area,format=rgb24", "-f", "rawvideo", "-"]
        raw = subprocess.run([*FFMPEG, "-i", str(made_path), *tiny], capture_output=True, check=True).stdout
        colours = np.frombuffer(raw, np.uint8).reshape(-1, 16 * 9, 3).mean(axis=1)
        seen = ((np.flatnonzero(np.abs(np.diff(colours, axis=0)).max(axis=1) > 20) + 1) / 30).tolist()
        cuts = [
            b["m"]["start"] / 1000
            for a, b in itertools.pairwise(segments)
            if a["m"]["media"] != b["m"]["media"]
        ]
        heard, known = (
            sorted({min(beats, key=lambda beat, cut=cut: abs(beat - cut)) for cut in cuts})
            for beats in (song.beats, true)
        )
        marks = f_measure(seen, cuts, 0.05), f_measure(seen, heard, 0.05), f_measure(seen, known, 0.07)
        print(f"{genre:14s} {len(cuts):7d} {marks[0]:27.2f} {marks[1]:13.2f} {marks[2]:15.2f}")


def main() -> None:
    quick = "--quick" in sys.argv
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cost(folder)
        montage(folder)
        videos(folder, quick)
        hearing(folder, quick)


if __name__ == "__main__":
    main()
