"""“Speed up clip 2 and mute it”: what follows in a sentence is about the same clip."""

from __future__ import annotations

import re
from dataclasses import replace

from nemo_nb.engine.words.places import Named, Nth, Part, Times, Within
from nemo_nb.engine.words.vocabulary import PICTURE, has
from nemo_nb.engine.words.wishes import Crop, CutOut, Flip, Look, Move, Rotate, Speed, Volume, Wish

_GOES_ON = re.compile(
    r"^(?!.*\bblack[- ]and[- ]white)\W*(?:(?:please|now|and|then|ok(?:ay)?|but|no|actually)\W+)*"
    r"(?:(?:make|move|put|place|set|turn|change|shift)\s+(?:it|that|this)\b(?=.*(?:\b(?:bigger|smaller|larger"
    r"|big|small|huge|tiny|top|bottom|left|right|cent(?:er|re)|middle|corner|white|black|red|yellow|blue|green"
    r"|orange|pink|purple|violet|gold|cyan|transparent|opaque)\b|\bat \d))"
    r"|(?:(?:a (?:bit|little)|much|slightly|even) )?(?:bigger|smaller|larger)\W*$"
    r"|(?:delete|remove)\s+(?:it|that|this)(?: again)?\W*$"
    r"|(?:把它)?(?:再)?(?:[大小]一?[点些]|放[大小]|缩小|改成[红黄蓝绿白黑橙粉紫]|[移放]到))",
    re.I,
)


def goes_on(message: str) -> bool:
    """Return whether a message may speak of the words or the logo that the one before it was about."""
    return _GOES_ON.match(message) is not None


_ENDS = re.compile(r"[.!?;。！？；\n]")
_OF_PICTURES = (Crop, Flip, Look, Rotate, Speed, Volume)


def carried(found: list[Wish], joint: str, clause: str, before: list[Wish]) -> list[Wish]:
    """Return wishes with the clip of the wish before them, where they name none themselves.

    Parameters
    ----------
    joint
        What stands before their clause; a new sentence is about all of it again.
    before
        The wishes of the clauses before.
    """
    part = _clip_of(before[-1]) if before else None
    if part is None or _ENDS.search(joint) or has(PICTURE, clause):
        return found
    return [_about(wish, part) for wish in found]


def _clip_of(wish: Wish) -> Part | None:
    """Return the one clip that a wish was about, as it is to be found afterwards."""
    if isinstance(wish, Move) and isinstance(wish.part, Nth) and wish.anchor is None:
        return Nth(1, 1, wish.part.of) if wish.where == "start" else Nth(-1, -1, wish.part.of)
    if isinstance(wish, Move):
        parts: tuple[Part, ...] = (wish.part,) if isinstance(wish.part, Named) else ()
    else:
        parts = wish.parts if isinstance(wish, (CutOut, *_OF_PICTURES)) else ()
    (part,) = parts if len(parts) == 1 else (None,)
    if isinstance(wish, CutOut):
        # What was cut from a clip leaves the clip there to speak of; a clip cut out does not.
        part = part.whole if isinstance(part, Within) else None
    return part if isinstance(part, Named) or (isinstance(part, Nth) and part.first == part.last) else None


def _about(wish: Wish, part: Part) -> Wish:
    if isinstance(wish, Volume) and wish.target != "original":
        return wish
    if isinstance(wish, CutOut):
        return replace(wish, parts=tuple(_inside(one, part) for one in wish.parts))
    return replace(wish, parts=(part,)) if isinstance(wish, _OF_PICTURES) and not wish.parts else wish


def _inside(part: Part, whole: Part) -> Part:
    """Return “the last second” as that of the clip that was spoken of."""
    edge = isinstance(part, Times) and (part.start is None or part.start.back) and part != Times()
    return (
        Within(whole, part) if edge and isinstance(part, Times) and isinstance(whole, Nth | Named) else part
    )
