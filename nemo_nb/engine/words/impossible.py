"""What is often asked for and cannot be done by this engine, so that it is never taken for something else."""

from __future__ import annotations

import re

from nemo_nb.engine.words.clauses import TEXT_NOUN
from nemo_nb.engine.words.frame import shape_in
from nemo_nb.engine.words.vocabulary import MUSIC, Heard, asks_new, has
from nemo_nb.engine.words.wishes import Impossible, Subtitles, Wish

_JUDGED = (
    r"boring|best|funn(?:y|iest)|interesting|good|bad|worst|loud(?:est)?|quiet(?:est)?|exciting|important"
    r"|dull|slow|useless|ugly|blurry"
    r"|shaky|coolest|key"
)
_IMPOSSIBLE = (
    (
        "judge",
        r"^(?!.*\b(?:montage|reel|recap|trailer|video (?:of|with|from))\b)"
        r".*\b(?:speed|slow|cut|trim|keep|remove|delete|mute|skip|drop|find|use|only|show)\b.*"
        rf"\b(?:(?:{_JUDGED}) (?:parts?|bits?|moments?|sections?|shots?|takes?|\d+ seconds?|seconds?|intro"
        r"|beginning|ending)"
        r"|parts? (?:where|when|in which|that))\b"
        r"|^(?!.*(?:混剪|集锦|快剪)).*(?:无聊|精彩|最好|有趣|重要|搞笑)的?(?:部分|片段|地方|镜头|\d+秒)",
    ),
    (
        "size",
        r"\b(?:size|opacity|opaque|scale)\b.*\b(?:1[0-9]|[2-9]\d|\d{2,})\d\s*%"
        r"|(?:大小|透明度).{0,4}(?:1[0-9]|[2-9]\d)\d\s*%",
    ),
    (
        "effects",
        r"\bsound effects?\b|\bsfx\b|\bfoley\b|\b(?:add|put|insert)\b.{0,12}\b(?:whoosh|swoosh|applause"
        r"|laughter|laugh track"
        r"|explosion|beep|ding|click sound|gunshot)\w*|音效|掌声|笑声",
    ),
    (
        "silence",
        r"^(?!.*\d).*(?:\b(?:remove|cut|trim|delete|skip|get rid of|take|drop|strip|shorten|tighten|edit)\b"
        r".{0,24}\b(?:silences?|silent (?:parts?|bits?|sections?|moments?|gaps?)|pauses?|dead air"
        r"|ums?|filler words|breaths)\b|\bjump[- ]?cuts?\b"
        r"|(?:去掉|删除|删掉|剪掉|去除|移除|剪|删).{0,6}(?:停顿|静音(?:部分|片段|的)|沉默|空白|气口|冷场)"
        r"|(?:停顿|静音(?:部分|片段|的地方)|空白|气口).{0,3}(?:剪|去|删)|跳切)",
    ),
    (
        "gif",
        r"\b(?:make|create|export|save|convert|turn|render|want|need|download|give me|as|into"
        r"|to)\b.*\bgifs?\b"
        r"(?! from giphy)|^\W*gif\W*$|(?:做|导出|转|生成|变|存|输出|下载).{0,6}(?:gif|动图)",
    ),
    (
        "four_k",
        r"^(?!.*\b(?:upscal|enhance))(?:.*\b(?:in|to|as|make it|make this|make the video|export"
        r"|want|need|render)\b.{0,16}\b(?:4k|8k|2160p|uhd|1440p)\b"
        r"|\W*(?:4k|8k)\W*$|.*\b(?:3840|4096|7680)\s*[x×*]\s*\d{4}\b|.*(?:改成|变成|做成|导出|要"
        r"|输出).{0,3}[48]k(?!画质))",
    ),
    (
        "sing",
        r"^(?!.*\b(?:no|without|remove|isolate|mute|drop)\b).*(?:\b(?:fe)?male (?:singers?|vocals?|voice)\b"
        r"|\b(?:add|with|want|need|give it)\b.{0,10}\b(?:singers?|singing|vocals?|rapper)\b|\bmake it sing\b"
        r"|(?:加|要|配|来).{0,6}(?:人声|女声|男声|歌手|演唱|唱歌|说唱歌手)|(?:女|男)(?:歌手|声)(?:演唱"
        r"|唱)|唱(?:出来|一首))",
    ),
    (
        "imitate",
        r"^(?!.*\b(?:film|movie|director|look|colou?rs?)\b).*\b(?:play|sound|sing|make it"
        r"|do it)\b[^.]{0,24}\blike (?:the |an? )?(?-i:[A-Z])"
        r"|\bcover (?:version )?of\b"
        r"|\bin the style of (?:the )?(?-i:[A-Z])|翻唱|模仿.{0,12}(?:歌|曲|音乐)"
        r"|像.{1,10}(?:的歌|那首歌|的风格|一样唱)",
    ),
    (
        "lyrics",
        r"^\W*(?:lyrics|歌词)\s*[:：]"
        r"|^\W*(?:add|show|put|加|显示|加上)\W*(?:the )?(?:lyrics|歌词)\W*$",
    ),
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
        r"|^\W*(?:please )?reverse(?: (?:it|this|that|them|everything|all|the (?:motion|movie|film)))?\W*$"
        r"|\brewind\b|倒着|倒过来(?:播|放|看)|反着[播放]|倒带|(?:反转|倒转)(?:视频|播放)|视频(?:反转|倒转)",
    ),
    ("ramp", r"\b(?:speed|velocity) ramp\w*|\bramp(?:ing)? (?:up |down )?the speed\b|曲线变速|变速曲线"),
    (
        "rate",
        r"\b\d+ ?(?:fps|frames (?:per|a) second)\b|\bframe ?rate\b|帧率|\d+ ?帧",
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
        r"|vhs effect|glitch(?: effect)?|special effects?|vignett\w*|film grain|progress bar|timecode"
        r"|frame counter)\b|\bborder (?:around|on) |暗角|噪点|进度条|相框|贴纸|表情包"
        r"|(?<!转场)特效|雪花效果|光晕",
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
    if _pixels(said):
        return [Impossible("pixels")]
    if has(
        r"^\W*(?:please )?(?:add|burn in|put|i (?:want|need)|show) (?:the |some |closed )?captions\W*$", said
    ):
        return [Subtitles(())]
    if _blank(said):
        return [Impossible("wording")]
    if heard.cues and has(r"subtitle|caption|srt|lyrics|字幕|歌词", said):
        return None
    for what, words in _IMPOSSIBLE:
        if has(words, said) and not (what in _WITH_MUSIC and asks_new(said)):
            return [Impossible(what)]
    return None


_WITH_MUSIC = ("sing", "imitate")
"""What is left out, and told, where it stands beside a wish for new music."""
_BLANK = (
    r"\b(?:add|insert|write|create|need|want|put)\b(?: (?:an?|the|some|my|in|\w+ing)){0,3}? "
    rf"(?:{TEXT_NOUN})(?!\s*(?:by|from|track))|(?:加|添加|写|打)(?:上|个|一个|一行|点)*(?:{TEXT_NOUN})"
)


def _blank(said: str) -> bool:
    """Whether words are to be shown, and nobody said which."""
    timed = r"\bsub\w*|\bcaptions\b|字幕|\blyric|歌词|\bto the (?:front|end|start)|\bcredits?\b"
    return has(_BLANK, said) and not has(rf"⟦|{timed}|{MUSIC}|\b(?:video|montage|reel|fade|box|shadow)", said)


def _pixels(said: str) -> bool:
    """Whether a size is asked for that no shape has: “1x1 pixels”."""
    size = re.search(r"\b(\d+)\s*(?:[x×*]|by)\s*(\d+)\s*(?:px|pixels?|像素)", said, re.I)
    if size is None:
        return has(r"\b\d+\s*(?:px|pixels)\b.*\b(?:wide|high|tall|width|height)\b", said)
    return min(int(size[1]), int(size[2])) < _SMALLEST or shape_in(said) is None


_SMALLEST = 240  # pixels across a picture whose size names a shape
