"""The law of counts: its table adds up, its closed forms, and what an odd day does to it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import nbinom

from simulator.fitting.counts import Scatter, average, draw, negative_binomial, power_law, table


def test_the_negative_binomial_is_scipys() -> None:
    counts = np.arange(40.0)
    expected = nbinom.logpmf(counts, 1 / 0.3, 1 / (1 + 0.3 * 7.0))
    assert negative_binomial(counts, np.array(7.0), 0.3) == pytest.approx(expected)


def test_a_table_adds_to_one_and_its_last_cell_is_the_tail() -> None:
    scatter = Scatter(np.array([0.2]), np.array([0.0]))
    cells = table(np.array([[3.0], [200.0]]), scatter)
    assert cells.shape == (2, 81)
    assert cells.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert cells[0, 4] == pytest.approx(nbinom.pmf(4, 5, 1 / 1.6))
    assert cells[1, 80] == pytest.approx(nbinom.sf(79, 5, 1 / 41.0))


def test_a_table_is_the_average_over_draws() -> None:
    scatter = Scatter(np.array([0.2, 1.5]), np.array([0.1, 0.02]))
    both = table(np.array([[3.0, 9.0]]), scatter)
    one = table(np.array([[3.0]]), scatter.take(np.array([0])))
    other = table(np.array([[9.0]]), scatter.take(np.array([1])))
    assert both == pytest.approx((one + other) / 2)


def test_a_count_far_out_is_read_as_an_odd_day() -> None:
    scatter = Scatter(np.array(0.05), np.array(0.02))
    odd = scatter.odd_days(np.array([5.0, 6.0, 90.0]), np.array(6.0))
    assert odd[0] < 0.02
    assert odd[2] > 0.999


def test_an_odd_day_has_a_power_law_tail_that_adds_to_one() -> None:
    chances = np.exp(power_law(np.arange(100_000.0), np.array(7.0)))
    assert chances.sum() == pytest.approx(1.0, abs=1e-6)
    assert chances[63:].sum() == pytest.approx(0.01, abs=1e-6)


def test_the_table_and_the_formula_agree() -> None:
    scatter = Scatter(np.array([0.3]), np.array([0.1]))
    cells = table(np.array([[6.0]]), scatter)[0]
    assert np.log(cells[:80]) == pytest.approx(scatter.log_probability(np.arange(80.0), np.array(6.0)))


@pytest.mark.statistical
def test_draws_have_the_mean_and_the_zeros() -> None:
    n = 400_000
    counts = draw(np.full((1, n), 4.0), Scatter(np.full(n, 0.3), np.full(n, 0.1)), np.random.default_rng(1))
    mean = average(np.full((1, 1), 4.0), Scatter(np.array([0.3]), np.array([0.1])))[0]
    assert mean == pytest.approx(0.9 * 4 + 0.1 * sum((1 + k / 5) ** -2 for k in range(1, 200_000)), rel=1e-3)
    assert counts.mean() == pytest.approx(mean, rel=0.02)
    zeros = 0.9 * (1 + 1.2) ** (-1 / 0.3) + 0.1 * (1 - (1 + 1 / 5) ** -2)
    assert (counts == 0).mean() == pytest.approx(zeros, abs=0.004)
