"""One verb or noun for two: “trim clip 1 to 2 s and clip 2 to 3 s”, “the first clip and the last one”,
“replace the sound with jazz”.
"""

from __future__ import annotations

import re

_NOUN = r"(?:clip|scene|shot|photo)"
_ORDINAL = r"(?:first|second|third|fourth|fifth|last|\d+(?:st|nd|rd|th))"
_ONE = rf"(?:(?:the )?{_NOUN} \w+|(?:the )?{_ORDINAL} {_NOUN})"
_VERB = re.compile(
    rf"\b(?P<verb>trim|cut|shorten|make|set|turn|rotate|play|run|speed up|slow down) (?P<one>{_ONE}) "
    rf"(?P<first>(?!and\b)(?:(?!\band\b)[^,.;])+?)"
    rf",? and (?P<other>{_ONE}) (?=[a-z\d])(?!(?:and|before|after)\b)",
    re.I,
)
_NAMELESS = re.compile(
    rf"\b(?P<said>{_ORDINAL} (?P<noun>{_NOUN})\b[^.;]*?\b(?:and|with|or) (?:the )?{_ORDINAL}) one\b", re.I
)
_INSTEAD = re.compile(
    r"\b(?:replace|swap) (?:(?:the|my|its|all) )?(?:original |existing |clip'?s? |video'?s? )?"
    r"(?:audio|sound) "
    r"(?:with|for|by) (?P<mine>(?:my|the|this) |[\w-]+\.\w{3,4}\b)?",
    re.I,
)


def spelled_out(text: str) -> str:
    """Return a text with the verb, and the noun, said of each of two things."""
    # Who replaces the sound wants one thing gone and another there.
    text = _INSTEAD.sub(
        lambda match: (
            f"mute the original sound and {'use' if match['mine'] else 'add'} {match['mine'] or ''}"
        ),
        text,
    )
    text = _NAMELESS.sub(r"\g<said> \g<noun>", text)
    return _VERB.sub(r"\g<verb> \g<one> \g<first> and \g<verb> \g<other> ", text)
