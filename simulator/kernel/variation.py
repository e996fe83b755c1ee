"""Chance beyond Poisson: busy and quiet years, busy and quiet places.

Each multiplies the rates by a gamma of mean 1 before the split, which makes the counts negative binomial.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.kernel.streams import stream

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]


def gamma_of_mean_one(rng: np.random.Generator, variance: Array | float, size: int) -> Array:
    """(size,) gamma multipliers of mean 1; variance 0 gives exactly 1 and draws nothing."""
    if np.ndim(variance) == 0:
        shape = 1 / float(variance) if variance else np.inf
        return np.ones(size) if shape == np.inf else rng.standard_gamma(shape, size) / shape
    varies = np.asarray(variance) > 0
    if not varies.any():
        return np.ones(size)
    shapes = 1 / np.where(varies, variance, 1.0)
    return np.where(varies, rng.standard_gamma(shapes) / shapes, 1.0)


def variance_of_years(cv: float, years: float) -> float:
    """Variance of the mean multiplier of independent years, the last one perhaps begun only: cv²(k + f²)/(k + f)².

    Exact as a law for whole years (gammas of one scale add up to a gamma), in its variance for a year begun. Within a
    year nothing evens out: half of a busy year is busy.
    """
    whole = floor(years)
    return cv**2 * (whole + (years - whole) ** 2) / years**2


def place_and_time(compiled: Compiled, seed: int, chunk: int, n: int) -> Array:
    """(sites, draws) share of the expected encounters that falls on each site, year and site multipliers applied.

    Column sums average 1. Sites collapse to that sum only here, after their multipliers are drawn (docs/method.md §6.13).
    """
    variance = variance_of_years(compiled.year_cv, compiled.horizon_years)
    year = gamma_of_mean_one(stream(seed, "year", chunk), variance, n)
    columns = [
        share * gamma_of_mean_one(stream(seed, f"site/{site}", chunk), compiled.site_cv**2, n)
        for site, share in zip(compiled.sites, compiled.site_share, strict=True)
    ]
    return np.asarray(year[:, None] * np.stack(columns, axis=1)).T
