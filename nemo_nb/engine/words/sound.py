"""Volumes, muting, and which song plays."""

from __future__ import annotations

import re
from typing import Literal

from nemo_nb.engine.words.numbers import CLOCKED, seconds
from nemo_nb.engine.words.parts import take_parts
from nemo_nb.engine.words.places import Each, Except, Named, Times
from nemo_nb.engine.words.vocabulary import (
    KEEP_IT,
    MAKES,
    MUSIC,
    NEAR,
    ORIGINAL,
    REMOVE,
    Heard,
    asks_new,
    has,
    much,
    names_music,
)
from nemo_nb.engine.words.wishes import (
    Impossible,
    LoopSong,
    Music,
    PlaceMusic,
    RemoveMusic,
    UseSong,
    Volume,
    Wish,
)

_ENDS = r"\.(?:mp3|wav|m4a|aac|flac|ogg)(?![A-Za-z0-9_])"
_FILE = (
    rf"(?<![A-Za-z0-9_/.-])[A-Za-z0-9_][A-Za-z0-9_.()-]*?{_ENDS}"
    rf"|(?<!\w)[^\s,，、:：“”\"'《》A-Za-z0-9]+{_ENDS}"
)
_UP = (
    r"\blouder\b|\bup\b|\btoo (?:quiet|soft|low)\b|\bcan(?:'t|not) hear\b|太小声|太轻|听不[清见到]"
    r"|声音?太小|\b(?:raise|increase|boost|higher|amplify)\b|大声|调大|调高|响一?点|大一?点|提高"
    r"|增大|加大"
)
_DOWN = (
    r"\bquieter\b|\bdown\b|\b(?:lower|reduce|decrease|soften)\b|\b(?:less|too) loud\b|小声|调小|调低"
    r"|轻一?点|小一?点"
    r"|降低|减小|太大声|太吵"
)
_SOMEWHERE = (
    r"\b(?:at|in|near|towards?|during) the (?:very )?(?:end|beginning|start|middle|intro|outro)\b"
    r"|结尾|开头|片尾"
)
_QUIET = (
    r"\b(?:mute|silence|turn off|remove|delete|drop|without|no|kill|strip)\b|静音|关闭|关掉|去掉|去除|删除"
    r"|消除|不要|消音"
)
_LOUD = r"\b(?:keep|restore|unmute|un-mute|bring back|turn on)\b|保留|恢复|打开|取消静音"
_SOUND = r"\b(?:sound|audio|volume|loud\w*|quiet\w*|mute|unmute|silence)\b|声|音量|静音|消音|响"
_CLIP = r"\b(?:videos?|clips?|footage|scenes?|shots?|everything)\b|视频|片段|镜头|素材"


def read_sound(said: str, heard: Heard) -> list[Wish] | None:
    """Return what a clause asks of volumes and songs; None when it asks nothing of them."""
    song = _song(said, heard)
    if song is not None:
        return [song, *_heard_in(said)] if isinstance(song, UseSong) else [song]
    placed = _during(said, heard) or _placed(said)
    if placed is not None:
        return placed
    if (
        has(
            rf"(?:{REMOVE}|\bturn off\b){NEAR}{{0,24}}?(?:{MUSIC})|(?:{MUSIC})(?:\s+off\b"
            rf"|\s*[:：]\s*(?:none|off|no\b|无)|\s*(?:去掉|删掉|删除|移除|去除))",
            said,
        )
        and not has(KEEP_IT, said)
        and not asks_new(said)
        and not has(r"⟦|\bvideo track|\bdrop the (?:beat|bass)\b", said)
    ):
        return [Impossible("music_parts") if take_parts(said)[0] else RemoveMusic()]
    if has(KEEP_IT, said) and not has(ORIGINAL, said):
        return None
    said = _OTHERS.sub("", said)
    found = _original(said, heard) or _silence(said, heard) or _level(said, heard)
    return [found] if found is not None else None


def _heard_in(said: str) -> list[Wish]:
    """Return where a song is to be heard, if a clause says so."""
    said = re.sub(_FILE, " ", said, flags=re.I)
    parts, rest = take_parts(said)
    if len(parts) == 1 and not isinstance(parts[0], Each | Except | Named):
        return [PlaceMusic(part=parts[0])]
    at = re.search(rf"\b(?:at|from)\s+({CLOCKED})", rest, re.I)
    return [PlaceMusic(start=seconds(at[1]))] if at else []


