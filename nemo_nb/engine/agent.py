"""One message becomes edits on the draft, told step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nemo_nb.engine.acts import Desk, RefusedError, grant, refit
from nemo_nb.engine.songs import Songs
from nemo_nb.engine.steps import Say, Step
from nemo_nb.engine.voice import Voice, speaks_chinese
from nemo_nb.engine.words import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nemo_nb.engine.analyses import Analyses
    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.library import Library
    from nemo_nb.engine.store import Project, Store


class Agent:
    """Works on projects. Thread-safe as long as no two threads work on the same project."""

    def __init__(self, store: Store, library: Library, analyses: Analyses) -> None:
        self._store = store
        self._library = library
        self._analyses = analyses
        self._songs = Songs(library)
        self._puzzled: set[str] = set()

    def reply(self, project: Project, text: str, cancel: Cancel) -> Iterator[Step]:
        """Yield the steps of the answer to one message; each edit is saved before its step is yielded.

        All edits of one message are one step for undo.
        """
        desk = self._desk(project, text, cancel)
        wishes = read(text, desk.setting())
        if not wishes:
            yield desk.tell("cannot")
        spoken = False
        for wish in wishes:
            cancel.check()
            fresh = spoken
            for step in _answered(grant(wish, desk, wishes)):
                if isinstance(step, Say):
                    said = desk.voice.besides(step.text) if len(wishes) > 1 else step.text
                    yield Say("\n" + said if fresh else said)
                    spoken, fresh = True, False
                else:
                    yield step
        if desk.saved:
            yield from _answered(refit(desk))
        (self._puzzled.add if desk.puzzled else self._puzzled.discard)(project.id)

    def refit(self, project: Project, cancel: Cancel) -> None:
        """Compose the music anew if it no longer fits what is seen, as part of the last edit."""
        desk = self._desk(project, "upload", cancel)
        desk.saved = True
        for _ in refit(desk):
            cancel.check()

    def _desk(self, project: Project, text: str, cancel: Cancel) -> Desk:
        voice = Voice(chinese=speaks_chinese(text, project.language))
        again = project.id in self._puzzled
        rooms = (self._store, self._library, self._analyses, self._songs)
        return Desk(*rooms, project, voice, text, cancel, again=again)


def _answered(steps: Iterator[Step]) -> Iterator[Step]:
    """Yield the steps of an act; where it is refused, the reason ends them."""
    try:
        yield from steps
    except RefusedError as refusal:
        yield Say(str(refusal))
