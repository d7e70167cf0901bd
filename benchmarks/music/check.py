"""A promise, what was measured, and whether it was kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """``where`` names the worst case. ``limit`` is a lower one unless ``most``."""

    promise: str
    value: float
    limit: float
    where: str = ""
    most: bool = True

    @property
    def kept(self) -> bool:
        """Whether the measure is on the right side."""
        return self.value <= self.limit if self.most else self.value >= self.limit

    def __str__(self) -> str:
        sign = "<=" if self.most else ">="
        kept = "ok  " if self.kept else "MISS"
        return f"{kept} {self.promise}: {self.value:.3g} {sign} {self.limit:g}  {self.where}"


def worst(promise: str, values: dict[str, float], limit: float, *, most: bool = True) -> Check:
    """The check of the worst of ``values``, by name."""
    name = (max if most else min)(values, key=lambda key: values[key])
    return Check(promise, values[name], limit, name, most)