_OTHERS = re.compile(
    r"(?<=\w)[\s,]+(?:(?:and|but)\s+)?(?:please )?(?:keep|leave)\s+(?:the |all (?:the )?)?"
    r"(?:rest|others?|other \w+|everything else|pictures?|videos?|footage)\b(?! (?:sound|audio|volume)).*$",
    re.I,
)
"""What is said of the others, which stay as they are: “mute clip 2 but keep the rest”."""


def _song(said: str, heard: Heard) -> Wish | None:
    files = re.findall(_FILE, said, re.I)
    if files and has(rf"\b(?:replace|use|play|put|set|add|swap|change|with)\b|{MUSIC}|换|用|放|加|配", said):
        return UseSong(files[0])
    mine = (
        r"\b(?:my|this|the uploaded|the other|the) (?:own )?(?:song|mp3|track|audio file|recording)\b"
        r"|我的(?:歌|音乐)|这首歌|上传的(?:歌|音乐|音频)"
    )
    if has(
        rf"\b(?:use|play|put)\b[^,]{{0,12}}(?:{mine})|\b(?:replace|swap)\b.*\bwith (?:{mine})|(?:用|换成"
        rf"|放){NEAR}{{0,4}}(?:{mine})",
        said,
    ) and not has(r"\bvideo (?:for|of|from)\b|\bvisual|做|生成", said):
        return UseSong(None)
    if has(
        rf"\b(?:loop|repeat)\b[^,]{{0,14}}(?:{MUSIC}|mp3)|(?:{MUSIC}){NEAR}{{0,4}}(?:循环|重复)|(?:循环"
        rf"|重复)(?:播放)?{NEAR}{{0,4}}(?:{MUSIC})",
        said,
    ) and not asks_new(said):
        return LoopSong()
    return None


_BEGINS = re.compile(
    rf"(?:{MUSIC})[^,.;]{{0,16}}?\b(?:start|begin|come|kick|enter)\w*\b(?: (?:in|only|playing))*"
    rf"\s*(?:at|from|after|by|@)\s*(?:the )?(?P<a>{CLOCKED})"
    rf"|\b(?:start|begin|bring in|fade in)\w* (?:the )?(?:{MUSIC})(?: only)? (?:at|from|after)\s*"
    rf"(?P<b>{CLOCKED})|\bdelay (?:the )?(?:{MUSIC}) (?:by|for|until)\s*(?P<c>{CLOCKED})"
    rf"|(?:{MUSIC}) (?:only )?(?:after|from)\s*(?P<d>{CLOCKED})"
    rf"|(?:{MUSIC}).{{0,4}}?(?:在|从|到)?第?(?P<e>{CLOCKED})(?:处|时|才|再|后|以后|之后)*(?:开始|进入?"
    rf"|响起|出现)"
    rf"|(?:{REMOVE}|\bmute|静音){NEAR}{{0,16}}?(?:{MUSIC}).{{0,12}}?\b(?:in|for|during|from|over|until"
    rf"|before)\b"
    rf"(?: the)?(?: first| opening)?\s*(?P<f>{CLOCKED})"
    rf"|\b(?:mute|cut|remove|silence|drop|skip) (?:the )?first\s*(?P<h>{CLOCKED}) of (?:the )?(?:{MUSIC})"
    rf"|(?:前|开头)(?P<g>{CLOCKED}).{{0,3}}?(?:不要|没有|别放|不放|静音|去掉)(?:背景)?(?:{MUSIC})"
    rf"|(?:{MUSIC})[，,]?(?:但是?|不过)?(?:前|开头)(?P<i>{CLOCKED}).{{0,3}}?(?:不要|没有|别放|不放|静音)",
    re.I,
)
_RESTS = re.compile(
    rf"(?:{REMOVE}|\bmute){NEAR}{{0,16}}?(?:{MUSIC}).{{0,12}}?\b(?:in|for|during|from|over)\b"
    rf"(?: the)? (?:last|final)\s*(?P<a>{CLOCKED})"
    rf"|\b(?:mute|cut|remove|silence|drop|skip) (?:the )?(?:last"
    rf"|final)\s*(?P<c>{CLOCKED}) of (?:the )?(?:{MUSIC})"
    rf"|(?:最后|结尾)(?P<b>{CLOCKED}).{{0,3}}?(?:不要|没有|别放|不放|去掉)(?:背景)?(?:{MUSIC})",
    re.I,
)


