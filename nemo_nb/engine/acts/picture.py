"""The frame, its colours, fades and transitions, granted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine import edits
from nemo_nb.engine.acts.places import Places, clips
from nemo_nb.engine.picture import Facts
from nemo_nb.engine.steps import Say
from nemo_nb.engine.voice import clock
from nemo_nb.engine.voice.picture import AXES, FILLS, KINDS, LOOKS, MOTIONS
from nemo_nb.engine.voice.words import COLOURS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nemo_nb.engine.acts.desk import Desk
    from nemo_nb.engine.acts.places import Span
    from nemo_nb.engine.steps import Step
    from nemo_nb.engine.words.places import Parts
    from nemo_nb.engine.words.wishes import Crop, Drift, Fade, Flip, Look, Reframe, Rotate, Transition

Json = dict[str, Any]


def _spans(desk: Desk, parts: Parts) -> tuple[list[Span | None], str, str]:
    """Return the spans of the pictures that are meant (None: all), how to speak of them, and what to add."""
    if not drafts.segments(desk.draft(), drafts.VIDEO):
        raise desk.refuse("no_picture")
    places = Places(desk)
    spans = places.spans(parts)
    if not spans or spans == [(0, places.length)]:
        return [None], desk.voice.whole(), ""
    return [*spans], places.telling(spans, parts), places.note


def _each(spans: list[Span | None], edit: Callable[[Json, Span | None], Json]) -> Callable[[Json], Json]:
    def all_of_them(draft: Json) -> Json:
        for span in spans:
            draft = edit(draft, span)
        return draft

    return all_of_them


def reframe(wish: Reframe, desk: Desk) -> Iterator[Step]:
    """Another shape of the canvas, or other borders."""
    draft = desk.draft()
    if drafts.is_empty(draft):
        raise desk.refuse("no_clip")
    if wish.shape is None:
        yield from desk.edit("reframe", lambda draft: edits.borders(draft, fill=wish.fill, fit=wish.fit))
        if wish.fit == "fill":
            yield desk.tell("fills")
        else:
            yield desk.tell("borders", fill=desk.voice.name({**COLOURS, **FILLS}, wish.fill or "blur"))
        return
    shape, (width, height) = wish.shape, edits.CANVASES[wish.shape]
    seen = _seen(desk, width / height) if wish.fit == "fill" else {}

    def edit(draft: Json) -> Json:
        return edits.focus(edits.reframe(draft, shape, fill=wish.fill, fit=wish.fit), seen)

    yield from desk.edit("reframe", edit, width=width, height=height)
    said = desk.say("reframed", shape=f"{shape[0]}:{shape[1]}", width=width, height=height)
    if wish.fit == "fill":
        said += desk.say("filled")
    elif _has_borders(desk.draft(), width / height):
        fill = desk.draft()["m"].get("fill", "blur")
        said += desk.say("behind", fill=desk.voice.name({**COLOURS, **FILLS}, fill))
    yield Say(said)


def _seen(desk: Desk, shape: float) -> dict[str, tuple[float, float]]:
    """Return what of each picture should stay in view on a canvas of this shape, by segment."""
    from nemo_nb.engine.picture.montage import Material, focus_on

    parts = {}
    for start, end, segment in clips(desk.draft()):
        meta = segment.get("m", {})
        file = desk.store.material(str(meta.get("media")))
        if file is not None:
            begin = meta.get("in", 0) / 1000
            shown = (end - start) / 1000 * float(meta.get("speed", 1.0))
            material = Material(file.hash, desk.path(file.hash), Facts.from_json(file.facts))
            parts[segment["id"]] = (material, begin, begin + shown)
    return dict(zip(parts, focus_on(list(parts.values()), shape, desk.cancel), strict=True))


def _has_borders(draft: Json, shape: float) -> bool:
    metas = [segment.get("m", {}) for segment in drafts.segments(draft, drafts.VIDEO)]
    return any(
        meta.get("fit") != "fill"
        and "visual" not in meta
        and abs(meta.get("width", 16) / (meta.get("height") or 9) / shape - 1) > 0.02
        for meta in metas
    )


def rotate(wish: Rotate, desk: Desk) -> Iterator[Step]:
    """Turn the pictures clockwise, or back to how they were filmed."""
    spans, told, note = _spans(desk, wish.parts)
    if not wish.degrees:
        turns = _turned(desk.draft(), spans)
        if not turns:
            raise desk.refuse("in_place")
        yield from desk.edit("rotate", lambda d: _turned_back(d, turns))
        yield Say(desk.say("upright", part=told) + note)
        return
    yield from desk.edit("rotate", _each(spans, lambda d, span: edits.rotate(d, span, wish.degrees)))
    yield Say(desk.say("rotated", part=told, degrees=wish.degrees) + note)


def _turned(draft: Json, spans: list[Span | None]) -> list[tuple[Span | None, int]]:
    """Return what turns the pictures in these spans back, degrees clockwise; all at once where it can."""
    found: list[tuple[Span | None, int]] = []
    rows = clips(draft)
    for start, end, segment in rows:
        meta = segment.get("m", {})
        turn = int(meta.get("rotate", 0))
        if turn and any(span is None or (span[0] < end and start < span[1]) for span in spans):
            found.append(((start, end), turn if meta.get("flip") else -turn % 360))
    if spans == [None] and len(found) == len(rows) and len({back for _, back in found}) == 1:
        return [(None, found[0][1])]
    return found


def _turned_back(draft: Json, turns: list[tuple[Span | None, int]]) -> Json:
    for span, back in turns:
        draft = edits.rotate(draft, span, back)
    return draft


def flip(wish: Flip, desk: Desk) -> Iterator[Step]:
    """Mirror the pictures."""
    spans, told, note = _spans(desk, wish.parts)
    yield from desk.edit("flip", _each(spans, lambda d, span: edits.flip(d, span, wish.axis)))
    yield Say(desk.say(f"flipped_{wish.axis}", part=told) + note)


def crop(wish: Crop, desk: Desk) -> Iterator[Step]:
    """Show only a share of the pictures."""
    spans, told, note = _spans(desk, wish.parts)
    yield from desk.edit("crop", _each(spans, lambda d, span: edits.crop(d, span, wish.box)))
    if wish.box is None:
        yield Say(desk.say("uncropped", part=told) + note)
        return
    first = spans[0]
    shown = [
        segment
        for start, end, segment in clips(desk.draft())
        if first is None or first[0] <= (start + end) / 2 < first[1]
    ]
    _, _, wide, high = shown[0]["m"]["crop"]
    yield Say(desk.say("cropped", part=told, share=_percent(wide), high=_percent(high)) + note)


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"


def drift(wish: Drift, desk: Desk) -> Iterator[Step]:
    """Let photos move slowly."""
    spans, _, _ = _spans(desk, wish.parts)
    if not any(s.get("m", {}).get("kind") == "image" for s in drafts.segments(desk.draft(), drafts.VIDEO)):
        raise desk.refuse("no_photo")
    yield from desk.edit("motion", _each(spans, lambda d, span: edits.drift(d, span, wish.motion)))
    if wish.motion is None:
        yield desk.tell("still")
    else:
        yield desk.tell("drifting", motion=desk.voice.name(MOTIONS, wish.motion))


def look(wish: Look, desk: Desk) -> Iterator[Step]:
    """Give the pictures a look, or change their colours by a little."""
    spans, told, note = _spans(desk, wish.parts)
    if wish.name is None and not wish.nudges:
        yield from desk.edit("look", _each(spans, edits.plain))
        yield Say(desk.say("plain", part=told) + note)
        return
    nudges = dict(wish.nudges)
    before = desk.draft()
    edit = _each(spans, lambda d, span: edits.look(d, span, name=wish.name, nudges=nudges))
    after = edit(before)
    values = desk.voice.listing(_values(desk, after, spans[0], set(nudges)))
    if wish.name is None and _looks(after) == _looks(before):
        raise desk.refuse("look_limit", values=values)
    yield from desk.edit("look", edit)
    if wish.name is not None:
        yield Say(desk.say("look", part=told, look=desk.voice.name(LOOKS, wish.name)) + note)
    else:
        yield Say(desk.say("look_values", part=told, values=values) + note)


def _looks(draft: Json) -> list[object]:
    return [segment.get("m", {}).get("look") for segment in drafts.segments(draft, drafts.VIDEO)]


def _values(desk: Desk, draft: Json, span: Span | None, axes: set[str]) -> list[str]:
    for start, end, segment in clips(draft):
        if span is None or span[0] <= (start + end) / 2 < span[1]:
            look = segment.get("m", {}).get("look") or {}
            return [
                f"{desk.voice.name(AXES, axis)} {look.get(axis, 0) * 100:+.0f} %"
                for axis in AXES
                if axis in axes
            ]
    return []


def fade(wish: Fade, desk: Desk) -> Iterator[Step]:
    """Fade in or out, the picture with all that is heard, or the music alone."""
    draft = desk.draft()
    pictures = bool(drafts.segments(draft, drafts.VIDEO))
    music = bool(drafts.segments(draft, drafts.AUDIO, "music"))
    song = bool(drafts.segments(draft, drafts.AUDIO, "song"))
    if wish.target == "music":
        if not (music or song):
            raise desk.refuse("no_music")
        roles = ["music"] if music else ["song"]
        shown, what = False, "音乐" if desk.voice.chinese else "The music"
    else:
        if not (pictures or music or song):
            raise desk.refuse("no_clip")
        roles = [role for role, there in (("music", music), ("song", song)) if there]
        shown, what = (
            pictures,
            desk.voice.whole() if pictures else ("音乐" if desk.voice.chinese else "The music"),
        )
    milliseconds = round(min(wish.seconds, desk.length) * 1000)
    yield from desk.edit(
        "fade", lambda d: edits.fade(d, wish.side, milliseconds, pictures=shown, sounds=roles), side=wish.side
    )
    if milliseconds:
        yield desk.tell(f"fade_{wish.side}", what=what, time=desk.voice.time(milliseconds / 1000))
    else:
        side = {"in": "淡入", "out": "淡出"}[wish.side] if desk.voice.chinese else wish.side
        yield desk.tell("no_fade", what=what, side=side)


def transition(wish: Transition, desk: Desk) -> Iterator[Step]:
    """Let clips or scenes follow each other through a transition."""
    draft = desk.draft()
    if not drafts.segments(draft, drafts.VIDEO):
        raise desk.refuse("no_picture")
    places = Places(desk)
    if not wish.kind:
        if not any("transition" in s.get("m", {}) for s in drafts.segments(draft, drafts.VIDEO)):
            raise desk.refuse("no_transitions")
        times = _between(wish, desk, places) if wish.between else None
        yield from desk.edit("transition", lambda d: edits.separate(d, times))
        yield desk.tell("separated", length=clock(desk.length))
        return
    times = _between(wish, desk, places)
    duration = round(wish.seconds * 1000)
    _, made = edits.join(draft, wish.kind, duration, times)
    if not made:
        raise desk.refuse("nothing_to_join", thing=desk.voice.things(wish.of, 1))
    yield from desk.edit("transition", lambda d: edits.join(d, wish.kind, duration, times)[0], kind=wish.kind)
    kind, time = desk.voice.name(KINDS, wish.kind), _lengths(desk, duration)
    if made == 1:
        at = clock(times[0] / 1000)
        yield desk.tell("joined_one", kind=kind, time=time, at=at, length=clock(desk.length))
    else:
        yield desk.tell("joined", count=made, kind=kind, time=time, length=clock(desk.length))


def _lengths(desk: Desk, duration: int) -> str:
    """Return how long the transitions became: short clips leave room for short ones only."""
    found = [s["m"].get("transition") for s in drafts.segments(desk.draft(), drafts.VIDEO)]
    lengths = sorted(int(join["d"]) for join in found if join) or [duration]
    low, high = (round(length / 1000, 2) for length in (lengths[0], lengths[-1]))
    if low == high:
        return desk.voice.time(high)
    return f"{low:g}-{desk.voice.time(high)}"


def _between(wish: Transition, desk: Desk, places: Places) -> list[int]:
    """Return the times at which transitions are wanted."""
    if len(wish.between) == 2:
        one, other = sorted(places.spans(wish.between))
        if abs(one[1] - other[0]) > 1:
            raise desk.refuse("not_neighbours")
        return [other[0]]
    if len(wish.between) == 1:
        start, end = places.span(wish.between[0])
        return [time for time in (start, end) if 0 < time < places.length]
    times = edits.joints(desk.draft())
    if wish.of == "scene" or not times:
        times = [start for start, _ in places.scenes()][1:]
    return times
