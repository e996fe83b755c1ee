"""One figure over replications: its middle, its range, and how much of the range each doubt accounts for."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.clock.cases import Bools, Floats, Ints
from simulator.clock.estimates.strata import Sample
from simulator.quantiles import HIGH, LOW, MIDDLE, quantile_of_each, weighted_quantiles

Interval = tuple[float, float]
TWO_SIDED = 1.959964
"""Standard errors either side of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity measured once in every replication. Intervals are 90 %; nan where undefined.

    median, mean, (lo, hi): over replications, both doubts together.
    chance: interval from chance alone, around the median. Undefined with one replication a draw.
    audit: interval of the draws' means, chance taken out. Undefined with one replication a draw.
    half_width: of the mean's 95 % confidence interval (normal), by the number of draws: replications of one draw are alike.
    replications: those in which the quantity is defined.
    """

    median: float
    mean: float
    lo: float
    hi: float
    chance: Interval
    audit: Interval
    half_width: float
    replications: int


Scale = Literal["root", "log"]
"""Where chance is about equally wide in every draw: square roots for counts, sums and shares, logs for lengths of time."""


def figure(values: Floats, draw: Ints, scale: Scale = "root") -> Figure:
    """`figures` of a single quantity; values: (replications,)."""
    return figures(values[None, :], draw, scale)[0]


def figures(values: Floats, draw: Ints, scale: Scale = "root") -> list[Figure]:
    """Summarise quantities with one value a replication each; nan marks replications without one.

    values: (quantities, replications); draw: (replications,). The two doubts are told apart by replications that share
    a parameter draw, a one-way analysis of variance with random effects (Searle, Casella and McCulloch 1992):
    deviations from a draw's mean are chance; the spread of the draws' means beyond what chance gives them is the
    parameters'. Both are taken on a variance-stabilising `scale` (Bartlett 1947), since a draw with more cases also has
    more chance in them; where a quantity has zeros, logs give way to roots.
    """
    defined = ~np.isnan(values)
    n = defined.sum(axis=1)
    lo, median, hi = _quantiles(values, (LOW, MIDDLE, HIGH))
    mean = _divide(np.where(defined, values, 0.0).sum(axis=1), n)
    half_width = TWO_SIDED * _error_by_draws(values, defined, draw)
    logs = np.full(len(values), scale == "log") & np.where(defined, values > 0.0, True).all(axis=1)
    chance, audit = _both_doubts(_stable(values, logs), defined, draw)
    middle = _stable(median[:, None], logs)[:, 0]
    around = (_unstable(np.stack([middle + chance[0], middle + chance[1], *audit], axis=1), logs)).T
    columns = (median, mean, lo, hi, *around, half_width, n)
    return [
        Figure(m, mu, a, b, (c, d), (e, f), width, int(count))
        for m, mu, a, b, c, d, e, f, width, count in zip(*(c.tolist() for c in columns), strict=True)
    ]


def weighted(values: Floats, sample: Sample) -> list[Figure]:
    """Quantities of replications that stand for unequal shares of the draws, one replication a draw: no doubts apart."""
    lo, median, hi = weighted_quantiles(values, sample.weight)
    mean, error = _weighted_mean(values, sample), sample.error(values)
    n = (~np.isnan(values)).sum(axis=1)
    return [
        Figure(m, mu, a, b, (nan, nan), (nan, nan), TWO_SIDED * e, int(count))
        for m, mu, a, b, e, count in zip(
            *(column.tolist() for column in (median, mean, lo, hi, error, n)), strict=True
        )
    ]


def with_queues(alone: list[Figure], did: Floats, would: Floats, sample: Sample, most: float) -> list[Figure]:
    """Figures of replications without queues, moved by what queues change in others.

    Middle, mean and ends move by the difference between those with queues (`did`) and without (`would`) of the same cases,
    (quantities, replications) each; intervals of one doubt move with the middle. most: 1 for shares.
    """
    points = weighted_quantiles(did, sample.weight) - weighted_quantiles(would, sample.weight)
    mean = _weighted_mean(did, sample) - _weighted_mean(would, sample)
    moves = np.nan_to_num(np.stack([*points, mean, sample.error(did - would)], axis=1))
    return [_moved(each, *of_each, most=most) for each, of_each in zip(alone, moves.tolist(), strict=True)]


def _moved(
    alone: Figure, lo: float, median: float, hi: float, mean: float, error: float, *, most: float
) -> Figure:
    """A figure whose middle, mean and ends are so much higher; nothing is below 0, above `most` or out of order."""

    def within(x: float) -> float:
        return min(max(x, 0.0), most)

    middle = within(alone.median + median)
    return Figure(
        middle,
        within(alone.mean + mean),
        min(within(alone.lo + lo), middle),
        max(within(alone.hi + hi), middle),
        (within(alone.chance[0] + median), within(alone.chance[1] + median)),
        (within(alone.audit[0] + median), within(alone.audit[1] + median)),
        float(np.hypot(alone.half_width, TWO_SIDED * error)),
        alone.replications,
    )


def _weighted_mean(values: Floats, sample: Sample) -> Floats:
    known = ~np.isnan(values)
    return _divide(np.where(known, values, 0.0) @ sample.weight, known @ sample.weight)


def _error_by_draws(values: Floats, defined: Bools, draw: Ints) -> Floats:
    """(quantities,) standard error of the mean, each draw's replications together one unit."""
    member = _members(draw)
    counts = defined @ member
    means = _divide(np.where(defined, values, 0.0) @ member, counts)
    return Sample.equal(means.shape[1]).error(means)


