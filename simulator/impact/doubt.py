"""Doubts apart: chance, the unknowns, and both; and how far the number of draws can be trusted.

*Chance* is one year lived many times with the unknowns of the draw whose expected value is the median (per measure);
*audit uncertainty* is the interval of the expected value over draws; *total* is both, the interval of simulated years
(DESIGN §3.6, §3.11.13). All intervals are 90 %.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, floor, sqrt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.impact.sources import Members, ratio
from simulator.kernel.draws import Draws, Layout
from simulator.kernel.people import clustering
from simulator.kernel.streams import stream
from simulator.kernel.variation import gamma_of_mean_one, place_and_time

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]

LOW, HIGH = 0.05, 0.95
YEARS = 2000
"""Repetitions of one draw's year for the interval of chance."""
_YEARS_CHUNK = 1_000_000_007
"""Chunk number of streams that repeat a year: no run has so many draws, so none shares their randomness."""


def repeated_multipliers(compiled: Compiled, seed: int) -> Array:
    """(YEARS,) multipliers of a year's encounters, sites collapsed."""
    return np.asarray(place_and_time(compiled, seed, _YEARS_CHUNK, YEARS).sum(axis=1))


@dataclass(frozen=True)
class Repeated:
    """The year of one draw lived `YEARS` times: rates fixed, chance anew. A `Source` for measures that vary by chance.

    Counts are drawn as they are asked for, from the first stage asked downwards: a Poisson at the first, then binomial
    thinning. For the same group, kind and order this has the law of the kernel's split.
    """

    draws: Draws
    draw: int
    year: Array
    rng: np.random.Generator
    apart: Members
    _known: dict[tuple[Members, int], tuple[int, NDArray[np.int64]]] = field(default_factory=dict)

    @property
    def layout(self) -> Layout:
        return self.draws.layout

    def cases(self, members: Members, kind: int, stage: int) -> Array:
        """Groups kept `apart` (those compared with) are drawn on their own, so that a roll-up contains their counts."""
        rest = tuple(g for g in members if g not in self.apart)
        parts = [(g,) for g in members if g in self.apart] + ([rest] if rest else [])
        return np.asarray(
            sum((self._count(part, kind, stage) for part in parts), np.zeros(YEARS)), dtype=np.float64
        )

    def _count(self, members: Members, kind: int, stage: int) -> NDArray[np.int64]:
        key = (members, kind)
        if key not in self._known:
            counts = self.rng.poisson(self._rate(members, kind, stage))
        else:
            above, before = self._known[key]
            if above == stage:
                return before
            if stage < above or self.layout.held_from_alert in (stage, above):
                raise ValueError(
                    f"stage {stage} asked for after stage {above}; ask in the order of the pathway"
                )
            share = self._mean(members, kind, stage) / max(self._mean(members, kind, above), 1e-300)
            counts = self.rng.binomial(before, min(share, 1.0))
        self._known[key] = stage, counts
        return counts

    def _at(self, g: int, kind: int, stage: int) -> float:
        reaching = self.draws.reaching
        share = reaching[min(g, len(reaching) - 1), kind, stage, self.draw]
        return float(self.draws.alerts[g, kind, self.draw]) * float(share)

    def _mean(self, members: Members, kind: int, stage: int) -> float:
        return sum(self._at(g, kind, stage) for g in members)

    def _rate(self, members: Members, kind: int, stage: int) -> Array:
        total = np.zeros(YEARS)
        for g in members:
            alike = self._alike[g] if kind == 0 and self._alike is not None else 1.0
            total = total + self._at(g, kind, stage) * alike
        return self.year * total

    @cached_property
    def _alike(self) -> _Lookalikes | None:
        return None if self.draws.people is None else _Lookalikes(self.draws, self.draw, self.rng)

    def amount(self, name: str, members: Members) -> Array:
        value = sum(float(getattr(self.draws, name)[g, self.draw]) for g in members)
        return np.full(YEARS, value) if name == "population" else value * self.year

    def average(self, name: str, members: Members) -> Array:
        raise ValueError(f"{name} of groups {members} does not vary by chance")

    def seconds(self, kind: int, stage: int) -> Array:
        return np.full(YEARS, float(self.draws.seconds[kind, stage, self.draw]))

    def persons(self, members: Members, which: str) -> Array:
        raise ValueError(f"{which} people of groups {members} do not vary by chance")


