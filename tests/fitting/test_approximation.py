"""Laplace's approximation with weighted scales against exact sampling, on a small table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.fitting.counts import table
from simulator.fitting.features import features
from simulator.fitting.laplace import mode
from simulator.fitting.laws import LAWS, TARGETS
from simulator.fitting.learning import Expected, expected, learn, problem_of
from simulator.fitting.scales import scatter_of
from tests.fitting.exact import sample
from tests.fitting.made import made


def forecasts(target: str, seeds: Sequence[int]) -> list[Expected]:
    """Of eight rows from 24 rows of a made table: ours, and by exact sampling with each seed."""
    record = made("faces", 5, rows=40, first=30).table
    history, new = record.take(np.arange(24)), record.take(np.arange(24, 32))
    columns, law, aim = features(history, new), LAWS[0], TARGETS[target]
    counts = history[target]
    problem, prior, offset = problem_of(columns, counts, law, aim)
    rows = slice(columns.learned, None)

    def exact(seed: int) -> Expected:
        effects, logs = sample(problem, prior, steps=3_000, walkers=160, seed=seed)
        return Expected(np.exp(offset[rows, None] + columns.matrix[rows] @ effects.T), scatter_of(logs))

    _, points = learn(columns, counts, law, aim, 64)
    ours = expected(columns, counts, law, aim, points, 4_000, np.random.default_rng(2))
    return [ours, *(exact(seed) for seed in seeds)]


def total_variation(ours: Expected, theirs: Expected) -> NDArray[np.float64]:
    """(rows,) between two forecasts of counts."""
    first, second = table(ours.means, ours.scatter), table(theirs.means, theirs.scatter)
    return np.asarray(np.abs(first - second).sum(axis=1) / 2)


def apart(target: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Total variation a row: ours and exact sampling, and two exact runs among themselves."""
    ours, exact, again = forecasts(target, (1, 2))
    return total_variation(ours, exact), total_variation(exact, again)


@pytest.mark.statistical
@pytest.mark.parametrize("target", ["true_alerts", "false_alerts"])
def test_the_forecast_is_that_of_exact_sampling(target: str) -> None:
    """The total variation measured, and that of two exact runs among themselves, stand in docs/validation.md."""
    ours, exact = forecasts(target, (1,))
    distance = total_variation(ours, exact)
    assert distance.mean() < 0.07
    assert distance.max() < 0.14
    level = np.log(exact.means.mean(axis=0))
    assert abs(np.log(ours.means.mean(axis=0)).mean() - level.mean()) < 0.4 * level.std()
    assert np.log(ours.means.mean(axis=0)).std() == pytest.approx(level.std(), rel=0.4)


def test_newton_finds_the_top_whatever_the_start() -> None:
    record = made("outliers", 3).table.take(np.arange(60))
    columns = features(record)
    problem, prior, _ = problem_of(columns, record["true_alerts"], LAWS[3], TARGETS["true_alerts"])
    precision, scatter = prior.precision(prior.begin()), scatter_of(prior.begin())
    nothing = np.zeros(columns.matrix.shape[1])
    from_nothing = mode(problem, precision, scatter, nothing)
    from_far = mode(problem, precision, scatter, nothing + 0.5)
    assert from_far.mean == pytest.approx(from_nothing.mean, abs=1e-2)
    assert from_far.log_evidence == pytest.approx(from_nothing.log_evidence, abs=1e-3)
