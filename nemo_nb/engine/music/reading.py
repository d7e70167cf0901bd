"""Words become a brief: genre and mood as the words lean, then the numbers and names said outright."""

from __future__ import annotations

import re
from dataclasses import replace

from . import hints, lexicon
from .brief import Brief
from .leaning import resolve
from .lexicon import fold, pattern


def read(text: str, seed: int) -> Brief:
    """Understand a request that stands alone; see `nemo_nb.engine.brief.read_brief`."""
    low = fold(text)
    genre, valence, arousal = resolve(low)
    brief = Brief(genre=genre, valence=valence, arousal=arousal, seed=seed, words=text)
    return named(text, *hints.read_hints(low, brief))


def named(text: str, brief: Brief, low: str) -> Brief:
    """Take over everything that is said outright: tempo, key, instruments, length, loop, shape.

    ``low`` is the text as the tables spell it, without the moments that `hints` have read.
    """
    brief = _tempo(low, brief)
    key, family = _key(text)
    if key:
        brief = replace(brief, key=key, mode_family=None)
    elif family:
        brief = replace(brief, mode_family=family)
    length = duration(low)
    if length:
        brief = replace(brief, length=length)
    if re.search(r"\bno loop|don't loop|not a loop|不循环", low):
        brief = replace(brief, loop=False)
    elif re.search(r"\bloop(s|ing|able|ed)?\b|seamless|循环", low):
        brief = replace(brief, loop=True)
    if re.search(r"\bbuild(s|ing)?([ -]up)?\b(?! a| me)|crescendo|gradually|渐强|逐渐|渐进", low):
        brief = replace(brief, build=True)
    wanted, banned, leading, alone = instruments(low)
    if alone:
        brief = replace(brief, alone=True, instruments=(), excluded=(), lead=None)
    wanted += [name for name, _ in brief.entries if name not in (*wanted, *banned)]
    kept = tuple(i for i in brief.instruments if i not in banned)
    return replace(
        brief,
        instruments=tuple(dict.fromkeys((*kept, *wanted))),
        excluded=tuple(dict.fromkeys((*(e for e in brief.excluded if e not in wanted), *banned))),
        lead=leading or (None if brief.lead in banned else brief.lead),
    )


def _tempo(low: str, brief: Brief) -> Brief:
    number = r"(?<!\d)(\d{2,3}(?:\.\d+)?)"
    span = re.search(rf"{number}\s*(?:-|–|—|~|to|and|到|至)\s*{number}\s*(?:bpm|beats|拍)", low) or re.search(
        rf"bpm\D{{0,12}}?{number}\s*(?:-|–|to|到|至)\s*{number}", low
    )
    if span:
        slow, fast = sorted((float(span[1]), float(span[2])))
        return replace(brief, bpm=None, bpm_range=(max(30.0, slow), min(240.0, fast)), pace=1.0)
    exact = re.search(rf"{number}\s*-?(?:bpm|beats per minute|拍)", low) or re.search(
        rf"(?:bpm|\btempo|速度)\s*(?:of|to|at|is|=|:|：|为|是|到)?\s*{number}", low
    )
    if exact and 30 <= float(exact[1]) <= 240:
        return replace(brief, bpm=float(exact[1]), bpm_range=None, pace=1.0)
    return brief


_KEY = re.compile(r"(?P<in>\b(?:in|key of|key:?)\s+)?(?<![A-Za-z])(?P<note>[A-Ga-g])(?:\s?(?P<sign>#|♯|b|♭|sharp|flat|-sharp|-flat))?\s*(?P<mode>major|minor|maj|min|大调|小调|dorian|lydian|mixolydian|phrygian)\b|(?P<zh>[升降]?[A-Ga-g])\s*(?P<zhmode>大调|小调)")  # fmt: skip  # noqa: E501


