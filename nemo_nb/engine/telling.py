"""What is told of a piece besides how it differs from before: which wishes were left out, and why."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nemo_nb.timeline import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nemo_nb.engine.brief import Brief
    from nemo_nb.engine.music import Picture, Score

Told = tuple[str, dict[str, Any]]
"""A line of the voice, by its name, and what fills its gaps."""

_SLOWEST, _FASTEST = 30, 240
_BENDS = 0.005
_EXACT = 0.1  # s
_JOY = 0.4  # of the brief's valence: what “sadder” or “happier” asks for


def left_out(brief: Brief, score: Score, picture: Picture, then: dict[str, Any]) -> Iterator[Told]:
    """Yield the wishes of the brief's own words that the piece does not fulfil.

    Parameters
    ----------
    then
        ``music`` of the segment in whose place it comes; empty where there was no music.
    """
    from nemo_nb.engine.brief import Brief, read_brief
    from nemo_nb.engine.music.strangers import foreign, stranger

    before = [str(name) for name in then.get("instruments", ())]
    said = read_brief(brief.words, before=Brief(genre=brief.genre))
    strange = stranger(brief.words)
    if strange:
        yield "left_stranger", {"name": strange}
    genre = foreign(brief.words)
    if genre and then.get("genre") == score.genre:
        yield "left_genre", {"name": genre}
    bpm = _named_tempo(brief.words)
    if bpm is not None and not _SLOWEST <= bpm <= _FASTEST:
        yield "left_tempo", {"bpm": f"{bpm:g}", "slowest": _SLOWEST, "fastest": _FASTEST}
    begun = dict(score.entries)
    for name, at in said.entries:
        if name not in begun or at >= picture.duration:
            yield "left_entry", {"player": name, "time": clock(at), "end": clock(picture.duration)}
    waiting = {name for name, _ in said.entries}
    for name in said.instruments:
        if name not in waiting and not _plays(name, list(score.instruments)):
            yield "left_player", {"player": name, "length": clock(score.duration)}
    for name in said.excluded:
        if before and not _plays(name, before):
            yield "left_absent", {"player": name}
    for moment in (said.stop, said.peak):
        if moment is not None and moment > picture.duration:
            yield "left_moment", {"time": clock(moment), "end": clock(picture.duration)}
    was = then.get("brief", {}).get("valence")
    if was is not None and abs(brief.valence - was) >= _JOY and then.get("key") == score.key:
        line = "left_named" if brief.key else "left_mood"
        yield line, {"mood": "sadder" if brief.valence < was else "happier", "key": score.key}
    last = next((start for name, start, _ in score.sections if name == "end"), None)
    if said.stop and score.close and brief.ending == "button" and last and abs(last - said.stop) > _EXACT:
        yield "left_hit", {"time": clock(said.stop), "bpm": f"{score.bpm:g}", "at": clock(last)}
    if said.loop and not score.loop:
        yield (
            "left_loop",
            {"bpm": f"{score.bpm:g}", "length": clock(score.duration), "other": _looping(score)},
        )


def fitting(brief: Brief, before: Brief | None, duration: float) -> Brief:
    """Return the brief without the moments that its words set beyond the end of the music."""
    was = dict(before.entries) if before else {}
    late = {name for name, at in brief.entries if at >= duration and was.get(name) != at}
    usual = before.instruments if before else ()
    entries = [(name, was.get(name, -1.0) if name in late else at) for name, at in brief.entries]
    stop, peak = (
        at if at is None or at <= duration else earlier
        for at, earlier in (
            (brief.stop, before.stop if before else None),
            (brief.peak, before.peak if before else None),
        )
    )
    return replace(
        brief,
        entries=tuple(entry for entry in entries if entry[1] >= 0),
        instruments=tuple(i for i in brief.instruments if i not in late or i in usual),
        stop=stop,
        peak=peak,
    )


def bends(brief: Brief, score: Score) -> float | None:
    """Return by which share the tempo bends to meet the cuts, where the words named one and it matters."""
    from nemo_nb.engine.brief import read_brief

    if not brief.bpm or read_brief(brief.words).bpm != brief.bpm:
        return None
    beats, seconds = score.tempo.beats, score.tempo.seconds
    local = [
        60 * (b - a) / (t - s) / brief.bpm - 1
        for a, b, s, t in zip(beats, beats[1:-1], seconds, seconds[1:-1], strict=False)
        if s < t <= max(score.hits, default=0.0) + 0.01  # a soft ending slows down by itself
    ]
    most = max(map(abs, local), default=0.0)
    return most if most >= _BENDS else None


def _named_tempo(words: str) -> float | None:
    found = re.search(r"(?<![\d.:-])(\d+(?:\.\d+)?)\s*-?(?:bpm\b|beats per minute|拍)", words.casefold())
    return float(found[1]) if found else None


def _plays(name: str, instruments: list[str]) -> bool:
    from nemo_nb.engine.music.families import FAMILIES

    if name in ("drums", "percussion"):
        return any(instrument.endswith((" kit", " drums")) for instrument in instruments)
    return any(instrument == name or instrument in FAMILIES.get(name, ()) for instrument in instruments)


def _looping(score: Score) -> str:
    """Return the nearest tempo at which whole bars fill the piece."""
    bar = score.meter * 60
    return f"{max(1, round(score.duration * score.bpm / bar)) * bar / score.duration:.0f}"