def _placed(said: str) -> list[Wish] | None:
    """Return where the music is to begin or end, after the new music that is asked for along with it."""
    if has(r"\b(?:last|final)\b|最后|结尾", said):
        rest = _RESTS.search(said)
        return [PlaceMusic(rest=seconds(rest["a"] or rest["b"] or rest["c"]))] if rest else None
    begins = _BEGINS.search(said)
    if begins is None:
        return None
    placed = PlaceMusic(start=seconds(next(filter(None, begins.groups()))))
    new = asks_new(said) and has(r"\b(?:add|compose|create|generate|make|write|put)\b|加|配|作|生成", said)
    rest_of_it = re.sub(
        rf"\b(?:that |which )?(?:start|begin)\w* (?:at|from|after) {CLOCKED}", " ", said, flags=re.I
    )
    return [Music(" ".join(rest_of_it.split()), new=True), placed] if new else [placed]


_UNDER = re.compile(
    r"[\s,]*(?:(?P<only>\b(?:only|just))\s+)?\b(?:under(?:neath)?|beneath|behind|during|over|for|in|on|to)?\s*$"
    r"|(?P<han>只)?[在给为]$",
    re.I,
)
_LEVELS = (
    r"\b(?:fade\w*|volume|loud\w*|quiet\w*|mute|lower|raise|duck|loop|videos? (?:for|from|of))\b"
    r"|\d\s*%|淡|音量|静音"
)


def _during(said: str, heard: Heard) -> list[Wish] | None:
    """Return music that is to be heard during one part: “calm piano under clip 2”, “only from 3 s to 8 s”."""
    if has(_LEVELS, said) or has(rf"{REMOVE}|⟦", said):
        return None
    parts, rest = take_parts(said)
    part = parts[0] if len(parts) == 1 else None
    if part is None or isinstance(part, Each | Except):
        return None
    if isinstance(part, Times) and not part.end and part.start and not (part.start.back or part.start.share):
        return None  # “from 0:04” is where it begins
    head, _, tail = said.partition(_gone(said, rest))
    under = _UNDER.search(head)
    about = names_music(f"{head} {tail}")
    if under is None or not about or (heard.setting.music and not has(MUSIC, said)):
        return None
    only = under["only"] or under["han"] or has(r"\bonly\b|只", said)
    if heard.setting.music and only and not asks_new(said):
        return [PlaceMusic(part=part)]
    if not (
        asks_new(said)
        or (not heard.setting.music and has(MAKES, said))
        or (not heard.setting.music and has(r"\b(?:under\w*|beneath|during)\b|配", said))
    ):
        return None
    tail = re.sub(
        r"\b(?:only|and nothing else\w*|with nothing else\w*)\b|^(?:的)?(?:下面?|里|时)",
        " ",
        tail,
        flags=re.I,
    )
    return [Music(" ".join(f"{head[: under.start()]} {tail}".split()), new=True), PlaceMusic(part=part)]


def _gone(said: str, rest: str) -> str:
    """Return what was taken out of a clause."""
    at = next((n for n, (a, b) in enumerate(zip(said, rest, strict=False)) if a != b), len(rest))
    return said[at : len(said) - max(len(rest) - at - 1, 0)] or said


def _target(said: str) -> Literal["music", "original"] | None:
    if has(ORIGINAL, said):
        return "original"
    if has(MUSIC, said):
        return "music"
    return "original" if has(_CLIP, said) and has(_SOUND, said) else None


def _original(said: str, heard: Heard) -> Wish | None:
    target = _target(said)
    if target != "original":
        return None
    parts, rest = take_parts(said)
    percent = _percent(rest)
    if percent is not None and (percent < 0 or not _compares(rest)):
        return Volume("original", to=percent, parts=parts)
    for verb, volume in ((_LOUD, 1.0), (_QUIET, 0.0)):
        # Keeping is the stronger wish where both words occur.
        if has(verb, rest) and (has(_SOUND, said) or has(ORIGINAL, said)):
            return Volume("original", to=volume, parts=parts)
    by = _change(rest)
    return Volume("original", by=by, parts=parts) if by else None


def _silence(said: str, heard: Heard) -> Wish | None:
    if not has(r"\bmute\b|\bsilence\b|\bunmute\b|静音|消音", said) or has(
        r"moment of silence|drums|bass|piano", said
    ):
        return None
    parts, _rest = take_parts(said)
    volume = 1.0 if has(r"unmute|取消静音", said) else 0.0
    if has(MUSIC, said):
        return Volume("music", to=volume)
    return Volume("original", to=volume, parts=parts)


