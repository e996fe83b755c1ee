"""The law of a count given what is expected of it: negative binomial, but for a small share of odd days.

Negative binomial by mean μ and dispersion φ: variance μ + φμ² (φ → 0: Poisson). On an *odd* day (a fault, a demonstration,
a slip of the pen) one count more is expected, with a dispersion of `ODD`: nothing at all, or many times what is usual. What
share of days is odd is learned; one such day then neither widens every forecast nor moves the level of its month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Floats = NDArray[np.float64]

LAST = 80
"""Counts are tabulated from 0 to 79; the last cell is 80 and more."""

ODD = 4.0
"""The dispersion of an odd day: half of them bring less than a quarter of the mean, one in thirty more than six times it."""

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
            np.log(self.odd) + negative_binomial(counts, mean + EXTRA, ODD),
        )


def table(mean: Floats, scatter: Scatter) -> Floats:
    """P(0), …, P(79), P(80 and more), averaged over draws.

    Args:
        mean: (rows, draws); the scatter's arrays are (draws,).

    Returns:
        (rows, 81), each row adding to 1.
    """
    cells = _cells(mean, 1.0 / scatter.dispersion, 1.0 - scatter.odd)
    cells += _cells(mean + EXTRA, np.full_like(scatter.odd, 1.0 / ODD), scatter.odd)
    cells[:, LAST] = np.maximum(1.0 - cells[:, :LAST].sum(axis=1), 0.0)
    return np.asarray(cells / cells.sum(axis=1, keepdims=True))


def _cells(mean: Floats, shape: Floats, share: Floats) -> Floats:
    """(rows, 81) averages of share × P(0 … 79); the last cell is left empty."""
    chance = np.exp(-shape * np.log1p(mean / shape)) * (share / mean.shape[1])
    step = mean / (shape + mean)
    cells = np.zeros((len(mean), LAST + 1))
    for count in range(LAST):
        cells[:, count] = chance.sum(axis=1)
        chance *= step
        chance *= (count + shape) / (count + 1.0)
    return cells


def average(mean: Floats, scatter: Scatter) -> Floats:
    """(rows,) mean counts over the draws."""
    return np.asarray((mean + scatter.odd * EXTRA).mean(axis=1))


def draw(mean: Floats, scatter: Scatter, stream: np.random.Generator) -> Floats:
    """Counts of the shape of `mean` (rows, draws)."""
    odd = stream.random(mean.shape) < scatter.odd
    shape = np.where(odd, 1.0 / ODD, 1.0 / scatter.dispersion)
    return stream.poisson(np.minimum((mean + EXTRA * odd) * stream.gamma(shape) / shape, 1e15)).astype(
        np.float64
    )
