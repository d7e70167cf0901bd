"""Words that are often misspelt, as they were meant. Names of files and quoted words are left alone."""

from __future__ import annotations

import re

_MEANT = {
    "the": "teh hte",
    "and": "adn nad",
    "with": "wiht whit wih",
    "make": "maek mkae",
    "music": "musik musci muisc misic musique",
    "video": "vid vidoe vedio vidio viedo",
    "title": "tittle titel tilte titile",
    "yellow": "yelow yello",
    "colour": "coulor colur coluor",
    "bigger": "biger",
    "smaller": "smaler",
    "first": "frist fisrt firts",
    "last": "lsat",
    "chill": "chil",
    "add": "addd",
    "trim": "trimm",
    "please": "plz pls plese",
    "second": "secound secnd",
    "seconds": "secods secnds seonds secounds",
    "minutes": "minuts",
    "quieter": "quiter queter",
    "louder": "lauder",
    "faster": "fatser",
    "slower": "slwoer",
    "brighter": "brigther brighther",
    "delete": "delte delet",
    "remove": "remvoe romove remov",
    "undo": "unod undu",
    "scene": "sceen secne",
    "clip": "clpi",
    "piano": "pinao pianno",
    "guitar": "guitarr gitar guiter",
    "drums": "durms drumms",
    "speed": "spped speeed",
    "export": "exprot exort",
    "caption": "captoin capiton",
    "volume": "volum volumne",
    "rotate": "roatate rotat",
    "split": "spilt",
    "between": "beetween betwen",
}
_TYPOS = {typo: word for word, typos in _MEANT.items() for typo in typos.split()}
_LONG = (
    *(
        "beginning",
        "subtitles",
        "background",
        "transition",
        "crossfade",
        "soundtrack",
        "vertical",
        "horizontal",
    ),
    *("cinematic", "energetic", "montage", "slideshow", "saturation", "brightness", "contrast"),
)
"""So long that one letter more, less, other or changed for its neighbour leaves no doubt."""
_WORD = re.compile(r"(?<![\w.⟦/-])[A-Za-z]{3,16}(?![\w⟧/-]|\.\w)")


def corrected(text: str) -> str:
    """Return a text with what was plainly meant in place of misspelt words."""
    text = re.sub(r"(?<![\w/])w/(?=\s?[A-Za-z])\s*", "with ", text)
    text = re.sub(r"(?<![\w.-])bg(?![\w.-])", "background", text, flags=re.I)
    # One word, for else its “and” would part two wishes.
    text = re.sub(r"\b(?:black ?(?:and|&|n) ?white|b ?(?:&|n) ?w)\b", "black-and-white", text, flags=re.I)
    return _WORD.sub(lambda match: _meant(match[0]), text)


def _meant(word: str) -> str:
    low = word.lower()
    if low in _TYPOS:
        return _TYPOS[low]
    for right in _LONG:
        if abs(len(low) - len(right)) <= 1 and not low.startswith(right.rstrip("s")) and _apart(low, right):
            return right
    return word


def _apart(one: str, other: str) -> bool:
    """Whether two different words are one slip of the finger apart."""
    at = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, right = one[at:], other[at:]
    return (
        rest[1:] == right[1:]
        or rest[1:] == right
        or rest == right[1:]
        or (rest[:2] == right[1::-1] and rest[2:] == right[2:])
    )
