"""Where does each video go? A file of its own, and the same one in every run of the batch."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nemo_nb.client._batch_jobs import Job

_MOST = 200  # characters of a file's name that the output keeps

Owner = tuple[str, str]
"""Whose video it is: the job's file, as seen from the batch's folder, and its instruction."""


def owner_of(job: Job, folder: Path) -> Owner:
    """Return what a job is known by in later runs, also where all of it was moved elsewhere."""
    return os.path.relpath(job.file, folder) if job.file is not None else "", job.instruction


def without_own(jobs: Sequence[Job], folder: Path, made: Mapping[str, Owner]) -> list[Job]:
    """Return the jobs found in a folder, without the videos that earlier runs made there."""
    own = {os.path.realpath(folder / name) for name in made}
    return [job for job in jobs if job.file is None or os.path.realpath(job.file) not in own]


def name_outputs(jobs: Sequence[Job], folder: Path, made: Mapping[str, Owner]) -> None:
    """Give each job a file of its own; name those that ask for one that is taken.

    Parameters
    ----------
    made
        The videos of earlier runs, as seen from the folder: each goes to the same job again, or to its file
        with other words, and never to another file.
    """
    inputs = {_real(job.file) for job in jobs if job.file is not None}
    taken: set[str] = set()
    for job in jobs:
        if job.output == Path() or job.problem:
            continue
        job.output = Path(os.path.abspath(job.output.with_suffix(".mp4")))  # noqa: PTH100 - links stay links
        real = _real(job.output)
        if real in taken:
            job.problem = f"{job.output.name} is the output of another job as well."
        elif real in inputs:
            job.problem = f"{job.output.name} is one of the files to work on. Name another output."
        taken.add(real)
    taken |= inputs
    same: dict[object, list[str]] = defaultdict(list)
    for name, owner in made.items():
        same[owner].append(name)
        if owner[0]:
            same[owner[0]].append(name)
    nameless = [job for job in jobs if job.output == Path()]
    for known in (lambda job: owner_of(job, folder), lambda job: owner_of(job, folder)[0]):
        for job in nameless:
            if job.output != Path():
                continue
            own = (folder / name for name in same.get(known(job), ()))
            path = next((path for path in own if _real(path) not in taken), None)
            if path is not None:
                job.output = path.absolute()
                taken.add(_real(path))
    taken |= {_real(folder / name) for name in made}
    used: Counter[str] = Counter()
    for job in nameless:
        stem = (job.file.stem if job.file else "music")[:_MOST]
        while job.output == Path():
            used[stem] += 1
            number = used[stem]
            path = folder.absolute() / f"{stem}{f'-{number}' if number > 1 else ''}.mp4"
            if _real(path) not in taken:
                job.output = path
                taken.add(_real(path))


def _real(path: Path) -> str:
    """Return where a file really lies; its own link, if it is one, counts as itself."""
    return os.path.join(os.path.realpath(path.parent), path.name)  # noqa: PTH118
