"""What does each command do? One function per verb; `perform` finds it. All of them return the result.

Every function here is the display around one or two calls of the client; scripts use those directly.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.client import Projects, Uploads
from nemo_nb.protocol import Progress, RenderError, TextDelta, ToolCall, ToolResult, Video
from nemo_nb.timeline import tell

from .command import Command
from .errors import UsageProblem
from .lists import Lines, OpenProject, Skills
from .live import Live, publish
from .shown import reply_bundle, shown_once
from .stopped import applied
from .translate import translate
from .usage import Help
from .video import free_name, video_bundle
from .words import activity

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_nb.client import Project
    from nemo_nb.protocol import Event

    from .translate import Action
    from .workspace import Workspace

AT_ONCE = ("export", "status", "credits")
"""What ``--auto`` does by itself; the rest needs a person's words or files."""


def perform(command: Command, space: Workspace) -> Any:
    """Do what ``command`` says and return its result. Raises `NemoError`."""
    settings = space.settings
    command = replace(command, auto=command.auto or settings.auto, quiet=command.quiet or settings.quiet)
    settings.hear(command.text)
    if command.skill is not None:
        space.use_skill(command.skill)
    return _VERBS[command.verb](command, space)


def _chat(command: Command, space: Workspace) -> Any:
    _greet(command, space)
    result: Any
    with Live(quiet=command.quiet, heard=space.tell) as live, space.turn() as project:
        _upload_all(project, command.uploads, live, space)
        space.tell("prompt", command.text)
        live.doing(tell("Reading your message…"))
        with project.stream(command.text) as events:
            try:
                for event in events:
                    _follow(event, live)
                result = events.reply
            except KeyboardInterrupt as stop:
                events.close()
                stop.add_note(applied(project, events.before))
                raise
        space.tell("reply", result)
        now, later = _divided(translate(result.text).actions, command)
        seen = live.finish(reply_bundle(result, later))
    if command.export is None and not now:
        return shown_once(result) if seen or command.quiet else result
    if not seen and not command.quiet:
        publish(result)
    for action in now:
        shown = perform(Command(action.verb, quiet=command.quiet), space)
        if not command.quiet:
            publish(shown)
    return shown_once(result) if command.export is None else _export_to(command.export, command, space)


def _divided(actions: tuple[Action, ...], command: Command) -> tuple[list[Action], list[Action]]:
    """Return what is done at once, and what is offered."""
    left = [action for action in actions if action.verb != "export" or command.export is None]
    now = [action for action in left if command.auto and action.verb in AT_ONCE]
    return now, [action for action in left if action not in now]


def _follow(event: Event, live: Live) -> None:
    """Show one event. A failure is raised by the stream's end; a heartbeat is what the clock shows anyway."""
    if isinstance(event, TextDelta):
        live.say(event.text)
    elif isinstance(event, ToolResult):
        live.doing(tell("Answering…"))
    elif isinstance(event, ToolCall):
        live.doing(activity(event.name, event.args))


def _upload(command: Command, space: Workspace) -> Any:
    _greet(command, space)
    with Live(quiet=command.quiet, heard=space.tell) as live, space.turn() as project:
        result = _upload_all(project, command.args, live, space)
        seen = live.finish(result._repr_mimebundle_())
    return shown_once(result) if seen or command.quiet else result


def _upload_all(project: Project, files: tuple[str, ...], live: Live, space: Workspace) -> Uploads:
    if not files:
        return Uploads()
    paths = [name if "://" in name else str(Path(name).expanduser()) for name in files]
    media = project.upload(*paths, progress=lambda step: _show(step, live, "Uploading"))
    space.tell("upload", media)
    return media


def _export(command: Command, space: Workspace) -> Any:
    return _export_to(command.args[0] if command.args else "", command, space)


def _export_to(target: str, command: Command, space: Workspace) -> Any:
    _greet(command, space)
    with Live(quiet=command.quiet, heard=space.tell) as live, space.turn() as project:
        _upload_all(project, command.uploads, live, space)
        live.doing(f"{tell('Rendering')}…")
        path = _plain(target) if target else free_name(project.timeline(), command.format)

        def export(show: Callable[[Progress], object]) -> Video:
            return project.export(path, command.format, quality=command.quality, progress=show)

        return _fetched(export, command, space, live)


def _plain(target: str) -> Path:
    """Return where a file is to go, without steps back on the way there."""
    path = Path(target).expanduser()
    return path.parent.resolve() / path.name if ".." in path.parts else path


def _fetched(
    fetch: Callable[[Callable[[Progress], object]], Video], command: Command, space: Workspace, live: Live
) -> Video:
    try:
        result = fetch(lambda step: _show(step, live, "Rendering"))
    except KeyboardInterrupt as stop:
        stop.add_note(tell("Your timeline is safe."))
        raise
    space.tell("export", result)
    seen = live.finish(video_bundle(result))
    return shown_once(result) if seen or command.quiet else result


