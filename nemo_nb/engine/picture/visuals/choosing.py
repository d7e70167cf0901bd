"""Which style? The one that is named, else one that suits the words' mood, else the song's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_nb.engine.song import Song


@dataclass(frozen=True, slots=True)
class Look:
    """A style as people speak of it. ``names`` name it outright, ``words`` suggest it (English and Chinese);
    ``valence`` and ``arousal`` (-1 to 1) are the mood that it suits.
    """

    label: str
    label_zh: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    valence: float
    arousal: float


STYLES: dict[str, Look] = {
    "gradient": Look(
        "gradients in motion",
        "流动渐变",
        ("gradient", "gradients", "渐变", "流体", "silk", "丝绸"),
        ("abstract", "smooth", "flowing", "minimal", "soft", "抽象", "柔和", "极简", "流动"),
        0.3,
        -0.4,
    ),
}


def named(text: str) -> str | None:
    """Return the style that the words name outright, or None."""
    return _best(text, lambda look: look.names)


def choose(text: str, song: Song) -> str:
    """Return the style for a song: the one named, else one suggested by the words, else by the mood."""
    told = named(text) or _best(text, lambda look: look.words)
    if told is not None:
        return told
    return min(
        STYLES,
        key=lambda name: (
            (STYLES[name].valence - song.valence) ** 2 + (STYLES[name].arousal - song.arousal) ** 2
        ),
    )


def _best(text: str, of: Callable[[Look], tuple[str, ...]]) -> str | None:
    folded = text.casefold()
    found = {
        name: max((_place(folded, word) for word in of(look)), default=-1) for name, look in STYLES.items()
    }
    name = max(found, key=lambda name: found[name])
    return name if found[name] >= 0 else None


def _place(text: str, word: str) -> int:
    """Return the length of a word that occurs in the text, -1 where it does not: longer words tell more."""
    if word.isascii():
        return len(word) if re.search(rf"\b{re.escape(word)}\b", text) else -1
    return 2 * len(word) if word in text else -1
