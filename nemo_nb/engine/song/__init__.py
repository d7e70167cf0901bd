"""What a song is made of: its beats and bars, its sections, how it feels, who plays it.

song = analyse(path, Cancel())        # a file
song = Song.from_score(score)         # composed music, whose beats are known
"""

from nemo_nb.engine.song.analyse import analyse
from nemo_nb.engine.song.song import Section, Song

__all__ = ["Section", "Song", "analyse"]
