"""What can be asked for, as data. Times are seconds; a part of the timeline is told in a person's terms.

Where the timeline's length or its scenes are needed to know what was meant, a wish keeps the words' meaning
(“the last scene”), and whoever grants it looks at the timeline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from nemo_nb.engine.words.conversation import Ask as Ask
from nemo_nb.engine.words.conversation import Clear as Clear
from nemo_nb.engine.words.conversation import Impossible as Impossible
from nemo_nb.engine.words.conversation import Redo as Redo
from nemo_nb.engine.words.conversation import Undo as Undo
from nemo_nb.engine.words.conversation import Unknown as Unknown
from nemo_nb.engine.words.conversation import Wish as Wish

if TYPE_CHECKING:
    from nemo_nb.engine.words.places import Moment, Part, Parts


# Cutting


@dataclass(frozen=True, slots=True)
class Keep(Wish):
    """Only these parts stay."""

    parts: Parts


@dataclass(frozen=True, slots=True)
class CutOut(Wish):
    """These parts go."""

    parts: Parts


@dataclass(frozen=True, slots=True)
class Shorten(Wish):
    """A part is cut ``to`` so many seconds, or ``by`` so many, at its end."""

    parts: Parts
    to: float | None = None
    by: float = 0.0


@dataclass(frozen=True, slots=True)
class Split(Wish):
    """Cut in two at these moments; at every scene when there are none."""

    at: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class Move(Wish):
    """A part goes ``before`` or ``after`` another, or to the ``start`` or the ``end``."""

    part: Part
    where: Literal["start", "end", "before", "after"]
    anchor: Part | None = None


@dataclass(frozen=True, slots=True)
class Swap(Wish):
    """Two parts change places."""

    one: Part
    other: Part


@dataclass(frozen=True, slots=True)
class Order(Wish):
    """A new order of the clips or scenes, by number from 1; empty for the opposite or a random order."""

    numbers: tuple[int, ...]
    of: Literal["scene", "clip"] = "clip"
    shuffled: bool = False


@dataclass(frozen=True, slots=True)
class Repeat(Wish):
    """A part is shown so many times in a row."""

    parts: Parts
    times: int


@dataclass(frozen=True, slots=True)
class Speed(Wish):
    """Times ``by``, or ``to`` that speed, or so fast that it takes ``length`` seconds."""

    parts: Parts = ()
    by: float | None = None
    to: float | None = None
    length: float | None = None


# The frame and the look


@dataclass(frozen=True, slots=True)
class Reframe(Wish):
    """Another shape of the canvas, its borders, and whether the pictures fill it."""

    shape: tuple[int, int] | None = None
    fill: str | None = None
    fit: Literal["fit", "fill"] | None = None


@dataclass(frozen=True, slots=True)
class Rotate(Wish):
    """Clockwise, degrees; 0 is as it was filmed."""

    degrees: int
    parts: Parts = ()


@dataclass(frozen=True, slots=True)
class Flip(Wish):
    """Mirrored left to right (``h``) or top to bottom (``v``)."""

    axis: Literal["h", "v"]
    parts: Parts = ()


@dataclass(frozen=True, slots=True)
class Crop(Wish):
    """Only this share (x, y, width, height) of the picture is shown; None is all of it."""

    box: tuple[float, float, float, float] | None
    parts: Parts = ()


@dataclass(frozen=True, slots=True)
class Drift(Wish):
    """Photos move slowly; None stops them."""

    motion: str | None
    parts: Parts = ()


@dataclass(frozen=True, slots=True)
class Look(Wish):
    """A named look, brightness and the like by so much, or with neither the picture as it was filmed."""

    name: str | None = None
    nudges: tuple[tuple[str, float], ...] = ()
    parts: Parts = ()


# Joins


@dataclass(frozen=True, slots=True)
class Fade(Wish):
    """A fade ``in`` or ``out``, of the ``picture`` with its sound, or of the ``music``; 0 s takes it away."""

    side: Literal["in", "out"]
    target: Literal["picture", "music"]
    seconds: float


@dataclass(frozen=True, slots=True)
class Transition(Wish):
    """Between all clips, all scenes, or two neighbours; an empty kind takes transitions away."""

    kind: str
    seconds: float
    between: Parts = ()
    of: Literal["clip", "scene"] = "clip"


# Words over the picture


@dataclass(frozen=True, slots=True)
class TextLook:
    """How words are shown; None leaves it as it is or as is usual."""

    position: str | None = None
    size: float | None = None
    grow: float | None = None
    color: str | None = None
    background: str | None = None

    def keys(self) -> dict[str, object]:
        """Return what is said, by the draft's keys."""
        names = ("position", "size", "color", "background")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