def _key(text: str) -> tuple[str | None, str | None]:
    for match in _KEY.finditer(text):
        if match["zh"]:
            sign = {"升": "#", "降": "b"}.get(match["zh"][0], "")
            return (
                f"{match['zh'][-1].upper()}{sign} {'major' if match['zhmode'] == '大调' else 'minor'}",
                None,
            )
        bare = (not match["sign"] and match["note"] in "aA") or match["note"].islower()
        church = match["mode"] in ("dorian", "lydian", "mixolydian", "phrygian")
        article = match["note"] == "a" and re.match(r"[ -](?:key|scale|mode|chord)", text[match.end() :])
        if article or (bare and not match["in"] and not church):
            continue  # "a minor change" names no key
        sign = {"#": "#", "♯": "#", "b": "b", "♭": "b"}.get(match["sign"] or "", "")
        sign = sign or (
            "#" if "sharp" in (match["sign"] or "") else "b" if "flat" in (match["sign"] or "") else ""
        )
        mode = {"maj": "major", "min": "minor", "大调": "major", "小调": "minor"}.get(
            match["mode"], match["mode"]
        )
        return f"{match['note'].upper()}{sign} {mode}", None
    low = text.lower()
    found = re.search(
        r"\b(?:in an? |minor |major )?(major|minor)[ -](?:key|scale|mode|chord)|(大调|小调)", low
    )
    if found:
        return None, "major" if (found[1] == "major" or found[2] == "大调") else "minor"
    return None, None


def duration(low: str) -> float | None:
    """Seconds named in words: ``60-second``, ``3 min``, ``1:30``, ``2分钟30秒``."""
    clock = re.search(r"(?<![\d:])(\d{1,2}):([0-5]\d)(?![\d:])(?:\s*(?:long|minutes?|min))?", low)
    around = low[max(0, clock.start() - 12) : clock.start()] if clock else ""
    if clock and not re.search(r"(at|until|from|till|to|by|after|@|到|在|从|直到)\s*$", around):
        return int(clock[1]) * 60.0 + int(clock[2])
    minutes = re.search(
        r"(\d+(?:\.\d+)?|\bone|\btwo|\bthree|\bfour|\bfive|\bten|half a|[半一两二三四五六七八九十]+)[ -]*个?(?:minutes?|mins?\b|分钟|分(?![贝手别开割]))(?P<half>半)?"  # noqa: E501
        r"|(?P<odd>[一两二三四五])分(?P<and>半)钟?",
        low,
    )
    seconds = re.search(
        r"(?<![\d:.])(\d+(?:\.\d+)?|[二三四五六]?十[五]?)[ -]*(?:seconds?|secs?\b|s\b|秒)", low
    )
    total = 0.0
    if minutes:
        total += 60 * (
            _number(minutes[1] or minutes["odd"]) + (0.5 if minutes["half"] or minutes["and"] else 0)
        )
    if seconds and not re.search(r"(at|until|from|first|last|every)\s*$", low[: seconds.start()]):
        total += _number(seconds[1])
    return total if 0.5 <= total <= 3600 else None


_DIGITS = {digit: float(value) for value, digit in enumerate("一二三四五六七八九", start=1)}
_DIGITS |= {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "ten": 10,
    "half a": 0.5,
    "半": 0.5,
    "两": 2,
}


def _number(said: str) -> float:
    """A number in digits, or a small one in English or Chinese words."""
    if said[0].isascii() and said[0].isdecimal():
        return float(said)
    if "十" in said:
        tens, _, ones = said.partition("十")
        return 10 * _DIGITS.get(tens, 1.0) + _DIGITS.get(ones, 0.0)
    return _DIGITS.get(said, 0.0)


BAN = re.compile(r"(?:\bno|\bwithout(?: any)?|\bdrop|\bremove|\bdelete|\bmute|\bskip|\blose|\bkill|\btake out|\bget rid of|\bnot? any|\bcut(?: out)?|不要|去掉|没有|删除|移除|无)(?: the| any| all)?(?: the)?\s*$")  # fmt: skip  # noqa: E501
_AND = re.compile(r"^\s*(?:,|and|or|&|、|和|或)+\s*(?:the )?")


