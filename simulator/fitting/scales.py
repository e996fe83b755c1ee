"""The scales of a law: standard deviations of its families of effects, and the dispersion of counts.

The most probable scales are found by expectation-maximisation around Laplace's approximation; what is uncertain about
them is kept as weighted points (importance sampling over a low-discrepancy set).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from simulator.fitting.counts import Scatter, negative_binomial
from simulator.fitting.features import SINGLE, Family
from simulator.fitting.laplace import Gaussian, Problem, expected_counts, mode
from simulator.fitting.laws import ODD_DAYS, SCALES

Floats = NDArray[np.float64]

ROUNDS = 25
STILL = 0.02
"""Relative change of every scale at which the search ends; their posterior is ten times wider."""

DISPERSIONS = np.exp(np.linspace(np.log(1e-3), np.log(10.0), 25))
NODES = np.sqrt(3.0) * np.array([-1.0, 0.0, 1.0])
WEIGHTS = np.array([1 / 6, 2 / 3, 1 / 6])
MOST_ODD = 0.9
"""Share of odd days beyond which nothing could be learned from the others."""

ROUNDS_OF_POINTS = 2
TEACHING = 64
"""Rounds of points that only teach where the next are best laid, and how many at most."""

FAIR, FLATTER = 0.25, 0.8
"""The share of points that have to count when the next are laid, and the power by which weights are flattened until they do."""

KEPT, WIDER = 0.1, 1.15
"""Share of the proposal before that is kept, and how much wider than the points found the next are laid: tails must be met."""

LEAST, MOST = 0.15, 0.8
"""Bounds of the spread (of logs) by which points are laid around the most probable scales."""


@dataclass(frozen=True, slots=True)
class Prior:
    """Normal beliefs about the single effects and the families that share scales; columns in the order of `Features`.

    widths: scales of the half-normal priors, one a family and one of the square root of the dispersion.
    """

    single_sd: Floats
    families: tuple[Family, ...]
    widths: Floats

    @property
    def names(self) -> tuple[str, ...]:
        """The scales, in their order: one a family, then the dispersion and the share of odd days."""
        return (*(family.name for family in self.families), "dispersion", "odd")

    def precision(self, logs: Floats) -> Floats:
        """(columns, columns) for the logs of the scales."""
        last = self.families[-1].columns.stop if self.families else len(SINGLE)
        matrix = np.zeros((last, last))
        singles = np.arange(len(SINGLE))
        matrix[singles, singles] = self.single_sd**-2
        for family, log in zip(self.families, logs[:-2], strict=True):
            matrix[family.columns, family.columns] = family.precision * np.exp(-2.0 * log)
        return matrix

    def log_density(self, logs: Floats) -> float:
        """Of the logs: half-normal standard deviations and square root of the dispersion, a beta share of odd days."""
        relative = np.exp(np.append(logs[:-2], 0.5 * logs[-2])) / self.widths
        odd = ODD_DAYS[0] * logs[-1] + (ODD_DAYS[1] - 1) * np.log1p(-np.exp(logs[-1]))
        return float((-0.5 * relative**2 + np.log(relative)).sum() + odd)

    def begin(self) -> Floats:
        """Logs to begin with: half of each prior's own scale, and the mean share of odd days."""
        widths = self.widths
        share = ODD_DAYS[0] / sum(ODD_DAYS)
        return np.array([*np.log(widths[:-1] / 2), 2 * np.log(widths[-1] / 2), np.log(share)])


def scatter_of(logs: Floats) -> Scatter:
    """The scatter of counts that the last two logs say; `logs` may have a leading axis of draws."""
    return Scatter(np.exp(logs[..., -2]), np.minimum(np.exp(logs[..., -1]), MOST_ODD))


@dataclass(frozen=True, slots=True)
class Point:
    """Scales, the effects given them, and their share of the posterior."""

    logs: Floats
    effects: Gaussian
    weight: float


def most_probable(problem: Problem, prior: Prior, logs: Floats, start: Floats) -> tuple[Floats, Gaussian]:
    """Scales at which the posterior of scales is highest, and the effects there."""
    found = mode(problem, prior.precision(logs), scatter_of(logs), start)
    for _ in range(ROUNDS):
        updated = _maximised(problem, prior, logs, found)
        still = np.abs(updated - logs).max() < STILL
        logs = updated
        found = mode(problem, prior.precision(logs), scatter_of(logs), found.mean)
        if still:
            break
    return logs, found


def _maximised(problem: Problem, prior: Prior, logs: Floats, found: Gaussian) -> Floats:
    """The scales that maximise the expected log posterior over the effects found."""
    covariance = found.covariance()
    updated = []
    for family, width in zip(prior.families, prior.widths[:-1], strict=True):
        inside = found.mean[family.columns]
        moment = inside @ family.precision @ inside
        moment += (family.precision * covariance[family.columns, family.columns]).sum()
        free = len(inside) - 1  # one less: a flat law of the log has a density of 1/scale
        square = (-free + sqrt(free**2 + 4 * moment / width**2)) * width**2 / 2
        updated.append(0.5 * np.log(max(square, 1e-6)))
    odd = scatter_of(logs).odd_days(problem.counts, expected_counts(problem, found.mean))
    widths = np.sqrt(((problem.matrix @ covariance) * problem.matrix).sum(axis=1))
    centre = problem.offset + problem.matrix @ found.mean
    share = (odd.sum() + ODD_DAYS[0]) / (len(odd) + sum(ODD_DAYS))
    return np.array([*updated, _dispersion(problem.counts, centre, widths, 1.0 - odd), np.log(share)])