@dataclass(frozen=True, slots=True)
class AddText(Wish):
    """Show words; ``part`` None is the start, ``duration`` None the usual; ``after`` is after other words."""

    text: str
    kind: str = "title"
    part: Part | None = None
    duration: float | None = None
    look: TextLook = field(default_factory=TextLook)
    after: bool = False


@dataclass(frozen=True, slots=True)
class ChangeText(Wish):
    """Other words, another look or other times for the texts of a kind (None: any)."""

    kind: str | None
    text: str | None = None
    part: Part | None = None
    duration: float | None = None
    look: TextLook = field(default_factory=TextLook)
    named: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveText(Wish):
    """Take texts away, of one kind, with certain words, one by its number (-1: the last), or the newest."""

    kind: str | None = None
    named: str | None = None
    number: int | None = None
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Subtitles(Wish):
    """Subtitles with their times: (start s, end s, words). Empty where none came with the message."""

    cues: tuple[tuple[float, float, str], ...]
    look: TextLook = field(default_factory=TextLook)


# Pictures over the picture


@dataclass(frozen=True, slots=True)
class Overlay(Wish):
    """A file over the picture. ``file`` None is the last picture that came; ``change`` only changes it."""

    file: str | None
    place: str | None = None
    width: float | None = None
    opacity: float | None = None
    part: Part | None = None
    change: bool = False


@dataclass(frozen=True, slots=True)
class RemoveOverlay(Wish):
    """Take away what lies over the picture."""


# Sound


@dataclass(frozen=True, slots=True)
class Volume(Wish):
    """Set a volume to ``to``, or multiply it by ``by``."""

    target: Literal["music", "original"]
    to: float | None = None
    by: float | None = None
    parts: Parts = ()


@dataclass(frozen=True, slots=True)
class RemoveMusic(Wish):
    """Take the music away."""


@dataclass(frozen=True, slots=True)
class PlaceMusic(Wish):
    """The music begins at ``start`` s; or is silent for the last ``rest`` s; or is heard in a part only."""

    start: float | None = None
    rest: float | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class UseSong(Wish):
    """An uploaded song as the music; ``file`` None is the last one."""

    file: str | None


@dataclass(frozen=True, slots=True)
class LoopSong(Wish):
    """The uploaded song repeats for as long as the pictures last."""


@dataclass(frozen=True, slots=True)
class Music(Wish):
    """Anything about the music itself: ``new`` for a new piece, ``other`` for another version."""

    text: str
    new: bool
    other: bool = False
    named: bool = True


# Whole videos


@dataclass(frozen=True, slots=True)
class MakeVideo(Wish):
    """A video from whatever is there: a montage, visuals for a song, or designed visuals with music."""

    text: str
    length: float | None = None
    shape: tuple[int, int] | None = None
    title: str | None = None
    words: str | None = None
    transition: str | None = None
    again: bool = False
    """Once more what was made: the music and the words over it stay."""


@dataclass(frozen=True, slots=True)
class Last(Wish):
    """All of it is to last so many seconds, longer or shorter than now; None makes a montage once more."""

    seconds: float | None


@dataclass(frozen=True, slots=True)
class Restyle(Wish):
    """The visuals in another style, or with other seeds."""

    text: str
