"""Clips called by their files' names: “the bikes clip”, “clipA”, “lecture 1.mp4”.

A name found is put into `TOKEN`, veiled: its letters are moved to where no reader looks for words, so that a
file called “calm music.mp4” asks for no music.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from nemo_nb.engine.words.vocabulary import names_music

if TYPE_CHECKING:
    from collections.abc import Iterable

TOKEN = r"⟪([^⟫]+)⟫"
_VEIL = 0xF0000  # the first private plane, which holds a place for each usual character
_THING = r"(?:clip|video|photo|picture|image|shot|footage|file)"
_HAN_THING = r"(?:这|那|的)?(?:个|段|张)?(?:片段|视频|照片|图片|镜头|素材)"
# Words that say which clip is meant by themselves, or stand before “clip” in any sentence.
_PLAIN = re.compile(
    r"(?:the|this|that|all|both|each|every|other|same|whole|entire|full|short|long|new|old|main|best|only"
    r"|first|second|third|fourth|fifth|last|final|next|opening|closing|middle|music|title|audio|sound"
    rf"|{_THING}s?|(?:clip|scene|part|{_THING})s?[\s_-]*\d+|\d+|.{{1,2}})",
    re.I,
)


_FILMS = (".mp4", ".mov", ".avi", ".webm", ".mkv")
_EDITED = (
    "(?:"
    + "|".join(
        rf"(?<=\b{verb} )"
        for verb in (
            *("delete", "remove", "drop", "mute", "unmute", "trim", "shorten", "rotate", "flip", "mirror"),
            *("swap", "move", "speed up", "slow down", "brighten", "darken"),
        )
    )
    + r"|(?<=⟫ {2}and )|(?<=⟫ {2}before )|(?<=⟫ {2}after )|(?<=⟫ {2}with ))"
)
_AFTER = r"(?=\s*(?:$|[,.;!\n]|\b(?:and|to|by|at|before|after|first|last|left|right|\d)))"
"""A film is called by its bare name where it is what a verb of cutting is done to: “mute bunny”."""


def veil(name: str) -> str:
    """Return a name with its letters out of every reader's sight."""
    return "".join(chr(_VEIL + ord(letter)) if ord(letter) < 0xFFFE else letter for letter in name)


def unveil(text: str) -> str:
    """Return a text with its names to be read again."""
    return re.sub(TOKEN, lambda match: _seen(match[1]), text)


def _seen(name: str) -> str:
    return "".join(chr(ord(letter) - _VEIL) if ord(letter) >= _VEIL else letter for letter in name)


def with_names(text: str, files: Iterable[str]) -> str:
    """Return a text with what it calls by these files' names put into `TOKEN`.

    A name that is a plain word counts only where a word such as “clip” stands beside it; a name without
    blanks that is said with its ending is left as it is, for its reader knows it.
    """
    bare: list[tuple[re.Pattern[str], str]] = []
    for file in sorted(set(files), key=len, reverse=True):
        path = PurePath(file)
        token = f" clip ⟪{veil(file)}⟫ "
        if re.search(r"[^\w.()-]", file):
            text = re.sub(rf"(?<!\w){re.escape(file)}(?!\w)", token, text, flags=re.I)
        if _PLAIN.fullmatch(path.stem):
            continue
        stem = r"[\s_-]*".join(map(re.escape, re.split(r"[\s_-]+", path.stem)))
        if path.stem.isascii():
            stem = rf"(?<![A-Za-z0-9_.]){stem}(?![A-Za-z0-9_]|\.\w)"
        beside = rf"(?:\b{_THING}\s+{stem}|{stem}(?:'s)?\s*(?:{_THING}\b|{_HAN_THING})|{_HAN_THING}\s*{stem})"
        marked = re.search(r"[\d_]|[a-z][A-Z]", path.stem)
        either = rf"{beside}|{stem}" if marked else beside
        text = re.sub(rf"(?:\b(?:the|my|our) )?(?:{either})", token, text, flags=re.I)
        if path.suffix.lower() in _FILMS and not names_music(path.stem):
            bare.append((re.compile(rf"{_EDITED}(?:the )?{stem}(?: one)?{_AFTER}", re.I), token))
    # Twice, since one name may stand beside another that is found later.
    for pattern, token in bare * 2:
        text = pattern.sub(token, text)
    return text
