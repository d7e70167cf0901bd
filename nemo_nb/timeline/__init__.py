"""A draft as a person sees it: tracks and clips, a table, a picture, and what changed.

    timeline = Timeline(draft)      # any draft: the cloud's, the local engine's, or a broken one
    timeline.df                     # one row per segment
    timeline.summary                # one line of text
    after.diff(before)              # a list of changes in words
    timeline.raw                    # the draft itself, untouched

Times are seconds everywhere in this package; a draft itself counts in milliseconds.
"""

from ._amounts import clock, percent
from ._diff import Change
from ._model import Segment, Track
from ._piece import differences
from ._report import MusicReport, report_of
from ._style import STYLE, framed
from ._timeline import Timeline
from ._tongue import LANGUAGES, language, language_of, retell, speak, tell, tell_in

__all__ = [
    "LANGUAGES",
    "STYLE",
    "Change",
    "MusicReport",
    "Segment",
    "Timeline",
    "Track",
    "clock",
    "differences",
    "framed",
    "language",
    "language_of",
    "percent",
    "report_of",
    "retell",
    "speak",
    "tell",
    "tell_in",
]
