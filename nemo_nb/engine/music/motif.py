# ruff: noqa: E501  (tables: rhythms of one bar)
"""The ideas a tune is made of: a rhythm of two bars and a contour, invented from the seed; what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .chance import stream

# One bar in sixteenths: x a note that lasts to the next sign, . a rest. The first list opens a motif, the second
# answers it and leaves room to breathe.
OPENINGS: dict[str, tuple[str, ...]] = {
    "sparse": ("--x--x----......", "x-----x--.......", "....x--x--x-----", "x---x---x.......", "..x---x---......",
               "x-------....x---", "....x-----x-----"),
    "lyrical": ("x-----x-x-------", "x---x---x---x---", "----x---x---x---", "x-------x---x---", "x-----x-x---x---",
                "x-----x-x-----x-", "x---x-----x-x---", "..x-x---x-------", "x-------..x-x-x-"),
    "lively": ("x-x-x---x-x-..x-", "x--x--x---x-x---", "..x-x-x-x---x---", "x---x-x-..x-x-x-", "x-x---x-x---x-x-",
               "x--x--x-x-x-x---", "..x-x---..x-x---", "x-x-x-x-x-----x-"),
    "riff": ("x--x--x-x--x--x-", "x-x--x-x-x--x---", "x--x--x---x-x---", "x-x-..x-x-..x-x-", "x--x-x--x--x-x--",
             "..x--x--..x--x-x", "x-----x-x-x-----"),
    "swing": ("x-x-x-x-x---..x-", "..x-x-x-x-x-x---", "x---..x-x-x-x-x-", "..x---x-x-x-x---", "x-----x-..x-x-x-",
              "....x-x-x-x-x-x-"),
}  # fmt: skip
ANSWERS: dict[str, tuple[str, ...]] = {
    "sparse": ("x---------......", "..x--x--x-----..", "----............", "........x--x----", "x----x------....",
               "....x-------...."),
    "lyrical": ("x---x---x-----..", "x-----------....", "x-------x---....", "x---------x-x---", "x-------------..",
                "x---x-------....", "x-----x-x---...."),
    "lively": ("x---x-x-x---....", "x--x--x-----....", "x-x-x-----......", "x-x-x---x---....", "x---..x-x---....",
               "..x-x-x-x---....", "x-x---x---......"),
    "riff": ("x--x--x---......", "x-x-x--x----....", "x--x--x-x-......", "x-----..x--x--..", "..x--x--x---...."),
    "swing": ("x-x-x-----......", "....x-x-x---....", "x-x---......x-x-", "..x-x---x-----..", "x-x-x-x---......"),
}  # fmt: skip
SHAPES = (
    (0, 1, 2, 1, 3, 2, 1, 0), (0, 2, 1, 3, 2, 4, 3, 2), (4, 3, 2, 3, 1, 2, 0, 1), (0, -1, 0, 2, 4, 3, 2, 1),
    (2, 4, 3, 2, 0, 1, 2, 0), (0, 3, 2, 1, 2, 4, 5, 2), (0, 0, 1, 2, 2, 1, 0, -1), (4, 2, 0, 1, 2, 3, 1, 0),
    (0, 4, 3, 4, 2, 1, 2, 0), (2, 1, 0, 2, 1, 0, 3, 2),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Motif:
    """Positions and lengths in beats within two bars of four, and a contour in scale steps, one per position."""

    spots: tuple[tuple[float, float], ...]
    contour: tuple[int, ...]


def motif(seed: int, feel: str) -> Motif:
    """The idea that belongs to ``seed``."""
    rng = stream(seed, "motif")
    opening, answer = str(rng.choice(OPENINGS[feel])), str(rng.choice(ANSWERS[feel]))
    shape = SHAPES[int(rng.integers(len(SHAPES)))]
    turn = 3 * int(rng.integers(2))
    stretch = float(rng.choice([1.0, 1.3, 1.6]))
    spots = _spots(opening + answer)
    contour = [
        round(shape[(k + turn) % len(shape)] * stretch) + int(rng.choice([0, 0, 0, 1, -1]))
        for k in range(len(spots))
    ]
    return Motif(spots, tuple(contour))


def hook(seed: int, feel: str) -> Motif:
    """What the high sections sing instead: the idea's answer behind a new opening, its contour upside down."""
    first, rng = motif(seed, feel), stream(seed, "hook")
    answer = tuple(spot for spot in first.spots if spot[0] >= 4)
    spots = (*_spots(str(rng.choice(OPENINGS[feel]))), *answer)
    steps = [first.contour[k % len(first.contour)] for k in range(len(spots))]
    top = max(steps)
    return Motif(spots, tuple(top - step for step in steps))


def developed(idea: Motif, phrase: int, half: int, again: int, rng_choice: float) -> Motif:
    """Bar ``half`` of ``idea`` in phrase 0 to 3 of a period, when it is heard for the ``again``-th time.

    The idea is stated, then ends otherwise, then moves elsewhere or is split, then returns to close.
    ``rng_choice`` in 0 to 1 decides between two ways of developing.
    """
    if phrase == 2 and rng_choice < 0.45 and half == 1:
        # Split: the opening bar once more, a step lower, instead of the answer.
        kept = [(at, length, step - 1) for (at, length), step in _paired(idea) if at < 4]
    else:
        kept = [
            (at - 4 * half, length, step)
            for (at, length), step in _paired(idea)
            if 4 * half <= at < 4 * half + 4
        ]
    if phrase == 1 and half == 1 and len(kept) > 1:
        at, length, step = kept[-1]
        kept = [*kept[:-2], (kept[-2][0], at + length - kept[-2][0], step + 1)]
    if again and phrase in (1, 2):
        kept = _ornamented(kept, rng_choice)
    return Motif(tuple((at, length) for at, length, _ in kept), tuple(step for *_, step in kept))


def in_three(idea: Motif) -> Motif:
    """The same within bars of three beats."""
    spots = tuple((round(at * 1.5) / 2, max(0.5, round(length * 1.5) / 2)) for at, length in idea.spots)
    return replace(idea, spots=spots)


def _paired(idea: Motif) -> list[tuple[tuple[float, float], int]]:
    return list(zip(idea.spots, idea.contour, strict=True))


def _ornamented(kept: list[tuple[float, float, int]], choice: float) -> list[tuple[float, float, int]]:
    """The longest note gives its end to a turn around the next one's pitch."""
    if not kept:
        return kept
    k = max(range(len(kept)), key=lambda i: kept[i][1])
    at, length, step = kept[k]
    if length < 1.0:
        return kept
    goal = kept[k + 1][2] if k + 1 < len(kept) else step
    side = 1 if choice > 0.7 else -1
    turn = [
        (at, length - 0.5, step),
        (at + length - 0.5, 0.25, goal + side),
        (at + length - 0.25, 0.25, goal),
    ]
    if length >= 2.0 and choice > 0.5:
        turn = [(at, length / 2, step), (at + length / 2, length / 2 - 0.5, step + 1), *turn[1:]]
    return [*kept[:k], *turn, *kept[k + 1 :]]


def _spots(row: str) -> tuple[tuple[float, float], ...]:
    spots: list[tuple[float, float]] = []
    i = 0
    while i < len(row):
        end = i + 1
        if row[i] == "x":
            while end < len(row) and row[end] == "-":
                end += 1
            spots.append((i / 4, (end - i) / 4))
        i = end
    return tuple(spots)
