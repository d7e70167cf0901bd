"""How are results shown? One bundle (HTML and plain text) for each kind of result.

`shown_once` keeps IPython from printing a result again right after a live display has shown it, while ``_``,
``Out`` and ``x = %nemo …`` still get the object.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from nemo_nb.client import Reply
from nemo_nb.protocol import SKILLS, Credits, Media, Video
from nemo_nb.timeline import Timeline, clock, framed

from .command import FLAGS, VERBS
from .video import video_bundle
from .words import rich

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nemo_nb.client import Project

Bundle = dict[str, str]

LIST = '<ul style="list-style-type:none;padding:0;margin:0 0 8px">'


class Lines:
    """A short answer of ours: some lines of text.

    Parameters
    ----------
    lines
        Text, one entry per line.
    """

    def __init__(self, *lines: str) -> None:
        self.lines = lines

    def __repr__(self) -> str:
        return "\n".join(self.lines)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        first, *more = map(escape, self.lines)
        html = f"<p>{first}</p>" + (f'<p class="n-quiet">{"<br>".join(more)}</p>' if more else "")
        return {"text/plain": repr(self), "text/html": framed(html)}


class Uploads(list[Media]):
    """The files of one upload, as the service sees them."""

    def __repr__(self) -> str:
        return "\n".join(f"✅ {_media(media)}" for media in self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        rows = "".join(f"<li>✅ {escape(_media(media))}</li>" for media in self)
        return {"text/plain": repr(self), "text/html": framed(f"{LIST}{rows}</ul>")}


class OpenProject:
    """A project that was just made or opened, shown as its id.

    Parameters
    ----------
    project
        The client's project; all its methods are reachable through this object's ``project``.
    """

    def __init__(self, project: Project) -> None:
        self.project = project

    def __repr__(self) -> str:
        return f"Project {self.project.session_id}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        name = escape(self.project.session_id)
        html = f'<p>Project <b>{name}</b></p><p class="n-quiet">%nemo open {name} returns to it.</p>'
        return {"text/plain": repr(self), "text/html": framed(html)}


class Skills:
    """The five skills as a table, the one in use marked.

    Parameters
    ----------
    active
        The name of the skill in use.
    """

    def __init__(self, active: str) -> None:
        self.active = active

    def __repr__(self) -> str:
        return "\n".join(
            f"{'●' if name == self.active else ' '} {name}: {skill.job} ({skill.usual})"
            for name, skill in SKILLS.items()
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        rows = "".join(
            f"<tr><td>{'●' if name == self.active else ''}</td><td><b>{name}</b><br>{escape(skill.job)}</td>"
            f"<td>{' '.join(skill.inputs)}</td><td>{skill.limit // 1_000_000} MB</td>"
            f"<td>{escape(skill.usual)}</td></tr>"
            for name, skill in SKILLS.items()
        )
        head = "".join(f"<th>{cell}</th>" for cell in ("", "Skill", "Takes", "Up to", "Usual time"))
        html = f'<table class="n-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        return {"text/plain": repr(self), "text/html": framed(html)}


class Help:
    """What can be typed."""

    def __repr__(self) -> str:
        verbs = "\n".join(_aligned(f"%nemo {verb}", use) for verb, use in VERBS.items())
        flags = "\n".join(_aligned(flag, use) for flag, use in FLAGS.items())
        return (
            "Say what you want, on one line or in the rest of the cell:\n\n  %%nemo add calm lo-fi\n\n"
            f"Commands:\n{verbs}\n\nBefore the words:\n{flags}\n\n"
            "{name} is filled in from your variables; {{name}} stays as it is."
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        verbs = "".join(_usage(f"%nemo {verb}", use) for verb, use in VERBS.items())
        flags = "".join(_usage(flag, use) for flag, use in FLAGS.items())
        html = (
            "<p>Say what you want, on one line or in the rest of the cell: "
            "<code>%%nemo add calm lo-fi</code></p>"
            f'<table class="n-table n-words">{verbs}</table>'
            f'<p class="n-quiet">Before the words:</p><table class="n-table n-words">{flags}</table>'
            '<p class="n-quiet"><code>{name}</code> is filled in from your variables; '
            "<code>{{name}}</code> stays as it is.</p>"
        )
        return {"text/plain": repr(self), "text/html": framed(html)}


def credits_bundle(credits: Credits) -> Bundle:
    """Return how a balance is shown."""
    held = f", {credits.frozen:g} held by running work" if credits.frozen else ""
    line = f"{credits.available:g} credits left of {credits.total:g}{held}."
    return {"text/plain": line, "text/html": framed(f"<p>{line}</p>")}


def reply_bundle(reply: Reply) -> Bundle:
    """Return a finished answer: what the service said, what changed, the timeline, and what to try next."""
    changes = [f"✅ {change}" for change in reply.changes]
    notes = [reply.text.strip()] if reply.text.strip() else []
    if reply.outcome == "recovered":
        notes.append("The connection dropped, but your edit was applied:" if changes else "")
    elif not notes and not changes:
        notes.append("Nothing changed on the timeline.")
    notes = [note for note in notes if note]
    picture = bool(changes) and not reply.timeline.is_empty
    hint = next_steps(reply.timeline)
    html = "".join(map(rich, notes))
    if changes:
        html += LIST + "".join(f"<li>{escape(line)}</li>" for line in changes) + "</ul>"
    html += (reply.timeline.html if picture else "") + f'<p class="n-quiet">{escape(hint)}</p>'
    plain = [*notes, *changes, *([repr(reply.timeline)] if picture else []), hint]
    return {"text/plain": "\n".join(plain), "text/html": framed(html)}


def next_steps(timeline: Timeline) -> str:
    """Return the one line of what to try next."""
    kinds = {segment.kind for segment in timeline.segments}
    if "audio" in kinds:
        return 'Try: "make it warmer", "a little quieter", or %nemo export'
    if kinds:
        return 'Try: "add calm lo-fi", "add an upbeat track that matches the mood", or %nemo export'
    return "Try: %nemo upload trip.mp4"


def _aligned(name: str, use: str) -> str:
    values, _, meaning = use.partition("  ")
    return f"  {f'{name} {values}'.strip():34} {meaning.strip()}"


def _usage(name: str, use: str) -> str:
    values, _, meaning = use.partition("  ")
    typed = f"{name} {values}".strip()
    return f"<tr><td><code>{escape(typed)}</code></td><td>{escape(meaning.strip())}</td></tr>"


def _media(media: Media) -> str:
    facts = [media.kind]
    if media.duration:
        facts.append(clock(media.duration))
    if media.width and media.height:
        facts.append(f"{media.width}×{media.height}")
    return f"{media.filename}: {', '.join(facts)}"


_BUNDLES: dict[type, Callable[[Any], Bundle]] = {
    Credits: credits_bundle,
    Reply: reply_bundle,
    Video: video_bundle,
}
_ONCE: Iterable[type] = (Credits, Reply, Video, Timeline, Uploads, OpenProject)
_seen: list[Any] = []


def shown_once(result: Any) -> Any:
    """Note that ``result`` is on the screen already, and return it."""
    _seen[:] = [result]
    return result


def forget_shown() -> None:
    """Let everything be shown again; called before every cell."""
    _seen.clear()


def register(shell: Any) -> None:
    """Teach ``shell`` to show this package's results."""
    formatters = shell.display_formatter
    for kind, bundle in _BUNDLES.items():
        formatters.mimebundle_formatter.for_type(kind, bundle)
    for kind in _ONCE:
        formatters.ipython_display_formatter.for_type(kind, _skip_if_seen)


def unregister(shell: Any) -> None:
    """Undo `register`."""
    formatters = shell.display_formatter
    for kind in _BUNDLES:
        formatters.mimebundle_formatter.pop(kind, None)
    for kind in _ONCE:
        formatters.ipython_display_formatter.pop(kind, None)


def _skip_if_seen(result: Any) -> None:
    if not any(result is seen for seen in _seen):
        # IPython's way to say "not me": the other formatters go on.
        raise NotImplementedError
