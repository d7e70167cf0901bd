"""Colours that go together, and the mood of each set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.picture.visuals.colour import lab_of, rgb, turned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Palette:
    """Five colours from the darkest to the lightest, with the mood (-1 to 1) that they suit."""

    name: str
    colours: tuple[str, str, str, str, str]
    valence: float
    arousal: float

    def lab(self, variation: int = 0) -> Values:
        """Return the colours as OKLab rows; each variation leans towards another neighbour on the wheel."""
        lab = lab_of(self.colours)
        return turned(lab, (0.0, 16.0, -16.0, 28.0, -28.0)[variation % 5]) if variation else lab


PALETTES: dict[str, Palette] = {
    palette.name: palette
    for palette in (
        Palette("dusk", ("#120f2a", "#40276b", "#a83f7c", "#f0806a", "#ffdcae"), 0.35, 0.05),
        Palette("ocean", ("#04141f", "#0a3b57", "#15788c", "#62c2b2", "#e6f5e6"), 0.4, -0.6),
        Palette("ember", ("#10070a", "#4a1117", "#a92a1e", "#f0702c", "#ffd98c"), 0.0, 0.8),
        Palette("neon", ("#0a0619", "#2c1160", "#8a22c2", "#ff4a9e", "#7be9ff"), 0.05, 0.6),
        Palette("moss", ("#0b1511", "#1e3e30", "#4c7d55", "#abc077", "#f5edd4"), 0.5, -0.35),
        Palette("ice", ("#08111e", "#20385c", "#5583b5", "#a6cde5", "#f4fbff"), -0.1, -0.55),
        Palette("candy", ("#270f3d", "#762d8c", "#f75c9d", "#ffa562", "#fff1ba"), 0.85, 0.6),
        Palette("noir", ("#08090c", "#1f232b", "#4c5362", "#9ca4b2", "#f2efe8"), -0.6, -0.25),
        Palette("garnet", ("#0d0508", "#310b17", "#74122a", "#c62c42", "#f6c0a8"), -0.65, 0.5),
        Palette("citrus", ("#0f2318", "#1f6a4b", "#7dbb43", "#ffd447", "#fff8da"), 0.9, 0.3),
        Palette("royal", ("#090a1d", "#1d1e5c", "#3f49ba", "#908ef0", "#ffdc96"), 0.1, 0.25),
        Palette("rose", ("#1b0f15", "#5a2a3c", "#b66b78", "#ecb5a3", "#fff2e6"), 0.55, -0.55),
        Palette("electric", ("#030f19", "#07386a", "#0d78dc", "#3adcc6", "#ecff9c"), 0.45, 0.9),
        Palette("sand", ("#16110c", "#493827", "#98764a", "#d8b57c", "#fff4dd"), 0.2, -0.25),
    )
}


def pick(wish: object, valence: float, arousal: float, rng: np.random.Generator) -> Palette:
    """Return the palette wished for, by name or as colours (``#rrggbb``); else one that suits the mood."""
    if isinstance(wish, str) and wish in PALETTES:
        return PALETTES[wish]
    if isinstance(wish, list | tuple) and wish:
        own = _from_colours([str(colour) for colour in wish])
        if own is not None:
            return own
    near = sorted(
        PALETTES.values(),
        key=lambda palette: (palette.valence - valence) ** 2 + (palette.arousal - arousal) ** 2,
    )
    return near[int(rng.integers(3))]


def _from_colours(colours: Sequence[str]) -> Palette | None:
    """Return a palette through these colours, with a dark ground and a light ink where they have none."""
    try:
        lab = lab_of(colours)
    except ValueError:
        return None
    order = np.argsort(lab[:, 0])
    chosen = [colours[index] for index in order]
    if lab[order[0], 0] > 0.3:
        chosen.insert(0, _mixed(chosen[0], "#000000", 0.82))
    if lab[order[-1], 0] < 0.85:
        chosen.append(_mixed(chosen[-1], "#ffffff", 0.8))
    places = np.linspace(0, len(chosen) - 1, 5)
    five = [chosen[0], *(_between(chosen, place) for place in places[1:-1]), chosen[-1]]
    return Palette("own", (five[0], five[1], five[2], five[3], five[4]), 0.0, 0.0)


def _between(colours: list[str], place: float) -> str:
    low = min(int(place), len(colours) - 2)
    return _mixed(colours[low], colours[low + 1], place - low)


def _mixed(first: str, second: str, share: float) -> str:
    values = np.round(255 * (rgb(first) * (1 - share) + rgb(second) * share)).astype(int)
    return "#{:02x}{:02x}{:02x}".format(*values)
