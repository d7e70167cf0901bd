"""What has to be done for a draft? The least work that makes what it shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from nemo_nb.engine.picture import Facts
from nemo_nb.engine.render import visuals
from nemo_nb.engine.render.frame import Canvas, matrix_of
from nemo_nb.engine.render.keep import alike, keepable
from nemo_nb.engine.render.pieces import Piece, cut_up
from nemo_nb.engine.render.script import Clip, Script, read_script

if TYPE_CHECKING:
    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.render.script import Find

_WIDEST, _HIGHEST = 1920, 1080  # as the protocol promises; the other way round for upright pictures
_FRAME = 0.045  # s; nothing shorter than a picture is missed or added
_RATES = [Fraction(rate * 1000, 1001) for rate in (24, 30, 48, 60)]
_USUAL = Fraction(30)
_SMOOTH = 20  # pictures a second, below which motion is seen to jump


@dataclass(frozen=True, slots=True)
class Plan:
    """A draft, ready to be made.

    ``picture`` is ``copy`` when the packets of the only clip serve as they are, ``smart`` when those of
    ``like`` and its kind may serve in part, ``full`` when every picture is made anew. ``as_is`` is the clip
    whose sound is heard unchanged and may be copied too. ``duration`` is in seconds.
    """

    picture: Literal["copy", "smart", "full"]
    script: Script
    duration: float
    canvas: Canvas
    pieces: tuple[Piece, ...]
    like: Facts | None = None
    as_is: Clip | None = None


def make_plan(draft: dict[str, Any], find: Find, cancel: Cancel, *, anew: bool = False) -> Plan:
    """Return the plan for a draft; ``find`` gives None for a file that is not there.

    Parameters
    ----------
    anew
        Keep nothing as it is: what is asked for is smaller than the sources.

    Raises
    ------
    RenderError
        Something in the draft cannot be rendered; the message says what.
    """
    script = read_script(draft, find, cancel)
    as_is = None if anew else _unchanged_sound(script)
    if not anew and _untouched(script):
        facts = script.clips[0].facts
        # A draft counts in milliseconds; the file itself knows better.
        whole = replace(script.clips[0], duration=facts.duration)
        script = replace(script, clips=(whole,), duration=facts.duration)
        canvas = Canvas(facts.width or 0, facts.height or 0, _rate(facts.fps or 0))
        return Plan("copy", script, facts.duration, canvas, (), facts, as_is)
    if not script.clips:
        drawn = Clip(visuals.NOWHERE, Facts("visual", "", script.duration), 0.0, script.duration)
        script = replace(script, clips=(replace(drawn, visual=visuals.DEFAULT),))
    canvas = _canvas(script)
    frames = max(round(script.duration * canvas.fps), 1)
    pieces = tuple(cut_up(script.clips, canvas.fps, frames))
    like = None if anew else _model(script, canvas)
    if like is not None:
        matrix = matrix_of(like)
        canvas = replace(canvas, matrix=matrix, full=like.pixels == "yuvj420p" or "pc," in like.colours)
    duration = float(frames / canvas.fps)
    return Plan("smart" if like else "full", script, duration, canvas, pieces, like, as_is)


def _untouched(script: Script) -> bool:
    """Whether the picture is one whole file that every player shows as it is."""
    if len(script.clips) != 1 or script.texts or script.overlays:
        return False
    clip = script.clips[0]
    facts = clip.facts
    return (
        facts.kind == "video"
        and facts.container in ("mov", "matroska")
        and facts.video_codec == "h264"
        and facts.pixels in ("yuv420p", "yuvj420p")
        and _whole(clip)
        and clip.speed == 1
        and keepable(replace(clip, facts=replace(facts, interlaced=False, square=True, colours="")))
        and not clip.fade_in
        and not clip.fade_out
        and _shrinking(facts.width or 0, facts.height or 0) == 1
        and _same_shape(script, facts)
    )


def _unchanged_sound(script: Script) -> Clip | None:
    """Return the clip that is all that is heard, whole and as it was, in a form that an MP4 may hold."""
    if script.music or script.songs or len(script.clips) != 1 or any(o.volume for o in script.overlays):
        return None
    clip = script.clips[0]
    facts = clip.facts
    simple = facts.audio_codec == "aac" and facts.container in ("mov", "matroska")
    # Not every player honours a track that begins late.
    simple = simple and facts.heard_from is not None and facts.heard_from < _FRAME
    plain = clip.volume == 1 and clip.speed == 1 and not clip.fade_in and not clip.fade_out
    return clip if simple and plain and _whole(clip) else None


def _whole(clip: Clip) -> bool:
    return clip.start == 0 and clip.offset == 0 and abs(clip.duration - clip.facts.duration) < _FRAME


def _same_shape(script: Script, facts: Facts) -> bool:
    """Whether the canvas is the file's own, or left to it."""
    if not script.width or not script.height:
        return True
    return abs(script.width - (facts.width or 0)) <= 1 and abs(script.height - (facts.height or 0)) <= 1


def _model(script: Script, canvas: Canvas) -> Facts | None:
    """Return the facts of the clip most of whose kind is seen, if its pictures can be kept on this canvas."""
    seen: dict[Facts, float] = {}
    for clip in script.clips:
        if keepable(clip) and (clip.facts.width, clip.facts.height) == (canvas.width, canvas.height):
            seen[clip.facts] = seen.get(clip.facts, 0.0) + clip.duration
    if not seen:
        return None
    return max(seen, key=lambda facts: sum(lasts for other, lasts in seen.items() if alike(other, facts)))


def _shrinking(width: float, height: float) -> float:
    limits = (_WIDEST, _HIGHEST) if width >= height else (_HIGHEST, _WIDEST)
    return min(limits[0] / max(width, 1), limits[1] / max(height, 1), 1.0)


def _canvas(script: Script) -> Canvas:
    first = script.clips[0].facts
    width, height = script.width or first.width or _WIDEST, script.height or first.height or _HIGHEST
    scale = _shrinking(width, height)
    rate = min(max(_rate(_fps(script)), Fraction(5)), Fraction(60))
    size = [max(round(side * scale / 2) * 2, 16) for side in (width, height)]
    return Canvas(size[0], size[1], rate, script.fill)


def _fps(script: Script) -> float:
    """Return the first film's rate, unless it is a slow one beside others that move more smoothly."""
    filmed = [clip.facts.fps for clip in script.clips if clip.facts.kind == "video" and clip.facts.fps]
    if not filmed:
        return script.fps
    drawn = [float(_USUAL) for clip in script.clips if clip.motion or clip.visual is not None]
    return filmed[0] if filmed[0] >= _SMOOTH else max(filmed + drawn)


def _rate(fps: float) -> Fraction:
    """Return a frame rate as the fraction that it stands for: 29.97 is 30000/1001."""
    if not fps:
        return _USUAL
    near = [rate for rate in _RATES if abs(float(rate) - fps) < 0.006]
    return near[0] if near else Fraction(fps).limit_denominator(1000)
