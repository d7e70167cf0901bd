"""What is in a file: its streams, its scenes, how much moves, how loud it is, where people speak."""

from nemo_nb.engine.picture.facts import LONGEST, Facts, Packets, UnreadableError, read_facts

__all__ = ["LONGEST", "Facts", "Packets", "UnreadableError", "read_facts"]
