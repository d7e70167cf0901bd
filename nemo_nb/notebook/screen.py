"""Which words speak of a screen? The patterns behind `translate`, in English and Chinese.

The service believes that everyone sits before its graphical editor. Its verbs of the hand (click, drag, open)
and its furniture (button, panel, corner) are told apart from the same words about the film: "the drop hits at
0:32", "a panel discussion" and "the logo in the top right corner" are content.
"""

from __future__ import annotations

import re

_I = re.IGNORECASE

FURNITURE = (
    r"(?:buttons?|panels?|side ?bars?|tool ?bars?|menu(?: bar)?s?|drop-?downs?|tabs?|icons?|sliders?|"
    r"toggles?|"
    r"check ?box(?:es)?|dialogs?|pop-?ups?|inspector|workspace|dashboard|mixer|faders?|media library|"
    r"(?:top|side|bottom|title|navigation) bar|"
    r"(?:preview|player|project|export|settings|properties|media) (?:window|pane|area|page|bin|view|screen)|"
    r"timeline (?:view|window|pane|area|editor)|(?:web|online|browser|video|visual) editor)"
    r"\b(?! (?:of|discussion|talk|interview|shot|scene|animation|graphic|overlay|sound|effect|click|member|"
    r"speaker|beat|music)s?\b)"
)
FURNITURE_ZH = (
    r"(?:按钮|按键|面板|菜单|侧边栏|侧栏|工具栏|标签页|选项卡|图标|滑块|滑杆|弹窗|对话框|下拉框|复选框|工作区|"
    r"(?:预览|播放|设置|导出|编辑|项目|属性)(?:窗口|页面|界面|区域|区)|素材库|编辑器|界面)"
)
_SOFT = (
    r"(?:(?:now|then|next|just|simply|please|also|first|finally|afterwards|and|or|but|so|when ready|"
    r"you(?:'ll|’ll| will)?(?: now| just| simply| only| also)*(?: can| may| could| should| need to| have to| "
    r"want to| might)?(?: now| then| also| always| just| simply| still| easily)*|feel free to|go ahead and|"
    r"all you need to do is|be sure to|make sure to|make sure you|remember to|try|i(?:'d)? "
    r"(?:recommend|suggest)(?: you)?|by|don't forget to|"
    r"(?:there(?:'s|’s| is) )?no need to|you (?:don't|don’t|do not) (?:need|have) to|"
    r"it is time to|it's time to)[\s,:]+){0,5}"
)
# A purpose may stand before it, once: more would let a hostile text take for ever.
_LEAD = (
    rf"^\W*{_SOFT}(?:(?:to|in order to|if you want to|if you'd like to|whenever you want to|"
    rf"once you(?:'re| are)|when you(?:'re| are))\s[^,]{{0,60}}?[\s,:]+)?{_SOFT}"
)
_SOFT_ZH = (
    r"(?:(?:现在|然后|接着|接下来|之后|请|您|你|就|也|再|先|最后|只需要?|可以|能够?|需要|应该|直接|随时|"
    r"记得|别忘了|建议|不妨|并且?|或者?|即可|下一步)[，：\s]*){0,5}"
)
_LEAD_ZH = (
    rf"^\W*{_SOFT_ZH}(?:(?:(?:如果|若|如)?(?:想|要|需)[^，。]{{0,20}}?|[^，。]{{0,10}}?(?:的话|之?后|无误))[，：\s]*)?"
    rf"{_SOFT_ZH}"
)
_MINE = (
    r"(?:the |your |this |that |it\b|a |an |my |final |finished |new |video|music|project|file|mp4|\*|\"|“|')"
)
_WATCH = (
    r"(?:preview|play(?: back)?|watch|view|see|review|check(?: out)?|listen to|hear|look at|find|locate|"
    r"track)"
)

