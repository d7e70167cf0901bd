"""Particles: dust that drifts in a slow current, thrown outwards by each beat, before discs out of focus.

A current alone gathers dust where it slows down, so each point lives a few seconds and comes again elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.picture.visuals.stage import Enlarge

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nemo_nb.engine.picture.visuals.canvas import Canvas
    from nemo_nb.engine.picture.visuals.motion import Moment
    from nemo_nb.engine.picture.visuals.stage import Stage

    Floats = NDArray[np.float32]

_DUST, _DISCS = 900, 22
_LIFE = (2.2, 5.5)  # of the song's phase, about as many seconds, that a point lives
_DAWN = 0.16  # share of its life in which it comes, and in which it goes
_TRAIL = 0.88  # of a point's light that is left in the next frame
_REACH = 3  # pixels (half size) around a point that it lights


class Particles:
    """Dust in a current."""

    place = "center"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._high, self._wide = stage.height // 2, stage.width // 2
        self._unit = min(self._high, self._wide)
        rng = stage.rng
        self._places = rng.uniform(0, 1, (_DUST, 2)) * (self._wide, self._high)
        self._near = rng.uniform(0.25, 1, _DUST) ** 1.6  # near ones are larger and faster
        self._twinkle = rng.uniform(0, 6.28, _DUST)
        self._lives = rng.uniform(*_LIFE, _DUST)
        self._ages = rng.uniform(0, 1, _DUST)
        self._came = self._places.copy()
        self._push = np.zeros((_DUST, 2))
        self._shifts = rng.uniform(0, 6.28, 6)
        self._trails = [np.zeros((self._high, self._wide), np.float32) for _ in range(2)]
        self._discs = rng.uniform(-0.1, 1.1, (_DISCS, 2)) * (self._wide, self._high)
        self._sizes = self._unit * rng.uniform(0.025, 0.1, _DISCS)
        self._depths = rng.uniform(0.3, 1, _DISCS)
        rows, columns = max(self._high // 8, 8), max(self._wide // 8, 8)
        self._enlarge = Enlarge(rows, columns, self._high, self._wide)
        self._x = np.linspace(-1, 1, columns, dtype=np.float32)[None, :] * columns / min(rows, columns)
        self._y = np.linspace(-1, 1, rows, dtype=np.float32)[:, None] * rows / min(rows, columns)
        self._phase: float | None = None
        self._before = 0.0

    def soft(self, canvas: Canvas, moment: Moment) -> None:
        """Draw the ground, the discs and the dust."""
        inks = self._stage.inks(moment)
        step = 0.02 if self._phase is None else moment.phase - self._phase
        rise = max(moment.pulse - self._before, 0.0)
        self._phase, self._before = moment.phase, moment.pulse
        self._move(step, rise)
        time = 0.35 * moment.phase
        cloud = np.sin(1.3 * self._x + time + self._shifts[0]) * np.sin(
            1.7 * self._y - 0.6 * time + self._shifts[1]
        )
        core = np.exp(-(self._x**2 + 1.6 * self._y**2) * 1.1)
        field = 0.1 + 0.09 * cloud + core * (0.1 + 0.14 * moment.energy + 0.08 * moment.pulse)
        canvas.paint(self._enlarge(field), self._stage.ramp(moment))
        self._draw_discs(canvas, moment, inks)
        for group, trail in enumerate(self._trails):
            trail *= np.float32(_TRAIL)
            for share in (0.5, 1.0):
                self._splat(trail, group, share, moment)
            canvas.glow(np.minimum(trail, 1), inks[4 - group])

    def sharp(self, canvas: Canvas, moment: Moment) -> None:
        """Nothing here has edges."""

    def _move(self, step: float, rise: float) -> None:
        x, y = (self._places / self._unit * 6.0).T
        a, b, c, d, e, f = self._shifts
        grown = self._phase or 0.0
        across = np.sin(0.9 * y + a + 0.2 * grown) + 0.6 * np.cos(1.7 * y - 0.5 * x + b)
        down = np.sin(0.8 * x + c - 0.2 * grown) + 0.6 * np.cos(1.5 * x + 0.6 * y + d)
        flow = np.stack((across + 0.4 * np.sin(e + x), down - 0.35 + 0.2 * np.sin(f + y)), axis=1)
        if rise > 0.05:
            outward = self._places - (self._wide / 2, self._high / 2)
            far = np.linalg.norm(outward, axis=1, keepdims=True)
            self._push += outward / np.maximum(far, 1) * rise * self._unit * 0.013
        self._push *= 0.86
        self._came = self._places.copy()
        self._places += (flow * step * self._unit * 0.09 + self._push) * (0.35 + self._near[:, None])
        self._renew(step)
        for axis, size in enumerate((self._wide, self._high)):
            span = size + 4 * self._sizes
            drift = self._depths * step * self._unit * (0.045 if axis else 0.02)
            self._discs[:, axis] = (self._discs[:, axis] - drift + 2 * self._sizes) % span - 2 * self._sizes

    def _renew(self, step: float) -> None:
        """Let points that have lived, or left the picture, come again anywhere in it."""
        self._ages += step / self._lives
        x, y = self._places.T
        gone = (self._ages >= 1) | (x < -8) | (y < -8) | (x > self._wide + 8) | (y > self._high + 8)
        count = int(gone.sum())
        self._places[gone] = self._stage.rng.uniform(0, 1, (count, 2)) * (self._wide, self._high)
        self._came[gone] = self._places[gone]
        self._push[gone] = 0
        self._ages[gone] = 0

    def _splat(self, trail: Floats, group: int, share: float, moment: Moment) -> None:
        """Light the pixels around each point of one group, a share of its way since the last frame."""
        chosen = np.s_[group::2]
        moved = self._places[chosen] - self._came[chosen]
        places, near = self._places[chosen] - (1 - share) * moved, self._near[chosen]
        bright = 0.3 + 0.5 * moment.energy + 0.35 * moment.pulse
        glitter = 0.72 + 0.28 * np.sin(self._twinkle[chosen] + 5 * moment.phase)
        size = (0.55 + 1.0 * near) * max(self._unit / 540, 0.4)
        whole = np.floor(places).astype(int)
        offsets = np.arange(-_REACH, _REACH + 1)
        beside = offsets[None, :] - (places[:, 0] - whole[:, 0])[:, None]
        below = offsets[None, :] - (places[:, 1] - whole[:, 1])[:, None]
        spread = 2 * size[:, None] ** 2
        light = np.exp(-(below**2) / spread)[:, :, None] * np.exp(-(beside**2) / spread)[:, None, :]
        age = self._ages[chosen]
        there = np.clip(np.minimum(age, 1 - age) / _DAWN, 0, 1)
        light *= (bright * glitter * there * (0.25 + 0.75 * near))[:, None, None]
        rows = whole[:, 1, None, None] + offsets[None, :, None]
        columns = whole[:, 0, None, None] + offsets[None, None, :]
        rows, columns = np.broadcast_arrays(rows, columns)
        inside = (rows >= 0) & (rows < self._high) & (columns >= 0) & (columns < self._wide)
        flat = rows[inside] * self._wide + columns[inside]
        # A new point's light replaces what is left of older trails only where it is stronger.
        np.maximum.at(trail.reshape(-1), flat, light[inside].astype(np.float32))

    def _draw_discs(self, canvas: Canvas, moment: Moment, inks: Floats) -> None:
        swell = 1 + 0.12 * moment.pulse
        for number, ((x, y), size) in enumerate(zip(self._discs, self._sizes * swell, strict=True)):
            reach = size + 2
            left, right = max(int(x - reach), 0), min(int(x + reach) + 1, self._wide)
            top, bottom = max(int(y - reach), 0), min(int(y + reach) + 1, self._high)
            if right <= left or bottom <= top:
                continue
            across = (np.arange(left, right, dtype=np.float32) - np.float32(x)) ** 2
            down = (np.arange(top, bottom, dtype=np.float32) - np.float32(y)) ** 2
            far = np.sqrt(across[None, :] + down[:, None])
            soft = np.float32(2.5 + 0.1 * size)
            disc = np.clip((np.float32(size) - far) / soft, 0, 1) * (0.65 + 0.35 * far / np.float32(size))
            level = np.float32((0.05 + 0.13 * moment.energy + 0.06 * moment.pulse) * self._depths[number])
            canvas.glow(disc * level, inks[2 + number % 3], top, left)
