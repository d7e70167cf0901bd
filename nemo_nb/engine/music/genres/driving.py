"""Music that pushes: pop and its neighbours."""

from __future__ import annotations

from ..kits import CLAP, HAT, KICK, OPEN, SHAKER, SNARE, TAMBOURINE
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
              velocity=78, level=-5, pan=-0.35, reverb=0.12, echo=0.12, low_cut=140),
        Voice("piano", "comp", ("piano",),
              {"rhythms": ("x.......x.......", "x.....x.....x...", "x...x...x...x...", "x..x..x.x..x..x."), "low": 53, "high": 74, "strum": 0.006},
              enter=0.45, velocity=82, level=-3.5, spread=0.4, reverb=0.14, low_cut=130),
        Voice("bass", "bass", ("finger bass", "synth bass"),
              {"figures": ("r-----r-r-----5-", "r-r-r-r-r-r-r-a-", "r---r---r---r-a-"), "busy": ("r-r-r-r-r-r-r-5-", "r-r-o-r-r-r-o-a-"), "low": 29, "gate": 0.9},
              enter=0.42, velocity=88, level=-2.5, reverb=0.0, pump=1.5),
        Voice("drums", "drums", ("pop kit",), _POP_DRUMS, enter=0.38, velocity=88, level=-1, reverb=0.07, loose=3),
        Voice("melody", "lead", ("glockenspiel", "marimba", "flute", "whistle", "synth pluck"),
              {"low": 72, "high": 91, "feel": "lively"}, enter=0.6, velocity=80, level=-4, pan=0.15, reverb=0.22, echo=0.22, low_cut=200),
        Voice("strings", "pad", ("strings", "bright pad"), {"low": 57, "high": 79, "voices": 3}, enter=0.7, velocity=70, level=-9, spread=0.5, reverb=0.3, low_cut=180),
        Voice("ukulele", "comp", ("ukulele", "steel guitar"), {"rhythms": ("x...x.x...x.x.x.", "x.x...x.x.x...x."), "low": 57, "high": 74, "strum": 0.012, "alternate": True, "hold": 0.45},
              enter=0.55, velocity=74, level=-8, pan=0.4, reverb=0.12, low_cut=170),
    ),
    Chain(room=1.1, damping=9000, glue=2.2, shelf=1.5, echo_beats=0.75, echo_feedback=0.3),
    arc=(("intro", 0.42, 1), ("verse", 0.58, 2), ("chorus", 0.85, 2), ("break", 0.45, 1), ("build", 0.62, 1), ("chorus", 0.95, 2), ("outro", 0.6, 1)),
    tail=2.2, ending="button", fill="toms", risers=True, valence=0.75, arousal=0.45,
)  # fmt: skip
DRIVING: tuple[Style, ...] = (POP,)
