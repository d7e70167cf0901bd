"""Sections and the energy of every bar."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from .clock import Clock
    from .score import Picture
    from .style import Style


@dataclass(frozen=True, slots=True)
class Section:
    """``first`` bar, number of ``bars``, wanted ``energy`` 0 to 1; ``index`` counts sections of the same
    name.
    """

    name: str
    first: int
    bars: int
    energy: float
    index: int


SECTION = 3.4
"""Bars that a section has at least, on the whole: a short piece has fewer sections rather than hasty ones."""


def lay_out(
    style: Style, clock: Clock, lift: float, build: bool, loop: bool, peak: int | None = None
) -> list[Section]:
    """Divide the bars into the style's sections; borders prefer bars on which a cut falls.

    ``lift`` moves all energies (arousal); ``build`` makes them rise to the end, or to the bar
    ``peak``, on which a section then begins.
    """
    total = clock.bars
    if total <= 0:
        return []
    arc = list(style.arc)
    if loop:
        arc = [a for a in arc if a[0] not in ("intro", "outro")] or arc
    arc = _shortened(arc, max(3 if total >= 4 else 1, round(total / SECTION)))
    long_piece = total / sum(w for *_, w in arc) > 9 and not loop
    if long_piece:  # repeat the middle rather than stretch it
        middle = arc[1:-1] or arc
        turns = int(total / sum(w for *_, w in arc) / 6)
        arc = arc[:1] + middle * max(1, turns) + arc[-1:]
    good = {round(beat / style.meter) for _, beat in clock.anchors if beat % style.meter == 0}
    borders = _borders([w for *_, w in arc], total, good)
    if peak is not None and 0 < peak < total:
        nearest = min(borders, key=lambda b: abs(b - peak), default=None)
        borders = sorted({b for b in borders if b != nearest and abs(b - peak) > 1} | {peak})
    edges = [0, *borders, total]
    sections, seen = [], dict[str, int]()
    count = max(1, len(edges) - 2)
    for i, (first, last) in enumerate(itertools.pairwise(edges)):
        name, energy, _ = arc[min(i, len(arc) - 1)]
        if peak is not None and 0 < peak < total:
            rise = 0.3 + 0.35 * first / peak
            name = "climax" if first == peak else "build" if first < peak else name
            energy = rise if first < peak else 0.95 if first == peak else min(energy, 0.7)
        elif build:
            energy = 0.3 + 0.65 * i / count
        energy = float(np.clip(energy + lift, 0.12, 1.0))
        sections.append(Section(name, first, last - first, energy, seen.setdefault(name, 0)))
        seen[name] += 1
    return sections


def _borders(weights: list[float], total: int, good: set[int]) -> list[int]:
    """The bars on which all sections but the first begin: near the weights' shares, even, on cuts."""
    unit = 4 if total >= 16 else 2 if total >= 6 else 1
    ideal = [w / sum(weights) * total for w in weights]
    # best[bar]: the least cost of sections so far that end at ``bar``, and their borders.
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for i, share in enumerate(ideal):
        longest = max(2, round(2.2 * share))
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, borders) in best.items():
            last = i == len(ideal) - 1
            for length in (
                [total - start] if last else range(1, min(longest, total - start - (len(ideal) - 1 - i)) + 1)
            ):
                if length < 1:
                    continue
                off = 3 * (np.log(length / share)) ** 2 + (0.35 if length % unit else 0.0)
                price = cost + off - (0.0 if last or start + length not in good else 0.6)
                end = start + length
                if end not in following or price < following[end][0] - 1e-9:
                    following[end] = (price, borders if last else [*borders, end])
        best = dict(sorted(following.items(), key=lambda item: item[1][0])[:48])
    return best[total][1] if total in best else []


Arc = list[tuple[str, float, float]]


def _shortened(arc: Arc, most: int) -> Arc:
    """``arc`` with at most so many sections: beginning, end and high point stay, repeats go first."""
    arc = list(arc)
    while len(arc) > max(1, most):
        top = max(range(len(arc)), key=lambda i: (arc[i][1], i))
        inner = [i for i in range(1, len(arc) - 1) if i != top]
        if not inner:
            arc.pop(0 if top else -1)
            continue
        names = [name for name, *_ in arc]

        def worth(i: int, names: list[str] = names, top: int = top) -> float:
            name, energy, weight = arc[i]
            return energy + 0.15 * weight - 0.7 * (names.count(name) > 1) + 0.1 * (i + 1 == top)

        arc.pop(min(inner, key=worth))
    return arc


def bar_energies(sections: list[Section], clock: Clock, meter: int, picture: Picture) -> list[float]:
    """The wanted energy of each bar, 0.1 to 1: mostly what the picture does, where it does anything."""
    arc = [s.energy + 0.05 * (i / max(1, s.bars - 1) - 0.5) for s in sections for i in range(s.bars)]
    seen = seen_energy(picture)
    if seen is None or not arc:
        return [float(np.clip(e, 0.1, 1)) for e in arc]
    out = []
    for bar, energy in enumerate(arc):
        at = clock.tempo.at((bar + 0.5) * meter)
        wanted = 0.3 + 0.65 * float(np.interp(at, np.arange(len(seen)) + 0.5, seen))
        out.append(float(np.clip((1 - SEEN) * energy + SEEN * wanted, 0.1, 1)))
    return out


def lifted(energies: list[float], lifts: tuple[tuple[str, float], ...]) -> list[float]:
    """Energies of bars with some of the three thirds of the piece livelier or calmer."""
    places = ("start", "middle", "end")
    by = [dict(lifts).get(place, 0.0) for place in places]
    return [
        float(np.clip(energy + by[min(3 * bar // len(energies), 2)], 0.1, 1))
        for bar, energy in enumerate(energies)
    ]


SEEN = 0.7
"""How much of the energy the picture decides where it is known; the rest is the style's own arc."""
SHARES = (1.0, 0.45, 0.35)
"""What motion, cuts within five seconds and brightness count for in the energy of a picture."""


def seen_energy(picture: Picture) -> npt.NDArray[np.float64] | None:
    """Energy of the picture, 0 to 1 by rank, one value per second; None where nothing in it changes."""
    seconds = int(np.ceil(picture.duration))
    if seconds < 4 or (picture.motion is None and picture.brightness is None):
        return None
    cuts = np.histogram(picture.cuts, np.arange(seconds + 1))[0].astype(float)
    total = np.zeros(seconds)
    for share, values in zip(SHARES, (picture.motion, cuts, picture.brightness), strict=True):
        if values is None or len(values) < 4:
            continue
        known = np.interp(np.arange(seconds), np.arange(len(values)), np.asarray(values, float))
        smooth = np.convolve(np.pad(known, 2, mode="edge"), np.full(5, 0.2), "valid")
        if smooth.max() - smooth.min() >= 0.05:
            total += share * (smooth - smooth.mean()) / smooth.std()
    if not total.any():
        return None
    return np.asarray(np.argsort(np.argsort(total, kind="stable"), kind="stable") / (seconds - 1))
