"""A spectrum in a ring: bars that grow outwards with each register, around a disc that beats."""

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

_BARS = 112
_INNER, _REACH = 0.2, 0.215  # radius of the disc and longest bar, of the shorter side


class Spectrum:
    """A ring of bars."""

    place = "corner"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        shorter = min(stage.width, stage.height)
        self._inner, self._reach = _INNER * shorter, _REACH * shorter
        half = int((_INNER * 1.1 + _REACH + 0.02) * shorter) // 2 * 2
        self._top = (stage.height // 2 - half) // 2 * 2
        self._left = (stage.width // 2 - half) // 2 * 2
        across = np.arange(2 * half, dtype=np.float32) - half + 0.5
        self._far = np.hypot(across[None, :], across[:, None])
        angle = np.arctan2(across[None, :], -across[:, None])  # 0 is up, clockwise
        share = (angle / (2 * np.pi)) % 1 * _BARS
        self._bar = np.minimum(share.astype(np.intp), _BARS - 1)
        aside = np.abs(share - self._bar - 0.5) * (2 * np.pi / _BARS) * self._far
        thick = 2 * np.pi * self._inner / _BARS * 0.3
        self._width = np.clip(thick - aside + 0.5, 0, 1).astype(np.float32)
        self._ends = np.float32(thick)
        self._colour: tuple[tuple[int, float], list[Floats]] | None = None
        high, wide = stage.height // 2, stage.width // 2
        rows, columns = max(high // 8, 8), max(wide // 8, 8)
        self._enlarge = Enlarge(rows, columns, high, wide)
        x = (np.arange(columns) + 0.5 - columns / 2)[None, :] / min(rows, columns)
        y = (np.arange(rows) + 0.5 - rows / 2)[:, None] / min(rows, columns)
        self._soft_far = np.hypot(x, y).astype(np.float32)
        turn = (np.arctan2(x, -y) / (2 * np.pi)) % 1 * _BARS
        self._soft_bar = np.minimum(turn.astype(np.intp), _BARS - 1)
        self._drift = stage.rng.uniform(0, 6.28, 2)
        self._x, self._y = x.astype(np.float32), y.astype(np.float32)

    def soft(self, canvas: Canvas, moment: Moment) -> None:
        """Draw the ground and the light around the ring."""
        time = 0.4 * moment.phase
        cloud = np.sin(2.1 * self._x + time + self._drift[0]) + np.sin(
            2.6 * self._y - 0.7 * time + self._drift[1]
        )
        levels = self._levels(moment)
        blurred = np.mean([np.roll(levels, shift) for shift in range(-5, 6)], axis=0)
        edge = _INNER + _REACH * 0.9 * blurred[self._soft_bar]
        light = np.exp(-(np.clip(self._soft_far - edge * 0.82, 0, None) ** 2) / 0.022)
        field = 0.1 + 0.035 * cloud + light * (0.17 + 0.14 * moment.energy + 0.14 * moment.pulse)
        canvas.paint(self._enlarge(field), self._stage.ramp(moment))

    def sharp(self, canvas: Canvas, moment: Moment) -> None:
        """Draw the bars and the disc."""
        inks = self._stage.inks(moment)
        inner = np.float32(self._inner * (1 + 0.07 * moment.pulse))
        ends = (inner + self._reach * (0.04 + 0.96 * self._levels(moment))).astype(np.float32)
        cover = np.take(ends, self._bar)
        cover -= self._far
        np.clip(cover, 0, 1, out=cover)
        cover *= self._width
        cover *= np.clip(self._far - (inner + 7), 0, 1)
        canvas.stamp(cover, self._colours(moment), self._top, self._left)
        half = int(inner + 3) // 2 * 2
        middle = self._far.shape[0] // 2
        box = np.s_[middle - half : middle + half, middle - half : middle + half]
        far = self._far[box]
        ring = np.clip(1.8 - np.abs(far - (inner - 5)), 0, 1)
        top, left = self._top + middle - half, self._left + middle - half
        canvas.stamp(np.clip(inner - 5 - far, 0, 1) * np.float32(0.55), inks[0], top, left)
        canvas.stamp(ring, inks[4], top, left)
        core = np.float32(self._inner * (0.18 + 0.24 * moment.bass + 0.1 * moment.pulse))
        canvas.stamp(np.clip(core - far + 0.5, 0, 1), inks[3], top, left)

    def _levels(self, moment: Moment) -> Floats:
        """Return the height of each bar: low registers above, high ones below, alike on both sides."""
        places = np.abs(np.arange(_BARS) + 0.5 - _BARS / 2) / (_BARS / 2)
        registers = np.interp(
            (1 - places) * (len(moment.bands) - 9), np.arange(len(moment.bands)), moment.bands
        )
        return np.asarray(registers * (0.75 + 0.25 * moment.pulse), np.float32)

    def _colours(self, moment: Moment) -> list[Floats]:
        """Return the bars' colours, lighter outwards; they change with the part of the song only."""
        key = (moment.part, moment.turn)
        if self._colour is None or self._colour[0] != key:
            share = np.clip((self._far - self._inner) / (self._reach * 0.9), 0, 1)
            index = ((0.56 + 0.4 * share) * 1023).astype(np.intp)
            ramp = self._stage.ramp(moment)
            small = index[::2, ::2]
            self._colour = (key, [ramp[:, 0][index], ramp[:, 1][small], ramp[:, 2][small]])
        return self._colour[1]
