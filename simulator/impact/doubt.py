"""Doubts apart: chance, the unknowns, and both; and how far the number of draws can be trusted.

*Chance* is one year lived many times with the unknowns of the draw whose expected value is the median (per measure);
*audit uncertainty* is the interval of the expected value over draws; *total* is both, the interval of simulated years
(docs/method.md §4.3, §6.13). All intervals are 90 %.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, floor, sqrt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.impact.sources import Members, amounts, anyway, ratio, varies
from simulator.kernel.draws import Draws
from simulator.kernel.layout import Layout
from simulator.kernel.lookalikes import MANY, Resemblance, multiplier
from simulator.kernel.streams import chunks, stream
from simulator.kernel.variation import gamma_of_mean_one, place_and_time
from simulator.model.compiled import PeopleExpectations
from simulator.quantiles import MIDDLE, quantile

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]

YEARS = 1000
"""Repetitions of one draw's year for the interval of chance."""
_YEARS_CHUNK = 1_000_000_007
"""Chunk number of streams that repeat a year: no run has so many draws, so none shares their randomness."""


def repeated_multipliers(compiled: Compiled, seed: int) -> Array:
    """(YEARS,) multipliers of a year's encounters, sites collapsed."""
    return np.asarray(place_and_time(compiled, seed, _YEARS_CHUNK, YEARS).sum(axis=0))


@dataclass(frozen=True, slots=True)
class MetAgain:
    """What people met again make of each group's multiplier: (groups, draws) variance, and whether few people make it."""

    variance: Array
    few: NDArray[np.bool_]

    @classmethod
    def of(cls, draws: Draws) -> MetAgain:
        """At the draws described, a chunk at a time."""
        variance = np.empty((len(draws.layout.groups), draws.described))
        few = np.empty(variance.shape, bool)
        for _, start, n in chunks(draws.described):
            here = slice(start, start + n)
            alike = resemblance(draws, here)
            variance[:, here] = alike.variance()
            few[:, here] = alike.few(variance[:, here])
        return cls(variance, few)


@dataclass(frozen=True)
class Repeated:
    """The year of one draw lived `YEARS` times: rates fixed, chance anew. A `Source` for measures that vary by chance.

    Counts are drawn as they are asked for, from the first stage asked downwards: a Poisson at the first, then binomial
    thinning. For the same group, kind and order this has the law of the kernel's split.

    alike: what people met again make of it, where it is at hand; many years share it.
    """

    draws: Draws
    draw: int
    year: Array
    rng: np.random.Generator
    apart: Members
    alike: MetAgain | None = None
    _known: dict[tuple[Members, int], tuple[int, NDArray[np.int64]]] = field(default_factory=dict)
    _met_again: dict[Members, Array] = field(default_factory=dict)

    @property
    def layout(self) -> Layout:
        return self.draws.layout

    def cases(self, members: Members, kind: int, stage: int) -> Array:
        """Groups kept `apart` (those compared with) are drawn on their own, so that a roll-up contains their counts."""
        rest = tuple(g for g in members if g not in self.apart)
        total = np.zeros(YEARS)
        for part in [(g,) for g in members if g in self.apart] + ([rest] if rest else []):
            total += self._count(part, kind, stage)
        return total

    def _count(self, members: Members, kind: int, stage: int) -> NDArray[np.int64]:
        mean = self._mean(members, kind, stage)
        known = self._known.get((members, kind))
        if known is None:
            counts = self.rng.poisson(self._multiplier(members, kind, mean) * float(mean.sum()))
        else:
            above, before = known
            if above == stage:
                return before
            if stage < above or self.layout.held_from_alert in (stage, above):
                raise ValueError(
                    f"stage {stage} asked for after stage {above}; ask in the order of the pathway"
                )
            share = float(mean.sum()) / max(float(self._mean(members, kind, above).sum()), 1e-300)
            counts = self.rng.binomial(before, min(share, 1.0))
        self._known[members, kind] = stage, counts
        return counts

    def _mean(self, members: Members, kind: int, stage: int) -> Array:
        """(members,) expected cases at this draw."""
        years, draw = self.draws.years, self.draw
        # One by one: a few numbers far apart in memory are had sooner so than by an index of arrays.
        return np.array(
            [float(years.alerts[g, kind, draw]) * float(years.share(g, kind, stage)[draw]) for g in members]
        )

    def _multiplier(self, members: Members, kind: int, mean: Array) -> Array:
        """(YEARS,) of the year, and of lookalikes: the groups' multipliers, weighted by what is expected of each.

        The gammas of groups of many are taken together as one gamma with their variance (Satterthwaite 1946).
        """
        false = self.layout.false_match
        if kind not in false or self.draws.years.people is None or not mean.any():
            return self.year
        if members in self._met_again:  # a lookalike is met again whatever the entry claims
            return self._met_again[members]
        if len(false) > 1:
            mean = np.sum([self._mean(members, cell, 0) for cell in false], axis=0)
        self._met_again[members] = self.year * self._lookalikes(members, mean / mean.sum())
        return self._met_again[members]

    def _lookalikes(self, members: Members, share: Array) -> Array:
        """(YEARS,) weighted mean of the members' multipliers.

        Groups of few people are drawn one by one, all others together, and all members together where they are many people.
        """
        at = list(members)
        variance, few = self._people.variance[at, self.draw], self._people.few[at, self.draw]
        if np.sum(share**2 * variance) <= MANY:
            few = np.zeros(len(at), bool)
        total, many = np.zeros(YEARS), float(share[~few].sum())
        for g, weight in zip(np.array(at)[few], share[few], strict=True):
            same = self._alike_here.at(int(g), np.zeros(YEARS, np.int64))
            total += weight * multiplier(same, lambda _: self.rng)
        if many:
            spread = float(np.sum(share[~few] ** 2 * variance[~few])) / many**2
            total += many * gamma_of_mean_one(self.rng, spread, YEARS)
        return total

    @cached_property
    def _alike_here(self) -> Resemblance:
        """How people of each group resemble entries at this draw."""
        return resemblance(self.draws, slice(self.draw, self.draw + 1))

    @cached_property
    def _people(self) -> MetAgain:
        return MetAgain.of(self.draws) if self.alike is None else self.alike

    def amount(self, name: str, members: Members) -> Array:
        value = sum(float(amounts(self.draws, name)[g, self.draw]) for g in members)
        return value * self.year if varies(self.draws, name) else np.full(YEARS, value)

    def average(self, name: str, members: Members) -> Array:
        raise ValueError(f"{name} of groups {members} does not vary by chance")

    def seconds(self, kind: int, stage: int) -> Array:
        return np.full(YEARS, float(self.draws.years.seconds[kind, stage, self.draw]))

    def persons(self, members: Members, which: str) -> Array:
        raise ValueError(f"{which} people of groups {members} do not vary by chance")

    def found_anyway(self, members: Members, kind: int, stage: int) -> Array:
        """Of the cases of `cases`, those that a check of the name finds anyway: one coin each."""
        share = anyway(self.draws, kind)
        if share is None:
            return np.full(YEARS, np.nan)
        cases = self.cases(members, kind, stage).astype(np.int64)
        return self.rng.binomial(cases, float(share[self.draw])).astype(np.float64)

    def averted(self, members: Members) -> Array:
        raise ValueError(f"mistakes averted of groups {members} do not vary by chance")


