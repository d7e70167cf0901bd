"""Waves: hills of cut paper, one behind the other, under a sun; calm songs breathe, lively ones roll."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nemo_nb.engine.picture.visuals.canvas import Canvas
    from nemo_nb.engine.picture.visuals.motion import Moment
    from nemo_nb.engine.picture.visuals.stage import Stage

    Floats = NDArray[np.float32]

_LAYERS = 7


class Waves:
    """Hills of paper."""

    place = "corner"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        width, height = stage.width, stage.height
        self._shorter = min(width, height)
        self._x = ((np.arange(width) - width / 2) / self._shorter).astype(np.float32)
        rng = stage.rng
        self._waves = [
            [
                (rng.uniform(0.5, 1.3) * k, rng.uniform(0, 6.28), rng.uniform(0.5, 1.1) / k**0.8)
                for k in (2.2, 4.1, 7.3)
            ]
            for _ in range(_LAYERS)
        ]
        self._ways = rng.choice([-1.0, 1.0], _LAYERS)
        self._down = np.linspace(0, 1, height // 2, dtype=np.float32)[:, None]
        self._sun = (float(rng.uniform(-0.28, 0.28)) * width / self._shorter * 0.7, -0.14)
        y = ((np.arange(height // 2) * 2 + 1 - height / 2) / self._shorter)[:, None]
        self._far = np.hypot(self._x[::2][None, :] - self._sun[0], y - self._sun[1]).astype(np.float32)
        self._colours = np.zeros((_LAYERS + 1, 3), np.float32)

    def soft(self, canvas: Canvas, moment: Moment) -> None:
        """Draw the sky, the sun's light, and the hills' colours."""
        ramp = self._stage.ramp(moment)
        lift = 0.05 * moment.energy
        sky = 0.62 + lift + 0.3 * self._down - 0.1 * self._down**2
        field = np.broadcast_to(sky, canvas.y.shape) + np.exp(-self._far * 3.4) * (0.16 + 0.06 * moment.pulse)
        canvas.paint(field, ramp)
        places = np.linspace(0.66, 0.03, _LAYERS) + lift
        index = (np.clip(places, 0, 1) * 1023).astype(int)
        self._colours = ramp[index]
        small = [crest[::2] * np.float32(0.5) for crest in self._crests(moment)]
        _fill(canvas.u, small, self._colours[:, 1])
        _fill(canvas.v, small, self._colours[:, 2])

    def sharp(self, canvas: Canvas, moment: Moment) -> None:
        """Draw the sun, and the hills before it."""
        radius = 0.125 * (1 + 0.09 * moment.pulse)
        shorter = self._shorter
        half = int(radius * shorter + 4) // 2 * 2
        middle_x = round(self._sun[0] * shorter + canvas.width / 2) // 2 * 2
        middle_y = round(self._sun[1] * shorter + canvas.height / 2) // 2 * 2
        across = np.arange(-half, half, dtype=np.float32) + 0.5
        far = np.hypot(across[None, :], across[:, None])
        disc = np.clip(np.float32(radius * shorter) - far + 0.5, 0, 1)
        crests = self._crests(moment)
        back = np.min(crests, axis=0)
        rows = np.arange(middle_y - half, middle_y + half, dtype=np.float32)[:, None]
        left = middle_x - half
        seen = np.clip(back[left : left + 2 * half][None, :] - rows, 0, 1)
        canvas.stamp((disc * seen).astype(np.float32), self._stage.inks(moment)[4], middle_y - half, left)
        vignette = np.float32(1 - 0.0425 + 0.085 * moment.pulse)
        light = (self._colours[:, 0] - 16) * vignette + 16
        _fill(canvas.full, crests, light, shade=self._shorter * 0.1)

    def _crests(self, moment: Moment) -> list[Floats]:
        """Return each hill's crest over every column, in pixels from above, from the back to the front."""
        height, shorter = self._stage.height, self._shorter
        time = moment.phase * 0.6
        crests = []
        for layer in range(_LAYERS):
            depth = layer / (_LAYERS - 1)
            register = float(moment.bands[round((1 - depth) * (len(moment.bands) - 8)) :][:8].mean())
            tall = shorter * (0.045 + 0.03 * moment.energy + 0.045 * register + 0.016 * moment.pulse)
            line = np.zeros(self._x.size, np.float32)
            for number, (pace, shift, size) in enumerate(self._waves[layer]):
                way = self._ways[layer] * (1 if number % 2 else -0.6)
                line += np.float32(size) * np.sin(
                    np.float32(pace) * self._x
                    + np.float32(shift + way * time * (0.35 + 0.5 * depth) * (number + 1) ** 0.5)
                )
            base = height / 2 + shorter * (0.03 + 0.4 * depth**1.15) * (
                1 if height <= shorter * 1.2 else 1.35
            )
            base -= shorter * 0.012 * moment.pulse * (1 - depth)
            crests.append((base - tall * line).astype(np.float32))
        return crests


def _fill(plane: Floats, crests: list[Floats], levels: Floats, shade: float = 0.0) -> None:
    """Fill everything below each crest; nearer crests come later. ``shade`` pixels under each are lighter."""
    rows = np.arange(plane.shape[0], dtype=np.float32)[:, None]
    for number, (crest, level) in enumerate(zip(crests, levels, strict=True)):
        top = max(int(crest.min()) - 1, 0)
        # What a nearer crest hides completely need not be drawn.
        bottom = plane.shape[0]
        if number + 1 < len(crests):
            bottom = min(bottom, int(crests[number + 1].max()) + 2)
        if top >= bottom:
            continue
        part = plane[top:bottom]
        below = rows[top:bottom] - crest
        cover = np.clip(below + 0.5, 0, 1)
        wanted: Floats = np.full_like(part, level)
        if shade:
            # Light falls on the crest and fades downwards.
            wanted += np.float32(13) * np.maximum(1 - np.abs(below) / np.float32(shade), 0) ** 2
        part += (wanted - part) * cover
