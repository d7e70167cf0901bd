"""Cuts, order and speed, granted."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine import edits
from nemo_nb.engine.acts.places import Places, clips
from nemo_nb.engine.steps import Say
from nemo_nb.engine.voice import clock
from nemo_nb.engine.words.places import Times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nemo_nb.engine.acts.desk import Desk
    from nemo_nb.engine.acts.places import Span
    from nemo_nb.engine.steps import Step
    from nemo_nb.engine.words.wishes import CutOut, Keep, Move, Order, Repeat, Shorten, Speed, Split, Swap

Json = dict[str, Any]
_SHORTEST = 100  # ms that must be left
_MOST = 50  # times that a part is shown in a row
_LONGEST = 3_600_000  # ms that repeats may make


def keep(wish: Keep, desk: Desk) -> Iterator[Step]:
    """Keep some parts and nothing else."""
    places = Places(desk)
    longer = _longer_visual(wish, desk, places)
    if longer is not None:
        yield from longer
        return
    spans = places.spans(wish.parts)
    if spans == [(0, places.length)]:
        raise desk.refuse("short_enough", length=clock(places.length / 1000))
    if sum(b - a for a, b in spans) < _SHORTEST:
        raise desk.refuse("outside")
    yield from desk.edit("trim", lambda draft: edits.keep(draft, spans))
    told = places.telling(spans, wish.parts)
    if spans[0][0] == 0 and len(spans) == 1:
        yield desk.tell("now_long", length=clock(desk.length))
    else:
        yield Say(
            desk.say("kept", part=told, are=_verb(spans, "is", "are"), length=clock(desk.length))
            + places.note
        )


def _verb(spans: list[Span], one: str, several: str) -> str:
    """Return the form that goes with so many parts."""
    return one if len(spans) == 1 else several


def _longer_visual(wish: Keep, desk: Desk, places: Places) -> Iterator[Step] | None:
    """Designed visuals can become longer too, and their music with them."""
    (part, *more) = wish.parts
    draft = desk.draft()
    pictures = drafts.segments(draft, drafts.VIDEO)
    if (
        more
        or not pictures
        or not all("visual" in segment.get("m", {}) for segment in pictures)
        or drafts.segments(draft, drafts.AUDIO, "song")
    ):
        return None
    if (
        not isinstance(part, Times)
        or part.start is not None
        or part.end is None
        or part.end.share
        or part.end.back
    ):
        return None
    length = round(part.end.value * 1000)
    if length <= places.length or length > 3600_000:
        return None

    def lengthen(draft: Json) -> Json:
        *rest, last = drafts.segments(draft, drafts.VIDEO)
        return edits.set_pictures(draft, [*rest, {**last, "d": length - int(last["m"]["start"])}])

    def steps() -> Iterator[Step]:
        yield from desk.edit("trim", lengthen)
        yield desk.tell("now_long", length=clock(desk.length))

    return steps()


def cut_out(wish: CutOut, desk: Desk) -> Iterator[Step]:
    """Take parts out; what follows moves up."""
    places = Places(desk)
    spans = places.spans(wish.parts)
    left = places.length - sum(b - a for a, b in _merged(spans))
    if left < _SHORTEST:
        raise desk.refuse("all_of_it")
    told = places.telling(spans, wish.parts)
    yield from desk.edit("cut", lambda draft: edits.cut_out(draft, spans))
    yield Say(
        desk.say("cut_out", part=told, are=_verb(spans, "is", "are"), length=clock(desk.length)) + places.note
    )


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def shorten(wish: Shorten, desk: Desk) -> Iterator[Step]:
    """Cut the end of parts until they are so long, or so much shorter."""
    places = Places(desk)
    spans = places.spans(wish.parts)
    start, end = spans[0]
    to = end - start - round(wish.by * 1000) if wish.to is None else round(wish.to * 1000)
    if wish.to is None:
        gone = [(max(end - round(wish.by * 1000), start), end) for start, end in spans]
    else:
        gone = [(start + to, end) for start, end in spans if end - start > to]
    if not gone or to < _SHORTEST:
        raise desk.refuse("short_enough", length=clock((end - start) / 1000))
    told = places.telling(spans, wish.parts)
    yield from desk.edit("trim", lambda draft: edits.cut_out(draft, gone))
    yield desk.tell(
        "shortened",
        part=told,
        are=_verb(spans, "is", "are"),
        time=clock(to / 1000),
        length=clock(desk.length),
    )


def split(wish: Split, desk: Desk) -> Iterator[Step]:
    """Cut in two, or at every scene."""
    places = Places(desk)
    if not places.length:
        raise desk.refuse("no_clip")
    if wish.at:
        times = [places.at(moment) for moment in wish.at]
    else:
        times = [start for start, _ in places.scenes()][1:]
    before = len(drafts.segments(desk.draft(), drafts.VIDEO)) or None
    inner = [time for time in times if 0 < time < places.length]
    after = edits.split(desk.draft(), inner)
    if not inner or (before and len(drafts.segments(after, drafts.VIDEO)) == before):
        raise desk.refuse("already_split")
    yield from desk.edit("split", lambda draft: edits.split(draft, inner))
    told = desk.voice.listing([clock(time / 1000) for time in inner])
    yield desk.tell("split", times=told)


def move(wish: Move, desk: Desk) -> Iterator[Step]:
    """Put a part somewhere else."""
    places = Places(desk)
    span = places.span(wish.part)
    if wish.anchor is not None:
        anchor = places.span(wish.anchor)
        to = anchor[0] if wish.where == "before" else anchor[1]
    else:
        to = 0 if wish.where == "start" else places.length
    if span[0] <= to <= span[1]:
        raise desk.refuse("in_place")
    yield from desk.edit("reorder", lambda draft: edits.move(draft, span, to))
    begins = to if to < span[0] else to - (span[1] - span[0])
    yield desk.tell("moved", part=places.told(span, wish.part), time=clock(begins / 1000))


def swap(wish: Swap, desk: Desk) -> Iterator[Step]:
    """Let two parts change places."""
    places = Places(desk)
    one, other = places.span(wish.one), places.span(wish.other)
    if one[0] < other[1] and other[0] < one[1]:
        raise desk.refuse("overlapping")
    yield from desk.edit("reorder", lambda draft: edits.swap(draft, one, other))
    yield desk.tell("swapped", one=places.told(one, wish.one), other=places.told(other, wish.other))


def order(wish: Order, desk: Desk) -> Iterator[Step]:
    """Put clips or scenes in another order; numbers that are not named follow."""
    places = Places(desk)
    if not places.length:
        raise desk.refuse("no_clip")
    rows = [(a, b) for a, b, _ in clips(desk.draft())]
    of = wish.of
    if of == "scene" or len(rows) < 2:
        rows, of = places.scenes(), "scene"
    if len(rows) < 2:
        raise desk.refuse("one_part", thing=desk.voice.things(of, 1))
    numbers = list(dict.fromkeys(wish.numbers)) or list(range(len(rows), 0, -1))
    if wish.shuffled:
        numbers = _shuffled(len(rows))
    if not all(1 <= number <= len(rows) for number in numbers):
        thing = desk.voice.things(of, len(rows))
        raise desk.refuse("no_such", are="are", count=len(rows), thing=thing)
    numbers += [number for number in range(1, len(rows) + 1) if number not in numbers]
    chosen = [rows[number - 1] for number in numbers]
    yield from desk.edit("reorder", lambda draft: edits.reorder(draft, chosen))
    yield desk.tell("ordered", order=", ".join(map(str, numbers)))


def _shuffled(count: int) -> list[int]:
    """Return the numbers from 1 in an order that is not the one they are in."""
    numbers = list(range(1, count + 1))
    while numbers == sorted(numbers):
        random.shuffle(numbers)
    return numbers


def repeat(wish: Repeat, desk: Desk) -> Iterator[Step]:
    """Show a part several times in a row."""
    places = Places(desk)
    if not places.length:
        raise desk.refuse("no_clip")
    span = places.span(wish.parts[0]) if wish.parts else (0, places.length)
    times = max(wish.times, 2)
    if times > _MOST or places.length + (times - 1) * (span[1] - span[0]) > _LONGEST:
        raise desk.refuse("repeat_limits", most=_MOST)
    yield from desk.edit("repeat", lambda draft: edits.repeat(draft, span, times))
    yield desk.tell("repeated", part=places.told(span), times=times, length=clock(desk.length))


def speed(wish: Speed, desk: Desk) -> Iterator[Step]:
    """Let parts run faster or slower."""
    places = Places(desk)
    draft = desk.draft()
    if not places.length:
        raise desk.refuse("no_clip")
    if any("visual" in segment.get("m", {}) for segment in drafts.segments(draft, drafts.VIDEO)):
        raise desk.refuse("visual_speed")
    spans = _merged(places.spans(wish.parts)) or [(0, places.length)]
    pieces = [piece for span in spans for piece in _speeds(draft, span, wish)]
    if not all(edits.SLOWEST <= speed <= edits.FASTEST for _, _, speed, _ in pieces):
        raise desk.refuse("speed_limits")
    if all(factor == 1.0 for _, factor, _, _ in pieces):
        raise desk.refuse("in_place")

    def change(draft: Json) -> Json:
        # From the end, so that the times before stay what they were.
        for piece, factor, _, _ in sorted(pieces, key=lambda row: row[0], reverse=True):
            draft = edits.change_speed(draft, piece, factor)
        return draft

    told = places.telling(spans, wish.parts)
    yield from desk.edit("set_speed", change)
    still = all(row[3] for row in pieces)
    speeds = desk.voice.listing(
        [f"{round(speed, 2):g}×" for speed in dict.fromkeys(row[2] for row in pieces if still or not row[3])]
    )
    now = Places(desk).length - places.length + sum(end - start for start, end in spans)
    said = desk.say(
        "still_lasts" if still else "sped",
        part=told,
        run=_verb(spans, "runs", "run"),
        speed=speeds,
        time=clock(now / 1000),
        length=clock(desk.length),
    )
    yield Say(said + places.note)


def _speeds(draft: Json, span: Span, wish: Speed) -> list[tuple[Span, float, float, bool]]:
    """Return (span, factor, speed after it, whether it is a still) for what is in a span."""
    rows = clips(draft)
    if not rows:
        role = "song" if drafts.segments(draft, drafts.AUDIO, "song") else None
        rows = list(drafts.placed(drafts.segments(draft, drafts.AUDIO, role)))
    common = (span[1] - span[0]) / (wish.length * 1000) if wish.length else wish.by
    found = []
    for start, end, segment in rows:
        inner = (max(start, span[0]), min(end, span[1]))
        if inner[1] <= inner[0]:
            continue
        meta = segment.get("m", {})
        now = float(meta.get("speed", 1.0))
        factor = common if common is not None else (wish.to or 1.0) / now
        still = meta.get("kind") == "image"
        found.append((inner, factor, 1.0 if still else now * factor, still))
    return found
