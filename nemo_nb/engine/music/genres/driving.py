# ruff: noqa: E501  (tables: one voice per row)
"""Music that pushes: pop, corporate, dance, trap, synthwave."""

from __future__ import annotations

from ..kits import CLAP, HAT, KICK, OPEN, RIDE, RIM, SHAKER, SNARE, TAMBOURINE
from ..score import Chain
from ..style import Style, Voice

_POP_DRUMS = {
    "light": (
        {KICK: "x.......x.......", SHAKER: "xoxoxoxoxoxoxoxo"},
        {KICK: "x...x...x...x...", SHAKER: "x.x.x.x.x.x.x.x."},
    ),
    "main": (
        {
            KICK: "x.....x.x.......",
            SNARE: "....x.......x...",
            HAT: "x.x.x.x.x.x.x.x.",
            SHAKER: "xoxoxoxoxoxoxoxo",
        },
        {
            KICK: "x...x...x...x...",
            CLAP: "....x.......x...",
            HAT: "..x...x...x...x.",
            SHAKER: "xoxoxoxoxoxoxoxo",
        },
        {KICK: "x.......x.x.....", SNARE: "....x.......x...", HAT: "x.x.x.x.x.x.x.x."},
    ),
    "full": (
        {
            KICK: "x...x...x...x...",
            SNARE: "....x.......x...",
            CLAP: "....x.......x...",
            HAT: "x.x.x.x.x.x.x.x.",
            TAMBOURINE: "..x...x...x...x.",
            OPEN: "..............x.",
        },
        {
            KICK: "x.....x.x.x.....",
            SNARE: "....x.......x...",
            CLAP: "....x.......x...",
            HAT: "x.x.x.x.x.x.x.x.",
            TAMBOURINE: "xoxoxoxoxoxoxoxo",
        },
    ),
    "tight": (KICK,),
    "fill": "toms",
}
POP = Style(
    "pop", "upbeat pop", (108, 124), ("major", "major", "mixolydian"),
    {
        "major": ("Iadd9 V vi IVadd9", "I vi IV V", "IVadd9 Iadd9 V vi7", "vi7 IVadd9 I V", "I IV vi V", "Iadd9 IVadd9 ii7 Vsus4"),
        "minor": ("i bVI bIII bVII", "i bVII bVI bVII"),
    },
    (
        Voice("guitar", "arp", ("muted guitar", "clean guitar", "synth pluck"),
              {"figures": ("0 2 1 2 3 2 1 2", "0 1 2 3 2 1 2 1", "0 - 2 1 - 2 3 1", "0 2 3 2 0 2 3 1"), "step": 0.5, "low": 55, "high": 76, "hold": 0.9},
              velocity=78, level=-5.5, pan=-0.35, reverb=0.12, echo=0.12, low_cut=140),
        Voice("piano", "comp", ("piano",),
              {"rhythms": ("x.......x.......", "x.....x.....x...", "x...x...x...x...", "x..x..x.x..x..x."), "low": 53, "high": 74, "strum": 0.006},
              enter=0.45, velocity=80, level=-9, spread=0.45, reverb=0.14, low_cut=130),
        Voice("bass", "bass", ("finger bass", "synth bass"),
              {"figures": ("r-----r-r-----5-", "r-r-r-r-r-r-r-a-", "r---r---r---r-a-"), "busy": ("r-r-r-r-r-r-r-5-", "r-r-o-r-r-r-o-a-"), "low": 29, "gate": 0.9},
              enter=0.42, velocity=88, level=-5, reverb=0.0, pump=1.5),
        Voice("drums", "drums", ("pop kit",), _POP_DRUMS, enter=0.38, velocity=88, level=-1, reverb=0.07, loose=3),
        Voice("melody", "lead", ("glockenspiel", "marimba", "flute", "whistle", "synth pluck"),
              {"low": 72, "high": 91, "feel": "lively"}, enter=0.6, velocity=80, level=-4, pan=0.15, reverb=0.22, echo=0.22, low_cut=200),
        Voice("strings", "pad", ("strings", "bright pad"), {"low": 57, "high": 79, "voices": 3}, enter=0.7, velocity=70, level=-8, spread=0.6, reverb=0.3, low_cut=180),
        Voice("ukulele", "comp", ("ukulele", "steel guitar"), {"rhythms": ("x...x.x...x.x.x.", "x.x...x.x.x...x."), "low": 57, "high": 74, "strum": 0.012, "alternate": True, "hold": 0.45},
              enter=0.55, velocity=72, level=-10, pan=0.45, reverb=0.12, low_cut=170),
    ),
    Chain(width=1.35, room=1.1, damping=9000, glue=2.2, shelf=1.5, echo_beats=0.75, echo_feedback=0.3),
    arc=(("intro", 0.42, 1), ("verse", 0.58, 2), ("chorus", 0.85, 2), ("break", 0.45, 1), ("build", 0.62, 1), ("chorus", 0.95, 2), ("outro", 0.6, 1)),
    tail=1.5, ending="button", fill="toms", risers=True, valence=0.75, arousal=0.45,
)  # fmt: skip

