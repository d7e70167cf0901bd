"""What the music promises, measured on sound that went through the master and the AAC encoder.

    python benchmarks/music_quality.py [--only grid,moods] [--genres lofi,pop] [--seeds 1,2]

Prints a table per part (grid, moods, cuts, edges, speech) and ends with an error if any limit is missed.
NEMO_QUALITY_CACHE names a folder in which rendered pieces are kept between runs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from music import cuts, edges, grid, moods, speech
from music.check import Check

from nemo_nb.engine.music import GENRES


def _show(lines: Iterable[str]) -> None:
    print("\n".join(lines), flush=True)
    print()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="grid,moods,cuts,edges,speech")
    parser.add_argument("--genres", default=",".join(GENRES))
    parser.add_argument("--seeds", default="1,2,3,4")
    parser.add_argument("--jobs", type=int, default=2)
    wanted = parser.parse_args()
    genres, seeds = wanted.genres.split(","), [int(s) for s in wanted.seeds.split(",")]
    checks: list[Check] = []
    with ProcessPoolExecutor(wanted.jobs) as pool:
        if "grid" in wanted.only:
            start = time.monotonic()
            pieces = list(pool.map(grid.play, [(g, s) for g in genres for s in seeds]))
            print("\n".join(grid.table(pieces)))
            checks += grid.judge(pieces)
            if len(seeds) > 1:
                check, wrong = grid.told_apart(pieces)
                checks.append(check)
                print("confused:", ", ".join(wrong) or "none")
            print(f"{len(pieces)} pieces in {time.monotonic() - start:.0f} s\n", flush=True)
        if "moods" in wanted.only:
            heard = list(pool.map(moods.play, moods.tasks(seeds)))
            _show(moods.table(heard))
            checks += moods.judge(heard)
        if "cuts" in wanted.only:
            rows = list(pool.map(cuts.play, cuts.tasks(genres)))
            _show(cuts.table(rows))
            checks += cuts.judge(rows)
        if "edges" in wanted.only:
            ends = list(pool.map(edges.end, [(g, s) for g in genres for s in edges.LENGTHS]))
            seams = list(pool.map(edges.join, genres))
            _show(edges.table(ends, seams))
            checks += edges.judge(ends, seams)
        if "speech" in wanted.only:
            spoken = list(pool.map(speech.play, genres))
            _show(speech.table(spoken))
            checks += speech.judge(spoken)
    print("\n".join(map(str, checks)))
    missed = sum(not check.kept for check in checks)
    print(f"{len(checks) - missed} of {len(checks)} promises kept")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
