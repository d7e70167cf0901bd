"""Music by a model instead of the composer: one small interface, chosen by ``NEMO_COMPOSER``.

composer = chosen()                             # None: the composer of this package
sounds = played(composer, brief, plan, cancel)  # its stems: in time with the plan, as long, as loud

The composer's score stays the plan: its tempo map meets the cuts, its length is the picture's. A model
only has to make sound that fits the brief; docs/models.md says how to add one.
"""

from .composer import COMPOSERS, Composer, Stems, chosen
from .fit import played

__all__ = ["COMPOSERS", "Composer", "Stems", "chosen", "played"]
