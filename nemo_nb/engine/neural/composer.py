"""What a model has to offer, and which one is chosen."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from nemo_nb.protocol import RenderError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nemo_nb.engine.brief import Brief
    from nemo_nb.engine.cancel import Cancel
    from nemo_nb.engine.music import Score

SETTING = "NEMO_COMPOSER"
"""The environment variable that names a model: ``musicgen``, or ``musicgen:`` and a name or folder."""
COMPOSERS: dict[str, str] = {"musicgen": "nemo_nb.engine.neural.musicgen:MusicGen"}
"""Models by name: module and class. The class is made with what follows the colon of the setting, or ""."""


@dataclass(frozen=True, slots=True)
class Stems:
    """Sound as a model made it: ``rate`` frames per second, each stem (frames,) or (frames, channels)."""

    rate: int
    sounds: dict[str, NDArray[np.float32]]


class Composer(Protocol):
    """Something that makes sound for a brief."""

    name: str
    """What it is called, for the draft."""

    def compose(self, brief: Brief, plan: Score, cancel: Cancel) -> Stems:
        """Make music for ``brief``, about as long as ``plan`` and near its tempo and key.

        It need not be in time, exactly as long, or at any loudness: that is seen to afterwards. The same
        brief should give the same sound on the same computer.

        Raises
        ------
        RenderError
            It cannot be made, in words for a person.
        Cancelled
        """
        ...


def chosen(setting: str | None = None) -> Composer | None:
    """Return the model that ``NEMO_COMPOSER`` (or ``setting``) names; None for the composer of this package.

    Raises
    ------
    RenderError
        There is no such model.
    """
    said = (os.environ.get(SETTING, "") if setting is None else setting).strip()
    return _made(said) if said else None


@lru_cache(maxsize=2)
def _made(said: str) -> Composer:
    """The models that were used last are kept: loading one takes longer than most pieces."""
    name, _, which = said.partition(":")
    place = COMPOSERS.get(name.lower())
    if place is None:
        known = ", ".join(sorted(COMPOSERS))
        raise RenderError(f"{SETTING} names no composer that is known here: {name}. Use one of: {known}.")
    module, _, kind = place.partition(":")
    composer: Composer = getattr(import_module(module), kind)(which)
    return composer
