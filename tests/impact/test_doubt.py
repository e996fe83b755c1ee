"""Chance, the unknowns, and how far the draws can be trusted."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.impact import MEASURES, Impact, doubt, summarise
from simulator.kernel import run, stream
from simulator.kernel.streams import CHUNK
from tests.kernel.chance import assert_mean, assert_share, assert_variance
from tests.kernel.worlds import World


def test_with_everything_known_only_chance_remains() -> None:
    from scipy.stats import poisson

    world = World()
    impact = Impact(run(world.compiled, 3, 20_000), world.compiled)
    row = impact.estimate(MEASURES["wrongly_held"], "all").model_dump()
    mean = float(impact.expected_values("wrongly_held", "all")[0])
    assert row["audit"] == (pytest.approx(mean), pytest.approx(mean))
    exact = [poisson.ppf(p, mean) for p in (0.05, 0.95)]
    assert [row["lo"], row["hi"]] == exact
    assert row["chance"] == tuple(pytest.approx(e, abs=1) for e in exact)


def test_with_no_chance_to_speak_of_the_audit_interval_is_the_total() -> None:
    world = World(sigma=0.5, alerts=((4e6, 0, 0),) * 4, encounters=(1e8,) * 4)
    impact = Impact(run(world.compiled, 3, 20_000), world.compiled)
    row = impact.estimate(MEASURES["wrongly_held"], "all").model_dump()
    assert row["audit"] == pytest.approx((row["lo"], row["hi"]), rel=0.01)
    width = row["chance"][1] - row["chance"][0]
    assert width < 0.01 * (row["hi"] - row["lo"])
    assert row["chance_to_audit"] < 1e-4


def test_the_total_is_never_narrower_than_either_doubt() -> None:
    world = World(sigma=0.4, year_cv=0.2, people=(0.2, 1.0, 0.5, 1.0))
    table = summarise(run(world.compiled, 3, 20_000), world.compiled).values["wrongly_held"]
    for row in (each.model_dump() for each in table.values()):
        width = row["hi"] - row["lo"]
        assert width >= 0.95 * (row["audit"][1] - row["audit"][0])
        assert width >= 0.95 * (row["chance"][1] - row["chance"][0])


def test_variances_add_up() -> None:
    world = World(sigma=0.4)
    impact = Impact(run(world.compiled, 3, 50_000), world.compiled)
    simulated = impact.simulated_values("wrongly_held", "all")
    expected = impact.expected_values("wrongly_held", "all")
    ratio = doubt.variance_ratio(simulated, expected)
    assert ratio == pytest.approx(np.mean(expected) / np.var(expected), rel=0.05)
    assert np.var(simulated) == pytest.approx(np.var(expected) * (1 + ratio), rel=0.05)


@pytest.mark.statistical
def test_a_repeated_year_has_the_law_of_the_kernels_split() -> None:
    world = World(year_cv=0.2)
    draws = run(world.compiled, 3, 100)
    years = doubt.repeated_multipliers(world.compiled, 3)
    counts: dict[int, list[NDArray[np.float64]]] = {0: [], 2: [], 3: []}
    for i in range(20):
        source = doubt.Repeated(draws, 0, years, stream(3, f"test/{i}", 0), (0,))
        for stage in (0, 2, 3):
            counts[stage].append(source.cases((0, 1), 0, stage))
    for stage, found in counts.items():
        mu = 50 * float(np.prod(world.proceeds[0][:stage]))
        spread = float(np.var(years))
        assert_mean(np.concatenate(found), mu * float(np.mean(years)), mu)
        assert_variance(np.concatenate(found), mu * float(np.mean(years)) + mu**2 * spread)


def test_a_roll_up_contains_the_group_it_is_compared_with() -> None:
    world = World()
    draws = run(world.compiled, 3, 10)
    source = doubt.Repeated(draws, 0, np.ones(doubt.YEARS), stream(3, "test", 0), (3,))
    everybody, reference = source.cases((0, 1, 2, 3), 0, 0), source.cases((3,), 0, 0)
    assert np.all(everybody >= reference)


def test_a_stage_asked_for_too_late_is_refused() -> None:
    world = World()
    source = doubt.Repeated(run(world.compiled, 3, 10), 0, np.ones(doubt.YEARS), stream(3, "test", 0), ())
    source.cases((0,), 0, 2)
    with pytest.raises(ValueError, match="stage 1 asked for after stage 2"):
        source.cases((0,), 0, 1)


def test_the_median_draw_is_one_of_the_draws() -> None:
    values = np.array([5.0, np.nan, 1.0, np.inf, 3.0])
    in_order = doubt.ordered(values)
    assert in_order.tolist() == [1, 3, 5, np.inf]
    assert values[doubt.median_draw(values, in_order)] == 3.0
    nothing = np.full(3, np.nan)
    assert doubt.median_draw(nothing, doubt.ordered(nothing)) == 0


@pytest.mark.statistical
def test_monte_carlo_intervals_cover_the_true_quantile() -> None:
    from scipy.stats import norm

    rng = np.random.default_rng(5)
    for p in (0.05, 0.5, 0.95):
        truth, hits = float(norm.ppf(p)), 0
        for _ in range(400):
            lo, hi = doubt.monte_carlo_interval(np.sort(rng.standard_normal(1000)), p)
            hits += lo <= truth <= hi
        assert_share(hits, 400, 0.955)


def test_too_few_draws_are_said_so() -> None:
    world = World(sigma=1.0)
    assert "too few" in summarise(run(world.compiled, 3, 60), world.compiled).warnings[0]
    assert summarise(run(world.compiled, 3, 20_000), world.compiled).warnings == ()


def test_what_people_met_again_make_is_the_same_a_chunk_of_draws_at_a_time() -> None:
    """In a world in which some draws of a group have few people affected and others many."""
    world = World(sigma=1.0, people=(0.2, 1.0, 0.5, 1.0))
    draws = run(world.compiled, 3, 10_000, only=frozenset())
    assert draws.described > CHUNK
    found, whole = doubt.MetAgain.of(draws), doubt.resemblance(draws)
    np.testing.assert_array_equal(found.variance, whole.variance())
    np.testing.assert_array_equal(found.few, whole.few(whole.variance()))
    assert (found.few.mean(axis=1) > 0.1).all()
    assert (found.few.mean(axis=1) < 0.9).all()
