"""Words become a brief."""

from __future__ import annotations

from dataclasses import replace

from ..brief import Brief


def read(text: str, *, before: Brief | None, seed: int) -> Brief:
    """See `nemo_nb.engine.brief.read_brief`."""
    low = text.lower()
    if before is not None:
        return replace(before, words=text)
    genre = "lofi" if "lo-fi" in low or "lofi" in low else "cinematic" if "piano" in low else "pop"
    return Brief(genre=genre, seed=seed, words=text)
