"""Line art: the song's registers as fine ridges, each moment behind the one before it."""

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

_LINES = 34
_PER_BEAT = 4  # ridges that set out in each beat


class Lines:
    """Ridges that travel to the back."""

    place = "corner"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        width, height = stage.width, stage.height
        shorter = min(width, height)
        self._thick = max(shorter / 1080 * 1.25, 0.7)
        self._left = int(width * (0.12 if width > height else 0.06)) // 2 * 2
        self._wide = (width - 2 * self._left) // 2 * 2
        across = np.linspace(-1, 1, self._wide, dtype=np.float32)
        self._window = (np.clip(1 - (1.08 * across) ** 2, 0, 1) ** 1.5).astype(np.float32)
        self._places = (np.abs(across) * 0.96).astype(np.float32)
        self._texture = _texture(stage.rng, self._wide, shorter)
        self._top = height * (0.3 if width >= height else 0.33)
        self._bottom = height * (0.8 if width >= height else 0.68)
        self._tall = shorter * 0.2
        self._ridges: list[tuple[int, Floats]] = []
        high, wide = height // 2, width // 2
        rows, columns = max(high // 8, 8), max(wide // 8, 8)
        self._enlarge = Enlarge(rows, columns, high, wide)
        self._x = np.linspace(-1, 1, columns, dtype=np.float32)[None, :]
        self._y = np.linspace(-1, 1, rows, dtype=np.float32)[:, None]

    def soft(self, canvas: Canvas, moment: Moment) -> None:
        """Draw the ground, lit from behind the ridges."""
        glow = np.exp(-(self._x**2) * 1.8 - ((self._y + 0.42) ** 2) * 3.2)
        drift = 0.03 * np.sin(2 * self._x + 0.5 * moment.phase) * np.cos(1.5 * self._y - 0.3 * moment.phase)
        field = 0.05 + drift + glow * (0.26 + 0.16 * moment.energy + 0.1 * moment.pulse)
        canvas.paint(self._enlarge(field), self._stage.ramp(moment))

    def sharp(self, canvas: Canvas, moment: Moment) -> None:
        """Draw the ridges, from the front to the back: what a nearer one hides is left out."""
        count = moment.beats * _PER_BEAT
        self._remember(int(np.floor(count)), moment)
        share = np.float32(count - np.floor(count))
        height = canvas.height
        cover = np.zeros((height, self._wide), np.float32)
        horizon = np.full(self._wide, height, np.float32)
        columns = np.arange(self._wide)
        for place, (number, ridge) in enumerate(reversed(self._ridges)):
            depth = (place + share) / _LINES
            # Things further away stand closer together.
            y0 = self._bottom - (self._bottom - self._top) * depth**0.86
            grown = min(1.0, float(place + share) / 2.0) if place < 2 else 1.0
            scale = self._tall * (1 - 0.45 * depth) * grown
            if place == 0:
                scale *= 1 + 0.25 * moment.pulse
            y = y0 - scale * (ridge + 0.05 * self._texture[number % len(self._texture)] * self._window)
            slope = np.gradient(y)
            half = self._thick * np.sqrt(1 + slope**2)
            light = np.float32((1 - depth) ** 0.8 * (0.25 + 0.75 * float(np.clip(depth * 8, 0, 1))))
            self._trace(cover, y, half.astype(np.float32), horizon, light, columns)
            np.minimum(horizon, y, out=horizon)
        inks = self._stage.inks(moment)
        top = int(max(self._top - self._tall * 1.6, 0)) // 2 * 2
        bottom = min(int(self._bottom + 8) // 2 * 2, height)
        light = np.float32(0.8 + 0.2 * moment.pulse)
        canvas.stamp(cover[top:bottom] * light, inks[4], top, self._left)

    def _trace(
        self,
        cover: Floats,
        y: Floats,
        half: Floats,
        horizon: Floats,
        light: np.float32,
        columns: NDArray[np.intp],
    ) -> None:
        """Draw one line where it is above the horizon."""
        seen = np.flatnonzero(y < horizon + 1)
        if not seen.size:
            return
        y, half = y[seen], np.minimum(half[seen], 6)
        reach = int(np.ceil(float(half.max()) + 1))
        offsets = np.arange(-reach, reach + 1)
        rows = np.round(y).astype(np.intp) + offsets[:, None]
        amount = np.clip(half + 0.5 - np.abs(rows - y), 0, 1) * light
        amount *= rows < horizon[seen] + 1
        rows = np.clip(rows, 0, cover.shape[0] - 1)
        where = columns[seen]
        cover[rows, where] = np.maximum(cover[rows, where], amount)

    def _remember(self, number: int, moment: Moment) -> None:
        """Add the ridges that have set out since the last frame."""
        if not self._ridges:
            quiet = np.full(len(moment.bands), 0.12, np.float32)
            self._ridges = [(number - k, self._ridge(quiet)) for k in range(_LINES, 0, -1)]
        while self._ridges[-1][0] < number:
            self._ridges.append((self._ridges[-1][0] + 1, self._ridge(moment.bands)))
        del self._ridges[:-_LINES]

    def _ridge(self, bands: Floats) -> Floats:
        registers = np.interp(self._places * (len(bands) - 1) * 0.85, np.arange(len(bands)), bands)
        kernel = np.hanning(max(self._wide // 48, 5))
        smooth = np.convolve(np.pad(registers, kernel.size, mode="edge"), kernel / kernel.sum(), "same")
        return np.asarray(smooth[kernel.size : -kernel.size] * self._window, np.float32)


def _texture(rng: np.random.Generator, wide: int, shorter: int) -> Floats:
    """Return a few rough lines, so that neighbouring ridges never look the same."""
    rough = rng.normal(size=(23, wide)).cumsum(axis=1)
    span = max(round(shorter * 0.035), 3)
    kernel = np.ones(span) / span
    level = np.array([np.convolve(line, kernel, "same") for line in rough])
    fine = rough - level
    fine = np.array([np.convolve(line, np.hanning(25) / 12, "same") for line in fine])
    return (fine / max(float(fine.std()), 1e-9)).astype(np.float32)
