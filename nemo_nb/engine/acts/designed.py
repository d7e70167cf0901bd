"""A picture that is designed, not filmed: which styles, and where one gives way to the next."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import score as scores
from nemo_nb.engine.songs import events

if TYPE_CHECKING:
    from nemo_nb.engine.song import Song

Json = dict[str, Any]

_SHOT = 6.0  # s that one picture of a montage lasts, roughly
_STYLES = 4  # as many as a montage shows in turn
_LYRICAL = ("cards",)  # styles that need words


def design(words: str, song: Song, digest: str, length: int, *, composed: bool, montage: bool) -> list[Json]:
    """Return segments (without ids and titles) of designed visuals that follow a song for ``length`` ms.

    One style for all of it; a montage changes between the styles that suit the song best, on its bars.

    Parameters
    ----------
    composed
        Whether the song is music of our own: its beats are known from its notes, so the draft need not say.
    """
    from nemo_nb.engine.picture.visuals import choose

    first = choose(words, song)
    styles = [first, *_near(song, first)][:_STYLES] if montage else [first]
    marks = _marks(song, length) if montage else [0, length]
    seed = scores.seed_for({"t": []}, words) % 10_000
    told = {} if composed else {"events": events(song)}
    return [
        {
            "d": end - start,
            "m": {
                "kind": "visual",
                "start": start,
                "in": start,
                "visual": {
                    "style": styles[number % len(styles)],
                    "seed": seed + number,
                    "song": digest,
                    **told,
                },
            },
        }
        for number, (start, end) in enumerate(pairwise(marks))
    ]


def _near(song: Song, but: str) -> list[str]:
    """Return the other styles, those that suit the song's mood best first."""
    from nemo_nb.engine.picture.visuals import STYLES

    rest = [name for name in STYLES if name != but and name not in _LYRICAL]
    return sorted(
        rest,
        key=lambda name: (
            (STYLES[name].valence - song.valence) ** 2 + (STYLES[name].arousal - song.arousal) ** 2
        ),
    )


def _marks(song: Song, length: int) -> list[int]:
    """Return the times (ms) at which the picture changes: on downbeats, some seconds apart."""
    bars = [round(bar * 1000) for bar in song.downbeats]
    marks = [0]
    for bar in bars:
        if bar - marks[-1] >= _SHOT * 1000 and length - bar >= _SHOT * 500:
            marks.append(bar)
    return [*marks, length]
