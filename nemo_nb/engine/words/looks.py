"""Colour: named looks, brightness, contrast, warmth and saturation, for a part or for all of it."""

from __future__ import annotations

import re

from nemo_nb.engine.words.parts import take_parts
from nemo_nb.engine.words.vocabulary import INSTRUMENT, MUSIC, PICTURE, REMOVE, Heard, asks_new, has, much
from nemo_nb.engine.words.wishes import Look, Wish

_LOOKS = (
    (
        "noir",
        r"\bnoir\b|\bblack-and-white\b|\bb ?& ?w\b|\bgr[ae]yscale\b|\bmonochrome\b|黑白"
        r"|单色",
    ),
    (
        "vintage",
        r"\b(?:vintage|retro|sepia|old[- ](?:film|school|movie)|nostalgic|super ?8|1970s|70s)\b|复古|怀旧"
        r"|老电影|胶片",
    ),
    (
        "cinematic",
        r"\b(?:cinematic|filmic|movie[- ]like|teal(?: and|&)? orange|hollywood)\b|电影感|电影质感|电影风格"
        r"|大片",
    ),
    # Colours pop; pop alone is music.
    (
        "vivid",
        r"\b(?:vivid|vibrant|punchy|colou?rful|(?:it|colou?rs?|video|clip|picture) (?:really )?pop)\b"
        r"|鲜艳|生动|艳丽",
    ),
    ("dreamy", r"\b(?:dreamy|dreamlike|soft glow|glowing|ethereal)\b|梦幻|柔光|唯美"),
    ("faded", r"\b(?:faded|matte|washed[- ]out|muted colou?rs?)\b|褪色|低饱和|莫兰迪"),
    ("warm", r"\bwarm (?:look|filter|tones?|colou?rs?|grade)\b|暖色调?|暖调"),
    ("cool", r"\b(?:cool|cold) (?:look|filter|tones?|colou?rs?|grade)\b|冷色调?|冷调"),
)
# Each axis with what raises and what lowers it; those at the end of a row may be about music too.
_AXES = (
    (
        "brightness",
        r"\bbright(?:er|en\w*|ness)?\b|\blighten\w*\b|\blighter\b|\bexposure\b|亮|提亮",
        r"\bdark(?:er|en\w*)?\b|\bdim(?:mer)?\b|暗",
    ),
    ("contrast", r"\bcontrast\b|\bpunchier\b|对比", r"\bflatter\b|\bsofter contrast\b"),
    ("saturation", r"\bsaturat\w*|\bcolou?rs?\b|\bcolou?rful\b|饱和|色彩|颜色", r"\bdesaturat\w*|\bpaler\b"),
    ("warmth", r"\bwarm(?:er|th|ly)?\b|暖", r"\b(?:cooler|colder|cool|cold|bluer)\b|冷"),
)
_LESS = (
    r"\b(?:less|lower|reduce|decrease|down|lessen|drop|too (?:bright|warm|saturated|colou?rful))\b|降低|减少"
    r"|减弱|调低|低一?点|不要(?:那么|太)|太亮|太暖|太艳"
)
_STEP = 0.2
_FILTER = (
    r"\b(?:look|filter|grade|grading|style|effect|preset|tone|lut|colou?rs?)\b|滤镜|调色|色调|风格|效果"
    r"|质感|感"
)


def read_looks(said: str, heard: Heard) -> list[Wish] | None:
    """Return what a clause asks of the colours; None when it asks nothing, or means the music."""
    if asks_new(said) and has(MUSIC, said):
        return None
    parts, rest = take_parts(said)
    picture = has(PICTURE, said)
    if has(r"⟦", said) or ((has(MUSIC, said) or has(INSTRUMENT, said)) and not picture):
        return None
    colour = has(
        r"\b(?:contrast|saturat\w*|exposure|brightness|filters?|colou?rs?|colou?r[- ]grad\w*|desaturat\w*"
        r"|gr[ae]yscale|brighten|darken|lut|sepia)\b"
        r"|\bblack-and-white\b|\bb ?& ?w\b|\bnoir\b|\bmonochrome\b|对比度?|饱和度?|亮度|曝光|滤镜|调色"
        r"|色调|色温|色彩"
        r"|颜色|黑白|提亮|画面",
        said,
    )
    about = bool(parts) or colour or heard.about_picture(said)
    if not about:
        return None
    if has(
        rf"(?:{REMOVE}|\breset\b|\bundo\b|还原)[^,]{{0,20}}(?:looks?\b|filters?\b|colou?rs?\b|grad\w+"
        rf"|effects?\b|滤镜|调色|颜色|效果)",
        rest,
    ):
        return [Look(parts=parts)]
    for name, words in _LOOKS:
        if (
            has(words, rest)
            and (has(_FILTER, said) or picture or parts or colour or len(rest.split()) <= 4)
            and not has(r"not? too|别太", rest)
        ):
            if name == "vivid" and has(r"\bmore\b|\bless\b", rest):
                continue
            return [Look(name, parts=parts)]
    nudges = _nudges(rest)
    return [Look(None, nudges, parts)] if nudges else None


def _nudges(said: str) -> tuple[tuple[str, float], ...]:
    found: list[tuple[str, float]] = []
    for axis, up, down in _AXES:
        raises, lowers = has(up, said), has(down, said)
        if not (raises or lowers):
            continue
        if (
            axis == "saturation"
            and has(r"\bcolou?rs?\b|颜色|色彩", said)
            and not has(r"saturat|饱和|more|less|boost|vivid|rich|strong|鲜|浓|丰富|淡", said)
        ):
            continue
        sign = -1.0 if lowers else 1.0
        if raises and has(_LESS, said) and not lowers:
            sign = -1.0
        elif lowers and has(r"\bless\b|\btoo (?:dark|cold|cool)\b|不要(?:那么|太)|太暗|太冷", said):
            sign = 1.0
        percent = re.search(r"([-+]?\d+(?:\.\d+)?)\s*(?:%|percent|per cent)", said, re.I)
        amount = abs(float(percent[1])) / 100 if percent else _STEP * much(said)
        if percent and percent[1].startswith("-"):
            sign = -sign
        elif percent and has(r"\b(?:to|at)\s*\d|(?:到|为|成)\s*\d", said):
            # 100 % is how it was filmed.
            sign, amount = (1.0, amount - 1) if amount > 1 else (-1.0, 1 - amount)
        found.append((axis, round(sign * min(amount, 1.0), 3)))
    return tuple(found)
