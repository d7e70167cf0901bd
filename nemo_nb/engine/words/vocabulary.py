"""Words that several readers share, as patterns in English and Chinese, and what they are read in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from nemo_nb.engine.words.wishes import Wish

MUSIC = (
    r"\bmusic\b(?! videos?\b)|soundtracks?|\bbgm\b|\bscore\b|\btracks?\b(?! list)|\bsongs?\b|\btunes?\b"
    r"|\bmelody\b|\bbeats?\b"
    r"|音乐(?!视频|录影)|配乐|背景乐|曲子|伴奏|歌(?![词名])|旋律"
)
NAMED = (
    rf"{MUSIC}|\b(?:song|tune|beat|melody|theme)s?\b|\bbuild[ -]?up\b|\bthe drop\b|歌(?![词名])|旋律|节拍"
    rf"|渐强"
)
PICTURE = (
    r"\b(?:videos?|clips?|footage|pictures?|images?|photos?|scenes?|shots?|frames?|movie|film|visuals?"
    r"|canvas|screen"
    r"|everything|whole thing)\b|视频|画面|片段|镜头|影片|照片|图片|场景|素材|整个|全片"
)
INSTRUMENT = (
    r"\b(?:bass|drums?|percussion|strings|piano|guitars?|synths?|violins?|cellos?|brass|horns?|flutes?"
    r"|sax\w*|vocals?"
    r"|choir|pads?|chords?|tempo|bpm|intro|outro|chorus|verse|bridge|hi-?hats?|snare|kick|key of)\b"
    r"|鼓|贝斯|低音|钢琴|吉他|弦乐|合成器|小提琴|节奏|节拍|副歌|前奏"
)
ORIGINAL = (
    r"(?:the )?(?:original|own|clip'?s?|video'?s?|source|camera|ambient|background)\s+(?:sound|audio"
    r"|voices?|volume|noise)"
    r"|原声|原音|视频(?:里|中)?(?:的)?(?:声音|音量)|原视频声音|环境音|现场声"
)
REMOVE = (
    r"\b(?:remove|delete|drop|clear|erase|discard|take (?:away|out|off)|get rid of|without|no(?: more)?"
    r"|hide)\b"
    r"|去掉|去除|删除|删掉|删去|移除|不要|取消|清除|拿掉"
)
KEEP_IT = r"(?:\bdon'?t|\bdo not|\bnever|\bwithout|别|不要)\s*(?:remov|delet|drop|clear|tak|去掉|删|移除)"
NEAR = r"[^,.;，。；]"
"""What may stand between two words of one wish."""
MAKES = (
    r"\b(?:add|creat\w*|generat\w*|compos\w*|write|replace|change the music to|put|give|want|need|find|score"
    r"|produce|use)\b|\bmake (?:a|an|me|some|us)\b|\bturn (?:this|it|my)\b.* into"
    r"|加|添加|生成|创作|配|做|换成|替换|来(?:一|点|段|首)|制作|写"
)
PIECE = (
    rf"{MUSIC}|\b(?:loop|reel|vlog|montage|video)\b|lo-?fi|hip-?hop|jazz|\bpop\b|\brock\b|piano piece"
    rf"|ambient|electronic"
    r"|cinematic|\bedm\b|\bhouse\b|orchestral|corporate|歌(?!词)|旋律|流行|爵士|摇滚|电子|钢琴曲|混剪"
)
_FEELING = r"\b(?:feel(?:ing)?|vibe|mood|atmosphere|energy|energetic)\b|感觉|氛围|情绪|气氛"
_KEY = r"\b\d{1,4} ?bpm\b|\b[a-g](?: sharp| flat|#|b)? (?:major|minor)\b|[大小]调"
_FEW = 5  # words, among which the name of a genre is hardly that of a thing (“the house”)
_LOOK = r"\b(?:looks?|filters?|colou?rs?|tones?|grade|grading)\b|滤镜|色|画面"
_LIGHT = r"\btoo (?:dark|bright)\b|太[暗亮]"
WHOLE = r"(?:the |my |this |these |our |all(?: of)? (?:the )?|whole |entire |整个|全部|所有(?:的)?)*"

Subject = Literal["picture", "music", "text", "overlay"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is on the timeline: it decides what “faster” or “brighter” is about. ``files`` are names."""

    pictures: bool = True
    music: bool = True
    song: bool = False
    texts: bool = False
    visuals: bool = False
    overlays: bool = False
    files: tuple[str, ...] = ()
    looked: bool = False
    """Whether the message before was about how the picture looks."""
    touched: Subject | None = None
    """Words, or what lies over the picture, if the message may go on with them."""


@dataclass(slots=True)
class Heard:
    """What was understood of a message so far; ``subject`` is what its last wish was about."""

    setting: Setting
    quotes: tuple[str, ...] = ()
    cues: tuple[tuple[float, float, str], ...] = ()
    subject: Subject | None = None
    wishes: list[Wish] = field(default_factory=list)

    def about_picture(self, said: str) -> bool:
        """Whether a wish that fits both, such as “brighter”, is about the picture."""
        if has(MUSIC, said) or has(INSTRUMENT, said) or has(_FEELING, said):
            return False
        if has(PICTURE, said) or (self.setting.pictures and has(_LIGHT, said)):
            return True
        if has(r"\blooks?\b|看起来", said):
            return self.setting.pictures
        if not has(_LOOK, said) and names_music(said):
            return False
        if self.subject is not None:
            return self.subject == "picture"
        # “A bit warmer” goes on with what was spoken of; “faster” is the music's, as ever.
        going_on = self.setting.looked and not has(r"\b(?:fast|slow|quick)\w*|快|慢", said)
        return self.setting.pictures and (going_on or not self.setting.music)

    def quote(self, said: str) -> str | None:
        """Return the first quotation in a clause."""
        match = re.search(r"⟦(\d+)⟧", said)
        return self.quotes[int(match[1])] if match else None


def has(pattern: str, said: str) -> bool:
    """Whether a pattern occurs, in any case."""
    return re.search(pattern, said, re.I) is not None


def much(said: str) -> float:
    """Return how strongly something is wished: 0.5 for “a bit”, 2 for “much”, else 1."""
    if has(
        r"\b(?:much|a lot|way|far|really|very|significantly|strongly)\b|很多|多一?点|大幅|非常|明显|更多",
        said,
    ):
        return 2.0
    return (
        0.5
        if has(r"\b(?:a (?:bit|little|touch|tad)|slightly|somewhat)\b|稍微?|略微?|一点点|微微", said)
        else 1.0
    )


def asks_new(said: str) -> bool:
    """Whether a clause asks for a new piece of music."""
    return has(MAKES, said) and has(PIECE, said)


def names_music(said: str) -> bool:
    """Whether a text names music, an instrument, a genre, a tempo or a key."""
    if has(NAMED, said) or has(INSTRUMENT, said) or has(_KEY, said):
        return True
    from nemo_nb.engine.music import leaning, lexicon, strangers

    low = lexicon.fold(said)
    if strangers.stranger(said) or strangers.foreign(said):
        return True
    if any(lexicon.pattern(name).search(low) for name in lexicon.INSTRUMENTS):
        return True
    for name in lexicon.GENRE_NAMES:
        for match in lexicon.pattern(name).finditer(low):
            before, after = low[: match.start()], low[match.end() :]
            if name not in leaning.WEAK_NAMES or leaning.said_of_music(before, after):
                return True
            if len(low.split()) <= _FEW and not has(
                r"\b(?:the|my|our|his|her|their|your|this|these)\s+$", before
            ):
                return True
    return False
