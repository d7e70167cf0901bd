"""A kaleidoscope: petals of coloured glass, folded around the middle, that turn with the song."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nemo_nb.engine.picture.visuals.canvas import Canvas
    from nemo_nb.engine.picture.visuals.motion import Moment
    from nemo_nb.engine.picture.visuals.stage import Stage


class Kaleidoscope:
    """Folded glass."""

    place = "center"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        high, wide = stage.height // 2, stage.width // 2
        shorter = min(high, wide)
        x = ((np.arange(wide) + 0.5 - wide / 2) / shorter * 2)[None, :]
        y = ((np.arange(high) + 0.5 - high / 2) / shorter * 2)[:, None]
        far = np.hypot(x, y)
        folds = int(stage.rng.choice([8, 10, 12]))
        angle = np.arctan2(x, -y) / (2 * np.pi) * folds
        # A triangle instead of a saw: each sector mirrors its neighbour.
        angle = np.abs((angle % 1) - 0.5) * 2 * np.pi / folds
        self._across = (far * np.cos(angle)).astype(np.float32)
        self._up = (far * np.sin(angle)).astype(np.float32)
        self._far = far.astype(np.float32)
        self._shifts = stage.rng.uniform(0, 6.28, 5)
        self._fade = np.clip(1.15 - 0.42 * far, 0.25, 1).astype(np.float32)

    def soft(self, canvas: Canvas, moment: Moment) -> None:
        """Draw the glass and the lead between its pieces."""
        time = moment.phase * 0.5
        zoom = np.float32(1.0 - 0.06 * moment.pulse - 0.03 * moment.bar)
        turn = 0.5 * np.sin(0.21 * time) + 0.13 * time
        cos, sin = np.float32(np.cos(turn) * zoom), np.float32(np.sin(turn) * zoom)
        x = self._across * cos - self._up * sin
        y = self._across * sin + self._up * cos
        s = self._shifts
        x += 0.34 * np.sin(2.3 * y + np.float32(s[0] + 0.7 * time))
        y += 0.3 * np.sin(2.9 * x + np.float32(s[1] - 0.5 * time))
        glass = np.sin(4.2 * x + np.float32(s[2] + 0.6 * time))
        glass += np.sin(3.7 * y + np.float32(s[3] - 0.8 * time))
        glass += 0.8 * np.sin(5.1 * self._far * zoom - np.float32(s[4] + 1.6 * time))
        # Where the glass crosses a level, a fine line of light.
        level = glass * np.float32(1.25)
        level -= np.floor(level)
        line = np.clip(1 - np.abs(level - 0.5) * 9, 0, 1)
        # The saw falls back over a tenth of its length: an edge that does not flicker.
        level = np.minimum(level, (1 - level) * 9)
        glass *= np.float32(0.15)
        glass += np.float32(0.4 + 0.08 * moment.energy)
        glass += (level - 0.45) * np.float32(0.18)
        glass *= self._fade
        canvas.paint(glass, self._stage.ramp(moment))
        line *= self._fade
        line *= np.float32(0.22 + 0.3 * moment.energy + 0.25 * moment.pulse)
        canvas.glow(line, self._stage.inks(moment)[4])

    def sharp(self, canvas: Canvas, moment: Moment) -> None:
        """Nothing is added at full size."""
