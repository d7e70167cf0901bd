"""A draft and its media become a file to keep. A pure function of the two: it may run anywhere, any time."""

from nemo_nb.engine.render.formats import TYPES, Output
from nemo_nb.engine.render.make import Made, render

__all__ = ["TYPES", "Made", "Output", "render"]
