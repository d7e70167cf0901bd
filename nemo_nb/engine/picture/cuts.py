"""Where the picture changes from one moment to the next."""
from __future__ import annotations
def find_cuts(path, facts, packets, cancel):  # type: ignore
    return ()
def measure_motion(packets, duration):  # type: ignore
    return ()
