"""The local engine as the client sees it: started on first use, noticed when dead, never left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from nemo_nb import AsyncNemoClient, EngineError, NemoClient
from nemo_nb.client import _engine

if TYPE_CHECKING:
    from collections.abc import Iterator

FAKE = Path(__file__).with_name("fault_server.py")


@pytest.fixture(autouse=True)
def own_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    _engine.ENGINE.stop()
    monkeypatch.setenv("NEMO_ENGINE_HOME", str(tmp_path / "engine"))
    yield
    _engine.ENGINE.stop()


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Any:
    """The fault server in the engine's place, for chats that can be made to end in any way."""
    command = [sys.executable, str(FAKE), "--secret", "s3cret", "--keep", str(tmp_path / "kept.json")]
    monkeypatch.setattr(_engine, "command", lambda: command)

    def add(frames: list[Any], **more: Any) -> None:
        import urllib.request

        running = _engine.ENGINE.running()
        fault = [{"on": "chat", "do": "script", "frames": frames, **more}]
        urllib.request.urlopen(running.url + "/_fault", data=json.dumps(fault).encode()).close()

    return add


TEXT = {"type": "text", "content": "On it"}


def test_nothing_starts_before_the_first_call() -> None:
    client = NemoClient()
    assert client.service.local
    assert client.service.describe() == "Local engine, nothing leaves this computer."
    assert _engine.ENGINE.current() is None


def test_an_engine_that_dies_in_mid_chat_is_a_clear_error_at_once(fake: Any) -> None:
    with NemoClient() as client:
        project = client.project()
        project.chat("first")
        fake([TEXT], end="die")
        started = time.monotonic()
        with pytest.raises(EngineError, match=r"stopped before the edit was done") as caught:
            project.chat("second")
        assert "run the message again" in caught.value.hint
        assert time.monotonic() - started < 5
        assert project.chat("third").outcome == "answered"  # started again, the project still there
        assert [s.text for t in project.timeline().tracks for s in t.segments] == ["first", "third"]


def test_an_edit_that_was_done_before_the_engine_died_is_recovered(fake: Any) -> None:
    with NemoClient() as client:
        project = client.project()
        fake([TEXT], apply=True, end="die")
        reply = project.chat("first")
        assert (reply.outcome, len(reply.changes)) == ("recovered", 1)


async def test_the_same_from_a_coroutine(fake: Any) -> None:
    async with AsyncNemoClient() as client:
        project = await client.project()
        fake([TEXT], end="die")
        with pytest.raises(EngineError, match=r"stopped before the edit was done"):
            await project.chat("first")
        fake([TEXT], apply=True, end="die")
        assert (await project.chat("second")).outcome == "recovered"
        assert (await project.chat("third")).outcome == "answered"


def test_an_engine_that_cannot_start_says_where_to_look(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(_engine, "command", lambda: [sys.executable, "-c", "raise SystemExit('no ffmpeg')"])
    with pytest.raises(EngineError, match=r"no ffmpeg .*engine\.log"):
        NemoClient().credits()
    assert (tmp_path / "engine" / "engine.log").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "engine").stat().st_mode & 0o777 == 0o700


def test_all_clients_share_one_engine_which_is_told_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    with NemoClient() as first, NemoClient() as second:
        first.credits()
        monkeypatch.setenv("NEMO_TOKEN", "nmv_usr_secret")
        second.credits()
        running = _engine.ENGINE.running()
        first.project()
        assert _engine.ENGINE.running() is running
        child = psutil.Process(running.process.pid)
        assert not any(running.secret.reveal() in word for word in child.cmdline())
        assert "NEMO_TOKEN" not in child.environ()


def test_an_engine_killed_between_calls_is_replaced_and_keeps_its_projects() -> None:
    with NemoClient() as client:
        project = client.project()
        _engine.ENGINE.running().process.kill()
        assert project.timeline().is_empty
        project.chat("hello")


SOMEWHERE = """
import sys
sys.path = [folder for folder in sys.path if folder]
from nemo_nb import NemoClient
print(NemoClient().credits().total)
"""


def test_an_engine_starts_wherever_its_kernel_is(tmp_path: Path) -> None:
    """Amid files with the names of modules, behind a proxy, under a chatty sitecustomize, in ``~``."""
    here, site, home = (tmp_path / name for name in ("here", "site", "home"))
    for folder in (here, site, home):
        folder.mkdir()
    (here / "random.py").write_text("raise SystemExit('the wrong random')")
    (site / "sitecustomize.py").write_text("print('welcome')")
    root = Path(_engine.__file__).parents[2]
    environment = {
        **os.environ,
        "PYTHONPATH": f"{root}{os.pathsep}{site}",
        "HOME": str(home),
        "NEMO_ENGINE_HOME": "~/engine",
        "http_proxy": "http://127.0.0.1:9",
        "all_proxy": "http://127.0.0.1:9",
    }
    done = subprocess.run(
        [sys.executable, "-P", "-c", SOMEWHERE], cwd=here, env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.split()) == (0, ["welcome", "100.0"]), done.stderr
    assert (home / "engine" / "engine.db").exists()
    assert [path.name for path in here.iterdir()] == ["random.py"]


def test_a_home_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NEMO_ENGINE_HOME", str(tmp_path / "file"))
    with pytest.raises(EngineError, match="cannot use") as caught:
        NemoClient().credits()
    assert "NEMO_ENGINE_HOME" in caught.value.hint


def test_an_interrupt_while_the_engine_starts_leaves_none(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    monkeypatch.setattr(_engine, "command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    threading.Timer(0.4, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        NemoClient().credits()
    assert not [child for child in psutil.Process().children() if "time.sleep(60)" in child.cmdline()]


def test_what_the_engine_leaves_on_disk_holds_no_secret(tmp_path: Path) -> None:
    with NemoClient() as client:
        client.project().chat("hello")
        secrets = [client._core.account.token.reveal(), _engine.ENGINE.running().secret.reveal()]
    files = [path for path in (tmp_path / "engine").rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert not any(secret.encode() in path.read_bytes() for secret in secrets), path
        assert path.stat().st_mode & 0o077 == 0, path


SCRIPT = """
import sys, time
from nemo_nb import NemoClient
from nemo_nb.client._engine import ENGINE
NemoClient().credits()
print(ENGINE.running().process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_no_engine_survives_its_kernel(how: int) -> None:
    root = str(Path(_engine.__file__).parents[2])
    kernel = subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": root}
    )
    assert kernel.stdout
    engine = psutil.Process(int(kernel.stdout.readline()))
    kernel.send_signal(how)
    kernel.wait()
    kernel.stdout.close()
    psutil.wait_procs([engine], timeout=5)
    assert not engine.is_running()
