"""What does a message ask for? Words become intents, in English and Chinese; music itself is read elsewhere.

Only what is said plainly is taken for an edit. What is left over is music, if the composer finds music in it,
and otherwise something that this engine cannot do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last edit back."""


@dataclass(frozen=True, slots=True)
class AddTitle:
    """Show words; seconds, ``duration`` None for the usual."""

    text: str
    start: float
    duration: float | None
    position: str


@dataclass(frozen=True, slots=True)
class RemoveTitles:
    """Take all titles away."""


@dataclass(frozen=True, slots=True)
class Trim:
    """Keep from ``start`` to ``end`` (s); None is the timeline's end, and negative times count from there."""

    start: float = 0.0
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Volume:
    """Set a volume to ``to``, or multiply it by ``by``."""

    target: Literal["music", "original"]
    to: float | None = None
    by: float | None = None


@dataclass(frozen=True, slots=True)
class RemoveMusic:
    """Take the music away."""


@dataclass(frozen=True, slots=True)
class Music:
    """Anything about the music itself: ``new`` for a new piece, ``other`` for another version."""

    text: str
    new: bool
    other: bool = False
    named: bool = True


Intent = Undo | AddTitle | RemoveTitles | Trim | Volume | RemoveMusic | Music

_I = re.IGNORECASE
_MUSIC = r"music|soundtrack|bgm|\bscore\b|\btrack\b|音乐|配乐|背景乐|曲子|伴奏"
_ORIGINAL = (
    r"(?:the )?(?:original|own|clip'?s?|video'?s?|source|camera|ambient)\s+(?:sound|audio|voice|volume)"
    r"|the (?:video|clip)\b|原声|原音|视频(?:的)?声音|原视频声音"
)
_QUOTED = r"“([^”]+)”|\"([^\"]+)\"|「([^」]+)」|『([^』]+)』|《([^》]+)》|(?<!\w)['‘]([^\n]+?)['’](?!\w)"
_TITLE = r"\btitles?\b|\bcaption\b|\bheading\b|\bheadline\b|\btext\b|标题|片名|字样|文字"
_REMOVE = (
    r"\b(?:remove|delete|drop|clear|take (?:away|out|off)|get rid of|without|no)\b"
    r"|去掉|删除|删掉|移除|不要|取消"
)
_KEEP_IT = r"(?:\bdon'?t|\bdo not|\bnever|\bwithout|别|不要)\s*(?:remov|delet|drop|clear|tak|去掉|删|移除)"
_TIME = r"(\d+:\d{1,2}(?:\.\d+)?|\d+(?:\.\d+)?)"
_UNIT = r"\s*-?\s*(?:(m(?:in(?:ute)?s?)?\b|分钟?)|s(?:ec(?:ond)?s?)?\b|秒钟?)"
_NEAR = r"[^,.;，。；]"  # what may stand between two words of one wish
_OTHER = (
    r"\b(?:another|different|alternative|new|next) (?:version|take|one|try)\b|try again"
    r"|再来一|换一(?:个|版|首)|重新"
)
_MAKES = (
    r"\b(?:add|creat\w*|generat\w*|compos\w*|write|replace|change the music to|put|give|want|need|find|score"
    r"|produce|use)\b|\bmake (?:a|an|me|some|us)\b|\bturn (?:this|it|my)\b.* into"
    r"|加|添加|生成|创作|配|做|换成|替换|来(?:一|点|段|首)|制作|写"
)
_PIECE = (
    rf"{_MUSIC}|\b(?:song|tune|beats?|melody|loop|montage|video|reel|vlog)\b|lo-?fi|hip-?hop|jazz|pop\b|rock\b"
    r"|cinematic|piano piece|ambient|electronic|edm|house\b|orchestral|corporate"
    r"|歌|旋律|流行|爵士|摇滚|电子|钢琴曲|视频|混剪"
)
# Wishes about the picture that would otherwise be taken for words about music.
_PICTURE = (
    r"\b(?:speed(?: it)? up|slow(?: it)? down|slow motion|brighten|darken|loop)\b.*"
    r"\b(?:video|clip|footage|picture)"
    r"|\b(?:rotate|flip|mirror|crop|blur|zoom|stabili[sz]e|subtitles?|transitions?|filters?|colou?rs?|contrast"
    r"|saturation|green ?screen|stickers?|emojis?|voice-?over|narrat\w+|translat\w+|logo|watermark|split)\b"
    r"|加速视频|视频(?:加速|减速)|字幕|转场|滤镜|调色|旋转|翻转|模糊|特效|倍速|水印|配音|翻译|绿幕"
)