def resemblance(draws: Draws, at: slice = slice(None)) -> Resemblance:
    """How people of each group resemble entries at the draws described, or at some, in double precision as the kernel had it."""
    years, people = draws.years, draws.years.people
    assert people is not None
    block = PeopleExpectations(*(np.asarray(table[..., at], dtype=np.float64) for table in people.arrays()))
    false = sum(np.asarray(years.alerts[:, cell, at], dtype=np.float64) for cell in draws.layout.false_match)
    searches = np.asarray(years.searches[:, at], dtype=np.float64)
    return Resemblance.of(draws.layout.victim, np.asarray(false), searches, block)


def ordered(values: Array) -> Array:
    """The defined values in order; unbounded ones stay, at the end."""
    result = np.sort(values)  # undefined values come last
    undefined = int(np.isnan(result).sum()) if len(result) and np.isnan(result[-1]) else 0
    return result[: len(result) - undefined]


def median(values: Array) -> float:
    """The middle of all values, NaN if one is."""
    in_order = np.sort(values)  # undefined values come last
    return float("nan") if np.isnan(in_order[-1]) else quantile(in_order, MIDDLE)


def median_draw(values: Array, in_order: Array) -> int:
    """The first draw with the (lower) median of `in_order`, the defined values in order; 0 if none is defined."""
    return int(np.argmax(values == in_order[(len(in_order) - 1) // 2])) if len(in_order) else 0


def chance_source(
    draws: Draws, draw: int, year: Array, name: str, apart: Members, alike: MetAgain | None = None
) -> Repeated:
    """One draw's year lived again, with a stream of its own for each measure and group."""
    return Repeated(draws, draw, year, stream(draws.seed, f"chance/{name}", _YEARS_CHUNK), apart, alike)


def monte_carlo_interval(in_order: Array, p: float) -> tuple[float, float]:
    """95 % confidence interval of a quantile estimated from draws, by binomial order statistics.

    The number of draws below the true quantile is Binomial(n, p), so the ranks np ± 1.96·√(np(1−p)) bracket it
    (Conover 1999, *Practical Nonparametric Statistics*, §3.2).
    """
    n = len(in_order)
    margin = 1.959964 * sqrt(n * p * (1 - p))
    low, high = floor(n * p - margin), ceil(n * p + margin)
    return float(in_order[min(max(low, 0), n - 1)]), float(in_order[min(max(high, 0), n - 1)])


def variance_ratio(simulated: Array, expected: Array) -> float:
    """E[Var] / Var[E]: the variance chance adds on average, over the variance of the expected value across draws."""
    between = float(np.var(expected))
    within = float(np.mean((simulated - expected) ** 2))
    return float(ratio(np.array(within), np.array(between)))
