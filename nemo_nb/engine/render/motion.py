"""Slow motion over a still, drawn between the pixels.

ffmpeg's ``zoompan`` cuts at whole pixels, which trembles. Here ``perspective`` reads the picture at 1/256 of
a pixel; the picture lies larger than the canvas, so that nothing is enlarged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nemo_nb.engine.render.frame import Canvas

_PACE, _LEAST, _MOST = 0.022, 0.05, 0.14  # of the picture per second, and in all


def reach(duration: float) -> float:
    """Return how much larger than the canvas a still that moves for ``duration`` s has to be."""
    return 1 + min(max(_PACE * duration, _LEAST), _MOST)


def moving(motion: str, canvas: Canvas, large: Canvas, first: int, frames: int) -> str:
    """Return the filters that move over a still of the size ``large``.

    Parameters
    ----------
    first, frames
        Number of the first picture that is drawn, and of how many the whole movement has.
    """
    at = f"(({first}+on)/{max(frames - 1, 1)})"
    # Along each axis: where the window begins, and its size, both in shares of the large picture.
    small = min(canvas.width / large.width, canvas.height / large.height)
    if motion in ("in", "out"):
        share = at if motion == "in" else f"(1-{at})"
        # The same share per second looks steady, the same number of pixels does not.
        part = f"pow({small:.8f},{share})"
        left = top = f"(1-{part})/2"
    else:
        part = f"{small:.8f}"
        still, toward = f"(1-{part})/2", f"(1-{part})*{at}"
        away = f"(1-{part})*(1-{at})"
        left = {"right": toward, "left": away}.get(motion, still)
        top = {"down": toward, "up": away}.get(motion, still)
    right = f"{left}+{part}*{large.width / canvas.width:.8f}"
    bottom = f"{top}+{part}*{large.height / canvas.height:.8f}"
    corners = {"0": (left, top), "1": (right, top), "2": (left, bottom), "3": (right, bottom)}
    places = ":".join(f"x{n}='W*({x})':y{n}='H*({y})'" for n, (x, y) in corners.items())
    size = f"{canvas.width}:{canvas.height}"
    return f"perspective={places}:sense=source:interpolation=linear:eval=frame,crop={size}:0:0"
