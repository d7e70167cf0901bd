"""The parts of one engine, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nemo_nb.engine.agent import Agent
from nemo_nb.engine.analyses import Analyses
from nemo_nb.engine.chats import Chats
from nemo_nb.engine.library import Library
from nemo_nb.engine.renders import Renders
from nemo_nb.engine.store import Store

if TYPE_CHECKING:
    from pathlib import Path


class Engine:
    """Everything that lives as long as the process, on one data directory.

    Parameters
    ----------
    root
        The data directory; made when it is missing, readable for its owner only.
    """

    def __init__(self, root: Path) -> None:
        self.library = Library(root)
        self.store = Store(self.library.database)
        self.analyses = Analyses(self.store, self.library)
        self.renders = Renders(self.store, self.library)
        self.chats = Chats(Agent(self.store, self.library, self.analyses))

    def start(self) -> None:
        """Take over what dead engines left behind, and run it again."""
        for engine in self.library.bury(set(self.store.engines_at_work())):
            self.store.adopt_renders(engine, self.library.engine)
        self.renders.resume()

    def close(self) -> None:
        """Let go of the store and the folder."""
        self.store.close()
        self.library.close()
