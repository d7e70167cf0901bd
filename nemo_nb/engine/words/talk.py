"""What belongs to the conversation: undo, redo, questions, and what cannot be done here."""

from __future__ import annotations

import re

from nemo_nb.engine.words.vocabulary import MUSIC, Heard, asks_new, has
from nemo_nb.engine.words.wishes import Ask, Clear, Impossible, Redo, Undo, Wish

_POLITE = (
    r"^\W*(?:(?:(?:please|pls|plz|oh|oops|ups|no+|nope|nah|sorry|ok(?:ay)?|actually|wait|hm+|um+|uh|well"
    r"|stop|just|let'?s|i (?:want|need) to|can (?:you|we)|could you|never ?mind"
    r"|not that|i don'?t like (?:it|that|this))\b"
    r"|不对|不好|不行|不要|不|等等|等一下|算了|还是|请|帮我|麻烦|把|啊|哎)\W*)*"
)
_UNDO = (
    r"(?:undo|revert|go back|take (?:that|it|this|the last (?:edit|change|step)) back|step back"
    r"|撤销|撤消|还原|退回|回到上一|取消上一)"
)
_UNDO_ALL = r"^\W*(?:把)?(?:全部|所有|一切)(?:的)?(?:修改|改动|操作|编辑)?(?:都|全部)?(?:撤[销消]|还原)"
_REDO = r"(?:redo|do (?:it|that) again|重做|恢复撤销|取消撤销|恢复(?:上一步|刚才)?$)"
_ALL = (
    r"\b(?:everything|all|every edit|the (?:very )?(?:beginning|start)|from scratch|start over)\b|全部"
    r"|所有|一切"
    r"|最初|最开始"
)


def read_history(said: str, heard: Heard) -> list[Wish] | None:
    """Return an undo or redo."""
    if has(
        r"\b(?:version|take(?! (?:that|it|this|the last))|one)\b|第?[一二三0-9]+版|版本", said
    ) and not has(r"\bundo\b|撤[销消]", said):
        return None  # an earlier version of the music, which the composer knows
    if re.search(_POLITE + _REDO, said, re.I) and not has(MUSIC, said):
        return [Redo(_steps(said))]
    if not re.search(_POLITE + _UNDO, said, re.I) and not has(
        rf"^\W*start over\b|^\W*重新开始|{_UNDO_ALL}", said
    ):
        return None
    if has(r"\b(?:crop|zoom|look|filter|transition|mute)\b|滤镜|转场", said) and not has(
        r"\blast\b|刚才|上", said
    ):
        return None
    return [Undo(0 if has(_ALL, said) else _steps(said))]


_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _steps(said: str) -> int:
    said = re.sub(
        r"\b(?:last|previous|past) (two|three|four|five|six)\b",
        lambda m: f"last {_WORDS[m[1].lower()]}",
        said,
        flags=re.I,
    )
    number = re.search(
        r"(\d+)\s*(?:more\s+)?(?:steps?|edits?|changes?|times|步|次)", said, re.I
    ) or re.search(r"\blast (\d+)\b", said, re.I)
    if number:
        return min(max(int(number[1]), 1), 100)
    return 2 if has(r"\btwice\b|两次|两步", said) else 1


_QUESTIONS = (
    ("length", r"^\W*(?:how long|what(?:'s| is) the (?:length|duration))\b|多长|多久|时长(?:是)?多少|总长"),
    (
        "scenes",
        r"^\W*(?:how many|which|what|list|where are the) (?:the )?(?:scenes?|shots?|cuts?)\b|(?:几|多少"
        r"|哪些)个?镜头|列出镜头",
    ),
    (
        "timeline",
        r"^\W*(?:what(?:'s| is| do)|show|list|describe)\b.*\b(?:timeline|in (?:the|my) (?:video"
        r"|project)|we have|so far|now)\b"
        r"|^\W*how many (?:clips?|tracks?|titles?)\b|时间线上有什么|有哪些(?:片段|内容|素材)|现在有什么",
    ),
    (
        "thanks",
        r"^\W*(?:thanks?(?: you)?(?: (?:so|very) much| a lot)?|great|perfect|nice|cool|ok(?:ay)?|good"
        r"|谢谢你?|太好了|很好|不错|好的?)\W*$",
    ),
    (
        "help",
        r"^\W*(?:hi|hello|hey|你好|您好)\W*$|^\W*(?:what can (?:you|i) do|help|how do(?:es)? (?:i|this|it)"
        r"|what (?:are your|else))\b|你(?:能|会|可以)(?:做|干)什么|怎么用|帮助",
    ),
)


