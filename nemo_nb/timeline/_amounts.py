"""How are times and shares written?"""

from __future__ import annotations

from ._tongue import tell

LONGEST = 1e9
"""Seconds beyond which a time is told as this one: drafts come from outside."""


def clock(seconds: float) -> str:
    """Return a time for reading: ``0:07``, ``1:00``, or ``0:07.2`` where whole seconds would mislead."""
    tenths = round(min(seconds, LONGEST) * 10)
    minutes, tenths = divmod(tenths, 600)
    whole, tenths = divmod(tenths, 10)
    return f"{minutes}:{whole:02d}" + (f".{tenths}" if tenths else "")


def percent(gain: float) -> str:
    """Return a volume for reading: ``35 %`` for 0.35."""
    return tell("{percent} %", percent=round(gain * 100))
