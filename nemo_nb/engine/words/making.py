"""Whole videos: a montage, a video for a song, designed visuals, and their style."""

from __future__ import annotations

import re

from nemo_nb.engine.words.clauses import TEXT_NOUN
from nemo_nb.engine.words.frame import shape_in
from nemo_nb.engine.words.numbers import CLOCKED, seconds
from nemo_nb.engine.words.text import colour
from nemo_nb.engine.words.vocabulary import MUSIC, Heard, has
from nemo_nb.engine.words.wishes import MakeVideo, Restyle, Wish

_KIND = (
    r"\b(?:music videos?|lyric videos?|videos?|montages?|slide ?shows?|mv|visuali[sz](?:er|ation)s?"
    r"|visuals?|animations?|movies?"
    r"|films?|highlight reels?|reels?|(?<=\ds )tik ?toks?|(?<=second )tik ?toks?|recaps?|trailers?|mp4"
    r"|supercut|sizzle reel|vlog)\b"
)
_MAKE = (
    r"\b(?:generate|create|make|produce|build|give me|do|assemble|cut together|edit together|put together"
    r"|compile|render|i want|i need|i'd like)\b"
)
_HAN_KIND = (
    r"混剪|蒙太奇|集锦|快剪|音乐视频|音乐短片|音乐录影带|歌词视频|相册|幻灯片|可视化|动画|短片|短视频|视频"
    r"|影片|视觉画面|画面|mv\b|vlog|mp4"
)
_HAN_MAKE = (
    r"生成|制作|创作|做(?:成|一|个|出|段|支|条)?|剪(?:成|一|个|出|辑)|合成|来(?:一|个|段|支)|变成"
    r"|转(?:换)?(?:成|为)|出一?个|拼(?:成|接)"
)
_ENDS = (
    r"\b(?:for|to accompany|to go|to match|that|which|under|over|with|about|of|from|featuring|using|based)\b"
)
_EDITED = (
    r"^\s*(?:video|clip|footage)s?\s+(?:\d+:\d+|more|less|\w+er|vertical|square|horizontal|portrait|landscape|black|b&w|look"
    r"|sound|fit|play|run|last)\b"
)
"""“Make video 1:1” changes the video that is there."""
_DEFINITE = r"^\s*(?:me |us )?(?:the|this|it|my|that|these|those|them|everything|all)\b"


def read_making(said: str, heard: Heard) -> list[Wish] | None:
    """Return the whole video that a clause asks for; None when it asks for a piece of music or an edit."""
    if _wants_video(said):
        return [_made(said, heard)]
    return _styled(said, heard)


def _wants_video(said: str) -> bool:
    turned = re.search(
        rf"\b(?:turn|convert|make|transform|cut|edit|assemble|combine"
        rf"|merge)\b(?P<what>.*?)\b(?:in)?to\b(?P<into>.*?(?:{_KIND}))",
        said,
        re.I,
    )
    if turned and not has(r"\b(?:to|into) (?:the|my|this)\b", turned[0]) and not _is_music(turned["into"]):
        # “convert the video to 9:16” reshapes what is there; “fade to … video” is none either.
        return not has(r"\bfade|\d+:\d+\s*(?:video)?$", turned[0])
    into = re.search(
        rf"\bmake (?:this|it|them|these)(?: \w+)? (?:an? )(?P<object>[^,]*?(?:{_KIND}))", said, re.I
    )
    if into and not has(r"\b(?:bit|little|faster|slower)\b", into[0]):
        # “Make it a reel” wants the shape of one.
        return has(r"montage|slide ?show|music video|recap|trailer|\w reel", into["object"])
    for verb in re.finditer(_MAKE, said, re.I):
        rest = said[verb.end() :]
        if has(_EDITED, rest):
            continue
        head = re.split(_ENDS, rest, maxsplit=1, flags=re.I)[0]
        kind = re.search(_KIND, head, re.I)
        if kind and "," in head[kind.end() :]:
            # What follows a comma tells more of the video: “a reel, hip hop beat”.
            head = head[: head.index(",", kind.end())]
        if (
            has(_KIND, head)
            and not has(_DEFINITE, rest)
            and not _is_music(head)
            and not has(
                r"\b(?:louder|quieter|brighter|darker|faster|slower|title|subtitles?|caption)\b", head
            )
        ):
            return True
    return _wants_han(said)


