"""The frame: its shape and borders, turning, mirroring, cropping, and the slow movement of photos."""

from __future__ import annotations

import re

from nemo_nb.engine.words.parts import take_parts
from nemo_nb.engine.words.text import colour
from nemo_nb.engine.words.vocabulary import MUSIC, REMOVE, Heard, has
from nemo_nb.engine.words.wishes import Crop, Drift, Flip, Look, Reframe, Rotate, Wish

_SHAPES = {(16, 9), (9, 16), (1, 1), (4, 5), (5, 4), (4, 3), (3, 4), (3, 2), (2, 3), (21, 9)}
_RATIO = r"(?<![\d:.])(\d{1,4})\s*(?:[:：/xX×]|\bby\b)\s*(\d{1,4})(?![\d:.])"
_NAMED = (
    (
        r"\b(?:vertical|portrait|upright)\b(?! of)|\btik ?tok\b|\b(?:instagram |ig |facebook )?(?:reels?"
        r"|stor(?:y|ies))\b(?=.*|$)"
        r"|\b(?:youtube )?shorts\b|\bsnapchat\b|竖屏|竖版|竖的|竖向|抖音|快手|视频号|小红书竖",
        (9, 16),
    ),
    (r"\b(?:landscape|horizontal|widescreen|wide-?screen)\b|横屏|横版|横向|宽屏", (16, 9)),
    (r"\bsquare\b|方形|正方|方的", (1, 1)),
    (r"\b(?:cinemascope|ultra-?wide|anamorphic)\b|超宽", (21, 9)),
    (r"\b(?:instagram|ig|facebook) (?:feed |post|portrait)|小红书", (4, 5)),
)
_REFRAMES = (
    r"\b(?:make|turn|convert|change|set|crop|reframe|resize|reformat|switch|format|fit|adapt|put|use"
    r"|optimi[sz]e|to|into|for|want"
    r"|ratio|aspect|canvas|go)\b|改|变|转|做|换|裁|适|成|比例|画幅|要"
)
_BORDERS = (
    r"\b(?:borders?|bars|background|edges|sides|margins?|letterbox\w*|pillarbox\w*|padding)\b|边框|黑边"
    r"|白边|背景"
    r"|两边|边"
)
_FILLS = (
    r"\b(?:fill|zoom to fill|crop(?:ped)? to|cut (?:off )?the (?:sides|edges))\b|填满|铺满|充满|裁(?:剪"
    r"|切)?(?:成|到"
    r"|为)|没有?黑边|不要(?:黑|白)?边|无边框"
    r"|\b(?:without|no)(?: any)?(?: \w+)? (?:bars|borders)\b"
)
_OFF = r"\bcrop (?:out|off|away)|\bcut off|裁掉|切掉"
_MIRROR = r"\b(?:mirror|flip)\b|镜像|翻转|反转画面"


_WIDE = r"\bcinematic\b.*\bbars\b|\bcinema(?:tic)? letterbox|电影(?:感|风格)?.{0,4}黑边"
"""Bars above and below are what a player shows beside a wide picture."""


def read_frame(said: str, heard: Heard) -> list[Wish] | None:
    """Return what a clause asks of the frame; None when it asks nothing."""
    if has(_WIDE, said) and not has(MUSIC, said):
        look = [Look("cinematic")] if has(r"cinematic (?!(?:black )?bars)|电影感|风格", said) else []
        return [Reframe((21, 9), None, "fill"), *look]
    for read in (_rotate, _flip, _crop, _drift, _reframe):
        found = read(said, heard)
        if found is not None:
            return [found]
    return None


def shape_in(said: str) -> tuple[int, int] | None:
    """Return the shape of the picture that a clause names, such as 9:16, “square” or “for TikTok”."""
    for match in re.finditer(_RATIO, said):
        across, down = int(match[1]), int(match[2])
        for shape in _SHAPES:
            exact = (across, down) == shape
            if exact or (across >= 240 and down >= 240 and abs(across / down - shape[0] / shape[1]) < 0.01):
                return shape
    return next((shape for words, shape in _NAMED if has(words, said)), None)


