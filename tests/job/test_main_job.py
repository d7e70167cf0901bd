"""The main job, end to end: a real clip, the real engine, the exported video decoded and measured."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from nemo_nb import AsyncNemoClient, NemoClient

from .conftest import FFMPEG, ffmpeg, length, levels, loudness, video_packets

FRAME = 1 / 25


def check_video(path: Path, source: Path) -> None:
    assert video_packets(path) == video_packets(source)
    assert length(path, "v") == pytest.approx(length(source, "v"), abs=FRAME)
    assert length(path, "a") == pytest.approx(length(source, "v"), abs=FRAME)
    integrated, peak = loudness(path)
    assert integrated == pytest.approx(-14, abs=1)
    assert peak <= -1


def test_sync_client_scores_a_clip(bunny: Path, tmp_path: Path) -> None:
    with NemoClient() as client:
        project = client.project()
        media = project.upload(bunny)
        reply = project.chat("add calm lo-fi")
        video = project.export(tmp_path / "out.mp4")
        table = project.timeline().df
    assert media[0].filename == "bigbuckbunny.mp4"
    assert reply.outcome == "answered"
    assert any("lo-fi" in str(change).lower() for change in reply.changes)
    assert list(table["kind"]) == ["video", "audio"]
    assert table["end"].max() == pytest.approx(length(bunny, "v"), abs=FRAME)
    check_video(video.path, bunny)


def test_async_client_scores_a_clip_beside_other_tasks(bunny: Path, tmp_path: Path) -> None:
    async def job() -> tuple[Path, int]:
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                await asyncio.sleep(0.01)
                ticks += 1

        ticking = asyncio.create_task(tick())
        async with AsyncNemoClient() as client:
            project = await client.project()
            await project.upload(bunny)
            async with project.stream("add calm lo-fi") as events:
                kinds = [type(event).__name__ async for event in events]
            assert "TextDelta" in kinds
            video = await project.export(tmp_path / "out.mp4")
        ticking.cancel()
        return video.path, ticks

    path, ticks = asyncio.run(job())
    check_video(path, bunny)
    assert ticks > 20


def test_sync_client_inside_a_running_loop(bunny: Path, tmp_path: Path) -> None:
    async def job() -> Path:
        with NemoClient() as client:
            project = client.project()
            project.upload(bunny)
            project.chat("add upbeat pop")
            return project.export(tmp_path / "out.mp4").path

    check_video(asyncio.run(job()), bunny)


def test_plain_script(bunny: Path, tmp_path: Path) -> None:
    script = tmp_path / "score.py"
    script.write_text(
        "import sys\n"
        "from nemo_nb import NemoClient\n"
        "with NemoClient() as client:\n"
        "    project = client.project()\n"
        "    project.upload(sys.argv[1])\n"
        "    print(project.chat('add soft cinematic piano').text)\n"
        "    print(project.export(sys.argv[2]).path)\n"
    )
    out = tmp_path / "out.mp4"
    done = subprocess.run(
        [sys.executable, script, bunny, out], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "piano" in done.stdout.lower()
    check_video(out, bunny)


def test_music_is_heard_throughout_a_longer_silent_clip(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    scenes = ";".join(f"color=c={c}:s=320x180:r=25:d=7[{c}]" for c in ("red", "green", "blue", "white"))
    graph = f"{scenes};[red][green][blue][white]concat=n=4[v]"
    ffmpeg("-filter_complex", graph, "-map", "[v]", "-c:v", "libx264", "-pix_fmt", "yuv420p", clip)
    with NemoClient() as client:
        project = client.project()
        project.upload(clip)
        project.chat("soft, cinematic piano")
        video = project.export(tmp_path / "out.mp4")
    check_video(video.path, clip)
    assert min(levels(video.path, 5.0)) > -40


def test_same_request_and_same_clip_give_the_same_music(
    bunny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sounds = []
    for run in range(2):
        # A data directory of its own: nothing can be remembered from the first run.
        monkeypatch.setenv("NEMO_ENGINE_HOME", str(tmp_path / f"engine{run}"))
        script = (
            "import sys; from nemo_nb import NemoClient\n"
            "with NemoClient() as c:\n"
            "    p = c.project(); p.upload(sys.argv[1]); p.chat('add calm lo-fi'); p.export(sys.argv[2])\n"
        )
        out = tmp_path / f"out{run}.mp4"
        subprocess.run([sys.executable, "-c", script, str(bunny), str(out)], check=True, timeout=120)
        pcm = [FFMPEG, "-v", "error", "-i", str(out), "-map", "0:a", "-f", "s16le", "-"]
        sounds.append(subprocess.run(pcm, capture_output=True, check=True).stdout)
    assert sounds[0] == sounds[1]
