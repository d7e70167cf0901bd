"""Wishes granted: each act looks at the timeline, edits it, and says what it did. One file per subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nemo_nb.engine.acts import answers, cutting, making, overlay, picture, remaking, sound, talk, text
from nemo_nb.engine.acts.desk import Desk, RefusedError
from nemo_nb.engine.acts.music import place_music, refit
from nemo_nb.engine.words import wishes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nemo_nb.engine.steps import Step

__all__ = ["Desk", "RefusedError", "grant", "refit"]

_ACTS: dict[type[wishes.Wish], Callable[[Any, Desk], Iterator[Step]]] = {
    wishes.Keep: cutting.keep,
    wishes.CutOut: cutting.cut_out,
    wishes.Shorten: cutting.shorten,
    wishes.Split: cutting.split,
    wishes.Move: cutting.move,
    wishes.Swap: cutting.swap,
    wishes.Order: cutting.order,
    wishes.Repeat: cutting.repeat,
    wishes.Speed: cutting.speed,
    wishes.Reframe: picture.reframe,
    wishes.Rotate: picture.rotate,
    wishes.Flip: picture.flip,
    wishes.Crop: picture.crop,
    wishes.Drift: picture.drift,
    wishes.Look: picture.look,
    wishes.Fade: picture.fade,
    wishes.Transition: picture.transition,
    wishes.AddText: text.add_text,
    wishes.ChangeText: text.change_text,
    wishes.RemoveText: text.remove_text,
    wishes.Subtitles: text.subtitles,
    wishes.Overlay: overlay.overlay,
    wishes.RemoveOverlay: overlay.remove_overlay,
    wishes.Volume: sound.volume,
    wishes.RemoveMusic: sound.remove_music,
    wishes.UseSong: sound.use_song,
    wishes.PlaceMusic: place_music,
    wishes.Last: remaking.last,
    wishes.LoopSong: sound.loop_song,
    wishes.MakeVideo: making.make_video,
    wishes.Restyle: making.restyle,
    wishes.Undo: talk.undo,
    wishes.Redo: talk.redo,
    wishes.Clear: talk.clear,
    wishes.Ask: answers.ask,
    wishes.Impossible: talk.impossible,
}


def grant(wish: wishes.Wish, desk: Desk, together: list[wishes.Wish]) -> Iterator[Step]:
    """Yield the steps of granting one wish of a message; ``together`` are all of them.

    Raises
    ------
    RefusedError
        It cannot be granted; nothing was changed.
    """
    if isinstance(wish, wishes.Music):
        level = any(isinstance(other, wishes.Volume) and other.target == "music" for other in together)
        yield from remaking.music_and_cuts(wish, desk, alone=len(together) == 1, level_follows=level)
        return
    if isinstance(wish, wishes.Unknown):
        yield from talk.unknown(wish, desk, alone=len(together) == 1)
        return
    yield from _ACTS[type(wish)](wish, desk)
