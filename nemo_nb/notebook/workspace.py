"""What is this kernel working on? One client, one skill and one project, shared by magics and panel.

Two edits of one project never run at once: whoever changes something takes the project's turn first.
Listeners (the panel) hear of every change, also of those that the other side made.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from nemo_nb.client import NemoClient
from nemo_nb.protocol import SKILLS, NemoError, Skill
from nemo_nb.timeline import retell, speak, tell

from .settings import Nemo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nemo_nb.client import Project


class Workspace:
    """The kernel's current client, skill and project, each made on first use. Safe to use from any thread."""

    def __init__(self) -> None:
        self._guard = threading.RLock()
        self._turns: dict[str, threading.RLock] = {}
        self._client: NemoClient | None = None
        self._project: Project | None = None
        self.settings = Nemo()
        self.settings.observe(lambda change: self._switch(change["new"]), "skill")
        self.settings.observe(lambda change: self._reconnect(change["new"]), "service")
        self._greeted = False
        self._listeners: list[Callable[[str, Any], object]] = []

    @property
    def skill(self) -> Skill:
        """The skill in use."""
        return SKILLS[self.settings.skill]

    @property
    def client(self) -> NemoClient:
        """The client, made on first use; nothing is sent until something is asked of it."""
        with self._guard:
            if self._client is None:
                self._client = self._new_client()
                if self._client.language == "zh" and self.settings.spoken is None:
                    speak("zh")  # the locale's, until somebody writes something
            return self._client

    @property
    def project(self) -> Project:
        """The current project; the first use makes one at the service."""
        with self._guard:
            if self._project is None:
                self.client.language = self.settings.spoken or self.client.language
                self._project = self.client.project()
                self.tell("project", self._project)
            return self._project

    @property
    def has_project(self) -> bool:
        """Whether there is a project already."""
        return self._project is not None

    def connect(self, where: str) -> None:
        """Choose who does the work: ``local``, ``cloud``, an address, or ``auto``: what the environment says.

        A project stays with the service that has it, so that another one starts afresh; choosing the same
        again changes nothing. Raises `NemoError` for what is none of these.
        """
        if where not in ("auto", "local", "cloud") and not where.startswith(("http://", "https://")):
            raise NemoError(
                f"There is no service {where}.",
                hint="%nemo connect local, %nemo connect cloud, or an address that begins with https://",
            )
        self.settings.service = where

    def _reconnect(self, where: str) -> None:
        with self._guard:
            before = self._client
            chosen = self._new_client()
            if before is not None and before.service.name == chosen.service.name:
                chosen.close()
            else:
                self.close()
                self._client = chosen
        self.tell("connect", where)

    def use_skill(self, name: str) -> Skill:
        """Switch the skill and keep the project. Raises `NemoError` for a name that is none."""
        if name not in SKILLS:
            raise NemoError(f"There is no skill {name}.", hint="Skills: " + ", ".join(SKILLS))
        self.settings.skill = name
        return SKILLS[name]

    def _switch(self, name: str) -> None:
        with self._guard:
            if self._client is not None:
                self._client.use_skill(name)
        self.tell("skill", name)

    def new(self) -> Project:
        """Start a new project and make it the current one."""
        with self._guard:
            self._project = None
        return self.project

    def open(self, session_id: str) -> Project:
        """Make an earlier project the current one."""
        with self._guard:
            self._project = self.client.project(session_id=session_id)
        self.tell("project", self._project)
        return self._project

    @contextmanager
    def turn(self) -> Iterator[Project]:
        """Wait until nobody else edits the current project, and keep others waiting meanwhile."""
        project = self.project
        with self._guard:
            lock = self._turns.setdefault(project.session_id, threading.RLock())
        with lock:
            yield project

    def listen(self, listener: Callable[[str, Any], object]) -> Callable[[], None]:
        """Call ``listener(what, value)`` after every change; the returned function ends that.

        ``what`` is ``connect``, ``skill``, ``project``, ``upload``, ``reply`` or ``export``; while a cell is
        at work also ``prompt`` (what it asks), ``delta`` (a piece of the reply as it came), ``doing`` (the
        line of activity) and, always last, ``done`` (None, or the error it ended with). Listeners are called
        on the thread of whoever acts.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def tell(self, what: str, value: Any) -> None:
        """Tell all listeners that something changed."""
        for listener in list(self._listeners):
            try:
                listener(what, value)
            except Exception:
                # A cell must not fail because somebody who looks on does.
                logging.getLogger(__name__).exception("A listener failed on %s.", what)

    def greeting(self) -> list[str]:
        """Return what a person should know on first use: who does the work, and what the skill is for."""
        service = self.client.service
        other = "%nemo connect cloud uses NemoVideo" if service.local else "%nemo connect local stays here"
        ready = tell("Ready. {service}  ({other})", service=retell(service.describe()), other=retell(other))
        return [ready, *self.introduction()]

    def introduction(self) -> list[str]:
        """Return what the skill in use is for, in two lines."""
        skill = self.skill
        usual = tell(
            "{name}: {job}. Usually {usual}.", name=skill.name, job=tell(skill.job), usual=tell(skill.usual)
        )
        return [usual, tell('For example: "{example}"', example=tell(skill.examples[0]))]

    @property
    def is_greeted(self) -> bool:
        """Whether the greeting for this service has been shown."""
        return self._greeted

    def greeted(self) -> None:
        """Note that the greeting has been shown."""
        self._greeted = True

    def close(self) -> None:
        """Close the client and forget the project (the service keeps it)."""
        with self._guard:
            client, self._client, self._project, self._greeted = self._client, None, None, False
        if client is not None:
            client.close()

    def _new_client(self) -> NemoClient:
        skill, where = self.settings.skill, self.settings.service
        if where == "local":
            return NemoClient(skill=skill, service="local")
        if where == "cloud":
            return NemoClient(skill=skill, service="cloud")
        return NemoClient(skill=skill, base_url=None if where == "auto" else where)


_current = Workspace()


def current() -> Workspace:
    """Return this kernel's workspace."""
    return _current
