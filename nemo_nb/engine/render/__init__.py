"""A draft and its media become an MP4. A pure function of the two: it may run anywhere, any time."""

from nemo_nb.engine.render.make import Made, render

__all__ = ["Made", "render"]
