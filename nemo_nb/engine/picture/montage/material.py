"""What a montage is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from nemo_nb.engine.picture.analysis import Analysis
    from nemo_nb.engine.picture.facts import Facts


@dataclass(frozen=True, slots=True)
class Material:
    """A clip or a photo: its hash in the media folder, its file, what is known of it, what people call it."""

    media: str
    path: Path
    facts: Facts
    analysis: Analysis | None = None
    title: str = ""

    @property
    def still(self) -> bool:
        """Whether it has no length of its own."""
        return self.facts.kind == "image"
