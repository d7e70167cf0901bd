"""Uploads, exports and downloads under every fault, on both clients."""

from __future__ import annotations

import hashlib
import io
import itertools
import os
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from nemo_nb import (
    ApiError,
    ConnectionLostError,
    FileTooLargeError,
    NemoError,
    PlanRequiredError,
    Progress,
    ProtocolError,
    RenderError,
    Skill,
    UnsupportedFileError,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.client.conftest import Faults

VIDEO = bytes(range(256)) * 4096


@pytest.fixture
def project(make: Any, clip: Path) -> Any:
    """A project with something to export."""
    project = make().project()
    project.chat("add a title")
    return project


def test_a_file_arrives_byte_for_byte(make: Any, faults: Faults, clip: Path) -> None:
    seen: list[Progress] = []
    (media,) = make().project().upload(clip, progress=seen.append)
    assert media.hash
    assert media.filename == "trip.mp4"
    size = clip.stat().st_size
    assert (seen[0].done, seen[-1].done, seen[-1].total) == (0, size, size)
    assert "SIGNED" not in repr(media)


def test_several_files_addresses_and_open_files_in_order(
    make: Any, faults: Faults, clip: Path, tmp_path: Path
) -> None:
    other = tmp_path / 'día "1".MOV'
    other.write_bytes(clip.read_bytes())
    seen: list[Progress] = []
    with clip.open("rb") as file:
        found = (
            make()
            .project()
            .upload(other, "https://example.com/b.mp4?sig=x", file, str(clip), progress=seen.append)
        )
    assert [media.filename for media in found] == ["día %221%22.MOV", "b.mp4", "trip.mp4", "trip.mp4"]
    assert all(a.done <= b.done for a, b in itertools.pairwise(seen))
    assert seen[-1].done == seen[-1].total == 3 * clip.stat().st_size


def test_open_files_that_cannot_seek_or_have_no_name(make: Any, faults: Faults, clip: Path) -> None:
    reading, writing = os.pipe()
    threading.Thread(target=lambda: (os.write(writing, clip.read_bytes()), os.close(writing))).start()
    with os.fdopen(reading, "rb") as pipe:
        make().project().upload(pipe, io.BytesIO(clip.read_bytes()))
    assert faults.count("upload") == 2


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("song.txt", b"la la la", "not a video, picture or sound file"),
        ("fake.mp4", b"just text, renamed\n" * 99, "not a video, picture or sound file"),
        ("fake.mp3", b"just text, renamed\n" * 99, "not a video, picture or sound file"),
        ("page.webm", b"<html></html>", "not a video, picture or sound file"),
        ("noextension", b"\0\0\0\x18ftypisom", "not a video, picture or sound file"),
        ("empty.mp4", b"", "is empty"),
    ],
)
def test_bad_files_are_refused_before_a_byte_is_sent(
    make: Any, faults: Faults, clip: Path, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    project = make().project()
    bad = tmp_path / name
    bad.write_bytes(content)
    with pytest.raises(UnsupportedFileError, match=says) as caught:
        project.upload(clip, bad)  # the good one stays here too
    assert "mp4" in caught.value.hint
    assert faults.count("upload") == 0


def test_missing_files_folders_and_nonsense(make: Any, faults: Faults, tmp_path: Path) -> None:
    project = make().project()
    with pytest.raises(NemoError, match="no file"):
        project.upload(tmp_path / "missing.mp4")
    with pytest.raises(UnsupportedFileError, match="folder"):
        project.upload(tmp_path)
    with pytest.raises(UnsupportedFileError, match="int"):
        project.upload(7)
    with pytest.raises(UnsupportedFileError, match="text"):
        project.upload(io.StringIO("text"))
    with pytest.raises(NemoError, match="nothing to upload"):
        project.upload()
    assert faults.count("upload") == 0


def test_a_file_over_the_limit(make: Any, faults: Faults, clip: Path) -> None:
    small = Skill("ai-music-maker", "", ("mp4",), "", (), limit=1000)
    with pytest.raises(FileTooLargeError, match="limit"):
        make(skill=small).project().upload(clip)
    assert faults.count("upload") == 0


def test_an_upload_that_arrived_is_not_sent_again(make: Any, faults: Faults, clip: Path) -> None:
    project = make().project()
    project.upload(clip)  # one of the same name is there before
    for fault in (
        {"do": "done_close"},
        {"do": "done_status", "status": 502, "body": "<html>"},
        {"do": "half"},
    ):
        before = faults.count("upload")
        faults.add("upload", **fault)
        (media,) = project.upload(clip)
        assert media.filename == "trip.mp4"
        assert faults.count("upload") == before + 1


@pytest.mark.parametrize("once", [True, False])
def test_the_same_clip_again_whose_answer_is_lost_is_not_sent_a_third_time(
    make: Any, faults: Faults, clip: Path, once: bool
) -> None:
    faults.options(once=once)
    faults.add("upload", "done_close", skip=2)
    project = make().project()
    project.upload(clip)
    found = project.upload(clip, clip)
    assert [media.filename for media in found] == ["trip.mp4", "trip.mp4"]
    assert faults.count("upload") == 3


def test_an_upload_that_was_lost_is_sent_again(make: Any, faults: Faults, clip: Path) -> None:
    project = make().project()
    faults.add("upload", "close")
    assert project.upload(clip)[0].filename == "trip.mp4"
    assert len(faults.world()["sessions"][project.session_id]["videos"]) == 1
    assert faults.log("upload")[-1]["bytes"] > clip.stat().st_size


def test_an_upload_that_never_arrives_ends(make: Any, faults: Faults, clip: Path) -> None:
    faults.add("upload", "close", times=9)
    with pytest.raises(ConnectionLostError, match=r"trip\.mp4"):
        make().project().upload(clip)
    assert faults.count("upload") == 3


def test_an_upload_refused_by_the_service(make: Any, faults: Faults, clip: Path) -> None:
    faults.add("upload", "status", status=400, body={"code": 4001, "message": "unsupported codec"})
    with pytest.raises(UnsupportedFileError, match="unsupported codec") as caught:
        make().project().upload(clip)
    assert "mp4" in caught.value.hint
    assert faults.count("upload") == 1


def test_upload_progress_comes_at_most_ten_times_a_second(make: Any, faults: Faults, tmp_path: Path) -> None:
    big = tmp_path / "big.mp4"
    with big.open("wb") as file:
        file.write(b"\0\0\0\x18ftypisom")
        file.truncate(300_000_000)
    at: list[float] = []
    make().project().upload(big, progress=lambda _: at.append(time.monotonic()))
    assert len(at) >= 2
    for moment in at:
        assert sum(0 <= later - moment < 1 for later in at) <= 11  # ten, and the last


def test_an_export_ends_as_a_file(make: Any, faults: Faults, project: Any, tmp_path: Path) -> None:
    seen: list[Progress] = []
    video = project.export(tmp_path / "out.mp4", progress=seen.append)
    assert video.path.read_bytes() == VIDEO
    assert (video.size, video.duration) == (len(VIDEO), 5.0)
    assert {"render", "download"} <= {progress.stage for progress in seen}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.mp4", "trip.mp4"]
    sent = next(iter(faults.world()["renders"].values()))["draft"]
    assert sent == faults.world()["sessions"][project.session_id]["draft"]
    headers = faults.log("render")[0]["headers"]
    assert headers["X-Skill-Source"] == "ai-music-maker"


def test_an_export_of_nothing(make: Any, faults: Faults, tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="nothing to export"):
        make().project().export(tmp_path / "out.mp4")
    assert faults.count("render") == 0


def test_an_export_to_nowhere_is_refused_first(faults: Faults, project: Any, tmp_path: Path) -> None:
    with pytest.raises(NemoError, match="no folder"):
        project.export(tmp_path / "missing" / "out.mp4")
    assert faults.count("render") == 0


@pytest.mark.parametrize(
    "fault", [{"do": "done_close"}, {"do": "done_status", "status": 504, "body": "<html>"}, {"do": "half"}]
)
def test_a_started_export_is_looked_up_not_started_twice(
    faults: Faults, project: Any, tmp_path: Path, fault: dict[str, Any]
) -> None:
    faults.add("render", **fault)
    project.export(tmp_path / "out.mp4")
    assert faults.count("render") == len(faults.world()["renders"]) == 1


def test_an_export_that_did_not_start_keeps_its_id(faults: Faults, project: Any, tmp_path: Path) -> None:
    faults.add("render", "close")
    project.export(tmp_path / "out.mp4")
    assert faults.count("render") == 2
    assert len(faults.world()["renders"]) == 1


def test_a_failed_export_is_tried_once_more_under_a_new_id(
    faults: Faults, project: Any, tmp_path: Path
) -> None:
    faults.options(fail=1)
    project.export(tmp_path / "out.mp4")
    assert len(faults.world()["renders"]) == 2
    faults.options(fail=2)
    with pytest.raises(RenderError, match="encoder failed"):
        project.export(tmp_path / "other.mp4")
    assert len(faults.world()["renders"]) == 4
    assert not (tmp_path / "other.mp4").exists()


def test_a_plan_without_exports(faults: Faults, project: Any, tmp_path: Path) -> None:
    faults.add("render", "status", status=402, body={"code": 402, "message": "plan"})
    with pytest.raises(PlanRequiredError, match=r"not about credits"):
        project.export(tmp_path / "out.mp4")


def test_polling_slows_down_and_survives_errors(faults: Faults, project: Any, tmp_path: Path) -> None:
    faults.options(polls=6)
    faults.add("look", "status", status=500, body="oops", times=2)
    faults.add("look", "close")
    project.export(tmp_path / "out.mp4")
    assert faults.count("look") == 6 + 3


def test_a_download_survives_repeated_cuts(faults: Faults, project: Any, tmp_path: Path) -> None:
    for _ in range(12):
        faults.add("file", "cut", bytes=70_000)
    video = project.export(tmp_path / "out.mp4")
    assert hashlib.sha256(video.path.read_bytes()).digest() == hashlib.sha256(VIDEO).digest()
    asked = [entry["headers"] for entry in faults.log("file")]
    assert asked[1]["Range"].startswith("bytes=")
    assert asked[1]["If-Range"].startswith('"')
    assert len(asked) == 13


def test_without_a_validator_a_cut_download_begins_again(
    faults: Faults, project: Any, tmp_path: Path
) -> None:
    faults.options(validators=False)
    faults.add("file", "cut", bytes=70_000)
    assert project.export(tmp_path / "out.mp4").path.read_bytes() == VIDEO
    assert all("Range" not in entry["headers"] for entry in faults.log("file"))


def test_a_file_that_changed_between_two_parts_begins_again(
    faults: Faults, project: Any, tmp_path: Path
) -> None:
    faults.add("file", "cut", bytes=70_000)
    faults.add("file", "status", status=200, body="\0" * 90_000, headers={"Content-Type": "video/mp4"})
    video = project.export(tmp_path / "out.mp4")
    assert video.path.read_bytes() == b"\0" * 90_000


@pytest.mark.parametrize("validators", [True, False])
def test_the_rest_of_another_file_is_not_joined_to_the_first_part(
    faults: Faults, project: Any, tmp_path: Path, validators: bool
) -> None:
    faults.add("file", "cut", bytes=70_000)
    faults.options(validators=validators)
    faults.add("file", "change", etag='"other"', times=2)
    assert project.export(tmp_path / "out.mp4").path.read_bytes() == VIDEO[::-1]


def test_an_export_that_somebody_cancelled_is_not_started_again(
    faults: Faults, project: Any, tmp_path: Path
) -> None:
    faults.options(polls=10_000)
    body = {"id": "r", "status": "failed", "error": "The export was cancelled."}  # the local engine's words
    faults.add("look", "status", status=200, body=body)
    with pytest.raises(RenderError, match="cancelled"):
        project.export(tmp_path / "out.mp4")
    assert faults.count("render") == 1


def test_a_callback_that_raises_cancels_the_export(faults: Faults, project: Any, tmp_path: Path) -> None:
    def enough(progress: Progress) -> None:
        raise ZeroDivisionError

    faults.options(polls=10_000)
    with pytest.raises(ZeroDivisionError):
        project.export(tmp_path / "out.mp4", progress=enough)
    assert [job["status"] for job in faults.world()["renders"].values()] == ["cancelled"]


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 403, "body": "<Error>expired</Error>"},
        {"status": 404, "body": "gone"},
        {"status": 200, "body": "<html>login</html>", "headers": {"Content-Type": "text/html"}},
    ],
)
def test_a_dead_address_gives_way_to_the_download_path(
    faults: Faults, project: Any, tmp_path: Path, fault: dict[str, Any]
) -> None:
    faults.add("file", "status", **fault)
    assert project.export(tmp_path / "out.mp4").path.read_bytes() == VIDEO
    assert faults.count("download") == 1
    assert "Authorization" in faults.log("download")[0]["headers"]


