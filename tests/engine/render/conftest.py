"""Clips that say which picture they are, renders without an engine process, and ffmpeg to look at both."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import imageio_ffmpeg
import numpy as np
import pytest

from nemo_nb.engine.cancel import Cancel
from nemo_nb.engine.picture import Facts, read_facts
from nemo_nb.engine.render import Made, Output, render

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
BITS = 10
WIDTH, HEIGHT = 160, 120
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
CODEC = ("-c:v", "libx264", "-preset", "veryfast", "-sc_threshold", "0", "-pix_fmt", "yuv420p")


def ffmpeg(*arguments: object) -> bytes:
    command = [FFMPEG, "-v", "error", "-nostdin", "-y", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def coded(
    path: Path, count: int = 150, fps: str = "30", codec: tuple[str, ...] = ("-g", "30", "-bf", "2")
) -> Path:
    """A clip whose picture k shows k as bars, black and white, and beeps at each full second."""
    rows = np.arange(count)[:, None] >> np.arange(BITS) & 1
    bars = np.repeat(np.where(rows, 235, 16).astype(np.uint8), WIDTH // BITS, axis=1)
    pictures = np.repeat(bars[:, None, :], HEIGHT, axis=1)
    raw = path.with_suffix(".raw")
    raw.write_bytes(pictures.tobytes())
    size = f"{WIDTH}x{HEIGHT}"
    video = ("-f", "rawvideo", "-pix_fmt", "gray", "-video_size", size, "-framerate", fps, "-i", raw)
    length = count * (1001 / 30000 if fps == "30000/1001" else 1 / int(fps))
    beep = f"aevalsrc='0.5*lt(mod(t,1),0.02)*sin(2*PI*1000*t)':s=48000:d={length}"
    ffmpeg(*video, "-f", "lavfi", "-i", beep, *CODEC, *codec, path)
    raw.unlink()
    return path


def numbers(path: Path) -> tuple[list[int], list[float]]:
    """Which coded pictures a file shows, and when (s)."""
    graph = (
        f"scale={WIDTH}:{HEIGHT}:flags=area,format=gray,crop={WIDTH}:4:0:{HEIGHT // 2},showinfo=checksum=0"
    )
    command = [FFMPEG, "-nostdin", "-i", str(path), "-map", "0:v:0", "-vf", graph]
    done = subprocess.run([*command, "-fps_mode", "passthrough", "-f", "rawvideo", "-"], capture_output=True)
    said = done.stderr.decode()
    assert "rror" not in said, said
    times = [float(time) for time in re.findall(r"pts_time:(-?[\d.]+)", said)]
    rows = (
        np.frombuffer(done.stdout, np.uint8).reshape(-1, 4, BITS, WIDTH // BITS)[..., 4:-4].mean(axis=(1, 3))
    )
    return [int(((row > 125) << np.arange(BITS)).sum()) for row in rows], times


def hashes(path: Path) -> list[str]:
    """A checksum of each decoded picture."""
    told = ffmpeg("-i", path, "-map", "0:v:0", "-fps_mode", "passthrough", "-f", "framemd5", "-").decode()
    return [line.rpartition(",")[2].strip() for line in told.splitlines() if line[:1] != "#"]


def picture(path: Path, at: float, width: int = 32, height: int = 18) -> np.ndarray:
    """The picture at a time (s), reduced, as RGB."""
    graph = f"scale={width}:{height}:flags=area,format=rgb24"
    raw = ffmpeg("-ss", at, "-i", path, "-frames:v", 1, "-vf", graph, "-f", "rawvideo", "-")
    return np.frombuffer(raw, np.uint8).reshape(height, width, 3).astype(int)


def sound(path: Path) -> np.ndarray:
    """The decoded sound, mono at 48 kHz, as it lies beside the pictures."""
    steady = "aresample=48000:async=1:first_pts=0"
    raw = ffmpeg("-ss", 0, "-i", path, "-map", "0:a:0", "-af", steady, "-ac", 1, "-f", "f32le", "-")
    return np.frombuffer(raw, "<f4")


class Studio:
    """Draft in, file out, in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[str, Facts] = {}

    def facts(self, path: Path) -> Facts:
        if str(path) not in self.known:
            self.known[str(path)] = read_facts(path)[0]
        return self.known[str(path)]

    def segment(self, path: Path, start: int = 0, d: int | None = None, **meta: Any) -> dict[str, Any]:
        facts = self.facts(path)
        length = round(facts.duration * 1000) if d is None else d
        base = {"media": str(path), "title": path.name, "kind": facts.kind, "start": start, "in": 0}
        return {"id": "s", "d": length, "m": {**base, **meta}}

    def draft(
        self, *video: Any, texts: Any = (), overlays: Any = (), songs: Any = (), **meta: Any
    ) -> dict[str, Any]:
        tracks: list[dict[str, Any]] = [{"tt": 0, "sg": list(video)}]
        tracks.append({"tt": 0, "m": {"role": "overlay"}, "sg": list(overlays)})
        tracks.append({"tt": 1, "m": {"role": "song"}, "sg": list(songs)})
        tracks.append({"tt": 7, "sg": list(texts)})
        return {"d": 0, "m": meta, "t": [track for track in tracks if track["sg"]]}

    def make(self, draft: dict[str, Any], cancel: Cancel | None = None, **output: str) -> Made:
        folder = self.folder / f"made{len(list(self.folder.iterdir()))}"
        folder.mkdir()
        self.progress: list[float] = []
        asked = Output.read(output)

        def find(digest: str) -> tuple[Path, Facts] | None:
            return (Path(digest), self.facts(Path(digest))) if Path(digest).exists() else None

        return render(draft, find, folder, cancel or Cancel(), self.progress.append, asked)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


@pytest.fixture(scope="session")
def see() -> SimpleNamespace:
    return SimpleNamespace(
        ffmpeg=ffmpeg,
        coded=coded,
        numbers=numbers,
        hashes=hashes,
        picture=picture,
        sound=sound,
        program=FFMPEG,
        H264=H264,
    )


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five seconds at 30 pictures per second, a keyframe each second."""
    return coded(tmp_path_factory.mktemp("coded") / "clip.mp4")


def title(text: str, start: int, d: int, **meta: Any) -> dict[str, Any]:
    return {"id": "t", "d": d, "m": {"text": text, "start": start, "position": "top", "size": 0.15, **meta}}
