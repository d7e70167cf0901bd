"""Independent, reproducible streams of chance: the same (seed, label) gives the same numbers in every
process.

Each decision of the composer draws from a stream of its own name, so that changing one thing ("no drums") leaves every
other choice (the melody, the chords) as it was.
"""  # noqa: E501

from __future__ import annotations

import zlib

import numpy as np


def stream(seed: int, *labels: object) -> np.random.Generator:
    """Return the generator that belongs to ``seed`` and ``labels`` (any objects with a stable ``str``)."""
    words = [zlib.crc32(str(label).encode()) for label in labels]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed & 0xFFFFFFFFFFFFFFFF, *words])))
