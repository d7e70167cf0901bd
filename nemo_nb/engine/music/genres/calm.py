"""Quiet genres: lo-fi and what stands near it."""

from __future__ import annotations

from ..kits import HAT, KICK, RIM, SNARE
from ..score import Chain
from ..style import Style, Voice

_LOFI_DRUMS = {
    "light": (
        {KICK: "x.......x.......", RIM: "....x.......x...", HAT: "x.x.x.x.x.x.x.x."},
        {KICK: "x.........x.....", RIM: "....x.......x...", HAT: "x...x.x.x...x.x."},
    ),
    "main": (
        {KICK: "x.....x...x.....", SNARE: "....x.......x..o", HAT: "x.x.x.x.x.x.x.xx"},
        {KICK: "x..x......x.....", SNARE: "....x..o....x...", HAT: "x.x.x.xxx.x.x.x."},
        {KICK: "x......x..x..x..", SNARE: "....x.......x...", HAT: "x.x.x.x.x.xxx.x."},
        {KICK: "x.x.....x.x.....", SNARE: "....x.......x.o.", HAT: "x.x.x.x.x.x.x.x."},
    ),
    "late": {SNARE: 18, RIM: 14, HAT: 3},
    "fill": "light",
    "crash": False,
    "accent": KICK,
}
LOFI = Style(
    "lofi", "lo-fi hip-hop", (72, 86), ("minor", "dorian", "major"),
    {
        "major": ("ii9 V13 Imaj9 vi9", "Imaj7 iii7 vi7 IVmaj7", "IVmaj7 iii7 ii7 Imaj7", "Imaj9 vi9 ii9 V13", "IVmaj9 V7 iii7 vi9"),
        "minor": ("i9 iv9 bVIImaj7 bIIImaj7", "i9 bVImaj7 iv9 v7", "i7 iv7 bVImaj7 bVII7", "bVImaj9 v7 i9 i9", "i9 bVII6 bVImaj9 v7"),
    },
    (
        Voice("keys", "comp", ("rhodes", "piano", "nylon guitar"),
              {"rhythms": ("x.........x.....", "x.....x.........", "x.......x..x....", "x..x......x....."), "low": 51, "high": 72, "rootless": True, "strum": 0.016},
              velocity=66, level=-1, spread=0.35, reverb=0.14, pump=2.5, low_cut=110, high_cut=4800, loose=8),
        Voice("bass", "bass", ("upright bass", "finger bass", "sub bass"),
              {"figures": ("r-----r-..5-----", "r---..r-r---..a-", "r-------r---5-a-", "r--r----..r-5---"), "low": 30},
              enter=0.4, velocity=80, level=-2, reverb=0.0, high_cut=1800, late=8, loose=6),
        Voice("drums", "drums", ("lo-fi kit",), _LOFI_DRUMS, enter=0.4, velocity=78, level=-1.5, reverb=0.05, high_cut=9000, loose=4),
        Voice("melody", "lead", ("vibraphone", "jazz guitar", "flute", "music box"),
              {"low": 65, "high": 82, "feel": "sparse", "pentatonic": True}, enter=0.55, velocity=66, level=-3, pan=0.12,
              reverb=0.28, echo=0.22, low_cut=180, high_cut=5200, loose=10, late=10),
        Voice("pad", "pad", ("warm pad",), {"low": 52, "high": 70, "voices": 3}, velocity=60, level=-13, spread=0.6, reverb=0.3, pump=3, low_cut=160, high_cut=2600),
    ),
    Chain(room=1.3, damping=4200, drive=0.35, high_cut=9500, wow=0.75, vinyl=0.7, glue=2.2, echo_beats=0.75, echo_feedback=0.35, sweep=((0, 4, 700, 7000),)),
    arc=(("intro", 0.3, 1), ("verse", 0.52, 2), ("theme", 0.66, 2), ("break", 0.42, 1), ("theme", 0.68, 2), ("outro", 0.32, 1)),
    swing=0.58, swing_unit=0.25, tail=3.2, ending="ritard", fill="light", valence=0.25, arousal=-0.45,
)  # fmt: skip
CALM: tuple[Style, ...] = (LOFI,)
