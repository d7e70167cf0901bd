"""Which time is “the last scene”? Places in a person's words become spans of the timeline, in ms."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine.voice import clock
from nemo_nb.engine.words.places import Each, Except, Moment, Named, Nth, Part, Parts, Times, Within

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nemo_nb.engine.acts.desk import Desk
    from nemo_nb.engine.picture.analysis import Analysis

Json = dict[str, Any]
Span = tuple[int, int]

_SHORTEST = 80  # ms; a scene shorter than two or three pictures is a flash, not a scene
_SLACK = 60  # ms by which a time may miss the end


def clips(draft: Json) -> list[tuple[int, int, Json]]:
    """Return (start, end, segment) of the pictures; where two overlap, the later one begins."""
    places = list(drafts.placed(drafts.segments(draft, drafts.VIDEO)))
    return [
        (start, min(end, places[n + 1][0]) if n + 1 < len(places) else end, segment)
        for n, (start, end, segment) in enumerate(places)
    ]


def scenes(draft: Json, analysis: Callable[[str], Analysis]) -> list[Span]:
    """Return the scenes on the timeline: what lies between two cuts, made here or in the material."""
    marks: list[int] = []
    found = clips(draft)
    for start, end, segment in found:
        marks.append(start)
        meta = segment.get("m", {})
        digest = meta.get("media")
        if not isinstance(digest, str) or meta.get("kind") == "image":
            continue
        speed = float(meta.get("speed", 1.0))
        for cut in analysis(digest).cuts:
            at = start + round((cut * 1000 - int(meta.get("in", 0))) / speed)
            if start + _SHORTEST <= at <= end - _SHORTEST:
                marks.append(at)
    marks.append(max((end for _, end, _ in found), default=0))
    return [(a, b) for a, b in itertools.pairwise(marks) if b > a]


class Places:
    """Resolves places on the timeline as it is now."""

    def __init__(self, desk: Desk, draft: Json | None = None) -> None:
        self._desk = desk
        self._draft = desk.draft() if draft is None else draft
        self.length = drafts.length(self._draft)
        self.note = ""
        """What to add to the answer: that a time was cut to the timeline's end, say."""

    def scenes(self) -> list[Span]:
        """Return the scenes on the timeline; looking for cuts may take a while."""
        return scenes(self._draft, self._desk.analysis)

    def spans(self, parts: Parts) -> list[Span]:
        """Return the spans of several parts.

        Raises
        ------
        RefusedError
            One of them is not there.
        """
        found: list[Span] = []
        for part in parts:
            if isinstance(part, Except):
                found += self._but(part)
            else:
                found += self._each(part) if isinstance(part, Each) else [self.span(part)]
        return found

    def span(self, part: Part) -> Span:
        """Return the span of one part. Raises as `spans` does."""
        if not self.length:
            raise self._desk.refuse("no_clip")
        if isinstance(part, Times):
            return self._times(part)
        if isinstance(part, Named):
            return self._named(part)
        if isinstance(part, Within):
            return self._within(self.span(part.whole), part.times)
        if isinstance(part, Each | Except):
            spans = self.spans((part,))
            return spans[0][0], spans[-1][1]
        return self._nth(part)

    def at(self, moment: Moment) -> int:
        """Return a moment in ms. Raises as `spans` does."""
        value = self._ms(moment)
        if not 0 <= value <= self.length + _SLACK:
            raise self._beyond(moment.value)
        return min(value, self.length)

    def told(self, span: Span, part: Part | None = None) -> str:
        """Return how to speak of a span: the whole, a scene or clip by its number, a file, or its times."""
        if span == (0, self.length):
            return self._desk.voice.whole()
        times = self._desk.voice.span(span[0] / 1000, span[1] / 1000)
        if isinstance(part, Named):
            return self._desk.voice.part(part.name, times)
        if isinstance(part, Nth) and part.first == part.last:
            rows = self._rows(part)
            number = rows.index(span) + 1 if span in rows else part.first
            return self._desk.voice.numbered(part.of, number, times)
        return times

    def telling(self, spans: Sequence[Span], parts: Parts) -> str:
        """Return how to speak of several spans, ``parts`` being what they were called."""
        named = parts if len(parts) == len(spans) else [None] * len(spans)
        return self._desk.voice.listing([self.told(*pair) for pair in zip(spans, named, strict=True)])

    def _times(self, part: Times) -> Span:
        start = 0 if part.start is None else self._ms(part.start)
        end = self.length if part.end is None else self._ms(part.end)
        if part.start is not None and part.start.back:
            start = max(start, 0)
        if start >= self.length:
            raise self._beyond(part.start.value if part.start else 0)
        if end > self.length + _SLACK:
            self.note = self._desk.say("ends_before", length=clock(self.length / 1000))
        end = min(end, self.length)
        if end <= start:
            raise self._desk.refuse("outside")
        return start, end

    def _within(self, whole: Span, times: Times) -> Span:
        """Return times in a part, counted from its start; those of the timeline where only they fit."""
        length = whole[1] - whole[0]
        start = 0 if times.start is None else max(self._ms(times.start, length), 0)
        end = length if times.end is None else self._ms(times.end, length)
        if start >= length and whole[0] <= start < whole[1]:
            return start, min(end, whole[1])
        if start >= length or end <= start:
            raise self._desk.refuse("beyond_part", time=clock(start / 1000), length=clock(length / 1000))
        return whole[0] + start, whole[0] + min(end, length)

    def _each(self, part: Each) -> list[Span]:
        """Return the times in every clip that is long enough for them."""
        rows = self._rows(Nth(1, 1, part.of))
        found = []
        for row in rows:
            length = row[1] - row[0]
            start = 0 if part.times.start is None else max(self._ms(part.times.start, length), 0)
            end = length if part.times.end is None else min(self._ms(part.times.end, length), length)
            if start < end and (start, end) != (0, length):
                found.append((row[0] + start, row[0] + end))
        if not found:
            raise self._desk.refuse("outside")
        return found

    def _but(self, part: Except) -> list[Span]:
        """Return what lies between parts, and before and behind them."""
        found, at = [], 0
        for start, end in [*sorted(self.span(other) for other in part.parts), (self.length, self.length)]:
            if start > at:
                found.append((at, start))
            at = max(at, end)
        if not found:
            raise self._desk.refuse("outside")
        return found

    def _ms(self, moment: Moment, length: int | None = None) -> int:
        length = self.length if length is None else length
        value = moment.value * length if moment.share else moment.value * 1000
        return round(length - value if moment.back else value)

    def _beyond(self, seconds: float) -> Exception:
        return self._desk.refuse("beyond", time=clock(seconds), length=clock(self.length / 1000))

    def _nth(self, part: Nth) -> Span:
        rows = self._rows(part)
        if not part.first and len(rows) % 2:
            return rows[len(rows) // 2]
        first, last = (number - 1 if number > 0 else len(rows) + number for number in (part.first, part.last))
        if not 0 <= first <= last < len(rows):
            are = "is" if len(rows) == 1 else "are"
            thing = self._desk.voice.things(part.of, len(rows))
            raise self._desk.refuse("no_such", are=are, count=len(rows) or "no", thing=thing)
        return rows[first][0], rows[last][1]

    def _rows(self, part: Nth) -> list[Span]:
        found = clips(self._draft)
        if part.of == "photo":
            return [(a, b) for a, b, segment in found if segment.get("m", {}).get("kind") == "image"]
        rows = [(a, b) for a, b, _ in found]
        # Who has one clip and speaks of the second one means its scenes.
        needed = max(abs(part.first), abs(part.last))
        if part.of == "scene" or (len(rows) == 1 and needed > 1):
            return self.scenes()
        return rows

    def _named(self, part: Named) -> Span:
        digest = self._desk.file(part.name).hash
        found = [
            (a, b) for a, b, segment in clips(self._draft) if segment.get("m", {}).get("media") == digest
        ]
        if not found:
            raise self._desk.refuse("not_shown", name=part.name)
        return found[0][0], found[-1][1]
