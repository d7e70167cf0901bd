"""A token shows up nowhere but on the wire to its own service."""

from __future__ import annotations

import io
import logging
import pickle
import traceback
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from nemo_nb import AuthenticationError, NemoError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.client.conftest import Faults

TOKEN = "nmv_usr_given"


@pytest.fixture
def everything_logged() -> Iterator[io.StringIO]:
    root, text = logging.getLogger(), io.StringIO()
    handler, level = logging.StreamHandler(text), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield text
    root.removeHandler(handler)
    root.setLevel(level)


def everything(error: BaseException) -> str:
    """What the most talkative traceback shows: the locals of every frame but the tests' own."""
    shown = [repr(error)]
    link: BaseException | None = error
    while link is not None:
        frames = traceback.StackSummary.extract(traceback.walk_tb(link.__traceback__), capture_locals=True)
        shown += [str(frame.locals) for frame in frames if "tests" not in frame.filename]
        shown += [str(link)]
        link = link.__cause__ or link.__context__
    assert len(shown) > 3
    return "\n".join(shown)


def test_logs_reprs_and_progress_hold_no_secret(
    make: Any, faults: Faults, clip: Path, tmp_path: Path, everything_logged: io.StringIO
) -> None:
    shown: list[str] = []
    client = make(token=TOKEN)
    project = client.project()
    media = project.upload(
        clip, "https://example.com/a.mp4?sig=SIGNED", progress=lambda p: shown.append(repr(p))
    )
    reply = project.chat("go")
    video = project.export(tmp_path / "out.mp4", progress=lambda p: shown.append(repr(p)))
    jobs = client.renders()
    core = client.client._core
    for thing in (client.client, project.target, media, reply, video, jobs, core, core.account, core.service):
        shown += [repr(thing), str(thing)]
    everywhere = everything_logged.getvalue() + "\n".join(shown)
    assert TOKEN not in everywhere
    assert "SIGNED" not in everywhere


def test_a_redirect_to_a_signed_address_is_not_logged(
    make: Any, faults: Faults, tmp_path: Path, everything_logged: io.StringIO
) -> None:
    project = make(token=TOKEN).project()
    project.chat("go")
    signed = {"Location": "{base}/file/x.mp4?sig=SIGNED", "Set-Cookie": "session=SIGNED"}
    faults.add("file", "status", status=302, headers=signed)
    project.export(tmp_path / "out.mp4")
    assert "SIGNED" not in everything_logged.getvalue()
    httpx.get(faults.url + "/_log")  # another's use of httpx logs as before
    assert "receive_response_headers.complete" in everything_logged.getvalue()


def test_the_users_logging_stays_as_it_was(make: Any, faults: Faults) -> None:
    def picture() -> list[Any]:
        names = ["", "httpx", "httpcore", "httpcore.connection", "asyncio"]
        loggers = [logging.getLogger(name) for name in names]
        return [(log.level, log.filters[:], log.handlers[:], log.disabled, log.propagate) for log in loggers]

    before = picture()
    make().project().chat("go")
    assert picture() == before


@pytest.mark.parametrize("call", ["credits", "session", "state"])
def test_tracebacks_with_locals_hold_no_secret(make: Any, faults: Faults, call: str, tmp_path: Path) -> None:
    client = make(token=TOKEN)
    project = client.project()
    faults.add(call, "close", times=99)
    with pytest.raises(NemoError) as caught:
        {"credits": client.credits, "session": client.project, "state": project.state}[call]()
    assert TOKEN not in everything(caught.value)


def test_errors_that_echo_a_secret_are_cleaned(make: Any, faults: Faults) -> None:
    client = make(token=TOKEN)
    body = {"code": 7, "message": f"bad header Authorization: Bearer {TOKEN}, see https://x/?sig=SIGNED&a=b"}
    faults.add("credits", "status", status=400, body=body)
    with pytest.raises(NemoError) as caught:
        client.credits()
    assert TOKEN not in everything(caught.value)
    faults.add("credits", "status", status=500, body=f"<html>{TOKEN} ?sig=SIGNED</html>", times=9)
    with pytest.raises(NemoError) as caught:
        client.credits()
    assert TOKEN not in everything(caught.value)
    assert "SIGNED" not in str(caught.value)


def test_a_refused_token_is_not_shown(make: Any, faults: Faults) -> None:
    client = make(token=TOKEN)
    faults.expire()
    with pytest.raises(AuthenticationError) as caught:
        client.credits()
    assert TOKEN not in str(caught.value)


def test_clients_are_not_pickled_and_errors_can_be(make: Any, faults: Faults) -> None:
    client = make(token=TOKEN)
    project = client.project()
    for thing in (client.client, project.target, client.client._core, client.client._core.account):
        with pytest.raises(TypeError):
            pickle.dumps(thing)
    faults.add("credits", "status", status=200, body={"code": 2001, "message": "none"})
    with pytest.raises(NemoError) as caught:
        client.credits()
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (type(copy), str(copy), copy.code) == (type(caught.value), str(caught.value), 2001)


def test_the_token_of_the_environment_is_used_and_hidden(
    make: Any, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEMO_TOKEN", TOKEN)
    client = make()
    client.credits()
    assert faults.count("token") == 0
    assert TOKEN not in repr(client.client._core.account)
