"""One figure over replications: its middle, its range, and how much of the range each doubt accounts for."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np

from simulator.clock.cases import Floats, Ints

Interval = tuple[float, float]
UNDEFINED = (nan, nan)


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


def figure(values: Floats, draw: Ints) -> Figure:
    """Summarise one value a replication; nan marks replications without one.

    values, draw: (replications,). The two doubts are told apart by replications that share a parameter draw, a one-way
    analysis of variance with random effects (Searle, Casella and McCulloch 1992, §3.5): deviations from a draw's mean
    are chance, the spread of the draws' means beyond what chance gives them is the parameters'.
    """
    defined = ~np.isnan(values)
    values, draw = values[defined], draw[defined]
    n = len(values)
    if not n:
        return Figure(nan, nan, nan, nan, UNDEFINED, UNDEFINED, nan, 0)
    median, (lo, hi) = float(np.median(values)), _interval(values)
    chance, audit = _both_doubts(values, draw, median)
    half_width = 1.959964 * float(values.std(ddof=1)) / sqrt(n) if n > 1 else nan
    return Figure(median, float(values.mean()), lo, hi, chance, audit, half_width, n)


def _interval(values: Floats) -> Interval:
    lo, hi = np.quantile(values, [0.05, 0.95])
    return float(lo), float(hi)


def _both_doubts(values: Floats, draw: Ints, median: float) -> tuple[Interval, Interval]:
    """The intervals from chance alone and from the parameters alone."""
    _, index, counts = np.unique(draw, return_inverse=True, return_counts=True)
    repeated = counts[index] > 1
    if not repeated.any():
        return UNDEFINED, UNDEFINED
    means = np.bincount(index, values) / counts
    share = counts[index][repeated]
    apart = (values - means[index])[repeated] * np.sqrt(share / (share - 1.0))
    chance = _interval(apart)
    if len(means) < 2:
        return (median + chance[0], median + chance[1]), UNDEFINED
    noise = float(np.mean(apart**2)) * float(np.mean(1.0 / counts))
    seen = float(means.var(ddof=1))
    shrink = sqrt(max(0.0, 1.0 - noise / seen)) if seen > 0.0 else 0.0
    audit = _interval(means.mean() + shrink * (means - means.mean()))
    return (median + chance[0], median + chance[1]), audit


def by_replication(values: Floats, replication: Ints, replications: int, q: float) -> Floats:
    """A quantile within each replication, (replications,), linear between neighbours; nan where there is nobody.

    values: sorted within each replication; replication: ascending.
    """
    counts = np.bincount(replication, minlength=replications)
    result = np.full(replications, nan)
    there = np.flatnonzero(counts)
    first = (np.cumsum(counts) - counts)[there]
    place = q * (counts[there] - 1)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, counts[there] - 1)
    low, high = values[first + below], values[first + above]
    result[there] = low + (place - below) * (high - low)
    return result
