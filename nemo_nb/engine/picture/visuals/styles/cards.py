"""Cards: words set large before bold shapes, a new card every two bars; without words, the shapes alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.picture.visuals.lettering import fitted, set_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from nemo_nb.engine.picture.visuals.canvas import Canvas
    from nemo_nb.engine.picture.visuals.motion import Moment
    from nemo_nb.engine.picture.visuals.stage import Stage

    Floats = NDArray[np.float32]
    _Piece = tuple[Floats, int, int, int]  # cover, colour of the scheme, top, left

_BARS = 2  # that a card stays
_RETURN = 4  # cards after which the title comes again, where there are no other words
_ARRIVE = 0.5  # beats in which a card's shapes come in
# Which of the palette's colours are ground, shape, second shape and words.
_SCHEMES = ((0, 2, 3, 4), (4, 3, 2, 0), (1, 3, 2, 4), (3, 1, 4, 0), (2, 0, 3, 4))


@dataclass(frozen=True, slots=True)
class _Card:
    scheme: tuple[int, int, int, int]
    shape: Callable[[float, float], list[_Piece]]
    words: list[tuple[Floats, int, int]]


class Cards:
    """Words and shapes."""

    place = "corner"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        width, height = stage.width, stage.height
        self._shorter = min(width, height)
        self._x = (np.arange(width, dtype=np.float32) + 0.5)[None, :]
        self._y = (np.arange(height, dtype=np.float32) + 0.5)[:, None]
        self._kept: tuple[tuple[str, float, float], Floats] | None = None
        self._number = -1
        self._card: _Card | None = None
        self._since = 0.0
        self._lines = stage.words[2:]
        self._order = stage.rng.permutation(len(_SCHEMES))
        self._shapes = stage.rng.permutation(4)
        self._corners = stage.rng.uniform(0, 1, (64, 2))

    def soft(self, canvas: Canvas, moment: Moment) -> None:
        """Lay the ground."""
        number = max(moment.bars - 1, 0) // _BARS if moment.bars else max(int(moment.beats // (4 * _BARS)), 0)
        if self._card is None or number != self._number:
            self._card, self._number, self._since = (
                self._make(number),
                number,
                self._stage.beats_before(number * _BARS),
            )
        ground = self._stage.inks(moment)[self._card.scheme[0]]
        canvas.flood(ground)

    def sharp(self, canvas: Canvas, moment: Moment) -> None:
        """Draw the shapes and the words."""
        assert self._card is not None  # `soft` has made it
        inks = self._stage.inks(moment)
        share = float(np.clip((moment.beats - self._since) / _ARRIVE, 0, 1))
        arrived = 1 - (1 - share) ** 3 if self._number else 1.0
        # A beat makes light shapes grow and dark ones shrink: either way the picture becomes lighter.
        ground, shape = inks[self._card.scheme[0]], inks[self._card.scheme[1]]
        pulse = moment.pulse if shape[0] > ground[0] else -moment.pulse
        for cover, colour, top, left in self._card.shape(arrived, pulse):
            if cover.size:
                canvas.stamp(cover, inks[self._card.scheme[colour]], top, left)
        for place, (cover, top, left) in enumerate(self._card.words):
            shown = float(np.clip((moment.beats - self._since) / 0.6 - 0.35 * place, 0, 1))
            shown = 1 - (1 - shown) ** 3
            high = int(cover.shape[0] * shown) // 2 * 2
            if high >= 2:
                canvas.stamp(cover[:high], inks[self._card.scheme[3]], top + cover.shape[0] - high, left)

    def _make(self, number: int) -> _Card:
        scheme = _SCHEMES[int(self._order[number % len(_SCHEMES)])]
        text = ""
        if number and self._lines:
            text = self._lines[(number - 1) % len(self._lines)]
        elif number and number % _RETURN == 0 and self._stage.words:
            text = self._stage.words[0]
        words = self._set(text) if text else []
        kinds = (self._circle, self._rings, self._stripes, self._dots)
        kind = kinds[int(self._shapes[number % len(kinds)])]
        corner = self._corners[number % len(self._corners)]
        return _Card(scheme, lambda arrived, pulse: kind(corner, arrived, pulse), words)

    def _set(self, text: str) -> list[tuple[Floats, int, int]]:
        """Return the words of a card, set as large as they fit, in the middle."""
        width, height = self._stage.width, self._stage.height
        rows, size = fitted(text, round(self._shorter * 0.19), round(width * 0.84), 3)
        covers = [set_line(row, size) for row in rows]
        gap = round(size * 0.24) // 2 * 2
        high = sum(len(cover) for cover in covers) + gap * (len(covers) - 1)
        top = (height - high) // 4 * 2
        placed = []
        for cover in covers:
            placed.append((cover, max(top, 0), max((width - cover.shape[1]) // 4 * 2, 0)))
            top += len(cover) + gap
        return placed

    def _keep(self, key: tuple[str, float, float], make: Callable[[], Floats]) -> Floats:
        """Return a plane that stays as long as a card does, made once."""
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, make())
        return self._kept[1]

    def _distance(self, x: float, y: float) -> Floats:
        """Return how far each pixel is from a point."""
        return self._keep(("far", x, y), lambda: np.hypot(self._x - np.float32(x), self._y - np.float32(y)))

    def _point(self, corner: Floats) -> tuple[float, float]:
        """Return a point on the right or left third, above or below the middle."""
        width, height = self._stage.width, self._stage.height
        return width * (0.68 if corner[0] > 0.5 else 0.32), height * (0.36 if corner[1] > 0.5 else 0.62)

    def _circle(self, corner: Floats, arrived: float, pulse: float) -> list[_Piece]:
        x, y = self._point(corner)
        radius = self._shorter * 0.4 * arrived * (1 + 0.08 * pulse)
        inner = self._shorter * 0.17 * arrived * (1 + 0.12 * pulse)
        return [self._disc(x, y, radius, 1), self._disc(x, y, inner, 2)]

    def _disc(self, x: float, y: float, radius: float, colour: int) -> _Piece:
        """Return a disc, in as small a box as holds it."""
        top, bottom = (_inside(y + side * (radius + 2), self._stage.height) for side in (-1, 1))
        left, right = (_inside(x + side * (radius + 2), self._stage.width) for side in (-1, 1))
        far = self._distance(x, y)[top:bottom, left:right]
        return np.clip(np.float32(radius) - far, 0, 1), colour, top, left

    def _rings(self, corner: Floats, arrived: float, pulse: float) -> list[_Piece]:
        x, y = self._point(corner)
        far = self._distance(x, y)
        step = np.float32(self._shorter * 0.135 * (1 + 0.05 * pulse))
        cover = far * (1 / step)
        cover -= np.floor(cover)
        cover -= np.float32(0.5)
        np.abs(cover, out=cover)
        cover *= -step
        cover += np.float32(0.26) * step + np.float32(0.5)
        np.clip(cover, 0, 1, out=cover)
        if arrived < 1:
            cover *= np.clip(np.float32(np.hypot(*far.shape) * arrived) - far, 0, 1)
        return [(cover, 1, 0, 0), self._disc(x, y, float(step) * 0.98, 2)]

    def _stripes(self, corner: Floats, arrived: float, pulse: float) -> list[_Piece]:
        lean = np.float32(0.55 if corner[0] > 0.5 else -0.55)
        step = np.float32(self._shorter * 0.24)

        def inside() -> Floats:
            phase = (self._x + lean * self._y) / (step * np.float32(np.hypot(1, lean)))
            return np.asarray(np.abs(phase - np.floor(phase) - np.float32(0.5)) * -step)

        half = np.float32(0.2 + 0.04 * pulse) * np.float32(arrived)
        cover = self._keep(("stripes", float(lean), 0.0), inside) + (half * step + np.float32(0.5))
        np.clip(cover, 0, 1, out=cover)
        return [(cover, 1, 0, 0)]

    def _dots(self, corner: Floats, arrived: float, pulse: float) -> list[_Piece]:
        step = np.float32(self._shorter / 7.5)

        def away() -> Floats:
            x = np.abs((self._x - self._stage.width / 2) / step % 1 - np.float32(0.5)) * step
            y = np.abs((self._y - self._stage.height / 2) / step % 1 - np.float32(0.5)) * step
            return np.asarray(-np.hypot(x, y), np.float32)

        # Dots grow towards one side.
        side = self._x / self._stage.width
        side = side if corner[0] > 0.5 else 1 - side
        swell = np.float32(0.3 * (1 + 0.2 * pulse))
        radius = step * np.float32(arrived) * (np.float32(0.08) + swell * side) + np.float32(0.5)
        cover = self._keep(("dots", 0.0, 0.0), away) + radius.astype(np.float32)
        np.clip(cover, 0, 1, out=cover)
        return [(cover, 1, 0, 0)]


def _inside(place: float, size: int) -> int:
    """Return an even place within the picture."""
    return min(max(round(place / 2) * 2, 0), size // 2 * 2)
