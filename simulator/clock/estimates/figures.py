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
from simulator.quantiles import HIGH, LOW, MIDDLE, quantile_of_each

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity measured once in every replication. Intervals are 90 %; nan where undefined.

    median, mean, (lo, hi): over replications, both doubts together.
    chance: interval from chance alone, around the median. Undefined with one replication a draw.
    audit: interval of the draws' means, chance taken out. Undefined with one replication a draw.
    half_width: of the mean's 95 % confidence interval, by the number of replications (normal).
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
    squares = np.where(defined, (values - mean[:, None]) ** 2, 0.0).sum(axis=1)
    half_width = 1.959964 * np.sqrt(_divide(_divide(squares, n - 1), n))
    logs = np.full(len(values), scale == "log") & np.where(defined, values > 0.0, True).all(axis=1)
    chance, audit = _both_doubts(_stable(values, logs), defined, draw)
    middle = _stable(median[:, None], logs)[:, 0]
    around = (_unstable(np.stack([middle + chance[0], middle + chance[1], *audit], axis=1), logs)).T
    columns = (median, mean, lo, hi, *around, half_width, n)
    return [
        Figure(m, mu, a, b, (c, d), (e, f), width, int(count))
        for m, mu, a, b, c, d, e, f, width, count in zip(*(c.tolist() for c in columns), strict=True)
    ]


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
    _, index = np.unique(draw, return_inverse=True)
    member = (index[:, None] == np.arange(index.max(initial=-1) + 1)).astype(np.float64)
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


def by_replication(values: Floats, replication: Ints, replications: int, q: float) -> Floats:
    """A quantile within each replication, (replications,); nan where there is nobody.

    values: sorted within each replication; replication: ascending.
    """
    return np.asarray(quantiles_by_replication(values, replication, replications, (q,))[0])


def quantiles_by_replication(
    values: Floats, replication: Ints | NDArray[np.int64], replications: int, levels: Sequence[float]
) -> Floats:
    """Several quantiles as `by_replication` has them, (levels, replications)."""
    counts = np.bincount(replication, minlength=replications)
    result = np.full((len(levels), replications), nan)
    there = np.flatnonzero(counts)
    first, people = (np.cumsum(counts) - counts)[there], counts[there]
    for level, q in enumerate(levels):
        result[level, there] = quantile_of_each(values, first, people, q)
    return result
