"""The law of a count given what is expected of it: negative binomial, but for a small share of odd days.

Negative binomial by mean μ and dispersion φ: variance μ + φμ² (φ → 0: Poisson). On an *odd* day (a fault, a demonstration,
a slip of the pen) the count has a power law's tail: P(y or more) = (1 + y/m)⁻², m = μ + 1, so that one odd day in a hundred
brings nine times m and one in ten thousand a hundred times. What share of days is odd is learned; one such day then neither
widens every forecast nor moves the level of its month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, polygamma

Floats = NDArray[np.float64]

LAST = 80
"""Counts are tabulated from 0 to 79; the last cell is 80 and more."""

TAIL = 2.0
"""The exponent of an odd day's tail: the smallest whole one with which the mean of a forecast exists."""

EXTRA = 1.0
"""What an odd day adds to the expected count: a fault that brings alerts asks for no faces."""

SMALLEST_MEAN = 1e-13


def negative_binomial(counts: Floats, mean: Floats, dispersion: Floats | float) -> Floats:
    """log P(count | μ, φ), broadcast over all three."""
    shape = 1.0 / np.asarray(dispersion, np.float64)
    mean = np.maximum(mean, SMALLEST_MEAN)
    return np.asarray(
        gammaln(counts + shape)
        - gammaln(shape)
        - gammaln(counts + 1.0)
        - shape * np.log1p(mean / shape)
        + counts * (np.log(mean) - np.log(shape + mean))
    )


def power_law(counts: Floats, scale: Floats) -> Floats:
    """log P(count) of an odd day, broadcast: the difference of (1 + y/m)⁻² at the count and the next."""
    with np.errstate(divide="ignore"):  # a count so large that the difference is lost in rounding
        step = -np.expm1(-TAIL * np.log1p(1.0 / (scale + counts)))
        return np.asarray(np.log(step) - TAIL * np.log1p(counts / scale))


@dataclass(frozen=True, slots=True)
class Scatter:
    """How counts scatter around what is expected; numbers, or arrays with one value a draw."""

    dispersion: Floats
    odd: Floats

    def log_probability(self, counts: Floats, mean: Floats) -> Floats:
        """log P(count), broadcast."""
        return np.logaddexp(*self._parts(counts, mean))

    def odd_days(self, counts: Floats, mean: Floats) -> Floats:
        """The probability that each count's day was odd."""
        ordinary, odd = self._parts(counts, mean)
        return np.exp(odd - np.logaddexp(ordinary, odd))

    def take(self, which: NDArray[np.int64]) -> Scatter:
        """The scatter of some of the draws."""
        return Scatter(self.dispersion[which], self.odd[which])

    def _parts(self, counts: Floats, mean: Floats) -> tuple[Floats, Floats]:
        return (
            np.log1p(-self.odd) + negative_binomial(counts, mean, self.dispersion),
            np.log(self.odd) + power_law(counts, mean + EXTRA),
        )


def table(mean: Floats, scatter: Scatter) -> Floats:
    """P(0), …, P(79), P(80 and more), averaged over draws.

    Args:
        mean: (rows, draws); the scatter's arrays are (draws,).

    Returns:
        (rows, 81), each row adding to 1.
    """
    cells = np.zeros((len(mean), LAST + 1))
    shape = 1.0 / scatter.dispersion
    ordinary = np.exp(-shape * np.log1p(mean / shape)) * ((1.0 - scatter.odd) / mean.shape[1])
    step, scale = mean / (shape + mean), mean + EXTRA
    reach = np.broadcast_to(scatter.odd / mean.shape[1], mean.shape)  # P(an odd day with this count or more)
    for count in range(LAST):
        beyond = (scatter.odd / mean.shape[1]) * (1.0 + (count + 1) / scale) ** -TAIL
        cells[:, count] = (ordinary + reach - beyond).sum(axis=1)
        ordinary = ordinary * step * ((count + shape) / (count + 1.0))
        reach = beyond
    cells[:, LAST] = np.maximum(1.0 - cells[:, :LAST].sum(axis=1), 0.0)
    return np.asarray(cells / cells.sum(axis=1, keepdims=True))


def average(mean: Floats, scatter: Scatter) -> Floats:
    """(rows,) mean counts over the draws; an odd day's is Σ (1 + k/m)⁻² over k from 1, which is m² ψ₁(m + 1)."""
    scale = mean + EXTRA
    return np.asarray(
        ((1.0 - scatter.odd) * mean + scatter.odd * scale**2 * polygamma(1, scale + 1.0)).mean(axis=1)
    )


def draw(mean: Floats, scatter: Scatter, stream: np.random.Generator) -> Floats:
    """Counts of the shape of `mean` (rows, draws)."""
    odd = stream.random(mean.shape) < scatter.odd
    shape = np.broadcast_to(1.0 / scatter.dispersion, mean.shape)
    usual = stream.poisson(np.minimum(mean * stream.gamma(shape) / shape, 1e15))
    rare = np.floor((mean + EXTRA) * (stream.random(mean.shape) ** (-1.0 / TAIL) - 1.0))
    return np.where(odd, np.minimum(rare, 1e15), usual).astype(np.float64)