def read_question(said: str, heard: Heard) -> list[Wish] | None:
    """Return a question that can be answered from the timeline."""
    for about, words in _QUESTIONS:
        if has(words, said):
            return [Ask(about)]
    return None


def read_clear(said: str, heard: Heard) -> list[Wish] | None:
    """Return the wish to have an empty timeline."""
    if has(
        r"^\W*(?:please )?(?:delete|remove|clear|erase) (?:everything|all|the (?:whole )?timeline)\W*$"
        r"|^(?:清空|全部删除|删除全部|清除)(?:时间线|所有|全部|内容)*$",
        said,
    ):
        return [Clear()]
    return None


_IMPOSSIBLE = (
    (
        "transcribe",
        r"\btranscri(?:be|ption|pt)\w*|\b(?:auto\w*|speech[- ]to[- ]text|generate\w*|create"
        r"|make)\s*(?!the |my |these )(?:\w+ )?(?:subtitles?|captions?)\b"
        r"|\b(?:subtitles?|captions?)\b.*\b(?:from (?:the )?(?:speech|audio|voice)|automatically"
        r"|of what (?:is|they|he|she)|for what)\b"
        r"|自动(?:生成|识别|加|添加)?字幕|语音(?:识别|转文字)|生成字幕|识别字幕|转写|听写",
    ),
    ("translate", r"\btranslat\w+|翻译|译成|译为"),
    (
        "voice",
        r"\bvoice-?\s?overs?\b|\bnarrat\w+|\btext[- ]to[- ]speech\b|\btts\b|\bread (?:it|this"
        r"|the text) (?:out|aloud)\b|\bdub(?:bing|bed)?\b"
        r"|\bclone (?:my|the) voice\b|配音|旁白|朗读|解说|语音合成",
    ),
    (
        "cutout",
        r"\bgreen ?screen\b|\bchroma\b|\b(?:remove|replace|change|cut out"
        r"|blur) (?:the )?background\b(?! music| noise| sound| track| colou?r)|\bvirtual background\b"
        r"|\bbackground remov\w+"
        r"|绿幕|抠[像图]|去(?:除|掉)?背景(?!音|乐|声|噪)|换背景(?!音|乐)|背景(?:虚化|去除|替换)"
        r"|移除背景(?!音|乐)",
    ),
    (
        "faces",
        r"\b(?:blur|hide|pixelate|censor|mosaic|swap|recogni[sz]e|anonymi[sz]e)\b.*\b(?:faces?|people"
        r"|person|licen[cs]e plates?|plates?)\b|\bface ?swap\b|\bdeepfake\b"
        r"|(?:人?脸|车牌).{0,4}(?:模糊|打码|马赛克)|打码|马赛克|换脸|(?:模糊|遮挡).{0,4}(?:人?脸|车牌)",
    ),
    (
        "objects",
        r"\b(?:remove|erase|delete) (?:the |that |this |an? )?(?:person|man|woman|car|object|people"
        r"|watermark from|stranger|pole)\b|\binpaint\w*|\btrack(?:ing)? (?:the |an? )?(?:object|face"
        r"|person)"
        r"|(?:去掉|移除|删除|擦除)(?:画面(?:里|中)的)?(?:人|路人|物体|车|杂物)",
    ),
    (
        "download",
        r"\b(?:download|grab|rip|fetch|get)\b.*\b(?:youtube|tiktok|instagram|vimeo|spotify|netflix"
        r"|bilibili)\b|youtube\.com|youtu\.be|下载.{0,8}(?:抖音|b站|油管|youtube|视频号)|从(?:抖音|b站"
        r"|油管|youtube)",
    ),
    (
        "publish",
        r"\b(?:upload|post|publish|share)\b.*\b(?:to|on) (?:youtube|tiktok|instagram|facebook|twitter"
        r"|x|vimeo)\b|(?:发布?|上传)到(?:抖音|b站|油管|快手|小红书|youtube|微信)",
    ),
    ("stabilise", r"\bstabili[sz]\w+|\bshak(?:y|iness)\b|\bde-?shake\b|防抖|稳定画面|去抖|增稳"),
    (
        "backwards",
        r"\b(?:play|run)\b.*\b(?:backwards?|in reverse)\b|\breverse (?:the |this |my )?(?:video|clip"
        r"|footage|playback|scene \d+|(?:\w+ )?(?:scene|clip))\b(?! order)|\bbackwards\b|倒放|反向播放"
        r"|倒着播",
    ),
    ("freeze", r"\bfreeze(?:[- ]frame)?\b|\bhold the (?:last )?frame\b|定格|冻结"),
    (
        "sharpen",
        r"\bupscal\w+|\bsuper[- ]?resolution\b|\b(?:enhance|improve|increase) (?:the )?(?:quality"
        r"|resolution|sharpness)\b|\bsharpen\w*|\bdenois\w+|\bunblur\b|\bto 4k\b"
        r"|超分|提升画质|画质增强|修复画质|锐化|降噪|变清晰|4k画质",
    ),
    (
        "noise",
        r"\b(?:remove|reduce|clean(?: up)?|cancel)\b.*\b(?:background noise|noise|hiss|hum|echo"
        r"|reverb)\b|\bnoise (?:reduction|removal|cancel\w+)|去噪|去(?:除)?噪音|消除噪音|降噪|去回声",
    ),
    (
        "vocals",
        r"\b(?:isolate|extract|separate|remove|split)\b.*\b(?:vocals?|voice from|stems from)\b"
        r"|\bkaraoke\b|人声分离|分离人声|去(?:除)?人声|提取人声",
    ),
    (
        "footage",
        r"\b(?:generate|create|make|add|film)\b.*\b(?:footage|video|clip|picture|image|photo"
        r"|scene) of (?:an? |the )?(?:dog|cat|man|woman|person|dragon|robot|astronaut|car|people"
        r"|kids?)\b|\bstock (?:footage|videos?|clips?)\b|\bb-?roll\b|\bai (?:avatar|actor|presenter)\b"
        r"|\btalking head\b"
        r"|素材库|空镜|数字人|虚拟主播",
    ),
    (
        "stickers",
        r"\b(?:stickers?|emojis?|gifs? from giphy|confetti|snow effect|particles? on|lens flare"
        r"|vhs effect|glitch(?: effect)?|special effects?)\b|贴纸|表情包|(?<!转场)特效|雪花效果|光晕",
    ),
    (
        "blur",
        r"\bblur\b(?!.*\b(?:borders?|bars|background|sides|edges|transition)\b)|(?:模糊|虚化)(?!.*(?:边|转场"
        r"|背景|两侧))",
    ),
    ("sidebyside", r"\bsplit[- ]?screen\b|\bside by side\b|\bgrid of\b|\bcollage\b|分屏|并排|九宫格|拼图"),
)


def read_impossible(said: str, heard: Heard) -> list[Wish] | None:
    """Return what was asked for and cannot be done by this engine."""
    if asks_new(said) and has(MUSIC, said) and not has(r"subtitle|caption|字幕", said):
        return None
    if heard.cues and has(r"subtitle|caption|srt|lyrics|字幕|歌词", said):
        return None
    for what, words in _IMPOSSIBLE:
        if has(words, said):
            return [Impossible(what)]
    return None
