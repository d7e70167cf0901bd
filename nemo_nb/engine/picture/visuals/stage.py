"""What every style starts from: the size, the song, the colours of each part, and a source of chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from scipy import sparse

from nemo_nb.engine.picture.visuals.colour import from_lab, ramp, to_video

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nemo_nb.engine.picture.visuals.canvas import Canvas
    from nemo_nb.engine.picture.visuals.motion import Moment
    from nemo_nb.engine.picture.visuals.palettes import Palette
    from nemo_nb.engine.song import Song

    Floats = NDArray[np.float32]


class Stage:
    """What every style starts from. ``width`` and ``height`` are those of the finished picture."""

    def __init__(
        self, width: int, height: int, song: Song, palette: Palette, words: tuple[str, ...], seed: int
    ) -> None:
        self.width, self.height = width, height
        self.song, self.palette, self.words = song, palette, words
        self.rng = np.random.default_rng(seed)
        names = [section[0] for section in song.sections]
        # Parts of one name share their colours: a chorus is recognised when it returns.
        order = {name: number for number, name in enumerate(dict.fromkeys(names))}
        self.variations = [order[name] for name in names] or [0]
        self._bars = np.searchsorted(np.array(song.beats), np.array(song.downbeats) - 1e-6)
        labs = [palette.lab(variation) for variation in range(max(self.variations) + 1)]
        self._ramps = [ramp(lab) for lab in labs]
        self._inks = [to_video(from_lab(lab)) for lab in labs]

    def ramp(self, moment: Moment) -> Floats:
        """Return the colours from dark to light at this moment."""
        return self._between(self._ramps, moment)

    def inks(self, moment: Moment) -> Floats:
        """Return the palette's five colours (rows of Y, U, V) at this moment."""
        return self._between(self._inks, moment)

    def beats_before(self, bar: int) -> float:
        """Return how many beats come before a bar (0: the first), as `Moment.beats` counts them."""
        return float(self._bars[bar]) if 0 <= bar < self._bars.size else 4.0 * bar

    def _between(self, tables: list[Floats], moment: Moment) -> Floats:
        now = tables[self.variations[min(moment.part, len(self.variations) - 1)]]
        if moment.turn >= 1 or moment.part == 0:
            return now
        before = tables[self.variations[min(moment.part, len(self.variations)) - 1]]
        return before + (now - before) * np.float32(moment.turn)


class Style(Protocol):
    """One way of drawing a song."""

    place: str
    """Where the title stands: ``center`` or ``corner``."""

    def soft(self, canvas: Canvas, moment: Moment) -> None:
        """Draw light and colour, at half the size."""

    def sharp(self, canvas: Canvas, moment: Moment) -> None:
        """Draw what has edges, at full size."""


class Enlarge:
    """Enlarges small smooth tables to a size, without corners (cubic B-splines)."""

    def __init__(self, rows: int, columns: int, height: int, width: int) -> None:
        self._down, self._across = _weights(rows, height), _weights(columns, width)

    def __call__(self, table: Floats) -> Floats:
        """Return the table at the full size."""
        # Four of a row's weights are not zero: sparse products take a tenth of the time of full ones.
        wide = np.ascontiguousarray((self._across @ table.astype(np.float32).T).T)
        return np.asarray(self._down @ wide)


def _weights(small: int, large: int) -> sparse.csr_array:
    places = (np.arange(large) + 0.5) * small / large - 0.5
    base = np.floor(places).astype(int)
    share = places - base
    pieces = (
        (1 - share) ** 3 / 6,
        (3 * share**3 - 6 * share**2 + 4) / 6,
        (-3 * share**3 + 3 * share**2 + 3 * share + 1) / 6,
        share**3 / 6,
    )
    columns = np.clip(base[:, None] + np.arange(-1, 3), 0, small - 1)
    rows = np.repeat(np.arange(large), 4)
    values = np.stack(pieces, axis=1).astype(np.float32)
    # Where the border repeats, several weights fall on one place and are added up.
    return sparse.csr_array((values.ravel(), (rows, columns.ravel())), shape=(large, small))