_UPRIGHT = (
    r"\b(?:rotate|turn|spin)\b(?: \w+){0,3}? (?:back|upright)\b(?! by| \d)"
    r"|\b(?:undo|remove|reset) the rotation\b|[转摆]回(?:来|去)?|[转摆](?:到|成|为)?正|取消旋转"
)


def _rotate(said: str, heard: Heard) -> Wish | None:
    turns = r"\b(?:rotate|turn|spin|rotation)\b|旋转|转(?:动)?\s*\d+|顺时针|逆时针|倒过来|[转摆]回|[转摆]正"
    if not has(turns, said) or has(MUSIC, said):
        return None
    parts, rest = take_parts(said)
    degrees = re.search(r"(-?\d+)\s*(?:°|degrees?\b|deg\b|度)?", rest)
    back = has(r"counter-?\s?clock|anti-?clock|\bto the left\b|\bleft\b|逆时针|向左|往左", rest)
    if has(_UPRIGHT, said):
        return Rotate(0, parts)
    if has(r"upside[- ]down|on its head|倒过来|上下颠倒", said):
        return Rotate(180, parts)
    if not has(r"\brotate\b|旋转|顺时针|逆时针|度", rest) and not (degrees and has(r"°|degree", rest)):
        return None
    turn = int(degrees[1]) if degrees else 90
    turn = (-turn if back else turn) % 360
    return Rotate(turn, parts) if turn % 90 == 0 and turn else None


def _flip(said: str, _: Heard) -> Wish | None:
    if not has(_MIRROR, said):
        return None
    parts, rest = take_parts(said)
    down = has(r"vertical|upside|top to bottom|垂直|上下|竖直", rest)
    return Flip("v" if down else "h", parts)


def _crop(said: str, heard: Heard) -> Wish | None:
    parts, rest = take_parts(said)
    if has(r"(?:remove|undo|reset|no) (?:the )?(?:crop|zoom)|uncrop|取消(?:裁剪|缩放)", rest):
        return Crop(None, parts)
    zoom = re.search(r"\bzoom(?:ed)?(?: in)?\b|放大(?:画面)?|拉近", rest, re.I)
    if (
        zoom
        and not has(r"\bslow|ken burns|photos?|stills?|transition|\bblur|标题|字|照片|缓", said)
        and not has(MUSIC, said)
    ):
        percent = re.search(r"(\d+(?:\.\d+)?)\s*(?:%|percent|x\b|×|倍)", rest, re.I)
        factor = float(percent[1]) if percent else 1.25
        factor = factor / 100 if factor > 10 else factor
        factor = 1 + factor if factor < 1 else factor
        if has(r"\bout\b|缩小", rest) or factor <= 1:
            return None
        share = round(1 / factor, 4)
        return Crop(
            (round(_across(rest) * (1 - share), 4), round(_down(rest) * (1 - share), 4), share, share), parts
        )
    if (
        not has(r"\bcrop\b|\bcut off\b|裁掉|裁去|裁剪", rest)
        or shape_in(said)
        or (parts and not has(r"\d+\s*%", rest))
    ):
        return None
    percent = re.search(r"(\d+(?:\.\d+)?)\s*(?:%|percent)", rest, re.I)
    amount = float(percent[1]) / 100 if percent else None
    if amount is None:
        if has(r"\bhalf\b|半", rest):
            amount = 0.5
        else:
            return None
    sides = {side for side, words in _SIDES if has(words, rest)}
    if has(r"\b(?:each|every|all|both) (?:side|edge)s?|四周|四边|各边", rest) or not sides:
        if amount >= 0.5:
            return None
        return Crop((amount, amount, round(1 - 2 * amount, 4), round(1 - 2 * amount, 4)), parts)
    keep_side = has(r"\bcrop to\b|\bkeep\b|保留|只留", rest)
    x, y, width, height = 0.0, 0.0, 1.0, 1.0
    for side in sorted(sides):
        lost = 1 - amount if keep_side else amount
        x, y, width, height = _cut_side(side, lost, keep_side, (x, y, width, height))
    return (
        Crop((round(x, 4), round(y, 4), round(width, 4), round(height, 4)), parts)
        if width > 0 and height > 0
        else None
    )


