"""The kernel's counts against closed forms: means, variances, covariances and tails."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.kernel import Draws, run
from simulator.kernel.people import clustering
from tests.kernel.chance import assert_mean, assert_share, assert_variance
from tests.kernel.worlds import World

pytestmark = pytest.mark.statistical

N = 60_000
PLAIN = World()


@pytest.fixture(scope="module")
def plain() -> Draws:
    return run(PLAIN.compiled, 11, N)


def expected(world: World) -> NDArray[np.float64]:
    """(groups, kinds, stages) in closed form, written out here again."""
    result = np.zeros((len(world.groups), 3, len(world.stages)))
    for g, row in enumerate(world.alerts):
        for k, alerts in enumerate(row):
            reaching = alerts
            for t in range(len(world.stages)):
                result[g, k, t] = reaching
                reaching *= world.proceeds[k][t]
    return result


def test_counts_are_poisson(plain: Draws) -> None:
    mean = expected(PLAIN)
    for index in np.ndindex(mean.shape):
        sample, mu = plain.counts.column(index).astype(float), float(mean[index])
        assert_mean(sample, mu, mu)
        assert_variance(sample, mu)


def test_tails_are_poisson(plain: Draws) -> None:
    from scipy.stats import poisson

    mean = expected(PLAIN)
    for index in np.ndindex(mean.shape):
        sample = plain.counts.column(index)
        for q in (0.01, 0.5, 0.99, 0.9999):
            limit = int(poisson.ppf(q, mean[index]))
            assert_share(int(np.sum(sample > limit)), N, float(poisson.sf(limit, mean[index])))


def test_a_stage_covaries_with_the_next_as_thinning_says(plain: Draws) -> None:
    mean = expected(PLAIN)
    for g, k, t in np.ndindex(4, 3, 3):
        here, after = (plain.counts.column((g, k, s)).astype(float) for s in (t, t + 1))
        product = (here - mean[g, k, t]) * (after - mean[g, k, t + 1])
        assert_mean(product, mean[g, k, t + 1], float(np.var(product)))


def test_groups_and_kinds_are_independent(plain: Draws) -> None:
    a, b = (plain.counts.column(index).astype(float) for index in ((0, 0, 0), (1, 0, 0)))
    c = plain.counts.column((0, 1, 0)).astype(float)
    for x, y in ((a, b), (a, c)):
        product = (x - x.mean()) * (y - y.mean())
        assert_mean(product, 0.0, float(np.var(product)))


def test_expected_counts_are_the_closed_form(plain: Draws) -> None:
    np.testing.assert_allclose(plain.expected[0], expected(PLAIN), rtol=1e-6)


def test_people_held_from_the_alert_are_those_kept_long_enough_or_held(plain: Draws) -> None:
    mean = expected(PLAIN)
    for g, k in np.ndindex(4, 3):
        wanted = (mean[g, k, 1] - mean[g, k, 2]) * (1 - PLAIN.short) + mean[g, k, 2]
        sample = plain.counts.column((g, k, 4)).astype(float)
        assert_mean(sample, wanted, wanted)
        assert_variance(sample, wanted)
        np.testing.assert_allclose(
            plain.years.alerts[g, k, 0] * plain.years.share(g, k, 4)[0], wanted, rtol=1e-6
        )


def test_held_from_the_alert_lies_between_reaching_and_being_held(plain: Draws) -> None:
    events = plain.counts.array()
    assert np.all(events[..., 4] <= events[..., 1])
    assert np.all(events[..., 4] >= events[..., 2])


def test_nobody_appears_on_the_way(plain: Draws) -> None:
    assert np.all(np.diff(plain.events.astype(int), axis=-1) <= 0)


def test_a_varying_year_adds_its_variance_to_every_count() -> None:
    from scipy.stats import nbinom

    world = PLAIN.but(year_cv=0.3)
    draws = run(world.compiled, 12, N)
    mean = expected(world)
    for index in ((0, 0, 0), (2, 0, 2), (3, 1, 0)):
        sample, mu = draws.counts.column(index).astype(float), mean[index]
        assert_mean(sample, mu, mu + (0.3 * mu) ** 2)
        assert_variance(sample, mu + (0.3 * mu) ** 2)
        shape = 1 / 0.3**2
        limit = int(nbinom.ppf(0.99, shape, shape / (shape + mu)))
        assert_share(int(np.sum(sample > limit)), N, float(nbinom.sf(limit, shape, shape / (shape + mu))))


def test_five_years_vary_less_than_one_and_half_a_year_as_much() -> None:
    for years, share in ((5.0, 1 / 5), (0.5, 1.0), (1.5, (1 + 0.25) / 2.25)):
        world = PLAIN.but(year_cv=0.3, horizon_years=years)
        multiplier = run(world.compiled, 14, N).years.year.astype(float)
        assert_mean(multiplier, 1.0, 0.09 * share)
        assert_variance(multiplier, 0.09 * share)


def test_varying_sites_add_the_sum_of_their_squared_shares() -> None:
    world = PLAIN.but(site_cv=0.5, sites=("a", "b", "c"))
    draws = run(world.compiled, 13, N)
    mu = expected(world)[2, 0, 0]
    sample = draws.counts.column((2, 0, 0)).astype(float)
    assert_mean(sample, mu, mu + (0.5 * mu) ** 2 / 3)
    assert_variance(sample, mu + (0.5 * mu) ** 2 / 3)


def test_lookalikes_make_false_alerts_negative_binomial() -> None:
    people = (0.01, 1.0, 0.5, 2.0)
    world = PLAIN.but(people=people)
    draws = run(world.compiled, 14, N)
    share, cv, repeat, frailty = people
    for g in range(4):
        mu = world.alerts[g][0]
        per_search = np.array(mu / world.encounters[g])
        kappa = float(clustering(np.array(frailty), np.array(repeat), per_search, np.array(cv)))
        variance = mu + mu**2 * kappa / (share * world.population[g])
        sample = draws.counts.column((g, 0, 0)).astype(float)
        assert_mean(sample, mu, variance)
        assert_variance(sample, variance)
        assert_variance(draws.counts.column((g, 1, 0)).astype(float), world.alerts[g][1])


def test_an_uncertain_level_mixes_the_counts() -> None:
    world = PLAIN.but(sigma=0.3)
    draws = run(world.compiled, 15, N)
    growth = np.exp(0.3**2 / 2)
    for g in range(4):
        mu = world.alerts[g][0] * growth
        spread = mu**2 * (np.exp(0.3**2) - 1)
        assert_mean(draws.counts.column((g, 0, 0)).astype(float), mu, mu + spread)
        assert_variance(draws.counts.column((g, 0, 0)).astype(float), mu + spread)


def test_sites_add_up_and_have_the_law_of_the_whole() -> None:
    world = PLAIN.but(sites=("a", "b"), site_cv=0.2)
    draws = run(world.compiled, 16, 20_000, by_site=True)
    assert draws.site_counts is not None
    sites = draws.site_counts.array()
    assert np.array_equal(sites.sum(axis=1), draws.counts.array())
    mu = expected(world)[0, 0, 0]
    assert_variance(draws.counts.column((0, 0, 0)).astype(float), mu + (0.2 * mu) ** 2 / 2)
    assert_variance(sites[:, 0, 0, 0, 0].astype(float), mu / 2 + (0.2 * mu / 2) ** 2)


def test_zero_rates_give_zero_people_and_no_error() -> None:
    world = PLAIN.but(alerts=tuple((0.0, 0.0, 0.0) for _ in range(4)), people=(0.5, 1.0, 0.5, 1.0))
    assert run(world.compiled, 1, 100).counts.array().sum() == 0
