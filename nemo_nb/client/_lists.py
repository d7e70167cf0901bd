"""The lists that calls return. Lists in every way; a notebook shows them as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nemo_nb.client._projects import KnownProject
from nemo_nb.protocol import Media, RenderJob
from nemo_nb.protocol.shown import ShownList

if TYPE_CHECKING:
    from collections.abc import Iterable


class Uploads(ShownList, list[Media]):
    """The files of one upload, as the service sees them."""


class Renders(ShownList, list[RenderJob]):
    """Every known export, the oldest first."""


class Projects(ShownList, list[KnownProject]):
    """The projects of this computer, the one last worked on first.

    Parameters
    ----------
    projects
        What the client knows.
    here
        The id of the project in use; empty without one.
    """

    def __init__(self, projects: Iterable[KnownProject] = (), here: str = "") -> None:
        super().__init__(projects)
        self.here = here
