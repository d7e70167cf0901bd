"""The project on the editor's desk while one message is answered: its draft, its files, its voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine import history
from nemo_nb.engine.picture import Facts
from nemo_nb.engine.picture.analysis import Analysis
from nemo_nb.engine.steps import Call, Done, Say, Step
from nemo_nb.engine.store import DraftChangedError
from nemo_nb.engine.words import Setting, about_looks, goes_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from nemo_nb.engine.analyses import Analyses
    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.library import Library
    from nemo_nb.engine.songs import Songs
    from nemo_nb.engine.store import Material, Project, Store
    from nemo_nb.engine.voice import Voice

Json = dict[str, Any]


class RefusedError(Exception):
    """A wish that cannot be granted; the message is for the person who had it."""


class Desk:
    """Everything that an act needs. Each save after the first one of a message belongs to the same undo.

    ``again`` is whether the message before this one was not understood either.
    """

    def __init__(
        self,
        store: Store,
        library: Library,
        analyses: Analyses,
        songs: Songs,
        project: Project,
        voice: Voice,
        message: str,
        cancel: Cancel,
        *,
        again: bool = False,
    ) -> None:
        self.store = store
        self.library = library
        self.analyses = analyses
        self.songs = songs
        self.project = project
        self.voice = voice
        self.message = message
        self.cancel = cancel
        self.saved = False
        self._again = again
        self.puzzled = False
        """Whether this message was not understood at all."""

    # The draft

    def draft(self) -> Json:
        """Return the draft as it is now; an empty one where there is none yet."""
        draft = self.store.draft(self.project.id).draft
        return draft or drafts.new(self.project.name, self.project.language)

    @property
    def length(self) -> float:
        """The timeline's length in s."""
        return drafts.length(self.draft()) / 1000

    def setting(self) -> Setting:
        """Return what is on the timeline, for whoever reads the message."""
        draft = self.draft()
        pictures = drafts.segments(draft, drafts.VIDEO)
        return Setting(
            pictures=bool(pictures),
            music=bool(drafts.segments(draft, drafts.AUDIO, "music")),
            song=bool(drafts.segments(draft, drafts.AUDIO, "song")),
            texts=bool(drafts.segments(draft, drafts.TEXT)),
            visuals=any("visual" in segment.get("m", {}) for segment in pictures),
            overlays=bool(drafts.segments(draft, drafts.VIDEO, drafts.OVERLAY)),
            files=tuple(file.filename for file in self.files()),
            looked=about_looks(history.last_wish(self.store, self.project.id)),
            touched=history.last_touched(self.store, self.project.id) if goes_on(self.message) else None,
        )

    def save(self, name: str, edit: Callable[[Json], Json]) -> Step:
        """Save an edit, on top of whatever somebody else saved meanwhile, and return its step."""
        while True:
            self.cancel.check()
            before = self.store.draft(self.project.id)
            draft = edit(before.draft or drafts.new(self.project.name, self.project.language))
            if draft == before.draft:
                # What changes nothing leaves nothing to undo.
                return Done(name, {"version": before.version})
            try:
                after = self.store.save_draft(self.project.id, before, draft, self.message, amend=self.saved)
            except DraftChangedError:
                continue
            self.saved = True
            return Done(name, {"version": after.version}, after.draft)

    def edit(self, step: str, edit: Callable[[Json], Json], **args: object) -> Iterator[Step]:
        """Yield the steps of an edit that is done at once."""
        yield Call(step, args)
        yield self.save(step, edit)

    # The voice

    def say(self, line: str, **values: object) -> str:
        """Return one of the voice's lines."""
        if line == "cannot":
            # The list of what can be done need not be told twice in a row.
            self.puzzled = True
            line = "cannot_again" if self._again else line
        return self.voice.say(line, **values)

    def tell(self, line: str, **values: object) -> Say:
        """Return the step that says a line."""
        return Say(self.say(line, **values))

    def refuse(self, line: str, **values: object) -> RefusedError:
        """Return the error that says why a wish is not granted."""
        return RefusedError(self.say(line, **values))

    # The files

    def files(self) -> list[Material]:
        """Return the project's files that were uploaded, in the order in which they came."""
        return [file for file in self.store.media(self.project.id) if not file.facts.get("composed")]

    def file(self, name: str) -> Material:
        """Return the file of this name, with or without its suffix.

        Raises
        ------
        RefusedError
        """
        wanted = name.casefold()
        files = self.files()
        for found in reversed(files):
            if found.filename.casefold() == wanted:
                return found
        for found in reversed(files):
            if (
                found.filename.casefold().rpartition(".")[0] == wanted.rpartition(".")[0]
                or wanted == (found.filename.casefold().rpartition(".")[0])
            ):
                return found
        # Chinese knows no spaces, so a name may have been read with the words before it, or too short.
        for found in reversed(files):
            here = found.filename.casefold()
            if wanted.endswith(here) or here.endswith(wanted):
                return found
        raise self.refuse("no_file", name=name)

    def path(self, digest: str) -> Path:
        """Return where a file lies."""
        return self.library.media(digest)

    def has_sound(self, segment: Json) -> bool:
        """Return whether the material of a segment has a sound of its own."""
        material = self.store.material(str(segment.get("m", {}).get("media")))
        return material is not None and bool(material.facts.get("audio_codec"))

    def sounding(self, draft: Json) -> list[Json]:
        """Return the clips and songs that have sound."""
        found = drafts.segments(draft, drafts.AUDIO, "song")
        return found + [
            segment for segment in drafts.segments(draft, drafts.VIDEO) if self.has_sound(segment)
        ]

    def analysis(self, digest: str) -> Analysis:
        """Return what is seen and heard in a file, waiting for it if need be; nothing for a photo."""
        material = self.store.material(digest)
        if material is None or Facts.from_json(material.facts).kind == "image":
            return Analysis()
        return self.analyses.wait(digest, self.cancel)
