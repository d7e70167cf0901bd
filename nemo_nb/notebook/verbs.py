"""What does each command do? One function per verb; `perform` finds it. All of them return the result.

Every function here is the display around one or two calls of the client; scripts use those directly.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemo_nb.protocol import Progress, TextDelta, ToolCall, Video

from .errors import UsageProblem
from .live import Live, publish
from .shown import Help, Lines, OpenProject, Skills, Uploads, reply_bundle, shown_once
from .video import notebook_folder, video_bundle
from .words import activity

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_nb.client import Project
    from nemo_nb.protocol import Event, Media
    from nemo_nb.timeline import Timeline

    from .command import Command
    from .workspace import Workspace


def perform(command: Command, space: Workspace) -> Any:
    """Do what ``command`` says and return its result. Raises `NemoError`."""
    if command.skill is not None:
        space.use_skill(command.skill)
    return _VERBS[command.verb](command, space)


def _chat(command: Command, space: Workspace) -> Any:
    _greet(command, space)
    result: Any
    with Live(quiet=command.quiet) as live, space.turn() as project:
        _upload_all(project, command.uploads, live, space)
        live.doing("Reading your message…")
        with project.stream(command.text) as events:
            for event in events:
                _follow(event, live)
        result = events.reply
        space.tell("reply", result)
        seen = live.finish(reply_bundle(result))
    if command.export is None:
        return shown_once(result) if seen or command.quiet else result
    if not seen and not command.quiet:
        publish(result)
    return _export_to(command.export, command, space)


def _follow(event: Event, live: Live) -> None:
    """Show one event. A failure is raised by the stream's end; a heartbeat is what the clock shows anyway."""
    if isinstance(event, TextDelta):
        live.say(event.text)
    elif isinstance(event, ToolCall):
        live.doing(activity(event.name, event.args))


def _upload(command: Command, space: Workspace) -> Any:
    _greet(command, space)
    with Live(quiet=command.quiet) as live, space.turn() as project:
        result = Uploads(_upload_all(project, command.args, live, space))
        seen = live.finish(result._repr_mimebundle_())
    return shown_once(result) if seen or command.quiet else result


def _upload_all(project: Project, files: tuple[str, ...], live: Live, space: Workspace) -> list[Media]:
    if not files:
        return []
    paths = [name if "://" in name else str(Path(name).expanduser()) for name in files]
    media = project.upload(*paths, progress=lambda step: _show(step, live, "Uploading"))
    space.tell("upload", media)
    return media


def _export(command: Command, space: Workspace) -> Any:
    return _export_to(command.args[0] if command.args else "", command, space)


def _export_to(target: str, command: Command, space: Workspace) -> Any:
    _greet(command, space)
    with Live(quiet=command.quiet) as live, space.turn() as project:
        _upload_all(project, command.uploads, live, space)
        live.doing("Rendering…")
        path = Path(target).expanduser() if target else _free_name(project.timeline())
        result: Video = project.export(path, progress=lambda step: _show(step, live, "Rendering"))
        space.tell("export", result)
        seen = live.finish(video_bundle(result))
    return shown_once(result) if seen or command.quiet else result


def _show(step: Progress, live: Live, doing: str) -> None:
    share = step.done / step.total if step.total else None
    words = {"upload": "Uploading", "render": "Rendering", "download": "Downloading"}.get(step.stage, doing)
    live.doing(step.message or words, share)


def _free_name(timeline: Timeline) -> Path:
    """Return a name in the notebook's folder that no file has, after the first clip: ``trip-scored.mp4``."""
    clips = [segment for segment in timeline.segments if segment.kind in ("video", "image", "audio")]
    stem = Path(clips[0].name).stem if clips else "video"
    stem = "-".join("".join(c if c.isalnum() or c in "-_" else " " for c in stem).split()) or "video"
    folder = notebook_folder()
    names = (f"{stem}-scored{'' if count == 1 else f'-{count}'}.mp4" for count in range(1, 10_000))
    return next(path for name in names if not (path := folder / name).exists())


def _status(command: Command, space: Workspace) -> Any:
    _greet(command, space)
    return space.project.timeline()


def _credits(command: Command, space: Workspace) -> Any:
    _greet(command, space, space.client.credits)
    return space.client.credits()


def _connect(command: Command, space: Workspace) -> Any:
    space.connect(command.args[0] if command.args else None)
    space.greeted()
    return Lines(*space.greeting()[:1])


def _skill(command: Command, space: Workspace) -> Any:
    if not command.args:
        return Skills(space.skill.name)
    skill = space.use_skill(command.args[0])
    space.greeted()
    return Lines(f"{skill.name}: {skill.job}. Usually {skill.usual}.", f'For example: "{skill.examples[0]}"')


def _new(command: Command, space: Workspace) -> Any:
    _greet(command, space, space.client.credits)
    return OpenProject(space.new())


def _open(command: Command, space: Workspace) -> Any:
    # Asked before it becomes the current project: a wrong id leaves everything as it was.
    timeline = space.client.project(session_id=command.args[0]).timeline()
    space.open(command.args[0])
    _greet(command, space)
    return timeline


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


def _help(command: Command, space: Workspace) -> Any:
    return Help()


def _greet(command: Command, space: Workspace, setup: Callable[[], object] | None = None) -> None:
    """On first use, make account and project ready under one short status, then say who does the work."""
    if space.is_greeted:
        return
    with Live(quiet=command.quiet) as live:
        live.doing("Setting things up…")
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
    "connect": _connect,
    "skill": _skill,
    "new": _new,
    "open": _open,
    "link": _link,
    "panel": _panel,
    "help": _help,
}
