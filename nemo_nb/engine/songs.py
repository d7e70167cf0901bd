"""What is known of the songs of this engine: each is listened to once while the engine runs."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.library import Library
    from nemo_nb.engine.song import Song

_DIGITS = 3  # of the seconds in a draft; a millisecond is more than a picture can show


class Songs:
    """Thread-safe; two threads that ask for the same song at once may both listen to it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, Song] = {}
        self._lock = threading.Lock()

    def of(self, digest: str, cancel: Cancel) -> Song:
        """Return what a file's song is made of.

        Raises
        ------
        FfmpegError, Cancelled
        """
        from nemo_nb.engine.song import analyse

        with self._lock:
            known = self._known.get(digest)
        if known is None:
            known = analyse(self._library.media(digest), cancel)
            with self._lock:
                self._known[digest] = known
        return known


def events(song: Song) -> dict[str, Any]:
    """Return a song as a draft keeps it: all that the pictures need to follow it, to the millisecond."""
    rounded: dict[str, Any] = _rounded(song.to_json())
    return rounded


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, list | tuple) else value
