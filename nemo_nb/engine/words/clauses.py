"""A message taken apart: quoted words put aside, subtitles taken out, and one clause per wish.

Readers see each quotation as ``⟦0⟧``, so that nothing in a title is ever taken for a wish.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nemo_nb.engine.words.names import unveil, with_names
from nemo_nb.engine.words.numbers import with_digits
from nemo_nb.engine.words.shared import spelled_out
from nemo_nb.engine.words.spelling import corrected

_I = re.IGNORECASE
_QUOTED = re.compile(
    r"“([^”]+)”|\"([^\"]+)\"|「([^」]+)」|『([^』]+)』|《([^》]+)》|(?<!\w)['‘]([^\n]+?)['’](?!\w)"
)
MASK = r"⟦(\d+)⟧"
TEXT_NOUN = (
    r"(?:sub)?titles?\b|captions?\b|headings?\b|headlines?\b|texts?\b|lower[- ]thirds?\b|name ?tags?\b"
    r"|labels?\b|credits?\b|(?:title |text |end |lyric )?cards?\b|标题|片名|字样|文字|字幕条|字幕|人名条"
    r"|说明|片尾字幕|大字|歌名|歌曲名|曲名|名字"
)
_SAYS = (
    r"(?:that (?:says|reads)|which (?:says|reads)|saying|reading|called|named|[:：]|内容(?:是|为)|写着"
    r"|叫做?|是|为)"
)
_UNQUOTED = re.compile(rf"(?:{TEXT_NOUN})\s*(?:{_SAYS})\s*(?P<words>[^\n]+)$", _I)
_NAME = r"[A-Z0-9][\w'’&!?-]*"
_LINKS = r"(?:(?:of|the|in|and|to|at|a|an|on|with|by|for|&)\s+){0,2}"
_PLAIN = re.compile(
    r"(?:^|\b(?i:add|put|insert|show|write|with)\b(?: \w+){0,3}? )(?i:title|caption|heading|headline)\s+"
    r"(?:(?i:it|this|the video|the clip)\s+)?"
    rf"(?P<words>[A-Z][\w'’&!?-]*(?:\s+{_LINKS}{_NAME})*)(?=\s|[,.;]|$)"
    r"|(?:标题|片名)\s+(?P<han>[\u4e00-\u9fff]{1,16})(?=[，。；,\s]|$)"
    r"|(?:加|添加|写)(?:上|个|一个)?(?:标题"
    r"|片名)(?P<joined>(?![在到和并大小放居于里上下左右显持出动文字吧的改为叫是用])"
    r"[\u4e00-\u9fff]{1,12})(?=[，。；,\s]|$)"
)
"""A title without quotation marks: capitalised words, or Chinese ones that end the clause."""
# What follows the words of a title that stands without quotation marks.
_MODIFIER = (
    r"(?:\s+(?:(?:at|in|on|to|near) the (?:very )?(?:top|bottom|cent(?:er|re)|middle|start|beginning|end"
    r"|upper|lower|left"
    r"|right)\b|(?:from|at|between) \d|for (?:the )?(?:first |last )?\d|in (?:white|black|red|blue|green"
    r"|yellow|orange|pink"
    r"|purple|gold)\b))"
)

_PLACED = (
    r",\s*(?:(?:at|in|on) )?(?:the )?(?:(?:top|bottom|upper|lower|center|centre|middle)(?:[ -](?:left"
    r"|right|center|centre|middle))?"
    r"|(?:very )?(?:small|big|large|huge|tiny|bold)|white|black|red|blue|green|yellow|orange|pink|purple"
    r"|gold)\s*(?=,|$)"
)
_VERBS = (
    r"trim|cut|shorten|keep|crop|split|divide|move|put|place|swap|switch|exchange|reorder|rearrange"
    r"|reverse|delete|remove|drop|discard|get|take|erase|speed|slow|double|halve|play|rotate|turn"
    r"|flip|mirror|zoom|make|set|change|add|insert|show|write|overlay|fade|crossfade|cross-fade"
    r"|dissolve|blend|brighten|darken|lighten|increase|decrease|reduce|raise|lower|boost|apply|use"
    r"|give|mute|unmute|silence|loop|repeat|duplicate|replace|undo|redo|revert|restore|reframe"
    r"|resize|convert|generate|create|compose|produce|bring|stop|blur|stabilize|stabilise|let|export"
    r"|want|need|title|caption|don't|no|translate|transcribe|detach|freeze|desaturate|saturate|tint"
    r"|adjust|fit|burn|pan|tilt|lay|have|merge|combine|arrange|sort|shuffle|center|centre|enlarge"
    r"|shrink|render|save|download|hide|skip"
)
_OPENING = re.compile(
    r"\s*(?:please |pls |also |then |now |finally |just |only |can you |could you |i(?:'d)? (?:want"
    r"|like)(?: you)? to |let'?s )*"
    rf"(?:(?:{_VERBS})\b|(?:start|end|begin|finish|open) with\b|(?:an?"
    rf"|the) (?:{TEXT_NOUN})[^,]*⟦|(?:the )?(?:music|sound|volume|video|picture|title|logo)"
    r"\b.{0,30}\b(?:at|to|should|is|up|down|more|less|fades?|\w+er)\b"
    r"|(?:(?:and|but) )?(?:it'?s )?(?:way |much |a (?:bit|little) |far )?too \w+\W*$"
    r"|(?:a (?:bit|little) |much |slightly )?(?:louder|quieter|brighter|darker|warmer|cooler|faster|slower"
    r"|bigger|smaller)\b|black-and-white\b"
    r"|\d+(?:\.\d+)?x\b)",
    _I,
)
_HAN_OPENING = re.compile(
    r"剪|裁|截|删|去掉|去除|移|交换|对调|互换|替换|换|分割|拆|切|加速|减速|放慢|慢动作|慢放|快放|倍速"
    r"|快一?点|慢一?点|旋转|转|翻|镜像|静音|音量"
    r"|淡[入出]|渐[显隐]|转场|过渡|叠化|亮|暗|对比|饱和|黑白|复古|冷|滤镜|调色|标题|字幕|文字|水印|logo"
    r"|竖屏|横屏|竖版|横版|方形|撤[销消]|恢复|重做"
    r"|循环|重复|加|配|生成|制作|保留|只要|只留|把|将|让|使|改|设|调|放|显示|导出|倒|音乐|声",
    _I,
)
_JOINT = re.compile(
    r"\s*(?:[;；\n]+|(?<=\s)(?:&|\+|n)(?=\s)|[.!?](?=\s|$)|[。！？]+"
    r"|,\s*(?:and\s+)?(?:then\s+)?(?:also\s+)?|，|(?<!-)\b(?:and\s+then"
    r"|and\s+also|and|then|plus|also)\b(?!-)"
    r"|,?\s*\bbut(?=\s+(?:please\s+)?(?:don'?t|do not|never)\b(?! (?:cut|trim|lose)\b))"
    r"|然后再?|接着再?|并且|同时|(?<=.)(?:再|并)(?=[把将加给让调剪删])|之后再)\s*",
    _I,
)
_AT = r"(\d{1,2}:)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_LATIN = r"bgm|lo-?fi|edm|jazz|pop|rock|house|trap|techno|hip-?hop|funk|ambient|beats?|bpm"
_BESIDE_HAN = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?=(?:{_LATIN})(?![A-Za-z.]))"
    r"|(?<=[\u4e00-\u9fff](?:bgm|edm|pop))(?=[\u4e00-\u9fff])",
    re.I,
)
"""Where a musical word stands in Chinese without spaces: “来点jazz”."""
_HAN_EXCEPT = re.compile(r"(除(?:了|去|开)[^，,。；\n]{1,24})[，,]\s*(?=其他|其它|其余|别的|剩下|全|都|把)")
"""The comma behind an exception parts no wishes: “除了第二个片段，其他都静音”."""
_HAN_TOO = re.compile(
    r"(第[\d一二两三四五六七八九十]+[个张段]?(?:片段|视频|镜头|场景|照片|段)?)(?:有点|有些|太|也)*[长短]了?[，,]\s*"
    r"(?=[剪裁缩截加放调])"
)
"""“第一个片段太长了，剪到3秒”: why it is wished, and then the wish."""
_TOO = re.compile(
    r"\b((?:the |my )?(?:\w+ (?:clip|scene|shot|photo|title)|(?:clip|scene|shot|photo) \w+)) is "
    r"(?:\w+ ){0,2}?too \w+[,;.]?\s*(?:so |and |please )*(\w+(?: down| up)?) it\b",
    re.I,
)
_ENDLESS = re.compile(
    r"(?<![\w.])\d+(?:\.\d+)?e\+?\d+\b|(?<![\w.])\d{9,}(?![\w-]*\.[a-z]\w{1,3}\b)|\d{40,}", _I
)
_CUE = re.compile(
    rf"^(?:\d{{1,6}}[ \t]*\n)?[ \t]*{_AT}\s*-+>\s*{_AT}"
    r"[^\n]*\n(.*?)(?=\n\s*\n|\n(?:\d+\s*\n)?\s*(?:\d{1,2}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?\s*-+>|\Z)",
    re.M | re.S,
)
_LYRIC = re.compile(r"^\s*\[(\d{1,3}):(\d{1,2}(?:\.\d{1,3})?)\][ \t]*(.*)$", re.M)

LONGEST = 1500
"""Characters of a message that are read, quotations and subtitles not counted."""
Cues = tuple[tuple[float, float, str], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """What was said: ``clauses`` with their joints before them, the quotations, and subtitles with times."""

    clauses: tuple[tuple[str, str], ...]
    quotes: tuple[str, ...]
    cues: Cues

    def restored(self, text: str) -> str:
        """Return a text with its quotations back in quotation marks."""
        return unveil(re.sub(MASK, lambda m: f"“{self.quotes[int(m[1])]}”", text))


def take_apart(message: str, files: tuple[str, ...] = ()) -> Message:
    """Return what a message consists of, in a project with these files."""
    message = re.sub(r"[⟦⟧⟪⟫]", " ", message.replace("\r\n", "\n"))
    cues, message = _cues(re.sub(r"[ \t]*\n(?:[ \t]*\n)+", "\n\n", message))
    quotes: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        quotes.append(next(group for group in match.groups() if group).strip())
        return f"⟦{len(quotes) - 1}⟧"

    lines = [" ".join(line.split()) for line in message.splitlines()]
    text = "\n".join(line for line in lines if line)
    text = with_names(_QUOTED.sub(put_aside, text), files)
    # No wish is that long, and no number; looking through either again and again would take minutes.
    text = _ENDLESS.sub("99999999", text)[:LONGEST]
    text = _HAN_TOO.sub(r"\1", _HAN_EXCEPT.sub(r"\1", text))
    text = spelled_out(text)
    text = corrected(_BESIDE_HAN.sub(" ", _TOO.sub(r"\2 \1", text)))
    text = "\n".join(_mask_unquoted(line, quotes) for line in text.splitlines())
    return Message(tuple(_clauses(with_digits(text))), tuple(quotes), cues)


def _mask_unquoted(line: str, quotes: list[str]) -> str:
    plain = _PLAIN.search(line)
    if plain and "⟦" not in line and not _opens(plain[plain.lastgroup or 0]):
        quotes.append(plain[plain.lastgroup or 0])
        start, stop = plain.span(plain.lastgroup or 0)
        return f"{line[:start]} ⟦{len(quotes) - 1}⟧ {line[stop:]}"
    match = _UNQUOTED.search(line)
    if match is None or "⟦" in line[match.start() :]:
        return line
    words = match["words"]
    stop = len(words)
    for joint in re.finditer(r"[,，;；]\s*(?:and |then )*|[.!?]\s+|\s(?:and )?then |\sand |。|；", words):
        if _opens(words[joint.end() :]):
            stop = joint.start()
            break
    modifier = re.search(_MODIFIER, words[:stop], _I) or re.search(_PLACED, words[:stop], _I)
    stop = modifier.start() if modifier and modifier.start() else stop
    said = words[:stop].strip(" .。，,!")
    if not re.search(r"\w", said):
        return line
    quotes.append(said)
    return f"{line[: match.start('words')]} ⟦{len(quotes) - 1}⟧ {words[stop:]}"


def _opens(text: str) -> bool:
    """Whether a new wish begins here."""
    return bool(_OPENING.match(text)) or bool(
        re.search(r"[\u4e00-\u9fff]", text) and _HAN_OPENING.search(text)
    )


def _clauses(text: str) -> list[tuple[str, str]]:
    """Return (joint before it, clause); what opens no wish belongs to the clause before it."""
    made: list[tuple[str, str]] = []
    at, before = 0, ""
    for joint in [*_JOINT.finditer(text), None]:
        end = joint.start() if joint else len(text)
        piece = text[at:end]
        if made and not _opens(piece) and piece.strip() and not _SENTENCE.search(before):
            made[-1] = (made[-1][0], made[-1][1] + before + piece)
        elif piece.strip():
            made.append((before, piece))
        if joint:
            at, before = joint.end(), joint[0]
    return made


_SENTENCE = re.compile(r"[.!?;。！？；\n]|\bthen\b|然后|接着", _I)


def _cues(message: str) -> tuple[Cues, str]:
    """Return the subtitles of a pasted .srt, .vtt or .lrc, and the message without them."""
    cues: list[tuple[float, float, str]] = []
    for match in _CUE.finditer(message):
        text = "\n".join(line.strip() for line in match[9].splitlines() if line.strip())
        text = re.sub(r"</?[a-z][^>]*>|\{\\[^}]*\}", "", text)
        cues.append((_time(*match.group(1, 2, 3, 4)), _time(*match.group(5, 6, 7, 8)), text))
    if cues:
        rest = _CUE.sub("", message)
        return _sound(cues), re.sub(r"^\s*(?:WEBVTT.*|\d+)\s*$", "", rest, flags=re.M)
    lines = [(int(m[1]) * 60 + float(m[2]), m[3].strip()) for m in _LYRIC.finditer(message)]
    if len(lines) < 2:
        return (), message
    ends = [*(start for start, _ in lines[1:]), lines[-1][0] + 4.0]
    spans = [(start, min(end, start + 8.0), text) for (start, text), end in zip(lines, ends, strict=True)]
    return _sound(spans), re.sub(r"^\s*\[[a-z]+:[^\]]*\]\s*$", "", _LYRIC.sub("", message), flags=re.M)


def _sound(cues: list[tuple[float, float, str]]) -> Cues:
    return tuple((start, end, text) for start, end, text in sorted(cues) if text and end > start)


def _time(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> float:
    part = float(f"0.{fraction}") if fraction else 0.0
    return int((hours or "0:")[:-1]) * 3600 + int(minutes) * 60 + int(seconds) + part
