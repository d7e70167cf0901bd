"""Small real clips, a home of nobody's, and the fault-injecting service of the client's tests."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pytest

from nemo_nb import NemoClient

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
ROOT = Path(__file__).parents[2]


def _client_tests() -> Any:
    path = ROOT / "tests" / "client" / "conftest.py"
    spec = importlib.util.spec_from_file_location("nemo_client_tests", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


CLIENT_TESTS = _client_tests()
server_process = CLIENT_TESTS.server_process
faults = CLIENT_TESTS.faults
quick = CLIENT_TESTS.quick
MP4 = CLIENT_TESTS.MP4


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("home")
    for name in ("NEMO_TOKEN", "NEMO_CLIENT_ID", "NEMO_API_URL", "NEMO_WEB_URL", "SKILL_SOURCE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "XDG_DATA_HOME", "NEMO_ENGINE_HOME"):
        monkeypatch.setenv(name, str(folder / name.lower()))
    (folder / "home").mkdir()
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return folder


def make_clip(path: Path, number: int, seconds: float = 1.0) -> Path:
    """Write a clip whose content no other number has."""
    picture = f"testsrc2=s=160x90:r=25:d={seconds},hue=h={number * 7 % 360}"
    sound = f"sine=f={300 + 10 * number}:d={seconds}"
    inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]
    codecs = [
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        "-threads",
        "1",
    ]
    command = [FFMPEG, "-v", "error", "-nostdin", "-y", *inputs, *codecs, "-shortest", str(path)]
    subprocess.run(command, check=True)
    return path


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("clips")
    return [make_clip(folder / f"clip{number}.mp4", number) for number in range(4)]


@pytest.fixture
def local() -> Iterator[NemoClient]:
    with NemoClient(service="local") as client:
        yield client


@pytest.fixture
def cloud(faults: Any) -> Iterator[NemoClient]:
    """The client of a service, its rules without their waits."""
    with NemoClient(base_url=faults.url, recovery_waits=(0.02,) * 5) as client:
        yield quick(client)


@pytest.fixture
def uploads(tmp_path: Path) -> Callable[[int], list[Path]]:
    """Make files that a service takes which does not look inside."""

    def make(count: int) -> list[Path]:
        paths = [tmp_path / f"up{number}.mp4" for number in range(count)]
        for number, path in enumerate(paths):
            path.write_bytes(MP4 + bytes([number]))
        return paths

    return make
