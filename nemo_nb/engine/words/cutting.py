"""Cuts and order."""

from __future__ import annotations

import re
from typing import Literal

from nemo_nb.engine.words.names import TOKEN
from nemo_nb.engine.words.numbers import CLOCKED, seconds
from nemo_nb.engine.words.parts import take_moment, take_parts
from nemo_nb.engine.words.places import Each, Except, Moment, Nth, Part, Times, Within
from nemo_nb.engine.words.vocabulary import INSTRUMENT, MUSIC, PICTURE, Heard, asks_new, has
from nemo_nb.engine.words.wishes import CutOut, Keep, Move, Order, Repeat, Shorten, Speed, Split, Swap, Wish

_KEEP = (
    r"\b(?:keep|only|just)\b|\b(?:trim|shorten|cut|reduce|crop|clip)(?: \w+){0,3}? (?:down )?to\b|\bleave\b"
    r"|\btrim\b|\bextract\b|保留|只要|只留|留下|截取|截出|剪出|剪到|剪成|裁到|裁成|缩短到|裁剪|剪辑?"
)
_ONLY_THAT = (
    r"^\W*(?:please )?(?:make|turn|give|apply|set|play|change|add|put|show|rotate|flip|mirror|mute|brighten"
    r"|darken|slow|speed)\b(?!.*\b(?:long|seconds?)\b).*\b(?:only|just)\b"
)
"""“Make only clip 2 warmer” keeps the others as they are, rather than clip 2 alone."""
_OUT = (
    r"\b(?:cut|trim|crop|take|clip)\b(?: \w+){0,3}? (?:out|off|away)\b|\b(?:remove|delete|drop|skip"
    r"|discard|erase|lose|removed|deleted)\b"
    r"|\bget rid of\b|剪掉|删除|删掉|删去|去掉|去除|裁掉|砍掉|移除|不要|跳过|切掉|cut掉"
)
_TO = rf"(?:\bto|\bdown to|到|成|为)\s*(?:just |only |约)?({CLOCKED})"
_BY = rf"(?:\bby\s+|缩短\s*|剪短\s*)({CLOCKED})"
_SPLIT = (
    r"\b(?:split|divide|chop)\b|\bcut\b.*\b(?:in half|in two|into two|into \d+ (?:\w+ )?(?:part|piece"
    r"|section)s)\b|\bcut\b(?!.*\b(?:out"
    r"|off)\b).*\bat\b|分割|切开|剪开|拆分|切成|切分|断开|分成"
)
_MOST_PARTS = 50
_SWAP = r"\b(?:swap|switch|exchange)\b|交换|对调|互换|调换"
_MOVE = (
    r"\b(?:move|put|place|bring|shift|drag)\b|\b(?:start|begin|open|end|finish) with\b|移到|移动到?|放到?"
    r"|挪到|提到"
    r"|排到|移至"
)
_START = r"\b(?:front|beginning|start|first|top|opening)\b|(?:最前|开头|开始|最开始|第1个?位)(?:面)?"
_END = r"\b(?:end|back|last|finish)\b|最后|末尾|结尾|最后面"


def read_cutting(said: str, heard: Heard) -> list[Wish] | None:
    """Return the cuts that a clause asks for; None when it asks for none."""
    music = has(MUSIC, said)
    if (music and asks_new(said)) or ((music or has(INSTRUMENT, said)) and not has(PICTURE, said)):
        return None
    for read in (_stands, _order, _repeat, _swap, _split, _move, _cuts):
        found = read(said, heard)
        if found is not None:
            return [found]
    return None


def _stands(said: str, _: Heard) -> Wish | None:
    """“Show the photo for 3 seconds”: a still lasts as long as is wished."""
    match = re.search(
        r"\b(?:show|display|hold|keep|let|make|extend|stretch)\b.*\b(?:photo|still)s?\b.*?(?:for|last|to)\s+"
        r"(?:only |just )?"
        rf"({CLOCKED})",
        said,
        re.I,
    )
    parts = take_parts(said[: match.start(1)])[0] if match else ()
    return Speed(parts, length=seconds(match[1])) if match and parts else None


def _order(said: str, _: Heard) -> Wish | None:
    of: Literal["scene", "clip"] = "scene" if has(r"scene|shot|镜头|场景", said) else "clip"
    if has(
        r"\breverse (?:the )?(?:\w+ )?order\b|\bin (?:the )?(?:reverse|opposite) order\b|倒序|反序"
        r"|顺序(?:反|倒"
        r"|颠倒)|颠倒顺序",
        said,
    ):
        return Order((), of)
    if has(r"\b(?:shuffle|scramble)\b|\brandom order\b|打乱|随机(?:排|顺序)", said) and not has(MUSIC, said):
        return Order((), of, shuffled=True)
    match = re.search(
        r"(?:\border\b|\breorder\b|\brearrange\b|顺序|重新?排)[^\d]*(\d+(?:\s*(?:,|，|、|and|-|>|→"
        r"|\s)\s*\d+)+)\s*(?![\d:.]*\s*s)",
        said,
        re.I,
    )
    return Order(tuple(int(n) for n in re.findall(r"\d+", match[1])), of) if match else None


