"""All genres by name."""

from __future__ import annotations

from ..style import Style
from .calm import CALM
from .driving import DRIVING
from .roots import ROOTS
from .screen import SCREEN

STYLES: dict[str, Style] = {style.name: style for style in (*CALM, *DRIVING, *ROOTS, *SCREEN)}
