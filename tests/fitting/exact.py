"""Exact sampling of a law's posterior, to hold the approximation to: an ensemble of walkers (Goodman & Weare 2010).

Slow and for small tables only. Nothing of Newton's method, expectation-maximisation or weighted points is used.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.fitting.laplace import Problem
from simulator.fitting.scales import Prior, scatter_of

Floats = NDArray[np.float64]


def sample(problem: Problem, prior: Prior, steps: int, walkers: int, seed: int) -> tuple[Floats, Floats]:
    """Draws of the effects (draws, columns) and of the logs of the scales (draws, scales), the first half left out."""
    chance = np.random.default_rng(seed)
    begin = prior.begin()
    width = problem.matrix.shape[1]
    dimensions = width + len(begin)
    positions = np.concatenate(
        [
            0.1 * chance.standard_normal((walkers, width)),
            begin + 0.2 * chance.standard_normal((walkers, len(begin))),
        ],
        axis=1,
    )
    heights = _heights(problem, prior, positions)
    kept = []
    half = walkers // 2
    for step in range(steps):
        for mine, others in ((slice(0, half), slice(half, None)), (slice(half, None), slice(0, half))):
            stretch = ((np.sqrt(2.0) - np.sqrt(0.5)) * chance.random(half) + np.sqrt(0.5)) ** 2
            toward = positions[others][chance.integers(half, size=half)]
            there = toward + stretch[:, None] * (positions[mine] - toward)
            found = _heights(problem, prior, there)
            taken = np.log(chance.random(half)) < (dimensions - 1) * np.log(stretch) + found - heights[mine]
            positions[mine] = np.where(taken[:, None], there, positions[mine])
            heights[mine] = np.where(taken, found, heights[mine])
        if step >= steps // 2 and step % 10 == 0:
            kept.append(positions.copy())
    draws = np.concatenate(kept)
    return draws[:, :width], draws[:, width:]


def _heights(problem: Problem, prior: Prior, positions: Floats) -> Floats:
    """(walkers,) log posterior of effects and scales together."""
    width = problem.matrix.shape[1]
    effects, logs = positions[:, :width], positions[:, width:]
    means = np.exp(np.clip(problem.offset + effects @ problem.matrix.T, -30, 30))
    scatter = scatter_of(logs)
    columns = type(scatter)(scatter.dispersion[:, None], scatter.odd[:, None])
    heights = columns.log_probability(problem.counts, means).sum(axis=1)
    heights -= 0.5 * ((effects[:, : len(prior.single_sd)] / prior.single_sd) ** 2).sum(axis=1)
    for number, family in enumerate(prior.families):
        inside = effects[:, family.columns]
        moment = np.einsum("wi,ij,wj->w", inside, family.precision, inside)
        heights -= 0.5 * moment * np.exp(-2 * logs[:, number]) + inside.shape[1] * logs[:, number]
    allowed = (logs[:, -1] < np.log(0.9)) & (np.abs(logs) < 12).all(axis=1)
    heights += [prior.log_density(each) if ok else -np.inf for each, ok in zip(logs, allowed, strict=True)]
    return np.asarray(heights)
