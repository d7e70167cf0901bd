"""How are short answers and lists shown? Uploads, projects, exports, skills, as HTML and plain text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from nemo_nb.client import KnownProject
from nemo_nb.protocol import MB, SKILLS, Media, RenderJob
from nemo_nb.timeline import clock, framed, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nemo_nb.client import Project

Bundle = dict[str, str]

LIST = '<ul style="list-style-type:none;padding:0;margin:0 0 8px">'
STATES = {"pending": "waiting", "processing": "rendering", "completed": "done", "failed": "failed"}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return an HTML table; ``head`` is told in the language spoken now, cells are HTML already."""
    top = "".join(f'<th scope="col">{escape(tell(name)) if name else ""}</th>' for name in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="n-table n-left"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def quiet(text: str) -> str:
    """Return one small line of HTML."""
    return f'<p class="n-quiet">{escape(text)}</p>'


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
        return tell("Project {name}", name=self.project.session_id)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        back = tell("%nemo open {name} returns to it.", name=self.project.session_id)
        html = f"<p><b>{escape(repr(self))}</b></p>{quiet(back)}"
        return {"text/plain": repr(self), "text/html": framed(html)}


class Projects(list[KnownProject]):
    """The projects of this computer, the one last worked on first.

    Parameters
    ----------
    projects
        What the client knows.
    here
        The id of the project in use; empty without one.
    """

    def __init__(self, projects: Iterable[KnownProject], here: str = "") -> None:
        super().__init__(projects)
        self.here = here

    def _rows(self) -> list[tuple[str, str, str, str]]:
        return [
            ("●" if p.session_id == self.here else "", p.name or "–", p.session_id, f"{p.at:%Y-%m-%d %H:%M}")
            for p in self
        ]

    def __repr__(self) -> str:
        if not self:
            return tell("No projects yet. The first message or upload starts one.")
        return "\n".join(f"{mark or ' '} {id}  {at}  {name}" for mark, name, id, at in self._rows())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        if not self:
            return {"text/plain": repr(self), "text/html": framed(f"<p>{escape(repr(self))}</p>")}
        rows = [
            (
                mark and f'<span title="{escape(tell("in use"))}">{mark}</span>',
                f"<b>{escape(name)}</b>",
                at,
                f"<code>%nemo open {escape(id)}</code>",
            )
            for mark, name, id, at in self._rows()
        ]
        return {"text/plain": repr(self), "text/html": framed(table(("", "Project", "Last used", ""), rows))}


class Renders(list[RenderJob]):
    """Every known export, the oldest first."""

    def __repr__(self) -> str:
        if not self:
            return tell("No exports yet. %nemo export makes one.")
        return "\n".join(f"{job.id}  {_state(job)}  {_file(job)}".rstrip() for job in self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        if not self:
            return {"text/plain": repr(self), "text/html": framed(f"<p>{escape(repr(self))}</p>")}
        rows = [
            (
                escape(_state(job)),
                f"<b>{escape(_file(job))}</b>",
                "" if job.status == "failed" else f"<code>%nemo resume {escape(job.id)}</code>",
            )
            for job in self
        ]
        return {"text/plain": repr(self), "text/html": framed(table(("State", "File", ""), rows))}


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
            f"{'●' if name == self.active else ' '} {name}: {tell(skill.job)} ({tell(skill.usual)})"
            for name, skill in SKILLS.items()
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        rows = [
            (
                "●" if name == self.active else "",
                f"<b>{name}</b><br>{escape(tell(skill.job))}",
                " ".join(skill.inputs),
                f"{skill.limit // MB} MB",
                escape(tell(skill.usual)),
            )
            for name, skill in SKILLS.items()
        ]
        html = table(("", "Skill", "Takes", "Up to", "Usual time"), rows)
        return {"text/plain": repr(self), "text/html": framed(html)}


def _media(media: Media) -> str:
    facts = [tell(media.kind)]
    if media.duration:
        facts.append(clock(media.duration))
    if media.width and media.height:
        facts.append(f"{media.width}×{media.height}")
    return f"{media.filename}: {', '.join(facts)}"


def _state(job: RenderJob) -> str:
    state = tell(STATES.get(job.status, job.status))
    return f"{state} {job.progress:.0f} %" if job.status == "processing" else state


def _file(job: RenderJob) -> str:
    return job.path.name if job.path else ""
