"""Which instruments a word means, and which parts of a piece they can play."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .style import Voice

FAMILIES: dict[str, tuple[str, ...]] = {
    "strings": ("strings", "slow strings", "violin", "cello", "contrabass", "pizzicato"),
    "piano": ("piano",),
    "electric piano": ("rhodes",),
    "guitar": (
        "nylon guitar",
        "steel guitar",
        "jazz guitar",
        "clean guitar",
        "muted guitar",
        "distorted guitar",
    ),
    "acoustic guitar": ("steel guitar", "nylon guitar"),
    "electric guitar": ("clean guitar", "distorted guitar", "muted guitar", "jazz guitar"),
    "ukulele": ("ukulele",),
    "synths": ("bright pad", "warm pad", "synth arp", "synth pluck", "supersaw"),
    "bass": ("finger bass", "upright bass", "sub bass", "synth bass", "808 bass", "slap bass"),
    "brass": ("brass", "trumpet", "trombone", "horns", "muted trumpet", "tuba"),
    "woodwinds": ("flute", "clarinet", "oboe", "sax"),
    "choir": ("choir",),
    "bells": ("glockenspiel", "celesta", "music box", "tubular bells", "soft bell"),
    "pads": ("warm pad", "bright pad"),
    "percussion": ("drums",),
    "drums": ("drums",),
}
LEADS = ("violin", "cello", "flute", "oboe", "clarinet", "sax", "trumpet", "muted trumpet", "harmonica", "whistle", "pan flute",  # noqa: E501
         "accordion", "vibraphone", "marimba", "xylophone", "celesta", "glockenspiel", "music box", "kalimba", "soft bell",  # noqa: E501
         "jazz guitar", "banjo", "harp", "organ", "horns", "trombone", "tuba")  # fmt: skip
SECTIONS = {
    "strings": {
        "lead": "violin",
        "counter": "cello",
        "comp": "strings",
        "pad": "slow strings",
        "arp": "pizzicato",
        "sparkle": "pizzicato",
        "bass": "contrabass",
        "walk": "contrabass",
    },
    **{
        name: dict.fromkeys(("lead", "comp", "arp", "sparkle", *low), instrument)
        for name, instrument, low in (
            ("piano", "piano", ("bass", "walk")),
            ("electric piano", "rhodes", ("bass", "walk")),
            ("guitar", "nylon guitar", ()),
            ("acoustic guitar", "steel guitar", ()),
            ("electric guitar", "clean guitar", ()),
        )
    },
}
"""Who takes over which parts of a piece where nobody else plays."""


def answers(name: str, instrument: str, voice: Voice) -> bool:
    """Whether a player on ``instrument`` is meant by ``name``: an instrument, a family or a role."""
    if name in ("drums", "percussion") and voice.plays == "drums":
        return True
    if name == "bass" and voice.plays in ("bass", "walk"):
        return True
    if name == "melody" and voice.plays == "lead":
        return True
    return instrument == name or instrument in FAMILIES.get(name, ())
