"""What is heard: volumes of parts, a song instead of the music, a song that repeats. Times are ms."""

from __future__ import annotations

import copy
from typing import Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine.edits.frame import change_part

Json = dict[str, Any]
Span = tuple[int, int]
_EDGE = 400  # ms in which music comes and goes where it was not composed to


def set_volume(draft: Json, target: str, volume: float, span: Span | None = None) -> Json:
    """Return the draft with the clips' own sound (``original``) or the ``music`` at a volume.

    In a project with music, a song that was uploaded counts as original sound; alone under pictures it is the
    music.
    """
    if target == "original":
        draft = change_part(draft, span, lambda _, meta: meta.update(volume=volume))
        if span is None and not is_bed(draft):
            draft = drafts.set_meta(draft, drafts.AUDIO, "song", volume=volume)
        return draft
    draft = drafts.set_meta(draft, drafts.AUDIO, "music", volume=volume)
    return drafts.set_meta(draft, drafts.AUDIO, "song", volume=volume) if is_bed(draft) else draft


def is_bed(draft: Json) -> bool:
    """Return whether a song that was uploaded is the music: under pictures, and no other music there."""
    pictures = drafts.segments(draft, drafts.VIDEO)
    song = drafts.segments(draft, drafts.AUDIO, "song")
    return bool(pictures and song) and not drafts.segments(draft, drafts.AUDIO, "music")


def use_song(draft: Json, digest: str, meta: Json, duration: int) -> Json:
    """Return the draft with this song as its only music from the start, no longer than the pictures."""
    draft = drafts.remove(drafts.remove(draft, drafts.AUDIO, "music"), drafts.AUDIO, "song")
    length = drafts.length(draft) if drafts.segments(draft, drafts.VIDEO) else 0
    track = drafts.track_for(draft, drafts.AUDIO, "song")
    values = {**meta, "media": digest, "kind": "audio", "role": "song", "start": 0, "in": 0}
    d = min(duration, length) if length else duration
    track["sg"] = [{"id": drafts.name_for(draft), "d": d, "m": values}]
    return drafts.fitted(draft)


def repeat_song(draft: Json) -> Json:
    """Return the draft with its song repeating for as long as there are pictures."""
    draft = copy.deepcopy(draft)
    length = drafts.length(draft)
    for start, _, segment in list(drafts.placed(drafts.segments(draft, drafts.AUDIO, "song")))[:1]:
        segment["m"] |= {"start": start, "loop": True}
        segment["d"] = max(length - start, int(segment["d"]))
    return drafts.fitted(draft)


def place_music(draft: Json, start: int, end: int, *, move: bool) -> Json:
    """Return the draft with its music heard from ``start`` to ``end`` only.

    Music composed for the pictures stays where it is, so that it meets their cuts; with ``move`` it is a
    song, which begins with its own beginning.
    """
    draft = copy.deepcopy(draft)
    role = "song" if move else "music"
    for segment in drafts.segments(draft, drafts.AUDIO, role):
        meta = segment["m"]
        if move:
            meta["start"] = start
            segment["d"] = min(int(segment["d"]), end - start)
        else:
            whole = int(segment["d"]) + sum(meta.get("silent", (0, 0)))
            meta |= {"start": start, "in": start, "silent": [start, whole - end]}
            segment["d"] = end - start
            for fade, cut in (("fade_in", start > 0), ("fade_out", end < whole)):
                if cut:
                    meta[fade] = max(int(meta.get(fade, 0)), _EDGE)
                elif meta.get(fade) == _EDGE:
                    del meta[fade]
    return drafts.fitted(draft)
