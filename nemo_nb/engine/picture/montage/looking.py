"""What is there to see? Sharpness, light, movement and colours, a few times per second."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.ffmpeg import FfmpegError, run, source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.picture.montage.material import Material

    Values = NDArray[np.float64]

_WIDE, _HIGH = 160, 90  # pixels that pictures are looked at
_MOST = 180  # looks per clip
_RATE = 3.0  # looks per second at most
_LONG = 40.0  # s; of longer clips only the pictures that stand alone are decoded


@dataclass(frozen=True, slots=True)
class Looks:
    """What was seen at ``times`` (s): ``sharp`` and ``light`` 0 to 1, ``motion`` the mean change to the look
    before per second, ``colours`` (n, 48) shares of colours, ``small`` (n, 144) a tiny grey picture,
    ``telling`` (n, 18, 32) how much each place draws the eye.
    """

    times: Values
    sharp: Values
    light: Values
    motion: Values
    colours: Values
    small: Values
    telling: Values


def look_at(materials: Sequence[Material], cancel: Cancel) -> list[Looks | None]:
    """Look at all of them, two at a time; None for what cannot be decoded.

    Raises
    ------
    Cancelled
    """
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda material: _look(material, cancel), materials))


def _look(material: Material, cancel: Cancel) -> Looks | None:
    facts = material.facts
    rate = min(_RATE, _MOST / max(facts.duration, 1e-3))
    sparing = not material.still and facts.duration > _LONG
    skip = ["-skip_frame", "nokey"] if sparing else []
    each = [] if material.still else [f"fps={rate:.6f}:round=near"]
    scale = f"scale={_WIDE}:{_HIGH}:flags=area,format=rgb24"
    cheap = ["-an", "-skip_loop_filter", "all", "-flags2", "fast", *skip]
    frames = ["-frames:v", "1" if material.still else str(_MOST + 2)]
    arguments = [
        *(cheap if not material.still else ["-an"]),
        *source(material.path, facts.container),
        *["-map", "0:v:0", "-vf", ",".join([*each, scale]), *frames, "-f", "rawvideo", "pipe:1"],
    ]
    try:
        out, _ = run(arguments, cancel=cancel, limit=30 + 2 * facts.duration, tolerant=True)
    except FfmpegError:
        return None
    whole = len(out) // (_WIDE * _HIGH * 3) * (_WIDE * _HIGH * 3)
    pictures = np.frombuffer(out[:whole], np.uint8).reshape(-1, _HIGH, _WIDE, 3)
    return _describe(pictures, rate) if len(pictures) else None


def _describe(pictures: NDArray[np.uint8], rate: float) -> Looks:
    grey = pictures.astype(np.float32).mean(axis=3) / 255
    edges = (
        4 * grey[:, 1:-1, 1:-1]
        - grey[:, :-2, 1:-1]
        - grey[:, 2:, 1:-1]
        - grey[:, 1:-1, :-2]
        - grey[:, 1:-1, 2:]
    )
    # The sharpest tenth counts: a portrait before a soft ground is sharp.
    strength = np.percentile(np.abs(edges).reshape(len(grey), -1), 95, axis=1)
    change = np.abs(np.diff(grey, axis=0)).mean(axis=(1, 2)) * rate
    motion = np.concatenate((change[:1], change)) if len(grey) > 1 else np.zeros(1)
    high, wide = _HIGH // 10, _WIDE // 10
    small = grey[:, : high * 10, : wide * 10].reshape(len(grey), high, 10, wide, 10).mean(axis=(2, 4))
    return Looks(
        times=np.arange(len(grey)) / rate,
        sharp=np.asarray(strength / (strength + 0.12), np.float64),
        light=grey.mean(axis=(1, 2)).astype(np.float64),
        motion=motion.astype(np.float64),
        colours=_colours(pictures),
        small=small.reshape(len(grey), -1).astype(np.float64),
        telling=_telling(pictures, grey, edges),
    )


def _telling(pictures: NDArray[np.uint8], grey: NDArray[np.float32], edges: NDArray[np.float32]) -> Values:
    """Return how much each of 18 x 32 places differs from the rest: in colour, in detail, by moving."""
    count, high, wide = len(grey), _HIGH // 5, _WIDE // 5

    def places(values: NDArray[np.float32]) -> Values:
        blocks = values.reshape(count, high, 5, wide, 5, -1).mean(axis=(2, 4))
        return np.asarray(blocks, np.float64)

    colours = places(pictures.astype(np.float32))
    odd = np.linalg.norm(colours - colours.mean(axis=(1, 2), keepdims=True), axis=3)
    fine = places(np.pad(np.abs(edges), ((0, 0), (1, 1), (1, 1))))[..., 0]
    moves = places(np.abs(np.diff(grey, axis=0, prepend=grey[:1])))[..., 0]
    even = [each / np.maximum(each.mean(axis=(1, 2), keepdims=True), 1e-3) for each in (odd, fine, moves)]
    return np.asarray(sum(even))


def _colours(pictures: NDArray[np.uint8]) -> Values:
    """Return shares of 48 colours: 4 x 4 x 3 levels of red, green and blue."""
    red, green, blue = (pictures[..., channel].astype(np.int64) for channel in range(3))
    bins = (red >> 6) * 12 + (green >> 6) * 3 + blue * 3 // 256
    rows = [np.bincount(picture.ravel(), minlength=48) for picture in bins]
    return np.array(rows, np.float64) / (_WIDE * _HIGH)


def likeness(first: Looks, i: int, second: Looks, j: int) -> float:
    """Return how alike two looks are, 0 to 1: in colours and in what is where."""
    colours = float(np.minimum(first.colours[i], second.colours[j]).sum())
    a, b = first.small[i] - first.small[i].mean(), second.small[j] - second.small[j].mean()
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    shapes = max(float(a @ b) / size, 0.0) if size > 1e-9 else 1.0
    return 0.35 * colours + 0.65 * shapes
