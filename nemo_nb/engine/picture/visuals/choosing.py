"""Which style? The one that is named, else one that suits the words' mood, else the song's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_nb.engine.song import Song


@dataclass(frozen=True, slots=True)
class Look:
    """A style as people speak of it. ``names`` name it outright, ``words`` suggest it (English and Chinese);
    ``valence`` and ``arousal`` (-1 to 1) are the mood that it suits.
    """

    label: str
    label_zh: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    valence: float
    arousal: float


STYLES: dict[str, Look] = {
    "gradient": Look(
        "gradients in motion",
        "流动渐变",
        ("gradient", "gradients", "silk", "渐变", "丝绸"),
        (
            "abstract",
            "smooth",
            "flowing",
            "minimal",
            "soft",
            "dreamy",
            "抽象",
            "柔和",
            "极简",
            "流动",
            "梦幻",
        ),
        0.2,
        -0.5,
    ),
    "waves": Look(
        "paper hills under a sun",
        "层叠山海",
        ("waves", "wave", "hills", "mountains", "landscape", "paper cut", "波浪", "海浪", "山", "剪纸"),
        ("nature", "calm", "peaceful", "warm", "sunset", "ocean", "自然", "平静", "温暖", "日落", "大海"),
        0.6,
        -0.25,
    ),
    "spectrum": Look(
        "a ring of bars",
        "环形频谱",
        (
            "spectrum",
            "bars",
            "equaliser",
            "equalizer",
            "visualizer",
            "visualiser",
            "ring",
            "频谱",
            "音谱",
            "均衡器",
        ),
        ("classic", "club", "podcast", "经典", "播客"),
        0.1,
        0.35,
    ),
    "particles": Look(
        "drifting particles",
        "粒子",
        ("particles", "particle", "dust", "sparkles", "stars", "粒子", "星尘", "光点"),
        (
            "magical",
            "space",
            "cosmic",
            "night",
            "mysterious",
            "epic",
            "魔幻",
            "太空",
            "宇宙",
            "夜",
            "神秘",
            "史诗",
        ),
        -0.35,
        0.25,
    ),
    "kaleidoscope": Look(
        "a kaleidoscope",
        "万花筒",
        ("kaleidoscope", "mandala", "万花筒", "曼陀罗"),
        ("psychedelic", "trippy", "hypnotic", "colourful", "colorful", "迷幻", "催眠", "多彩", "缤纷"),
        0.5,
        0.6,
    ),
    "lines": Look(
        "line art",
        "线条",
        ("lines", "line art", "line-art", "ridges", "ridgeline", "线条", "线描", "线稿"),
        ("elegant", "monochrome", "post-punk", "serious", "优雅", "黑白", "严肃"),
        -0.5,
        -0.25,
    ),
    "cards": Look(
        "words on cards",
        "文字卡片",
        (
            "cards",
            "card",
            "lyric",
            "lyrics",
            "typography",
            "kinetic type",
            "text animation",
            "歌词",
            "文字",
            "字卡",
        ),
        ("bold", "graphic", "poster", "fun", "playful", "大胆", "海报", "俏皮", "平面"),
        0.8,
        0.5,
    ),
    "horizon": Look(
        "a night drive",
        "霓虹夜路",
        (
            "horizon",
            "synthwave",
            "retrowave",
            "outrun",
            "neon grid",
            "night drive",
            "地平线",
            "合成器浪潮",
            "夜路",
        ),
        ("retro", "80s", "neon", "arcade", "cyberpunk", "driving", "复古", "霓虹", "赛博朋克", "街机"),
        0.0,
        0.75,
    ),
}


def named(text: str) -> str | None:
    """Return the style that the words name outright, or None."""
    return _best(text, lambda look: look.names)


def choose(text: str, song: Song) -> str:
    """Return the style for a song: the one named, else one suggested by the words, else by the mood."""
    told = named(text) or _best(text, lambda look: look.words)
    if told is not None:
        return told
    return min(
        STYLES,
        key=lambda name: (
            (STYLES[name].valence - song.valence) ** 2 + (STYLES[name].arousal - song.arousal) ** 2
        ),
    )


def _best(text: str, of: Callable[[Look], tuple[str, ...]]) -> str | None:
    folded = text.casefold()
    found = {
        name: max((_place(folded, word) for word in of(look)), default=-1) for name, look in STYLES.items()
    }
    name = max(found, key=lambda name: found[name])
    return name if found[name] >= 0 else None


def _place(text: str, word: str) -> int:
    """Return the length of a word that occurs in the text, -1 where it does not: longer words tell more."""
    if word.isascii():
        return len(word) if re.search(rf"\b{re.escape(word)}\b", text) else -1
    return 2 * len(word) if word in text else -1
