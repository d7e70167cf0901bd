"""In which language do we speak? Our own words follow the person's: English, or Chinese from one table.

Words stand in the code in English; `tell` looks them up. The language is one setting of the process, as a
locale is, so that an object shown later speaks as the cells around it do.
"""

from __future__ import annotations

import re
from functools import cache

from ._chinese import CHINESE
from ._chinese_music import MUSIC
from ._chinese_picture import PICTURE

LANGUAGES = ("en", "zh")
_speaking = "en"

_HAN = re.compile(r"[\u3400-\u9fff]")
_QUOTED = re.compile('"[^"]*"|“[^”]*”|‘[^’]*’|「[^」]*」|《[^》]*》')


def language() -> str:
    """Return the language we speak now: ``en`` or ``zh``."""
    return _speaking


def speak(code: str) -> None:
    """Speak ``en`` or ``zh`` from now on. Raises ValueError for another code."""
    global _speaking
    if code not in LANGUAGES:
        raise ValueError(f"language is one of {', '.join(LANGUAGES)}")
    _speaking = code


def language_of(text: str) -> str | None:
    """Return the language of what a person typed; None where it has too few words to say.

    What stands in quotes is not counted: a Chinese title may be asked for in English.
    """
    said = _QUOTED.sub(" ", text)
    han = len(_HAN.findall(said))
    latin = len(re.findall(r"[A-Za-z]{2,}", said))
    if han and 2 * han >= latin:
        return "zh"
    return "en" if latin >= 2 else None


def tell(words: str, /, **values: object) -> str:
    """Return our ``words`` in the language spoken now, ``{name}`` filled in from ``values``."""
    return tell_in(_speaking, words, **values)


def tell_in(code: str, words: str, /, **values: object) -> str:
    """Return our ``words`` in the language ``code``, as `tell` does in the one spoken now."""
    said = CHINESE.get(words, words) if code == "zh" else words
    return said.format_map(values) if values else said


def retell(line: str) -> str:
    """Return a finished English line of this package (an error's, say) in the language spoken now.

    Lines that are none of ours come back as they are.
    """
    if _speaking == "en" or not line:
        return line
    if line in CHINESE:
        return CHINESE[line]
    for pattern, chinese in _patterns():
        match = pattern.fullmatch(line)
        if match:
            return chinese.format_map({name: retell(value) for name, value in match.groupdict().items()})
    return line


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return the lines with gaps as patterns, those with most fixed words first.

    Phrases of a timeline ("{some} and {last}") are parts of lines, and would be found in many of others.
    """
    lines = {words: chinese for words, chinese in CHINESE.items() if words not in {**MUSIC, **PICTURE}}
    gaps = [(words, chinese) for words, chinese in lines.items() if re.search(r"\{[a-z]+\}", words)]
    gaps.sort(key=lambda pair: -len(re.sub(r"\{[a-z]+\}", "", pair[0])))
    return [(_pattern(words), chinese) for words, chinese in gaps if re.search(r"[A-Za-z]{3}", words)]


def _pattern(words: str) -> re.Pattern[str]:
    found = set[str]()

    def gap(name: str) -> str:
        if name in found:
            return f"(?P={name})"
        found.add(name)
        return f"(?P<{name}>.+?)"

    parts = re.split(r"\{([a-z]+)\}", words)
    return re.compile("".join(gap(part) if n % 2 else re.escape(part) for n, part in enumerate(parts)), re.S)
