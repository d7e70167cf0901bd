"""Pictures for sound: animated, designed, on the beat.

name = choose("something calm with lines", song)
for frame in frames({"style": name, "seed": 1}, song, path, 1920, 1080, 30, song.duration): ...
"""

from nemo_nb.engine.picture.visuals.choosing import STYLES, Look, choose, named
from nemo_nb.engine.picture.visuals.frames import PIXELS, frames, size_of
from nemo_nb.engine.picture.visuals.palettes import PALETTES

__all__ = ["PALETTES", "PIXELS", "STYLES", "Look", "choose", "frames", "named", "size_of"]
