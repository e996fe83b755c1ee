"""The posterior of a law's effects given its scales: normal around the most probable effects (Laplace's approximation).

Counts are negative binomial (`counts`) with log μ = offset + X b and b normal; Newton's method finds the mode in a few
steps. Days that are likely to have been odd weigh little. docs/method.md §8.3 states the formula and the error against exact sampling.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, solve_triangular

from simulator.fitting.counts import EXTRA, TAIL, Scatter

Floats = NDArray[np.float64]

STEPS = 40
CLOSE = 1e-4
"""Gain in log posterior below which the mode is found."""
LARGEST_LOG = 30.0


@dataclass(frozen=True, slots=True)
class Problem:
    """Counts to learn from, and the columns that explain them.

    Attributes:
        matrix: (rows, columns); rows whose count is known.
        offset: (rows,) log mean where all effects are 0.
        counts: (rows,).
    """

    matrix: Floats
    offset: Floats
    counts: Floats


@dataclass(frozen=True, slots=True)
class Gaussian:
    """Effects given the scales: mean, lower Cholesky factor of the precision, and the log evidence of the scales."""

    mean: Floats
    factor: Floats
    log_evidence: float

    def draw(self, normals: Floats) -> Floats:
        """(columns, draws) effects from standard normals of that shape."""
        found = solve_triangular(self.factor, normals, lower=True, trans="T", check_finite=False)
        return np.asarray(self.mean[:, None] + found)

    def covariance(self) -> Floats:
        """(columns, columns)."""
        identity = np.eye(len(self.mean))
        return np.asarray(cho_solve((self.factor, True), identity, check_finite=False))


def mode(problem: Problem, precision: Floats, scatter: Scatter, start: Floats) -> Gaussian:
    """The most probable effects, and the curvature there.

    Args:
        precision: (columns, columns) of the normal prior around 0.
        start: (columns,) where to begin.
    """
    effects = start
    height, slope, weight = _posterior(problem, precision, scatter, effects)
    for _ in range(STEPS):
        factor, _ = cho_factor(_curvature(problem, weight, precision), lower=True, check_finite=False)
        step = cho_solve((factor, True), slope, check_finite=False)
        size = 1.0
        while True:
            trial = effects + size * step
            higher, slope_there, weight_there = _posterior(problem, precision, scatter, trial)
            if higher >= height - CLOSE or size < 1e-4:
                break
            size /= 2
        gained, effects, height, slope, weight = higher - height, trial, higher, slope_there, weight_there
        if abs(gained) < CLOSE:
            break
    factor, _ = cho_factor(_curvature(problem, weight, precision), lower=True, check_finite=False)
    factor = np.tril(factor)
    prior = np.linalg.slogdet(precision)[1]
    counted = scatter.log_probability(problem.counts, expected_counts(problem, effects)).sum()
    evidence = counted - 0.5 * effects @ precision @ effects + 0.5 * prior - np.log(np.diag(factor)).sum()
    return Gaussian(effects, factor, float(evidence))


def expected_counts(problem: Problem, effects: Floats) -> Floats:
    """(rows,) expected counts."""
    return np.exp(np.clip(problem.offset + problem.matrix @ effects, -LARGEST_LOG, LARGEST_LOG))


def _posterior(
    problem: Problem, precision: Floats, scatter: Scatter, effects: Floats
) -> tuple[float, Floats, Floats]:
    """Log posterior, its slope, and the weight (rows,) of each row in its curvature, never below 0."""
    mean, counts = expected_counts(problem, effects), problem.counts
    pull = precision @ effects
    height = float(scatter.log_probability(counts, mean).sum() - 0.5 * effects @ pull)
    odd = scatter.odd_days(counts, mean)
    shape, scale = 1.0 / scatter.dispersion, mean + EXTRA
    share = mean / (shape + mean)
    slope = (1.0 - odd) * (counts - (counts + shape) * share)
    weight = (1.0 - odd) * (counts + shape) * share * (1.0 - share)
    slope += odd * mean * _power_law_slope(counts, scale)
    weight += odd * (mean / scale) ** 2 * TAIL / (TAIL + 2.0)  # its expectation: the law is not log-concave
    return height, problem.matrix.T @ slope - pull, weight


def _power_law_slope(counts: Floats, scale: Floats) -> Floats:
    """d log P(count)/dm of an odd day."""
    ratio = np.log1p(1.0 / (scale + counts))
    fall = np.expm1(-(TAIL + 1.0) * ratio) / np.expm1(-TAIL * ratio)
    return TAIL / scale - TAIL * fall / (scale + counts)


def _curvature(problem: Problem, weight: Floats, precision: Floats) -> Floats:
    return problem.matrix.T @ (weight[:, None] * problem.matrix) + precision