def _wants_han(said: str) -> bool:
    for verb in re.finditer(_HAN_MAKE, said, re.I):
        rest = said[verb.end() :]
        kind = re.search(_HAN_KIND, re.split(r"[，。；]", rest)[0], re.I)
        if kind is None:
            continue
        after = rest[kind.end() :]
        if has(r"^的?(?:背景)?(?:音乐|配乐|bgm|歌)", after) or has(rf"(?:{MUSIC})", rest[: kind.start()]):
            continue
        if has(r"^(?:亮|暗|快|慢|竖|横|变|调|旋|倍|加速|更)", after) or has(r"^(?:这个|该|我的|把)", rest):
            continue
        return True
    return False


def _is_music(head: str) -> bool:
    return has(
        r"\b(?:soundtracks?|bgm|score|tracks?(?! into)|music(?! videos?)|songs?|tunes?|beats?|loops?"
        r"|melody|titles?|logo)\b|音乐(?!视频|短片|录影)|配乐",
        head,
    )


def _made(said: str, heard: Heard) -> MakeVideo:
    title = heard.quote(said)
    lyric = has(r"\blyric|\bwords\b|\bquotes?\b|歌词|字卡", said)
    length = _length(said)
    transition = next(
        (kind for kind, words in (("crossfade", r"\bcross-?fades?|dissolv|叠化"),) if has(words, said)), None
    )
    text = re.sub(r"⟦\d+⟧", lambda m: f"“{heard.quotes[int(m[0][1:-1])]}”", _drawable(said))
    return MakeVideo(
        text, length, shape_in(said), None if lyric else title, title if lyric else None, transition
    )


def _drawable(said: str) -> str:
    """Return a wish with the style that is nearest to one which nobody here draws."""
    return re.sub(r"\b(?:audio )?wave ?forms?\b|\boscilloscope\b|波形|声波", "spectrum", said, flags=re.I)


def _length(said: str) -> float | None:
    """The video's own length; “a 3-minute MP3” tells the song's."""
    plain = re.sub(
        rf"{CLOCKED}\s*(?:long )?(?:mp3|wav|song|track|audio|music track|的?歌)", " ", said, flags=re.I
    )
    plain = re.sub(r"\b(?:1:1|9:16|16:9|4:5|5:4|4:3|3:4|3:2|2:3|21:9)\b", " ", plain)
    plain = re.sub(rf"\b(?:first|last|every|each|from|at|前|每)\s*{CLOCKED}", " ", plain, flags=re.I)
    match = re.search(rf"({CLOCKED})", plain, re.I)
    return seconds(match[1]) if match and seconds(match[1]) >= 1 else None


def _styled(said: str, heard: Heard) -> list[Wish] | None:
    """Another style or other colours for visuals that are there; or visuals for what is only heard."""
    from nemo_nb.engine.picture import visuals

    styles = visuals.named
    there = heard.setting
    if not there.pictures and (there.music or there.song) and not has(r"\b(?:no|without|remove)\b", said):
        picture = has(
            r"\b(?:visuals?|visuali[sz]\w+|animation|picture|waveform|spectrum)\b|可视化|画面|波形|频谱", said
        )
        return [_made(said, heard)] if picture and "⟦" not in said else None
    if not there.visuals or has(MUSIC, said):
        return None
    if (
        colours_in(said)
        and "⟦" not in said
        and not has(TEXT_NOUN, said)
        and not (heard.subject == "text" or has(r"\b(?:borders?|bars|background)\b|边", said))
    ):
        return [Restyle(_drawable(said))]
    if has(
        r"\b(?:visuals?|visuali[sz]er|style|background|animation|pattern)\b|可视化|视觉|风格|样式|动画|背景",
        said,
    ) and has(r"\b(?:change|switch|use|try|different|another|other|make|new|more|less)\b|换|改|用|另", said):
        return [Restyle(_drawable(said))]
    if styles(said) and has(r"\b(?:use|switch|change|try|make|show|with)\b|换|改|用|变", said):
        return [Restyle(_drawable(said))]
    return None


def colours_in(said: str) -> list[str]:
    """Return all colours that a text names, as ``#rrggbb``, in its order."""
    words = re.findall(r"#[0-9a-f]{6}\b|[a-z]+|[\u4e00-\u9fff]", said, re.I)
    return list(dict.fromkeys(found for found in map(colour, words) if found))
