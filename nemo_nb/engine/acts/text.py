"""Words over the picture, granted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine import edits
from nemo_nb.engine.acts.places import Places
from nemo_nb.engine.steps import Say
from nemo_nb.engine.voice import clock
from nemo_nb.engine.voice.words import BACKGROUNDS, COLOURS, PLACES, TEXTS
from nemo_nb.engine.words.places import Moment, Times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nemo_nb.engine.acts.desk import Desk
    from nemo_nb.engine.acts.places import Span
    from nemo_nb.engine.steps import Step
    from nemo_nb.engine.words.places import Part
    from nemo_nb.engine.words.wishes import AddText, ChangeText, RemoveText, Subtitles, TextLook

Json = dict[str, Any]

_USUAL = {"title": 3.0, "lower": 4.0, "caption": 3.0, "subtitle": 3.0, "card": 3.0}  # s
_ACROSS = {"left": 0.22, "right": 0.78}
_DOWN = {"top": 0.14, "bottom": 0.86, "center": 0.5}


def _keys(look: TextLook) -> Json:
    """Return a text's look by the draft's keys; places beside the middle become shares of the canvas."""
    keys: Json = look.keys()
    place = look.position
    if place and " " in place:
        down, across = place.split()
        keys["position"] = [_ACROSS[across], _DOWN[down]]
    return keys


def add_text(wish: AddText, desk: Desk) -> Iterator[Step]:
    """Show words."""
    from nemo_nb.engine.render.titles import missing_glyphs

    if not drafts.length(desk.draft()):
        raise desk.refuse("no_clip")
    places = Places(desk)
    draft = desk.draft()
    texts = drafts.segments(draft, drafts.TEXT)
    part = wish.part
    if wish.after and texts:
        # The words that came with the same message, a moment ago.
        before = int(texts[-1]["m"].get("start", 0)) + int(texts[-1]["d"])
        if before >= places.length:
            raise desk.refuse("no_time_left", text=wish.text)
        part = Times(Moment(before / 1000))
    start, end = _times(part, wish.duration or _USUAL[wish.kind], wish.duration is not None, places)
    looks = _keys(wish.look)
    if wish.look.grow is not None:
        size = looks.get("size") or edits.TEXT_LOOKS[wish.kind]["size"]
        looks["size"] = round(min(max(float(size) * wish.look.grow, 0.02), 0.5), 4)
    yield from desk.edit(
        "add_title",
        lambda d: edits.add_text(d, wish.text, start, end - start, wish.kind, **looks),
        text=wish.text,
    )
    kind = desk.voice.name(TEXTS, wish.kind)
    text = _one_line(wish.text)
    said = desk.say("titled", kind=kind, text=text, start=clock(start / 1000), end=clock(end / 1000))
    left = {segment["m"]["text"] for segment in drafts.segments(desk.draft(), drafts.TEXT)}
    for gone in (segment for segment in texts if segment["m"]["text"] not in left):
        said += desk.say("instead_of", text=_one_line(gone["m"]["text"]))
    missing = missing_glyphs(wish.text)
    yield Say(said + (desk.say("missing", glyphs=" ".join(missing)) if missing else "") + places.note)


def _one_line(text: str) -> str:
    return text.replace("\n", " / ")


def _times(part: Part | None, usual: float, told: bool, places: Places) -> Span:
    """Return when words are shown: an open end lasts as long as is usual, or as was told."""
    length = round(usual * 1000)
    if part is None:
        return 0, min(length, places.length)
    start, end = places.span(part)
    opened = isinstance(part, Times) and part.start is not None and part.end is None and not part.start.share
    if opened or told:
        end = min(start + length, places.length)
    return start, end


def change_text(wish: ChangeText, desk: Desk) -> Iterator[Step]:
    """Change words that are there."""
    draft = desk.draft()
    chosen = _chosen(wish.kind, wish.named, draft, last=wish.kind is None and wish.named is None)
    chosen = _numbered(chosen, wish.number, draft)
    found = [s for s in drafts.segments(draft, drafts.TEXT) if chosen(s)]
    if not found:
        raise desk.refuse("no_text")
    values: Json = _keys(wish.look)
    if wish.look.grow is not None:
        values["grow"] = wish.look.grow
    if wish.text is not None:
        values["text"] = wish.text
    if wish.part is not None or wish.duration is not None:
        places = Places(desk)
        usual = wish.duration or found[0]["d"] / 1000
        part = wish.part or Times(None, None)
        if wish.part is None:
            start = int(found[0]["m"].get("start", 0))
            end = min(start + round(usual * 1000), places.length)
        else:
            start, end = _times(part, usual, wish.duration is not None, places)
        values |= {"start": start, "d": end - start}
    yield from desk.edit("change_title", lambda d: edits.change_text(d, chosen, **values))
    now = next(s for s in drafts.segments(desk.draft(), drafts.TEXT) if s.get("id") == found[0].get("id"))
    kind = desk.voice.name(TEXTS, str(now["m"].get("kind", "title")))
    yield desk.tell("retitled", kind=kind, text=now["m"]["text"], changes=_changes(desk, found[0], now))


def _changes(desk: Desk, then: Json, now: Json) -> str:
    """Return what is different about a text, in words."""
    zh = desk.voice.chinese
    said: list[str] = []
    old, new = then["m"], now["m"]
    if old.get("text") != new.get("text"):
        said.append(f"之前是“{old.get('text')}”" if zh else f"was “{old.get('text')}”")
    if old.get("position") != new.get("position"):
        place = new["position"]
        shares = isinstance(place, list)
        name = desk.voice.name(PLACES, _corner(place) if shares else str(place))
        said.append(name)
    if old.get("size") != new.get("size"):
        bigger = new["size"] > old.get("size", 0)
        size = f"{new['size'] * 100:.0f} %"
        how = ("大一些", "larger") if bigger else ("小一些", "smaller")
        said.append(f"{how[0]}（画面高度的 {size}）" if zh else f"{how[1]} ({size} of the picture's height)")
    said += [
        desk.voice.name(table, str(new[key]))
        for key, table in (("color", COLOURS), ("background", BACKGROUNDS))
        if old.get(key) != new.get(key)
    ]
    spans = [(s["m"].get("start", 0), s["d"]) for s in (then, now)]
    if spans[0] != spans[1]:
        start, length = spans[1]
        said.append(desk.voice.span(start / 1000, (start + length) / 1000))
    return desk.voice.listing(said) or ("没有变化" if zh else "unchanged")


def _corner(place: list[float]) -> str:
    down = "top" if place[1] < 0.4 else "bottom" if place[1] > 0.6 else "center"
    return f"{down} {'left' if place[0] < 0.5 else 'right'}"


def _chosen(
    kind: str | None, named: str | None, draft: Json, *, last: bool = False
) -> Callable[[Json], bool]:
    """Return what tells the texts that are meant: by their words, their kind, or the last one that came."""
    texts = drafts.segments(draft, drafts.TEXT)
    if named is not None:
        wanted = named.casefold()
        return lambda s: wanted in str(s.get("m", {}).get("text", "")).casefold()
    kinds = {kind, "title"} if kind == "card" else {kind}
    if kind is not None:
        if kind in ("caption", "subtitle"):
            kinds = {"caption", "subtitle"}
        same = [s for s in texts if s.get("m", {}).get("kind", "title") in kinds]
        if same:
            return lambda s: s.get("m", {}).get("kind", "title") in kinds
        return lambda _: False
    if last and texts:
        name = texts[-1].get("id")
        return lambda s: s.get("id") == name
    return lambda _: True


def _numbered(chosen: Callable[[Json], bool], number: int | None, draft: Json) -> Callable[[Json], bool]:
    """Return what tells one of the texts that are meant, in the order in which they are shown."""
    if number is None:
        return chosen
    found = [s for _, _, s in drafts.placed(drafts.segments(draft, drafts.TEXT)) if chosen(s)]
    found.sort(key=lambda s: int(s["m"].get("start", 0)))
    at = number - 1 if number > 0 else len(found) + number
    name = found[at].get("id") if 0 <= at < len(found) else None
    return lambda s: name is not None and s.get("id") == name


def remove_text(wish: RemoveText, desk: Desk) -> Iterator[Step]:
    """Take words away."""
    draft = desk.draft()
    texts = drafts.segments(draft, drafts.TEXT)
    if not texts:
        raise desk.refuse("no_title")
    chosen = _chosen(wish.kind, wish.named, draft, last=wish.newest)
    if wish.kind == "title" and not any(map(chosen, texts)):
        chosen = _chosen(None, None, draft)
    chosen = _numbered(chosen, wish.number, draft)
    gone = [segment["m"]["text"] for segment in texts if chosen(segment)]
    if not any(map(chosen, texts)):
        raise desk.refuse("no_text")
    yield from desk.edit("remove_titles", lambda d: edits.remove_text(d, chosen))
    if len(gone) == 1 or wish.named is not None:
        yield desk.tell("text_gone", text=_one_line(wish.named or gone[0]))
    else:
        yield desk.tell("subtitles_gone" if wish.kind in ("subtitle", "caption") else "titles_gone")


def subtitles(wish: Subtitles, desk: Desk) -> Iterator[Step]:
    """Show subtitles that came with the message."""
    from nemo_nb.engine.render.titles import missing_glyphs

    if not wish.cues:
        raise desk.refuse("need_cues")
    length = drafts.length(desk.draft())
    if not length:
        raise desk.refuse("no_clip")
    rows = [(round(a * 1000), min(round(b * 1000), length), text) for a, b, text in wish.cues]
    cues = [edits.Cue(start, end, text) for start, end, text in rows if start < length and end > start]
    if not cues:
        raise desk.refuse("beyond", time=clock(wish.cues[0][0]), length=clock(length / 1000))
    looks = _keys(wish.look)
    yield from desk.edit("add_subtitles", lambda d: edits.set_subtitles(d, cues, **looks), count=len(cues))
    said = desk.say(
        "subtitled", count=len(cues), start=clock(cues[0].start / 1000), end=clock(cues[-1].end / 1000)
    )
    if len(cues) < len(wish.cues):
        said += desk.say("subtitles_beyond", count=len(wish.cues) - len(cues), length=clock(length / 1000))
    missing = missing_glyphs("".join(cue.text for cue in cues))
    yield Say(said + (desk.say("missing", glyphs=" ".join(missing)) if missing else ""))
