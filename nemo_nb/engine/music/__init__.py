"""The composer: a brief and a picture become a score, the score sound, the sound a mastered mix.

score = compose(read_brief("calm lo-fi"), Picture(60.0, cuts=(12.3, 31.0)))
audio = master(mix(perform(score), clip, speech=spans))
"""

from .blend import mix
from .closing import alone
from .compose import compose
from .genres import STYLES
from .limiter import master
from .loudness import loudness, true_peak
from .midi import to_midi
from .perform import STEMS, perform, perform_blocks, perform_stems
from .report import Report, report
from .score import RATE, Note, Part, Picture, Score, TempoMap

GENRES: dict[str, str] = {name: style.label for name, style in STYLES.items()}
"""Every genre the composer writes: its short name and what a person calls it."""

__all__ = [
    "GENRES", "RATE", "STEMS", "Note", "Part", "Picture", "Report", "Score", "TempoMap",
    "alone", "compose", "loudness", "master", "mix", "perform", "perform_blocks", "perform_stems", "report",
    "to_midi", "true_peak",
]  # fmt: skip
