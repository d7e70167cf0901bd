"""The title and the artist, at the start: lines that rise into place, and a rule that grows between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import gaussian_filter

from nemo_nb.engine.picture.visuals.lettering import fitted, set_line

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nemo_nb.engine.picture.visuals.canvas import Canvas

    Floats = NDArray[np.float32]

_BEGIN, _LONGEST = 0.35, 5.2  # s: when the title comes, and when it has gone
_RISE, _GO = 0.75, 0.7  # s
_MARGIN = 0.075  # of the shorter side


@dataclass(frozen=True, slots=True)
class _Line:
    cover: Floats
    top: int
    left: int
    delay: float


class Opening:
    """Title and artist on a canvas of this size; nothing where there is no title.

    ``place`` is ``center`` or ``corner`` (below, left).
    """

    def __init__(self, title: str, artist: str, width: int, height: int, place: str, duration: float) -> None:
        self._end = min(_LONGEST, 0.6 * duration)
        self._lines: list[_Line] = []
        self._rule: tuple[int, int, int, int] | None = None
        self._shade: tuple[Floats, int, int] | None = None
        title, artist = title.strip(), artist.strip()
        if title:
            self._compose(title, artist, width, height, place)

    def visible(self, time: float) -> bool:
        """Return whether there is anything to draw at this time (s from the first frame)."""
        return bool(self._lines) and _BEGIN <= time <= self._end

    def draw(self, canvas: Canvas, time: float, ink: Floats, accent: Floats) -> None:
        """Stamp the words, on a soft shade; after the canvas is sharp."""
        if self._shade is not None:
            shade, top, left = self._shade
            amount = np.float32(0.62 * self._in(time, 0.0) * self._out(time))
            part = canvas.full[top : top + shade.shape[0], left : left + shade.shape[1]]
            part -= (part - 16) * (shade * amount)
        out = np.float32(self._out(time))
        for line in self._lines:
            share = self._in(time, line.delay)
            high = line.cover.shape[0]
            shown = int(high * share) // 2 * 2
            if shown >= 2:
                # It rises out of its own base line.
                canvas.stamp(line.cover[:shown] * out, ink, line.top + high - shown, line.left)
        if self._rule is not None:
            top, left, wide, thick = self._rule
            grown = int(wide * self._in(time, 0.1)) // 2 * 2
            if grown >= 2:
                canvas.stamp(np.full((thick, grown), out, np.float32), accent, top, left)

    def _in(self, time: float, delay: float) -> float:
        share = float(np.clip((time - _BEGIN - delay) / _RISE, 0, 1))
        return 1 - (1 - share) ** 4

    def _out(self, time: float) -> float:
        return float(np.clip((self._end - time) / _GO, 0, 1))

    def _compose(self, title: str, artist: str, width: int, height: int, place: str) -> None:
        shorter = min(width, height)
        margin = round(shorter * _MARGIN)
        room = width - 2 * margin
        size = round(shorter * (0.115 if place == "center" else 0.1))
        rows, size = fitted(title, size, int(room * 0.92), 2)
        covers = [set_line(row, size) for row in rows]
        below = None
        if artist:
            small = max(round(size * 0.36), 16)
            spacing = 0.16 if artist.isascii() else 0.08
            words, small = fitted(artist, small, int(room * 0.7))
            below = set_line(words[0].upper() if artist.isascii() else words[0], small, spacing)
        gap = _even(size * 0.24)
        thick = max(_even(shorter * 0.0042), 2)
        high = sum(cover.shape[0] for cover in covers) + gap * (len(covers) - 1) + 2 * gap + thick
        high += below.shape[0] if below is not None else 0
        top = (height - high) // 2 if place == "center" else height - margin - high
        top = max(_even(top), 0)
        first = top
        for number, cover in enumerate(covers):
            self._add(cover, top, width, margin, place, 0.12 * number)
            top += cover.shape[0] + gap
        wide = min(_even(size * 1.1), room)
        self._rule = (
            top,
            _even((width - wide) / 2 if place == "center" else margin),
            wide,
            thick,
        )
        top += thick + gap
        if below is not None:
            self._add(below, top, width, margin, place, 0.3)
        self._shade = self._behind(width, height, first, high, size)

    def _add(self, cover: Floats, top: int, width: int, margin: int, place: str, delay: float) -> None:
        cover = cover[:, : width - 2]
        left = _even((width - cover.shape[1]) / 2) if place == "center" else _even(margin)
        left = max(min(left, (width - cover.shape[1]) // 2 * 2), 0)
        self._lines.append(_Line(cover, top, left, delay))

    def _behind(self, width: int, height: int, top: int, high: int, size: int) -> tuple[Floats, int, int]:
        """Return a soft shade for what lies behind the words, and its place."""
        left = min(line.left for line in self._lines)
        right = max(line.left + line.cover.shape[1] for line in self._lines)
        reach = 2 * size
        first, last = max(top - reach, 0), min(top + high + reach, height)
        begin, end = max(left - reach, 0), min(right + reach, width)
        # Drawn at an eighth of the size: it has no edges to lose.
        small = np.zeros((-(-(last - first) // 8), -(-(end - begin) // 8)), np.float32)
        near = size // 3
        rows = slice(max(top - near - first, 0) // 8, (top + high + near - first) // 8 + 1)
        small[rows, max(left - begin, 0) // 8 : (right - begin) // 8 + 1] = 1
        small = gaussian_filter(
            small, size / 8 * 0.75, mode="constant" if first and last < height else "nearest"
        )
        down = np.clip((np.arange(last - first) - 3.5) / 8, 0, len(small) - 1)
        across = np.clip((np.arange(end - begin) - 3.5) / 8, 0, small.shape[1] - 1)
        return _between(_between(small, down).T, across).T.astype(np.float32), first, begin


def _between(table: Floats, places: NDArray[np.float64]) -> Floats:
    low = np.minimum(places.astype(int), len(table) - 2) if len(table) > 1 else np.zeros(places.size, int)
    share = (places - low)[:, None].astype(np.float32)
    return np.asarray(table[low] * (1 - share) + table[np.minimum(low + 1, len(table) - 1)] * share)


def _even(length: float) -> int:
    return int(length // 2 * 2)
