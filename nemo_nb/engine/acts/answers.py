"""Questions, answered from the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nemo_nb.engine import draft as drafts
from nemo_nb.engine import history
from nemo_nb.engine.acts.places import Places
from nemo_nb.engine.acts.talk import undo
from nemo_nb.engine.steps import Say
from nemo_nb.engine.voice import clock
from nemo_nb.engine.words.vocabulary import REMOVE, has
from nemo_nb.engine.words.wishes import Undo
from nemo_nb.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nemo_nb.engine.acts.desk import Desk
    from nemo_nb.engine.steps import Step
    from nemo_nb.engine.words.wishes import Ask


def ask(wish: Ask, desk: Desk) -> Iterator[Step]:
    """Answer a question from the timeline."""
    draft = desk.draft()
    if wish.about in ("help", "thanks", "spared") or wish.about in ("cost", "export", "ducking", "rights"):
        yield desk.tell(wish.about)
    elif wish.about in ("mind", "last"):
        said = history.last_wish(desk.store, desk.project.id)
        yield desk.tell("last_wish" if said else "nothing_done", said=said)
    elif wish.about == "back":
        yield from _back(desk)
    elif drafts.is_empty(draft):
        yield desk.tell("length_empty")
    elif wish.about == "music":
        yield from _music(desk)
    elif wish.about == "short":
        yield Say(_why_so_long(desk))
    elif wish.about == "rhythm":
        yield Say(_rhythm(desk))
    elif wish.about == "length":
        yield desk.tell("length", length=clock(desk.length), what=_summary(desk))
    elif wish.about == "scenes":
        rows = Places(desk).scenes()
        if len(rows) < 2:
            yield desk.tell("one_scene", length=clock(desk.length))
        else:
            spans = [f"{n}. {desk.voice.span(a / 1000, b / 1000)}" for n, (a, b) in enumerate(rows, start=1)]
            yield desk.tell("scenes", count=len(rows), list=desk.voice.listing(spans))
    elif desk.voice.chinese:
        yield desk.tell("length", length=clock(desk.length), what=_summary(desk))
    else:
        yield Say(Timeline(draft).summary)


def _summary(desk: Desk) -> str:
    """Return what is on the timeline, counted."""
    tracks = Timeline(desk.draft()).tracks
    chinese = desk.voice.chinese
    names = [desk.voice.tell(track.name) for track in tracks]
    rows = [(name, len(track.segments)) for name, track in zip(names, tracks, strict=True)]
    return desk.voice.listing([f"{name} {n}" if chinese else f"{n} × {name}" for name, n in rows])


def _back(desk: Desk) -> Iterator[Step]:
    """Take a removal back, if that is what came last."""
    if has(
        rf"{REMOVE}|\b(?:mute|cut|trim|clear|off)|静音|剪|清空",
        history.last_wish(desk.store, desk.project.id),
    ):
        yield from undo(Undo(), desk)
    else:
        yield desk.tell("what_back")


def _music(desk: Desk) -> Iterator[Step]:
    """Name the music: what was composed, or the song that came."""
    draft = desk.draft()
    for segment in drafts.segments(draft, drafts.AUDIO, "music"):
        piece = segment["m"].get("music") or {}
        if "label" in piece:
            told = [str(piece["label"]), f"{round(float(piece['bpm']))} BPM"]
            named = [desk.voice.tell(told[0]), told[1], desk.voice.key(str(piece["key"]))]
            players = desk.voice.listing(
                [desk.voice.tell(str(name)) for name in piece.get("instruments", ())]
            )
            yield desk.tell("music_is", piece=desk.voice.listing(named), players=players)
            return
    for segment in drafts.segments(draft, drafts.AUDIO, "song"):
        meta = segment["m"]
        song = desk.songs.of(str(meta["media"]), desk.cancel)
        line = "song_is" if song.beats else "song_is_free"
        yield desk.tell(line, name=meta.get("title", ""), bpm=round(song.bpm), length=clock(song.duration))
        return
    raise desk.refuse("no_music")


def _why_so_long(desk: Desk) -> str:
    draft = desk.draft()
    pictures = drafts.segments(draft, drafts.VIDEO)
    line = "why_length" if pictures else "why_length_music"
    return desk.say(line, length=clock(desk.length), count=len(pictures))


def _rhythm(desk: Desk) -> str:
    draft = desk.draft()
    if any("visual" in segment.get("m", {}) for segment in drafts.segments(draft, drafts.VIDEO)):
        return desk.say("on_rhythm")
    return desk.say("cut_on_rhythm" if draft["m"].get("made") else "no_rhythm")
