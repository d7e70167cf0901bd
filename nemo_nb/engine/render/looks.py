"""Looks: what a colourist would do, as one table from colours to colours.

All that changes each pixel by itself (curves, tints, saturation, the nudges) is worked out here once and goes
to ffmpeg as a single lookup; what looks at a pixel's place or surroundings is a filter after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.render.script import Look

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from nemo_nb.engine.render.frame import Canvas

    Colours = NDArray[np.float64]

_STEPS = 25  # per axis of the table
_LUMA = np.array([0.2126, 0.7152, 0.0722])


def look_filters(look: Look, canvas: Canvas, folder: Path, label: str) -> list[str]:
    """Return the filters of a look, none for a neutral one; its table is written into ``folder``."""
    if look == Look():
        return []
    # Twice the same look is the same table.
    values = (look.brightness, look.contrast, look.saturation, look.warmth)
    name = f"look-{look.name if look.name in NAMED else 'own'}" + "".join(f"{value:+.2f}" for value in values)
    path = folder / f"{name}.cube"
    if not path.exists():
        _write(path, look)
    steps = [
        f"scale=in_color_matrix={canvas.matrix}:in_range={'pc' if canvas.full else 'tv'},format=gbrp",
        f"lut3d=file={path.name}:interp=tetrahedral",
        f"scale={canvas.colours},format=yuv420p",
    ]
    if look.name == "dreamy":
        # Light spreads: the bright parts of a soft copy are laid over the picture.
        steps.append(
            f"split[{label}p][{label}q];[{label}q]scale=iw/4:ih/4,gblur=sigma=7"
            f",scale={canvas.width}:{canvas.height}[{label}g]"
            f";[{label}p][{label}g]blend=c0_mode=screen:c0_opacity=0.32:c1_opacity=0.5:c2_opacity=0.5"
        )
    if look.name in ("noir", "vintage"):
        steps.append(f"vignette=angle={0.5 if look.name == 'noir' else 0.42}")
    return steps


def grade(colours: Colours, look: Look) -> Colours:
    """Return colours (…, 3), 0 to 1, as a look shows them."""
    named = NAMED.get(look.name)
    out = named(colours) if named else colours
    out = out * 2 ** (0.9 * look.brightness) if look.brightness < 0 else _lifted(out, look.brightness)
    out = _contrast(out, look.contrast)
    out = out * _tint(look.warmth)
    return np.clip(_saturate(out, 1 + look.saturation), 0, 1)


def _write(path: Path, look: Look) -> None:
    axis = np.linspace(0, 1, _STEPS)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    table = grade(np.stack((red, green, blue), axis=-1).reshape(-1, 3), look)
    rows = "\n".join(f"{r:.5f} {g:.5f} {b:.5f}" for r, g, b in table.tolist())
    path.write_text(f"LUT_3D_SIZE {_STEPS}\n{rows}\n", "ascii")


def _noir(colours: Colours) -> Colours:
    # A little more of the red, as film with a yellow filter sees faces and skies.
    grey = colours @ np.array([0.34, 0.56, 0.10])
    return np.repeat(_contrast(grey, 0.38)[..., None], 3, axis=-1)


def _vintage(colours: Colours) -> Colours:
    soft = _saturate(_contrast(colours, -0.06), 0.78)
    return _curves(soft, (0.055, 0.535, 0.965), (0.045, 0.5, 0.915), (0.10, 0.455, 0.80))


def _cinematic(colours: Colours) -> Colours:
    light = (colours @ _LUMA)[..., None]
    # Teal in the shadows, amber in the lights, skin between the two left alone.
    shadows, lights = (1 - light) ** 2 * np.minimum(light * 6, 1), light**2 * (1 - light) * 2.2
    toned = colours + shadows * [-0.045, 0.012, 0.05] + lights * [0.085, 0.03, -0.07]
    return _saturate(_contrast(toned, 0.16), 1.06)


def _vivid(colours: Colours) -> Colours:
    # What is dull gains most, so that what is strong does not glare.
    spread = colours.max(axis=-1, keepdims=True) - colours.min(axis=-1, keepdims=True)
    return _contrast(_saturate(colours, 1.42 - 0.3 * spread), 0.12)


def _warm(colours: Colours) -> Colours:
    return _saturate(colours * _tint(0.5), 1.05)


def _cool(colours: Colours) -> Colours:
    return _saturate(colours * _tint(-0.5), 0.98)


def _dreamy(colours: Colours) -> Colours:
    return _saturate(_contrast(_lifted(colours, 0.1), -0.12), 0.95) * _tint(0.1)


def _faded(colours: Colours) -> Colours:
    return _curves(_saturate(colours, 0.74), (0.10, 0.515, 0.93), (0.10, 0.52, 0.93), (0.125, 0.525, 0.92))


NAMED: dict[str, Callable[[Colours], Colours]] = {
    "noir": _noir,
    "vintage": _vintage,
    "cinematic": _cinematic,
    "vivid": _vivid,
    "warm": _warm,
    "cool": _cool,
    "dreamy": _dreamy,
    "faded": _faded,
}
"""Every look by its name in the draft."""


def _lifted(colours: Colours, amount: float) -> Colours:
    """Make brighter without moving black or white."""
    return np.asarray(np.clip(colours, 0, None) ** (1 / (1 + 0.9 * amount)))


def _contrast(colours: Colours, amount: float) -> Colours:
    """An S through the middle, -1 to 1; black, middle and white stay."""
    if amount < 0:
        return np.asarray(0.5 + (colours - 0.5) * (1 + 0.75 * amount))
    inside = np.clip(colours, 0, 1)
    curve = inside * inside * (3 - 2 * inside)
    steeper = np.clip(0.5 + (inside - 0.5) * (1 + amount), 0, 1)
    return np.asarray(inside * (1 - amount) + (0.75 * curve + 0.25 * steeper) * amount)


def _saturate(colours: Colours, amount: float | Colours) -> Colours:
    grey = (colours @ _LUMA)[..., None]
    return np.asarray(grey + (colours - grey) * amount)


def _tint(warmth: float) -> Colours:
    gains = np.array([1 + 0.16 * warmth, 1 + 0.015 * warmth, 1 - 0.2 * warmth])
    return np.asarray(gains / (gains @ _LUMA))


def _curves(colours: Colours, *points: tuple[float, float, float]) -> Colours:
    """Bend each channel through its values at black, middle and white."""
    channels = []
    for channel, (low, middle, high) in enumerate(points):
        x = colours[..., channel]
        bend = 4 * (middle - (low + high) / 2)
        channels.append(low + (high - low) * x + bend * x * (1 - x))
    return np.stack(channels, axis=-1)
