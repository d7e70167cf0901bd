"""Which material where? In the given order, the best of it, and nothing that looks like what just was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.picture.montage.looking import Looks, likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from nemo_nb.engine.picture.montage.material import Material
    from nemo_nb.engine.picture.montage.rhythm import Slot

    Values = NDArray[np.float64]

_SAME = 0.93  # alike enough to be taken for the same picture
_STEP = 0.2  # s between the places tried in a clip
_MARGIN = 0.12  # s kept away from a clip's own cuts


@dataclass(slots=True)
class Source:
    """A material with what was seen in it; ``used`` are the spans (s) already shown."""

    material: Material
    looks: Looks
    used: list[tuple[float, float]] = field(default_factory=list)

    @property
    def quality(self) -> float:
        """How good its best picture is, 0 to 1."""
        return float(_quality(self.looks).max())


@dataclass(frozen=True, slots=True)
class Shot:
    """A piece of a material in a slot: from ``begin`` (s) in it, at ``speed``."""

    slot: Slot
    source: Source
    begin: float
    speed: float


def choose_shots(sources: Sequence[Source], slots: Sequence[Slot]) -> list[Shot]:
    """Return one shot for each slot."""
    order = _order(_varied(sources, len(slots)), slots)
    shots: list[Shot] = []
    for place, slot in enumerate(slots):
        source = order[place]
        begin, speed = _best_place(source, slot, shots[-1] if shots else None)
        source.used.append((begin, begin + slot.length * speed))
        shots.append(Shot(slot, source, begin, speed))
    return shots


def _quality(looks: Looks) -> Values:
    """Return how good each look is: sharp, and neither black nor burnt out."""
    exposed = 1 - np.abs(looks.light - 0.48) * 1.6
    return np.clip(0.7 * looks.sharp + 0.3 * np.clip(exposed, 0, 1), 0.01, 1)


def _varied(sources: Sequence[Source], wanted: int) -> list[Source]:
    """Return the sources worth showing, in their order: of twins the better one, of too many the best."""
    kept: list[Source] = []
    for source in sorted(sources, key=lambda source: -source.quality):
        twins = (other for other in kept if _alike(source, other) > _SAME)
        if next(twins, None) is None:
            kept.append(source)
    while len(kept) > wanted:
        # Whatever adds least goes: by quality, and by how near its nearest neighbour looks.
        worth = [
            0.5 * source.quality
            - max((_alike(source, other) for other in kept if other is not source), default=0.0)
            for source in kept
        ]
        del kept[int(np.argmin(worth))]
    return [source for source in sources if any(source is other for other in kept)]


def _alike(first: Source, second: Source) -> float:
    return likeness(first.looks, len(first.looks.times) // 2, second.looks, len(second.looks.times) // 2)


def _order(sources: Sequence[Source], slots: Sequence[Slot]) -> list[Source]:
    """Return a source for each slot: in the given order, each as often as it has something new to show."""
    mean = float(np.mean([slot.length for slot in slots]))
    room = np.array(
        [
            1.0 if source.material.still else max(source.material.facts.duration / (2 * mean), 0.7)
            for source in sources
        ]
    )
    # A long clip must not push the others out.
    room = np.minimum(room, max(3.0, 2.5 * float(np.median(room))))
    order: list[Source] = []
    shares = room / room.sum()
    if len(slots) <= 2.2 * room.sum():
        counts = _counts(shares, len(slots))
        for source, count in zip(sources, counts, strict=True):
            order += [source] * count
        return order
    # There is less material than music: it is shown again, in rounds.
    rounds = int(np.ceil(len(slots) / max(len(sources), round(float(room.sum())))))
    for number in range(rounds):
        left = len(slots) - len(order)
        for source, count in zip(sources, _counts(shares, -(-left // (rounds - number))), strict=True):
            order += [source] * count
    return order[: len(slots)]


def _counts(shares: Values, total: int) -> list[int]:
    """Return whole numbers in about these shares that add up to ``total``; each 1 or more where possible."""
    least = 1 if total >= shares.size else 0
    free = total - least * shares.size
    exact = shares * free
    counts = np.floor(exact).astype(int)
    for place in np.argsort(counts - exact, kind="stable")[: free - int(counts.sum())]:
        counts[place] += 1
    return [int(count) + least for count in counts]


def _best_place(source: Source, slot: Slot, before: Shot | None) -> tuple[float, float]:
    """Return where in the source the shot begins (s), and its speed."""
    facts = source.material.facts
    if source.material.still:
        return 0.0, 1.0
    if facts.duration <= slot.length:
        return 0.0, max(facts.duration / slot.length, 0.25)
    cuts = source.material.analysis.cuts if source.material.analysis else ()
    places = np.arange(0, facts.duration - slot.length + 1e-6, _STEP)
    quality = _quality(source.looks)
    best, best_score = 0.0, -np.inf
    busiest = max(float(np.percentile(source.looks.motion, 90)), 1e-6)
    latest = max((end for _, end in source.used), default=0.0)
    for begin in places:
        end = begin + slot.length
        inside = (source.looks.times >= begin - 0.2) & (source.looks.times <= end + 0.2)
        if not inside.any():
            inside = np.zeros(source.looks.times.size, bool)
            inside[np.abs(source.looks.times - begin).argmin()] = True
        moves = min(float(source.looks.motion[inside].mean()) / busiest, 1.0)
        score = float(quality[inside].mean()) + 0.4 * (1 - abs(moves - (0.25 + 0.7 * slot.energy)))
        score -= 1.5 * sum(begin + _MARGIN < cut < end - _MARGIN for cut in cuts)
        score -= 0.6 * sum(begin < cut < end for cut in cuts)
        overlap = sum(max(min(end, b) - max(begin, a), 0.0) for a, b in source.used)
        score -= 2.0 * overlap / slot.length
        score -= 0.25 * (begin < latest)  # what comes later was later
        score -= 0.1 if begin < 0.3 or end > facts.duration - 0.3 else 0.0  # hands are on the camera there
        if before is not None and before.source is source and abs(begin - latest) < 0.4:
            score -= 0.5  # a cut that shows what would have come anyway is none
        if score > best_score:
            best, best_score = float(begin), score
    return round(best, 3), 1.0
