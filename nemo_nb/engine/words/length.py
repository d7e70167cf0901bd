"""How long all of it is to be, and how often: “make it 20 seconds instead”, “loop it 3 times”."""

from __future__ import annotations

import re

from nemo_nb.engine.words.frame import shape_in
from nemo_nb.engine.words.numbers import CLOCKED, seconds
from nemo_nb.engine.words.places import Moment, Times
from nemo_nb.engine.words.vocabulary import Heard, has
from nemo_nb.engine.words.wishes import CutOut, Impossible, Last, Music, Repeat, Speed, Wish

_ALL = (
    r"(?:it|this|that|everything"
    r"|(?:the |this |my )?(?:whole )?(?:video|montage|thing|movie|film|result|edit|reel))"
)
_LENGTH = re.compile(
    r"^\W*(?:no|ok|and|then|please|can you|could you|actually|now|but|\W)*"
    rf"(?:(?:(?:make|let|want|need|turn|get|i want|i need|i'd like)\s+)?{_ALL}\s+)?"
    r"(?P<verb>(?:(?:should|must|has to|needs to|to)\s+)?(?:be|last|run)\s+|is\s+)?"
    rf"(?:into |to |only |just |about |exactly )*(?P<time>{CLOCKED})"
    r"(?P<after>(?:\s+(?:long|in length|in total|altogether|instead|video|now|please))*)\W*$"
    r"|^\W*(?:把?(?:它|视频|混剪|整个视频|全片)?)(?:改成|改为|做成|变成|换成|要|弄成|剪成)(?:大?约)?"
    rf"(?P<han>{CLOCKED})(?:长|左右|吧|的|就好|呢)*\W*$",
    re.I,
)
_TIMES = re.compile(
    r"^\W*(?:please )?(?:loop|repeat|play)(?: (?:it|this|that|everything|all))? "
    r"(?P<times>\d+)\s*(?:x\b|times)\W*$"
    r"|^\W*(?:循环|重复)(?:播放)?(?P<han>\d+)\s*(?:次|遍)\W*$",
    re.I,
)
_ONCE_MORE = (
    r"^\W*(?:please )?(?:re-?(?:make|cut|do)|(?:make|do|cut|build)) (?:the|this|that) montage(?: (?:again"
    r"|anew|once more))?\W*$"
    r"|^\W*重新(?:做|剪|生成)(?:一?[次个遍])?(?:这个|该)?(?:混剪|蒙太奇)\W*$"
)
_SOMEHOW = (
    rf"^\W*(?:(?:please|can you|now|but|make|let|{_ALL}|be|a bit|a little|much)\W+)*"
    r"(?:longer|shorter)(?: please)?\W*$"
    r"|^\W*(?:再|更|太)?(?:长|短)(?:一?点|一些|了)?\W*$"
)
_PACE = r"[- ](?:cuts?|cutting|paced?|edits?|editing)\b"
_UNCUT = (
    r"[\s,]*(?:but |and )?(?:without (?:cutting|trimming|losing)\b|(?:don'?t|do not|never) (?:cut|trim|lose)"
    r"\b|不要剪|不剪).*$"
)
_JUST = r"^\W*(?:(?:make|give|with|use|please|it|me|the|a|bit|and|but|then|now)\W+)*"
_CUTS = r"^\W*剪辑?得?[更再]?"
_QUICKER = rf"{_JUST}(?:faster|quicker|more|snappier|tighter){_PACE}(?: please)?\W*$|{_CUTS}快[^，,]{{0,4}}$"
_CALMER = rf"{_JUST}(?:slower|fewer|calmer|longer){_PACE}(?: please)?\W*$|{_CUTS}慢[^，,]{{0,4}}$"

_FILM = r"(?:the |this |my )(?:whole )?(?:video|montage|movie|film|clip)"
_EDGE = re.compile(
    rf"\b(?P<edge>start|begin|end|stop|finish) {_FILM} (?:only )?(?:at|from) (?P<time>{CLOCKED})\W*$"
    rf"|^\W*(?:让|把)?(?:整个)?(?:视频|影片)(?:从|在|到)第?(?P<han>{CLOCKED})处?(?P<rand>开始|结束)\W*$",
    re.I,
)
"""Where all of it begins or ends: what lies beyond is cut."""


def read_length(said: str, heard: Heard) -> list[Wish] | None:
    """Return how long or how often all of it is to be shown; None when a clause says neither."""
    if has(_ONCE_MORE, said):
        return [Last(None)]
    times = _TIMES.match(said)
    if times and heard.setting.pictures:
        return [Repeat((), int(times["times"] or times["han"]))]
    if heard.setting.music:
        for words, way in ((_QUICKER, "faster music"), (_CALMER, "slower music")):
            if has(words, said):
                return [Music(way, new=False)]
    if has(_SOMEHOW, said):
        return [Impossible("how_long")]
    edge = _EDGE.search(said)
    if edge:
        at = Moment(seconds(edge["time"] or edge["han"]))
        start = re.match(r"start|begin|开始", edge["edge"] or edge["rand"], re.I)
        return [CutOut((Times(None, at) if start else Times(at, None),))]
    whole = re.search(_UNCUT, said, re.I)
    match = _LENGTH.match(said[: whole.start()] if whole else said)
    if match is None or heard.subject == "text" or (shape_in(said) and not match["after"]):
        return None
    makes = re.match(r"(?i)\W*(?:\w+ )*?(?:make|want|turn)\b", said)
    if not (match["han"] or match["verb"] or match["after"] or makes):
        return None
    length = seconds(match["time"] or match["han"])
    return [Speed(length=length)] if whole else [Last(length)]
