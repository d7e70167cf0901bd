"""What may be given to a batch, and what is said of a row that cannot be done."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from nemo_nb import NemoClient, NemoError
from nemo_nb.client._batch_jobs import Job, read_jobs
from nemo_nb.client._batch_names import name_outputs, owner_of
from nemo_nb.protocol import SKILLS

MP4 = b"\0\0\0\x18ftypisom" + b"x" * 200
SKILL = SKILLS["ai-music-maker"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.mp4", "a.mov", "song.mp3"):
        (tmp_path / name).write_bytes(b"ID3" + b"x" * 200 if name.endswith("mp3") else MP4)
    (tmp_path / "notes.txt").write_text("notes")
    return tmp_path


def read(jobs: object, folder: Path, instruction: str | None = None) -> list[Job]:
    return named(read_jobs(jobs, instruction, folder / "out", SKILL), folder / "out")


def named(jobs: list[Job], folder: Path, made: dict[str, tuple[str, str]] | None = None) -> list[Job]:
    name_outputs(jobs, folder, made or {})
    return jobs


def test_tuples_dicts_and_tables_say_the_same(folder: Path) -> None:
    rows = [(str(folder / "a.mov"), "add pop", "one"), (str(folder / "b.mp4"), "add rock", "two.mp4")]
    dicts = [dict(zip(("file", "instruction", "output"), row, strict=True)) for row in rows]
    for jobs in (rows, dicts, pd.DataFrame(dicts), (row for row in rows)):
        found = read(jobs, folder)
        assert [job.instruction for job in found] == ["add pop", "add rock"]
        assert [job.output for job in found] == [folder / "out" / "one.mp4", folder / "out" / "two.mp4"]
        assert not any(job.problem for job in found)


def test_a_folder_or_a_pattern_takes_one_instruction(folder: Path) -> None:
    assert [job.given for job in read(folder, folder, "add pop")] == [
        str(folder / name) for name in ("a.mov", "b.mp4", "song.mp3")
    ]
    (only,) = read(f"{folder}/*.mov", folder, "add pop")
    assert (only.given, only.instruction) == (str(folder / "a.mov"), "add pop")
    (row,) = read([folder / "b.mp4"], folder, "add pop")
    assert row.output == folder / "out" / "b.mp4"
    with pytest.raises(NemoError, match="holds no video"):
        read(f"{folder}/*.avi", folder, "add pop")
    with pytest.raises(NemoError, match="no instruction for"):
        read([folder / "b.mp4"], folder)


def test_missing_cells_and_further_columns(folder: Path) -> None:
    table = pd.DataFrame(
        {
            "file": [str(folder / "a.mov"), None],
            "instruction": ["add pop", "a jazz loop"],
            "output": [None, float("nan")],
            "client": ["Ada", "Bo"],
            "status": ["failed", "done"],
        }
    )
    first, second = read(table, folder)
    assert (first.output.name, second.output.name) == ("a.mp4", "music.mp4")
    assert (first.extra, second.extra) == ({"client": "Ada"}, {"client": "Bo"})
    assert second.file is None


def test_each_bad_row_is_named_and_the_good_ones_stay(folder: Path) -> None:
    good = folder / "b.mp4"
    rows = [
        (good, "add pop"),
        (folder / "gone.mp4", "add pop"),
        (folder / "notes.txt", "add pop"),
        (folder, "add pop"),
        (good, "add rock", "same.mp4"),
        (good, "add jazz", "same.mp4"),
        (good, "add jazz", str(good)),
        (good, "add jazz", "film.avi"),
        {"file": good, "instruction": "add pop", "skill": "no-such-skill"},
        {"file": "", "instruction": ""},
        ("https://example.com/a.mp4", "add pop"),
    ]
    found = read(rows, folder)
    said = [job.problem for job in found]
    assert [bool(problem) for problem in said] == [
        False,
        True,
        True,
        True,
        False,
        True,
        True,
        True,
        True,
        True,
        True,
    ]
    for number, words in {
        1: "There is no file",
        2: "notes.txt is not a video",
        3: "is a folder",
        5: "another job",
        6: "one of the files",
        7: "mp4",
        8: "no-such-skill",
        9: "neither a file nor",
        10: "not web addresses",
    }.items():
        assert words in said[number]


def test_outputs_never_collide(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "b.mp4").write_bytes(MP4)
    good, other = folder / "b.mp4", folder / "deep" / "b.mp4"
    found = read([(good, "x", "b-2.mp4"), (good, "add pop"), (other, "add pop"), (good, "add rock")], folder)
    assert [job.output.name for job in found] == ["b-2.mp4", "b.mp4", "b-3.mp4", "b-4.mp4"]
    # A batch whose outputs go where its inputs lie overwrites none of them.
    (beside,) = named(read_jobs([good], "add pop", folder, SKILL), folder)
    assert beside.output == folder / "b-2.mp4"


def test_a_name_stays_with_its_job_when_rows_come_and_go(folder: Path) -> None:
    files = {name: folder / name / "b.mp4" for name in "acd"}
    for file in files.values():
        file.parent.mkdir()
        file.write_bytes(MP4)
    a, c, d = files.values()
    made: dict[str, tuple[str, str]] = {}

    def names(*jobs: tuple[object, str]) -> list[str]:
        found = named(read_jobs(list(jobs), None, folder / "out", SKILL), folder / "out", made)
        made.update({job.output.name: owner_of(job, folder / "out") for job in found})
        return [job.output.name for job in found]

    assert names((c, "add pop"), (d, "add pop")) == ["b.mp4", "b-2.mp4"]
    assert names((a, "add pop"), (c, "add pop"), (d, "add pop")) == ["b-3.mp4", "b.mp4", "b-2.mp4"]
    assert names((d, "add rock"), (d, "add pop")) == ["b-4.mp4", "b-2.mp4"]
    # Another run never takes the place of another file's video; other words for the same file do.
    assert names((a, "add rock")) == ["b-3.mp4"]
    assert names(("", "a jazz loop")) == ["music.mp4"]
    assert names(("", "a rock song")) == ["music-2.mp4"]


def test_one_folder_under_two_names_is_one(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "link").symlink_to(folder / "out")
    good = folder / "b.mp4"
    first, second = read([(good, "x", "same.mp4"), (good, "y", str(folder / "link" / "same.mp4"))], folder)
    assert not first.problem
    assert "another job" in second.problem


@pytest.mark.parametrize("jobs", [[], 3, {"file": "a"}, [("only one",)], pd.DataFrame({"x": [1]})])
def test_what_is_no_list_of_jobs(jobs: object, folder: Path, local: NemoClient) -> None:
    with pytest.raises(NemoError) as caught:
        local.batch(jobs, output_dir=folder / "out")
    assert caught.value.hint
