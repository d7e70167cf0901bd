"""The Tab key on a `%nemo` line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nemo_nb.notebook.complete import complete

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "word", "options"),
    [
        ("%nemo ex", "ex", ["export"]),
        ("x = %nemo cred", "cred", ["credits"]),
        ("%nemo --ex", "--ex", ["--export"]),
        ("%%nemo --up", "--up", ["--upload"]),
        ("%%nemo -o reply --q", "--q", ["--quality", "--quiet"]),
        ("%nemo skill mus", "mus", ["music-to-ai"]),
        ("%%nemo --skill ai-m", "ai-m", ["ai-music-maker"]),
        ("%nemo connect ", "", ["local", "cloud"]),
        ("%nemo upload tr", "tr", ["trip.mp4", "trips/"]),
        ("%%nemo --upload trips/", "trips/", ["trips/b.mov"]),
        ("%nemo upload trip.mp4 tr", "tr", ["trip.mp4", "trips/"]),
    ],
)
def test_what_can_come_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, word: str, options: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trip.mp4").touch()
    (tmp_path / "trash.txt").touch()
    (tmp_path / "trips").mkdir()
    (tmp_path / "trips" / "b.mov").touch()
    assert complete(text) == (word, options)


@pytest.mark.parametrize(
    "text", ["%%nemo add ca", "print(ex", "%nemo add calm ex", "%nemonic ex", "%%nemo ex"]
)
def test_free_text_and_other_lines_are_left_alone(text: str) -> None:
    assert complete(text) is None
