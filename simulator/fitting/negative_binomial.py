"""The negative binomial law of counts, by mean μ and dispersion φ: variance μ + φμ² (φ → 0: Poisson)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Floats = NDArray[np.float64]

LAST = 80
"""Counts are tabulated from 0 to 79; the last cell is 80 and more."""


def log_probability(counts: Floats, mean: Floats, dispersion: Floats | float) -> Floats:
    """log P(count | μ, φ), broadcast over all three."""
    shape = 1.0 / np.asarray(dispersion, np.float64)
    return np.asarray(
        gammaln(counts + shape)
        - gammaln(shape)
        - gammaln(counts + 1.0)
        - shape * np.log1p(mean / shape)
        + counts * (np.log(mean) - np.log(shape + mean))
    )


def table(mean: Floats, dispersion: Floats) -> Floats:
    """P(0), …, P(79), P(80 and more), averaged over draws.

    Args:
        mean: (rows, draws).
        dispersion: (draws,).

    Returns:
        (rows, 81), each row adding to 1.
    """
    shape = 1.0 / dispersion
    chance = np.exp(-shape * np.log1p(mean / shape))
    step = mean / (shape + mean)
    cells = np.empty((len(mean), LAST + 1))
    for count in range(LAST):
        cells[:, count] = chance.mean(axis=1)
        chance = chance * step * ((count + shape) / (count + 1.0))
    cells[:, LAST] = np.maximum(1.0 - cells[:, :LAST].sum(axis=1), 0.0)
    return cells / cells.sum(axis=1, keepdims=True)


def draw(mean: Floats, dispersion: Floats, stream: np.random.Generator) -> Floats:
    """Counts of the shape of `mean` (rows, draws), one dispersion a draw."""
    shape = 1.0 / dispersion
    return stream.poisson(np.minimum(mean * stream.gamma(shape, 1.0 / shape, mean.shape), 1e15)).astype(np.float64)
