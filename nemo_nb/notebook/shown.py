"""How are results shown? One bundle (HTML and plain text) for each kind of result.

`shown_once` keeps IPython from printing a result again right after a live display has shown it, while ``_``,
``Out`` and ``x = %nemo …`` still get the object.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from nemo_nb.client import Projects, Renders, Reply, Uploads
from nemo_nb.protocol import Credits, Video
from nemo_nb.timeline import Timeline, framed, tell

from .lists import LIST, OpenProject, projects_bundle, quiet, renders_bundle, uploads_bundle
from .translate import Action, translate
from .video import video_bundle
from .words import rich

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Bundle = dict[str, str]


def credits_bundle(credits: Credits) -> Bundle:
    """Return how a balance is shown."""
    words = "{available} credits left of {total}."
    if credits.frozen:
        words = "{available} credits left of {total}, {frozen} held by running work."
    amounts = {name: f"{getattr(credits, name):g}" for name in ("available", "total", "frozen")}
    line = tell(words, **amounts)
    return {"text/plain": line, "text/html": framed(f"<p>{line}</p>")}


def reply_bundle(reply: Reply, offered: Sequence[Action] | None = None) -> Bundle:
    """Return a finished answer: what the service said, what changed, the timeline, and what to do next.

    ``offered`` are the actions still to do; by default all that the answer implies.
    """
    meant = translate(reply.text)
    actions = meant.actions if offered is None else offered
    changes = [f"✅ {change}" for change in reply.changes]
    notes = [note for note in (meant.text.strip(), _note(reply)) if note]
    picture = bool(changes) and not reply.timeline.is_empty
    html = "".join(map(rich, notes))
    if changes:
        html += LIST + "".join(f"<li>{escape(line)}</li>" for line in changes) + "</ul>"
    if picture:
        html += reply.timeline.html + _music_html(reply)
    html += _next_html(actions, reply.timeline)
    plain = [*notes, *changes, *([repr(reply.timeline)] if picture else []), _next(actions, reply.timeline)]
    return {"text/plain": "\n".join(plain), "text/html": framed(html)}


def _music_html(reply: Reply) -> str:
    """Return the report of the music, folded, where the music is what changed."""
    touched = [change.after for change in reply.changes if change.after is not None]
    report = reply.timeline.music if any(segment.kind == "audio" for segment in touched) else None
    if report is None:
        return ""
    return f"<details><summary>{escape(tell('About the music'))}</summary>{report.html}</details>"


def _note(reply: Reply) -> str:
    """Return what has to be said beside the service's own words; a cell never ends in silence."""
    if reply.outcome == "unknown":
        lost = tell("The answer was lost, and the timeline has not changed so far.")
        again = tell("Look at the timeline before you send the message again: it may still be applied.")
        return f"{lost} {again}"
    if reply.outcome == "recovered":
        return tell("The connection dropped, but your edit was applied:")
    said = reply.text.strip() or reply.changes
    return "" if said else tell("Nothing changed on the timeline.")


def _next(actions: Sequence[Action], timeline: Timeline) -> str:
    if not actions:
        return next_steps(timeline)
    return tell("Next: {lines}", lines=tell(" or ").join(action.line for action in actions))


def _next_html(actions: Sequence[Action], timeline: Timeline) -> str:
    if not actions:
        return quiet(next_steps(timeline))
    lines = tell(" or ").join(f"<code>{escape(action.line)}</code>" for action in actions)
    return f'<p class="n-next">{tell("Next: {lines}", lines=lines)}</p>'


def next_steps(timeline: Timeline) -> str:
    """Return the one line of what to try next."""
    kinds = {segment.kind for segment in timeline.segments}
    if "audio" in kinds:
        return tell('Try: "make it warmer", "a little quieter", or %nemo export')
    if kinds:
        return tell('Try: "add calm lo-fi", "add an upbeat track that matches the mood", or %nemo export')
    return tell("Try: %nemo upload trip.mp4")


_BUNDLES: dict[type, Callable[[Any], Bundle]] = {
    Credits: credits_bundle,
    Projects: projects_bundle,
    Renders: renders_bundle,
    Reply: reply_bundle,
    Uploads: uploads_bundle,
    Video: video_bundle,
}
_ONCE = (*_BUNDLES, Timeline, OpenProject)


def bundle(result: Any) -> Bundle:
    """Return how a result of the client is shown, by MIME type; `nemo_nb.protocol.shown` calls this."""
    return next(_BUNDLES[kind] for kind in type(result).__mro__ if kind in _BUNDLES)(result)


_seen: list[Any] = []


def shown_once(result: Any) -> Any:
    """Note that ``result`` is on the screen already, and return it."""
    _seen[:] = [result]
    return result


def was_shown(result: Any) -> bool:
    """Return whether ``result`` is on the screen already."""
    return any(result is seen for seen in _seen)


def forget_shown() -> None:
    """Let everything be shown again; called before every cell."""
    _seen.clear()


def register(shell: Any) -> None:
    """Teach ``shell`` not to show a result again right after a live display has."""
    formatters = shell.display_formatter
    for kind in _ONCE:
        formatters.ipython_display_formatter.for_type(kind, _skip_if_seen)


def unregister(shell: Any) -> None:
    """Undo `register`."""
    formatters = shell.display_formatter
    for kind in _ONCE:
        formatters.ipython_display_formatter.pop(kind, None)


def _skip_if_seen(result: Any) -> None:
    if not was_shown(result):
        # IPython's way to say "not me": the other formatters go on.
        raise NotImplementedError
