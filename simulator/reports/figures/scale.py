"""Axes that bear a zero and many decades, and where a value stands on them: from 0 at the left end to 1 at the right."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from simulator.reports.language import numbers
from simulator.reports.language.phrases import phrase

SMALLEST, LARGEST = 1e-140, 1e140  # of an axis: their ratio is a number yet
Ticks = tuple[tuple[float, str], ...]
"""Values and what is written at them."""
MOST = 6
"""So many ticks stand beside one another on a phone."""


class Scale(Protocol):
    """What a figure asks of an axis."""

    def part(self, x: float) -> float:
        """Where a value stands, from 0 to 1; what lies beyond an end stands at it."""

    def ticks(self) -> Ticks: ...


@dataclass(frozen=True, slots=True)
class Stretched:
    """An axis on which each step is ten times the one before and zero has a place: asinh(x / unit)."""

    unit: float
    lo: float
    hi: float
    from_zero: bool

    def at(self, x: float) -> float:
        """The position of a value, on no particular ground."""
        return math.asinh(min(max(x, 0.0), 10 * self.hi) / self.unit)

    @property
    def ends(self) -> tuple[float, float]:
        """Positions of the ends of the axis, with some air."""
        return -0.25 if self.from_zero else self.at(self.lo) - 0.3, self.at(self.hi) + 0.3

    def part(self, x: float) -> float:
        """Where a value stands, from 0 to 1."""
        first, last = self.ends
        return min(max((self.at(x) - first) / (last - first), 0.0), 1.0)

    @property
    def told(self) -> str:
        """How to read the scale."""
        if self.from_zero:
            return phrase("Equal distances on this scale are equal multiples, except next to 0.")
        return phrase("Equal distances on this scale are equal multiples.")

    def values(self) -> list[float]:
        """Ticks: 0 where the axis has it, and powers of ten, threes between them where these are few."""
        first, last = math.floor(math.log10(max(self.lo, 1e-12))), math.ceil(math.log10(max(self.hi, 1e-12)))
        step = 1 if last - first <= 6 else max(2, math.ceil((last - first) / 8))
        ticks = [10.0**k for k in range(first, last + 1, step) if 10.0**k >= self.unit or not self.from_zero]
        if last - first <= 3:
            ticks = sorted([*ticks, *(3 * t for t in ticks)])
        low = self.lo * 0.7 if not self.from_zero else 0.0
        ticks = [t for t in ticks if low <= t <= self.hi * 1.3]
        return ([0.0] if self.from_zero else []) + ticks

    def ticks(self) -> Ticks:
        """Ticks that fit on a phone."""
        return thinned(tuple((t, numbers.short_tick(t)) for t in self.values()))


@dataclass(frozen=True, slots=True)
class Even:
    """An axis from 0 on which equal distances are equal amounts."""

    hi: float
    unit: str = ""

    def part(self, x: float) -> float:
        """Where a value stands, from 0 to 1."""
        return min(max(x / self.hi, 0.0), 1.0)

    def ticks(self) -> Ticks:
        """0 and at most five steps of 1, 2 or 5 times a power of ten."""
        rough = self.hi / 5
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough * 0.999)
        return tuple(
            (step * i, numbers.short_tick(round(step * i, 9)) + self.unit)
            for i in range(int(self.hi / step + 1e-9) + 1)
        )


@dataclass(frozen=True, slots=True)
class Named:
    """Another scale with ticks of its own, where round numbers of the unit are no powers of ten."""

    scale: Scale
    named: Ticks

    def part(self, x: float) -> float:
        """Where a value stands, from 0 to 1."""
        return self.scale.part(x)

    def ticks(self) -> Ticks:
        """Those that stand apart from the ends."""
        return thinned(tuple(tick for tick in self.named if 0.0 < self.part(tick[0]) < 1.0))


def thinned(ticks: Ticks) -> Ticks:
    """Every other tick, until there are few enough; the first stays."""
    while len(ticks) > MOST:
        ticks = ticks[::2]
    return ticks


def stretched(values: Iterable[float | None], smallest: float = 0.0) -> Stretched:
    """An axis for these values; `smallest`: the least step that means something (1 for counts)."""
    known = [v for v in values if v is not None and math.isfinite(v)]
    positive = [min(max(v, SMALLEST), LARGEST) for v in known if v > 0]
    if not positive:
        return Stretched(1.0, 0.0, 1.0, True)
    low, high = min(positive), max(positive)
    from_zero = any(v <= 0 for v in known)
    unit = max(smallest, 10.0 ** math.floor(math.log10(low)))
    if not from_zero:
        # Far below the data asinh is a plain logarithm.
        return Stretched(low / 1e3, low, high, False)
    return Stretched(unit, unit, max(high, unit), True)