CORPORATE = Style(
    "corporate", "inspiring corporate", (100, 118), ("major", "lydian"),
    {"major": ("Iadd9 V/3 vi7 IVadd9", "IVadd9 Iadd9 Vsus4 vi7", "vi7 IVadd9 Iadd9 V", "Iadd9 iii7 IVadd9 V")},
    (
        Voice("guitar", "arp", ("muted guitar", "clean guitar"),
              {"figures": ("0 2 1 3 2 3 1 2", "0 1 2 1 3 1 2 1", "0 3 2 3 1 3 2 3"), "step": 0.5, "low": 57, "high": 78, "hold": 1.2},
              velocity=74, level=-6.5, pan=-0.35, reverb=0.2, echo=0.3, low_cut=150),
        Voice("second guitar", "arp", ("muted guitar",), {"figures": ("0 0 0 0 0 0 0 0", "0 0 1 0 0 0 1 0"), "step": 0.5, "low": 52, "high": 66, "voices": 3, "hold": 0.7}, enter=0.5, velocity=70, level=-6, pan=0.4, reverb=0.1, low_cut=130),
        Voice("piano", "comp", ("piano",), {"rhythms": ("x...............", "x.......x.......", "x.....x.........") , "low": 55, "high": 76, "strum": 0.008}, velocity=74, level=-6, spread=0.45, reverb=0.25, low_cut=120),
        Voice("bass", "bass", ("finger bass",), {"figures": ("r---------------", "r-------r-------"), "busy": ("r-r-r-r-r-r-r-r-", "r-r-r-r-r-r-5-a-"), "low": 29}, enter=0.45, velocity=82, level=-3, reverb=0.0),
        Voice("drums", "drums", ("pop kit",), {
            "light": ({KICK: "x...x...x...x...", SHAKER: "x.x.x.x.x.x.x.x."},),
            "main": ({KICK: "x...x...x...x...", CLAP: "....x.......x...", SHAKER: "xoxoxoxoxoxoxoxo"}, {KICK: "x...x...x..xx...", CLAP: "....x.......x...", SHAKER: "xoxoxoxoxoxoxoxo"}),
            "full": ({KICK: "x...x...x...x...", SNARE: "....x.......x...", CLAP: "....x.......x...", HAT: "..x...x...x...x.", SHAKER: "xoxoxoxoxoxoxoxo"},), "fill": "toms", "tight": (KICK,)},
              enter=0.48, velocity=82, level=-1, reverb=0.1, loose=3),
        Voice("melody", "lead", ("piano", "glockenspiel"), {"low": 74, "high": 93, "feel": "lyrical"}, enter=0.6, velocity=76, level=-1.5, pan=0.1, reverb=0.3, echo=0.2, low_cut=200),
        Voice("strings", "pad", ("slow strings",), {"low": 55, "high": 78}, enter=0.55, velocity=68, level=-9, spread=0.6, reverb=0.35, low_cut=160, attack=0.3),
        Voice("pad", "pad", ("warm pad",), {"low": 52, "high": 72}, velocity=64, level=-12, spread=0.6, reverb=0.3, low_cut=140),
    ),
    Chain(presence=1.5, width=1.15, dynamics=4.0, room=1.7, damping=8500, glue=2.4, shelf=1.2, echo_beats=0.75, echo_feedback=0.35),
    arc=(("intro", 0.32, 1), ("verse", 0.52, 2), ("chorus", 0.74, 2), ("break", 0.4, 1), ("chorus", 0.92, 3), ("outro", 0.4, 1)),
    tail=3.0, ending="ring", fill="toms", risers=True, valence=0.65, arousal=0.2,
)  # fmt: skip
_HOUSE_DRUMS = {
    "light": ({HAT: "xoxoxoxoxoxoxoxo", SHAKER: "..x...x...x...x."},),
    "main": (
        {
            KICK: "x...x...x...x...",
            CLAP: "....x.......x...",
            OPEN: "..x...x...x...x.",
            HAT: "xoxoxoxoxoxoxoxo",
        },
        {
            KICK: "x...x...x...x...",
            CLAP: "....x.......x..o",
            OPEN: "..x...x...x...x.",
            SHAKER: "xoxoxoxoxoxoxoxo",
        },
    ),
    "full": (
        {
            KICK: "x...x...x...x...",
            CLAP: "....x.......x...",
            SNARE: "....x.......x...",
            OPEN: "..x...x...x...x.",
            HAT: "xxxxxxxxxxxxxxxx",
            RIDE: "..x...x...x...x.",
        },
        {
            KICK: "x...x...x...x...",
            CLAP: "....x..x....x...",
            OPEN: "..x...x...x...x.",
            HAT: "xxxxxxxxxxxxxxxx",
            SHAKER: "xoxoxoxoxoxoxoxo",
        },
    ),
    "tight": (KICK, CLAP, OPEN, HAT),
    "fill": "snare",
}
HOUSE = Style(
    "house", "house", (120, 126), ("minor", "dorian"),
    {
        "minor": ("i bVI bIII bVII", "i9 bVImaj9", "i v7 bVI iv", "iv bVI i bVII", "i7 iv7 bVImaj7 v7"),
        "major": ("vi IV I V", "Imaj9 vi9 IVmaj9 V"),
    },
    (
        Voice("stabs", "comp", ("supersaw", "organ", "rhodes"), {"rhythms": ("..x...x...x...x.", "x..x..x...x..x..", "x..x...x..x..x..", "..x..x....x..x.."), "low": 53, "high": 74, "strum": 0.0, "hold": 0.4}, enter=0.42, velocity=82, level=-5, spread=0.5, reverb=0.22, echo=0.2, pump=5, low_cut=170, loose=2),
        Voice("pad", "pad", ("bright pad",), {"low": 52, "high": 74}, velocity=70, level=-8, spread=0.7, reverb=0.3, pump=9, low_cut=180),
        Voice("bass", "bass", ("synth bass", "sub bass"), {"figures": ("..r-..r-..r-..r-", "..r...r-..r..rr-", ".rr-.rr-.rr-.rr-"), "busy": (".rrr.rrr.rrr.rrr", "..r-..ro..r-..ra"), "low": 29, "gate": 0.85}, enter=0.5, velocity=90, level=-6, reverb=0.0, pump=7, loose=1),
        Voice("arp", "arp", ("synth arp", "synth pluck"), {"figures": ("0 1 2 3 1 2 3 4", "0 2 1 3 0 2 4 3", "0 - 2 1 - 3 2 -"), "step": 0.25, "low": 60, "high": 82, "hold": 0.8}, enter=0.62, velocity=74, level=-8, pan=0.2, spread=0.3, reverb=0.2, echo=0.25, pump=5, low_cut=220, loose=1),
        Voice("melody", "lead", ("supersaw", "synth pluck"), {"low": 69, "high": 88, "feel": "riff", "pentatonic": True}, enter=0.8, velocity=82, level=-4, reverb=0.25, echo=0.25, pump=4, low_cut=220, loose=2),
        Voice("drums", "drums", ("house kit",), _HOUSE_DRUMS, enter=0.3, velocity=92, level=-4, reverb=0.05, loose=2),
    ),
    Chain(presence=3.0, width=1.3, room=1.4, damping=8500, glue=2.5, shelf=2.0, drive=0.15, echo_beats=0.75, echo_feedback=0.4, sweep=((0, 8, 450, 14000),)),
    arc=(("intro", 0.5, 1), ("break", 0.44, 1), ("build", 0.6, 1), ("drop", 0.92, 2), ("break", 0.42, 1), ("drop", 0.97, 2), ("outro", 0.58, 1)),
    tail=2.2, ending="ring", fill="snare", risers=True, impacts=True, valence=0.4, arousal=0.7,
)  # fmt: skip
WORKOUT = Style(
    "workout", "workout electro-rock", (128, 142), ("minor", "dorian", "phrygian"),
    {"minor": ("i bVII bVI bVII", "i i bIII bVII", "i bVI i bVII", "i iv bVI bVII")},
    (
        Voice("power guitar", "comp", ("distorted guitar",), {"rhythms": ("x.xx..x.x.xx..x.", "x..x..x.x..x..x.", "x.x.x.xxx.x.x.x."), "low": 40, "power": True, "strum": 0.004, "hold": 0.45}, enter=0.5, velocity=86, level=-8, pan=-0.5, reverb=0.08, low_cut=110, loose=4),
        Voice("second guitar", "comp", ("distorted guitar",), {"rhythms": ("x.xx..x.x.xx..x.", "x..x..x.x..x..x.", "x.x.x.xxx.x.x.x."), "low": 40, "power": True, "strum": 0.004, "hold": 0.45}, enter=0.62, velocity=84, level=-8, pan=0.5, reverb=0.08, low_cut=110, loose=6, late=4),
        Voice("bass", "bass", ("synth bass",), {"figures": ("r-r-r-r-r-r-r-r-", "rrr.rrr.rrr.rrr."), "busy": ("rrrrrrrrrrrrrrra",), "low": 28, "gate": 0.9}, enter=0.35, velocity=92, level=-5.5, reverb=0.0, pump=5, loose=1),
        Voice("arp", "arp", ("synth pluck", "synth arp"), {"figures": ("0 0 1 0 2 0 1 2", "0 1 2 0 1 2 3 1"), "step": 0.25, "low": 57, "high": 76, "hold": 0.8}, velocity=78, level=-5, spread=0.3, reverb=0.15, echo=0.15, pump=4, low_cut=200, loose=1),
        Voice("lead", "lead", ("supersaw",), {"low": 67, "high": 86, "feel": "riff", "pentatonic": True}, enter=0.78, velocity=84, level=-5, reverb=0.22, echo=0.2, pump=3, low_cut=220, loose=2),
        Voice("drums", "drums", ("rock kit",), {
            "light": ({KICK: "x...x...x...x...", HAT: "x.x.x.x.x.x.x.x."},),
            "main": ({KICK: "x...x...x...x...", SNARE: "....x.......x...", HAT: "xoxoxoxoxoxoxoxo"}, {KICK: "x.x...x.x.x...x.", SNARE: "....x.......x...", HAT: "x.x.x.x.x.x.x.x."}),
            "full": ({KICK: "x...x...x...x...", SNARE: "....x.......x...", CLAP: "....x.......x...", OPEN: "..x...x...x...x.", HAT: "xxxxxxxxxxxxxxxx"}, {KICK: "x..xx...x..xx...", SNARE: "....x.......x..x", CLAP: "....x.......x...", OPEN: "..x...x...x...x."}),
            "tight": (KICK, CLAP), "fill": "snare"}, enter=0.3, velocity=96, level=-4.5, reverb=0.06, loose=2),
    ),
    Chain(width=1.2, room=1.0, damping=8000, glue=3.0, drive=0.35, shelf=1.0, echo_beats=0.75, echo_feedback=0.35),
    arc=(("intro", 0.48, 1), ("verse", 0.66, 2), ("build", 0.72, 1), ("drop", 0.95, 2), ("break", 0.5, 1), ("drop", 1.0, 2), ("outro", 0.8, 1)),
    tail=1.4, ending="button", fill="snare", risers=True, impacts=True, valence=0.3, arousal=0.9,
)  # fmt: skip
TRAP = Style(
    "trap", "trap", (132, 148), ("minor", "harmonic minor", "phrygian"),
    {"minor": ("i i bVI bVI", "i bVI i v", "i bII i bII", "i i iv bVI", "bVI bVI i i")},
    (
        Voice("bells", "lead", ("soft bell", "music box", "piano", "kalimba"), {"low": 67, "high": 88, "feel": "riff", "under_speech": True}, velocity=72, level=-1.5, pan=0.1, reverb=0.3, echo=0.3, low_cut=200, high_cut=9000, loose=5),
        Voice("pluck", "arp", ("synth pluck", "piano", "harp"), {"figures": ("0 - 2 - 1 - - 2", "0 - - 2 - - 1 -", "0 2 1 - 0 2 1 -"), "step": 0.5, "low": 57, "high": 76, "hold": 1.4}, enter=0.5, velocity=70, level=-5, pan=-0.25, reverb=0.25, echo=0.2, low_cut=180),
        Voice("choir", "pad", ("choir", "warm pad"), {"low": 50, "high": 70, "voices": 3}, velocity=64, level=-6, spread=0.6, reverb=0.4, low_cut=170),
        Voice("808", "bass", ("808 bass",), {"figures": ("r-----..r---....", "r---------r-----", "r-----r---..r-a-", "r------r------o-"), "low": 28}, enter=0.42, velocity=94, level=-10.5, reverb=0.0, pump=4, loose=1),
        Voice("drums", "drums", ("trap kit",), {
            "light": ({HAT: "x.x.x.x.x.x.x.x.", SNARE: "........x......."},),
            "main": (
                {KICK: "x......x..x.....", CLAP: "........x.......", HAT: "x.x.x.x.x.x.x.x."},
                {KICK: "x.........x...x.", CLAP: "........x.......", HAT: "x.x.x.xxx.x.x.x.", RIM: "...x.....x......"},
                {KICK: "x..x......x..x..", CLAP: "........x.......", HAT: "x.x.x.x.x.xxx.x.", OPEN: "......x........."},
            ),
            "full": (
                {KICK: "x......x..x..x..", CLAP: "........x.......", SNARE: "........x.......", HAT: "xxx.xxx.xxx.xxx.", OPEN: "..............x.", RIM: "...x......x..x.."},
                {KICK: "x..x...x..x.....", CLAP: "........x.......", SNARE: "........x......o", HAT: "x.x.xxx.x.xxx.xx", OPEN: "......x........."},
            ),
            "rolls": 0.4, "tight": (KICK, CLAP, SNARE), "fill": "none", "crash": False}, enter=0.35, velocity=92, level=-2.5, reverb=0.05, loose=2),
    ),
    Chain(presence=2.0, width=1.4, room=1.9, damping=6500, glue=2.4, drive=0.25, shelf=1.5, echo_beats=0.75, echo_feedback=0.35, sweep=((0, 8, 600, 9000),)),
    arc=(("intro", 0.38, 1), ("verse", 0.62, 2), ("drop", 0.9, 2), ("break", 0.42, 1), ("drop", 0.95, 2), ("outro", 0.45, 1)),
    tail=2.8, ending="ring", fill="none", impacts=True, valence=-0.3, arousal=0.4,
)  # fmt: skip
SYNTHWAVE = Style(
    "synthwave", "synthwave", (88, 108), ("minor", "dorian"),
    {"minor": ("i bVI bVII i", "i bVI bIII bVII", "bVI bVII i i", "i iv bVI bVII", "i bIII bVII iv"), "major": ("vi IV I V",)},
    (
        Voice("bass", "bass", ("synth bass",), {"figures": ("rrrrrrrrrrrrrrrr", "r.rrr.rrr.rrr.rr", "r-rrr-rrr-rrr-rr"), "low": 29, "gate": 0.8}, velocity=84, level=-4.5, reverb=0.0, pump=3, loose=1),
        Voice("pad", "pad", ("bright pad",), {"low": 52, "high": 74}, velocity=72, level=-7, spread=0.8, reverb=0.35, pump=3, low_cut=170),
        Voice("arp", "arp", ("synth arp", "synth pluck"), {"figures": ("0 1 2 3 2 1 2 1", "0 2 1 3 2 4 3 1", "0 1 2 4 3 2 1 2"), "step": 0.25, "low": 60, "high": 82, "hold": 0.8}, enter=0.42, velocity=72, level=-7, pan=0.25, reverb=0.2, echo=0.25, low_cut=220, loose=1),
        Voice("lead", "lead", ("supersaw", "soft bell", "sax"), {"low": 67, "high": 86, "feel": "lyrical"}, enter=0.6, velocity=80, level=-3.5, reverb=0.3, echo=0.3, low_cut=200, attack=0.02),
        Voice("drums", "drums", ("synthwave kit",), {
            "light": ({KICK: "x...x...x...x...", HAT: "..x...x...x...x."},),
            "main": ({KICK: "x...x...x...x...", SNARE: "....x.......x...", HAT: "x.x.x.x.x.x.x.x."}, {KICK: "x.....x.x.......", SNARE: "....x.......x...", HAT: "xoxoxoxoxoxoxoxo"}),
            "full": ({KICK: "x...x...x...x...", SNARE: "....x.......x...", CLAP: "....x.......x...", HAT: "xoxoxoxoxoxoxoxo", OPEN: "..x...x...x...x."},),
            "fill": "toms", "tight": (KICK, HAT)}, enter=0.4, velocity=92, level=-4, reverb=0.16, loose=1),
    ),
    Chain(presence=3.5, width=1.15, dynamics=6.0, room=1.8, damping=8000, glue=2.4, drive=0.3, shelf=2.0, high_cut=16000, wow=0.25, echo_beats=0.75, echo_feedback=0.4),
    arc=(("intro", 0.36, 1), ("verse", 0.58, 2), ("chorus", 0.82, 2), ("break", 0.4, 1), ("chorus", 0.92, 2), ("outro", 0.5, 1)),
    tail=3.0, ending="ring", fill="toms", valence=0.1, arousal=0.35,
)  # fmt: skip
DRIVING: tuple[Style, ...] = (POP, CORPORATE, HOUSE, WORKOUT, TRAP, SYNTHWAVE)
