"""What do free words ask for? Export, credits, status, upload, or (anything else) a chat with the service.

A sentence is taken as a command only if all of it says so: politeness is peeled off, then the whole rest has
to match. "export it as MP4, please" exports; "add export-quality color" and "roll the credits" are edits. A
command taken for an edit costs a question; an edit taken for a command would be lost, so doubt means chat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from nemo_nb.protocol import FORMATS


@dataclass(frozen=True, slots=True)
class Intent:
    """``verb`` is ``chat``, ``export``, ``credits``, ``status`` or ``upload``; ``args`` are its files.

    ``format`` is what an export shall be, where the words say so: ``gif``, ``stems``, ….
    """

    verb: str
    args: tuple[str, ...] = ()
    format: str | None = None


def route(text: str) -> Intent:
    """Return what ``text`` asks for, in English or Chinese."""
    said = text.strip()
    if "\n" in said or len(said) > 200:
        return Intent("chat")
    plain = _peel(said)
    upload = _upload(plain)
    if upload is not None:
        return upload
    for verb, pattern in _PATTERNS:
        match = pattern.fullmatch(plain)
        if match:
            target = match.groupdict().get("file")
            # A file's own ending says it already.
            format = None if target or verb != "export" else _format(plain)
            return Intent(verb, (target,) if target else (), format)
    return Intent("chat")


_POLITE_EN = re.compile(
    r"(?:(?:ok(?:ay)?|now|then|next|and|so|great|good|perfect|thanks|thank you|please|pls|just|finally|"
    r"hey|hi|nemo|can|could|would|will|you|i['’]d|we['’]d|i|we|want|wanna|would|need|like|to|let's|lets|go|ahead|"
    r"me|let)\b[\s,.!:;]*)+",
    re.I,
)
_POLITE_ZH = re.compile(
    r"(?:好的?|那么?|现在|然后|接下来|请问?|麻烦(?:你)?|帮我|帮忙|给我|我(?:想要?|要)|可以|能不能|能|你)+[，,、\s]*"
)
_TAIL_EN = re.compile(
    r"[\s,]*(?:\b(?:please|pls|now|thanks|thank you|for me|right away|right now|at the moment|currently|"
    r"so far|"
    r"then|again)\b[\s,.!?]*)+$",
    re.I,
)
_TAIL_ZH = re.compile(r"(?:一下吧?|吧|吗|呢|谢谢|好吗|可以吗)+$")


def _peel(text: str) -> str:
    """Return ``text`` without politeness and closing punctuation."""
    text = text.strip().rstrip(".!?。！？~ ")
    bare = _TAIL_ZH.sub("", _TAIL_EN.sub("", text)).rstrip(".!?,，。！？ ")
    for polite in (_POLITE_EN, _POLITE_ZH):
        match = polite.match(bare)
        # "upload" or "go" alone must not be peeled to nothing.
        if match and match.end() < len(bare):
            bare = bare[match.end() :]
    return bare.strip()


_FILE = r"(?P<file>\"?[^\s\"，]+\.(?:mp4|webm|gif|mp3|wav|zip|midi?|mov|mkv)\"?)"
_KIND_ZH = r"(?:动图|分轨|音轨文件|音频)"
_KIND = r"(?:mp4|web ?m|gif|mp3|wave?|stems?|midi)"
_THING = (
    r"(?:it|this|that|(?:(?:the|my|our|this|a|an|your)\s+)?(?:(?:final|finished|whole|scored|edited|new|full|"
    r"complete|1080p|hd|mp4|result(?:ing)?)\s+)*(?:video|clip|movie|film|file|mp4|result|timeline|project|"
    r"version|cut|edit|everything|download|link|music video))"
)
_AS = (
    r"(?:\s*(?:as|to|in|into|at|with)?\s*(?:an?\s+|the\s+)?(?:(?:1080p|720p|4k|hd|high quality|full hd)\s*)?"
    rf"(?:{_KIND}|file|video|h\.?264|1080p|720p|hd|high quality|disk|my computer)"
    r"(?:\s+(?:file|video|format))?)"
)
_PART = (
    r"(?:(?:only|just)\s+)?(?:(?:the|its|an?|all)\s+)?"
    r"(?:(?:music|sound|audio|individual|separate|animated)\s*)*"
    rf"(?:{_KIND}|audio|sound|music|soundtrack|tracks? as stems)(?:\s+(?:file|track|only))?"
)
_SHOW = r"(?:show|list|see|view|check|get|what(?:'s| is| are)|print|display|look at|tell)(?:\s+me)?"

_EXPORT = [
    rf"(?:export|render|download|save|send)(?:\s+{_THING})?{_AS}?",
    rf"(?:export|render|download|save)(?:\s+{_THING})?(?:\s+(?:as|to|into))?\s+{_FILE}",
    rf"(?:export|render|download|save)\s+{_PART}{_AS}?",
    # "give me music" asks for some to be made.
    rf"(?:send|give|get)\s+(?:me\s+)?the\s+{_KIND}(?:\s+files?)?",
    rf"(?:send|give|get|hand)\s+(?:me\s+|over\s+)?{_THING}{_AS}?",
    r"(?:do|start|run|make)\s+(?:the|an)\s+(?:export|render)",
    rf"(?:have|get)\s+{_THING}(?:\s+(?:exported|rendered))",
    r"(?:是时候)?(?:导出|下载|输出|渲染)(?:一下|吧)?(?:这个|我的|最终|最后的?|整个|完整)?的?"
    r"(?:视频|成片|影片|文件|结果|作品|项目|成品|它)?(?:(?:成|为|到|成为)?\s*(?:一个)?(?:1080p?|高清)?\s*(?:的)?"
    r"(?:mp4|视频|文件)(?:格式|文件|视频)?)?",
    rf"(?:导出|下载|保存)(?:视频|成片)?(?:成|为|到)?\s*{_FILE}",
    rf"(?:导出|下载|输出|保存)(?:视频|成片|音乐|音频|配乐|声音|它)?(?:成|为|到|成为)?\s*(?:一个|一张)?\s*(?:{_KIND}|{_KIND_ZH})"
    r"(?:\s*(?:格式|文件|动图))*",
    rf"把?(?:视频|成片|音乐|音频|配乐|它)(?:导出|下载|输出|保存|转)(?:成|为)\s*(?:{_KIND}|{_KIND_ZH})"
    r"(?:\s*(?:格式|文件|动图))*",
    rf"(?:只|仅|单独)(?:导出|下载)\s*(?:{_KIND}|{_KIND_ZH}|音乐|音频|配乐|声音)",
    r"把?(?:这个|我的|最终|整个|做好的|完成的)*(?:视频|成片|影片|文件|结果|作品|它)"
    r"(?:导出|下载|输出|渲染|发给我|传给我|给我)(?:来|出来|下来)?(?:(?:成|为)?\s*(?:mp4)(?:格式|文件)?)?",
    r"(?:发|传|给)(?:给)?我?(?:最终的?|做好的|完成的)?(?:视频|成片|文件)",
]
_CREDITS = [
    r"(?:my\s+)?(?:credits|(?:credit\s+|account\s+)?balance)",
    rf"{_SHOW}\s+(?:(?:the|my|our)\s+)?(?:(?:remaining|available|current)\s+)?(?:credits?|(?:credit\s+|account\s+)?balance)"
    r"(?:\s+(?:left|remaining|status))?",
    r"(?:how\s+many|how\s+much|any)\s+(?:credits?|balance)(?:\s+(?:do|does|have|are|is|i|we|my account|there|"
    r"left|remaining|got|still|remain))*",
    r"(?:do|have)\s+(?:i|we)\s+(?:have\s+|got\s+)?(?:any|enough)\s+credits(?:\s+left)?",
    r"(?:查看?|查询|看看?|显示)?(?:一下)?(?:我的?|账户的?|账号的?|当前|剩余)*(?:的)?(?:积分|余额)(?:余额)?"
    r"(?:还)?(?:有|剩|是)?(?:下)?(?:多少|几个?)?",
    r"(?:我)?(?:还|现在)?(?:有|剩)(?:下|余)?(?:多少|几个?)?(?:个)?(?:积分|余额)",
]
_TRACKS = r"(?:tracks?|timeline|project|state|status)"
_STATUS = [
    r"(?:(?:project|timeline|track)\s+)?(?:status|state|timeline|tracks)",
    rf"{_SHOW}\s+(?:(?:the|my|all|our|current)\s+)*(?:{_TRACKS}|(?:track|project|timeline)\s+(?:list|status|state))",
    r"what(?:'s| is)\s+(?:on|in)\s+(?:the|my)\s+(?:timeline|project|tracks)",
    r"what\s+do\s+(?:i|we)\s+have(?:\s+(?:so far|on the timeline))?",
    r"how\s+does\s+(?:the|my)\s+timeline\s+look",
    r"(?:查看?|看看?|显示|列出|看)?(?:一下)?(?:所有|当前|现在|目前|我)*的?(?:项目|时间线|时间轴)?的?(?:状态|轨道|时间线|时间轴)"
    r"(?:列表)?(?:是什么|怎么样|如何)?(?:样)?",
    r"(?:现在|目前|当前)?(?:时间线|时间轴|项目)?(?:里|上|中)?(?:都)?有(?:哪些|几条|多少条?)轨道",
    r"(?:时间线|时间轴|项目)(?:里|上|中)(?:都)?有(?:什么|哪些)(?:内容|轨道)?",
]
_PATTERNS = [
    (verb, re.compile(pattern, re.I))
    for verb, patterns in (("export", _EXPORT), ("credits", _CREDITS), ("status", _STATUS))
    for pattern in patterns
]

_ADDRESS = r"https?://[^\s，。]+"
_ANY_FILE = rf"(?:{_ADDRESS}|[^\s\"'，]+\.(?:{'|'.join(FORMATS)}))"
_UPLOAD = re.compile(
    r"(?:(?:upload|上传|import)\s*(?:(?:the|my|this|these)\s+)?(?:(?:file|files|video|clip|song|文件|视频)s?\s*)?)?"
    rf"(?P<files>(?:\"[^\"]+\"|'[^']+'|{_ANY_FILE})(?:(?:\s+and\s+|\s*[,，和、]\s*|\s+)(?:\"[^\"]+\"|'[^']+'|{_ANY_FILE}))*)",
    re.I,
)
_UPLOAD_ALONE = re.compile(
    r"(?:upload|上传)(?:\s*(?:a|an|the|my|some|new|another|一个|我的)?\s*(?:file|files|video|videos|clip|clips|"
    r"footage|song|文件|视频|素材))?(?:\s*(?:here|to the project))?",
    re.I,
)


def _upload(text: str) -> Intent | None:
    match = _UPLOAD.fullmatch(text)
    if match:
        parts = re.findall(rf"\"([^\"]+)\"|'([^']+)'|({_ANY_FILE})", match.group("files"), re.I)
        files = tuple(a or b or c for a, b, c in parts)
        if re.match(r"upload|上传|import", text, re.I) or all(_is_file(name) for name in files):
            return Intent("upload", files)
    return Intent("upload") if _UPLOAD_ALONE.fullmatch(text) else None


def _is_file(name: str) -> bool:
    suffix = Path(name).suffix.lower().removeprefix(".")
    return suffix in FORMATS or name.startswith(("http://", "https://"))


_FORMATS = (
    ("stems", r"\bstems?\b|分轨|音轨文件"),
    ("midi", r"\bmidi\b"),
    ("gif", r"\bgif|动图"),
    ("webm", r"\bweb ?m"),
    ("mp3", r"\bmp3"),
    ("wav", r"\bwave?\b|\b(?:audio|sound|music|soundtrack)\b(?! video)|音频|音乐|配乐|声音"),
)


def _format(words: str) -> str | None:
    """Return the format that an export's words name; None for the usual one. Sound alone is a WAV."""
    # Chinese stands beside Latin letters without a space: no word boundary there for Python.
    spaced = re.sub(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z])|(?<=[A-Za-z\d])(?=[\u4e00-\u9fff])", " ", words)
    return next((name for name, pattern in _FORMATS if re.search(pattern, spaced, re.I)), None)
