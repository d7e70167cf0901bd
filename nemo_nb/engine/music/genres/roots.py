# ruff: noqa: E501  (tables: one voice per row)
"""Acoustic and band music: folk, rock, funk, Latin, children, holidays."""

from __future__ import annotations

from ..kits import (
    CLAP,
    CONGA,
    COWBELL,
    CRASH,
    HAT,
    KICK,
    LOW_CONGA,
    LOW_TOM,
    OPEN,
    RIM,
    SHAKER,
    SLAP,
    SLEIGH,
    SNAP,
    SNARE,
    TAMBOURINE,
)
from ..score import Chain
from ..style import Style, Voice

ACOUSTIC = Style(
    "acoustic", "acoustic folk", (88, 112), ("major", "mixolydian"),
    {"major": ("I IV I V", "I V ii IV", "vi7 IVadd9 I V", "I bVII IV I", "Iadd9 iii7 IV Vsus4", "IV I V vi7"), "minor": ("i bVII bVI bVII", "i bIII bVII iv")},
    (
        Voice("picking", "broken", ("steel guitar",), {"figures": ("1 8 5 10 8 5 10 8", "1 10 5 8 10 8 5 8", "1 5 10 8 5 10 8 5"), "step": 0.5, "low": 43, "sustain": True}, velocity=76, level=-6, pan=-0.4, reverb=0.13, low_cut=105, loose=6),
        Voice("strumming", "comp", ("steel guitar",), {"rhythms": ("x...x.xx.xx.xxx.", "x...x.x...x.x.x.", "x.x.xxx.x.x.xxx."), "low": 52, "high": 72, "voices": 5, "strum": 0.018, "alternate": True}, enter=0.5, velocity=72, level=-10, pan=0.45, reverb=0.12, low_cut=120, loose=7),
        Voice("bass", "bass", ("upright bass", "finger bass"), {"figures": ("r-------5-------", "r-----r-5-----a-", "r-------5---5-a-"), "low": 31}, enter=0.4, velocity=80, level=-3.5, reverb=0.02),
        Voice("melody", "lead", ("harmonica", "whistle", "violin", "accordion", "flute"), {"low": 67, "high": 86, "feel": "lyrical"}, enter=0.55, velocity=74, level=-1.5, pan=0.1, reverb=0.22, low_cut=180, attack=0.03, loose=12),
        Voice("banjo", "arp", ("banjo", "ukulele"), {"figures": ("0 2 1 2 3 2 1 2", "0 1 2 3 1 2 0 2"), "step": 0.25, "low": 60, "high": 79, "hold": 1.0}, enter=0.76, velocity=66, level=-10, pan=0.3, reverb=0.12, low_cut=180),
        Voice("drums", "drums", ("acoustic kit",), {
            "light": ({SHAKER: "x.x.x.x.x.x.x.x."}, {KICK: "x.......x.......", SHAKER: "x.x.x.x.x.x.x.x."}),
            "main": ({KICK: "x.......x.x.....", RIM: "....x.......x...", SHAKER: "xoxoxoxoxoxoxoxo"}, {KICK: "x.......x.......", SNAP: "....x.......x...", SHAKER: "x.xxx.xxx.xxx.xx"}),
            "full": ({KICK: "x...x...x...x...", CLAP: "....x.......x...", TAMBOURINE: "xoxoxoxoxoxoxoxo", SNARE: "....x.......x..."}, {KICK: "x.......x.x.....", CLAP: "....x.......x...", TAMBOURINE: "..x...x...x...x.", SHAKER: "xoxoxoxoxoxoxoxo"}),
            "fill": "light", "crash": False}, enter=0.45, velocity=80, level=2, reverb=0.12, loose=5),
    ),
    Chain(presence=4.0, width=1.15, room=1.0, damping=8000, glue=1.8, shelf=2.2),
    arc=(("intro", 0.36, 1), ("verse", 0.54, 2), ("chorus", 0.78, 2), ("break", 0.42, 1), ("chorus", 0.85, 2), ("outro", 0.42, 1)),
    swing=0.53, tail=3.2, ending="ring", fill="light", valence=0.55, arousal=0.0,
)  # fmt: skip
ROCK = Style(
    "rock", "rock", (112, 136), ("mixolydian", "minor", "major"),
    {"major": ("I bVII IV I", "I IV V IV", "vi IV I V", "I V bVII IV"), "minor": ("i bVI bVII i", "i bVII bVI bVII", "i bIII bVII IV")},
    (
        Voice("left guitar", "comp", ("distorted guitar",), {"rhythms": ("x.x.x.x.x.x.x.x.", "x..x..x.x..x..x.", "x...x.x.x...x.x."), "low": 40, "power": True, "strum": 0.005}, enter=0.4, velocity=84, level=-6.5, pan=-0.6, reverb=0.1, low_cut=100, loose=5),
        Voice("right guitar", "comp", ("distorted guitar", "clean guitar"), {"rhythms": ("x.......x.......", "x..x..x.x.......", "x.x.x.x.x.x.x.x."), "low": 45, "power": True, "strum": 0.006}, enter=0.55, velocity=82, level=-9, pan=0.6, reverb=0.1, low_cut=100, loose=7, late=5),
        Voice("clean", "arp", ("clean guitar",), {"figures": ("0 2 1 3 2 1 2 1", "0 1 2 3 2 3 2 1"), "step": 0.5, "low": 52, "high": 74, "hold": 1.6}, leave=0.46, velocity=78, level=-4, pan=-0.3, reverb=0.22, echo=0.15, low_cut=120),
        Voice("bass", "bass", ("finger bass",), {"figures": ("r-r-r-r-r-r-r-r-", "r-r-r-r-r-r-5-a-", "r--r--r-r--r--a-"), "low": 28, "gate": 0.92}, enter=0.35, velocity=94, level=-5.5, reverb=0.0),
        Voice("lead", "lead", ("distorted guitar", "organ"), {"low": 60, "high": 81, "feel": "lively", "pentatonic": True}, enter=0.74, velocity=84, level=-5, pan=0.1, reverb=0.2, echo=0.2, low_cut=160),
        Voice("drums", "drums", ("rock kit",), {
            "light": ({KICK: "x.......x.......", HAT: "x.x.x.x.x.x.x.x."},),
            "main": ({KICK: "x.....x.x.x.....", SNARE: "....x.......x...", HAT: "x.x.x.x.x.x.x.x."}, {KICK: "x.x.....x.x...x.", SNARE: "....x.......x...", HAT: "x.x.x.x.x.x.x.x."}),
            "full": ({KICK: "x.....x.x.x.....", SNARE: "....x.......x...", CRASH: "x.......x.......", OPEN: "..x.x.x...x.x.x."}, {KICK: "x.x...x.x.x...x.", SNARE: "....x.......x..o", OPEN: "x.x.x.x.x.x.x.x."}),
            "fill": "toms"}, enter=0.3, velocity=98, level=-3, reverb=0.12, loose=4),
    ),
    Chain(width=1.15, room=1.1, damping=7500, glue=2.6, drive=0.25),
    arc=(("intro", 0.46, 1), ("verse", 0.62, 2), ("chorus", 0.9, 2), ("break", 0.48, 1), ("chorus", 0.96, 2), ("outro", 0.75, 1)),
    tail=2.4, ending="ring", fill="toms", valence=0.2, arousal=0.7,
)  # fmt: skip
FUNK = Style(
    "funk", "funk and disco", (106, 120), ("dorian", "mixolydian"),
    {"minor": ("i9 IV9", "i9 i9 IV9 IV9", "i7 bIII6 IV9 i9", "i7 i7 v7 IV7"), "major": ("I9 IV9", "I9 I9 IV9 V9", "I7 bVII I7 IV")},
    (
        Voice("guitar", "comp", ("muted guitar", "clean guitar"), {"rhythms": ("..x.x.xx..x.x.xx", "x.xx.xx.x.xx.xx.", ".x.xx.x..x.xx.x."), "low": 60, "high": 77, "voices": 3, "rootless": True, "strum": 0.004, "hold": 0.2}, velocity=76, level=-7, pan=-0.45, reverb=0.08, low_cut=180, loose=4),
        Voice("keys", "comp", ("clavinet", "rhodes"), {"rhythms": ("x..x...x..x.....", "x.....x...x..x..", "..x..x..x.x....."), "low": 53, "high": 72, "rootless": True, "hold": 0.3}, enter=0.42, velocity=72, level=-8, pan=0.35, reverb=0.08, low_cut=130, loose=5),
        Voice("bass", "bass", ("slap bass", "finger bass"), {"figures": ("r..r..o.r..7.5a-", "r.o.r.o.r.o.r.oa", "r--ro.r...r.5.a-"), "busy": ("r.o.rro.r.o.r.oa", "r.ror.o.r.ro7.5a"), "low": 28, "gate": 0.75}, enter=0.3, velocity=92, level=-2.5, reverb=0.0, loose=3),
        Voice("brass", "comp", ("brass", "trumpet"), {"rhythms": ("......x.........", "x..x............", "..........x..x.."), "low": 60, "high": 79, "voices": 3, "hold": 0.35, "strum": 0.0}, enter=0.68, velocity=90, level=-8, spread=0.3, reverb=0.16, low_cut=180),
        Voice("melody", "lead", ("sax", "muted trumpet", "organ"), {"low": 62, "high": 81, "feel": "lively", "pentatonic": True, "answer_only": True}, enter=0.58, velocity=80, level=-2.5, pan=0.1, reverb=0.18, echo=0.1),
        Voice("strings", "pad", ("strings",), {"low": 64, "high": 84, "voices": 3}, enter=0.8, velocity=70, level=-10, spread=0.6, reverb=0.25, low_cut=200),
        Voice("drums", "drums", ("pop kit",), {
            "light": ({KICK: "x...x...x...x...", HAT: "x.x.x.x.x.x.x.x."},),
            "main": ({KICK: "x...x...x...x...", SNARE: "....x.......x...", HAT: "xox.xox.xox.xox.", OPEN: "..x...x...x...x."}, {KICK: "x..x....x.x.....", SNARE: "....x..o.o..x...", HAT: "xoxoxoxoxoxoxoxo"}),
            "full": ({KICK: "x...x...x...x...", SNARE: "....x..o....x..o", CLAP: "....x.......x...", OPEN: "..x...x...x...x.", HAT: "xx.xxx.xxx.xxx.x", TAMBOURINE: "....x.......x..."},),
            "tight": (KICK,), "fill": "toms"}, enter=0.35, velocity=90, level=-2.5, reverb=0.07, loose=3),
    ),
    Chain(width=1.2, room=0.9, damping=8500, glue=2.4, shelf=1.0, drive=0.1),
    arc=(("intro", 0.45, 1), ("verse", 0.62, 2), ("chorus", 0.86, 2), ("break", 0.46, 1), ("chorus", 0.92, 2), ("outro", 0.66, 1)),
    swing=0.53, tail=1.4, ending="button", fill="toms", valence=0.6, arousal=0.6,
)  # fmt: skip
LATIN = Style(
    "latin", "Latin", (92, 104), ("minor", "major"),
    {"minor": ("i bVII bVI V", "i iv bVII bIII", "i bVI bIII bVII", "i iv V i"), "major": ("I IV V IV", "I vi ii7 V", "vi IV I V")},
    (
        Voice("montuno", "arp", ("piano", "nylon guitar"), {"figures": ("0 2 3 2 1 2 3 1", "0 3 2 - 1 3 - 2", "0 2 1 3 - 2 3 1"), "step": 0.5, "low": 57, "high": 79, "hold": 0.8}, velocity=78, level=-5, spread=0.4, reverb=0.12, low_cut=130),
        Voice("guitar", "comp", ("nylon guitar", "accordion"), {"rhythms": ("..x...x...x...x.", "x..x..x.x..x..x."), "low": 55, "high": 74, "hold": 0.4, "strum": 0.01}, enter=0.45, velocity=72, level=-8, pan=-0.4, reverb=0.12, low_cut=140),
        Voice("bass", "bass", ("finger bass", "sub bass"), {"figures": ("r-----5---o-----", "r--5--o-r--5--a-", "r-----r-5-----a-"), "low": 29}, enter=0.32, velocity=90, level=-6.5, reverb=0.0),
        Voice("melody", "lead", ("trumpet", "flute", "accordion", "marimba"), {"low": 65, "high": 84, "feel": "lively"}, enter=0.56, velocity=80, level=-4, pan=0.12, reverb=0.2, echo=0.15),
        Voice("brass", "pad", ("brass",), {"low": 57, "high": 76, "voices": 3}, enter=0.8, velocity=74, level=-11, spread=0.4, reverb=0.2, low_cut=170),
        Voice("drums", "drums", ("pop kit",), {
            "light": ({SHAKER: "xoxoxoxoxoxoxoxo", 75: "x..x..x...x.x...", SLAP: "o.o.x.o.o.o.x.o.", CONGA: "......xx......xx"},),
            "main": ({KICK: "x...x...x...x...", SNARE: "...x..x....x..x.", SHAKER: "xoxoxoxoxoxoxoxo", SLAP: "o.o.x.o.o.o.x.o.", CONGA: "......xx......xx"}, {KICK: "x...x...x...x...", RIM: "...x..x....x..x.", CONGA: "......x.......xx", LOW_CONGA: "..........xx....", SLAP: "o...x...o...x...", COWBELL: "x...x...x...x...", SHAKER: "xoxoxoxoxoxoxoxo"}),
            "full": ({KICK: "x...x...x...x...", SNARE: "...x..x....x..x.", CLAP: "...x..x....x..x.", HAT: "x.x.x.x.x.x.x.x.", 50: "..............x.", LOW_TOM: "..........x....x", CONGA: "......xx......xx", SLAP: "o.o.x.o.o.o.x.o.", SHAKER: "xoxoxoxoxoxoxoxo"},),
            "fill": "toms", "tight": (KICK,)}, enter=0.32, velocity=88, level=-2, reverb=0.08, loose=3),
    ),
    Chain(presence=0.5, width=1.6, room=1.0, damping=8000, glue=2.2, shelf=0.8),
    arc=(("intro", 0.42, 1), ("verse", 0.6, 2), ("chorus", 0.84, 2), ("break", 0.45, 1), ("chorus", 0.92, 2), ("outro", 0.6, 1)),
    tail=1.5, ending="button", fill="toms", valence=0.5, arousal=0.5,
)  # fmt: skip
KIDS = Style(
    "kids", "playful children's music", (108, 126), ("major",),
    {"major": ("I IV V I", "I vi ii7 V", "I I IV V", "I V/3 vi V", "IV I V I")},
    (
        Voice("pizzicato", "bass", ("pizzicato",), {"figures": ("r...5...r...5...", "r.3.5.3.r.3.5.3.", "r...5.5.r...5..."), "low": 48, "gate": 0.6}, velocity=84, level=-5, pan=-0.3, reverb=0.18, low_cut=100),
        Voice("ukulele", "comp", ("ukulele",), {"rhythms": ("....x.......x...", "..x...x...x...x.", "x...x.x...x.x.x."), "low": 60, "high": 77, "strum": 0.012, "hold": 0.35}, enter=0.4, velocity=78, level=-7, pan=0.4, reverb=0.1, low_cut=170),
        Voice("tuba", "bass", ("tuba",), {"figures": ("r.......5.......", "r...5...r...5..."), "low": 34, "gate": 0.5}, enter=0.5, velocity=80, level=1, reverb=0.1),
        Voice("melody", "lead", ("xylophone", "glockenspiel", "clarinet", "whistle", "marimba"), {"low": 72, "high": 91, "feel": "lively", "hold": 0.6}, enter=0.35, velocity=82, level=-4.5, pan=0.1, reverb=0.2, low_cut=200),
        Voice("answer", "lead", ("clarinet", "flute"), {"low": 62, "high": 79, "feel": "lively", "answer_only": True, "hold": 0.6}, enter=0.66, velocity=74, level=-2, pan=-0.2, reverb=0.2),
        Voice("drums", "drums", ("acoustic kit",), {
            "light": ({SNAP: "....x.......x..."},),
            "main": ({KICK: "x.......x.......", SNAP: "....x.......x...", SHAKER: "x.x.x.x.x.x.x.x."}, {KICK: "x.......x.......", CLAP: "....x.......x...", TAMBOURINE: "..x...x...x...x."}),
            "full": ({KICK: "x...x...x...x...", CLAP: "....x.......x...", TAMBOURINE: "x.x.x.x.x.x.x.x."},),
            "fill": "claps", "crash": False}, enter=0.42, velocity=80, level=-1.5, reverb=0.1),
    ),
    Chain(width=1.2, room=0.9, damping=8000, glue=1.8),
    arc=(("intro", 0.4, 1), ("verse", 0.56, 2), ("chorus", 0.8, 2), ("break", 0.42, 1), ("chorus", 0.88, 2), ("outro", 0.6, 1)),
    tail=1.4, ending="button", fill="claps", valence=0.8, arousal=0.4,
)  # fmt: skip
HOLIDAY = Style(
    "holiday", "festive holiday music", (100, 120), ("major",),
    {"major": ("I vi ii7 V", "I iii7 IV iv", "I IV I V", "vi7 ii7 V I", "I I/3 IV V")},
    (
        Voice("celesta", "arp", ("celesta", "music box"), {"figures": ("0 1 2 3 4 3 2 1", "2 1 0 1 2 3 2 1", "0 2 1 3 2 4 3 2"), "step": 0.5, "low": 67, "high": 88, "hold": 1.5}, velocity=70, level=-5, pan=-0.25, reverb=0.35, low_cut=220),
        Voice("strings", "pad", ("strings",), {"low": 55, "high": 77}, enter=0.4, velocity=72, level=-8, spread=0.7, reverb=0.35, low_cut=140, attack=0.15),
        Voice("piano", "comp", ("piano",), {"rhythms": ("....x.......x...", "x.......x.......", "x...x...x...x..."), "low": 53, "high": 72, "hold": 0.8}, enter=0.4, velocity=76, level=-8, spread=0.4, reverb=0.2, low_cut=120),
        Voice("bass", "bass", ("upright bass", "contrabass"), {"figures": ("r-------5-------", "r---3---5---a---"), "low": 31}, enter=0.35, velocity=80, level=-3.5, reverb=0.05),
        Voice("melody", "lead", ("glockenspiel", "flute", "trumpet", "violin"), {"low": 72, "high": 91, "feel": "lyrical"}, enter=0.48, velocity=78, level=-4, pan=0.12, reverb=0.32, low_cut=200),
        Voice("choir", "pad", ("choir",), {"low": 57, "high": 77}, enter=0.72, velocity=74, level=-9, spread=0.6, reverb=0.45, low_cut=180),
        Voice("bells", "sparkle", ("tubular bells",), {"low": 60, "high": 77, "rate": 0.12, "hold": 3.0}, enter=0.7, velocity=70, level=-8, pan=0.3, reverb=0.4, low_cut=150),
        Voice("drums", "drums", ("acoustic kit",), {
            "light": ({SLEIGH: "x.x.x.x.x.x.x.x."},),
            "main": ({SLEIGH: "x.x.x.x.x.x.x.x.", KICK: "x.......x......."}, {SLEIGH: "xoxoxoxoxoxoxoxo", KICK: "x.......x.......", SNARE: "....o.......o..."}),
            "full": ({SLEIGH: "xoxoxoxoxoxoxoxo", KICK: "x.......x.x.....", SNARE: "....x.......x...", TAMBOURINE: "..x...x...x...x."},),
            "fill": "light"}, enter=0.3, velocity=84, level=3.5, reverb=0.18),
    ),
    Chain(presence=1.0, width=1.1, room=2.0, damping=7500, glue=1.8, shelf=0.8),
    arc=(("intro", 0.36, 1), ("verse", 0.56, 2), ("chorus", 0.8, 2), ("break", 0.42, 1), ("chorus", 0.9, 2), ("outro", 0.45, 1)),
    swing=0.56, swing_unit=0.5, tail=3.0, ending="ring", fill="light", valence=0.8, arousal=0.3,
)  # fmt: skip
ROOTS: tuple[Style, ...] = (ACOUSTIC, ROCK, FUNK, LATIN, KIDS, HOLIDAY)