def _repeat(said: str, heard: Heard) -> Wish | None:
    verb = r"\b(?:repeat|duplicate|loop)\b|\bplay\b.*\b(?:twice|\d+ times)|重复|循环|再放|播放\s*\d+\s*[次遍]"
    if not has(verb, said) or (
        has(r"\bloop|循环", said) and not (has(PICTURE, said) or heard.subject == "picture")
    ):
        return None
    times = re.search(r"(\d+)\s*(?:times|x\b|次|遍)", said, re.I)
    parts, _ = take_parts(said)
    return Repeat(parts, int(times[1]) if times else 3 if has(r"thrice", said) else 2)


def _swap(said: str, _: Heard) -> Wish | None:
    if not has(_SWAP, said):
        return None
    parts, _rest = take_parts(said)
    if not parts and has(r"\b(?:two|both|2)\b|两", said):
        of: Literal["scene", "clip"] = "scene" if has(r"scene|shot|镜头|场景", said) else "clip"
        return Swap(Nth(1, 1, of), Nth(2, 2, of))
    if len(parts) == 1 and isinstance(parts[0], Nth) and parts[0].last == parts[0].first + 1:
        first = parts[0]
        return Swap(Nth(first.first, first.first, first.of), Nth(first.last, first.last, first.of))
    return Swap(parts[0], parts[1]) if len(parts) == 2 else None


def _split(said: str, _: Heard) -> Wish | None:
    if not has(_SPLIT, said) or has(r"split[- ]?screen|分屏", said):
        return None
    if has(
        r"\b(?:by|into|at (?:each|every|all)?(?: the)?)\s*(?:scenes?|shots?|cuts?)\b|按(?:照)?(?:镜头"
        r"|场景)|每个镜头",
        said,
    ):
        return Split()
    equal = re.search(r"\b(?:in|into) (\d+) |[成为](\d+)(?:等份|份|段)", said, re.I)
    if equal and 2 <= (count := int(equal[1] or equal[2])) <= _MOST_PARTS:
        return Split(tuple(Moment(number / count, share=True) for number in range(1, count)))
    times = re.findall(rf"(?:and|,|、|和|at|在)\s*(?:第)?({CLOCKED})", said, re.I)
    moments = [Moment(seconds(time)) for time in times]
    if not moments:
        moment, _rest = take_moment(said)
        if moment is None and not has(r"\b(?:split|divide)\b|分割|拆分", said):
            return None
        moments = [moment or Moment(0.5, share=True)]
    return Split(tuple(dict.fromkeys(moments)))


def _move(said: str, _: Heard) -> Wish | None:
    if not has(_MOVE, said):
        return None
    parts, rest = take_parts(said)
    if not parts:
        return None
    if has(r"\b(?:start|begin|open) with\b", said):
        return Move(parts[0], "start")
    if has(r"\b(?:end|finish) with\b", said):
        return Move(parts[0], "end")
    if len(parts) == 2:
        after = has(r"\bafter\b|\bbehind\b|后", rest)
        return Move(parts[0], "after" if after else "before", parts[1])
    match = re.search(rf"({_END})|({_START})", _tail(rest), re.I)
    if match is None:
        return None
    return Move(parts[0], "end" if match[1] else "start")


def _tail(rest: str) -> str:
    """What follows the verb: where it goes."""
    return re.sub(r"^.*?(?:\b(?:move|put|place|bring|shift)\b|移|放|挪|提|排)", "", rest, count=1, flags=re.I)


_EVERY = re.compile(
    r"\b(?:make|let|limit|cut|trim|shorten|keep)\b.*\b(?:every|each|all(?: the)?)\s+"
    rf"(?P<what>scene|shot|clip)s?\b.*?(?P<time>{CLOCKED})(?:\s+(?:long|each|max\w*))*\W*$"
    rf"|(?:每个?|所有)(?P<han>镜头|片段)(?:都|最多)*(?:剪|裁|改|控制|缩短|做|保留)?(?:到|成|在|为)?(?P<long>{CLOCKED})",
    re.I,
)


