"""How a piece ends: its last chord, and where that is when the music stops before the picture does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from . import accompaniment
from .form import Section
from .kits import CRASH, KICK
from .plan import Bar, human, strength
from .score import Note

if TYPE_CHECKING:
    import numpy as np

    from .brief import Brief
    from .clock import Clock
    from .plan import Plan
    from .score import Picture
    from .style import Style, Voice

TAILS = {"button": 1.4, "fade": 0.5}
"""Seconds that the last chord of an ending takes at most."""


def shortened(brief: Brief, picture: Picture, style: Style) -> Picture:
    """Return as much of the picture as there is music for: all of it, unless the brief says where to stop.

    A hit that was asked for falls on that moment and then rings out; any other ending is over by then.
    """
    if brief.stop is None or brief.loop:
        return picture
    end = _over(brief, style)
    if brief.stop < 1.0 or end > picture.duration + 1e-6:
        return picture
    return replace(
        picture,
        duration=end,
        cuts=tuple(cut for cut in picture.cuts if cut < end),
        speech=tuple((a, min(b, end)) for a, b in picture.speech if a < end),
    )


def alone(brief: Brief, seconds: float) -> float:
    """Return how long (s) music alone is when it is to last about ``seconds``.

    One that is to stop stops there, a loop in a tempo that was named ends with a whole bar.
    """
    from .genres import STYLES

    style = STYLES[brief.genre]
    if brief.stop is not None and not brief.loop:
        return min(seconds, max(_over(brief, style), 1.0))
    if not (brief.loop and brief.bpm):
        return seconds
    bar = 60 * style.meter / brief.bpm
    return max(1, round(seconds / bar)) * bar


def _over(brief: Brief, style: Style) -> float:
    """Seconds at which a piece with a ``stop`` is silent."""
    hit = brief.ending == "button"
    return (brief.stop or 0.0) + (min(style.tail, TAILS["button"]) if hit else 0.0)


def last_chord(
    plan: Plan, voice: Voice, rng: np.random.Generator, clock: Clock, picture: Picture
) -> list[Note]:
    """The last chord. Who is not playing in the last section stays out of it, except where there are no bars
    at all.
    """
    section = plan.bars[-1].section if plan.bars else Section("end", 0, 1, 0.5, 0)
    if plan.bars and not voice.enter <= section.energy + 0.15:
        return []
    left = clock.tempo.beat_at(picture.duration) - plan.end
    bar = (
        plan.bars[-1]
        if plan.bars
        else Bar(0, 0.0, ((0.0, 4.0, plan.final),), section, 0.6, 0, True, False, (), False)
    )
    button = plan.style.ending == "button"
    length = max(0.4 * left, left - 1.4) if button else max(0.3, left - 0.1)
    if voice.plays == "drums":
        crash = [Note(plan.end, 4.0, CRASH, 84)] if voice.how.get("crash", True) and bar.energy > 0.4 else []
        return [Note(plan.end, 1.0, KICK, 96), *crash]
    if voice.plays in ("bass", "walk"):
        low = voice.how.get("low", 28)
        return [
            human(
                voice,
                rng,
                plan.end,
                length,
                low + (plan.final.root - low) % 12,
                strength(voice.velocity, bar),
                exact=True,
            )
        ]
    if voice.plays in ("lead", "counter", "sparkle"):
        middle = (voice.how.get("low", 67) + voice.how.get("high", 86)) // 2
        keys = [k for k in range(middle - 6, middle + 6) if k % 12 == plan.final.root]
        if bar.talk and voice.plays == "lead":
            return []
        return (
            [human(voice, rng, plan.end, length, keys[0], strength(voice.velocity, bar, 0.9), exact=True)]
            if keys
            else []
        )
    return accompaniment.ending(plan, voice, rng, bar, length)
