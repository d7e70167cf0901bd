"""Music for pictures: piano, orchestra, suspense."""

from __future__ import annotations

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
              velocity=58, level=-3.5, spread=0.5, reverb=0.28, loose=9),
        Voice("right hand", "lead", ("piano",),
              {"low": 67, "high": 88, "feel": "lyrical", "double": 0.72, "octave_below": True, "under_speech": False, "hold": 1.1},
              enter=0.3, velocity=72, level=0, spread=0.4, reverb=0.3, loose=10),
        Voice("inner voice", "comp", ("piano",), {"rhythms": ("....x...........", "........x.......", "....x.......x..."), "low": 57, "high": 72, "voices": 2, "strum": 0.02},
              velocity=50, level=-6, spread=0.3, reverb=0.3, loose=12),
        Voice("strings", "pad", ("slow strings",), {"low": 52, "high": 77}, enter=0.45, velocity=66, level=-5, spread=0.6, reverb=0.4, low_cut=110, attack=0.5, release=1.4),
        Voice("cello", "counter", ("cello",), {"low": 43, "high": 62}, enter=0.6, velocity=66, level=-5.5, pan=0.3, reverb=0.35, attack=0.12),
        Voice("basses", "bass", ("contrabass",), {"figures": ("r---------------",), "low": 28}, enter=0.6, velocity=64, level=-6, reverb=0.2, attack=0.1),
        Voice("harp", "arp", ("harp",), {"figures": ("0 1 2 3 4 5 6 7", "4 3 2 1 0 1 2 3"), "step": 0.5, "low": 60, "high": 79, "hold": 3.0}, enter=0.72, velocity=58, level=-10, pan=-0.35, reverb=0.35),
        Voice("shimmer", "pad", ("warm pad",), {"low": 60, "high": 80, "voices": 3}, enter=0.3, velocity=54, level=-15, spread=0.7, reverb=0.5, low_cut=200, attack=0.8),
    ),
    Chain(room=2.8, damping=6500, glue=1.4, high_cut=15000),
    arc=(("intro", 0.25, 1), ("theme", 0.42, 2), ("rise", 0.62, 2), ("climax", 0.85, 2), ("outro", 0.3, 1)),
    tail=4.2, ending="ritard", fill="none", valence=0.35, arousal=-0.3,
)  # fmt: skip
SCREEN: tuple[Style, ...] = (CINEMATIC,)
