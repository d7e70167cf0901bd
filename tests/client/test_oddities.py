"""What no sane world sends: odd names, addresses, numbers, settings. A `NemoError`, or simply right."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import nemo_nb
from nemo_nb import ApiError, ConnectionLostError, NemoClient, NemoError, ProtocolError, UnsupportedFileError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client.conftest import Faults

VIDEO = bytes(range(256)) * 4096
TOKEN = "nmv_usr_given"


@pytest.mark.parametrize(
    "url",
    ["http://[::1", "http://h:99999", "http://h:x", "http://a..b", "https://u:pw@h", "https://h?key=1", "x"],
)
def test_addresses_that_cannot_be(make: Callable[..., Any], url: str) -> None:
    with pytest.raises(NemoError, match="https://") as caught:
        make(base_url=url)
    assert "pw" not in str(caught.value)


def test_a_service_may_live_under_a_path(make: Callable[..., Any], faults: Faults) -> None:
    faults.options(prefix="/gateway/nemo")
    client = make(base_url=f"{faults.url}/gateway/nemo/")
    assert client.project().chat("go").outcome == "answered"
    assert client.client.service.describe() == f"NemoVideo, {faults.url}/gateway/nemo"
    assert all(entry["path"].startswith("/gateway/nemo/") for entry in faults.log())


@pytest.mark.parametrize("target", ["http://[bad", "http://h:x/", "file:///etc/passwd", "//a..b/"])
def test_a_redirect_to_no_address(make: Callable[..., Any], faults: Faults, target: str) -> None:
    faults.add("credits", "status", status=302, headers={"Location": target}, times=9)
    with pytest.raises(ProtocolError):
        make(token=TOKEN).credits()


def test_an_export_at_no_address_comes_from_the_download_path(
    make: Callable[..., Any], faults: Faults, tmp_path: Path
) -> None:
    project = make().project()
    project.chat("go")
    faults.options(url="http://h:notaport/x.mp4")
    assert project.export(tmp_path / "out.mp4").path.read_bytes() == VIDEO


@pytest.mark.parametrize(
    ("name", "value"), [("NEMO_TOKEN", "日本"), ("NEMO_CLIENT_ID", "é"), ("SKILL_SOURCE", "a\nb")]
)
def test_settings_that_no_header_can_hold(
    make: Callable[..., Any], faults: Faults, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(NemoError, match="cannot be sent") as caught:
        make().credits()
    assert value not in str(caught.value)


def test_a_token_with_a_line_end_and_a_long_client_id(
    make: Callable[..., Any], faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert make(token=TOKEN + "\n").credits().total == 100
    monkeypatch.setenv("NEMO_CLIENT_ID", "x" * 70)
    make().credits()
    assert faults.log("token")[0]["headers"]["X-Client-Id"] == "x" * 64


def test_an_id_that_cannot_be_saved_stays_the_same(
    make: Callable[..., Any], faults: Faults, clean_home: Path
) -> None:
    (clean_home / ".config").write_text("a file in the folder's place")
    make().credits()
    make().credits()
    assert len({entry["headers"]["X-Client-Id"] for entry in faults.log("token")}) == 1


def test_an_id_that_may_only_be_read_is_used(
    make: Callable[..., Any], faults: Faults, clean_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "not yours")

    saved = clean_home / ".config/nemovideo/client_id"
    saved.parent.mkdir(parents=True)
    saved.write_text("shared-id\n")
    saved.chmod(0o644)
    monkeypatch.setattr(Path, "chmod", refuse)
    make().credits()
    assert faults.log("token")[0]["headers"]["X-Client-Id"] == "shared-id"


@pytest.mark.parametrize(
    "body",
    [
        '{"code": "--5"}',
        '{"code": "²"}',
        '{"available": 1%s}' % ("0" * 400),
        '{"available": "²"}',
        "[" * 9999,
    ],
)
def test_numbers_that_are_none(make: Callable[..., Any], faults: Faults, body: str) -> None:
    faults.add("credits", "status", status=200, body=body, times=9)
    with pytest.raises(ProtocolError, match="credits"):
        make(token=TOKEN).credits()


def test_a_failure_and_a_wait_without_a_number(make: Callable[..., Any], faults: Faults) -> None:
    faults.chat({"errorCode": "²", "errorMessage": "boom"})
    with pytest.raises(ApiError, match="boom"):
        make().project().chat("go")
    never = {"Retry-After": "Sat, 21 Nov 99999999999 00:00:45 GMT"}
    faults.add("credits", "status", status=503, headers=never)
    assert make(token=TOKEN).credits().total == 100


@pytest.mark.parametrize("value", ["socks5://10.0.0.1:1080", "ftp://10.0.0.1"])
def test_a_proxy_that_cannot_be_used(
    make: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("http_proxy", value)
    with pytest.raises(NemoError, match="proxies"):
        make(base_url="http://example.invalid").credits()


def test_a_proxy_without_a_scheme_is_used_and_gets_no_traffic_of_this_computer(
    make: Callable[..., Any], faults: Faults, monkeypatch: pytest.MonkeyPatch, serve: Any
) -> None:
    with serve() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url.removeprefix("http://"))
            monkeypatch.setenv(name.upper(), proxy.url.removeprefix("http://"))
        assert make().credits().total == 100
        assert make(base_url=faults.url.replace("127.0.0.1", "localhost")).credits().total == 100
        assert proxy.log() == []
        with pytest.raises(NemoError):
            make(base_url="http://example.invalid", token=TOKEN).credits()
        assert proxy.log()[0]["path"].startswith("http://example.invalid/")


PACKED = gzip.compress(json.dumps({"available": 7, "frozen": 0, "total": 7}).encode()).decode("latin-1")


def test_packed_answers_that_nobody_asked_for(
    make: Callable[..., Any], faults: Faults, tmp_path: Path
) -> None:
    client = make(token=TOKEN)
    packed = {"Content-Encoding": "gzip"}
    faults.add("credits", "status", status=200, body=PACKED, raw=True, headers=packed)
    assert client.credits().total == 7
    faults.add("credits", "status", status=200, body="no gzip", headers=packed, times=9)
    with pytest.raises(ConnectionLostError):
        client.credits()
    project = client.project()
    project.chat("go")
    body = gzip.compress(VIDEO).decode("latin-1")
    head = {**packed, "Content-Type": "video/mp4", "ETag": '"packed"'}
    faults.add("file", "status", status=200, body=body, raw=True, headers=head)
    assert project.export(tmp_path / "out.mp4").path.read_bytes() == VIDEO


def test_text_that_is_no_unicode(make: Callable[..., Any], faults: Faults, tmp_path: Path) -> None:
    project = make().project()
    assert project.chat("half a pair: \ud800").outcome == "answered"
    project.export(tmp_path / "out.mp4")  # the draft holds it by now
    (job,) = faults.world()["renders"].values()
    assert "\ud800" in json.dumps(job["draft"], ensure_ascii=False)


NAMES = [
    'q"uo\nte.mp4',
    "日本 é.mp4",
    "~draft.mp4",
    "a;b=c%.mp4",
    "C:x.mp4",
    "a\\b.mp4",
    "x" * 250 + ".mp4",
    "\udcff.mp4",
]


@pytest.mark.parametrize("name", NAMES)
def test_odd_file_names_arrive_and_are_found_again(
    make: Callable[..., Any],
    faults: Faults,
    clip: Path,
    tmp_path: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    clip.rename(tmp_path / name)
    project = make().project()
    faults.add("upload", "done_close")
    project.upload(name)
    assert faults.count("upload") == 1  # its answer was lost; it was found under its name


def test_open_files_with_odd_names(make: Callable[..., Any], faults: Faults, clip: Path) -> None:
    file = io.BytesIO(clip.read_bytes())
    file.name = "n" * 300 + ".mp4"  # type: ignore[attr-defined]
    (media,) = make().project().upload(file)
    assert media.filename == "n" * 300 + ".mp4"


def test_things_that_cannot_be_uploaded(make: Callable[..., Any], clip: Path, tmp_path: Path) -> None:
    project = make().project()
    os.mkfifo(tmp_path / "pipe.mp4")  # opening it would wait for ever
    with pytest.raises(UnsupportedFileError, match="ordinary"):
        project.upload(tmp_path / "pipe.mp4")
    for name in ("nul\0.mp4", "n" * 300 + ".mp4"):
        with pytest.raises(NemoError, match="cannot be read"):
            project.upload(tmp_path / name)
    with pytest.raises(NemoError, match="no file") as caught:
        project.upload("/nowhere/x.mp4")
    assert "Looked in" not in caught.value.hint
    closed = clip.open("rb")
    closed.close()
    with pytest.raises(NemoError, match="cannot be read"):
        project.upload(closed)
    with (
        tempfile.NamedTemporaryFile("w+", suffix=".mp4") as text,
        pytest.raises(UnsupportedFileError, match="text"),
    ):
        project.upload(text)


class Changing(io.BytesIO):
    """A file of 3 MB that changes after its first look: it breaks, grows or shrinks."""

    name = "rec.mp4"

    def __init__(self, clip: Path, how: str) -> None:
        super().__init__(clip.read_bytes() + bytes(3_000_000))
        self._how = how
        self._reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self._reads += bool(size)
        if self._reads == 3 and self._how == "breaks":
            raise OSError(5, "Input/output error")
        if self._reads == 3 and self._how == "grows":
            at = self.tell()
            self.seek(0, os.SEEK_END)
            self.write(b"more")
            self.seek(at)
        if self._reads == 3 and self._how == "shrinks":
            self.truncate(self.tell())
        return super().read(size)


@pytest.mark.parametrize(
    ("how", "says"), [("breaks", "Input/output"), ("grows", "grew"), ("shrinks", "shorter")]
)
def test_a_file_that_changes_while_it_is_sent(
    make: Callable[..., Any], faults: Faults, clip: Path, how: str, says: str
) -> None:
    project = make().project()
    with pytest.raises(NemoError, match=says):
        project.upload(Changing(clip, how))
    assert faults.world()["sessions"][project.session_id]["videos"] == []
    assert project.upload(clip)[0].filename == "trip.mp4"  # the client is as good as before


@pytest.mark.parametrize("name", ["nul\0.mp4", "n" * 300 + ".mp4", "folder.mp4"])
def test_places_that_cannot_be_written_are_refused_before_the_export(
    make: Callable[..., Any], faults: Faults, tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder.mp4" / "nemo-x.mp4").mkdir(parents=True)
    project = make().project("x")
    with pytest.raises(NemoError, match=r"cannot be written|is a folder"):
        project.export(tmp_path / name)
    assert faults.count("state") == 0


def test_the_longest_name_a_file_can_have(make: Callable[..., Any], faults: Faults, tmp_path: Path) -> None:
    project = make().project()
    project.chat("go")
    assert project.export(tmp_path / ("é" * 125 + ".mp4")).path.read_bytes() == VIDEO
    assert project.export(tmp_path / "~out.mp4").size == len(VIDEO)


def test_a_video_with_impossible_boxes_is_still_a_file(tmp_path: Path) -> None:
    from nemo_nb.client._mp4 import Facts, read_facts

    path = tmp_path / "out.mp4"
    for box in (b"\0\0\0\1moov" + b"\xff" * 8, b"\0\0\0\7moov", b"\xff\xff\xff\xffmoov", b"\0\0\0\x10moov\0"):
        path.write_bytes(box)
        assert read_facts(path) == Facts(len(box))


def test_two_downloads_to_one_place_do_not_mix(faults: Faults, tmp_path: Path) -> None:
    """Each writes a part of its own; whoever ends last wins, with a whole file."""
    from nemo_nb.client._part import PartFile

    one, two = PartFile(tmp_path / "out.mp4"), PartFile(tmp_path / "out.mp4")
    one.restart()
    two.restart()
    one.append(b"1" * 50)
    two.append(b"2" * 99)
    one.append(b"1" * 50)
    one.finish()
    assert (tmp_path / "out.mp4").read_bytes() == b"1" * 100
    two.append(b"2")
    two.finish()
    assert (tmp_path / "out.mp4").read_bytes() == b"2" * 100
    assert [path.name for path in tmp_path.iterdir()] == ["out.mp4"]


def test_a_forked_process_makes_connections_of_its_own(faults: Faults) -> None:
    """On its parent's, the two would read each other's answers."""
    code = """
import os, sys
from nemo_nb import NemoClient
client = NemoClient(base_url=sys.argv[1])
client.credits()
if os.fork() == 0:
    client.credits()
    os._exit(0)
os.wait()
client.credits()
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(nemo_nb.__file__).parents[1])}
    subprocess.run([sys.executable, "-c", code, faults.url], env=environment, timeout=60, check=True)
    before, child, after = (entry["peer"] for entry in faults.log("credits"))
    assert child != before == after
    assert faults.count("token") == 1


def test_ipv6(serve: Any) -> None:
    with serve("--host", "::1") as server, NemoClient(base_url=server.url) as client:
        assert "[::1]" in server.url
        assert client.project().chat("go").outcome == "answered"


def test_threads_share_a_client(faults: Faults) -> None:
    with NemoClient(base_url=faults.url) as client:
        projects = [client.project() for _ in range(4)]
        said: dict[int, list[str]] = {}

        def talk(number: int) -> None:
            said[number] = [projects[number].chat(f"{number} {turn}").text for turn in range(10)]

        threads = [threading.Thread(target=talk, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert said == {number: [f"Done: {number} {turn}" for turn in range(10)] for number in range(4)}
    assert faults.count("token") == 1
