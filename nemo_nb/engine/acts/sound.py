"""Volumes and songs, granted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine import edits
from nemo_nb.engine.acts.places import Places, clips
from nemo_nb.engine.steps import Say
from nemo_nb.engine.voice import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nemo_nb.engine.acts.desk import Desk
    from nemo_nb.engine.acts.places import Span
    from nemo_nb.engine.steps import Step
    from nemo_nb.engine.words.wishes import LoopSong, RemoveMusic, UseSong, Volume

Json = dict[str, Any]
_LOUDEST = 2.0


def volume(wish: Volume, desk: Desk) -> Iterator[Step]:
    """Set a volume, or change it."""
    draft = desk.draft()
    if wish.to is not None and not 0 <= wish.to <= _LOUDEST:
        raise desk.refuse("volume_limits")
    if wish.target == "music":
        yield from _music_volume(wish, desk, draft)
        return
    sounding = desk.sounding(draft)
    if not sounding:
        raise desk.refuse("no_sound")
    if not wish.parts:
        level = _level(wish, sounding[0])
        yield from desk.edit("set_volume", lambda d: edits.set_volume(d, "original", level), volume=level)
        yield desk.tell("muted") if level == 0 else desk.tell("own_volume", percent=round(level * 100))
        return
    places = Places(desk)
    spans = places.spans(wish.parts)
    there = _within(desk, draft, spans)
    if not there:
        raise desk.refuse("no_sound_there")
    level = _level(wish, there[0])

    def edit(draft: Json) -> Json:
        for span in spans:
            draft = edits.set_volume(draft, "original", level, span)
        return draft

    yield from desk.edit("set_volume", edit, volume=level)
    told = places.telling(spans, wish.parts)
    line = "part_muted" if level == 0 else "part_volume"
    yield Say(desk.say(line, part=told, percent=round(level * 100)) + places.note)


def _music_volume(wish: Volume, desk: Desk, draft: Json) -> Iterator[Step]:
    music = drafts.segments(draft, drafts.AUDIO, "music")
    if not music and edits.is_bed(draft):
        music = drafts.segments(draft, drafts.AUDIO, "song")
    if not music:
        raise desk.refuse("no_music")
    if wish.parts:
        raise desk.refuse("music_parts")
    level = _level(wish, music[0])
    yield from desk.edit("set_volume", lambda d: edits.set_volume(d, "music", level), volume=level)
    yield desk.tell("music_volume", percent=round(level * 100))


def _level(wish: Volume, segment: Json) -> float:
    now = float(segment.get("m", {}).get("volume", 1.0))
    by = wish.by or 1.0
    # Louder than nothing is something; quieter than nothing is nothing.
    level = wish.to if wish.to is not None else (now or (0.25 if by > 1 else 0.0)) * by
    return round(min(max(level, 0.0), _LOUDEST), 3)


def _within(desk: Desk, draft: Json, spans: list[Span]) -> list[Json]:
    return [
        segment
        for start, end, segment in clips(draft)
        if desk.has_sound(segment) and any(start < b and end > a for a, b in spans)
    ]


def remove_music(_: RemoveMusic, desk: Desk) -> Iterator[Step]:
    """Take the music away; under pictures a song is music too."""
    draft = desk.draft()
    role = (
        "music" if drafts.segments(draft, drafts.AUDIO, "music") else "song" if edits.is_bed(draft) else None
    )
    if role is None:
        raise desk.refuse("no_music")
    yield from desk.edit("remove_music", lambda d: drafts.remove(d, drafts.AUDIO, role))
    yield desk.tell("music_gone")


def use_song(wish: UseSong, desk: Desk) -> Iterator[Step]:
    """Let an uploaded song be the music."""
    if wish.file is not None:
        material = desk.file(wish.file)
    else:
        songs = [file for file in desk.files() if file.facts.get("kind") == "audio"]
        if not songs:
            raise desk.refuse("no_song")
        material = songs[-1]
    duration = round(float(material.facts["duration"]) * 1000)
    title = material.filename.rpartition(".")[0] or material.filename
    draft = desk.draft()
    under = any(
        desk.has_sound(s) and s["m"].get("volume", 1.0) > 0 for s in drafts.segments(draft, drafts.VIDEO)
    )
    meta = {"title": title, "volume": drafts.USUAL_VOLUME if under else 1.0}
    yield from desk.edit("set_music", lambda d: edits.use_song(d, material.hash, meta, duration), name=title)
    said = desk.say("song_used", name=material.filename)
    if duration + 50 < drafts.length(desk.draft()):
        said += desk.say("song_short", time=clock(duration / 1000))
    yield Say(said)


def loop_song(_: LoopSong, desk: Desk) -> Iterator[Step]:
    """Let the song repeat until the pictures end."""
    draft = desk.draft()
    songs = list(drafts.placed(drafts.segments(draft, drafts.AUDIO, "song")))
    if not songs:
        line = "long_enough" if drafts.segments(draft, drafts.AUDIO, "music") else "no_song"
        raise desk.refuse(line)
    if not drafts.segments(draft, drafts.VIDEO) or songs[0][1] >= drafts.length(draft):
        raise desk.refuse("long_enough")
    yield from desk.edit("loop_music", edits.repeat_song)
    yield desk.tell("looped", name=songs[0][2]["m"].get("title", ""), time=clock(desk.length))