_SIDES = (
    ("left", r"\bleft\b|左"),
    ("right", r"\bright\b|右"),
    ("top", r"\btop\b|\bupper\b|顶|上"),
    ("bottom", r"\bbottom\b|\blower\b|底|下"),
)
_Box = tuple[float, float, float, float]


def _cut_side(side: str, lost: float, keep: bool, box: _Box) -> _Box:
    x, y, width, height = box
    if keep:
        side = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}[side]
    if side in ("left", "right"):
        return (x + lost if side == "left" else x, y, width - lost, height)
    return (x, y + lost if side == "top" else y, width, height - lost)


def _across(said: str) -> float:
    return 0.0 if has(r"\bleft\b|左", said) else 1.0 if has(r"\bright\b|右", said) else 0.5


def _down(said: str) -> float:
    return (
        0.0 if has(r"\btop\b|\bupper\b|上", said) else 1.0 if has(r"\bbottom\b|\blower\b|下", said) else 0.5
    )


def _drift(said: str, _: Heard) -> Wish | None:
    still = has(r"\b(?:photos?|stills?|pictures?|images?)\b|照片|图片", said)
    if not (
        has(r"ken burns|肯伯恩斯", said)
        or (
            still
            and has(
                r"\b(?:zoom|pan|drift|move|motion|movement|animate)\b|缓慢|推近|拉远|平移|运动|动起来|动效"
                r"|移动效果",
                said,
            )
        )
    ):
        return None
    if has(r"\b(?:to|before|after) the (?:front|beginning|start|end|first|last)\b|移到", said):
        return None
    parts, rest = take_parts(said)
    if has(rf"{REMOVE}|\bstop\b|停止", rest):
        return Drift(None, parts)
    ways = (
        ("out", r"\bout\b|拉远|缩小"),
        ("left", r"\bleft\b|左"),
        ("right", r"\bright\b|右"),
        ("up", r"\bup\b|上"),
        ("down", r"\bdown\b|下"),
    )
    return Drift(next((way for way, words in ways if has(words, rest)), "in"), parts)


def _reframe(said: str, heard: Heard) -> Wish | None:
    if has(MUSIC, said):
        return None
    borders = has(_BORDERS, said)
    shape = shape_in(said)
    fill = _fill(said) if borders or (shape and has(r"blur|模糊", said)) else None
    if shape is None:
        if (
            not borders
            or (fill is None and not has(rf"{REMOVE}|{_OFF}", said))
            or has(r"green ?screen|绿幕|抠", said)
        ):
            return None
        if has(r"\bbackground\b|背景", said) and has(REMOVE, said):
            return None
        return Reframe(None, fill, "fit" if fill else "fill")
    if not (has(_REFRAMES, said) or len(said) < 24) or has(r"⟦|字幕|标题", said):
        return None
    fit: str | None = "fill" if has(_FILLS, said) and not fill else None
    if has(r"\bcrop\b|裁", said) and not fill:
        fit = "fill"
    if fill or has(r"\b(?:fit|letterbox|without cropping|don'?t crop|whole picture)\b|不裁剪|完整", said):
        fit = "fit"
    return Reframe(shape, fill, "fill" if fit == "fill" else "fit" if fit else None)


def _fill(said: str) -> str | None:
    if has(r"\bblur\w*|模糊|毛玻璃|虚化", said):
        return "blur"
    for words, value in ((r"\bblack\b|黑", "black"), (r"\bwhite\b|白", "white")):
        if has(words, said):
            return (
                None if has(rf"(?:{REMOVE}|{_OFF}|without|没有?|无)[^,]{{0,10}}(?:black|黑)", said) else value
            )
    return colour(said) or ("black" if has(r"\bplain\b|letterbox|pillarbox|纯色", said) else None)