# A clause that begins like this, after the usual politeness, tells the reader to use the screen.
HANDS = re.compile(
    _LEAD + r"(?:(?:double-|right-|left-)?click(?:ing)?\b(?! track)|tap(?:ping)? (?:on|the|it)\b|"
    r"(?:press|hit)(?:ing)? (?:the |on |on the )?(?:[\"“'*]|(?-i:[A-Z])|play\b|space|enter\b|ctrl|cmd|"
    r"command|"
    r"shift|export\b|save\b|[^,.;]{0,40}?\b(?:button|key|icon)\b)|"
    r"dragging\b|(?:drag(?: and drop)?|drop)\s+(?:the|your|its?|an?|this|that|them|any|some|files?|clips?|"
    r"one)\b|"
    rf"(?:open|go to|head (?:over )?to|navigate to|switch to|visit|expand|access|use|return to|scroll to|"
    rf"look (?:in|at|for))"
    rf"(?:ing)?\b[^,.]{{0,50}}?{FURNITURE}|"
    rf"(?:select|choose|pick|adjust|move|change|toggle|enable|find|locate|see|set|tweak|view|"
    rf"edit)\b[^,.]{{0,60}}?{FURNITURE}|"
    rf"refresh (?:the|your|this) (?:page|browser|tab)|keep (?:this|the) (?:page|tab|window) open|"
    r"(?:undo|redo)(?: (?:this|it|that))? (?:with|by|using)\b|"
    rf"(?:upload|import|add|replace|swap|remove|delete|split|cut|trim|mute|fine-tune|control|rename)\b"
    rf"[^,.]{{0,60}}? (?:using|via|with|through) (?:the |your )(?:[^\s,.]+ ){{0,3}}?{FURNITURE}|"
    r"scroll(?:ing)? (?:up|down|left|right|to|through|along|over)\b|"
    r"(?:use|select|choose|pick|try)(?:ing)? the [\"“'‘*][^\"”'’*,.]{2,40}[\"”'’*]+ "
    r"(?:option|tool|command|setting|feature)\b|"
    rf"(?:hover|scroll|scrub|zoom)\b[^,.]{{0,40}}?(?:over|{FURNITURE}|timeline)|"
    r"(?:go to|visit|open|check|see|head to|review) (?:your |the )?(?:[\w*]+ ?[>→] ?)*(?:\*\*)?(?:account|"
    r"billing|subscription|"
    r"profile|pricing)\b|"
    r"(?:top up|recharge|upgrade|buy (?:more )?credits|check (?:your|the) (?:account|billing|credits|"
    r"balance))|"
    r"(?:check(?: out)?|see|view|review|open|look at|have a look at|take a look at) "
    r"(?:the |your )(?:updated |new )?"
    r"(?:timeline|preview|player|track list)(?![ -](?:track|image|clip|card))\b|"
    rf"{_WATCH} [^,.]{{0,40}}?\b(?:in|on|from|at|using) (?:the |your )?(?:timeline|preview|player|editor|"
    rf"canvas|workspace|"
    rf"{FURNITURE})|"
    rf"(?:export|download|render|save) {_MINE}|(?:export|download|render)\s*(?:now|again|as|to|when|$|[.!]))",
    _I,
)
HANDS_ZH = re.compile(
    _LEAD_ZH + r"(?:点击(?!声|音(?!频|乐))|单击|双击|右键|右击|轻点|点按|点一下|点选|按下|"
    r"按\s*(?:Ctrl|Cmd|⌘|空格|Delete|Enter|Esc|回车)|"
    r"拖拽|拖动|拖放|拖到|拖入|将[^，。]{1,20}?拖|"
    r"把[^，。]{1,20}?拖|打开|前往|进入|切换到|跳转到|展开|访问|刷新|(?:导出|下载)(?!的?(?:质量|格式|分辨率|设置|完成|成功|结束|时))|"
    rf"(?:选择|选中|调整|找到|查看|看到|使用|通过|用)[^，。]{{0,20}}?{FURNITURE_ZH}|"
    rf"(?:在|到|去|从)[^，。]{{0,16}}?(?:{FURNITURE_ZH}|右上角|左上角|右下角|左下角|时间线|时间轴|播放器|账户|账号)[^，。]{{0,6}}?"
    r"(?:点|找到|选择|选中|查看|看到|看[一遍看下]|听|预览|播放(?!器)|调整|设置|充值|升级|续费|购买|导出|下载|拖)|"
    r"(?:预览|播放|查看)(?:一下)?(?:效果|视频|时间线|时间轴|成片|账户|账单|积分|余额|它|结果)|(?:查看|检查)[^，。]{0,6}账单|充值)"
)
# A clause about where things are on the screen.
PLACES = re.compile(
    rf"(?:^\W*|\b(?:that|because|since|so|and|but|while) )(?:the|your|an?|this) [^,.]{{0,40}}?"
    rf"{FURNITURE}(?! (?:is|are|gets?) (?:pressed|clicked|tapped|pushed|held|hit))"
    rf"[^,.]{{0,30}}? (?:is|are|sits?|can be found|"
    rf"appears?|will|lets?|"
    r"shows?|allows?|opens?|should)\b|"
    r"\b(?:you(?:'ll|’ll| will| can| should)?|it is|it's|is|are|can be|will be)(?: also| now)* "
    rf"(?:find|see|notice|visible|shown|displayed|located|available|appear|accessible|"
    rf"found)\b[^,.]{{0,50}}?{FURNITURE}|"
    r"\b(?:visible|shown|see|appears?)\b[^,.]{0,20} on (?:the|your) canvas|"
    r"\busing (?:the|your) (?:mouse|keyboard|cursor)\b|\bkeyboard shortcut",
    _I,
)
PLACES_ZH = re.compile(
    rf"(?:显示|出现|位于|就在|可见)[^，。]{{0,12}}?{FURNITURE_ZH}|{FURNITURE_ZH}[^，。]{{0,4}}(?:就?在|位于|会显示|中可以|里可以|上方|"
    rf"下方|右侧|左侧)|"
    r"(?:右上角|左上角|右下角|左下角|左侧|右侧)的?[^，。]{0,10}?(?:按钮|面板|图标|菜单)"
)
# Inside a clause about the film: how or where it is shown on the screen, which is cut out.
BRACKETS = re.compile(
    rf"\s*[(（][^()（）]*?(?:\bclick|\btap\b|点击|{FURNITURE}|{FURNITURE_ZH})[^()（）]*[)）]", _I
)
ASIDE = re.compile(
    r"\s+(?:in|on|from|using|with) (?:the |your )(?:player|preview|viewer)(?=\s*(?:[,.;!]|$))|"
    rf"\s+(?:in|on|from|via|using|through|under|with|inside) (?:the |"
    rf"your )(?:[\w\"“”+*'-]+ ){{0,3}}?{FURNITURE}(?: (?:on|in|at) the \w+(?: (?:left|right))?(?: corner)?)?",
    _I,
)
# What is left of "To hear it, click Play": a beginning without an end.
DANGLING = re.compile(
    r"^\s*(?:to|if|once|when(?:ever)?|for|after|before|in order|and|or|then|so|from there|there|here|now|"
    r"next|"
    r"great|perfect|sure|ok(?:ay)?|finally|instead|alternatively|otherwise|either|simply|just|also|"
    r"as a next step|upload|import|save|select|choose|pick|"
    r"go ahead|feel free|please|you (?:can|may|could|should))\b"
    r"(?!.*\b(?:i|i've|we|we've|has been|have been|tell me|let me know)\b)|"
    r"^\s*(?:如果?|若|想|要|为了|需要|当|然后|接着|接下来|现在|好的|之后|另外|完成后|下一步|此时|最后)(?!.*(?:告诉我|我会|我来|已))|"
    r"^[^，。]{1,20}(?:后|的话|时候?)\s*(?:，|$)",
    _I,
)
LEAD_IN = re.compile(r"\W*(?:go ahead|feel free|please|simply|just)\W*", _I)
# After an instruction, only what was done is worth keeping.
DONE = re.compile(
    r"\b(?:i|i've|i’ve|we|we've)\b|\b(?:has|have) been\b|\b(?:is|are) (?:now )?(?:at|set|on)\b|"
    r"\b(?:tell me|let me know)\b|我|已经?|了$",
    _I,
)
STEP = re.compile(
    r"^(?:choose|select|pick|confirm|wait|save|adjust|set|enter|type|name|hit|press|find|look|review|"
    r"enjoy|done|"
    r"share|repeat|release|选择|确认|等待|保存|输入|调整|完成|分享)",
    _I,
)
CUT = re.compile(
    r"(,\s+(?:and|but|so|then|or)\s+|;\s+|,\s+|\s+[—–-]{1,2}\s+|:\s+|，|；|："
    r"|\s+(?:and|then|so|but)\s+(?=(?:then\s+|you\s+can\s+|just\s+|simply\s+|please\s+){0,3}"
    r"(?:(?:click|tap|press|hit|drag|open|go to|export|download|preview|select|choose|navigate)\b|"
    r"use the [\"“'‘]))"
    r"|\s+(?=by (?:clicking|tapping|dragging|opening|pressing|going)))",
    _I,
)

TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("link", re.compile(r"\b(?:web|online|browser) editor\b|https?://|网页版|浏览器", _I)),
    (
        "credits",
        re.compile(
            r"\b(?:account|billing|subscription|credits|balance|upgrade|top up|pricing)\b|"
            r"账户|账号|账单|积分|余额|充值|订阅",
            _I,
        ),
    ),
    (
        "upload",
        re.compile(
            r"\b(?:upload|import|(?:drag|drop)[^.]{0,40}(?:files?|footage|video files?|here|media))\b|上传|"
            r"导入|素材库",
            _I,
        ),
    ),
    ("export", re.compile(r"\b(?:export|download|render|save)\w*\b|导出|下载|渲染|保存", _I)),
    ("status", re.compile(r"\bplayhead\b|播放头", _I)),
    ("undo", re.compile(r"\b(?:undo|ctrl\+z|cmd\+z)\b|撤销|撤消", _I)),
    ("chat", re.compile(r"\b(?:drag|drop)\w*\b|拖", _I)),
    (
        "status",
        re.compile(
            r"\b(?:preview|play|timeline|tracks?|panel|watch|listen|hear|view|see|review|inspector|"
            r"layers?)\w*\b|预览|播放|时间线|时间轴|轨道|面板|查看|试听",
            _I,
        ),
    ),
)
READY = re.compile(
    r"\bready (?:to|for) (?:be )?(?:export|download|render)|\b(?:shall|should|want me to|"
    r"would you like (?:me )?to|"
    r"do you want (?:me )?to) (?:i )?(?:export|render|download)|"
    r"(?:要|需要|是否)(?:我)?(?:现在)?(?:帮你|帮您|为您)?导出",
    _I,
)
LABEL = re.compile(
    r"(?:click|tap|press|hit|select|点击|单击|"
    r"选择)\s*(?:on\s+)?(?:the\s+)?(?:\w+\s+){0,2}[\"“'‘*「【]+([^\"”'’*」】]{2,40})[\"”'’*」】]",
    _I,
)
MOVE = re.compile(
    r"\b(?:drag(?:ging)?(?: and drop)?|drop)\s+(?P<what>(?!and |(?:the |its |"
    r"an )?(?:\w+ )?(?:edges?|ends?|corners?|handles?)\b)[^,.;]{2,90}?)(?= if you| whenever|$|[,.;])|"
    r"(?:将|把)(?P<object>[^，。；]{1,20}?)(?:拖拽|拖放|拖动|拖)到?(?P<where>[^，。；]{1,24})",
    _I,
)
