"""The record of projects, and switching the skill of a client that is in use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from platformdirs import user_data_dir

from nemo_nb import NemoError
from nemo_nb.client._projects import ProjectRecord
from nemo_nb.client._record import Record
from nemo_nb.client._service import choose


def test_projects_are_known_by_their_first_file_or_words(
    make: Callable[..., Any], faults: Any, clip: Path
) -> None:
    client = make()
    talked, filmed = client.project(), client.project()
    faults.chat({"type": "text", "content": "Done."})
    talked.chat("add  calm\nlo-fi")
    filmed.upload(clip)
    faults.chat({"type": "text", "content": "Done."})
    filmed.chat("something else")
    found = make().projects()
    assert [(p.session_id, p.name) for p in found] == [
        (filmed.target.session_id, "trip.mp4"),
        (talked.target.session_id, "add calm lo-fi"),
    ]
    file = Path(user_data_dir("nemo_nb", appauthor=False)) / "projects.jsonl"
    assert file.stat().st_mode & 0o777 == 0o600
    assert "nmv_" not in file.read_text()


def test_a_project_of_another_computer_is_known_once_it_was_looked_at(
    make: Callable[..., Any], faults: Any, clip: Path
) -> None:
    made = make().project()
    made.upload(clip)
    id = made.target.session_id
    record = Path(user_data_dir("nemo_nb", appauthor=False)) / "projects.jsonl"
    record.unlink()  # as on another computer
    assert make().projects() == []
    client = make()
    opened = client.project(session_id=id)
    opened.timeline()
    opened.timeline()
    assert [(p.session_id, p.name) for p in make().projects()] == [(id, "trip.mp4")]
    assert record.read_text().count("\n") == 1


def test_projects_of_another_engine_s_folder_are_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = []
    for folder in (None, tmp_path / "a", tmp_path / "b", tmp_path / "b" / ".." / "a"):
        if folder:
            monkeypatch.setenv("NEMO_ENGINE_HOME", str(folder))
        else:
            monkeypatch.delenv("NEMO_ENGINE_HOME", raising=False)
        names.append(choose(None, None, "local").record)
    assert names[0] == "local"
    assert names[1] == names[3] != names[2] != names[0]
    file = tmp_path / "projects.jsonl"
    ProjectRecord(names[1], file).note("one", file="a.mp4")
    assert ProjectRecord(names[2], file).projects() == []
    assert [p.session_id for p in ProjectRecord(names[3], file).projects()] == ["one"]


def test_projects_of_another_service_are_not_ours(tmp_path: Path) -> None:
    file = tmp_path / "projects.jsonl"
    ProjectRecord("https://a", file).note("one", file="a.mp4")
    ProjectRecord("https://b", file).note("two")
    assert [p.session_id for p in ProjectRecord("https://a", file).projects()] == ["one"]
    file.write_text(file.read_text() + "broken\n[]\n")
    assert len(ProjectRecord("https://b", file).projects()) == 1


def test_a_long_record_is_shortened_and_keeps_what_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nemo_nb.client._record._LONG", 20_000)
    record = Record("x", "s", tmp_path / "x.jsonl")
    record.note("first", file="a.mp4")
    for _ in range(1000):
        record.note("first", said="more")
    assert (tmp_path / "x.jsonl").stat().st_size < 25_000
    (line,) = record.known()
    assert (line["file"], line["said"]) == ("a.mp4", "more")


def test_a_skill_is_switched_on_the_same_account(make: Callable[..., Any], faults: Any) -> None:
    driven = make()
    driven.credits()
    driven.client.use_skill("music-to-ai")
    driven.credits()
    assert driven.client.skill.name == "music-to-ai"
    assert faults.count("token") == 1
    skills = [entry["headers"]["X-Skill-Source"] for entry in faults.log("credits")]
    assert skills == ["ai-music-maker", "music-to-ai"]
    with pytest.raises(NemoError, match="no skill nothing"):
        driven.client.use_skill("nothing")
