"""Acoustic and band music."""

from __future__ import annotations

from ..style import Style

ROOTS: tuple[Style, ...] = ()
