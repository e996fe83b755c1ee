"""Draws chosen by how crowded they are, and weighted back."""

from __future__ import annotations

import itertools
from math import inf

import numpy as np
import pytest

from simulator.clock.cases import Floats
from simulator.clock.estimates.figures import figures, weighted, with_queues
from simulator.clock.estimates.strata import LEAST, SHARES, Sample, allocation, by_load
from simulator.quantiles import quantiles, weighted_quantiles

DRAWS = 1000


def test_strata_are_the_draws_in_order_of_load() -> None:
    load = np.random.default_rng(1).random(DRAWS)
    strata = by_load(load)
    assert [len(stratum) for stratum in strata] == [500, 300, 150, 50]
    assert sorted(np.concatenate(strata)) == list(range(DRAWS))
    assert all(load[a].max() <= load[b].min() for a, b in itertools.pairwise(strata))
    assert all(np.all(np.diff(stratum) > 0) for stratum in strata), "each in the order of the draws"
    assert [len(stratum) for stratum in by_load(np.zeros(7))] == [7]


def test_allocation_is_in_proportion_to_share_times_spread_and_leaves_nobody_out() -> None:
    """Neyman: of 24 beyond 4 each, by 0.05 × 90 : 0.15 × 10 = 3 : 1."""
    share, room = np.array(SHARES), np.array([500, 300, 150, 50])
    assert allocation(np.array([0.0, 0.0, 10.0, 90.0]), share, 40, room).tolist() == [4, 4, 10, 22]
    assert allocation(np.zeros(4), share, 24, room).tolist() == [8, 6, 5, 5]
    assert allocation(np.array([0.0, 0.0, 0.0, 1.0]), share, 100, room).tolist() == [42, 4, 4, 50]
    for total in (16, 17, 23, 40, 1000):
        found = allocation(np.array([1.0, 2.0, 3.0, 50.0]), share, total, room)
        assert found.sum() == total
        assert found.min() >= LEAST


def test_weights_and_what_they_are_worth() -> None:
    sample = Sample(np.array([0, 0, 1]), np.array([0.8, 0.2]))
    assert sample.weight.tolist() == pytest.approx([0.4, 0.4, 0.2])
    assert sample.effective == pytest.approx(1 / (2 * 0.16 + 0.04))
    assert Sample.equal(9).effective == pytest.approx(9)


def test_the_error_is_of_strata_by_hand() -> None:
    sample = Sample(np.array([0, 0, 1, 1, 1]), np.array([0.7, 0.3]))
    values = np.array([[1.0, 3.0, 10.0, 20.0, 30.0], [1.0, np.nan, 5.0, 5.0, 5.0]])
    found = sample.error(values)
    assert found[0] == pytest.approx(np.sqrt(0.49 * 2 / 2 + 0.09 * 100 / 3))
    assert np.isnan(found[1]), "one value of a stratum tells nothing of its spread"


def test_weighted_quantiles_are_those_of_values_repeated() -> None:
    rng = np.random.default_rng(2)
    values, times = rng.random((3, 12)), rng.integers(1, 6, 12)
    np.testing.assert_allclose(
        weighted_quantiles(values, times / times.sum()), quantiles(np.repeat(values, times, axis=1))
    )
    values[0, 3] = np.nan
    known = ~np.isnan(values[0])
    np.testing.assert_allclose(
        weighted_quantiles(values, times / times.sum())[:, 0],
        quantiles(np.repeat(values[0, known], times[known])),
    )
    assert np.isnan(weighted_quantiles(np.full((1, 3), np.nan), np.ones(3))).all()


def crowded(rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Loads of all draws, times without queues, and what queues add: most of it in the most crowded draws."""
    load = rng.lognormal(0.0, 1.0, DRAWS)
    would = 400.0 * rng.lognormal(0.0, 0.2, DRAWS)
    return load, would, would + 20.0 * np.maximum(load - 3.0, 0.0) ** 2 * rng.random(DRAWS)


@pytest.mark.statistical
def test_the_mean_is_right_on_average_and_its_interval_covers_it() -> None:
    """Two hundred samplings of one set of draws: no bias, and the 95 % interval holds the mean of all draws in 9 of 10 or more."""
    rng = np.random.default_rng(3)
    load, would, did = crowded(rng)
    strata = by_load(load)
    share = np.array([len(stratum) / DRAWS for stratum in strata])
    many = allocation(np.array([0.0, 1.0, 5.0, 60.0]), share, 40, np.array([500, 300, 150, 50]))
    errors, covered = [], 0
    for _ in range(200):
        draws = np.concatenate(
            [rng.choice(stratum, n, replace=False) for stratum, n in zip(strata, many, strict=True)]
        )
        sample = Sample(np.repeat(np.arange(len(strata)), many), share)
        few = rng.choice(DRAWS, 100, replace=False)
        alone = figures(would[None, few], few.astype(np.int32))
        (found,) = with_queues(alone, did[None, draws], would[None, draws], sample, inf)
        errors.append(found.mean - did.mean())
        covered += abs(errors[-1]) <= found.half_width
    assert abs(np.mean(errors)) < 4.5 * np.std(errors) / np.sqrt(200)
    assert covered >= 180
    plain = [rng.choice(did, 40, replace=False).mean() - did.mean() for _ in range(200)]
    assert np.std(errors) < 0.75 * np.std(plain), "forty draws taken as they come know it worse"


def test_nothing_is_out_of_order_or_impossible() -> None:
    """A difference of quantiles may pass an end; a share stays within 0 and 1, and its middle within its ends."""
    sample = Sample.equal(4)
    alone = figures(np.array([[0.9, 0.95, 1.0, 0.9]]), np.arange(4, dtype=np.int32))
    (found,) = with_queues(alone, np.ones((1, 4)), np.full((1, 4), 0.5), sample, 1.0)
    assert (found.median, found.mean, found.hi) == (1.0, 1.0, 1.0)
    assert 0.0 <= found.lo <= found.median
    (less,) = with_queues(alone, np.zeros((1, 4)), np.ones((1, 4)), sample, 1.0)
    assert (less.lo, less.median, less.hi) == (0.0, 0.0, 0.0)


def test_a_quantity_undefined_in_all_draws_stays_undefined() -> None:
    (found,) = weighted(np.full((1, 4), np.nan), Sample.equal(4))
    assert found.replications == 0
    assert np.isnan(found.mean)
    assert np.isnan(found.median)