class _Lookalikes(dict[int, Array]):
    """Gamma multipliers of a group's false alerts at one draw's unknowns, drawn when first asked for."""

    def __init__(self, draws: Draws, draw: int, rng: np.random.Generator) -> None:
        super().__init__()
        self._draws, self._draw, self._rng = draws, draw, rng

    def __missing__(self, g: int) -> Array:
        self[g] = gamma_of_mean_one(self._rng, lookalike_variance(self._draws, g, self._draw), YEARS)
        return self[g]


def lookalike_variance(draws: Draws, g: int, draw: int | slice) -> Array:
    """κ*/P of one group at one draw (or several): what `variation.lookalike_variance` gave the kernel."""
    block = draws.people
    assert block is not None
    probe = draws.layout.victim == "probe"
    searches = np.asarray(draws.searches[g, draw], dtype=np.float64)
    alerts = np.asarray(draws.alerts[g, 0, draw], dtype=np.float64)
    per_search = np.divide(alerts, searches, out=np.zeros_like(alerts), where=searches > 0)
    repeat = np.asarray(block.repeat[draw] if probe else 0.0 * block.repeat[draw], dtype=np.float64)
    cv = np.asarray(block.exposure_cv[draw] if probe else 0.0 * block.exposure_cv[draw], dtype=np.float64)
    kappa = clustering(np.asarray(block.frailty[draw], dtype=np.float64), repeat, per_search, cv)
    exposed = np.asarray(block.exposed[g, draw], dtype=np.float64)
    return np.asarray(kappa / np.where(exposed > 0, exposed, np.inf))


def median_draw(expected: Array) -> int:
    """The draw whose expected value is the (lower) median of those defined."""
    defined = np.flatnonzero(~np.isnan(expected))
    if len(defined) == 0:
        return 0
    values = expected[defined]
    middle = (len(values) - 1) // 2
    return int(defined[np.argpartition(values, middle)[middle]])


def chance_source(draws: Draws, draw: int, year: Array, name: str, apart: Members) -> Repeated:
    """One draw's year lived again, with a stream of its own for each measure and group."""
    return Repeated(draws, draw, year, stream(draws.seed, f"chance/{name}", _YEARS_CHUNK), apart)


def quantile(ordered: Array, p: float) -> float:
    """The p-quantile of sorted values as one of them: the smallest with at least p of the values at or below it."""
    return float(ordered[max(ceil(len(ordered) * p - 1e-9) - 1, 0)])


def monte_carlo_interval(ordered: Array, p: float) -> tuple[float, float]:
    """95 % confidence interval of a quantile estimated from draws, by binomial order statistics.

    The number of draws below the true quantile is Binomial(n, p), so the ranks np ± 1.96·√(np(1−p)) bracket it
    (Conover 1999, *Practical Nonparametric Statistics*, §3.2).
    """
    n = len(ordered)
    margin = 1.959964 * sqrt(n * p * (1 - p))
    low, high = floor(n * p - margin), ceil(n * p + margin)
    return float(ordered[min(max(low, 0), n - 1)]), float(ordered[min(max(high, 0), n - 1)])


def variance_ratio(simulated: Array, expected: Array) -> float:
    """E[Var] / Var[E]: the variance chance adds on average, over the variance of the expected value across draws."""
    between = float(np.var(expected))
    within = float(np.mean((simulated - expected) ** 2))
    return float(ratio(np.array(within), np.array(between)))
