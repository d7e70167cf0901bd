"""The process: one line on stdout, a secret on every request, and no life without its owner."""

import os
import signal
import subprocess
import sys
import time

import httpx
import psutil
import pytest


def test_refuses_whoever_does_not_hold_the_secret(engine):
    for headers in ({}, {"X-Engine-Secret": ""}, {"X-Engine-Secret": "x" * 43}, {"X-Engine-Secret": "é"}):
        encoded = {name: value.encode() for name, value in headers.items()}
        answer = engine.bare.post("/api/auth/anonymous-token", headers={"X-Client-Id": "me", **encoded})
        assert answer.status_code == 401


def test_refuses_a_foreign_host_name(engine):
    headers = {"Host": "rebound.example:80"}
    assert engine.http.get("/api/credits/balance/simple", headers=headers).status_code == 403


def test_listens_on_the_loopback_only(engine):
    listening = [c for c in psutil.Process(engine.process.pid).net_connections() if c.status == "LISTEN"]
    assert [c.laddr.ip for c in listening] == ["127.0.0.1"]


def test_data_is_for_the_owner_only(engine):
    assert engine.home.stat().st_mode & 0o077 == 0


def test_ends_when_stdin_ends(start):
    engine = start()
    engine.process.stdin.close()
    assert engine.process.wait(3) == 0


def test_an_interrupt_does_not_end_it(start):
    engine = start()
    engine.process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    assert engine.http.get("/api/credits/balance/simple").status_code == 200
    engine.process.send_signal(signal.SIGTERM)
    assert engine.process.wait(3) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_ends_when_its_parent_is_killed(tmp_path):
    # The grandparent holds the pipe's other end open, so only the new parent can tell the engine.
    parent = (
        "import subprocess, sys, time\n"
        "p = subprocess.Popen([sys.executable, '-m', 'nemo_nb.engine'], stdin=0, stdout=subprocess.PIPE)\n"
        "p.stdout.readline(); print(p.pid, flush=True); time.sleep(60)\n"
    )
    environment = {**os.environ, "NEMO_ENGINE_HOME": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    engine = psutil.Process(int(process.stdout.readline()))
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs([engine], timeout=5)
    assert not alive or engine.status() == psutil.STATUS_ZOMBIE


def test_an_expired_or_foreign_token_is_1001_and_a_foreign_project_1002(engine):
    answer = engine.http.get("/api/credits/balance/simple", headers={"Authorization": "Bearer nmv_usr_wrong"})
    assert answer.json()["code"] == 1001
    mine = engine.project()
    other = engine.http.post("/api/auth/anonymous-token", headers={"X-Client-Id": "somebody"}).json()["data"]
    headers = {"Authorization": f"Bearer {other['token']}"}
    answer = engine.http.get(f"/api/state/nemo_agent/me/{mine}/latest", headers=headers)
    assert answer.json()["code"] == 1002


def test_no_client_id_is_400(engine):
    answer = engine.http.post("/api/auth/anonymous-token")
    assert (answer.status_code, answer.json()["code"]) == (400, 400)


def test_the_same_client_is_the_same_user_for_seven_days(engine):
    first, second = (
        engine.http.post("/api/auth/anonymous-token", headers={"X-Client-Id": "one"}).json()["data"]
        for _ in range(2)
    )
    assert first["user_id"] == second["user_id"]
    assert first["token"] != second["token"]
    headers = {"Authorization": f"Bearer {first['token']}"}
    balance = engine.http.get("/api/credits/balance/simple", headers=headers).json()["data"]
    assert balance == {"available": 100, "frozen": 0, "total": 100}


def test_nothing_secret_is_printed(start, bunny, capfd):
    engine = start()
    project = engine.project()
    engine.upload(project, bunny)
    engine.chat(project, "undo")
    token = engine.http.headers["Authorization"].removeprefix("Bearer ")
    engine.process.stdin.close()
    rest = engine.process.stdout.read().decode() + "".join(capfd.readouterr())
    assert token not in rest
    assert engine.hello["secret"] not in rest
    with pytest.raises(httpx.ConnectError):
        engine.bare.get("/")
