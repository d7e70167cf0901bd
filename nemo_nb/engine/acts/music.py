"""Music composed for the timeline, changed, and fitted again when the timeline's length has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine import edits, telling
from nemo_nb.engine import score as scores
from nemo_nb.engine.acts.desk import RefusedError
from nemo_nb.engine.acts.places import Places
from nemo_nb.engine.picture import Facts
from nemo_nb.engine.picture.analysis import Analysis
from nemo_nb.engine.steps import Call, Done, Say
from nemo_nb.engine.voice import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nemo_nb.engine.acts.desk import Desk
    from nemo_nb.engine.brief import Brief
    from nemo_nb.engine.music import Picture, Score
    from nemo_nb.engine.steps import Step
    from nemo_nb.engine.words.wishes import Music, PlaceMusic

Json = dict[str, Any]

LONGEST = 3600.0  # s of music; an hour takes 1.4 GB while it is played


def music(wish: Music, desk: Desk, *, alone: bool, level_follows: bool) -> Iterator[Step]:
    """Compose music, or change what plays. Words that mean nothing to the composer are named.

    Parameters
    ----------
    alone
        Whether nothing else was asked for.
    level_follows
        Whether a volume was said too, which tells itself.
    """
    aloud = not drafts.segments(desk.draft(), drafts.AUDIO, "music")
    yield from compose(wanted(wish, desk, alone=alone), desk, aloud=aloud, level=not level_follows)


def wanted(wish: Music, desk: Desk, *, alone: bool) -> Brief:
    """Return what the music is to be.

    Raises
    ------
    RefusedError
        The words mean nothing to the composer, or nothing that he can play.
    """
    from nemo_nb.engine.brief import Brief, read_brief
    from nemo_nb.engine.music.strangers import foreign, stranger

    draft = desk.draft()
    playing = drafts.segments(draft, drafts.AUDIO, "music")
    brief: Brief | None = None
    if playing and (not wish.new or scores.asks_other(wish.text)):
        brief = scores.revise(playing[0], wish.text, other=wish.other)
    elif wish.new or scores.says_something(wish.text) or (wish.named and not playing):
        brief = read_brief(wish.text, seed=scores.seed_for(draft, wish.text))
    if brief is None:
        player, genre = stranger(wish.text), foreign(wish.text)
        if player or genre:
            raise desk.refuse("no_player" if player else "no_genre", name=player or genre)
        change = scores.change(Brief(), wish.text, other=wish.other)
        if not alone and not change:
            raise desk.refuse("part_unknown", words=wish.text)
        raise desk.refuse(("music_same" if playing else "no_music") if change else "cannot")
    return brief


def compose(brief: Brief, desk: Desk, *, aloud: bool, level: bool = True) -> Iterator[Step]:
    """Compose for what is on the timeline and put the music under it."""
    analyses: dict[str, Analysis] = {}
    for segment in drafts.segments(desk.draft(), drafts.VIDEO):
        digest = segment.get("m", {}).get("media")
        if isinstance(digest, str) and digest not in analyses:
            yield from _listen(digest, desk, analyses, aloud=aloud)
    picture = scores.picture_of(desk.draft(), analyses, brief)
    if picture.duration > LONGEST:
        raise desk.refuse("too_long")
    before = drafts.segments(desk.draft(), drafts.AUDIO, "music")
    then: Json = before[0].get("m", {}) if before else {}
    wished = brief
    brief = scores.fitting(brief, then, picture)
    score = scores.write(brief, picture)
    if scores.unheard(score, brief, then):
        left = _left_out(wished, score, picture, then, desk)
        raise RefusedError(_joined([desk.say("music_unheard"), left], desk))
    meta: Json = {}
    yield from play(score, brief, picture, desk, meta, then)
    old = then.get("media")
    first, rest = then.get("silent") or (0, 0)

    def edit(draft: Json) -> Json:
        own = old is None and drafts.segments(draft, drafts.AUDIO, "song")
        draft = scores.place(draft, meta, picture)
        if not own:  # visuals of somebody's song stay with the song
            draft = edits.follow_music(draft, old, meta["media"])
        end = round(picture.duration * 1000) - rest
        return (
            edits.place_music(draft, first, end, move=False)
            if 0 <= first < end and (first or rest)
            else draft
        )

    yield desk.save("compose_music", edit)
    yield Say(told(then, score, wished, picture, desk, level=level))


def play(
    score: Score, brief: Brief, picture: Picture, desk: Desk, meta: Json, then: Json | None = None
) -> Iterator[Step]:
    """Play a piece and keep its sound; ``meta`` is filled with what its segment says.

    ``then`` is the ``m`` of the music in whose place it comes.
    """
    from nemo_nb.engine.music.strangers import nearest_for

    fresh = (then or {}).get("music", {}).get("genre") != score.genre
    asked = nearest_for(brief.words, score.genre) if fresh else None
    yield Say(desk.voice.composing(score, asked))
    yield Call("compose_music", {"genre": score.genre, "bpm": score.bpm, "key": score.key})
    meta |= scores.record(
        score, brief, picture, desk.project.id, desk.store, desk.library, desk.cancel, asked
    )


def refit(desk: Desk) -> Iterator[Step]:
    """Compose the music again when the picture's length has changed: cut off, it would have no end.

    It belongs to the edit before it: an undo takes both back.
    """
    from nemo_nb.engine.brief import Brief

    draft = desk.draft()
    playing = drafts.segments(draft, drafts.AUDIO, "music")
    material = [*drafts.segments(draft, drafts.VIDEO), *drafts.segments(draft, drafts.AUDIO, "song")]
    whole = playing[0]["d"] + sum(playing[0]["m"].get("silent") or ()) if playing else 0
    if playing and material and whole != drafts.length(draft):
        brief = playing[0].get("m", {}).get("music", {}).get("brief")
        if not brief:
            return
        yield Say("\n" + desk.say("fitting"))
        yield from compose(Brief.from_json(brief), desk, aloud=False)


def place_music(wish: PlaceMusic, desk: Desk) -> Iterator[Step]:
    """Let the music begin later, or be silent at the end."""
    draft = desk.draft()
    playing = drafts.segments(draft, drafts.AUDIO, "music")
    move = not playing and edits.is_bed(draft)
    if not playing and not move:
        raise desk.refuse("no_music")
    length = drafts.length(draft)
    now = (playing or drafts.segments(draft, drafts.AUDIO, "song"))[0]
    silent = now["m"].get("silent") or (now["m"].get("start", 0), 0)
    start = silent[0] if wish.start is None else round(wish.start * 1000)
    end = length - (silent[1] if wish.rest is None else round(wish.rest * 1000))
    if wish.part is not None:
        start, end = Places(desk).span(wish.part)
    if end - start < _SHORTEST:
        raise desk.refuse("music_nowhere", length=clock(length / 1000))
    yield from desk.edit("place_music", lambda d: edits.place_music(d, start, end, move=move))
    line = "music_moved" if move else "music_placed"
    yield desk.tell(line, start=clock(start / 1000), end=clock(end / 1000))


_SHORTEST = 500  # ms of music that must be left


def _listen(digest: str, desk: Desk, analyses: dict[str, Analysis], *, aloud: bool) -> Iterator[Step]:
    material = desk.store.material(digest)
    if material is None:
        return
    facts = Facts.from_json(material.facts)
    if facts.kind == "image":
        analyses[digest] = Analysis()
        return
    if aloud:
        yield desk.tell("hearing", name=material.filename)
        yield Call("analyze_media", {"filename": material.filename})
    analysis = analyses[digest] = desk.analysis(digest)
    if aloud:
        found = {"scenes": len(analysis.cuts) + 1, "speech": len(analysis.speech)}
        yield Done("analyze_media", found)
        yield Say(desk.voice.heard(facts, analysis))


def told(then: Json, score: Score, brief: Brief, picture: Picture, desk: Desk, *, level: bool) -> str:
    """Return what is different about the music now, and what of the wish was left out.

    ``then`` is the ``m`` of the music that played before, empty where there was none.
    """
    now: Json = drafts.segments(desk.draft(), drafts.AUDIO, "music")[0]["m"]
    music = then.get("music", {})
    if music.get("brief") and _wish(music["brief"]) == _wish(brief.to_json()):
        # Nobody asked for a difference: it was only fitted anew.
        return _under(now, picture, desk, level=level)
    under = _under(now, picture, desk, level=level)
    told = under if not music else desk.voice.differs(then, now) or desk.say("music_ready")
    bend = telling.bends(brief, score)
    bent = desk.say("music_bends", percent=f"{100 * bend:.1f}") if bend else ""
    return _joined([told, bent, _left_out(brief, score, picture, then, desk)], desk)


def _left_out(brief: Brief, score: Score, picture: Picture, then: Json, desk: Desk) -> str:
    return desk.voice.left_out(list(telling.left_out(brief, score, picture, then.get("music", {}))))


def _joined(sentences: list[str], desk: Desk) -> str:
    return ("" if desk.voice.chinese else " ").join(sentence for sentence in sentences if sentence)


def _wish(brief: Json) -> Json:
    return {key: value for key, value in brief.items() if key != "words"}


def _under(now: Json, picture: Picture, desk: Desk, *, level: bool) -> str:
    under = any(segment.get("m", {}).get("volume", 1.0) > 0 for segment in desk.sounding(desk.draft()))
    volume = now["volume"] if level else None
    return desk.voice.composed(under=under, ducked=under and bool(picture.speech), volume=volume)