def test_a_download_from_another_host_carries_no_identity(
    faults: Faults, project: Any, tmp_path: Path, serve: Any
) -> None:
    with serve() as other:
        faults.options(url=other.url + "/file/x.mp4?sig=SIGNED")
        project.export(tmp_path / "out.mp4")
        headers = {name.lower() for name in other.log("file")[0]["headers"]}
    assert not headers & {"authorization", "x-client-id", "x-engine-secret"}


def test_a_download_that_fails_leaves_the_old_file_and_no_rest(
    faults: Faults, project: Any, tmp_path: Path
) -> None:
    (tmp_path / "out.mp4").write_bytes(b"old")
    for call in ("file", "download"):
        faults.add(call, "cut", bytes=0, times=99)
    with pytest.raises(ConnectionLostError, match="resume"):
        project.export(tmp_path / "out.mp4")
    assert (tmp_path / "out.mp4").read_bytes() == b"old"
    assert not list(tmp_path.glob("*.part"))


def test_a_later_kernel_finds_and_fetches_an_export(
    make: Any, faults: Faults, project: Any, tmp_path: Path, clean_home: Path
) -> None:
    for call in ("file", "download"):
        faults.add(call, "status", status=404, body="gone")
    with pytest.raises(ApiError):
        project.export(tmp_path / "out.mp4")
    record = next((clean_home / "data").rglob("renders.jsonl"))
    assert record.stat().st_mode & 0o777 == 0o600
    assert "nmv_" not in record.read_text()
    assert "SIGNED" not in record.read_text()
    later = make()
    (job,) = later.renders()
    assert (job.status, job.path, job.session_id) == ("completed", tmp_path / "out.mp4", project.session_id)
    assert later.resume(job.id).path.read_bytes() == VIDEO
    with pytest.raises(RenderError, match="does not know"):
        later.resume("render_other")


def test_a_job_that_was_still_running_is_brought_up_to_date(
    make: Any, faults: Faults, project: Any, tmp_path: Path
) -> None:
    faults.options(polls=2)
    faults.add("look", "status", status=403, body={"code": 403, "message": "no"})
    with pytest.raises(ApiError):
        project.export(tmp_path / "out.mp4")
    client = make()
    faults.add("look", "close", times=5)
    assert [job.status for job in client.renders()] == ["pending"]  # the service is away: as we knew it
    assert [job.status for job in client.renders()] == ["processing"]
    assert [job.status for job in client.renders()] == ["completed"]


def test_a_short_file_is_not_taken_for_the_video(faults: Faults, project: Any, tmp_path: Path) -> None:
    short = {"status": 200, "body": "", "headers": {"Content-Type": "video/mp4"}}
    faults.add("file", "status", **short)
    faults.add("download", "status", **short)
    with pytest.raises(ProtocolError, match="bytes"):
        project.export(tmp_path / "out.mp4")
    assert not list(tmp_path.glob("out*"))
