"""“Everything but the second clip”, “all except scene 3”, “brighter, but not the last scene”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nemo_nb.engine.words.places import Each, Except

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nemo_nb.engine.words.places import Part

_BUT = re.compile(
    r"\b(?:everything|every\w*|anything|all(?: of)?(?: the)?|(?:the )?rest)\b"
    r"(?:\s+(?:other|the|of|it|clips?|scenes?|shots?|videos?|photos?|parts?))*"
    r"(?:[\s,]+(?!(?:and|but|except|then)\b)[a-z-]+){0,5}?[\s,]*"
    r"\b(?:but(?: not)?|except(?: for| in)?|other than|apart from|besides|save for)\b"
    r"|\b(?:but not|except(?: for| in)?|other than|apart from)\b(?: in| for)?"
    r"|除(?:了|去|开)|除(?=第)",
    re.I,
)


def exception(said: str, parts: tuple[Part, ...], starts: Sequence[int]) -> Except | None:
    """Return all but these parts, where a text says so before it names any of them.

    Parameters
    ----------
    starts
        Where in the text the parts are named.
    """
    but = _BUT.search(said)
    if but is None or not starts or min(starts) < but.start():
        return None
    others = tuple(part for part in parts if not isinstance(part, Each | Except))
    return Except(others) if len(others) == len(parts) else None


def without_exception(said: str) -> str:
    """Return a text without the words that make an exception."""
    return _BUT.sub(" ", said)
