"""Refinements: what "more tense", "use strings" or "another version" change, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from . import hints, leaning, lexicon, reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .brief import Brief

# (expression, changes): numbers are added, "pace" is multiplied. English and Chinese.
NUDGES: tuple[tuple[str, dict[str, float]], ...] = (
    (r"more (tense|tension|suspense\w*|dramatic)|tenser|紧张(一点|些|感)|更紧张", {"valence": -0.3, "arousal": 0.2, "tension": 0.4}),  # noqa: E501
    (r"less (tense|tension|dramatic)|不要那么紧张|缓和", {"valence": 0.2, "arousal": -0.15, "tension": -0.4}),
    (r"calmer|more (calm|relax\w*|gentle|peaceful|chill)|less (energetic|busy|intense|aggressive)|softer(?! (drums|percussion|beat|bass))|gentler|mellower|平静(一点|些)|更平静|柔和(一点|些)|更柔和|舒缓(一点|些)", {"arousal": -0.35, "density": -0.25, "drums_db": -2.5, "brightness": -0.15}),  # noqa: E501
    (r"more (energetic|energy|upbeat|exciting|intense|powerful|drive|epic|lively)|livelier|punchier|more punch|harder|更有活力|有活力(一点|些)|更激烈|更欢快|更燃", {"arousal": 0.35, "drums_db": 1.5, "brightness": 0.1}),  # noqa: E501
    (r"happier|more (happy|cheerful|joyful|playful|positive|hopeful)|更快乐|更开心|欢快(一点|些)", {"valence": 0.45}),  # noqa: E501
    (r"sadder|more (sad|melanchol\w*|emotional)|更悲伤|伤感(一点|些)", {"valence": -0.45, "arousal": -0.1}),
    (r"brighter|more (bright|sparkle|treble|air)|明亮(一点|些)|更明亮|更亮", {"valence": 0.2, "brightness": 0.6}),  # noqa: E501
    (r"darker|more dark|duller|暗(一点|些)|更暗|更黑暗", {"valence": -0.25, "brightness": -0.6}),
    (r"warmer|more warm\w*|cosier|cozier|更温暖|温暖(一点|些)", {"valence": 0.1, "brightness": -0.4, "bass_db": 1.0}),  # noqa: E501
    (r"\bfaster|speed (it )?up|quicker|more tempo|快(一点|些)|更快|加快", {"pace": 1.08}),
    (r"\bslower|slow (it )?down(?! (at|to))|慢(一点|些)|更慢|放慢", {"pace": 1 / 1.08}),
    (r"(more|bigger|deeper|louder|heavier|stronger|boost the) bass|bass up|低音(多|重|大|强)|更多低音|加强低音", {"bass_db": 3.0}),  # noqa: E501
    (r"(less|quieter|softer|lower) bass|bass down|低音(少|轻|小)", {"bass_db": -3.0}),
    (r"(more|bigger|louder|harder|stronger) (drums|percussion|beat)|鼓(大|重|响)", {"drums_db": 3.0}),
    (r"(less|quieter|softer|lighter) (drums|percussion|beat)|鼓(小|轻)", {"drums_db": -4.0}),
    (r"simpler|more (simple|minimal|sparse|space)|less (busy|cluttered|complex)|简单(一点|些)|更简单", {"density": -0.4}),  # noqa: E501
    (r"busier|fuller|richer|more (complex|busy|layers|notes)|丰富(一点|些)|更丰富", {"density": 0.3, "arousal": 0.1}),  # noqa: E501
)  # fmt: skip
LIMITS = {"valence": (-1.0, 1.0), "arousal": (-1.0, 1.0), "tension": (0.0, 1.0), "brightness": (-1.5, 1.5), "density": (0.3, 1.5),  # noqa: E501
          "bass_db": (-9.0, 9.0), "drums_db": (-12.0, 9.0), "pace": (0.5, 2.0)}  # fmt: skip
ENDINGS = ("ring", "button", "ritard", "fade")
OTHER = re.compile(r"(another|different|new|other|alternative|fresh) (version|take|one|idea|variation|tune|melody|song|track|music)|try again|something else|再来|换(一|个|首)|另一(个|版|首)|重新")  # fmt: skip  # noqa: E501
COMPARED = re.compile(r"\b(more|less|bit|little|a touch|slightly)\s+$|更\s*$")


_NUMBERS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}  # fmt: skip  # noqa: E501
_THING = r"(?:one|version|take|try|piece|track|music|song|tune|idea|attempt|cut|draft)"
_FIRST = re.compile(
    rf"(?:back to|restore|return to|go back to|use|keep|want|prefer(?:red)?|take|liked?|loved?|bring back) (?:the |my |our )?(?:very )?(?:first|original|initial)\b(?: {_THING}|\s*$|[.,!])"  # noqa: E501
    rf"|\b(?:first|original|initial) {_THING} (?:again|back|was better|please)|start(?:ing)? over from the (?:first|original)"  # noqa: E501
    r"|回到?(?:第一|最初|最开始|原来|一开始)|恢复(?:到)?(?:第一|最初|原来|原版)|还是第一(?:个|版|首)|用回?(?:第一|最初|原来)|第一版$"
)
_BEFORE = re.compile(
    rf"\b(?:previous|last|earlier|preceding) {_THING}(?! for)|{_THING} before (?:that|this|it)|上一(?:个|版|首)|前一(?:个|版|首)|之前(?:的)?那(?:个|版|首)"  # noqa: E501
)
_NUMBERED = re.compile(
    rf"\b(?:version|take) (?:number |no\.? ?|#)?(?P<n>\d{{1,2}})\b|\bthe (?P<word>second|third|fourth|fifth|sixth) {_THING}\b|第(?P<zh>\d{{1,2}}|[一二两三四五六])(?:个|版|首)"  # noqa: E501
)


def recall(text: str, versions: Sequence[Brief], now: Brief) -> Brief | None:
    """Return the version that the words ask to have back ("back to the first one", "version 2"), or None.

    ``versions`` are in the order in which they came, ``now`` is one of them or newer than all.
    """
    low = lexicon.fold(text)
    if not versions:
        return None
    if _FIRST.search(low):
        return versions[0]
    numbered = _NUMBERED.search(low)
    if numbered:
        said = numbered["n"] or numbered["zh"] or numbered["word"]
        place = int(said) if said.isdecimal() else _NUMBERS[said]
        return versions[place - 1] if 1 <= place <= len(versions) else None
    if _BEFORE.search(low):
        at = versions.index(now) if now in versions else len(versions)
        # Before the first one, one listened to the newest.
        return versions[at - 1]
    return None


def revise(text: str, before: Brief) -> Brief:
    """Return ``before`` with what the words name changed; seed, harmony and motif stay unless another
    version is asked for.
    """
    brief, low = hints.read_hints(lexicon.fold(text), replace(before, words=text))
    taken = False
    if re.search(
        r"(back to|restore|return to|use) the (first|original)|first (one|version) again|回到(第一|最初|原来)|恢复最初",  # noqa: E501
        low,
    ):
        return replace(brief, take=0)
    if re.search(r"(previous|last|earlier) (one|version|take)|上一(个|版)", low):
        return replace(brief, take=max(0, before.take - 1))
    if OTHER.search(low):
        brief = replace(brief, take=before.take + 1)
    for expression, changes in NUDGES:
        if re.search(expression, low):
            taken = True
            for name, amount in changes.items():
                value = getattr(brief, name)
                low_end, high_end = LIMITS[name]
                value = value * amount if name == "pace" else value + amount
                brief = replace(brief, **{name: round(min(high_end, max(low_end, value)), 4)})
            if "pace" in changes and brief.bpm:
                brief = replace(brief, bpm=round(brief.bpm * changes["pace"], 1), pace=1.0)
            if "pace" in changes and brief.bpm_range:
                # The tempo lies somewhere in the range: what is slower than it for certain lies below.
                slow, fast = brief.bpm_range
                beyond = (slow * 0.92, slow * 0.97) if changes["pace"] < 1 else (fast * 1.03, fast * 1.08)
                brief = replace(brief, bpm_range=(round(beyond[0], 1), round(beyond[1], 1)), pace=1.0)
    genre = _genre(low)
    if genre and genre != before.genre:
        from .genres import STYLES

        brief = replace(brief, genre=genre, valence=STYLES[genre].valence, arousal=STYLES[genre].arousal)
    elif not taken and not genre:
        mood = leaning.moods(low)
        if mood:
            brief = replace(
                brief,
                valence=round(0.4 * brief.valence + 0.6 * mood[0], 3),
                arousal=round(0.4 * brief.arousal + 0.6 * mood[1], 3),
            )
    if re.search(r"(change|different|another|new|better) (the )?ending|结尾", low):
        now = before.ending if before.ending != "auto" else "ring"
        brief = replace(brief, ending=ENDINGS[(ENDINGS.index(now) + 1) % len(ENDINGS)])
    return reading.named(text, brief, low)


def asks_other(text: str) -> bool:
    """Whether a text asks for another piece, and says nothing of what it should be like."""
    low = lexicon.fold(text)
    return bool(OTHER.search(low)) and _genre(low) is None and leaning.moods(low) is None


def _genre(low: str) -> str | None:
    """A genre named outright ("make it jazz", not "more epic")."""
    for key in sorted(lexicon.GENRE_NAMES, key=len, reverse=True):
        for found in lexicon.pattern(key).finditer(low):
            if not COMPARED.search(low[: found.start()]) and not _PLAYER.match(low[found.end() :]):
                return lexicon.GENRE_NAMES[key]
    return None


_NAMES = [key for key, name in lexicon.INSTRUMENTS.items() if name != "melody" and not key.startswith("beat")]
_PLAYER = re.compile(rf"[ -]*(?:{'|'.join(lexicon.pattern(key).pattern for key in _NAMES)})")
"""An instrument: the “acoustic” of an acoustic guitar names no genre."""
