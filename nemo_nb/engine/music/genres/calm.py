# ruff: noqa: E501  (tables: one voice per row)
"""Quiet genres: lo-fi and what stands near it."""

from __future__ import annotations

from ..kits import HAT, KICK, PEDAL, RIDE, RIM, SHAKER, SNARE
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
              velocity=66, level=-5, spread=0.5, reverb=0.14, pump=2.5, low_cut=110, high_cut=6500, loose=8),
        Voice("bass", "bass", ("upright bass", "finger bass", "sub bass"),
              {"figures": ("r-----r-..5-----", "r---..r-r---..a-", "r-------r---5-a-", "r--r----..r-5---"), "low": 31},
              enter=0.4, velocity=80, level=-4.5, reverb=0.0, high_cut=1800, late=8, loose=6),
        Voice("drums", "drums", ("lo-fi kit",), _LOFI_DRUMS, enter=0.4, velocity=84, level=2, reverb=0.05, high_cut=9000, loose=4),
        Voice("melody", "lead", ("vibraphone", "jazz guitar", "flute", "music box"),
              {"low": 65, "high": 82, "feel": "sparse", "pentatonic": True}, enter=0.5, velocity=70, level=-1, pan=0.12,
              reverb=0.28, echo=0.22, low_cut=180, high_cut=7000, loose=10, late=10),
        Voice("pad", "pad", ("warm pad",), {"low": 52, "high": 70, "voices": 3}, velocity=60, level=-10, spread=0.7, reverb=0.3, pump=3, low_cut=160, high_cut=2600),
    ),
    Chain(presence=2.0, width=1.3, room=1.3, damping=4200, drive=0.35, high_cut=9500, wow=0.75, vinyl=0.7, glue=2.2, echo_beats=0.75, echo_feedback=0.35, sweep=((0, 4, 700, 7000),)),
    arc=(("intro", 0.3, 1), ("verse", 0.52, 2), ("theme", 0.66, 2), ("break", 0.42, 1), ("theme", 0.68, 2), ("outro", 0.32, 1)),
    swing=0.58, swing_unit=0.25, tail=3.2, ending="ritard", fill="light", valence=0.25, arousal=-0.45,
)  # fmt: skip
AMBIENT = Style(
    "ambient", "ambient", (54, 68), ("lydian", "major", "dorian"),
    {"major": ("Imaj9 II/1", "Iadd9 iii7 IVmaj7 IVmaj7", "IVmaj9 Imaj9", "Imaj9 vi9 IVmaj9 Iadd9"), "minor": ("i9 bVIImaj7", "i9 IV9", "i9 bVImaj9")},
    (
        Voice("pad", "pad", ("warm pad",), {"low": 50, "high": 72}, velocity=70, level=-6, spread=0.8, reverb=0.45, low_cut=110, attack=1.6, release=3.0),
        Voice("strings", "pad", ("slow strings", "choir"), {"low": 57, "high": 79, "voices": 3}, enter=0.35, velocity=58, level=-6, spread=0.7, reverb=0.5, low_cut=150, attack=1.8, release=2.5),
        Voice("sub", "bass", ("sub bass",), {"figures": ("r---------------",), "low": 31}, enter=0.25, velocity=66, level=-9, reverb=0.0, attack=0.6, release=0.8),
        Voice("bells", "sparkle", ("soft bell", "celesta", "vibraphone"), {"low": 72, "high": 93, "rate": 0.24, "cycle": 7, "hold": 3.0}, velocity=64, level=0.5, spread=0.7, reverb=0.5, echo=0.35, low_cut=250, loose=8),
        Voice("piano", "sparkle", ("piano", "harp"), {"low": 55, "high": 79, "rate": 0.26, "cycle": 5, "hold": 4.0}, enter=0.2, velocity=60, level=2.5, spread=0.5, reverb=0.45, echo=0.2, low_cut=120, loose=8),
        Voice("pulse", "arp", ("kalimba", "harp", "marimba"), {"figures": ("0 - 1 - 2 - 1 -", "0 - 2 - 1 - 2 -", "2 - 1 - 0 - 1 -"), "step": 0.5, "low": 57, "high": 76, "hold": 3.0}, enter=0.3, velocity=56, level=1, pan=-0.2, spread=0.3, reverb=0.28, echo=0.15, low_cut=160, loose=7),
        Voice("line", "counter", ("flute", "cello", "oboe"), {"low": 57, "high": 74, "moving": False}, enter=0.55, velocity=56, level=-9, reverb=0.5, attack=0.5, release=1.0),
    ),
    Chain(presence=3.0, dynamics=9.0, room=4.5, damping=6500, glue=1.2, high_cut=16000, shelf=2.0, width=1.15, echo_beats=1.0, echo_feedback=0.45),
    arc=(("intro", 0.28, 1), ("drift", 0.42, 2), ("swell", 0.6, 2), ("drift", 0.4, 2), ("outro", 0.25, 1)),
    bars_per_chord=2, tail=5.0, ending="ring", fill="none", valence=0.4, arousal=-0.7,
)  # fmt: skip
DOCUMENTARY = Style(
    "documentary", "documentary underscore", (84, 100), ("dorian", "major", "minor"),
    {"major": ("Iadd9 vi7 IVadd9 Vsus4", "Imaj7 IVmaj7", "vi7 IVadd9 Iadd9 Iadd9"), "minor": ("i9 bVImaj7 bIII bVII", "i9 IV", "i7 bVImaj7")},
    (
        Voice("pulse", "arp", ("marimba", "pizzicato", "kalimba"), {"figures": ("0 2 1 2 0 2 3 2", "0 - 1 2 - 1 3 -", "0 1 2 0 1 2 0 1"), "step": 0.5, "low": 55, "high": 76, "hold": 1.0}, velocity=66, level=-3, pan=-0.25, reverb=0.25, echo=0.15, low_cut=120),
        Voice("piano", "comp", ("piano",), {"rhythms": ("x...............", "x.........x.....", "......x.........")  , "low": 52, "high": 72, "strum": 0.02}, enter=0.35, velocity=62, level=-5, spread=0.5, reverb=0.35, low_cut=110),
        Voice("strings", "pad", ("slow strings",), {"low": 52, "high": 74}, enter=0.45, velocity=62, level=-9, spread=0.7, reverb=0.4, low_cut=130, attack=0.8, release=1.5),
        Voice("pad", "pad", ("warm pad",), {"low": 48, "high": 69}, velocity=64, level=-9, spread=0.7, reverb=0.35, low_cut=110, attack=0.6),
        Voice("bass", "bass", ("contrabass", "sub bass"), {"figures": ("r---------------", "r---------5-----"), "low": 31}, enter=0.35, velocity=70, level=-9, reverb=0.1),
        Voice("melody", "lead", ("clarinet", "oboe", "cello", "piano"), {"low": 60, "high": 79, "feel": "sparse"}, enter=0.55, velocity=66, level=-2, pan=0.15, reverb=0.35, low_cut=150),
        Voice("percussion", "drums", ("brush kit",), {"light": ({SHAKER: "x.x.x.x.x.x.x.x."},), "main": ({SHAKER: "xoxoxoxoxoxoxoxo", KICK: "x.........x....."}, {SHAKER: "x.xxx.xxx.xxx.xx", KICK: "x.......x......."}), "fill": "none", "crash": False}, enter=0.55, velocity=70, level=4, reverb=0.15),
    ),
    Chain(presence=1.5, width=1.1, dynamics=7.0, room=2.4, damping=6500, glue=1.4, high_cut=16000, shelf=1.5, echo_beats=0.75),
    arc=(("intro", 0.3, 1), ("verse", 0.48, 2), ("theme", 0.66, 2), ("break", 0.36, 1), ("theme", 0.72, 2), ("outro", 0.3, 1)),
    tail=4.0, ending="ring", fill="none", valence=0.1, arousal=-0.25,
)  # fmt: skip
JAZZ = Style(
    "jazz", "swing jazz", (112, 148), ("major", "dorian"),
    {"major": ("Imaj9+vi9 ii9+V13", "ii9 V13 Imaj9 VI7b9", "Imaj9 VI7b9 ii9 V13", "iii7+VI7b9 ii9+V13"), "minor": ("i6 iim7b5+V7b9", "i9 iv9 iim7b5 V7b9")},
    (
        Voice("piano", "comp", ("piano",), {"rhythms": ("x.....x.........", "..x.......x.....", "x.........x.....", "......x.......x."), "low": 50, "high": 71, "rootless": True, "strum": 0.006, "hold": 0.7}, velocity=66, level=-7, spread=0.5, reverb=0.12, low_cut=110, loose=9),
        Voice("bass", "walk", ("upright bass",), {"low": 29}, velocity=88, level=-4.5, reverb=0.03, late=-5, loose=5),
        Voice("melody", "lead", ("sax", "muted trumpet", "vibraphone", "jazz guitar", "clarinet"), {"low": 60, "high": 79, "feel": "swing"}, enter=0.45, velocity=80, level=-1, pan=0.12, reverb=0.2, loose=10, late=8),
        Voice("drums", "drums", ("jazz kit",), {
            "light": ({RIDE: "x...x.x.x...x.x.", PEDAL: "....x.......x..."},),
            "main": ({RIDE: "x...x.x.x...x.x.", PEDAL: "....x.......x...", KICK: "o...o...o...o..."}, {RIDE: "x...x.x.x...x.x.", PEDAL: "....x.......x...", SNARE: "......o.......o."}, {RIDE: "x...x.x.x.x.x.x.", PEDAL: "....x.......x...", SNARE: "..o.......o....."}),
            "fill": "light", "crash": False, "accent": SNARE}, enter=0.35, velocity=80, level=9, reverb=0.1, loose=4),
        Voice("guitar", "comp", ("jazz guitar",), {"rhythms": ("x...x...x...x...",), "low": 48, "high": 67, "voices": 3, "rootless": True, "hold": 0.5, "strum": 0.01}, enter=0.62, velocity=58, level=-7, pan=-0.4, reverb=0.1, low_cut=130),
    ),
    Chain(width=1.4, room=0.9, damping=6500, glue=1.5, high_cut=15500),
    arc=(("intro", 0.38, 1), ("head", 0.58, 2), ("theme", 0.72, 2), ("break", 0.42, 1), ("head", 0.66, 2), ("outro", 0.45, 1)),
    swing=0.64, swing_unit=0.5, tail=2.8, ending="ring", fill="light", valence=0.45, arousal=0.0,
)  # fmt: skip
BOSSA = Style(
    "bossa", "bossa nova", (118, 136), ("major", "dorian"),
    {"major": ("Imaj9 II7 ii9 V13", "Imaj7 vi9 ii9 V13", "Imaj9 #ivdim ii9 V13", "IVmaj7 iii7 ii9 Imaj9"), "minor": ("i9 iv9 bVImaj7 v7", "i9 IV9 i9 bVII6")},
    (
        Voice("guitar", "comp", ("nylon guitar",), {"rhythms": ("x..x..x..x..x...", "x.x...x.x..x..x.", "..x..x....x..x.."), "low": 50, "high": 70, "strum": 0.008, "hold": 0.9}, velocity=72, level=-8, pan=-0.25, reverb=0.14, low_cut=110, loose=6),
        Voice("bass", "bass", ("upright bass",), {"figures": ("r-----5-5-----r-", "r-----5-r-----5-"), "low": 31}, enter=0.3, velocity=82, level=-5, reverb=0.02),
        Voice("melody", "lead", ("flute", "vibraphone", "sax", "whistle"), {"low": 65, "high": 84, "feel": "lyrical"}, enter=0.45, velocity=74, level=1, pan=0.15, reverb=0.25, loose=10),
        Voice("keys", "comp", ("rhodes", "piano"), {"rhythms": ("....x.......x...", "..x.....x......."), "low": 55, "high": 74, "rootless": True, "hold": 1.5}, enter=0.58, velocity=60, level=-8, spread=0.5, reverb=0.2, low_cut=130),
        Voice("drums", "drums", ("brush kit",), {
            "light": ({SHAKER: "xoxoxoxoxoxoxoxo"},),
            "main": ({RIM: "x..x..x...x..x..", KICK: "x..xx..xx..xx..x", SHAKER: "xoxoxoxoxoxoxoxo"}, {RIM: "..x..x..x..x..x.", KICK: "x..xx..xx..xx..x", SHAKER: "xoxoxoxoxoxoxoxo"}),
            "fill": "light", "crash": False, "accent": SNARE}, enter=0.3, velocity=78, level=4.5, reverb=0.1, loose=4),
    ),
    Chain(presence=3.5, width=1.35, room=1.2, damping=6500, glue=1.5, high_cut=16000, shelf=2.0),
    arc=(("intro", 0.36, 1), ("verse", 0.55, 2), ("theme", 0.68, 2), ("break", 0.42, 1), ("theme", 0.72, 2), ("outro", 0.42, 1)),
    tail=2.8, ending="ring", fill="light", valence=0.5, arousal=-0.15,
)  # fmt: skip
CALM: tuple[Style, ...] = (LOFI, AMBIENT, DOCUMENTARY, JAZZ, BOSSA)
