"""Which material where? In the given order, the best of it, and nothing that looks like what just was."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from nemo_nb.engine.picture.montage.looking import Looks, likeness
from nemo_nb.engine.picture.montage.rhythm import Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from nemo_nb.engine.picture.montage.material import Material

    Values = NDArray[np.float64]

_SAME = 0.9  # alike enough to be taken for the same picture
_SLOWEST = 0.5  # speed down to which a clip is stretched to fill a slot
_LEAST, _SEEN = 0.04, 0.5  # s; nothing shorter is shown, and what is shorter is hardly seen
_STEP = 0.2  # s between the places tried in a clip
_MARGIN = 0.12  # s kept away from a clip's own cuts


@dataclass(slots=True, eq=False)
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
    """Return shots that fill the slots without a gap: one in each, unless a clip is too short for it."""
    left = list(slots)
    order = _order(_varied(sources, len(slots)), slots)
    parts = _parts(order, slots)
    shots: list[Shot] = []
    place = 0
    while place < len(left):
        slot, source = left[place], order[min(place, len(order) - 1)]
        end = _reach(source, slot)
        if end < slot.end - _LEAST:
            # The next shot begins where this one can go no further, if possible on a beat.
            rest = Slot(end, slot.end, slot.energy, tuple(beat for beat in slot.beats if beat > end))
            slot = Slot(slot.start, end, slot.energy)
            if place + 1 < len(left):
                after = left[place + 1]
                left[place + 1] = Slot(end, after.end, after.energy, (*rest.beats, rest.end, *after.beats))
            else:
                left.append(rest)
                order.append(max(sources, key=_room))
        begin, speed = _best_place(source, slot, *(parts[place] if place < len(parts) else (0.0, 1.0)))
        source.used.append((begin, begin + slot.length * speed))
        shots.append(Shot(slot, source, begin, speed))
        place += 1
    return shots


def _parts(order: Sequence[Source], slots: Sequence[Slot]) -> list[tuple[float, float]]:
    """Return, for each slot, which part (0 to 1) of its source belongs to it.

    Shots of one clip in a row divide it among them: what happened later is seen later.
    """
    parts: list[tuple[float, float]] = []
    for _, run in groupby(range(len(order)), key=lambda place: order[place]):
        edges = np.concatenate(([0.0], np.cumsum([slots[place].length for place in run])))
        parts += [(float(a), float(b)) for a, b in pairwise(edges / edges[-1])]
    return parts


def _room(source: Source) -> float:
    """Return how long (s) a source can be shown in one piece: very short ones may be slowed down further."""
    if source.material.still:
        return 1e9
    duration = source.material.facts.duration
    return max(duration / _SLOWEST, min(2 * duration / _SLOWEST, _SEEN))


def _reach(source: Source, slot: Slot) -> float:
    """Return how far (s) into its slot a source lasts: to the end, to a beat, or as far as it goes."""
    last = slot.start + max(_room(source), 2 * _LEAST)
    if last >= slot.end:
        return slot.end
    return max((beat for beat in slot.beats if slot.start + _SEEN / 2 < beat <= last), default=last)


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


def _best_place(source: Source, slot: Slot, low: float, high: float) -> tuple[float, float]:
    """Return where in its part (0 to 1) of the source the shot begins (s), and its speed."""
    facts = source.material.facts
    if source.material.still:
        return 0.0, 1.0
    if facts.duration <= slot.length:
        return 0.0, max(facts.duration / slot.length, _SLOWEST / 2)
    first, last = min(low * facts.duration, facts.duration - slot.length), high * facts.duration
    last = min(max(last - slot.length, first), facts.duration - slot.length)
    places = [float(place) for place in np.arange(first, last + 1e-6, _STEP)]
    worth = [_worth(source, slot, place) for place in places]
    return round(places[worth.index(max(worth))], 3), 1.0


def _worth(source: Source, slot: Slot, begin: float) -> float:
    """Return how well a clip, from ``begin`` (s) on, would fill a slot."""
    end, looks, facts = begin + slot.length, source.looks, source.material.facts
    cuts = source.material.analysis.cuts if source.material.analysis else ()
    inside = (looks.times >= begin - 0.2) & (looks.times <= end + 0.2)
    if not inside.any():
        inside[np.abs(looks.times - begin).argmin()] = True
    busiest = max(float(np.percentile(looks.motion, 90)), 1e-6)
    moves = min(float(looks.motion[inside].mean()) / busiest, 1.0)
    score = float(_quality(looks)[inside].mean()) + 0.4 * (1 - abs(moves - (0.25 + 0.7 * slot.energy)))
    # The clip's own cuts would fall beside the beat.
    score -= 1.5 * sum(begin + _MARGIN < cut < end - _MARGIN for cut in cuts)
    score -= 0.6 * sum(begin < cut < end for cut in cuts)
    score -= 2.0 * sum(max(min(end, b) - max(begin, a), 0.0) for a, b in source.used) / slot.length
    # Hands are on the camera in the first and last moments.
    return score - (0.1 if begin < 0.3 or end > facts.duration - 0.3 else 0.0)
