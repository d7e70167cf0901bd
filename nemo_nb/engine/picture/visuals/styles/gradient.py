"""Gradients in motion: folds of silk, lit from the side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.picture.visuals.stage import Enlarge

if TYPE_CHECKING:
    from nemo_nb.engine.picture.visuals.canvas import Canvas
    from nemo_nb.engine.picture.visuals.motion import Moment
    from nemo_nb.engine.picture.visuals.stage import Stage


class Gradient:
    """Folds of silk that swell with each beat."""

    place = "center"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        high, wide = stage.height // 2, stage.width // 2
        rows, columns = max(high // 8, 8), max(wide // 8, 8)
        self._enlarge = Enlarge(rows, columns, high, wide)
        shorter = min(rows, columns)
        self._x = ((np.arange(columns, dtype=np.float32) - columns / 2) / shorter * 2)[None, :]
        self._y = ((np.arange(rows, dtype=np.float32) - rows / 2) / shorter * 2)[:, None]
        self._shifts = stage.rng.uniform(0, 6.28, 8).astype(np.float32)
        self._angle = float(stage.rng.uniform(0.5, 1.1))

    def soft(self, canvas: Canvas, moment: Moment) -> None:
        """Draw the folds."""
        time = np.float32(moment.phase * 0.55)
        s = self._shifts
        zoom = np.float32(0.84 - 0.07 * moment.pulse - 0.04 * moment.bar)
        x, y = self._x * zoom, self._y * zoom
        for number, size in enumerate((0.62, 0.42, 0.26)):
            scale = 1.2 + 0.75 * number
            x, y = (
                x + size * np.sin(scale * y + time * (0.5 + 0.2 * number) + s[number]),
                y + size * np.sin(scale * x - time * (0.4 + 0.25 * number) + s[number + 3]),
            )
        turn = self._angle + 0.1 * np.sin(0.3 * time)
        folds = x * np.cos(turn) + y * np.sin(turn)
        wave = np.sin(1.5 * folds + 0.6 * time + s[6])
        down, across = np.gradient(wave)
        scale = self._x.shape[1] / 24
        sheen = np.clip((down * 0.8 - across * 0.6) * scale, -1, 1)
        depth = 0.16 + 0.2 * moment.energy
        field = (
            0.33 + depth * wave + 0.2 * np.sin(0.8 * y - 0.5 * x + s[7] + 0.4 * time) + 0.06 * moment.energy
        )
        # Folds that drift must not make all of it lighter or darker: that is for the beats.
        field += 0.33 + 0.06 * moment.energy - field.mean()
        canvas.paint(self._enlarge(np.clip(field, 0.02, 0.98)), self._stage.ramp(moment))
        canvas.y += self._enlarge((6 + 20 * np.clip(sheen, 0, 1) ** 2) * (0.6 + 0.5 * moment.energy) - 6)

    def sharp(self, canvas: Canvas, moment: Moment) -> None:
        """Nothing here has edges."""
