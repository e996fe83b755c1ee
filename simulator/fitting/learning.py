"""Learning a law from a table, and what it expects of rows to come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.fitting.counts import Scatter
from simulator.fitting.features import SINGLE, Features
from simulator.fitting.laplace import Gaussian, Problem, mode
from simulator.fitting.laws import LEVEL, Belief, Law, Target
from simulator.fitting.scales import Point, Prior, most_probable, points, prior_of, scatter_of
from simulator.records.deployments import Deployments

Floats = NDArray[np.float64]

LARGEST_HISTORY = 1_500
"""Rows learned from, the latest; older ones add little and cost time in proportion."""

FAR_OUT = 10.0
"""Times one more than the median count, beyond which a count does not move the average around which the level is believed."""

POINTS, POINTS_PER_FACE = 64, 192
"""Points that carry what is uncertain about the scales, in a fit; scenarios draw from those of the law per face."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What a table taught of a law's scales: their logs (points, scales), and each point's share."""

    logs: Floats
    weights: Floats
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """Joint draws of what a law expects: expected counts (rows, draws), and a scatter a draw."""

    means: Floats
    scatter: Scatter


def recent(history: Deployments) -> Deployments:
    """The rows that are learned from."""
    return history.take(np.arange(max(0, len(history) - LARGEST_HISTORY), len(history)))


def beliefs_of(law: Law, target: Target) -> tuple[Belief, ...]:
    """The beliefs about the single effects, in the order of `SINGLE`."""
    return (LEVEL, law.within, law.between, law.minutes, target.watchlist, target.threshold)


def problem_of(columns: Features, counts: Floats, law: Law, target: Target) -> tuple[Problem, Prior, Floats]:
    """The rows that can teach, the prior, and the offset of every row.

    Args:
        counts: (learned,) NaN where not known.
    """
    beliefs = beliefs_of(law, target)
    offset = columns.matrix[:, : len(SINGLE)] @ np.array([belief.mean for belief in beliefs])
    teaching = np.flatnonzero(np.isfinite(counts) & columns.usable[: columns.learned])
    known = counts[teaching]
    if len(known):
        usual = np.minimum(known, FAR_OUT * (1.0 + np.median(known)))
        offset = offset + np.log((usual.sum() + 0.5) / np.exp(offset[teaching]).sum())
    prior = prior_of(columns.families, np.array([belief.sd for belief in beliefs]), law.settings)
    return Problem(columns.matrix[teaching], offset[teaching], known), prior, offset


def learn(
    columns: Features, counts: Floats, law: Law, target: Target, number: int, begin: Floats | None = None
) -> tuple[Learned, tuple[Point, ...]]:
    """Scales and effects of a law, given the counts of the rows learned from.

    Args:
        number: points that carry what is uncertain about the scales.
        begin: logs of the scales to search from.
    """
    problem, prior, _ = problem_of(columns, counts, law, target)
    start = prior.begin() if begin is None else begin
    nothing = np.zeros(columns.matrix.shape[1])
    logs, found = most_probable(problem, prior, start, nothing)
    made = points(problem, prior, logs, found, number)
    learned = Learned(
        np.array([point.logs for point in made]), np.array([point.weight for point in made]), prior.names
    )
    return learned, made


def relearn(
    columns: Features, counts: Floats, law: Law, target: Target, learned: Learned
) -> tuple[Point, ...]:
    """The effects given scales learned before, where rows to predict bring places, months and settings of their own."""
    problem, prior, _ = problem_of(columns, counts, law, target)
    made: list[Point] = []
    effects = np.zeros(columns.matrix.shape[1])
    for logs, weight in zip(learned.logs, learned.weights, strict=True):
        found: Gaussian = mode(problem, prior.precision(logs), scatter_of(logs), effects)
        effects = found.mean
        made.append(Point(logs, found, float(weight)))
    return tuple(made)


def shared_out(weights: Floats, draws: int) -> NDArray[np.int64]:
    """(draws,) which point each draw comes from, in proportion to the weights as nearly as whole numbers can."""
    edges = np.cumsum(weights) / np.sum(weights)
    found = np.searchsorted(edges, (np.arange(draws) + 0.5) / draws)
    return np.minimum(found, len(weights) - 1).astype(np.int64)


def effects_drawn(made: tuple[Point, ...], draws: int, stream: np.random.Generator) -> tuple[Floats, Floats]:
    """(columns, draws) effects, and the logs of their scales (draws, scales)."""
    which = shared_out(np.array([point.weight for point in made]), draws)
    width = len(made[0].effects.mean)
    effects = np.empty((width, draws))
    normals = stream.standard_normal((width, draws))
    for number in np.unique(which):
        mine = which == number
        effects[:, mine] = made[number].effects.draw(normals[:, mine])
    return effects, np.array([point.logs for point in made])[which]


def expected(
    columns: Features,
    counts: Floats,
    law: Law,
    target: Target,
    made: tuple[Point, ...],
    draws: int,
    stream: np.random.Generator,
) -> Expected:
    """Expected counts of the rows to predict, jointly."""
    _, _, offset = problem_of(columns, counts, law, target)
    effects, logs = effects_drawn(made, draws, stream)
    new = slice(columns.learned, None)
    means = np.exp(np.clip(offset[new, None] + columns.matrix[new] @ effects, -30.0, 30.0))
    return Expected(means, scatter_of(logs))
