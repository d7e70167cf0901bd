# ruff: noqa: E501  (tables)
"""What is asked for that is not here: instruments that nobody plays, and genres for which another stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .leaning import WEAK_NAMES, said_of_music
from .lexicon import GENRE_NAMES, fold, pattern
from .reading import BAN

if TYPE_CHECKING:
    import re

_PLAYERS = (
    "theremin*", "sitar*", "bagpipe*", "didgeridoo*", "oud", "erhu", "guzheng", "pipa", "suona", "koto", "shamisen", "mandolin*", "lute*",
    "harpsichord*", "bouzouki*", "balalaika*", "bassoon*", "piccolo*", "tabla*", "djembe*", "conga*", "bongo*", "cowbell*", "dulcimer*",
    "viola*", "ocarina*", "melodica*", "turntable*", "beatbox*", "steel drum*", "vocals", "vocal", "singer*", "singing", "lyrics", "rapper*",
    "二胡", "古筝", "琵琶", "唢呐", "古琴", "竹笛", "箫", "马头琴", "扬琴", "特雷门", "西塔琴", "曼陀林", "风笛", "中提琴", "人声演唱", "歌手", "唱歌", "歌词",
)  # fmt: skip
_GENRES = (
    "dubstep", "drum and bass", "drum & bass", "drum'n'bass", "dnb", "gospel", "opera", "polka", "tango", "flamenco", "ska", "gamelan", "mariachi",
    "k-pop", "j-pop", "celtic", "hardstyle", "waltz*", "techno", "trance", "drill", "phonk", "r&b", "rnb", "soul", "country", "bluegrass",
    "punk", "metal", "grunge", "reggae", "reggaeton", "salsa", "cumbia", "afrobeat*", "samba", "bebop", "blues", "vaporwave", "chiptune",
    "8-bit", "classical", "new age", "金属", "朋克", "乡村", "雷鬼顿", "雷鬼", "古典", "探戈", "华尔兹", "弗拉门戈", "歌剧", "蓝调", "国风", "京剧",
)  # fmt: skip
"""What is not among our genres, though a near one may be meant; and instruments that nobody here plays."""
_AS_GOOD = {"jazz": ("bebop",), "bossa": ("samba",)}
"""Where a name is as good as the genre's own."""


def stranger(text: str) -> str | None:
    """Return the instrument that a text names and that is not here, as it was said; None without one."""
    low = fold(text)
    for key in _PLAYERS:
        match = pattern(key).search(low)
        if match and not BAN.search(low[: match.start()]):
            return match[0]
    return None


def nearest_for(text: str, genre: str) -> str | None:
    """Return the name of a genre in a text for which ``genre`` is only the nearest one, as it was said."""
    low = fold(text)
    for key in sorted(_GENRES, key=len, reverse=True):
        match = pattern(key).search(low)
        if match is None or key in _AS_GOOD.get(genre, ()) or GENRE_NAMES.get(key, genre) != genre:
            continue
        plain = key in GENRE_NAMES and key not in WEAK_NAMES
        if plain or _meant(low, match):
            return match[0]
    return None


def foreign(text: str) -> str | None:
    """Return the genre that a text names and that none of ours is near to by its name; None without one."""
    low = fold(text)
    for key in _GENRES:
        match = None if key in GENRE_NAMES else pattern(key).search(low)
        if match and _meant(low, match):
            return match[0]
    return None


def _meant(low: str, match: re.Match[str]) -> bool:
    """Whether a name is meant as one of music: “add a salsa”, not “salsa in the kitchen”."""
    return said_of_music(low[: match.start()].removesuffix("a "), low[match.end() :])
