"""The ways of drawing a song, one file each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nemo_nb.engine.picture.visuals.styles.cards import Cards
from nemo_nb.engine.picture.visuals.styles.gradient import Gradient
from nemo_nb.engine.picture.visuals.styles.horizon import Horizon
from nemo_nb.engine.picture.visuals.styles.kaleidoscope import Kaleidoscope
from nemo_nb.engine.picture.visuals.styles.lines import Lines
from nemo_nb.engine.picture.visuals.styles.particles import Particles
from nemo_nb.engine.picture.visuals.styles.spectrum import Spectrum
from nemo_nb.engine.picture.visuals.styles.waves import Waves

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_nb.engine.picture.visuals.stage import Stage, Style

DRAWN: dict[str, Callable[[Stage], Style]] = {
    "cards": Cards,
    "gradient": Gradient,
    "horizon": Horizon,
    "kaleidoscope": Kaleidoscope,
    "lines": Lines,
    "particles": Particles,
    "spectrum": Spectrum,
    "waves": Waves,
}
