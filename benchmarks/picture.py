"""Titles on a 60 s 1080p clip, against ffmpeg and moviepy doing the same.

    python benchmarks/picture.py [--runs 3] [--seconds 60] [--no-moviepy]

"whole": a title over all of the clip, so every picture is made anew; ffmpeg draws it with drawtext, at the
same encoder settings. "six": a title over six seconds; the peer is ffmpeg encoding all of the clip anew,
which is what it takes without cutting at keyframes by hand. "cuts": as long a film of two cuts per second,
from all over the clip. Runs are interleaved; CPU seconds are of all processes, and tell more than the clock
on a busy machine.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from job import FFMPEG, SECONDS, ffmpeg, make_clip

from nemo_nb.engine.cancel import Cancel
from nemo_nb.engine.picture import Facts, read_facts
from nemo_nb.engine.render import render

X264 = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "19", "-pix_fmt", "yuv420p", "-profile:v", "high")
WORDS = "Urban Dreams"
SIZE = 0.09


def ours(clip: Path, facts: Facts, start: int, lasts: int) -> None:
    meta = {"media": "clip", "title": "clip", "kind": "video", "start": 0, "in": 0}
    words = {"text": WORDS, "start": start, "position": "center", "size": SIZE}
    draft = {
        "m": {"width": 1920, "height": 1080},
        "t": [
            {"tt": 0, "sg": [{"d": round(facts.duration * 1000), "m": meta}]},
            {"tt": 7, "sg": [{"d": lasts, "m": words}]},
        ],
    }
    with tempfile.TemporaryDirectory(dir=clip.parent) as folder:
        made = render(draft, lambda _: (clip, facts), Path(folder), Cancel(), lambda _: None)
        made.path.replace(clip.parent / "ours.mp4")
    print(f"    {made.picture}", end="", flush=True)


def cut_often(clip: Path, facts: Facts) -> None:
    """Put the clip together anew from two stretches per second of it, in an order without order."""
    order, count = random.Random(1), round(facts.duration * 2)
    places = [order.randrange(round(facts.duration * 1000) - 500) for _ in range(count)]
    cuts = [
        {"d": 500, "m": {"media": "clip", "kind": "video", "start": 500 * number, "in": place}}
        for number, place in enumerate(places)
    ]
    draft = {"m": {"width": 1920, "height": 1080}, "t": [{"tt": 0, "sg": cuts}]}
    with tempfile.TemporaryDirectory(dir=clip.parent) as folder:
        render(draft, lambda _: (clip, facts), Path(folder), Cancel(), lambda _: None)


def with_ffmpeg(clip: Path, font: Path) -> None:
    place = "x=(w-text_w)/2:y=(h-text_h)/2:shadowcolor=black@0.6:shadowx=3:shadowy=3:borderw=2"
    title = f"drawtext=fontfile={font}:text={WORDS}:fontsize={round(SIZE * 1080)}:fontcolor=white:{place}"
    ffmpeg(
        "-i", clip, "-vf", title, *X264, "-c:a", "copy", "-movflags", "+faststart", clip.parent / "peer.mp4"
    )


def encoded_anew(clip: Path) -> None:
    ffmpeg("-i", clip, *X264, "-c:a", "copy", "-movflags", "+faststart", clip.parent / "peer.mp4")


def with_moviepy(clip: Path, font: Path) -> None:
    from moviepy import CompositeVideoClip, TextClip, VideoFileClip

    with VideoFileClip(str(clip)) as video:
        title = TextClip(font=str(font), text=WORDS, font_size=round(SIZE * 1080), color="white")
        both = CompositeVideoClip([video, title.with_duration(video.duration).with_position("center")])
        both.write_videofile(
            str(clip.parent / "moviepy.mp4"),
            preset="veryfast",
            ffmpeg_params=["-crf", "19"],
            threads=os.cpu_count(),
            logger=None,
            audio_codec="aac",
            temp_audiofile_path=str(clip.parent),  # else it lies in the current folder
        )


def measured(work: Callable[[], None]) -> tuple[float, float]:
    """Return the seconds that work took, by the clock and of all processors."""
    began, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    spent = sum(getattr(after, name) - getattr(before, name) for name in ("user", "system"))
    spent += after.children_user - before.children_user + after.children_system - before.children_system
    return time.perf_counter() - began, spent


def seam(clip: Path) -> str:
    """Say whether the pictures away from the title are still the clip's own."""

    def hashes(path: Path) -> list[str]:
        command = [FFMPEG, "-v", "error", "-i", str(path), "-map", "0:v:0", "-f", "framemd5", "-"]
        told = subprocess.run(command, check=True, capture_output=True).stdout.decode()
        return [line.rpartition(",")[2] for line in told.splitlines() if line[:1] != "#"]

    before, after = hashes(clip), hashes(clip.parent / "ours.mp4")
    same = sum(one == other for one, other in zip(before, after, strict=True))
    return f"{same} of {len(before)} pictures are the source's own, none is missing"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="of the clip; at least 20")
    parser.add_argument("--no-moviepy", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        clip = folder / "short.mp4"
        ffmpeg("-i", make_clip(folder), "-t", str(asked.seconds), "-c", "copy", clip)
        font = folder / "title.otf"
        font.write_bytes(files("nemo_nb.engine").joinpath("data/title-font.otf").read_bytes())
        facts = read_facts(clip)[0]
        size = clip.stat().st_size / 1e6
        print(f"clip: {asked.seconds} s, 1080p30, {size:.1f} MB; {os.cpu_count()} cores")
        jobs: dict[str, Callable[[], None]] = {
            "whole: nemo_nb": lambda: ours(clip, facts, 0, round(facts.duration * 1000)),
            "whole: ffmpeg": lambda: with_ffmpeg(clip, font),
            "six: nemo_nb": lambda: ours(clip, facts, asked.seconds * 333, 6000),
            "six: ffmpeg anew": lambda: encoded_anew(clip),
            "cuts: nemo_nb": lambda: cut_often(clip, facts),
        }
        times: dict[str, list[tuple[float, float]]] = {}
        for _ in range(asked.runs):
            for name, job in jobs.items():
                times.setdefault(name, []).append(measured(job))
        told = seam(clip) if ours(clip, facts, asked.seconds * 333, 6000) is None else ""
        if not asked.no_moviepy:
            times["whole: moviepy"] = [measured(lambda: with_moviepy(clip, font))]
        print(f"\n\n{'job':<20}{'min s':>8}{'median s':>10}{'CPU s':>8}")
        middle = {name: statistics.median(clock for clock, _ in each) for name, each in times.items()}
        spent = {name: statistics.median(cpu for _, cpu in each) for name, each in times.items()}
        for name, each in times.items():
            print(f"{name:<20}{min(each)[0]:>8.2f}{middle[name]:>10.2f}{spent[name]:>8.2f}")
        print()
        for label, one, other, aim in (
            ("whole title / ffmpeg", "whole: nemo_nb", "whole: ffmpeg", "at most 1.15"),
            ("six seconds / all anew", "six: nemo_nb", "six: ffmpeg anew", "at most 0.35"),
            ("many cuts / all anew", "cuts: nemo_nb", "six: ffmpeg anew", "no aim"),
            ("moviepy / whole title", "whole: moviepy", "whole: nemo_nb", "at least 3"),
        ):
            if one in middle:
                ratios = (
                    f"{middle[one] / middle[other]:.2f} by the clock, {spent[one] / spent[other]:.2f} of CPU"
                )
                print(f"{label:<24}{ratios}  ({aim})")
        print(told)


if __name__ == "__main__":
    main()
