"""CPU-seconds for 60 s of music, beside what ffmpeg takes to decode and encode sound of that length in the same run.

    python benchmarks/compose.py [seconds]

Prints per genre: composing and performing, mixing and mastering, both relative to ffmpeg; then the cold start of a
fresh process and the peak memory.
"""  # noqa: E501

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


def main() -> None:
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
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
