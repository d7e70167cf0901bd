"""How are short answers and lists shown? Uploads, projects, exports, skills, as HTML and plain text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from nemo_nb.protocol import MB, SKILLS
from nemo_nb.timeline import clock, framed, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nemo_nb.client import Project, Projects, Renders, Uploads
    from nemo_nb.protocol import Media, RenderJob

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


def uploads_bundle(uploads: Uploads) -> Bundle:
    """Return how the files of one upload are shown."""
    lines = [f"✅ {_media(media)}" for media in uploads]
    rows = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return {"text/plain": "\n".join(lines), "text/html": framed(f"{LIST}{rows}</ul>")}


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


def projects_bundle(projects: Projects) -> Bundle:
    """Return how the projects of this computer are shown, the one in use marked."""
    if not projects:
        return _line(tell("No projects yet. The first message or upload starts one."))
    rows, lines = [], []
    for project in projects:
        mark = "●" if project.session_id == projects.here else ""
        name, at = project.name or "–", f"{project.at:%Y-%m-%d %H:%M}"
        lines.append(f"{mark or ' '} {project.session_id}  {at}  {name}")
        here = f'<span title="{escape(tell("in use"))}">{mark}</span>' if mark else ""
        back = f"<code>%nemo open {escape(project.session_id)}</code>"
        rows.append((here, f"<b>{escape(name)}</b>", at, back))
    html = framed(table(("", "Project", "Last used", ""), rows))
    return {"text/plain": "\n".join(lines), "text/html": html}


def renders_bundle(renders: Renders) -> Bundle:
    """Return how exports are shown."""
    if not renders:
        return _line(tell("No exports yet. %nemo export makes one."))
    lines = [f"{job.id}  {_state(job)}  {_file(job)}".rstrip() for job in renders]
    rows = [
        (
            escape(_state(job)),
            f"<b>{escape(_file(job))}</b>",
            "" if job.status == "failed" else f"<code>%nemo resume {escape(job.id)}</code>",
        )
        for job in renders
    ]
    return {"text/plain": "\n".join(lines), "text/html": framed(table(("State", "File", ""), rows))}


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


def _line(text: str) -> Bundle:
    return {"text/plain": text, "text/html": framed(f"<p>{escape(text)}</p>")}


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
