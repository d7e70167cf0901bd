"""The engine's work as three plain functions, for a batch: `analyse`, `compose`, `render`.

Each is a function of its arguments and of files that are named by their content, and can therefore run in any
process on any machine, as often as need be: a worker that dies costs one try and nothing else. Arguments and
results are plain data that any `concurrent.futures.Executor` can carry. This is the one door of the engine
for who has no need of its server.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nemo_nb.engine.bench import bench
from nemo_nb.engine.shared import DamagedError, Shared, digest_of
from nemo_nb.protocol import NemoError, UnsupportedFileError

if TYPE_CHECKING:
    from pathlib import Path

    from nemo_nb.engine.picture import Facts

__all__ = [
    "Composed",
    "DamagedError",
    "File",
    "Rendered",
    "Seen",
    "Shared",
    "analyse",
    "compose",
    "digest_of",
    "render",
]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """A file to work on: its SHA-256, its name, and where it lies for who sees the same disk."""

    digest: str
    name: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What `analyse` found: the streams of a file, its size in bytes, and what is seen and heard in it."""

    facts: Json
    size: int
    analysis: Json | None


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished draft, the one before the instruction, and what was said.

    ``media`` has the facts of all that the draft needs, by hash; ``made`` says where in the shared place
    those lie that are new.
    """

    before: Json
    draft: Json
    text: str
    media: dict[str, Json] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished video in the shared place; seconds, bytes and SHA-256."""

    name: str
    duration: float
    size: int
    digest: str


def analyse(shared: Shared, file: File, attempt: int = 0) -> Seen:
    """Look at and listen to a file.

    Parameters
    ----------
    attempt
        Only tells one try from another, for executors that remember what they have been asked.

    Raises
    ------
    UnsupportedFileError
        It cannot be read as a video, picture or sound file.
    """
    from nemo_nb.engine.picture import UnreadableError, read_facts
    from nemo_nb.engine.picture.analysis import analyse as look

    here = bench()
    with here.holding(shared, [_wanted(file)]):
        path = here.engine.library.media(file.digest)
        try:
            facts, packets = read_facts(path)
        except UnreadableError as error:
            raise UnsupportedFileError(
                f"{file.name} cannot be read as a video, picture or sound file: {error}."
            ) from None
        seen = None if facts.kind == "image" else look(path, facts, packets).to_json()
        return Seen(facts.to_json(), path.stat().st_size, seen)


def compose(
    shared: Shared,
    job: str,
    files: list[tuple[File, Seen]],
    instruction: str,
    language: str,
    attempt: int = 0,
) -> Composed:
    """Put the files on a timeline and do there what the instruction says, as the engine does in a chat.

    Parameters
    ----------
    job
        A name for what comes of it: letters and digits.

    Raises
    ------
    NemoError
        The instruction cannot be carried out.
    """
    from nemo_nb.engine import draft as drafts
    from nemo_nb.engine.agent import Agent
    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.picture import Facts
    from nemo_nb.engine.steps import Say

    here = bench()
    store, library = here.engine.store, here.engine.library
    name = files[0][0].name if files else "project"
    project = store.new_project("batch", name, language)
    with here.holding(shared, [_wanted(file) for file, _ in files]):
        before = drafts.new(project.name, language)
        for file, seen in files:
            store.add_media(project.id, file.digest, file.name, seen.size, seen.facts)
            if seen.analysis is not None:
                store.save_analysis(file.digest, seen.analysis)
            before = drafts.add_material(before, file.name, file.digest, Facts.from_json(seen.facts))
        if files:
            before = store.save_draft(project.id, store.draft(project.id), before, "upload").draft
        said: list[str] = []
        if instruction:
            agent = Agent(store, library, here.engine.analyses)
            said += [
                step.text for step in agent.reply(project, instruction, Cancel()) if isinstance(step, Say)
            ]
    after = store.draft(project.id).draft or before
    brought = {file.digest for file, _ in files}
    needed = {entry.hash: entry for entry in store.media(project.id)}
    made = {digest: f"made/{job}-{digest}" for digest in needed if digest not in brought}
    for digest, place in made.items():
        shared.put(library.media(digest), place)
        here.keep(digest)
    return Composed(before, after, "".join(said).strip(), {d: e.facts for d, e in needed.items()}, made)


def render(shared: Shared, job: str, composed: Composed, files: list[File], attempt: int = 0) -> Rendered:
    """Make the video of a draft and leave it in the shared place.

    Parameters
    ----------
    job
        A name for the result: letters and digits.

    Raises
    ------
    RenderError
    """
    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.picture import Facts
    from nemo_nb.engine.render import render as make

    here = bench()
    library = here.engine.library

    def find(digest: str) -> tuple[Path, Facts] | None:
        path = library.media(digest)
        facts = composed.media.get(digest)
        return (path, Facts.from_json(facts)) if facts is not None and path.is_file() else None

    wanted = [*map(_wanted, files), *((digest, place, None) for digest, place in composed.made.items())]
    with here.holding(shared, wanted), library.scratch() as scratch:
        try:
            made = make(composed.draft, find, scratch, Cancel(), lambda percent: None)
        except MemoryError:
            raise NemoError("There is not enough memory to render this.") from None
        name = f"videos/{job}.mp4"
        facts = Rendered(name, made.duration, made.path.stat().st_size, digest_of(made.path))
        shared.put(made.path, name)
    return facts


def _wanted(file: File) -> tuple[str, str, str | None]:
    return file.digest, f"media/{file.digest}", file.path
