"""What was made is made again: a montage at another length or to other music, music at another length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nemo_nb.engine import draft as drafts
from nemo_nb.engine import edits
from nemo_nb.engine.acts.cutting import keep
from nemo_nb.engine.acts.making import make_video
from nemo_nb.engine.acts.music import LONGEST, music, wanted
from nemo_nb.engine.steps import Say
from nemo_nb.engine.voice import clock
from nemo_nb.engine.words.places import Moment, Times
from nemo_nb.engine.words.wishes import Keep, MakeVideo, Music

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nemo_nb.engine.acts.desk import Desk
    from nemo_nb.engine.brief import Brief
    from nemo_nb.engine.steps import Step
    from nemo_nb.engine.words.wishes import Last

Json = dict[str, Any]
_SAME_TEMPO = 0.5  # beats per minute


def last(wish: Last, desk: Desk) -> Iterator[Step]:
    """Let all of it last so long: a montage is made again, other pictures are cut, music is composed anew."""
    draft = desk.draft()
    if wish.seconds is None:
        if not draft.get("m", {}).get("made"):
            raise desk.refuse("no_montage")
        yield from _again(desk)
        return
    pictures = drafts.segments(draft, drafts.VIDEO)
    length = desk.length
    if not pictures and drafts.segments(draft, drafts.AUDIO, "music"):
        yield from music(
            Music(f"{wish.seconds:g} seconds long", new=False), desk, alone=True, level_follows=False
        )
    elif _untouched(draft) and wish.seconds <= LONGEST:
        yield from _again(desk, length=wish.seconds)
    elif wish.seconds <= length or not pictures or all("visual" in s.get("m", {}) for s in pictures):
        yield from keep(Keep((Times(None, Moment(wish.seconds)),)), desk)
    else:
        line = "longer_edited" if draft.get("m", {}).get("made") else "longer"
        if line == "longer" and length < edits.SLOWEST * wish.seconds:
            line = "much_longer"
        raise desk.refuse(line, length=clock(length), asked=f"{wish.seconds:g}")


def music_and_cuts(wish: Music, desk: Desk, *, alone: bool, level_follows: bool) -> Iterator[Step]:
    """Change the music; a montage that nobody has touched since is cut to it again."""
    draft = desk.draft()
    playing = drafts.segments(draft, drafts.AUDIO, "music")
    made = bool(draft.get("m", {}).get("made"))
    if playing and _untouched(draft):
        yield from _again(desk, brief=wanted(wish, desk, alone=alone))
        now = drafts.segments(desk.draft(), drafts.AUDIO, "music")
        told = desk.voice.differs(playing[0]["m"], now[0]["m"]) if now else ""
        yield Say(("" if desk.voice.chinese else " ") + (told or desk.say("music_ready")))
        return
    yield from music(wish, desk, alone=alone, level_follows=level_follows)
    if made and playing and abs(_tempo(desk.draft()) - _tempo(draft)) > _SAME_TEMPO:
        yield Say(("" if desk.voice.chinese else " ") + desk.say("cuts_stay"))


def _again(desk: Desk, *, length: float | None = None, brief: Brief | None = None) -> Iterator[Step]:
    draft = desk.draft()
    made = draft["m"]["made"]
    shapes = {size: shape for shape, size in edits.CANVASES.items()}
    shape = shapes.get((draft["m"].get("width"), draft["m"].get("height"))) or shapes.get(
        tuple(made["shape"])
    )
    wish = MakeVideo(
        made["text"],
        length or drafts.length(draft) / 1000,
        shape,
        transition=made.get("transition"),
        again=True,
    )
    yield from make_video(wish, desk, brief)
    if length is not None and abs(desk.length - length) > 0.1:
        yield Say(("" if desk.voice.chinese else " ") + desk.say("song_ends", length=clock(desk.length)))


def _untouched(draft: Json) -> bool:
    """Whether the pictures are a montage as it was made."""
    made = draft.get("m", {}).get("made")
    return isinstance(made, dict) and made.get("seen") == edits.seen(draft)


def _tempo(draft: Json) -> float:
    segments = drafts.segments(draft, drafts.AUDIO, "music")
    return float(segments[0]["m"].get("music", {}).get("bpm", 0.0)) if segments else 0.0
