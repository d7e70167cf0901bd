"""One voice in one language: lines by name, and the sentences that are put together from what was found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from nemo_nb.engine.voice import cutting, impossible, making, picture, sound, talk, words
from nemo_nb.timeline import clock, differences, tell_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nemo_nb.engine.picture import Facts
    from nemo_nb.engine.picture.analysis import Analysis

_TOPICS = (talk, cutting, picture, words, sound, making)
_LINES = {name: line for topic in _TOPICS for name, line in topic.LINES.items()}


class Piece(Protocol):
    """What is told of a composition."""

    @property
    def label(self) -> str:
        """A person's words for it."""

    @property
    def genre(self) -> str:
        """The composer's name for its genre."""

    @property
    def bpm(self) -> float:
        """Tempo."""

    @property
    def key(self) -> str:
        """Such as ``D minor``."""

    @property
    def bars(self) -> int:
        """How many bars it has."""


def speaks_chinese(message: str, language: str) -> bool:
    """Return whether to answer in Chinese: when the message is, or when the project is."""
    return bool(re.search(r"[\u4e00-\u9fff]", message)) or language.lower().startswith("zh")


class Voice:
    """The agent's sentences, in Chinese or in English."""

    def __init__(self, *, chinese: bool) -> None:
        self.chinese = chinese

    def say(self, line: str, **values: object) -> str:
        """Return a line by its name, its gaps filled in; it begins with a capital letter or a name."""
        template: str = _LINES[line][self.chinese]
        said = template.format_map(values)
        return said if template.startswith("{name}") else said[:1].upper() + said[1:]

    def besides(self, said: str) -> str:
        """Return an answer as it is given to one of several wishes: a refusal speaks of that wish alone."""
        if self.chinese:
            return said.replace("，所以什么都没有改动", "，所以这一点没有做")
        return said.replace(", so nothing was changed", ", so that was left out")

    def name(self, table: Mapping[str, tuple[str, str]], key: str) -> str:
        """Return what a thing is called; one that the table does not know keeps its own name."""
        return table.get(key, (key, key))[self.chinese]

    def impossible(self, what: str) -> str:
        """Return what to say of something that cannot be done here."""
        return impossible.LINES[what][self.chinese]

    def listing(self, things: Sequence[str]) -> str:
        """Return several things as one phrase."""
        if self.chinese:
            return "、".join(things)
        return " and ".join(filter(None, (", ".join(things[:-1]), *things[-1:])))

    def span(self, start: float, end: float) -> str:
        """Return a span of the timeline (s)."""
        return f"{clock(start)}-{clock(end)}"

    def part(self, name: str, times: str) -> str:
        """Return a part that has a name, with its times."""
        return f"{name}（{times}）" if self.chinese else f"{name} ({times})"

    def numbered(self, of: str, number: int, times: str) -> str:
        """Return a scene, clip or photo by its number, with its times."""
        if self.chinese:
            return f"第 {number} 个{_THINGS[of]}（{times}）"
        return f"{of} {number} ({times})"

    def time(self, seconds: float) -> str:
        """Return a length (s) such as “0.5 s”."""
        return f"{seconds:g} 秒" if self.chinese else f"{seconds:g} s"

    def things(self, of: str, count: int) -> str:
        """Return scenes, clips or photos as a word."""
        if self.chinese:
            return _THINGS[of]
        return of if count == 1 else f"{of}s"

    def whole(self) -> str:
        """Return what all of the pictures are called."""
        return "整个视频" if self.chinese else "The video"

    def heard(self, facts: Facts, analysis: Analysis) -> str:
        """What was found in a file."""
        parts = [clock(facts.duration)]
        scenes, places = len(analysis.cuts) + 1, len(analysis.speech)
        if facts.kind == "video":
            parts.append(f"{scenes} 个镜头" if self.chinese else f"{scenes} scene{'s' * (scenes > 1)}")
        if places:
            several = "s" * (places > 1)
            parts.append(f"{places} 处人声" if self.chinese else f"speech in {places} place{several}")
        elif facts.kind == "video" and analysis.loudness is None:
            parts.append("没有声音" if self.chinese else "no sound")
        return f"：{'，'.join(parts)}\n" if self.chinese else f": {', '.join(parts)}\n"

    def tell(self, words: str, **values: object) -> str:
        """Return the timeline's words for something in the language of this voice."""
        return tell_in("zh" if self.chinese else "en", words, **values)

    def composing(self, piece: Piece, asked: str | None = None) -> str:
        """Before a piece is played; ``asked`` is the genre for which this one stands in."""
        label = self.tell(piece.label)
        if asked:
            label = self.tell("{label} (the nearest to {asked})", label=label, asked=asked)
        # With its last chord a piece of one bar lasts nearly two: so few are not told.
        bars = self.tell("{bars} bars", bars=piece.bars) if piece.bars >= _FEW_BARS else ""
        told = [label, f"{round(piece.bpm)} BPM", self.key(piece.key), bars]
        said = self.tell(", ").join(part for part in told if part)
        return f"正在作曲：{said}\n" if self.chinese else f"Composing {said}\n"

    def key(self, key: str) -> str:
        """Return a key such as “D minor”."""
        tonic, _, mode = key.partition(" ")
        return f"{tonic} {self.tell(mode)}"

    def differs(self, then: Mapping[str, Any], now: Mapping[str, Any]) -> str:
        """Return a sentence that says how a piece differs from what it was; empty if in nothing that is told.

        Both are the ``m`` of the music's segment.
        """
        before, after = (meta.get("music") or {} for meta in (then, now))
        if before.get("label") != after.get("label"):
            bpm = before.get("bpm")
            told = [
                self.tell(str(before.get("label"))),
                f"{bpm:.0f} BPM" if isinstance(bpm, int | float) else "",
                self.key(str(before.get("key"))),
            ]
            return self.say("music_was", piece=self.tell(", ").join(filter(None, told)))
        told = differences(then, now, "zh" if self.chinese else "en")
        if not told:
            was, length = ((meta.get("report") or {}).get("duration") for meta in (then, now))
            return "" if was == length or not length else self.say("music_length", length=clock(length))
        said = self.tell("; ").join(told)
        return said[:1].upper() + said[1:] + ("。" if self.chinese else ".")

    def left_out(self, wishes: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
        """Return a sentence that names the wishes which were not fulfilled; empty without any."""
        told = []
        for line, values in wishes:
            named = {
                name: self.key(value) if name == "key" else self.tell(value) if name in _WORDS else value
                for name, value in values.items()
            }
            told.append(_LINES[line][self.chinese].format_map(named))
        return self.say("left_out", what=self.tell("; ").join(told)) if told else ""

    def composed(self, *, under: bool, ducked: bool, volume: float | None) -> str:
        """After it; without a volume where that is told in a moment."""
        if not under:
            return self.say("music_ready")
        if self.chinese:
            level = "" if volume is None else f"以 {round(volume * 100)}% 的音量"
            return f"音乐{level}垫在原声之下" + ("，有人说话时自动让位。" if ducked else "。")
        level = "" if volume is None else f" at {round(volume * 100)} %"
        yields = " and steps back when somebody speaks" if ducked else ""
        return f"It plays under the clip's own sound{level}{yields}."


_THINGS = {"scene": "镜头", "clip": "片段", "photo": "照片"}
_FEW_BARS = 3
_WORDS = ("player", "mood")
