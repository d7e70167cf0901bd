"""Colours: mixed as the eye sees them (OKLab, Björn Ottosson 2020), stored as video wants them (BT.709)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Values = NDArray[np.float64]

STEPS = 1024
"""Colours in a ramp."""

_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
# Red, green, blue of 0 to 1 to Y 16-235 and U, V 16-240.
_TO_VIDEO = np.array([[0.2126, 0.7152, 0.0722], [-0.1146, -0.3854, 0.5], [0.5, -0.4542, -0.0458]])
_SCALE = np.array([219.0, 224.0, 224.0])
_ZERO = np.array([16.0, 128.0, 128.0])


def rgb(colour: str) -> Values:
    """Return ``#rrggbb`` as three shares of 1.

    Raises
    ------
    ValueError
    """
    digits = colour.removeprefix("#")
    if len(digits) != 6:
        raise ValueError(f"not a colour: {colour}")
    return np.array([int(digits[i : i + 2], 16) for i in (0, 2, 4)]) / 255


def to_lab(colours: Values) -> Values:
    """Return OKLab values of RGB colours, one per row."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _TO_CONES.T) @ _TO_LAB.T)


def from_lab(lab: Values) -> Values:
    """Return the RGB colours, within what a screen shows, of OKLab values."""
    linear = (lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_CONES).T
    linear = np.clip(linear, 0, 1)
    return np.asarray(np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055))


def to_video(colours: Values) -> Floats:
    """Return Y, U, V of RGB colours, one per row."""
    return np.asarray(colours @ _TO_VIDEO.T * _SCALE + _ZERO, np.float32)


def ramp(lab: Values) -> Floats:
    """Return `STEPS` colours (Y, U, V) that lead evenly and without corners through those given."""
    places = np.linspace(0, len(lab) - 1, STEPS)
    index = np.minimum(places.astype(int), len(lab) - 2)
    share = (places - index)[:, None]
    padded = np.concatenate((2 * lab[:1] - lab[1:2], lab, 2 * lab[-1:] - lab[-2:-1]))
    a, b, c, d = (padded[index + k] for k in range(4))
    # Catmull-Rom: a line through all points, with a slope that never jumps.
    mixed = 0.5 * (
        2 * b + (c - a) * share + (2 * a - 5 * b + 4 * c - d) * share**2 + (3 * b - a - 3 * c + d) * share**3
    )
    return to_video(from_lab(mixed))


def turned(lab: Values, degrees: float) -> Values:
    """Return the colours with their hues turned."""
    angle = np.radians(degrees)
    cos, sin = np.cos(angle), np.sin(angle)
    return np.asarray(lab @ np.array([[1, 0, 0], [0, cos, sin], [0, -sin, cos]]))


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours as WCAG counts it, 1 to 21."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    levels = []
    for colour in (first, second):
        share = rgb(colour)
        linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
        levels.append(float(weights @ linear))
    return (max(levels) + 0.05) / (min(levels) + 0.05)


def lab_of(colours: Sequence[str]) -> Values:
    """Return OKLab rows of ``#rrggbb`` colours."""
    return to_lab(np.array([rgb(colour) for colour in colours]))
