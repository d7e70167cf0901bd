"""All genres by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .calm import CALM
from .driving import DRIVING
from .roots import ROOTS
from .screen import SCREEN

if TYPE_CHECKING:
    from ..style import Style

STYLES: dict[str, Style] = {style.name: style for style in (*CALM, *DRIVING, *ROOTS, *SCREEN)}
