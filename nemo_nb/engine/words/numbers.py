"""Numbers and times in words: “ten seconds”, “half a minute”, “1:02.5”, “第三个”, “1分20秒”."""

from __future__ import annotations

import re

_ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90, "a couple of": 2, "a few": 3,
}  # fmt: skip
_CHINESE = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

_UNITS = (
    r"(?:more\s+|other\s+)?(?:ms\b|milliseconds?|seconds?\b|secs?\b|minutes?\b|mins?\b|hours?\b|scenes?\b"
    r"|clips?\b"
    r"|(?:equal |even )?(?:parts?|pieces?|sections?)\b"
    r"|shots?\b|photos?\b|pictures?\b|images?\b|times\b|steps?\b|edits?\b|changes?\b|percent|per cent|%)"
)
_HAN = r"[零一二两三四五六七八九十百]+"
_HAN_UNITS = r"(?:秒|分钟|分(?!贝)|小时|个?(?:镜头|片段|场景|画面)|倍|次|遍|步|张(?=照片|图))"

CLOCKED = (
    r"(?:\d+:\d{1,2}:\d{1,2}(?:[.,]\d+)?|\d+:\d{1,2}(?:[.,]\d+)?"
    r"|\d+(?:\.\d+)?\s*-?\s*(?:hours?|小时)"
    r"|\d+(?:\.\d+)?\s*-?\s*(?:minutes?\b|mins?\b|m\b|分钟?)\s*(?:and\s+|，|,)?(?:\s*\d+(?:\.\d+)?\s*-?\s*"
    r"(?:seconds?\b|secs?\b|s\b|秒钟?))?"
    r"|\d+(?:\.\d+)?\s*-?\s*(?:seconds?\b|secs?\b|s\b|秒钟?)"
    r"|\d+(?:\.\d+)?\s*-?\s*(?:ms\b|milliseconds?|毫秒))"
)
"""A time that cannot be anything else."""
TIME = rf"(?:{CLOCKED}|\d+(?:\.\d+)?)"
"""The same, or a bare number."""


_BARE_SPAN = re.compile(
    r"\b((?:mute|trim|cut|keep|delete|remove|silence|speed up|slow down|play|show)\b(?: (?:out|it"
    r"|the video|the clip|only|everything))*"
    r" (?:from|between) )(\d+(?:\.\d+)?)( ?(?:to|and|until|till|-) ?)(\d+(?:\.\d+)?)(?=\s*(?:$|[,.;!]"
    r"|and\b|then\b))",
    re.I,
)
"""“Mute from 2 to 4” counts seconds."""


def with_digits(text: str) -> str:
    """Return the text with numbers in digits wherever a unit or a name makes clear that one is meant."""
    text = re.sub(r"\b(?:half an?|an? half)[ -](second|minute|hour)\b", r"0.5 \1", text, flags=re.I)
    text = re.sub(
        r"\b(?:an?|one) (second|minute|hour) and a half\b", lambda m: f"1.5 {m[1]}s", text, flags=re.I
    )
    text = re.sub(
        r"\b(\w+) and a half (?=(?:seconds?|secs?|minutes?|mins?)\b)",
        lambda m: f"{_ENGLISH.get(m[1].lower(), m[1])}.5 ",
        text,
        flags=re.I,
    )
    words = "|".join(sorted(_ENGLISH, key=len, reverse=True))
    text = re.sub(rf"\b({words})(?=[\s-]+{_UNITS})", lambda m: str(_ENGLISH[m[1].lower()]), text, flags=re.I)
    text = re.sub(
        rf"\b((?:scene|clip|shot|photo|picture|image)s? )({words})\b",
        lambda m: m[1] + str(_ENGLISH[m[2].lower()]),
        text,
        flags=re.I,
    )
    text = re.sub(
        r"\b(?:an?) (second|minute)s?\b(?! (?:clip|scene|shot|photo|title))", r"1 \1", text, flags=re.I
    )
    text = _BARE_SPAN.sub(r"\1\2s\3\4s", text)
    text = re.sub(r"半(秒|分钟|小时)", r"0.5\1", text)
    text = re.sub(rf"({_HAN})(?={_HAN_UNITS})", lambda m: str(_han(m[1])), text)
    text = re.sub(r"(\d+)(秒|分钟|小时|倍)半", lambda m: f"{m[1]}.5{m[2]}", text)
    text = re.sub(rf"第({_HAN})", lambda m: f"第{_han(m[1])}", text)
    text = re.sub(rf"(?<=[成为])({_HAN})(?=(?:等份|份|段))", lambda m: str(_han(m[1])), text)
    text = re.sub(rf"(?<=[前后])({_HAN})(?=[段个张])", lambda m: str(_han(m[1])), text)
    return re.sub(rf"((?:镜头|片段|场景))({_HAN})(?![个段次倍])", lambda m: m[1] + str(_han(m[2])), text)


def seconds(text: str, unit: str = "") -> float:
    """Return a time in seconds; a bare number has the unit of ``unit``, a time that it stands beside."""
    said = text.strip().replace(",", ".") if ":" in text else text.strip()
    if ":" in said:
        total = 0.0
        for part in said.split(":"):
            total = total * 60 + float(part)
        return total
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", said)]
    if not numbers:
        return 0.0
    if re.fullmatch(r"[\d.]+", said):
        # “from 3 to 10 seconds”, but “from 3 to 1:10” counts seconds
        return numbers[0] * (60 if _minutes(unit) and ":" not in unit else 1)
    if re.search(r"ms\b|milli|毫秒", said, re.I):
        return numbers[0] / 1000
    if re.search(r"hour|小时", said, re.I):
        return numbers[0] * 3600
    if _minutes(said):
        return numbers[0] * 60 + (numbers[1] if len(numbers) > 1 else 0)
    return numbers[0]


def _minutes(said: str) -> bool:
    return bool(re.search(r"\d\s*-?\s*(?:m\b|min)|分", said, re.I))


def _han(said: str) -> int:
    total, digit = 0, 0
    for sign in said:
        if sign == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif sign == "百":
            total, digit = total + (digit or 1) * 100, 0
        else:
            digit = _CHINESE[sign]
    return total + digit
