"""Is what is left of a message about music at all, and may it become music here?

A message without a musical word never composes. While music plays, its feelings (“sadder”, “more tense”) are
about the music; over an uploaded song more music is made only where that is asked for outright.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nemo_nb.engine.words.clauses import MASK
from nemo_nb.engine.words.numbers import CLOCKED, seconds
from nemo_nb.engine.words.sound import read_music
from nemo_nb.engine.words.vocabulary import (
    INSTRUMENT,
    MAKES,
    NAMED,
    PICTURE,
    REMOVE,
    asks_new,
    has,
    names_music,
)
from nemo_nb.engine.words.wishes import Impossible, Unknown, Wish

if TYPE_CHECKING:
    from nemo_nb.engine.words.vocabulary import Setting

SLOWEST, FASTEST = 30, 240
"""Beats per minute that can be played."""
LONGEST = 3600.0
"""Seconds of music that can be made."""
_OTHER = (
    r"\b(?:another|different|alternative|new|next) (?:version|take|one|try)\b|try again"
    r"|再来一|换一(?:个|版|首)|重新"
)
_EARLIER = (
    r"\b(?:first|second|third|fourth|original|initial|previous|last|earlier)\s+(?:one|version|take|idea)\b"
    r"|\b(?:version|take) (?:no\.? ?|number )?\d|第?[一二三四五六\d]+版|上一版|原来|第一(?:个|首)"
)
_INTO = (
    r"to an? (?:\w+ )?(?:podcast|documentary|tutorial|vlog|trailer|commercial|advert|ad|game|presentation"
    r"|news\w*|film|movie)\W*$"
)
"""What the video is to become, which gives music its name too."""
_MUCH_SAID = 10  # words, among which one that sounds like a feeling is hardly meant
_FEELS = r"\b(?:more|less|feel\w*|mood|vibe|atmosphere|sounds?)\b|更|再|感觉|氛围|情绪|一点|一些"
_COMPARES = r"\b(?:more|less|\w+er)\b|更|再|一点|一些"
_SEEN = r"titles?|texts?|captions?|logo|colou?rs?|picture|video|words|subtitles?|clips?|visuals?|intro"
_LEAVES = (
    rf"\b(?:no|without|drop|stop|remove|take out|mute) (?:the )?(?:{INSTRUMENT})[\w ]{{0,12}}\b(?:from"
    rf"|after)\s*{CLOCKED}"
    rf"|(?:从|在)?第?{CLOCKED}(?:开始|之?后|以后)(?:不要|去掉|没有)(?:{INSTRUMENT})"
)
_MOMENT = r"\b(?:drops?|build[ -]?ups?|breaks?|fills?|riffs?|solos?)\b"
"""What is added to a piece that plays, not a piece of its own."""
_TOO = (
    (
        r"\bi (?:really )?(?:(?:don'?t|do not) (?:like|want|need)|hate) (?:the |that |this |any )?"
        rf"(?={INSTRUMENT})",
        "without the",
    ),
    (rf"(?:我)?(?:不喜欢|讨厌)(?={INSTRUMENT})", "不要"),
    (r"快点", "快一点"),
    (r"慢点", "慢一点"),
    (r"\bdrop the (?:beat|bass)\b|\b(?:an? |the )?(?:beat|bass) drops?\b", "the drop"),
    (r"\bpop(?= (?:more|out)\b)", "stand out"),
    (rf"\bmake (?:the |my |this |these )?(?:{_SEEN}) pop\b", "make it stand out"),
    (r"\btoo fast\b|\btoo quick\b|太快了?", "slower"),
    (r"\btoo slow\b|太慢了?", "faster"),
    (r"\btoo (?:sad|gloomy|depressing)\b|太(?:悲|伤感|忧郁)了?", "happier"),
    (r"\btoo (?:happy|cheerful)\b|太(?:欢快|欢乐|开心)了?", "sadder"),
    (r"\btoo (?:dark)\b|太(?:暗|沉闷)了?", "brighter"),
    (r"\btoo (?:bright|shrill|harsh)\b|太(?:亮|刺耳)了?", "warmer"),
    (r"\btoo (?:busy|full|crowded|complex)\b|太(?:满|复杂|乱)了?", "simpler"),
    (r"\btoo (?:boring|calm|sleepy|tame)\b|太(?:无聊|平淡|平静)了?", "more energetic"),
    (r"\btoo (?:intense|tense|dramatic|energetic|aggressive|hectic)\b|太(?:激烈|紧张|吵闹)了?", "calmer"),
)
"""What is too much of something, as the composer knows it."""


def read_rest(text: str, masked: str, setting: Setting) -> list[Wish]:
    """Return what words that nobody else understood ask of music, or that they were not understood.

    Parameters
    ----------
    text, masked
        The words as they were said, and with numbered marks in place of quotations.
    """
    bare = re.sub(MASK, " ", masked).replace("⟦", " ").replace("⟧", " ")
    for words, plain in _TOO:
        text = re.sub(words, f" {plain} ", text, flags=re.I).strip()
        bare = re.sub(words, f" {plain} ", bare, flags=re.I)
    if has(_INTO, bare) and not has(NAMED, bare):
        return [Unknown(text)]
    about = names_music(bare)
    if has(_LEAVES, bare):
        return [Impossible("leaves")]
    if _impossible_tempo(bare) and not asks_new(bare):
        return [Impossible("tempo")]
    if about and _hours(bare):
        return [Impossible("too_long")]
    if setting.music:
        named = has(NAMED, bare)
        understood = about or (
            not has(PICTURE, bare) and (_changes(bare) or has(_OTHER, bare) or has(_EARLIER, bare))
        )
        thing = re.search(r"换一?[个种条张](?P<thing>[\u4e00-\u9fff]{2,})", bare)
        if not understood or (thing and not about and not _changes(thing["thing"])):
            return [Unknown(text)]
        new = asks_new(text) and not has(_MOMENT, bare)
        return read_music(text, new=new, other=has(_OTHER, text), named=named)
    makes = has(MAKES, bare) and not has(rf"^\W*(?:{REMOVE})", bare)
    if setting.song:
        if about and makes:
            return read_music(text, new=True, other=False, named=True)
        return [Impossible("song_there")] if about or _changes(bare) else [Unknown(text)]
    if about and not _only_without(bare):
        known = _known(bare)
        return read_music(text, new=known and makes, other=has(_OTHER, text), named=known)
    if about:
        return [Impossible("no_music")]
    if not _changes(bare) or has(PICTURE, bare):
        return [Unknown(text)]
    if has(_COMPARES, bare):
        return [Impossible("no_music")]
    return (
        [Impossible("mood_alone")]
        if setting.pictures
        else read_music(text, new=True, other=False, named=True)
    )


def _changes(bare: str) -> bool:
    """Whether the composer would change something, were there music; a length alone is none of music's."""
    from nemo_nb.engine import score as scores
    from nemo_nb.engine.brief import Brief

    plain = re.sub(rf"-?{CLOCKED}|\bloop\w*|循环", " ", bare, flags=re.I)
    if len(plain.split()) > _MUCH_SAID and not has(_FEELS, plain):
        return False
    return scores.change(Brief(), plain, other=False) is not None


def _impossible_tempo(bare: str) -> bool:
    return any(not SLOWEST <= int(bpm) <= FASTEST for bpm in re.findall(r"\b(\d{1,9})\s*bpm\b", bare, re.I))


def _known(bare: str) -> bool:
    """Whether more is named than an instrument that nobody here plays."""
    from nemo_nb.engine.music.strangers import stranger

    strange = stranger(bare)
    return strange is None or names_music(bare.casefold().replace(strange, " "))


def _only_without(bare: str) -> bool:
    """Whether all that is said of music is what it is to be without."""
    return has(rf"^\W*(?:and |but |please )?(?:{REMOVE})", bare) and not has(MAKES, bare)


def _hours(bare: str) -> bool:
    return any(seconds(time) > LONGEST for time in re.findall(CLOCKED, bare, re.I))
