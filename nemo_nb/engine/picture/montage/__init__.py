"""Many clips and photos become one video, cut to the music.

segments = assemble([Material(digest, path, facts), …], song, 60.0, seed=1)
"""

from nemo_nb.engine.picture.montage.assemble import assemble
from nemo_nb.engine.picture.montage.focus import focus_on
from nemo_nb.engine.picture.montage.material import Material

__all__ = ["Material", "assemble", "focus_on"]