def read_intents(message: str) -> list[Intent]:
    """Return what a message asks for, in the order in which it is to be done.

    At most one is `Music`, the first: it holds the words that are left over, which may still turn out to mean
    nothing. An empty list means that nothing was understood.
    """
    text = " ".join(message.split())
    undo = r"(?:please |pls )?(?:undo|revert|go back|take (?:that|it) back|撤销|撤消|还原|退回|回到上一)"
    if re.match(undo, text, _I):
        return [Undo()]
    intents: list[Intent] = []
    text = _read_title(text, intents)
    text = _read_trim(text, intents)
    text = _read_original(text, intents)
    text = _read_music_volume(text, intents)
    removed = re.search(rf"(?:{_REMOVE}){_NEAR}{{0,24}}?(?:{_MUSIC})", text, _I)
    if removed and not _asks_new(text) and not re.search(_KEEP_IT, text, _I):
        return [*intents, RemoveMusic()]
    if not re.search(r"[^\W\d_]{2,}", text) or (intents and _is_filler(text)):
        return intents
    named = re.search(rf"{_MUSIC}|\b(?:song|tune|beat|melody|loop|theme|vibe)s?\b|歌|旋律|节拍", text, _I)
    new = _asks_new(text)
    if named or new or not re.search(_PICTURE, text, _I):
        intents.insert(0, Music(text, new, bool(re.search(_OTHER, text, _I)), bool(named)))
    return intents


def _asks_new(text: str) -> bool:
    return bool(re.search(_MAKES, text, _I) and re.search(_PIECE, text, _I))


def _is_filler(text: str) -> bool:
    """Whether what is left after other intents were taken out says nothing more."""
    words = re.sub(
        r"\b(?:and|then|also|please|the|a|an|to|it|at|with|of|for|in|on|set|make|add|put|my|this|video|clip|music"
        r"|sound|by|start|end|beginning|top|bottom|cent(?:er|re)|saying|says|that|screen|keep|just|only|but|now"
        r"|bit|little|volume|level)\b"
        r"|并且?|然后|请|把|将|的|和|再|加|一个|一点|上|在|视频|音乐|音量|声音|开头|结尾|顶部|底部|中间|吧|了",
        " ",
        text,
        flags=_I,
    )
    return not re.search(r"[^\W\d_]{2,}|[\u4e00-\u9fff]", words)


def _read_title(text: str, intents: list[Intent]) -> str:
    if not re.search(_TITLE, text, _I):
        return text
    quoted = re.search(_QUOTED, text)
    if quoted is None:
        gone = re.search(rf"(?:{_REMOVE}){_NEAR}{{0,20}}(?:{_TITLE})", text, _I)
        if gone:
            intents.append(RemoveTitles())
            return text.replace(gone[0], " ")
        says = r"that says|which says|saying|reading|called|named|[:：]|是|为|叫"
        plain = re.search(rf"(?:{_TITLE})\s*(?:{says})\s*(.+)$", text, _I)
        if plain is None:
            return text
        words, rest = plain[1].strip(" .。"), text[: plain.start(1)]
    else:
        words = next(group for group in quoted.groups() if group)
        rest = text[: quoted.start()] + " " + text[quoted.end() :]
    top, bottom = (
        re.search(r"\btop\b|顶|上方", rest, _I),
        re.search(r"\bbottom\b|\blower\b|底|下方", rest, _I),
    )
    at = re.search(rf"(?:\bat|\bfrom|在|第)\s*{_TIME}(?:{_UNIT})?", rest, _I)
    long = re.search(rf"(?:\bfor|显示|持续)\s*{_TIME}{_UNIT}", rest, _I)
    start = _seconds(at[1], at[2]) if at else 0.0
    duration = _seconds(long[1], long[2]) if long else None
    position = "top" if top else "bottom" if bottom else "center"
    intents.append(AddTitle(words.strip(), start, duration, position))
    for found in (at, long):
        if found:
            rest = rest.replace(found[0], " ")
    verb = r"\b(?:add|put|show|insert|write|with|and|give it)\b|加上?|添加|写上?|显示"
    return re.sub(
        rf"(?:(?:{verb}){_NEAR}{{0,14}}?|(?:\b(?:the|an?)\s+)?)(?:{_TITLE})", " ", rest, count=1, flags=_I
    )


def _read_trim(text: str, intents: list[Intent]) -> str:
    verb = r"(?:\b(?:trim|cut|shorten|keep|crop|clip)\b|剪|裁|截|保留|只要|留)"
    edge = rf"(?:the |its |video's )?(?:(first|last)|(前|最后|后))\s*{_TIME}{_UNIT}"
    off = r"(?:\b(?:trim|cut|crop|remove|delete|skip|drop)\b(?: off| out| away)?|去掉|删除|删掉|剪掉|跳过)\s*"
    span = rf"{_TIME}(?:{_UNIT})?\s*(?:to|until|-|–|到|至)\s*{_TIME}(?:{_UNIT})?"
    for pattern, build in (
        (rf"{off}{edge}", _away),
        (rf"{verb}{_NEAR}{{0,30}}?{edge}", _kept),
        (rf"{verb}{_NEAR}{{0,30}}?(?:from|between|从)\s*{span}", _between),
        (rf"(?:\bkeep\b|保留|只要){_NEAR}{{0,12}}?{span}", _between),
        (rf"(?:\b(?:trim|cut|shorten)\b|剪|裁|截){_NEAR}{{0,20}}?(?:to|到|成|为)\s*{_TIME}{_UNIT}", _down_to),
    ):
        found = re.search(pattern, text, _I)
        if found:
            intents.append(build([group or "" for group in found.groups()]))
            return text[: found.start()] + " " + text[found.end() :]
    return text