def _level(said: str, heard: Heard) -> Wish | None:
    """A level without a name is the music's, unless there is none."""
    if asks_new(said):
        return None
    named = has(MUSIC, said)
    about = named or has(
        r"\bvolume\b|\blouder\b|\bquieter\b|\bloud\b|\btoo quiet\b|\bcan(?:'t|not) hear\b|太轻|听不"
        r"|\bturn (?:it )?(?:up|down)\b|\bdb\b|分贝|音量|大声|小声|声音?[调放]"
        r"|响一?点"
        r"|轻一?点|太吵",
        said,
    )
    if has(r"\b(?:speed|slow\w*|tempo|bpm|faster|slower|build\w*|pitch|key|pace)\b|速|快|慢", said):
        return None
    if not about or has(
        r"\b(?:drums?|bass|strings|piano|guitars?|synths?|melody|beats?|energy|tempo|title|text|logo)\b|鼓"
        r"|贝斯|低音|字|标题",
        said,
    ):
        return None
    target: Literal["music", "original"] = (
        "music" if named or heard.setting.music or not heard.setting.pictures else "original"
    )
    if target == "music" and has(_SOMEWHERE, said) and (_percent(said) is not None or _change(said)):
        return Impossible("music_parts")
    parts, rest = take_parts(said)
    percent = _percent(rest)
    if percent is not None and (percent < 0 or not _compares(rest)):
        return Volume(target, to=percent, parts=parts)
    by = _change(rest)
    return Volume(target, by=by, parts=parts) if by else None


def _compares(said: str) -> bool:
    """Whether a share says by how much: “20 % quieter”, “by 20 %”; not “down to 20 %”."""
    if has(r"\b(?:to|at)\s*\d|(?:到|为|成)\s*\d", said):
        return False
    return has(
        r"\bby\b|\b(?:louder|quieter|softer|more|less)\b|(?:提高|降低|增大|减小|调高|调低)了?\s*\d", said
    )


def take_level(said: str) -> tuple[Volume | None, str]:
    """Return the volume that stands with a wish for music (“at 30% volume”), and the wish without it."""
    match = re.search(
        r"(?:\b(?:at|to|with)\s+|音量)?\s*(\d+)\s*(?:%|percent\b|per cent\b)(?:\s*(?:的)?(?:volume|音量))?",
        said,
        re.I,
    )
    if match is None:
        return None, said
    rest = said[: match.start()] + " " + said[match.end() :]
    rest = re.sub(r"\b(?:set|at|to|volume)\s*$|(?:调到|设为|到)\s*$", "", rest)
    return Volume("music", to=int(match[1]) / 100), " ".join(rest.split())


_BARE = r"(\d{2,3})(?![\d:.]|\s*(?:db|s\b|sec|秒|分))"
"""“Volume 50” counts percent."""


def _percent(said: str) -> float | None:
    match = re.search(r"((?<![\w%])-\s*)?(\d+(?:\.\d+)?)\s*(?:%|percent\b|per cent\b)", said, re.I)
    if match:
        return float(match[2]) / (-100 if match[1] else 100)
    bare = re.search(
        rf"(?:\bvolume|音量)(?:\s+(?:up|down|to|at)|[调设][到为成]?|[到为成])*\s*=?\s*{_BARE}", said, re.I
    )
    return float(bare[1]) / 100 if bare else None


def _change(said: str) -> float | None:
    db = re.search(r"(\d+(?:\.\d+)?)\s*(?:db\b|分贝)", said, re.I)
    down, up = has(_DOWN, said), has(_UP, said)
    if not (down or up):
        if has(r"\bhalf (?:as loud|the volume)\b|\bhalve\b|减半|一半", said):
            return 0.5
        return 2.0 if has(r"\b(?:twice as loud|double)\b|加倍|翻倍", said) else None
    if db:
        return float(10 ** ((-1 if down else 1) * float(db[1]) / 20))
    percent = _percent(said)
    if percent is not None:
        return max(1 - percent, 0.0) if down else 1 + percent
    if has(r"\b(?:by|in) half\b|一半|减半", said):
        return 0.5 if down else 1.5
    factor = 0.71 if down else 1.41
    return factor * factor if much(said) == 2.0 else factor


def read_music(said: str, *, new: bool, other: bool, named: bool) -> list[Wish]:
    """Return a wish for music, with the level that was said along with it after it."""
    volume, rest = take_level(said)
    music = Music(rest, new, other, named)
    return [music] if volume is None else [music, volume]
