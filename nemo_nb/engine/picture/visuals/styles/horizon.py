"""A night drive: a sun with slits, a skyline of registers, and a grid that rolls by, a line each beat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nemo_nb.engine.picture.visuals.canvas import Canvas
    from nemo_nb.engine.picture.visuals.motion import Moment
    from nemo_nb.engine.picture.visuals.stage import Stage

    Floats = NDArray[np.float32]

_STARS = 160
_TOWERS = 44


class Horizon:
    """A night drive."""

    place = "corner"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        width, height = stage.width, stage.height
        self._shorter = min(width, height)
        self._line = round(height * 0.6) // 2 * 2
        self._radius = self._shorter * 0.235
        below = (np.arange(height - self._line) + 0.75).astype(np.float32)[:, None]
        self._below = below[:, 0]
        # A pixel's distance is the inverse of how far below the horizon it lies.
        self._depth = (self._shorter * 0.55 / self._below).astype(np.float32)
        across = (np.arange(width) - width / 2 + 0.5).astype(np.float32)[None, :]
        spacing = np.float32(0.13 * self._shorter)
        place = across * (self._shorter * 0.42 / below) / spacing
        pixel = self._shorter * 0.42 / below / spacing  # what one pixel is worth
        wide = np.float32(self._shorter / 1080 * 1.1)
        # Rails that lean are further apart than their distance within a row.
        off = np.abs(place - np.round(place)) / pixel / np.hypot(1, across / below)
        fade = np.clip(below / (self._shorter * 0.16), 0, 1) ** 0.7
        self._fade = fade[:, 0].astype(np.float32)
        self._thick = wide
        self._rails = (np.clip(wide + 0.5 - off, 0, 1) * fade).astype(np.float32)
        self._rails *= np.minimum(1, 0.35 / pixel * 0.1 + 0.4)
        sky = np.arange(self._line // 2, dtype=np.float32)[:, None] / (self._line / 2)
        self._sky = np.broadcast_to(0.06 + 0.3 * sky**2.2, (self._line // 2, width // 2))
        rows = np.arange(height // 2, dtype=np.float32)[:, None] * 2
        columns = (np.arange(width // 2, dtype=np.float32) * 2 - width / 2)[None, :]
        self._centre = self._line - self._radius * 0.62
        far = np.hypot(columns, rows - self._centre)
        self._halo = np.exp(-np.clip(far - self._radius, 0, None) / (self._shorter * 0.16)).astype(np.float32)
        glow = np.exp(-np.abs(rows - self._line) / (self._shorter * 0.05))
        self._glow = np.broadcast_to(glow, self._halo.shape)
        rng = stage.rng
        self._stars = np.stack(
            (
                rng.integers(2, width - 4, _STARS) // 2 * 2,
                rng.integers(2, int(self._line * 0.8), _STARS) // 2 * 2,
            ),
            1,
        )
        self._bright = rng.uniform(0.1, 0.8, _STARS) ** 2
        self._twinkle = rng.uniform(0, 6.28, _STARS)
        self._towers = rng.uniform(0.35, 1.0, _TOWERS)

    def soft(self, canvas: Canvas, moment: Moment) -> None:
        """Draw the sky, the ground and the light on both."""
        ramp, inks = self._stage.ramp(moment), self._stage.inks(moment)
        field = np.full(canvas.y.shape, 0.035, np.float32)
        field[: len(self._sky)] = self._sky * np.float32(0.8 + 0.3 * moment.energy)
        canvas.paint(field, ramp)
        canvas.glow(self._halo * np.float32(0.16 + 0.14 * moment.energy + 0.14 * moment.pulse), inks[3])
        canvas.glow(self._glow * np.float32(0.2 + 0.3 * moment.energy + 0.2 * moment.pulse), inks[2])

    def sharp(self, canvas: Canvas, moment: Moment) -> None:
        """Draw stars, sun, skyline and grid."""
        inks = self._stage.inks(moment)
        self._draw_stars(canvas, moment)
        self._draw_sun(canvas, moment)
        self._draw_towers(canvas, moment, inks)
        # One line of the grid passes with each beat.
        phase = np.float32(moment.beats % 1)
        place = self._depth * np.float32(1.9) + phase
        slope = np.maximum(np.abs(np.gradient(place)), 1e-4)
        off = np.abs(place - np.round(place)) / slope
        bars = np.clip(self._thick + 0.5 - off, 0, 1) * self._fade * np.minimum(1, 0.3 / slope)
        strength = np.float32(0.42 + 0.2 * moment.energy + 0.38 * moment.pulse)
        cover = np.maximum(self._rails, bars[:, None].astype(np.float32)) * strength
        canvas.stamp(cover, inks[3], self._line, 0)

    def _draw_stars(self, canvas: Canvas, moment: Moment) -> None:
        light = self._bright * (0.65 + 0.35 * np.sin(self._twinkle + 2.2 * moment.phase))
        columns, rows = self._stars.T
        size = 2 if self._shorter >= 900 else 1
        for down in range(size):
            for right in range(size):
                canvas.full[rows + down, columns + right] += (210 * light).astype(np.float32)

    def _draw_sun(self, canvas: Canvas, moment: Moment) -> None:
        radius = np.float32(self._radius * (1 + 0.045 * moment.pulse))
        half = int(radius + 3) // 2 * 2
        top = max(int(self._centre - half) // 2 * 2, 0)
        left = canvas.width // 2 // 2 * 2 - half
        high = min(self._line - top, 2 * half) // 2 * 2
        rows = np.arange(top, top + high, dtype=np.float32)[:, None]
        across = (np.arange(2 * half, dtype=np.float32) - half + 0.5)[None, :]
        far = np.hypot(across, rows - np.float32(self._centre))
        cover = np.clip(radius - far + 0.5, 0, 1)
        share = (rows[:, 0] - (self._centre - radius)) / (2 * radius)
        # Slits that widen downwards and drift with the song.
        slit = (share * 11 - 0.35 * moment.phase) % 1
        gap = np.clip((share - 0.36) * 1.05, 0, 0.62)
        edge = 11 / (2 * radius)
        open_ = np.clip((np.abs(slit - 0.5) - (0.5 - gap / 2)) / edge + 0.5, 0, 1)
        cover *= (1 - open_ * (gap > 0))[:, None].astype(np.float32)
        ramp = self._stage.ramp(moment)
        index = (np.clip(0.97 - 0.42 * share, 0, 1) * 1023).astype(int)
        y, u, v = ramp[index, 0][:, None], ramp[index[::2], 1][:, None], ramp[index[::2], 2][:, None]
        canvas.stamp(cover, (y, u, v), top, left)

    def _draw_towers(self, canvas: Canvas, moment: Moment, inks: Floats) -> None:
        """Draw the skyline: a tower for each register, on both sides of the road."""
        width, tall = canvas.width, self._shorter * 0.2
        places = np.abs(np.arange(_TOWERS) + 0.5 - _TOWERS / 2) / (_TOWERS / 2)
        registers = np.interp(
            (places) * (len(moment.bands) - 10) + 2, np.arange(len(moment.bands)), moment.bands
        )
        heights = tall * (0.1 + (0.25 + 0.75 * registers) * self._towers * (0.35 + 0.65 * places))
        column = np.minimum((np.arange(width) * _TOWERS) // width, _TOWERS - 1)
        edge = np.abs((np.arange(width) * _TOWERS / width) % 1 - 0.5) * width / _TOWERS
        gap = np.clip(width / _TOWERS / 2 - 1.5 - edge + 0.5, 0, 1).astype(np.float32)
        top = int(self._line - tall * 1.15) // 2 * 2
        rows = np.arange(top, self._line, dtype=np.float32)[:, None]
        crest = (self._line - heights[column]).astype(np.float32)
        below = rows - crest
        body = np.clip(below + 0.5, 0, 1) * gap
        canvas.stamp(body, inks[0], top, 0)
        roof = np.clip(2.2 - np.abs(below - 1.2), 0, 1) * gap * np.float32(0.35 + 0.4 * moment.pulse)
        canvas.stamp(roof, inks[3], top, 0)
