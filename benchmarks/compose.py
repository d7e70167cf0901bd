# ruff: noqa: E501  (tables: one row per line)
"""CPU-seconds for 60 s of music, beside what ffmpeg takes to decode and encode sound of that length in the same run.

    python benchmarks/compose.py [seconds]

Prints per genre: composing and performing, mixing and mastering, both relative to ffmpeg; then the cold start of
a fresh process, the peak memory, and both for a loop of 3 minutes and a bed of 15, performed in blocks. Ends with
an error if a minute of any genre takes more than 2 CPU-s or any process more than 600 MB.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import soundfile
from imageio_ffmpeg import get_ffmpeg_exe

from nemo_nb.engine.brief import Brief
from nemo_nb.engine.music import GENRES, RATE, Picture, compose, loudness, master, mix, perform, true_peak

COLD = """
import time; start = time.process_time()
from nemo_nb.engine.brief import Brief
from nemo_nb.engine.music import *
score = compose(Brief("lofi"), Picture(60.0)); perform(score)
print(time.process_time() - start)
"""


LONG = """
import resource, sys, time
from nemo_nb.engine.brief import Brief
from nemo_nb.engine.music import *
genre, seconds, loop = sys.argv[1], float(sys.argv[2]), sys.argv[3] == "loop"
score = compose(Brief(genre, seed=1, loop=loop), Picture(seconds))
assert sum(len(block) for block in perform_blocks(score)) == score.frames
print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
CPU, MEMORY = 2.0, 600.0
"""What a minute of music may cost, in seconds and in MB."""


def long_piece(genre: str, seconds: float, kind: str) -> float:
    """Perform a long piece in blocks in a process of its own, print what it took and return its peak in MB."""
    command = [sys.executable, "-c", LONG, genre, str(seconds), kind]
    cpu, memory = map(
        float, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    )
    print(f"{seconds / 60:.0f}-minute {kind} ({genre}): {cpu:.1f} CPU-s, peak {memory:.0f} MB")
    return memory


def reference(audio_path: Path) -> float:
    """CPU-seconds of ffmpeg reading the WAV, encoding AAC and decoding it again: the median of three."""
    taken = []
    for _ in range(3):
        before = os.times()
        made = audio_path.with_suffix(".m4a")
        quiet = [get_ffmpeg_exe(), "-v", "error", "-y"]
        subprocess.run([*quiet, "-i", str(audio_path), "-c:a", "aac", "-b:a", "192k", str(made)], check=True)
        subprocess.run([*quiet, "-i", str(made), "-f", "null", "-"], check=True)
        after = os.times()
        taken.append(
            after.children_user + after.children_system - before.children_user - before.children_system
        )
    return statistics.median(taken)


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    picture = Picture(seconds, tuple(i * 7.3 for i in range(1, int(seconds / 7.3))))
    perform(compose(Brief("pop"), Picture(5.0)))  # imports and the bank's index
    rows = []
    for genre in GENRES:
        brief = Brief(genre, seed=1)
        perform(compose(brief, picture))  # decodes this genre's samples
        start = time.process_time()
        music = perform(compose(brief, picture))
        middle = time.process_time()
        done = master(mix(music, None))
        rows.append((genre, middle - start, time.process_time() - middle, loudness(done), true_peak(done)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "music.wav"
        soundfile.write(path, done, RATE)
        unit = reference(path)
    print(f"{seconds:.0f} s; ffmpeg encoding and decoding it: {unit:.2f} CPU-s")
    for genre, made, mastered, level, peak in rows:
        print(
            f"{genre:12s} compose+perform {made:5.2f} s ({made / unit:4.1f}x)  mix+master {mastered:5.2f} s "
            f"({mastered / unit:4.1f}x)  {level:.2f} LUFS  {peak:.2f} dBTP"
        )
    typical, worst = statistics.median(r[1] + r[2] for r in rows), max(r[1] + r[2] for r in rows)
    print(
        f"median {typical:.2f} s ({typical / unit:.1f}x ffmpeg), slowest {worst:.2f} s ({worst / unit:.1f}x)"
    )
    cold = subprocess.run(
        [sys.executable, "-c", COLD], capture_output=True, text=True, check=True
    ).stdout.strip()
    print(f"fresh process, imports and decoding included: {float(cold):.2f} CPU-s")
    peaks = [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]
    print(f"peak memory of all this {peaks[0]:.0f} MB")
    peaks += [long_piece("lofi", 180.0, "loop"), long_piece("documentary", 900.0, "bed")]
    kept = worst * 60 / seconds <= CPU and max(peaks) <= MEMORY
    print("limits kept" if kept else f"MISSED: {CPU:g} CPU-s a minute, {MEMORY:.0f} MB")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
