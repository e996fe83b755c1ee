"""The law of counts: its table adds up, its closed forms, and what an odd day does to it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import nbinom

from simulator.fitting.counts import EXTRA, ODD, Scatter, average, draw, negative_binomial, table


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


@pytest.mark.statistical
def test_draws_have_the_mean_and_the_odd_days() -> None:
    scatter = Scatter(np.full(200_000, 0.3), np.full(200_000, 0.1))
    counts = draw(np.full((1, 200_000), 4.0), scatter, np.random.default_rng(1))
    assert average(np.full((1, 1), 4.0), Scatter(np.array([0.3]), np.array([0.1])))[0] == pytest.approx(
        4 + 0.1 * EXTRA
    )
    assert counts.mean() == pytest.approx(4 + 0.1 * EXTRA, abs=6 * counts.std() / np.sqrt(200_000))
    zeros = 0.9 * (1 + 1.2) ** (-1 / 0.3) + 0.1 * (1 + ODD * 5.0) ** (-1 / ODD)
    assert (counts == 0).mean() == pytest.approx(zeros, abs=0.006)
