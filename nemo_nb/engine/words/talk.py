"""What belongs to the conversation: undo, redo, and questions."""

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
    r"(?:undo|revert|go back|(?:put|bring|change|set) (?:it|that|everything) back to (?:how|what"
    r"|the way) it was|take (?:that|it|this|the last (?:edit|change|step)) back|step back"
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
    if has(r"\b(?:except|but (?:not|keep|leave)|apart from|only the|before)\b|除了|只撤|之前", said):
        return [Impossible("undo_some")]
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
    (
        "export",
        r"^\W*(?:please |can you |could you |now |then )*(?:export|download|render|save)\b"
        r"(?! (?:a |the )?(?:title|music|youtube))(?!.*\b(?:from|youtube|tiktok|look|filter)\b)"
        r"|\b(?:send|give|get) me (?:the|my|a) (?:final |finished )?(?:video|file|mp4|result)\b"
        r"|^\W*(?:请|帮我)?(?:导出|下载|保存|渲染)(?!.*(?:从|抖音|b站))",
    ),
    (
        "back",
        r"^\W*(?:please |no,? |ok,? |wait,? |oh,? |actually,? )*(?:add|put|bring|get|give"
        r"|want)\b(?: me)? (?:it|them|that|this"
        r"|(?:the )?(?:music|title|clip|logo|sound|song|text|scene)s?) back\W*(?:again|please)?\W*$"
        r"|^\W*(?:please )?(?:restore|unmute) the music\W*$|^\W*i want (?:it|them|that) back\b"
        r"|^\W*(?:把(?:它|音乐|标题))?(?:加|放|找)回来",
    ),
    (
        "music",
        r"^\W*(?:what|which)(?:'s| is| kind of| sort of| genre| style)?\b.{0,12}\b(?:music|song|track|tune"
        r"|genre|bpm|tempo|key|piece)\b(?!.*\b(?:should|would|suits?|fits?|add|use)\b)"
        r"|^\W*(?:how fast|in (?:what|which) key) is (?:it|the (?:music|song))\b"
        r"|(?:什么|哪(?:首|个|种))(?:音乐|歌|曲子|曲|调|风格|调性)(?:[?？。吗呢]*$)|(?:音乐|曲子"
        r"|它)?是什么(?:调|速度|风格)"
        r"|(?:多少|几)\s*bpm",
    ),
    (
        "cost",
        r"\bhow much (?:does|do|will|is) (?:it|this|that|an? \w+)\b"
        r"(?:.{0,20}(?:cost|charge)|\W*$)|\bis (?:it|this) free\b"
        r"|\bwhat does (?:it|this) cost\b|\bprice\b|多少钱|要钱吗|收费|免费吗|要积分",
    ),
    (
        "rights",
        r"\broyalt|\bcopyright|\blicen[cs]e|^\W*who (?:made|wrote|composed|plays)\b.*\b(?:music|song|it"
        r"|this|that)\b"
        r"|^\W*(?:can|may) i (?:use|post|publish|sell|monetize)\b.*\b(?:it|this|music|song)\b|版权|商用"
        r"|谁(?:写|作|做)的(?:曲|音乐)",
    ),
    (
        "short",
        r"^\W*why(?:'s| is) (?:it|this|the video|the music|the result) (?:so |that |too )?(?:short|long)\b"
        r"|为什么.{0,6}(?:这么|那么|太)?(?:短|长)",
    ),
    (
        "rhythm",
        r"\b(?:picture|visuals?|video|cuts?|it)\b.{0,24}\b(?:follow|match|move|sync\w*|go|react)\w*\b.{0,12}"
        r"\b(?:to |with |on )?(?:the )?(?:beat|rhythm|music)\b(?!.*\b(?:background|track|add|compose)\b)"
        r"|\bsync\w*\b.{0,16}\b(?:cuts?|video|clips?|pictures?)\b.{0,12}\b(?:beat|music|rhythm)\b"
        r"|画面.{0,6}(?:跟|随|踩|合|卡|配合).{0,4}(?:节奏|节拍|音乐|拍)",
    ),
    (
        "mind",
        r"^\W*(?:i (?:have )?changed my mind|never ?mind|forget "
        r"(?:it|that)|hm+|um+|oops|算了|没事|当我没说)\W*$",
    ),
    (
        "last",
        r"^\W*why (?:did|have) you\b|^\W*what (?:did you|have you|was) (?:just )?(?:do|done|change"
        r"|changed|that|the "
        r"last)\b|(?:刚才|刚刚)(?:做|改)了什么",
    ),
    (
        "ducking",
        r"\b(?:lower|duck|quieter|down|reduce|dip|fade)\b.*\b(?:when|while|whenever|under|if|as)\b.{0,16}"
        r"\b(?:talk|speak|voice|speech|say|dialog)\w*|说话(?:的时候|时).{0,8}(?:小|轻|低|降)|(?:人声"
        r"|说话).{0,4}(?:自动)?(?:闪避|让位)",
    ),
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
        r"^\W*(?:hi|hello|hey|你好|您好)\W*$|^\W*(?:what can (?:you|u|i) do|help|how do(?:es)? (?:i|this|it)"
        r"|what (?:are your|else))\b|你(?:能|会|可以)(?:做|干)什么|怎么用|帮助",
    ),
)


def read_question(said: str, heard: Heard) -> list[Wish] | None:
    """Return a question that can be answered from the timeline."""
    for about, words in _QUESTIONS:
        if has(words, said) and not (about in ("music", "rhythm", "ducking") and asks_new(said)):
            return [Ask(about)]
    return None


_NEVER = (
    r"^\W*(?:(?:please|but|and|no|oh|wait|just|so|also)\W+)*(?:(?:you )?(?:don'?t|do not|never|shouldn'?t)"
    r"(?: you)?(?: (?:ever|dare))? "
    r"(?:add|mute|silence|cut|trim|crop|rotate|flip|speed|slow|make|change|put|touch|compose|delete|remove"
    r"|shorten|split|move|zoom|fade|blur|darken|brighten|turn)\b|(?:i )?(?:don'?t|do not) want (?:it"
    r"|the video|them|this) (?!be\b|to (?:be|have)\b)\w+)"
    r"|^\W*(?:请|但是?|也|先)*(?:别|不要|不用|无需|不必)(?:再|给它|把它|给视频)?(?:加|添加|静音|剪|裁|旋转|调|改|变"
    r"|放慢|加速)"
)


def read_never(said: str, heard: Heard) -> list[Wish] | None:
    """Return nothing for what is not to be done; said alone it is answered."""
    if not has(_NEVER, said) or has(r"\b(?:until|before|unless)\b|⟦", said):
        return None
    return [] if heard.wishes else [Ask("spared")]


def read_clear(said: str, heard: Heard) -> list[Wish] | None:
    """Return the wish to have an empty timeline."""
    if has(
        r"^\W*(?:please )?(?:delete|remove|clear|erase) (?:everything|all|the (?:whole )?timeline)\W*$"
        r"|^(?:清空|全部删除|删除全部|清除)(?:时间线|所有|全部|内容)*$",
        said,
    ):
        return [Clear()]
    return None
