"""Who plays: the style's voices, the instruments the seed chooses, and what the brief adds, forbids or turns
up.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .chance import stream
from .families import FAMILIES, LEADS, SECTIONS, answers
from .style import Style, Voice

if TYPE_CHECKING:
    from .brief import Brief

# What is added for an instrument that the genre does not have: which role plays it.
ADDED: dict[str, Voice] = {
    "strings": Voice(
        "added strings",
        "pad",
        ("slow strings",),
        {"low": 53, "high": 76},
        velocity=66,
        level=-7,
        spread=0.5,
        reverb=0.35,
        low_cut=130,
        attack=0.15,
    ),
    "piano": Voice(
        "added piano",
        "comp",
        ("piano",),
        {"rhythms": ("x.......x.......", "x.....x.....x..."), "low": 54, "high": 74},
        velocity=70,
        level=-5,
        spread=0.5,
        reverb=0.2,
        low_cut=110,
    ),
    "electric piano": Voice(
        "added keys",
        "comp",
        ("rhodes",),
        {"rhythms": ("x.........x.....", "x.....x.........")},
        velocity=68,
        level=-6,
        spread=0.4,
        low_cut=110,
    ),
    "guitar": Voice(
        "added guitar",
        "arp",
        ("steel guitar",),
        {"figures": ("0 2 1 3 2 1 3 2", "0 1 2 3 2 1 2 1"), "step": 0.5, "low": 50, "high": 72, "hold": 2.0},
        velocity=72,
        level=-6,
        pan=0.3,
        low_cut=110,
    ),
    "ukulele": Voice(
        "added ukulele",
        "comp",
        ("ukulele",),
        {"rhythms": ("x...x.x...x.x.x.",), "low": 60, "high": 76, "strum": 0.014, "alternate": True},
        velocity=74,
        level=-6,
        pan=-0.3,
        low_cut=150,
    ),
    "synths": Voice(
        "added synths",
        "pad",
        ("bright pad",),
        {"low": 52, "high": 74},
        velocity=64,
        level=-9,
        spread=0.5,
        reverb=0.3,
        low_cut=140,
    ),
    "brass": Voice(
        "added brass",
        "counter",
        ("horns",),
        {"low": 50, "high": 67},
        velocity=72,
        level=-6,
        reverb=0.3,
        pan=0.2,
    ),
    "woodwinds": Voice(
        "added flute",
        "lead",
        ("flute",),
        {"low": 72, "high": 91, "feel": "lyrical"},
        velocity=70,
        level=-3,
        reverb=0.3,
        echo=0.1,
    ),
    "choir": Voice(
        "added choir",
        "pad",
        ("choir",),
        {"low": 55, "high": 74},
        velocity=66,
        level=-8,
        spread=0.4,
        reverb=0.4,
        low_cut=160,
    ),
    "bells": Voice(
        "added bells",
        "sparkle",
        ("glockenspiel",),
        {"low": 76, "high": 96, "rate": 0.3},
        velocity=60,
        level=-9,
        reverb=0.35,
        echo=0.15,
    ),
    "pads": Voice(
        "added pad",
        "pad",
        ("warm pad",),
        {"low": 50, "high": 72},
        velocity=66,
        level=-9,
        spread=0.5,
        reverb=0.3,
        low_cut=130,
    ),
    "bass": Voice(
        "added bass",
        "bass",
        ("finger bass",),
        {"figures": ("r-------r-----5-", "r-----r-r-------")},
        velocity=84,
        level=-4,
        reverb=0.0,
    ),
    "drums": Voice(
        "added drums",
        "drums",
        ("pop kit",),
        {"main": ({36: "x.......x.x.....", 38: "....x.......x...", 42: "x.x.x.x.x.x.x.x."},)},
        velocity=84,
        level=-3,
        reverb=0.06,
    ),
}


def cast(style: Style, brief: Brief, seed: int) -> list[Voice]:
    """The voices of a piece, each with exactly one instrument."""
    out = []
    wanted = [name for name in brief.instruments if name not in brief.excluded]
    met: set[str] = set()
    players = style.voices
    if brief.alone and wanted:
        players = _alone(players, wanted)
    if brief.lead and brief.lead not in brief.excluded:
        players = _led(players, FAMILIES.get(brief.lead, (brief.lead,)))
        wanted = [name for name in wanted if name != brief.lead]
    for voice in players:
        options = [i for i in voice.on if not _excluded(i, voice, brief)]
        if not options:
            continue
        asked = [i for i in options for w in wanted if i == w or i in FAMILIES.get(w, ())]
        pick = (
            asked[0] if asked else options[int(stream(seed, "instrument", voice.name).integers(len(options)))]
        )
        if asked:
            met.update(w for w in wanted if pick == w or pick in FAMILIES.get(w, ()))
            voice = replace(voice, enter=min(voice.enter, 0.2), level=voice.level + 1.5)
        if any(answers(name, pick, voice) for name, _ in brief.entries):
            voice = replace(voice, enter=min(voice.enter, 0.2))
        if voice.plays == "drums":
            met.update(w for w in wanted if w in ("drums", "percussion"))
        boost = (
            brief.bass_db
            if voice.plays in ("bass", "walk")
            else brief.drums_db
            if voice.plays == "drums"
            else 0.0
        )
        out.append(
            replace(voice, on=(pick,), level=voice.level + boost, velocity=_softened(voice, style, brief))
        )
    for name in wanted:
        if name not in met:
            extra = _added(name)
            if extra:
                out.append(extra)
    if brief.tension > 0.25 and not brief.alone:
        out.append(replace(_TREMOLO, level=_TREMOLO.level + 3 * brief.tension))
    return out or [replace(style.voices[0], on=style.voices[0].on[:1])]


def _alone(players: tuple[Voice, ...], wanted: list[str]) -> tuple[Voice, ...]:
    """``players`` without all but the wanted instruments, which take over the parts that they can play."""
    found = []
    for voice in players:
        own = tuple(i for i in voice.on if any(answers(name, i, voice) for name in wanted))
        part = next((SECTIONS[n][voice.plays] for n in wanted if voice.plays in SECTIONS.get(n, ())), None)
        if own or part:
            found.append(replace(voice, on=own or (str(part),)))
    return tuple(found)


def _led(players: tuple[Voice, ...], family: tuple[str, ...]) -> tuple[Voice, ...]:
    """``players`` with the melody on an instrument of ``family``, from the beginning on."""
    first = next((voice for voice in players if voice.plays == "lead"), None)
    if first is None:
        return (*players, replace(_MELODY, on=family[:1]))
    own = [i for i in first.on if i in family]
    lead = replace(
        first, on=(own[0] if own else family[0],), enter=min(first.enter, 0.2), level=first.level + 1.5
    )
    return tuple(lead if voice is first else voice for voice in players)


_MELODY = Voice(
    "melody",
    "lead",
    (),
    {"low": 67, "high": 86, "feel": "lyrical"},
    velocity=74,
    level=-2,
    reverb=0.25,
    echo=0.08,
)
_TREMOLO = Voice(
    "tense strings",
    "comp",
    ("strings",),
    {"rhythms": ("xxxxxxxxxxxxxxxx",), "low": 55, "high": 74, "voices": 2, "strum": 0.0},
    velocity=58,
    level=-13,
    spread=0.4,
    reverb=0.3,
    low_cut=160,
    loose=12,
)


def _softened(voice: Voice, style: Style, brief: Brief) -> int:
    """Calmer briefs are played softer, which is darker too; energetic ones harder."""
    return max(30, min(115, round(voice.velocity * (1 + 0.14 * (brief.arousal - style.arousal)))))


def _excluded(instrument: str, voice: Voice, brief: Brief) -> bool:
    return any(answers(name, instrument, voice) for name in brief.excluded)


def _added(name: str) -> Voice | None:
    if name in ADDED:
        return ADDED[name]
    base = {"acoustic guitar": "guitar", "electric guitar": "guitar", "percussion": "drums"}.get(name)
    if base:
        return replace(ADDED[base], on=(FAMILIES[name][0],)) if base != "drums" else ADDED[base]
    if name in LEADS:
        low = {
            "cello": 48,
            "trombone": 48,
            "tuba": 36,
            "horns": 53,
            "jazz guitar": 55,
            "sax": 58,
            "clarinet": 60,
        }.get(name, 67)
        return Voice(
            f"added {name}",
            "lead",
            (name,),
            {"low": low, "high": low + 19, "feel": "lyrical"},
            velocity=74,
            level=-2,
            reverb=0.25,
            echo=0.08,
        )
    for family, members in FAMILIES.items():
        if name in members and family in ADDED:
            return replace(ADDED[family], on=(name,))
    return None
