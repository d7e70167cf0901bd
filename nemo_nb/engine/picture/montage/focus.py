"""What of a picture has to stay in view where its edges are cut off?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.picture.montage.looking import Looks, look_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.picture.montage.material import Material

    Values = NDArray[np.float64]

_CENTRAL = 0.3  # of what the middle of a picture draws the eye by itself, its edges do not


def focus_on(
    parts: Sequence[tuple[Material, float, float]], shape: float, cancel: Cancel
) -> list[tuple[float, float]]:
    """Return the focus of each material from one time (s) in it to another, on a canvas of this shape.

    Raises
    ------
    Cancelled
    """
    materials = list({part[0].media: part[0] for part in parts}.values())
    seen = dict(zip((material.media for material in materials), look_at(materials, cancel), strict=True))
    found = []
    for material, begin, end in parts:
        looks, facts = seen[material.media], material.facts
        own = (facts.width or 16) / (facts.height or 9)
        found.append(find_focus(looks, begin, end, shape / own)[0] if looks else (0.5, 0.5))
    return found


def find_focus(looks: Looks, begin: float, end: float, shape: float) -> tuple[tuple[float, float], float]:
    """Return the middle of the part to keep, and the share of what draws the eye that lies in that part.

    Parameters
    ----------
    begin, end
        What is shown of the material, in seconds.
    shape
        Width over height of the part, against those of the picture: 0.5 keeps half of its width.
    """
    shown = (looks.times >= begin - 0.01) & (looks.times <= end + 0.01)
    seen = looks.telling[shown if shown.any() else slice(None)].mean(axis=0)
    down, across = (_central(size) for size in seen.shape)
    seen = seen * down[:, None] * across
    x, kept_across = _window(seen.sum(axis=0), min(shape, 1.0))
    y, kept_down = _window(seen.sum(axis=1), min(1 / shape, 1.0))
    return (round(x, 3), round(y, 3)), min(kept_across, kept_down)


def _central(size: int) -> Values:
    places = (np.arange(size) + 0.5) / size
    return np.asarray(1 - _CENTRAL * (2 * places - 1) ** 2)


def _window(values: Values, share: float) -> tuple[float, float]:
    """Return the middle of the window of this width that holds most, and how much of all it holds."""
    if share >= 1 or not values.any():
        return 0.5, 1.0
    size = values.size
    sums = np.interp(np.linspace(0, size, 4 * size + 1), np.arange(size + 1), np.append(0, np.cumsum(values)))
    width = max(round(4 * size * share), 1)
    held = sums[width:] - sums[:-width]
    first = int(held.argmax())
    return (first + width / 2) / (4 * size), float(held[first] / values.sum())
