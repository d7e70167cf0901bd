"""What is spoken of: the fields of meaning that a request touches, by the words in ``data/fields``.

English is matched by word, whatever its ending; Chinese, which has no blanks, by the longest word that begins
at each place. Longer keys win over the words inside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[1] / "data" / "fields"
MORE = 0.35
"""What each further word of a field counts."""
WHERE = frozenset(("at", "in", "on", "by", "near", "from", "for", "under", "behind", "through", "across", "over", "beside", "during", "after", "before", "inside", "into", "outside", "around"))  # fmt: skip  # noqa: E501
ASIDE = 0.6
"""What words count that only say where, when or for whom: the rest says what."""
_WORD = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
_HEAD = re.compile(r"\[(?P<name>[^]]+)\](?P<votes>[^/]*)(?:/\s*(?P<valence>\S+)\s+(?P<arousal>\S+))?")


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Words that have a meaning in common: the genres that go with it, and its mood, -1 to 1."""

    name: str
    votes: dict[str, float]
    valence: float
    arousal: float


def touched(low: str) -> dict[Field, float]:
    """Return the fields that a text (in small letters) touches, and how much: 1 for a word, more for more."""
    index = _index()
    words: dict[Field, dict[str, float]] = {}
    for run in _runs(low):
        for key, weight in _longest(run, index) if isinstance(run, list) else _cut(run, index):
            for field in index[key]:
                words.setdefault(field, {}).setdefault(key, weight)
    return {
        field: max(keys.values()) + MORE * (sum(keys.values()) - max(keys.values()))
        for field, keys in words.items()
        if field.votes
    }


def _runs(low: str) -> Iterator[list[str] | str]:
    """Yield stretches of English words as lists, and stretches of Chinese characters as they are."""
    english: list[str] = []
    for token in _WORD.findall(low.replace("'s ", " ").replace("'", "")):
        if token[0].isascii():
            english.append(token)
            continue
        if english:
            yield english
            english = []
        yield token
    if english:
        yield english


def _longest(words: list[str], index: dict[str, tuple[Field, ...]]) -> Iterator[tuple[str, float]]:
    """Yield the keys among English words, and what they count; up to four words make one."""
    at, weight = 0, 1.0
    while at < len(words):
        if at and words[at] in WHERE:
            weight = ASIDE
        for size in (4, 3, 2, 1):
            key = _key(words[at : at + size], index) if at + size <= len(words) else None
            if key:
                if not at or words[at - 1] not in ("no", "not", "never"):
                    yield key, weight
                at += size - 1
                break
        at += 1


def _key(words: list[str], index: dict[str, tuple[Field, ...]]) -> str | None:
    """The key that these words are, with any ending on the last or the first of them."""
    head, last = words[:-1], words[-1]
    for form in _forms(last):
        key = " ".join([*head, form])
        if key in index:
            return key
    for form in _forms(head[0]) if head else ():
        key = " ".join([form, *head[1:], last])
        if key in index:
            return key
    return None


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    """``word`` and what it may be a form of: plurals, past, -ing."""
    forms = [word]
    for ending, stems in (("ies", ("y", "ie")), ("ied", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ed", ("", "e")), ("ing", ("", "e")), ("ly", ("",)), ("er", ("", "e")), ("est", ("", "e"))):  # fmt: skip  # noqa: E501
        if not word.endswith(ending) or len(word) - len(ending) < 3:
            continue
        base = word[: -len(ending)]
        forms += [base + stem for stem in stems]
        if ending in ("ed", "ing") and base[-1] == base[-2]:
            forms.append(base[:-1])
    return tuple(dict.fromkeys(forms))


def _cut(text: str, index: dict[str, tuple[Field, ...]]) -> Iterator[tuple[str, float]]:
    """Yield the keys in Chinese text, the longest from each place on."""
    at = 0
    while at < len(text):
        for size in range(min(6, len(text) - at), 0, -1):
            if text[at : at + size] in index:
                yield text[at : at + size], 1.0
                at += size - 1
                break
        at += 1


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[Field, ...]]:
    """Every key and the fields that it belongs to."""
    lines = [line for path in sorted(FOLDER.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    heads = [head for head in map(_HEAD.match, lines) if head]
    # A name may come several times, once with its votes.
    fields = {
        head["name"]: _field(head) for head in sorted(heads, key=lambda head: bool(head["votes"].strip()))
    }
    index: dict[str, tuple[Field, ...]] = {}
    field: Field | None = None
    for line in lines:
        head = _HEAD.match(line)
        if head:
            field = fields[head["name"]]
        elif field and not line.startswith("#"):
            for word in line.lower().split():
                key = word.replace("_", " ").replace("-", " ").replace("'s", "").replace("'", "")
                if field not in index.get(key, ()):
                    index[key] = (*index.get(key, ()), field)
    return index


def _field(head: re.Match[str]) -> Field:
    votes = head["votes"].split()
    numbers = {genre: float(share) for genre, share in zip(votes[::2], votes[1::2], strict=True)}
    return Field(head["name"], numbers, float(head["valence"] or 0), float(head["arousal"] or 0))
