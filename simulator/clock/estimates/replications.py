"""How many replications are enough: the method of Hoad, Robinson and Davies (2010).

K. Hoad, S. Robinson, R. Davies, "Automated selection of the number of replications for a discrete-event simulation",
Journal of the Operational Research Society 61 (2010) 1632–1644. Replications are added until the confidence
interval's half-width, as a share of the cumulative mean, is below the target and stays there for a look ahead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import atan, cos, inf, pi, sin, sqrt
from statistics import NormalDist

import numpy as np

from simulator.clock.cases import Floats

LOOK_AHEAD = 5  # Hoad et al.: kLimit, a further replications of every 100 above 100


@dataclass(frozen=True, slots=True)
class Enough:
    """The answer: `needed` replications (None: the cap came first), the precision reached there, the values used."""

    needed: int | None
    precision: float
    values: Floats


def precision_of(values: Floats, confidence: float = 0.95) -> Floats:
    """Half-width ÷ |mean| of the first 1, 2, … n values, (n,); inf for the first two and where the mean is 0."""
    n = np.arange(1, len(values) + 1)
    mean = np.cumsum(values) / n
    centred = values - values.mean() if len(values) else values
    squares = np.cumsum(centred**2) - np.cumsum(centred) ** 2 / n
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = np.sqrt(np.maximum(squares, 0.0) / (n - 1))
        width = np.array([t_quantile(0.5 + confidence / 2.0, k - 1) if k > 2 else inf for k in n.tolist()])
        share = width * deviation / np.sqrt(n) / np.abs(mean)
    share[:2] = inf
    share[(n > 2) & (squares <= 0.0)] = 0.0
    return np.where(np.isnan(share), inf, share)


def needed(
    values: Floats, target: float, confidence: float = 0.95, look_ahead: int = LOOK_AHEAD
) -> int | None:
    """The smallest n ≥ 3 whose precision is at most `target` and stays so for the look ahead; None if not yet."""
    good = precision_of(values, confidence) <= target
    for n in range(3, len(values) + 1):
        further = look_ahead if n <= 100 else look_ahead * n // 100
        if n + further > len(values):
            return None
        if good[n - 1 : n + further].all():
            return n
    return None


def until_precise(
    play: Callable[[int, int], Floats], target: float, cap: int, batch: int = 20, confidence: float = 0.95
) -> Enough:
    """Play batches of replications until the target holds or `cap` replications have been played.

    play: (first replication, how many) → the watched quantity of each, (how many,).
    """
    values = np.empty(0)
    while len(values) < cap:
        values = np.concatenate([values, play(len(values), min(batch, cap - len(values)))])
        n = needed(values, target, confidence)
        if n is not None:
            return Enough(n, float(precision_of(values, confidence)[n - 1]), values)
    last = precision_of(values, confidence)
    return Enough(None, float(last[-1]) if len(last) else inf, values)


@cache
def t_quantile(p: float, df: int) -> float:
    """Student's t quantile, p > 1/2, whole degrees of freedom.

    Up to 100 by bisection on the CDF's finite series, above by the expansion around the normal (Abramowitz and Stegun
    1964, 26.7.3–26.7.5; the expansion is right to seven digits there).
    """
    if df > 100:
        z = NormalDist().inv_cdf(p)
        terms = (
            z,
            (z**3 + z) / 4,
            (5 * z**5 + 16 * z**3 + 3 * z) / 96,
            (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        )
        return float(sum(term / float(df) ** power for power, term in enumerate(terms)))
    low, high = 0.0, 2.0
    while _t_within(high, df) < 2.0 * p - 1.0:
        high *= 2.0
    while high - low > 1e-12 * high:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if _t_within(middle, df) < 2.0 * p - 1.0 else (low, middle)
    return 0.5 * (low + high)


def _t_within(t: float, df: int) -> float:
    """P(|T| ≤ t)."""
    theta = atan(t / sqrt(df))
    term, total = (1.0, 1.0) if df % 2 == 0 else (cos(theta), cos(theta))
    for k in range(3 if df % 2 else 2, df - 1, 2):
        term *= cos(theta) ** 2 * (k - 1) / k
        total += term
    if df % 2 == 0:
        return sin(theta) * total
    return 2.0 / pi * (theta + (sin(theta) * total if df > 1 else 0.0))
