"""Looking and listening into files, ahead of the chat that will need it."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import TYPE_CHECKING

from nemo_nb.engine.picture import Facts, Packets, read_facts

if TYPE_CHECKING:
    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.library import Library
    from nemo_nb.engine.picture.analysis import Analysis
    from nemo_nb.engine.store import Store

_PATIENCE = 0.1  # s between looks at a cancel request


class Analyses:
    """The analyses of this engine's media: each file once, one file at a time, in the background."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library
        self._pool = ThreadPoolExecutor(1, "analysis")
        self._running: dict[str, Future[Analysis]] = {}
        self._lock = threading.Lock()

    def start(self, digest: str, packets: Packets | None = None) -> Future[Analysis]:
        """Begin, unless it is already under way or known. ``packets`` saves reading them again."""
        with self._lock:
            future = self._running.get(digest)
            if future is None or (future.done() and future.exception() is not None):
                future = self._running[digest] = self._pool.submit(self._analyse, digest, packets)
            return future

    def wait(self, digest: str, cancel: Cancel) -> Analysis:
        """Return the analysis of a file.

        Raises
        ------
        Cancelled, KeyError
        """
        future = self.start(digest)
        while True:
            cancel.check()
            try:
                return future.result(_PATIENCE)
            except NotYet:
                if future.done():
                    raise

    def _analyse(self, digest: str, packets: Packets | None) -> Analysis:
        from nemo_nb.engine.picture.analysis import Analysis, analyse

        material = self._store.material(digest)
        if material is None:
            raise KeyError(digest)
        if material.analysis is not None:
            return Analysis.from_json(material.analysis)
        path = self._library.media(digest)
        facts = Facts.from_json(material.facts)
        analysis = analyse(path, facts, packets or read_facts(path)[1])
        self._store.save_analysis(digest, analysis.to_json())
        return analysis
