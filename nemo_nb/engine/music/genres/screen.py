# ruff: noqa: E501  (tables: one voice per row)
"""Music for pictures: piano, orchestra, suspense."""

from __future__ import annotations

from ..kits import CYMBAL, HAT, HIGH_TOM, KICK, LOW_TOM, MID_TOM, RIM, SNARE
from ..score import Chain
from ..style import Style, Voice

CINEMATIC = Style(
    "cinematic", "cinematic piano", (60, 78), ("major", "lydian", "minor"),
    {
        "major": ("I V/3 vi IV", "vi IV I V", "I iii7 IVmaj7 iv", "IVadd9 I/3 ii7 Vsus4+V", "Iadd9 IVmaj7 vi7 Vsus4+V", "I V/3 vi7 I/5 IV I/3 ii7 Vsus4+V"),
        "minor": ("i bVI bIII bVII", "i v/3 bVI bIII/3", "i iv bVII bIII", "bVI bVII i bIII/3"),
    },
    (
        Voice("left hand", "broken", ("piano",),
              {"figures": ("1 5 8 10 8 5 8 5", "1 5 8 10 12 10 8 5", "1 5 8 - 10 - 8 5", "1 - 5 8 10 8 5 -"), "low": 36},
              velocity=60, level=-3, spread=0.6, reverb=0.28, loose=9),
        Voice("right hand", "lead", ("piano",),
              {"low": 67, "high": 88, "feel": "lyrical", "double": 0.72, "octave_below": True, "under_speech": False, "hold": 1.1},
              enter=0.3, velocity=72, level=1, spread=0.4, reverb=0.3, loose=10),
        Voice("inner voice", "comp", ("piano",), {"rhythms": ("....x...........", "........x.......", "....x.......x..."), "low": 57, "high": 72, "voices": 2, "strum": 0.02},
              velocity=52, level=-4, spread=0.3, reverb=0.3, loose=12),
        Voice("strings", "pad", ("slow strings",), {"low": 52, "high": 77}, enter=0.45, velocity=64, level=-10, spread=0.7, reverb=0.4, low_cut=120, attack=0.7, release=1.4),
        Voice("cello", "counter", ("cello",), {"low": 43, "high": 62}, enter=0.6, velocity=66, level=-5.5, pan=0.3, reverb=0.35, attack=0.12),
        Voice("basses", "bass", ("contrabass",), {"figures": ("r---------------",), "low": 28}, enter=0.6, velocity=64, level=-6, reverb=0.2, attack=0.1),
        Voice("harp", "arp", ("harp",), {"figures": ("0 1 2 3 4 5 6 7", "4 3 2 1 0 1 2 3"), "step": 0.5, "low": 60, "high": 79, "hold": 3.0}, enter=0.72, velocity=62, level=-5, pan=-0.35, reverb=0.35),
        Voice("shimmer", "pad", ("warm pad",), {"low": 60, "high": 80, "voices": 3}, enter=0.3, velocity=54, level=-15, spread=0.7, reverb=0.5, low_cut=200, attack=0.8),
    ),
    Chain(presence=2.0, width=1.1, room=2.8, damping=7000, glue=2.2, high_cut=17000, shelf=1.5),
    arc=(("intro", 0.25, 1), ("theme", 0.42, 2), ("rise", 0.62, 2), ("climax", 0.85, 2), ("outro", 0.3, 1)),
    tail=4.2, ending="ritard", fill="none", valence=0.35, arousal=-0.3,
)  # fmt: skip
EPIC = Style(
    "epic", "epic orchestral", (84, 104), ("minor", "harmonic minor"),
    {"minor": ("i bVI bIII bVII", "i bVII bVI bVII", "i iv bVI V", "i bVI iv V", "bVI bVII i i", "i bIII bVII iv")},
    (
        Voice("ostinato", "bass", ("strings",), {"figures": ("r.rrr.rrr.rrr.rr", "rr5rrr3rrr5rrr3r", "r3r5r3r5r3r5r3r5", "r..r..r.r..r..r."), "low": 50, "gate": 0.7}, velocity=84, level=5, pan=-0.3, reverb=0.22, low_cut=140, release=0.18, loose=6),
        Voice("spiccato", "bass", ("pizzicato",), {"with": "ostinato", "figures": ("r.rrr.rrr.rrr.rr", "rr5rrr3rrr5rrr3r", "r3r5r3r5r3r5r3r5", "r..r..r.r..r..r."), "low": 50, "gate": 0.7}, velocity=90, level=-1, pan=-0.3, reverb=0.2, low_cut=180, loose=4),
        Voice("cellos", "bass", ("cello",), {"figures": ("r---------------", "r-------r-------"), "busy": ("r-r-rrr-r-r-rrr-", "rr.rr.rrrr.rr.rr"), "low": 38, "gate": 0.9}, enter=0.35, velocity=80, level=-2, pan=0.3, reverb=0.2, release=0.25),
        Voice("basses", "bass", ("contrabass",), {"figures": ("r---------------", "r-------r-------"), "low": 28}, enter=0.3, velocity=80, level=-5, reverb=0.15),
        Voice("strings", "pad", ("strings",), {"low": 55, "high": 79}, enter=0.45, velocity=78, level=-7, spread=0.7, reverb=0.35, low_cut=150, attack=0.12),
        Voice("horns", "lead", ("horns",), {"low": 53, "high": 72, "feel": "lyrical", "double": 0.82}, enter=0.55, velocity=86, level=-3.5, pan=0.15, reverb=0.35, loose=8),
        Voice("brass", "pad", ("trombone", "brass"), {"low": 43, "high": 62, "voices": 3}, enter=0.75, velocity=84, level=-11, spread=0.3, reverb=0.3, low_cut=90),
        Voice("choir", "pad", ("choir",), {"low": 55, "high": 76}, enter=0.7, velocity=82, level=-8, spread=0.7, reverb=0.45, low_cut=180, attack=0.15),
        Voice("percussion", "drums", ("orchestral drums",), {
            "light": ({41: "x.......x.......", LOW_TOM: "......x.......x."}, {KICK: "x..............."}),
            "main": ({KICK: "x.......x.......", 41: "x..x..x.x..x..x.", MID_TOM: "....x.......x...", SNARE: "oooo.oooo.ooo.oo"}, {KICK: "x.....x.........", 41: "x..x..x...x.x...", LOW_TOM: "..x..x..x..x..x.", SNARE: "o.ooo.ooo.ooo.oo"}),
            "full": ({KICK: "x.......x.....x.", 41: "x..x..x.x..x..xx", LOW_TOM: "x.x.x.x.x.x.x.x.", HIGH_TOM: "...x.....x....x.", SNARE: "xoooxoooxoooxooo"}, {KICK: "x...x...x...x...", 41: "xoxxxoxxxoxxxoxx", MID_TOM: "x..x..x.x..x..x.", SNARE: "xooxooxoxooxooxo", CYMBAL: "x..............."}),
            "fill": "drums", "accent": SNARE}, enter=0.4, velocity=100, level=-2.5, reverb=0.22, loose=4),
    ),
    Chain(presence=4.5, room=2.8, damping=7500, glue=2.0, shelf=2.5, width=1.1),
    arc=(("intro", 0.32, 1), ("verse", 0.55, 2), ("theme", 0.78, 2), ("break", 0.35, 1), ("climax", 1.0, 2)),
    tail=3.6, ending="ring", fill="drums", risers=True, impacts=True, valence=0.0, arousal=0.7,
)  # fmt: skip
TENSE = Style(
    "tense", "tense thriller", (84, 104), ("phrygian", "phrygian", "minor"),
    {"minor": ("i i bII i", "i #ivdim i bII", "i bVI bII i", "i i iv bII", "isus2 i bII bII")},
    (
        Voice("drone", "pad", ("contrabass",), {"low": 28, "high": 40, "voices": 1}, velocity=70, level=-6, reverb=0.25, attack=0.5),
        Voice("pulse", "bass", ("synth bass", "pizzicato"), {"figures": ("r.r.r.r.r.r.r.r.", "r..r..r.r..r..r.", "rrr.rrr.rrr.rrr."), "low": 36, "gate": 0.7}, enter=0.35, velocity=76, level=-5, reverb=0.12, loose=2),
        Voice("tremolo", "comp", ("strings",), {"rhythms": ("xxxxxxxxxxxxxxxx",), "low": 55, "high": 72, "voices": 3, "strum": 0.0}, velocity=60, level=-2, spread=0.6, reverb=0.35, low_cut=160, release=0.2, loose=10),
        Voice("high string", "pad", ("violin", "slow strings"), {"low": 79, "high": 91, "voices": 1}, enter=0.5, velocity=52, level=-7, pan=-0.3, reverb=0.5, low_cut=300, attack=1.2),
        Voice("figure", "arp", ("piano", "pizzicato", "celesta"), {"figures": ("0 - - 1 - - 2 -", "0 - 2 - - 1 - -", "2 - 1 - 0 - - -"), "step": 0.5, "low": 60, "high": 79, "voices": 3, "hold": 1.5}, enter=0.3, velocity=66, level=-3, pan=0.2, reverb=0.4, echo=0.25, low_cut=160),
        Voice("low brass", "counter", ("trombone", "horns"), {"low": 36, "high": 53, "moving": False}, enter=0.72, velocity=82, level=-6, reverb=0.3),
        Voice("percussion", "drums", ("tension drums",), {
            "light": ({RIM: "x...x...x...x..."}, {RIM: "x...x...x...x...", KICK: "x.x............."}),
            "main": ({RIM: "x.x.x.x.x.x.x.x.", KICK: "x.x.....x......."}, {HAT: "x.x.x.x.x.x.x.x.", KICK: "x..x......x.....", RIM: "....x.......x..."}),
            "full": ({HAT: "xxxxxxxxxxxxxxxx", KICK: "x.....x...x.....", LOW_TOM: "x..x..x...x..x..", SNARE: "....x.......x..."}, {HAT: "xxxxxxxxxxxxxxxx", KICK: "x..x..x.x..x..x.", MID_TOM: "......x.......xx"}),
            "fill": "drums", "crash": False}, velocity=88, level=-5, reverb=0.25, loose=3),
    ),
    Chain(presence=2.5, width=1.15, room=3.2, damping=4200, glue=1.8, high_cut=13000, drive=0.1, echo_beats=1.0, echo_feedback=0.4),
    arc=(("intro", 0.3, 1), ("verse", 0.5, 2), ("rise", 0.7, 2), ("break", 0.35, 1), ("climax", 0.95, 2)),
    tail=3.2, ending="ring", fill="drums", risers=True, impacts=True, valence=-0.5, arousal=0.4,
)  # fmt: skip
SCREEN: tuple[Style, ...] = (CINEMATIC, EPIC, TENSE)
