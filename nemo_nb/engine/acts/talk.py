"""Undo, redo, and what cannot be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nemo_nb.engine import draft as drafts
from nemo_nb.engine import history
from nemo_nb.engine.picture import Facts
from nemo_nb.engine.steps import Call, Done, Say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nemo_nb.engine.acts.desk import Desk
    from nemo_nb.engine.steps import Step
    from nemo_nb.engine.words.wishes import Clear, Impossible, Redo, Undo, Unknown


def undo(wish: Undo, desk: Desk) -> Iterator[Step]:
    """Take edits back, but no upload; 0 steps are all edits, in one step that can be undone itself."""
    if wish.steps == 0:
        yield from _start_over(desk)
        return
    yield Call("undo")
    done, version = history.undo(desk.store, desk.project.id, wish.steps)
    yield Done("undo", {"done": done > 0}, version.draft if done else None)
    if done:
        yield desk.tell("undone" if done == 1 else "undone_more", count=done)
    else:
        yield desk.tell("nothing_but_files" if drafts.length(desk.draft()) else "nothing_to_undo")


def _start_over(desk: Desk) -> Iterator[Step]:
    yield Call("start_over")
    draft = drafts.new(desk.project.name, desk.project.language)
    for file in desk.files():
        draft = drafts.add_material(draft, file.filename, file.hash, Facts.from_json(file.facts))
    version = history.start_over(desk.store, desk.project.id, draft if desk.files() else {})
    yield Done("start_over", {"done": version is not None}, version.draft if version else None)
    yield desk.tell("undone_all" if version else "nothing_to_undo")


def redo(wish: Redo, desk: Desk) -> Iterator[Step]:
    """Do again what was undone."""
    yield Call("redo")
    done, version = history.redo(desk.store, desk.project.id, wish.steps)
    yield Done("redo", {"done": done > 0}, version.draft if done else None)
    if not done:
        yield desk.tell("nothing_to_redo")
    else:
        yield desk.tell("redone" if done == 1 else "redone_more", count=done)


def impossible(wish: Impossible, desk: Desk) -> Iterator[Step]:
    """Say that something cannot be done, and what can be done instead."""
    yield Say(desk.voice.impossible(wish.what))


def unknown(wish: Unknown, desk: Desk, *, alone: bool) -> Iterator[Step]:
    """Say that words were not understood; ``alone`` is whether they are the whole message."""
    if alone:
        yield desk.tell("cannot")
    else:
        yield desk.tell("part_unknown", words=wish.text)


def clear(_: Clear, desk: Desk) -> Iterator[Step]:
    """Leave an empty timeline; the files stay in the project."""
    if drafts.is_empty(desk.draft()):
        raise desk.refuse("length_empty")
    yield from desk.edit("clear", lambda draft: drafts.fitted({**draft, "t": []}))
    yield desk.tell("cleared")