_NEVER_LEAD = ("drums", "percussion", "bass", "pads", "melody")
_LEADS = re.compile(r"^\s*(?:as (?:the |a )?(?:lead|melody)|(?:take|has|have|carr(?:y|ies)|plays?)\w* the (?:lead|melody|tune)|leads?\b(?! to| in)|solo\b|主奏|领奏|独奏|演奏主旋律|做主旋律)")  # fmt: skip  # noqa: E501
_LED = re.compile(r"(?:\b(?:switch|change|swap|turn)\w*(?: (?:it|this|that|the (?:music|melody|lead|tune)|everything))?(?: over)? (?:in)?to|\b(?:lead|led|melody|tune) (?:on|by|with|is|to)) (?:an? |the |solo )*$|(?<!把)(?:换成|改成|改用|换为)\s*$|(?:主旋律用|主奏用)\s*$")  # fmt: skip  # noqa: E501
_REPLACED = re.compile(
    r"\b(?:replac\w+|swap\w*|exchang\w+|instead of)(?: the| any| all)?(?: the)?\s*$|把\s*$"
)
_WITH = re.compile(r"^.{0,12}?(?:\b(?:with|for|by)\b|换成|换为|改成)")


_ALONE_BEFORE = re.compile(r"(?:\b(?:only|just|nothing (?:but|except)|exclusively|solely)(?: (?:an?|the|some))?|只(?:要|用|有|留|保留)?|仅(?:用|有)?|纯)\s*$")  # fmt: skip  # noqa: E501
_ALONE_AFTER = re.compile(r"^s?\s*(?:only\b(?! (?:at|from|after|in|during|for|until|when|where|as|on))|alone\b|by (?:itself|themselves)\b|and nothing else|就好|就行|而已)")  # fmt: skip  # noqa: E501


def instruments(low: str) -> tuple[list[str], list[str], str | None, bool]:
    """(wanted, forbidden, leading) instruments and families, and whether nobody else is to play; "no drums or
    bass" forbids both.
    """
    rest, found = low, list[tuple[int, int, str]]()
    for key in sorted(lexicon.INSTRUMENTS, key=len, reverse=True):
        for match in pattern(key).finditer(rest):
            found.append((match.start(), match.end(), lexicon.INSTRUMENTS[key]))
        rest = pattern(key).sub(lambda m: "_" * len(m[0]), rest)
    wanted, banned = list[str](), list[str]()
    alone = list[str]()
    last_end, last_banned, leading = -1, False, None
    for start, end, name in sorted(found):
        joined = last_end >= 0 and _AND.sub("", low[last_end:start]).strip() == ""
        before = _ALONE_BEFORE.search(low[:start])
        forbidden = BAN.search(low[: before.start() if before else start])
        gone = _REPLACED.search(low[:start]) and ("instead" in low[:start] or _WITH.search(low[end:]))
        only = bool(before or _ALONE_AFTER.search(low[end:])) and not forbidden
        ban = bool(forbidden or gone) or (joined and last_banned and not only)
        (banned if ban else wanted).append(name)
        if only and not ban:
            # “Only piano and strings”, “piano and strings only”: those joined to it as well.
            alone = [*(wanted if joined and not last_banned else [name]), *alone]
        elif joined and alone and not ban:
            alone.append(name)
        leads = _LEADS.search(low[end:]) or (_LED.search(low[:start]) and not banned)
        if leads and not ban and name not in _NEVER_LEAD:
            leading = name
        last_end, last_banned = end, ban
    generic = re.search(
        r"(rap|trap|hip[- ]hop|study|lo-?fi|house|drum) beats?|beat(s)? (per|of|drop)|match(es)? the beat|to the beat|与节拍",  # noqa: E501
        low,
    )
    if generic and "drums" in wanted:
        wanted.remove("drums")
    # "more bass", "louder drums" speak of levels, and a tune is always there unless it is forbidden.
    wanted = [
        w
        for w in dict.fromkeys(wanted)
        if w != "melody"
        and not re.search(rf"(more|less|louder|quieter|softer|big|bigger|deep|heavy|更多|加强) *{w}", low)
    ]
    if alone:
        return list(dict.fromkeys(alone)), [], leading, True
    return wanted, list(dict.fromkeys(banned)), leading, False
