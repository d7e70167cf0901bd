"""One message becomes edits on the draft, told step by step."""

from __future__ import annotations

from collections.abc import Iterator

from nemo_nb.engine.analyses import Analyses
from nemo_nb.engine.cancel import Cancel
from nemo_nb.engine.library import Library
from nemo_nb.engine.steps import Say, Step
from nemo_nb.engine.store import Project, Store


class Agent:
    """Works on projects. Thread-safe as long as no two threads work on the same project."""

    def __init__(self, store: Store, library: Library, analyses: Analyses) -> None:
        self._store = store
        self._library = library

    def reply(self, project: Project, text: str, cancel: Cancel) -> Iterator[Step]:
        """Yield the steps of the answer to one message; each edit is saved before its step is yielded."""
        yield Say("I cannot do that yet. Nothing was changed.")
