"""Electronic drums and effects without a key, made of sines and shaped noise."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .chance import stream
from .filters import shape
from .score import RATE

if TYPE_CHECKING:
    from collections.abc import Callable

Audio = npt.NDArray[np.float32]


def _noise(label: str, frames: int) -> Audio:
    return stream(7, "noise", label).standard_normal(frames, dtype=np.float32)


def _band(audio: Audio, low: float, high: float) -> Audio:
    """Between ``low`` and ``high`` Hz, or all above ``low``."""
    return shape(audio, low_cut=low, high_cut=high if high < 20_000 else 0.0)


def _time(seconds: float) -> npt.NDArray[np.float64]:
    return np.arange(int(seconds * RATE)) / RATE


def _kick(top: float, end: float, fall: float, click: float) -> Audio:
    t = _time(min(0.9, fall * 4))
    cycles = end * t + (top - end) * 0.028 * (1 - np.exp(-t / 0.028))
    body = np.sin(2 * np.pi * cycles) * np.exp(-t / fall)
    tick = _band(_noise("tick", len(t)), 1500, 9000) * np.exp(-t / 0.004) * click
    return np.asarray(np.tanh(1.5 * body) + tick, np.float32) * np.float32(0.8)


def _clap(spread: float) -> Audio:
    t = _time(0.35)
    gate = sum(
        np.exp(-np.clip(t - at, 0, None) / (0.006 if i < 3 else 0.07)) * (t >= at)
        for i, at in enumerate((0, 0.010 * spread, 0.021 * spread, 0.030 * spread))
    )
    return np.asarray(_band(_noise("clap", len(t)), 900, 6500) * gate, np.float32) * np.float32(0.5)


def _snare() -> Audio:
    t = _time(0.3)
    body = np.sin(2 * np.pi * 190 * t) * np.exp(-t / 0.05) + 0.6 * np.sin(2 * np.pi * 285 * t) * np.exp(
        -t / 0.03
    )
    wires = _band(_noise("snare", len(t)), 1200, 9000) * np.exp(-t / 0.075)
    return np.asarray(0.5 * body + 0.5 * wires, np.float32)


def _hat(fall: float) -> Audio:
    t = _time(min(0.6, fall * 6))
    ring = sum(np.sign(np.sin(2 * np.pi * f * t)) for f in (4123.0, 5417.0, 6091.0, 7333.0, 8219.0)) / 5
    hiss = 0.6 * _band(_noise("hat", len(t)), 7000, 20_000) + 0.5 * _band(
        np.asarray(ring, np.float32), 7500, 20_000
    )
    return np.asarray(hiss * np.exp(-t / fall), np.float32) * np.float32(0.5)


def _shaker() -> Audio:
    t = _time(0.12)
    return np.asarray(
        _band(_noise("shaker", len(t)), 4500, 11_000) * np.exp(-(((t - 0.025) / 0.022) ** 2)), np.float32
    ) * np.float32(0.4)


def _rim() -> Audio:
    t = _time(0.06)
    return np.asarray(
        (np.sin(2 * np.pi * 1720 * t) + 0.6 * np.sin(2 * np.pi * 840 * t)) * np.exp(-t / 0.009), np.float32
    ) * np.float32(0.4)


def _snap() -> Audio:
    t = _time(0.15)
    return np.asarray(
        _band(_noise("snap", len(t)), 1600, 4200) * (np.exp(-t / 0.012) + 0.15 * np.exp(-t / 0.05)),
        np.float32,
    ) * np.float32(0.7)


def _conga(hertz: float, fall: float, slap: float) -> Audio:
    t = _time(min(0.5, fall * 5))
    bend = hertz * t + hertz * 0.006 * (1 - np.exp(-t / 0.012))
    skin = sum(
        amount * np.sin(2 * np.pi * ratio * bend) * np.exp(-t / (fall / ratio))
        for ratio, amount in ((1.0, 1.0), (1.59, 0.35), (2.14, 0.2))
    )
    hand = _band(_noise("conga", len(t)), 700, 5000) * np.exp(-t / 0.006) * slap
    return np.asarray(0.6 * skin * np.minimum(1, t / 0.001) + hand, np.float32)


def _sleigh() -> Audio:
    t = _time(0.3)
    ring = sum(np.sin(2 * np.pi * f * t + f) for f in (4310.0, 5170.0, 6230.0, 7410.0, 8660.0)) / 3
    return np.asarray(
        ring * (1 + 0.6 * np.sin(2 * np.pi * 31 * t)) * np.exp(-t / 0.07), np.float32
    ) * np.float32(0.3)


@lru_cache(maxsize=64)
def drum(kind: str, key: int) -> Audio | None:
    """The synthetic drum for a General MIDI ``key`` in kit ``kind`` ("house", "trap", "synthwave"), if it
    has one.
    """
    made: dict[tuple[str, int], Callable[[], Audio]] = {
        ("house", 36): lambda: _kick(190, 50, 0.13, 0.25),
        ("trap", 36): lambda: _kick(230, 55, 0.09, 0.3),
        ("synthwave", 36): lambda: _kick(170, 56, 0.11, 0.35),
        ("synthwave", 38): _snare,
        ("trap", 38): _snare,
        ("any", 39): lambda: _clap(1.0),
        ("any", 42): lambda: _hat(0.028),
        ("any", 46): lambda: _hat(0.11),
        ("any", 70): _shaker,
        ("any", 37): _rim,
        ("any", 83): _sleigh,
        ("any", 40): _snap,
        ("any", 62): partial(_conga, 330, 0.03, 1.1),
        ("any", 63): partial(_conga, 262, 0.12, 0.5),
        ("any", 64): partial(_conga, 196, 0.15, 0.4),
    }
    make = made.get((kind, key)) or made.get(("any", key))
    return make() if make else None


def gesture(kind: str, frames: int) -> Audio:
    """A riser, swell, impact or drop of ``frames``, mono, peak about 0.5."""
    n = max(frames, 480)
    x = np.arange(n, dtype=np.float32) / n
    t = np.arange(n) / RATE
    if kind == "riser":
        out = np.zeros(n, np.float32)
        noise = _noise("riser", n)
        for i, (low, high) in enumerate(((300, 900), (900, 2500), (2500, 6500), (6500, 14_000))):
            out += _band(noise, low, high) * np.exp(-(((x - (0.25 + 0.25 * i)) / 0.22) ** 2))
        return np.asarray(out * x**1.5 * np.minimum(1, (1 - x) * 40) * np.float32(0.5), np.float32)
    if kind == "swell":
        air = _band(_noise("swell", n), 3000, 12_000)
        return np.asarray(air * x**3 * np.minimum(1, (1 - x) * 60) * np.float32(0.4), np.float32)
    if kind == "impact":
        body = np.sin(2 * np.pi * (32 * t + 1.6 * (1 - np.exp(-t / 0.09)))) * np.exp(-t / 0.55)
        air = _band(_noise("impact", n), 60, 900) * np.exp(-t / 0.25) * 0.5
        return np.asarray((0.6 * body + 0.25 * air) * np.minimum(1, (1 - x) * 8), np.float32)
    raise ValueError(f"no gesture called {kind!r}")
