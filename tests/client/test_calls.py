"""Tokens, retries, redirects and envelopes, on both clients."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from nemo_nb import (
    ApiError,
    AsyncNemoClient,
    AuthenticationError,
    ConnectionLostError,
    MissingClientIdError,
    NemoClient,
    NemoError,
    ProtocolError,
    RateLimitError,
    SessionNotFoundError,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.client.conftest import Faults


def test_the_first_call_signs_in_by_itself(make: Any, faults: Faults, clean_home: Path) -> None:
    client = make()
    assert client.client.user_id is None
    assert client.credits().available == 90
    assert client.client.user_id == "anon_1"
    saved = clean_home / ".config/nemovideo/client_id"
    assert faults.log("token")[0]["headers"]["X-Client-Id"] == saved.read_text().strip()
    assert saved.stat().st_mode & 0o777 == 0o600
    make().credits()
    assert len({entry["headers"]["X-Client-Id"] for entry in faults.log("token")}) == 1


def test_every_request_says_which_skill_it_is_for(
    make: Any, faults: Faults, clip: Path, tmp_path: Path
) -> None:
    project = make(skill="music-to-ai").project()
    project.upload(clip)
    project.chat("go")
    project.link()
    project.export(tmp_path / "out.mp4")
    for entry in faults.log():
        headers = entry["headers"]
        assert headers["X-Skill-Source"] == "music-to-ai", entry["call"]
        assert (headers["X-Skill-Version"], headers["X-Skill-Platform"]) == ("1.0.0", "unknown")
        assert ("Authorization" in headers) == (entry["call"] != "token")


def test_a_connection_that_is_refused_is_tried_again_until_the_server_is_there(
    make: Any, free_port: int, serve: Any
) -> None:
    with serve("--port", str(free_port), after=0.3):
        client = make(base_url=f"http://127.0.0.1:{free_port}", token="nmv_usr_given")
        slow(client)
        assert client.project().chat("go").outcome == "answered"


def slow(client: Any) -> None:
    from dataclasses import replace

    account = client.client._core.account
    account.policy = replace(account.policy, backoff=0.2)


def test_nobody_there_is_a_clear_error(make: Any, free_port: int) -> None:
    with pytest.raises(ConnectionLostError, match="could not be reached"):
        make(base_url=f"http://127.0.0.1:{free_port}").credits()


@pytest.mark.parametrize(
    "fault",
    [
        {"do": "close"},
        {"do": "status", "status": 500, "body": "oops"},
        {"do": "status", "status": 503, "headers": {"Retry-After": "0"}},
        {"do": "status", "status": 408},
        {"do": "status", "status": 429, "body": {"code": 429, "message": "slow down"}},
        {"do": "half"},
        {"do": "status", "status": 200, "body": "<html>maintenance</html>"},
    ],
)
def test_reads_are_repeated(make: Any, faults: Faults, fault: dict[str, Any]) -> None:
    client = make(token="nmv_usr_given")
    faults.add("credits", **fault)
    assert client.credits().total == 100
    assert faults.count("credits") == 2


def test_reads_are_not_repeated_for_ever(make: Any, faults: Faults) -> None:
    faults.add("credits", "status", status=500, body="oops", times=99)
    with pytest.raises(ApiError, match="HTTP 500") as caught:
        make().credits()
    assert caught.value.code == 500
    assert faults.count("credits") == 5


def test_retry_after_is_honoured_once(make: Any, faults: Faults) -> None:
    client = make(token="nmv_usr_given")
    faults.add("credits", "status", status=429, times=2, headers={"Retry-After": "1"}, body={"code": 429})
    started = time.monotonic()
    with pytest.raises(RateLimitError):
        client.credits()
    assert 1.0 <= time.monotonic() - started < 2.0
    assert faults.count("credits") == 2


def test_one_new_token_serves_every_waiting_thread(faults: Faults) -> None:
    client = NemoClient(base_url=faults.url)
    client.credits()
    faults.expire()
    gate = threading.Barrier(8)

    def ask(_: int) -> float:
        gate.wait()
        return client.credits().available

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [90] * 8
    client.close()
    assert faults.count("token") == 2


async def test_one_new_token_serves_every_waiting_task(faults: Faults) -> None:
    import asyncio

    async with AsyncNemoClient(base_url=faults.url) as client:
        await asyncio.gather(*(client.credits() for _ in range(8)))
        assert faults.count("token") == 1
        faults.expire()
        await asyncio.gather(*(client.credits() for _ in range(8)))
    assert faults.count("token") == 2


def test_a_token_that_stays_refused_is_not_asked_for_again(make: Any, faults: Faults) -> None:
    faults.add("credits", "status", status=200, body={"code": 1001, "message": "expired"}, times=9)
    with pytest.raises(AuthenticationError):
        make().credits()
    assert (faults.count("token"), faults.count("credits")) == (2, 2)


def test_a_given_token_is_never_replaced(make: Any, faults: Faults) -> None:
    client = make(token="nmv_usr_given")
    faults.expire()
    with pytest.raises(AuthenticationError, match="the token you gave"):
        client.credits()
    assert faults.count("token") == 0


def test_a_missing_client_id_is_mended_once(make: Any, faults: Faults) -> None:
    faults.add("token", "status", status=400, body={"code": 400, "message": "missing X-Client-Id"})
    client = make()
    client.credits()
    first, second = (entry["headers"]["X-Client-Id"] for entry in faults.log("token"))
    assert first != second
    faults.add("token", "status", status=400, times=2, body={"code": 400, "message": "missing X-Client-Id"})
    with pytest.raises(MissingClientIdError):
        make().credits()


@pytest.mark.parametrize("form", ["code", "success", "bare"])
def test_all_three_envelopes(make: Any, faults: Faults, form: str, clip: Path, tmp_path: Path) -> None:
    faults.options(envelope=form)
    project = make().project()
    assert project.upload(clip)[0].width == 640
    assert project.chat("go").outcome == "answered"
    assert project.export(tmp_path / "out.mp4").size == 1 << 20
    assert project.link() == "https://nemovideo.com/workspace/claim?ct=clm_1"


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (200, {"code": 1002, "msg": "no such session"}, SessionNotFoundError),
        (404, {"detail": "Session not found"}, SessionNotFoundError),
        (200, {"success": False, "error": "no"}, ApiError),
        (403, {"code": 7, "message": "no"}, ApiError),
        (200, "[1, 2]", ProtocolError),
        (200, {"code": 0, "data": "text"}, ProtocolError),
        (200, {"code": 0, "data": {"state": [1]}}, ProtocolError),
        (200, {"code": 0, "data": {"state": {"draft": "x"}}}, ProtocolError),
        (200, {"state": {"video_infos": {"a": 1}}}, ProtocolError),
        (200, "", ProtocolError),
        (200, '{"code": 0, "data": {"sta', ProtocolError),
        (200, "<html><body>Sign in to the wifi</body></html>", ProtocolError),
    ],
)
def test_strange_answers_become_errors_that_say_what_came(
    make: Any, faults: Faults, status: int, body: Any, error: type[NemoError]
) -> None:
    project = make(token="nmv_usr_given").project()
    faults.add("state", "status", status=status, body=body, times=9)
    with pytest.raises(error) as caught:
        project.state()
    assert len(str(caught.value)) < 400
    if error is ProtocolError:
        assert "timeline" in str(caught.value)


def test_redirects_are_followed_without_taking_identity_along(make: Any, faults: Faults, serve: Any) -> None:
    with serve() as other:
        client = make(token="nmv_usr_given")
        elsewhere = other.url + "/file/x.mp4"
        faults.add("credits", "status", status=302, times=2, headers={"Location": elsewhere}, body={})
        with pytest.raises(NemoError):
            client.credits()  # a video is no balance
        headers = {name.lower() for name in other.log("file")[0]["headers"]}
        assert not headers & {"authorization", "x-client-id", "x-skill-source", "x-engine-secret"}
    faults.add("credits", "status", status=307, headers={"Location": "{base}/api/credits/balance/simple"})
    assert client.credits().total == 100
    assert "Authorization" in faults.log("credits")[-1]["headers"]


def test_a_redirected_message_is_not_turned_into_a_get(make: Any, faults: Faults) -> None:
    project = make(token="nmv_usr_given").project()
    faults.add("session", "status", status=302, headers={"Location": "{base}/elsewhere"})
    with pytest.raises(ProtocolError, match="elsewhere"):
        make(token="nmv_usr_given").project()
    assert project.state().draft is None


def test_redirects_that_never_end_are_left(make: Any, faults: Faults) -> None:
    loop = {"Location": "{base}/api/credits/balance/simple"}
    faults.add("credits", "status", status=302, headers=loop, times=99)
    with pytest.raises(ProtocolError):
        make(token="nmv_usr_given").credits()


def test_an_address_must_be_one(make: Any) -> None:
    with pytest.raises(NemoError, match="https://"):
        make(base_url="ftp://example.com")
    with pytest.raises(NemoError, match="no skill"):
        make(skill="knitting")
