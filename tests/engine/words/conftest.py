"""An agent without a process around it, and projects to talk to."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pytest

from nemo_nb.engine import draft as drafts
from nemo_nb.engine.agent import Agent
from nemo_nb.engine.analyses import Analyses
from nemo_nb.engine.cancel import Cancel
from nemo_nb.engine.library import Library
from nemo_nb.engine.picture import Facts, read_facts
from nemo_nb.engine.steps import Say
from nemo_nb.engine.store import Project, Store

Json = dict[str, Any]


@dataclass
class Talk:
    """One project, spoken to."""

    agent: Agent
    store: Store
    project: Project
    files: dict[str, tuple[str, Facts]]
    said: str = ""

    def upload(self, *names: str) -> None:
        for name in names:
            digest, facts = self.files[name]
            self.store.add_media(self.project.id, digest, name, 1, facts.to_json())
            before = self.store.draft(self.project.id)
            draft = before.draft or drafts.new("project", self.project.language)
            draft = drafts.add_material(draft, name, digest, facts)
            self.store.save_draft(self.project.id, before, draft, "upload")
            self.agent.refit(self.project, Cancel())

    def say(self, text: str) -> Json:
        steps = self.agent.reply(self.project, text, Cancel())
        self.said = "".join(step.text for step in steps if isinstance(step, Say))
        return self.draft

    @property
    def draft(self) -> Json:
        return self.store.draft(self.project.id).draft


class _Cuts(Analyses):
    """Cuts that are known beforehand: a scene every two seconds in trip.mp4."""

    def _analyse(self, digest: str, packets: Any) -> Any:
        from nemo_nb.engine.picture.analysis import Analysis

        material = self._store.material(digest)
        assert material is not None
        trip = material.facts["duration"] == 10
        return Analysis(cuts=(2.0, 4.0, 6.0, 8.0) if trip else (), loudness=-20.0)


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Talk]]:
    """Open projects with trip.mp4 (10 s, five scenes), b.mp4 (4 s), a.jpg, logo.png or song.mp3 in them."""
    folder = tmp_path_factory.mktemp("studio")
    library = Library(folder / "home")
    store = Store(library.database)
    agent = Agent(store, library, _Cuts(store, library))
    files = {name: _keep(library, folder / name, *how) for name, how in _FILES.items()}
    numbers = iter(range(10**6))

    def start(*names: str, language: str = "en") -> Talk:
        project = store.new_project(f"u{next(numbers)}", "project", language)
        talk = Talk(agent, store, project, files)
        talk.upload(*names)
        return talk

    yield start
    store.close()
    library.close()


@pytest.fixture(scope="session")
def scored(studio: Callable[..., Talk]) -> Callable[[], Talk]:
    """Projects with trip.mp4 and the same lo-fi under it, composed once."""
    first = studio("trip.mp4")
    draft = first.say("add calm lo-fi")
    assert drafts.segments(draft, drafts.AUDIO, "music"), first.said

    def start() -> Talk:
        talk = studio("trip.mp4")
        talk.store.save_draft(talk.project.id, talk.store.draft(talk.project.id), draft, "add calm lo-fi")
        return talk

    return start


_PICTURE, _TONE = "testsrc2=s=320x180:r=25:d={}", "sine=f=330:d={}"
_SHOT = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac")
_FILES: dict[str, tuple[str, ...]] = {
    "trip.mp4": ("-f", "lavfi", "-i", _PICTURE.format(10), "-f", "lavfi", "-i", _TONE.format(10), *_SHOT),
    "b.mp4": ("-f", "lavfi", "-i", _PICTURE.format(4), *_SHOT),
    "a.jpg": ("-f", "lavfi", "-i", "testsrc=s=320x240", "-frames:v", "1"),
    "logo.png": ("-f", "lavfi", "-i", "color=red:s=100x50", "-frames:v", "1"),
    "song.mp3": ("-f", "lavfi", "-i", _TONE.format(6)),
}


def _keep(library: Library, path: Path, *how: str) -> tuple[str, Facts]:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *how, str(path)]
    subprocess.run(command, check=True, capture_output=True)
    facts, _ = read_facts(path)
    with library.receive() as incoming:
        incoming.write(path.read_bytes())
        digest = incoming.keep()
    length = float(round(facts.duration)) if facts.kind != "image" else facts.duration
    return digest, replace(facts, duration=length)
