"""Exports other than an MP4: chosen by the file's ending or by name, and refused before anything is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from nemo_nb import NemoError
from nemo_nb.protocol.outputs import OUTPUTS, choose_output, named

if TYPE_CHECKING:
    from tests.client.conftest import Faults


class Here:
    """Of an account, only who answers matters here."""

    local = True
    service = "The local engine"


@pytest.mark.parametrize(
    ("path", "format", "meant"),
    [
        (None, None, "mp4"),
        ("out.mp4", None, "mp4"),
        ("OUT.GIF", None, "gif"),
        ("a.webm", None, "webm"),
        ("a.wav", None, "wav"),
        ("a.mp3", None, "mp3"),
        ("a.zip", None, "stems"),
        ("a.mid", None, "midi"),
        ("a.midi", None, "midi"),
        ("trip 2.0", None, "mp4"),
        ("a", "gif", "gif"),
        ("a.zip", "stems", "stems"),
    ],
)
def test_the_format_is_read_from_the_name(path: str | None, format: str | None, meant: str) -> None:
    chosen = choose_output(Here(), Path(path) if path else None, format, "high")  # type: ignore[arg-type]
    assert chosen == {"format": meant, "quality": "high"}


@pytest.mark.parametrize(
    ("path", "format", "quality", "says"),
    [
        ("a.mov", None, "high", "a.mov cannot be the name of a mp4 export."),
        ("a.mp4", "gif", "high", "a.mp4 cannot be the name of a gif export."),
        ("a.gif", "stems", "high", "cannot be the name"),
        (None, "flac", "high", "There is no export as flac."),
        (None, None, "best", "There is no quality best."),
    ],
)
def test_what_cannot_be_made_says_what_can(path: Any, format: Any, quality: str, says: str) -> None:
    with pytest.raises(NemoError, match=says) as caught:
        choose_output(Here(), Path(path) if path else None, format, quality)  # type: ignore[arg-type]
    assert caught.value.hint


def test_a_name_without_an_ending_gets_one() -> None:
    for format, ending in OUTPUTS.items():
        assert named(Path("cut/trip"), {"format": format, "quality": "low"}) == Path(f"cut/trip{ending}")


@pytest.mark.parametrize("how", [{"path": "a.gif"}, {"format": "stems"}, {"path": "a.mp4", "quality": "low"}])
def test_the_cloud_is_asked_for_nothing_but_an_mp4(
    make: Any, faults: Faults, how: dict[str, str], tmp_path: Path
) -> None:
    project = make().project()
    project.chat("add a title")
    asked = len(faults.log())
    if "path" in how:
        how = how | {"path": str(tmp_path / how["path"])}
    with pytest.raises(NemoError, match="exports MP4 in high quality only") as caught:
        project.export(**how)
    assert "%nemo connect local" in caught.value.hint
    assert len(faults.log()) == asked
    assert list(tmp_path.iterdir()) == []
