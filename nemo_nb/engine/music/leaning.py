"""Which genre and mood do words lean to? Names of genres decide; without one, all the words vote."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from . import lexicon
from .fields import touched
from .genres import STYLES
from .lexicon import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

WEAK_NAMES = {
    "cinematic": 1.6, "pop": 2.4, "documentary": 2.4, "ambient": 2.6, "house": 0.6, "rock": 2.2, "metal": 1.5, "swing": 1.5, "club": 1.5,  # noqa: E501
    "country": 1.5, "soul": 1.5, "holiday season": 2.0, "trailer": 2.0, "classical": 2.4, "campfire": 1.5, "meditation": 2.6,  # noqa: E501
    "crime": 2.4, "true crime": 2.8, "gym": 2.4, "workout": 2.6, "children*": 1.6, "kids": 1.8, "nursery": 1.8, "cartoon": 2.2, "comedy": 2.2,  # noqa: E501
    "silly": 2.0, "quirky": 2.2, "podcast": 2.6, "explainer": 2.4, "christmas": 2.8, "xmas": 2.8, "santa": 2.8, "festive": 2.4, "carol*": 2.4,  # noqa: E501
    "tropical": 2.0, "rap": 2.4, "salsa": 2.6, "lounge": 2.0, "blues": 2.4, "noir": 2.2, "80s": 2.4, "eighties": 2.4, "70s": 2.4, "epic": 2.6,  # noqa: E501
    "motivational": 2.4, "inspirational": 2.4, "corporate": 2.4, "horror": 2.6, "thriller": 2.8, "惊悚": 2.6, "恐怖": 2.6, "悬疑": 2.6, "orchestra*": 2.2, "儿童": 1.8, "企业": 2.2, "商务": 2.2, "健身": 2.4,  # noqa: E501
    "锻炼": 2.4, "乡村": 1.2, "流行": 2.2, "金属": 1.4, "圣诞": 2.8, "励志": 2.2, "搞笑": 2.0, "卡通": 2.2, "古典": 2.2, "八十年代": 2.4,  # noqa: E501
}  # fmt: skip
"""Names of genres that are also said of things ("rock climbing") count less than the others' 3, and decide
nothing unless they are said of music."""
_MUSIC = r"music|tracks?|songs?|beats?|tunes?|scores?|bgm|soundtracks?|instrumentals?|style|vibes?|theme|loop|bed|piece|ballad|anthem|groove|音乐|配乐|曲|风格|风|伴奏"  # noqa: E501
_SAID_OF_MUSIC = re.compile(
    rf"[\s-]*(?:(?:{_MUSIC})\b|(?:音乐|配乐|曲|风|伴奏)|$|[,.;，。；]|\d|in [a-g]\b|with\b)"
)
_SAID_OF_THINGS = re.compile(r"\b(?:an?|the|my|our|his|her|their|your|this|that|on|of|at)\s+$")
MOOD, SCENE = 1.1, 0.25
"""What a named mood counts for, and the mood of a scene where none is named."""


def resolve(low: str) -> tuple[str, float, float]:
    """Genre and mood of a description, by votes of all the words in it."""
    votes, mood = genre_votes(low)
    genre = max(votes, key=lambda g: (votes[g], g)) if votes else "pop"
    style = STYLES[genre]
    if mood is None:
        return genre, style.valence, style.arousal
    # The words shade the genre's own mood; they do not replace it.
    return genre, round(0.4 * style.valence + 0.6 * mood[0], 3), round(0.4 * style.arousal + 0.6 * mood[1], 3)


def genre_votes(low: str) -> tuple[dict[str, float], tuple[float, float] | None]:
    """Votes per genre, and the mean mood of the mood words (None without any)."""
    votes: dict[str, float] = {}
    decided = set[str]()
    for genre, weight, outright in _names(low):
        votes[genre] = votes.get(genre, 0.0) + weight
        decided |= {genre} if outright else set()
    spoken_of = touched(low)
    for field, weight in spoken_of.items():
        for genre, share in field.votes.items():
            votes[genre] = votes.get(genre, 0.0) + share * weight
    mood = moods(low)
    felt, weight = mood, MOOD
    if felt is None and spoken_of:
        count = len(spoken_of)
        felt = sum(f.valence for f in spoken_of) / count, sum(f.arousal for f in spoken_of) / count
        weight = SCENE
    if felt:
        for genre, v, a in lexicon.MOOD_GENRES:
            distance = (v - felt[0]) ** 2 + 1.4 * (a - felt[1]) ** 2
            votes[genre] = votes.get(genre, 0.0) + weight * math.exp(-distance / 0.25)
    if decided:
        votes = {genre: count for genre, count in votes.items() if genre in decided}
    return votes, mood


def _names(low: str) -> Iterator[tuple[str, float, bool]]:
    """Yield the genres that are named, what each name counts, and whether it is said of the music itself."""
    rest = low
    for key in _BY_LENGTH:
        found = pattern(key).search(rest)
        if not found:
            continue
        before, after = rest[: found.start()], rest[found.end() :]
        outright = key not in WEAK_NAMES or said_of_music(before, after)
        rest = before + " , " + after
        yield lexicon.GENRE_NAMES[key], WEAK_NAMES.get(key, 3.0), outright


def said_of_music(before: str, after: str) -> bool:
    """Whether a name between these words is meant as one of music, not of a thing ("rock climbing")."""
    return not _SAID_OF_THINGS.search(before) and bool(_SAID_OF_MUSIC.match(after))


_BY_LENGTH = sorted(lexicon.GENRE_NAMES, key=len, reverse=True)


def moods(low: str) -> tuple[float, float] | None:
    """Mean (valence, arousal) of the mood words."""
    found = [
        mood
        for keys, mood in lexicon.MOODS.items()
        if any(pattern(k).search(low) and not _negated(k, low) for k in keys.split())
    ]
    if not found:
        return None
    return sum(v for v, _ in found) / len(found), sum(a for _, a in found) / len(found)


def _negated(key: str, low: str) -> bool:
    found = pattern(key).search(low)
    return bool(
        found and re.search(r"(not|n't|less|isn't|no|别|不)( too| very| so)?\s*$", low[: found.start()][-12:])
    )