def _members(draw: Ints) -> Floats:
    """(replications, draws) 1 where a replication is of the draw."""
    _, index = np.unique(draw, return_inverse=True)
    return np.asarray(index[:, None] == np.arange(index.max(initial=-1) + 1), dtype=np.float64)


def _stable(values: Floats, logs: Bools) -> Floats:
    """Rows as logs or as square roots. No quantity of the clock is negative."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(logs[:, None], np.log(values), np.sqrt(values))


def _unstable(values: Floats, logs: Bools) -> Floats:
    """The inverse of `_stable`; what lies below a root of 0 is 0."""
    with np.errstate(over="ignore"):
        return np.where(logs[:, None], np.exp(values), np.maximum(values, 0.0) ** 2)


def _both_doubts(values: Floats, defined: Bools, draw: Ints) -> tuple[Floats, Floats]:
    """90 % intervals, (quantities,) each: of chance around 0, and of the draws' means with chance taken out."""
    member = _members(draw)
    index = np.argmax(member, axis=1)
    counts = defined @ member
    means = _divide(np.where(defined, values, 0.0) @ member, counts)
    share = counts[:, index]
    apart = np.where(
        defined & (share > 1.0), (values - means[:, index]) * np.sqrt(_divide(share, share - 1.0)), np.nan
    )
    chance = _quantiles(apart, (LOW, HIGH))

    known = counts > 0.0
    draws = known.sum(axis=1)
    centre = _divide(np.where(known, means, 0.0).sum(axis=1), draws)
    seen = _divide(np.where(known, (means - centre[:, None]) ** 2, 0.0).sum(axis=1), draws - 1)
    within = _divide(np.nansum(apart**2, axis=1), (~np.isnan(apart)).sum(axis=1))
    noise = within * _divide(np.where(known, _divide(np.ones_like(counts), counts), 0.0).sum(axis=1), draws)
    shrink = np.sqrt(np.maximum(0.0, 1.0 - np.where(seen > 0.0, _divide(noise, seen), 1.0)))
    shrink = np.where(np.isnan(within) | (draws < 2), np.nan, shrink)
    audit = _quantiles(centre[:, None] + shrink[:, None] * (means - centre[:, None]), (LOW, HIGH))
    return chance, audit


def _divide(above: Floats | Ints, below: Floats | Ints) -> Floats:
    """above ÷ below, nan where `below` is not positive."""
    return np.asarray(np.divide(above, below, out=np.full(np.shape(below), np.nan), where=below > 0))


def _quantiles(values: Floats, levels: tuple[float, ...]) -> Floats:
    """(levels, rows) quantiles of each row, nan left out."""
    ordered = np.sort(values, axis=1)
    known = ~np.isnan(ordered)
    return quantiles_by_replication(ordered[known], np.nonzero(known)[0], len(values), levels)


def ascending(values: Floats, replication: Ints) -> NDArray[np.int64]:
    """Places of the values, ascending within each replication; of equal values any first. replication: ascending."""
    order = np.arange(len(values))
    bounds = [0, *(np.flatnonzero(np.diff(replication)) + 1).tolist(), len(values)]
    for low, high in itertools.pairwise(bounds):
        order[low:high] = low + np.argsort(values[low:high])
    return order


def quantiles_by_replication(
    values: Floats, replication: Ints | NDArray[np.int64], replications: int, levels: Sequence[float]
) -> Floats:
    """Quantiles within each replication, (levels, replications); nan where there is nobody.

    values: sorted within each replication; replication: ascending.
    """
    counts = np.bincount(replication, minlength=replications)
    result = np.full((len(levels), replications), nan)
    there = np.flatnonzero(counts)
    first, people = (np.cumsum(counts) - counts)[there], counts[there]
    for level, q in enumerate(levels):
        result[level, there] = quantile_of_each(values, first, people, q)
    return result
