"""The tempo map: beats that fill the picture exactly and meet its cuts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .score import Picture, TempoMap

FREE, STRICT, STRICT_WHOLE = 0.04, 0.009, 0.006
"""How far the tempo between two cuts may leave the piece's: when it is ours to choose, when somebody asked
for it, and then over the whole piece: between cuts an asked tempo may breathe, on the whole it is kept."""


@dataclass(frozen=True, slots=True)
class Clock:
    """``bars`` whole bars before the last chord; ``anchors`` maps cuts (s) to the beats that fall on them."""

    bpm: float
    bars: int
    tempo: TempoMap
    anchors: tuple[tuple[float, float], ...]


def loops_at(bpm: float, meter: int, seconds: float) -> bool:
    """Whether a whole number of bars at ``bpm`` fills ``seconds``, as a loop must."""
    bars = max(1, round(seconds * bpm / (60 * meter)))
    return abs(bars * meter * 60 / bpm / seconds - 1) <= STRICT_WHOLE


def set_clock(
    picture: Picture,
    meter: int,
    low: float,
    high: float,
    wish: float,
    tail: float,
    *,
    strict: bool,
    loop: bool,
    ritard: float,
    within: tuple[float, float] | None = None,
    exact: bool = False,
) -> Clock:
    """Choose tempo and bars.

    Parameters
    ----------
    low, high, wish
        Tempos allowed and preferred, BPM.
    tail
        Seconds wanted for the last chord.
    strict
        Whether ``wish`` was asked for in numbers: it is then kept within 1 %.
    loop
        Whether the last bar leads back to the first: no last chord.
    ritard
        Share by which the last bar slows down.
    within
        Tempos that somebody asked for as a range: the piece's own lies inside, whatever the cuts would like.
    exact
        Whether the last chord is to fall exactly where ``tail`` begins, as far as any tempo allows.
    """
    seconds = picture.duration
    if loop:
        bars = max(1, round(seconds * wish / (60 * meter)))
        if within:
            slow, fast = (seconds * bpm / (60 * meter) for bpm in within)
            bars = max(1, min(max(bars, math.ceil(slow)), math.floor(fast)))
        bpm = bars * meter * 60 / seconds
        ends = TempoMap((0.0, float(bars * meter)), (0.0, seconds))
        return Clock(bpm, bars, ends, ())
    tail = min(tail, 0.3 * seconds)
    cuts = [c for c in picture.cuts if 0.4 < c < seconds - 0.25]
    best: tuple[float, float, int, list[tuple[float, float]], float] | None = None
    for bpm in [wish] if strict else np.arange(low, high + 0.01, max(0.5, (high - low) / 24)).tolist():
        bar = 60 * meter / bpm
        room = (seconds - tail) / bar
        for bars in {math.floor(room), *([] if strict else [round(room)])}:
            if bars < 0:
                continue
            end = bars * bar
            slack = FREE if not strict else STRICT
            aim = seconds - tail
            if bars and abs(aim / end - 1) < (STRICT_WHOLE if strict else FREE):
                end = aim
            if seconds - end < min(0.8, 0.3 * seconds):
                continue
            anchors, cost = _align(cuts, bpm, end, bars * meter, slack, meter)
            bent = _map(bpm, bars * meter, anchors, end, meter, ritard)
            if within and bars and not within[0] <= heard(bent, bars, meter) <= within[1]:
                anchors, end, cost = [], bars * bar, 2.0 * len(cuts)
            cost += (99.0 if exact else 1.0) * abs(seconds - end - tail) + 0.04 * abs(bpm - wish) / wish * 100
            if bars % 4:
                cost += 0.5 if bars % 2 else 0.25
            if best is None or cost < best[0] - 1e-9:
                best = (cost, bpm, bars, anchors, end)
    if best is None:
        best = (0.0, wish, 0, [], 0.0)
    _, bpm, bars, anchors, end = best
    return Clock(
        float(bpm), bars, _map(float(bpm), bars * meter, anchors, end, meter, ritard), tuple(anchors)
    )


def heard(tempo: TempoMap, bars: int, meter: int) -> float:
    """The mean tempo of a map, BPM, without the last bar, which may slow down."""
    beats = max(1, bars - 1) * meter
    return 60 * beats / tempo.at(beats)


def _align(
    cuts: list[float], bpm: float, end: float, beats: int, slack: float, meter: int
) -> tuple[list[tuple[float, float]], float]:
    """Put as many cuts as possible on good beats without bending the tempo by more than ``slack``.

    Dynamic programming over (cut, sixteenth); a cut may be skipped at a price.
    """
    skip = 2.0
    # state: (second, beat) -> (cost, path)
    states: dict[tuple[float, float], tuple[float, tuple[tuple[float, float], ...]]] = {(0.0, 0.0): (0.0, ())}
    for cut in cuts:
        if cut >= end - 0.3:  # too late for a beat: at the price of a skipped one
            states = {state: (cost + skip, path) for state, (cost, path) in states.items()}
            continue
        following: dict[tuple[float, float], tuple[float, tuple[tuple[float, float], ...]]] = {}
        for (second, beat), (cost, path) in states.items():
            _keep(following, (second, beat), cost + skip, path)
            span = cut - second
            middle = beat + span * bpm / 60
            reach = span * bpm / 60 * slack
            for step in range(math.ceil((middle - reach) * 4), math.floor((middle + reach) * 4) + 1):
                at = step / 4
                if at <= beat + 0.2 or at > beats:
                    continue
                bend = (at - middle) / max(reach, 1e-6)
                price = 0.5 * bend * bend + _price(at, meter)
                _keep(following, (cut, at), cost + price, (*path, (cut, at)))
        ranked = sorted(following.items(), key=lambda item: item[1][0])[:24]
        states = dict(ranked)
    if slack <= STRICT:
        states.setdefault((0.0, 0.0), (skip * len(cuts), ()))
    best: tuple[float, tuple[tuple[float, float], ...]] = (1e9, ())
    for (second, beat), (cost, path) in states.items():
        local = (beats - beat) * 60 / bpm / max(end - second, 1e-6) - 1 if end > second else 0.0
        far = 50 * abs(local) if slack > STRICT else 1e3  # a tempo that was named is worth more than cuts
        total = cost + 0.5 * (local / slack) ** 2 + (0 if abs(local) <= slack * 1.01 else far)
        if total < best[0]:
            best = (total, path)
    return list(best[1]), best[0]


def _keep(states: dict[tuple[float, float], tuple[float, tuple[tuple[float, float], ...]]], key: tuple[float, float],  # noqa: E501
          cost: float, path: tuple[tuple[float, float], ...]) -> None:  # fmt: skip
    if key not in states or cost < states[key][0]:
        states[key] = (cost, path)


def _price(beat: float, meter: int) -> float:
    if beat % meter == 0:
        return 0.0
    if beat % 1 == 0:
        return 0.45
    return 0.9 if beat % 0.5 == 0 else 1.3


def _map(
    bpm: float, beats: int, anchors: list[tuple[float, float]], end: float, meter: int, ritard: float
) -> TempoMap:
    points = [(0.0, 0.0), *anchors]
    if beats and end > points[-1][0] + 0.2 and beats > points[-1][1]:
        last_second, last_beat = points[-1]
        if ritard and beats - last_beat > meter:
            # The last bar takes (1 + ritard) of its time, in two steps; the beats before give that time back.
            unit = (end - last_second) / (beats - last_beat + ritard * meter)
            points.append((end - unit * meter * (1 + ritard), float(beats - meter)))
            points.append((end - unit * meter / 2 * (1 + 1.5 * ritard), beats - meter / 2))
        points.append((end, float(beats)))
    points.append((points[-1][0] + 60 / bpm * 8, points[-1][1] + 8))
    return TempoMap(tuple(b for _, b in points), tuple(s for s, _ in points))
