"""Edits on a draft: pure functions, one file per subject. Each returns a new draft; times are integer ms."""

from nemo_nb.engine.edits.cutting import change_speed, cut_out, keep, move, reorder, repeat, split, swap
from nemo_nb.engine.edits.frame import (
    CANVASES,
    borders,
    crop,
    drift,
    flip,
    focus,
    look,
    plain,
    reframe,
    rotate,
)
from nemo_nb.engine.edits.joins import fade, join, joints, separate
from nemo_nb.engine.edits.making import (
    change_visual,
    dissolve,
    follow_music,
    seen,
    set_pictures,
    words_within,
)
from nemo_nb.engine.edits.overlay import (
    add_overlay,
    box_for,
    change_overlays,
    remove_overlays,
    take_from_pictures,
)
from nemo_nb.engine.edits.pieces import FASTEST, SLOWEST
from nemo_nb.engine.edits.sound import is_bed, place_music, repeat_song, set_volume, use_song
from nemo_nb.engine.edits.text import LOOKS as TEXT_LOOKS
from nemo_nb.engine.edits.text import Cue, add_text, change_text, remove_text, set_subtitles

__all__ = [
    "CANVASES",
    "FASTEST",
    "SLOWEST",
    "TEXT_LOOKS",
    "Cue",
    "add_overlay",
    "add_text",
    "borders",
    "box_for",
    "change_overlays",
    "change_speed",
    "change_text",
    "change_visual",
    "crop",
    "cut_out",
    "dissolve",
    "drift",
    "fade",
    "flip",
    "focus",
    "follow_music",
    "is_bed",
    "join",
    "joints",
    "keep",
    "look",
    "move",
    "place_music",
    "plain",
    "reframe",
    "remove_overlays",
    "remove_text",
    "reorder",
    "repeat",
    "repeat_song",
    "rotate",
    "seen",
    "separate",
    "set_pictures",
    "set_subtitles",
    "set_volume",
    "split",
    "swap",
    "take_from_pictures",
    "use_song",
    "words_within",
]
