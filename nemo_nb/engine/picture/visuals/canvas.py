"""One frame: soft light and colour at half the size, lines and letters at full size, a little grain.

Planes are float32 on video's own scale (Y 16 to 235, U and V around 128), so that nothing is rounded before
the very end. Grain of about one level hides the steps between neighbouring shades, which would otherwise
show as bands. It stands still: encoders keep what stays and throw away what flickers, after long work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Colour = Floats | Sequence[Floats]

_GRAIN = 1.5  # levels


class Canvas:
    """A frame of ``width`` by ``height`` pixels, both even.

    ``y``, ``u`` and ``v`` are the planes at half the size; `sharp` turns to full size, after which ``full``
    is the luma plane and only `stamp` and `finish` are of use.
    """

    def __init__(self, width: int, height: int, rng: np.random.Generator) -> None:
        self.width, self.height = width, height
        self.half_width, self.half_height = width // 2, height // 2
        shape = (self.half_height, self.half_width)
        self.y = np.zeros(shape, np.float32)
        self.u = np.full(shape, 128, np.float32)
        self.v = np.full(shape, 128, np.float32)
        self.full = np.zeros((height, width), np.float32)
        self._between = np.zeros((height, self.half_width), np.float32)
        self._out = np.zeros(width * height * 3 // 2, np.uint8)
        self._grain = _grain(rng, width, height)
        self._shading = _shading(self.half_width, self.half_height)

    def paint(self, field: Floats, ramp: Floats) -> None:
        """Colour everything: ``field`` (half size, 0 to 1) chooses from a ramp of colours."""
        index = np.multiply(field, len(ramp) - 1)
        np.clip(index, 0, len(ramp) - 1, out=index)
        places = index.astype(np.intp)
        for plane, column in zip((self.y, self.u, self.v), ramp.T, strict=True):
            np.take(np.ascontiguousarray(column), places, out=plane, mode="clip")

    def flood(self, colour: Floats) -> None:
        """Fill everything with one colour."""
        for plane, value in zip((self.y, self.u, self.v), colour, strict=True):
            plane.fill(value)

    def glow(self, light: Floats, colour: Floats, top: int = 0, left: int = 0) -> None:
        """Add light (half size, 0 to 1) of a colour; what is bright already brightens less."""
        box = np.s_[top : top + light.shape[0], left : left + light.shape[1]]
        y = self.y[box]
        room = (235.0 - y) * np.float32(1 / 219)
        np.clip(room, 0, 1, out=room)
        room *= light
        y += room * (colour[0] - 16)
        self.u[box] += (colour[1] - 128) * room
        self.v[box] += (colour[2] - 128) * room

    def blend(self, cover: Floats, colour: Floats, top: int = 0, left: int = 0) -> None:
        """Cover with a colour (half size, 0 to 1)."""
        box = np.s_[top : top + cover.shape[0], left : left + cover.shape[1]]
        for plane, value in zip((self.y, self.u, self.v), colour, strict=True):
            part = plane[box]
            part += (value - part) * cover

    def shade(self, gain: float) -> None:
        """Darken the corners a little and scale the light of the whole picture."""
        self.y -= 16
        self.y *= self._shading * np.float32(gain)
        self.y += 16

    def sharp(self) -> None:
        """Go on at full size."""
        rows, full, half = self._between, self.full, self.y
        rows[0::2] = half
        np.add(half[:-1], half[1:], out=rows[1:-1:2])
        rows[1:-1:2] *= 0.5
        rows[-1] = half[-1]
        full[:, 0::2] = rows
        middle = rows[:, :-1] + rows[:, 1:]
        middle *= 0.5
        full[:, 1:-1:2] = middle
        full[:, -1] = rows[:, -1]

    def stamp(self, cover: Floats, colour: Colour, top: int = 0, left: int = 0) -> None:
        """Cover with a colour at full size (0 to 1); ``top`` and ``left`` are even, and so is the size.

        The colour's parts may be planes: Y of the cover's size, U and V of half of it.
        """
        high, wide = cover.shape
        part = self.full[top : top + high, left : left + wide]
        part += (colour[0] - part) * cover
        # Two of each four pixels tell enough for colours, which the eye sees less sharply.
        less = cover[0::2, 0::2] + cover[1::2, 1::2]
        less *= np.float32(0.5)
        box = np.s_[top // 2 : (top + high) // 2, left // 2 : (left + wide) // 2]
        for plane, value in zip((self.u, self.v), colour[1:], strict=True):
            tint = plane[box]
            tint += (value - tint) * less

    def finish(self, lift: float = 0.0) -> memoryview:
        """Return the frame as yuv420p, lighter by ``lift`` levels.

        The bytes are good until the next frame is drawn.
        """
        luma = self.width * self.height
        chroma = luma // 4
        self.full += self._grain
        self.full += np.float32(lift)
        np.clip(self.full, 16, 235, out=self.full)
        self._out[:luma].reshape(self.height, self.width)[:] = self.full
        small = self._grain[: self.half_height, : self.half_width] * np.float32(0.4)
        for place, plane in enumerate((self.u, self.v)):
            plane += small
            np.clip(plane, 16, 240, out=plane)
            start = luma + place * chroma
            self._out[start : start + chroma].reshape(plane.shape)[:] = plane
        return self._out.data


def _grain(rng: np.random.Generator, width: int, height: int) -> Floats:
    """Return a sheet of grain, with half a level for rounding."""
    noise = rng.uniform(-1, 1, (height, width)).astype(np.float32)
    # Neighbours differ more than distant points do: fine grain, without clouds.
    noise -= 0.25 * (np.roll(noise, 1, 1) + np.roll(noise, 1, 0))
    return noise * np.float32(_GRAIN) + np.float32(0.5)


def _shading(width: int, height: int) -> Floats:
    across = np.linspace(-1, 1, width, dtype=np.float32)
    down = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    far = np.clip((across**2 + down**2) / 2, 0, 1)
    return (1 - 0.28 * far**1.5).astype(np.float32)
