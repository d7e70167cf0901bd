"""What is to be done? Jobs from a list, a folder or a DataFrame, each checked before anything starts."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.client._core import find_skill
from nemo_nb.client._source import PathSource
from nemo_nb.protocol import FORMATS, NemoError
from nemo_nb.protocol.formats import HEAD, check_file

if TYPE_CHECKING:
    from nemo_nb.protocol import Skill

FIELDS = ("file", "instruction", "output", "skill")
RESULTS = ("status", "seconds", "changes", "error")
_HINT = "A job is (file, instruction), (file, instruction, output), or a dict with these names."

Jobs = Any
"""A DataFrame, a list of dicts or tuples, or (with one instruction for all) a folder, a glob or paths."""


@dataclass(slots=True)
class Job:
    """One row: a file (None for music from words alone), what to do with it, and where the video goes.

    ``problem`` says why it cannot be done; empty for a good one. ``given`` is the file as it was named,
    ``extra`` are the row's other columns.
    """

    file: Path | None
    instruction: str
    output: Path
    skill: Skill
    problem: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    given: str = ""
    named_skill: bool = False


def read_jobs(jobs: Jobs, instruction: str | None, output_dir: Path, usual: Skill) -> list[Job]:
    """Return the jobs, every one of them checked; those that name no output have none yet.

    Raises
    ------
    NemoError
        ``jobs`` as a whole is nothing that could be meant.
    """
    rows = [_checked_row(row, instruction) for row in _rows(jobs)]
    if not rows:
        raise NemoError("There are no jobs.", hint=_HINT)
    return [_job(row, output_dir, usual) for row in rows]


def _rows(jobs: Jobs) -> Iterable[Any]:
    if hasattr(jobs, "to_dict") and hasattr(jobs, "columns"):
        if "file" not in jobs.columns and "instruction" not in jobs.columns:
            raise NemoError("The table has no columns “file” and “instruction”.", hint=_HINT)
        return list(jobs.to_dict("records"))
    if isinstance(jobs, (str, os.PathLike)):
        return _found(os.fspath(jobs))
    if isinstance(jobs, Mapping) or not isinstance(jobs, Iterable):
        raise NemoError(f"A {type(jobs).__name__} is not a list of jobs.", hint=_HINT)
    return jobs


def _found(pattern: str) -> list[str]:
    """Return the files of a folder, or those that a pattern such as ``clips/**/*.mp4`` matches."""
    folder = Path(pattern).expanduser()
    if folder.is_dir():
        found = [str(path) for path in folder.iterdir() if path.suffix.lower().removeprefix(".") in FORMATS]
    else:
        found = glob.glob(str(folder), recursive=True)  # noqa: PTH207 - Path's own refuses absolute patterns
    if not found:
        raise NemoError(f"{pattern} holds no video, picture or sound file.", hint="Check the folder's name.")
    return sorted(found)


def _checked_row(row: Any, instruction: str | None) -> dict[str, Any]:
    if isinstance(row, (str, os.PathLike)):
        if instruction is None:
            raise NemoError(
                f"There is no instruction for {row}.", hint='For example: batch(files, "add calm lo-fi")'
            )
        row = {"file": row}
    elif isinstance(row, Mapping):
        row = {str(name): value for name, value in row.items()}
    elif isinstance(row, (tuple, list)) and 2 <= len(row) <= len(FIELDS):
        row = dict(zip(FIELDS, row, strict=False))
    else:
        raise NemoError(f"This is not a job: {row!r:.80}.", hint=_HINT)
    # An earlier result may be given again: what it says of that run is not part of the job.
    checked: dict[str, Any] = {name: value for name, value in row.items() if name not in RESULTS}
    if text_of(checked.get("instruction")) == "" and instruction is not None:
        checked["instruction"] = instruction
    return checked


def text_of(value: Any) -> str:
    """Return a cell as text; pandas writes a missing one as NaN, None or NA."""
    return "" if value is None or str(value) in ("nan", "<NA>", "NaT") else str(value).strip()


def _job(row: dict[str, Any], output_dir: Path, usual: Skill) -> Job:
    file, instruction = text_of(row.get("file")), text_of(row.get("instruction"))
    output, skill = text_of(row.get("output")), text_of(row.get("skill"))
    extra = {name: value for name, value in row.items() if name not in FIELDS}
    path = Path(os.path.expanduser(file)).absolute() if file else None  # noqa: PTH111 - as uploads read it
    job = Job(
        path,
        instruction,
        output_dir / Path(output).expanduser() if output else Path(),
        usual,
        "",
        extra,
        file,
    )
    try:
        if skill:
            job.skill, job.named_skill = find_skill(skill), True
        if file.lower().startswith(("http://", "https://")):
            raise NemoError("A batch takes files, not web addresses.", hint="Download it first.")
        if path is not None:
            check(path, job.skill)
        elif not instruction:
            raise NemoError("There is neither a file nor an instruction.")
        if output and job.output.suffix.lower() not in ("", ".mp4"):
            raise NemoError(f"{output}: a video is an mp4 file.", hint="Let its name end with .mp4.")
    except NemoError as error:
        job.problem = " ".join(str(error).split())
    return job


def check(path: Path, skill: Skill) -> None:
    """Raise what is wrong with a file before a byte of it is sent. Raises `NemoError`."""
    source = PathSource(path)
    reader = source.open()
    try:
        head = reader.read(HEAD)
    finally:
        reader.close()
    check_file(path.name, source.size, head, skill)
