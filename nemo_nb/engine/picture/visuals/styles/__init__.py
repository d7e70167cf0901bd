"""The ways of drawing a song, one file each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nemo_nb.engine.picture.visuals.styles.gradient import Gradient

if TYPE_CHECKING:
    from collections.abc import Callable

    from nemo_nb.engine.picture.visuals.stage import Stage, Style

DRAWN: dict[str, Callable[[Stage], Style]] = {"gradient": Gradient}