def _show(step: Progress, live: Live, doing: str) -> None:
    share = step.done / step.total if step.total else None
    words = {"upload": "Uploading", "render": "Rendering", "download": "Downloading"}.get(step.stage, doing)
    live.doing(step.message or tell(words), share)


def _status(command: Command, space: Workspace) -> Any:
    _greet(command, space)
    return space.project.timeline()


def _credits(command: Command, space: Workspace) -> Any:
    if space.client.service.local:
        _greet(command, space, _no_setup)
        return Lines(tell("The local engine needs no credits."))
    _greet(command, space, space.client.credits)
    return space.client.credits()


def _renders(command: Command, space: Workspace) -> Any:
    _greet(command, space, _no_setup)
    return space.client.renders()


def _resume(command: Command, space: Workspace) -> Any:
    _greet(command, space, _no_setup)
    known = space.client.renders(refresh=False)
    wanted = command.args[0] if command.args else known[-1].id if known else ""
    if not wanted:
        raise RenderError("There is nothing to export yet.", hint="No exports yet. %nemo export makes one.")
    with Live(quiet=command.quiet, heard=space.tell) as live:
        live.doing(f"{tell('Rendering')}…")
        return _fetched(lambda show: space.client.resume(wanted, progress=show), command, space, live)


def _connect(command: Command, space: Workspace) -> Any:
    space.connect(command.args[0] if command.args else "auto")
    space.greeted()
    return Lines(*space.greeting()[:1])


def _skill(command: Command, space: Workspace) -> Any:
    if not command.args:
        return Skills(space.skill.name)
    space.use_skill(command.args[0])
    return Lines(*space.introduction())


def _new(command: Command, space: Workspace) -> Any:
    _greet(command, space, space.client.credits)
    return OpenProject(space.new())


def _projects(command: Command, space: Workspace) -> Any:
    _greet(command, space, _no_setup)
    return Projects(space.client.projects(), space.project.session_id if space.has_project else "")


def _open(command: Command, space: Workspace) -> Any:
    session_id = _named(command.args[0], space)
    # Asked before it becomes the current project: a wrong id leaves everything as it was.
    timeline = space.client.project(session_id=session_id).timeline()
    space.open(session_id)
    _greet(command, space)
    return timeline


def _named(wanted: str, space: Workspace) -> str:
    """Return the id that is meant: by its beginning, or by a name (the latest project of that name)."""
    known = space.client.projects()
    begun = [project.session_id for project in known if project.session_id.startswith(wanted)]
    named = [project.session_id for project in known if project.name == wanted]
    return begun[0] if len(begun) == 1 else named[0] if named else wanted


def _link(command: Command, space: Workspace) -> Any:
    if space.client.service.local:
        raise UsageProblem(
            "This project is on this computer only, so there is no page to open.",
            hint="%nemo panel shows it with buttons; %nemo connect cloud starts one at NemoVideo.",
        )
    _greet(command, space)
    return Lines(space.project.link())


def _panel(command: Command, space: Workspace) -> Any:
    from .panel import NemoPanel  # ipywidgets, only for who wants buttons

    return NemoPanel()


def _batch(command: Command, space: Workspace) -> Any:
    # With a table or lines it never comes here: magics.py hands those to batch.py.
    raise UsageProblem("There are no jobs.", hint="Write one job a line: clip.mp4: add calm lo-fi -> out.mp4")


def _help(command: Command, space: Workspace) -> Any:
    return Help()


def _no_setup() -> None:
    """Set nothing up: these lists are this computer's own, and a service that is away must not hide them."""


def _greet(command: Command, space: Workspace, setup: Callable[[], object] | None = None) -> None:
    """On first use, make account and project ready under one short status, then say who does the work."""
    if space.is_greeted:
        return
    with Live(quiet=command.quiet, heard=space.tell) as live:
        live.doing(tell("Setting things up…"))
        if setup is None:
            _ = space.project.session_id
        else:
            setup()
        lines = Lines(*space.greeting())
        seen = live.finish(lines._repr_mimebundle_())
    space.greeted()
    if not seen and not command.quiet:
        publish(lines)


_VERBS: dict[str, Callable[[Command, Workspace], Any]] = {
    "chat": _chat,
    "upload": _upload,
    "export": _export,
    "status": _status,
    "credits": _credits,
    "renders": _renders,
    "resume": _resume,
    "connect": _connect,
    "skill": _skill,
    "new": _new,
    "projects": _projects,
    "open": _open,
    "link": _link,
    "batch": _batch,
    "panel": _panel,
    "help": _help,
}