def _cuts(said: str, heard: Heard) -> Wish | None:
    every = _EVERY.search(said)
    if every and not has(_OUT, said) and not has(r"\b(?:first|last|start|end)\b|前|后", said):
        of: Literal["scene", "clip"] = "clip" if has(r"clip|片段", every["what"] or every["han"]) else "scene"
        return CutOut((Each(of, Times(Moment(seconds(every["time"] or every["long"])), None)),))
    said = re.sub(r"^\W*(?:only|just)\s+(?=(?:cut|trim|remove|delete)\b)", "", said, flags=re.I)
    out, keep = has(_OUT, said), has(_KEEP, said) and not has(_ONLY_THAT, said)
    cut = has(r"\bcut\b", said)
    if not (out or keep or cut or has(r"\b(?:trim|shorten)\b|缩短|剪短", said)):
        return _long(said, heard)
    parts, rest = take_parts(said)
    parts = _halves(parts, said, heard)
    if not parts and has(r"\bthe middle\b|中间", rest):
        parts = (Times(Moment(1 / 3, share=True), Moment(2 / 3, share=True)),)
    target = re.search(_TO, rest, re.I)
    if target and has(r"\b(?:trim|cut|shorten|reduce|crop|clip)\b|剪|裁|截|缩短", said) and not out:
        length = seconds(target[1])
        return Shorten(parts, length) if parts else Keep((Times(None, Moment(length)),))
    by = re.search(_BY, rest, re.I)
    if by and has(r"\b(?:trim|cut|shorten)\b|剪短|缩短", said) and not parts:
        if has(r"\b(?:start|beginning|front)\b|开头|前面", rest):
            return CutOut((Times(None, Moment(seconds(by[1]))),))
        return CutOut((Times(Moment(seconds(by[1]), back=True), None),))
    if by and has(r"\b(?:trim|shorten)\b|剪短|缩短", said):
        return Shorten(parts, by=seconds(by[1]))
    if not parts:
        return None
    if keep and isinstance(parts[0], Except):
        return Keep(parts)
    if out or _cuts_away(said, parts):
        return CutOut(parts)
    if len(parts) == 1 and isinstance(parts[0], Within) and not has(r"\b(?:keep|only|just)\b|保留|只", said):
        return CutOut(_around(parts[0]))
    return Keep(parts)


def _around(part: Within) -> tuple[Part, ...]:
    """What goes when one clip is trimmed to some of its times: the rest of that clip."""
    start, end = part.times.start, part.times.end
    before = (Within(part.whole, Times(None, start)),) if start and (start.value or start.share) else ()
    return (*before, Within(part.whole, Times(end, None))) if end else before


def _halves(parts: tuple[Part, ...], said: str, heard: Heard) -> tuple[Part, ...]:
    """Right after a split “the second half” and “the first part” are what lies behind and before it."""
    last = heard.wishes[-1] if heard.wishes else None
    if not isinstance(last, Split) or len(last.at) != 1 or len(parts) > 1:
        return parts
    if has(r"\b(?:second|last|latter|2nd|right)\b|后", said):
        return (Times(last.at[0], None),)
    if has(r"\b(?:first|1st|left|former)\b|前", said):
        return (Times(None, last.at[0]),)
    return parts


def _cuts_away(said: str, parts: tuple[Part, ...]) -> bool:
    """Whether “cut” and “trim” mean away: “cut the last 2 seconds”, “cut the part from 3 to 5 s”."""
    if has(r"\b(?:keep|only|just|extract)\b|保留|只要|只留|留下|截取|截出|剪出|剪到|剪成|裁到|裁成", said):
        return False
    times = [part.times if isinstance(part, Within | Each) else part for part in parts]
    edges = all((one.start is None) != (one.end is None) for one in times if isinstance(one, Times))
    if has(rf"\b(?:trim|cut|crop)\b +(?:(?:\w+|{TOKEN}) +){{0,4}}to\b|剪辑?到", said):
        return False
    if edges and has(r"\b(?:cut|trim|crop)\b", said):
        return True
    return has(
        r"\bcut (?:(?:the )?(?:part|section|bit|segment|piece|middle)|from|between|\d|\s*$)"
        r"|\bcut\s+(?:out\b)?\s*(?:from|between|\d)",
        said,
    )


def _long(said: str, heard: Heard) -> Wish | None:
    """“Make it 15 seconds long”: what is longer is cut."""
    parts, rest = take_parts(said)
    match = re.search(
        rf"\b(?:make|let|want|should be|limit)\b.*?({CLOCKED})(?:\s*(?:long|in length|max))?\s*$|(?:控制在"
        rf"|限制在|做成|改成)({CLOCKED})(?:以?内|长)?$",
        rest.strip(" .!。"),
        re.I,
    )
    if (
        match is None
        or not heard.setting.pictures
        or has(r"\b(?:fade|start|end|intro|title|fit)\b|淡|标题", said)
    ):
        return None
    length = seconds(match[1] or match[2])
    return Shorten(parts, length) if parts else Keep((Times(None, Moment(length)),))
