"""What is in a file: its streams, its scenes, how much moves, how loud it is, where people speak."""

from nemo_nb.engine.picture.facts import Facts, UnreadableError, read_facts

__all__ = ["Facts", "UnreadableError", "read_facts"]
