"""What the agent says, in English and Chinese: brief, calm, concrete. One file of lines per subject."""

from nemo_nb.engine.voice.spoken import Voice, speaks_chinese
from nemo_nb.timeline import clock

__all__ = ["Voice", "clock", "speaks_chinese"]
