"""The number of replications: Student's t against SciPy, the rule of Hoad, Robinson and Davies by hand."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.clock.cases import Floats
from simulator.clock.estimates.replications import needed, precision_of, t_quantile, until_precise


@pytest.mark.parametrize("df", [1, 2, 3, 4, 5, 19, 30, 99, 100, 101, 250, 5_000])
@pytest.mark.parametrize("p", [0.9, 0.95, 0.975, 0.995])
def test_t_quantiles_equal_scipys(p: float, df: int) -> None:
    from scipy.special import stdtrit

    assert t_quantile(p, df) == pytest.approx(float(stdtrit(df, p)), rel=1e-7)


def test_precision_is_the_half_width_as_a_share_of_the_mean() -> None:
    values = np.array([10.0, 12.0, 11.0, 9.0])
    found = precision_of(values)
    assert np.isinf(found[:2]).all()
    for n in (3, 4):
        part = values[:n]
        expected = t_quantile(0.975, n - 1) * part.std(ddof=1) / np.sqrt(n) / part.mean()
        assert found[n - 1] == pytest.approx(expected)


def test_a_lucky_start_is_not_believed() -> None:
    # the first three agree by luck; the look ahead sees the fourth
    values = np.array([10.0, 10.01, 9.99, 30.0, 5.0, 12.0, 20.0, 7.0, 9.0, 14.0])
    assert precision_of(values)[2] < 0.05
    assert needed(values, 0.05) is None


def test_the_look_ahead_must_be_played_first() -> None:
    steady = np.array([10.0, 10.1, 9.9, 10.0, 10.1, 9.9, 10.0, 10.0])
    assert needed(steady[:7], 0.05) is None
    assert needed(steady, 0.05) == 3


def test_constant_and_zero_values() -> None:
    assert needed(np.full(8, 4.0), 0.01) == 3
    assert needed(np.zeros(8), 0.01) == 3
    assert needed(np.empty(0), 0.01) is None


def test_batches_stop_at_the_target_or_the_cap() -> None:
    values = np.random.default_rng(0).normal(100.0, 20.0, 1_000)
    asked: list[tuple[int, int]] = []

    def play(first: int, count: int) -> Floats:
        asked.append((first, count))
        return np.asarray(values[first : first + count])

    enough = until_precise(play, 0.05, cap=1_000, batch=20)
    assert enough.needed == needed(values, 0.05)
    assert enough.precision <= 0.05
    assert asked[0] == (0, 20)
    assert len(enough.values) == 20 * len(asked) < 1_000
    capped = until_precise(play, 0.0001, cap=50, batch=20)
    assert capped.needed is None
    assert len(capped.values) == 50