def _away(found: list[str]) -> Trim:
    edge, zh, time, unit = found
    seconds = _seconds(time, unit)
    return Trim(start=seconds) if edge.lower() == "first" or zh == "前" else Trim(end=-seconds)


def _kept(found: list[str]) -> Trim:
    edge, zh, time, unit = found
    seconds = _seconds(time, unit)
    return Trim(end=seconds) if edge.lower() == "first" or zh == "前" else Trim(start=-seconds)


def _between(found: list[str]) -> Trim:
    return Trim(_seconds(found[0], found[1] or found[3]), _seconds(found[2], found[3]))


def _down_to(found: list[str]) -> Trim:
    return Trim(end=_seconds(found[0], found[1]))


def _read_original(text: str, intents: list[Intent]) -> str:
    quiet = (
        r"\b(?:mute|silence|turn off|remove|delete|drop|without|no)\b|静音|关闭|关掉|去掉|去除|删除|消除|不要"
    )
    loud = r"\b(?:keep|restore|unmute|bring back|turn on)\b|保留|恢复|打开"
    found = re.search(rf"(?:{_ORIGINAL}){_NEAR}{{0,20}}?(\d+)\s*(?:%|percent|per cent)", text, _I)
    if found:
        intents.append(Volume("original", to=int(found[1]) / 100))
        return text[: found.start()] + " " + text[found.end() :]
    # Keeping is the stronger wish where both words occur.
    for verb, volume in ((loud, 1.0), (quiet, 0.0)):
        either = rf"(?:{verb}){_NEAR}{{0,12}}?(?:{_ORIGINAL})|(?:{_ORIGINAL}){_NEAR}{{0,8}}?(?:{verb})"
        found = re.search(either, text, _I)
        if found and (re.search(r"mute|silence|sound|audio|voice|声|音|静", found[0], _I)):
            intents.append(Volume("original", to=volume))
            return text[: found.start()] + " " + text[found.end() :]
    return text


def _read_music_volume(text: str, intents: list[Intent]) -> str:
    found = re.search(r"(\d+)\s*(?:%|percent\b|per cent\b)(?:\s*volume)?", text, _I)
    if found and re.search(rf"{_MUSIC}|\bvolume\b|\bat {re.escape(found[0])}|音量", text, _I):
        intents.append(Volume("music", to=int(found[1]) / 100))
        return (
            re.sub(r"\b(?:at|to|volume)\s*$|(?:调到|设为|到)\s*$", "", text[: found.start()])
            + text[found.end() :]
        )
    found = re.search(r"(\d+(?:\.\d+)?)\s*db\b", text, _I)
    if found and re.search(r"\b(?:up|down|louder|quieter|lower|raise)\b", text, _I):
        sign = -1 if re.search(r"down|quieter|lower", text, _I) else 1
        intents.append(Volume("music", by=10 ** (sign * float(found[1]) / 20)))
        return ""
    silent = rf"\bmute (?:the )?(?:{_MUSIC})|(?:{_MUSIC})静音|静音(?:{_MUSIC})"
    if re.search(silent, text, _I):
        intents.append(Volume("music", to=0.0))
        return re.sub(silent, " ", text, flags=_I)
    it = rf"(?:it|the (?:{_MUSIC}))"
    up = (
        rf"\blouder\b|\bturn (?:{it} )?up\b(?: {it})?|\b(?:raise|increase) (?:{it}|the volume)(?: volume)?"
        rf"|(?:{_MUSIC}) up$|大声|调大|调高|响一?点|大一?点"
    )
    down = (
        rf"\bquieter\b|\bturn (?:{it} )?down\b(?: {it})?"
        rf"|\b(?:lower|reduce|decrease) (?:{it}|the volume)(?: volume)?"
        rf"|(?:{_MUSIC}) down$|\b(?:less|too) loud\b|小声|调小|调低|轻一?点|小一?点"
    )
    for pattern, factor in ((up, 1.41), (down, 0.71)):
        if re.search(pattern, text, _I) and not _asks_new(text):
            much = re.search(r"\b(?:much|a lot|way)\b|很多|多一?点", text, _I)
            intents.append(Volume("music", by=factor * factor if much else factor))
            text = re.sub(pattern, " ", text, flags=_I)
            return re.sub(r"\b(?:a (?:bit|little|lot)|much|way|slightly)\b|一点|很多", " ", text, flags=_I)
    return text


def _seconds(time: str, minutes: str | None) -> float:
    if ":" in time:
        whole, rest = time.split(":")
        return int(whole) * 60 + float(rest)
    return float(time) * (60 if minutes else 1)