def _dispersion(counts: Floats, centre: Floats, widths: Floats, ordinary: Floats) -> float:
    """The log dispersion of highest expected density on ordinary days, the log means being normal."""
    means = np.exp(np.clip(centre[:, None] + widths[:, None] * NODES, -30, 30))
    density = np.zeros(len(DISPERSIONS))
    for number, dispersion in enumerate(DISPERSIONS):
        inside = ordinary @ (negative_binomial(counts[:, None], means, dispersion) @ WEIGHTS)
        density[number] = inside - 0.5 * dispersion / SCALES["dispersion"][0] ** 2 + 0.5 * np.log(dispersion)
    best = int(np.clip(np.argmax(density), 1, len(DISPERSIONS) - 2))
    left, middle, right = density[best - 1 : best + 2]
    bend = left - 2 * middle + right
    shift = 0.5 * (left - right) / bend if bend < 0 else 0.0
    step = np.log(DISPERSIONS[1] / DISPERSIONS[0])
    return float(np.log(DISPERSIONS[best]) + np.clip(shift, -1, 1) * step)


def points(problem: Problem, prior: Prior, logs: Floats, found: Gaussian, number: int) -> tuple[Point, ...]:
    """Weighted scales around the most probable ones, with the effects given each.

    Weights are (evidence × prior) / proposal. The proposal is normal in the logs: at first with the curvature found by
    stepping each scale, then, `ROUNDS_OF_POINTS` times, with the mean and the covariance of the points weighed so far,
    because the scales depend on one another and their law is not centred on its top (adaptive importance sampling: Cappé,
    Guillin, Marin & Robert 2004, J. Comput. Graph. Stat. 13). The last round is kept. One point is the most probable scales alone.
    """
    if number == 1:
        return (Point(logs, found, 1.0),)
    normals = ndtri(_even(number, len(logs)))
    teaching = normals[:TEACHING]
    centre, factor = logs, np.diag(_spreads(problem, prior, logs, found))
    for _ in range(ROUNDS_OF_POINTS):
        made, heights = _laid(problem, prior, centre, factor, teaching, found)
        centre, factor = _moved(np.array([there for there, _ in made]), heights, factor)
    made, heights = _laid(problem, prior, centre, factor, normals, found)
    shares = _shares(heights)
    return tuple(
        Point(there, effects, float(share)) for (there, effects), share in zip(made, shares, strict=True)
    )


def _laid(
    problem: Problem, prior: Prior, centre: Floats, factor: Floats, normals: Floats, found: Gaussian
) -> tuple[list[tuple[Floats, Gaussian]], Floats]:
    """Scales at centre + factor · normal with the effects given each, and the logs of their weights."""
    made, heights = [], []
    for normal in normals:
        there = centre + factor @ normal
        effects = mode(problem, prior.precision(there), scatter_of(there), found.mean)
        made.append((there, effects))
        heights.append(effects.log_evidence + prior.log_density(there) + 0.5 * float(normal @ normal))
    return made, np.array(heights)


def _shares(heights: Floats) -> Floats:
    shares = np.exp(heights - heights.max())
    return np.asarray(shares / shares.sum())


def _moved(places: Floats, heights: Floats, factor: Floats) -> tuple[Floats, Floats]:
    """Mean and Cholesky factor of the weighted points, a little wider; weights are flattened until a fair number of points count."""
    shares = _shares(heights)
    while 1.0 / (shares**2).sum() < FAIR * len(places):
        heights = FLATTER * heights
        shares = _shares(heights)
    centre = shares @ places
    apart = places - centre
    covariance = apart.T @ (shares[:, None] * apart)
    kept = KEPT * factor @ factor.T
    return centre, np.asarray(np.linalg.cholesky(WIDER**2 * ((1 - KEPT) * covariance + kept)))


def _spreads(problem: Problem, prior: Prior, logs: Floats, found: Gaussian) -> Floats:
    """Standard deviations of the logs, one at a time, from the heights a step of 0.4 away on both sides."""
    step = 0.4

    def height(there: Floats) -> float:
        effects = mode(problem, prior.precision(there), scatter_of(there), found.mean)
        return effects.log_evidence + prior.log_density(there)

    top = found.log_evidence + prior.log_density(logs)
    spreads = np.empty(len(logs))
    for i in range(len(logs)):
        aside = np.zeros(len(logs))
        aside[i] = step
        bend = (2 * top - height(logs + aside) - height(logs - aside)) / step**2
        spreads[i] = 1.0 / sqrt(max(bend, 1e-6))
    return np.clip(spreads, LEAST, MOST)


def _even(number: int, dimensions: int) -> Floats:
    """(number, dimensions) points that fill the unit cube evenly (the additive recurrence of Roberts, 2018)."""
    base = 2.0
    for _ in range(30):
        base = (1.0 + base) ** (1.0 / (dimensions + 1))
    steps = base ** -np.arange(1.0, dimensions + 1)
    return np.asarray((0.5 + np.arange(1, number + 1)[:, None] * steps) % 1.0)


def prior_of(families: Sequence[Family], single_sd: Floats, settings: float) -> Prior:
    """The prior of a law over these families; settings differ by so many times their usual scale."""
    widths = [SCALES[each.name][0] * (settings if each.name == "setting" else 1.0) for each in families]
    return Prior(np.asarray(single_sd), tuple(families), np.array([*widths, SCALES["dispersion"][0]]))
