"""A server that has no byte from there on (416): the file is begun again, and never for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from nemo_nb import NemoError
from tests.client.fault_world import VIDEO

if TYPE_CHECKING:
    from pathlib import Path

    from tests.client.conftest import Faults


@pytest.fixture
def project(make: Any) -> Any:
    """A project with something to export."""
    project = make().project()
    project.chat("add a title")
    return project


@pytest.mark.parametrize(
    "refusal",
    [{"body": ""}, {"body": "<html>Range Not Satisfiable</html>"}, {"body": {"message": "no such range"}}],
    ids=["empty", "page", "json"],
)
def test_a_refused_range_begins_the_file_again(
    faults: Faults, project: Any, tmp_path: Path, refusal: dict[str, Any]
) -> None:
    faults.add("file", "cut", bytes=70_000)
    faults.add("file", "status", status=416, headers={"Content-Range": "bytes */50000"}, **refusal)
    project.export(tmp_path / "out.mp4")
    assert (tmp_path / "out.mp4").read_bytes() == VIDEO
    assert ["Range" in entry["headers"] for entry in faults.log("file")] == [False, True, False]


def test_a_server_that_cuts_and_refuses_for_ever_ends_at_the_services_own_path(
    faults: Faults, project: Any, tmp_path: Path
) -> None:
    for _ in range(30):
        faults.add("file", "cut", bytes=70_000)
        faults.add("file", "status", status=416)
    project.export(tmp_path / "out.mp4")
    assert (tmp_path / "out.mp4").read_bytes() == VIDEO
    assert faults.count("file") < 12
    assert faults.count("download") == 1


def test_a_refusal_without_a_range_is_an_error_and_leaves_nothing(
    faults: Faults, project: Any, tmp_path: Path
) -> None:
    for call in ("file", "download"):
        faults.add(call, "status", status=416, times=99)
    with pytest.raises(NemoError, match="416"):
        project.export(tmp_path / "out.mp4")
    assert list(tmp_path.iterdir()) == []
