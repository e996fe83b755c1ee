"""Sensitivity against functions whose indices are known."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import sobol_indices

from simulator.impact import Impact
from simulator.impact.drivers.sobol import indices, sobol
from simulator.impact.drivers.tipping import tipping_points
from simulator.impact.drivers.worth import narrowing, resolving
from simulator.impact.summary import expected_at
from simulator.kernel import run
from simulator.model.laws import LogNormal
from tests.impact.scenes import scene
from tests.kernel.worlds import Unknown, World

IDLE = World(sigma=0.5, extra=(Unknown("idle", LogNormal(0.0, 1.0)),))


def test_a_product_of_log_normals_splits_by_their_variances() -> None:
    compiled = scene()
    indices = {index.identity: index for index in sobol(compiled, "false_alerts", "male/white", 1, base=512)}
    growth, transfer = indices["scene:matcher.growth"], indices["scene:matcher.transfer"]
    assert indices["scene:mated.stale"].total < 0.01
    assert transfer.total > 0.1
    assert growth.total > 0.1
    for index in indices.values():
        assert index.first_interval[0] <= index.first <= index.first_interval[1]
        assert index.total_interval[0] <= index.total <= index.total_interval[1]
        assert index.first < index.total + 0.1
    assert sum(index.first for index in indices.values()) == pytest.approx(1, abs=0.1)


def ishigami(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ishigami & Homma's function of three uniform unknowns on (−π, π), rows of x."""
    angles = np.pi * (2 * x - 1)
    return np.asarray(
        np.sin(angles[0]) + 7 * np.sin(angles[1]) ** 2 + 0.1 * angles[2] ** 4 * np.sin(angles[0])
    )


def test_indices_are_those_of_scipy_on_the_same_evaluations() -> None:
    """The total to the last digits; of the first order SciPy takes the mean of A and B away, and we that of B."""
    rng, n = np.random.default_rng(1), 2048
    a, b = rng.random((3, n)), rng.random((3, n))
    mixed = np.stack([ishigami(np.where(np.arange(3)[:, None] == i, b, a)) for i in range(3)])
    first, total = indices(ishigami(a), ishigami(b), mixed)
    given = {"f_A": ishigami(a)[None], "f_B": ishigami(b)[None], "f_AB": mixed[:, None]}
    wanted = sobol_indices(func=given, n=n)
    np.testing.assert_allclose(total, wanted.total_order, rtol=1e-10)
    np.testing.assert_allclose(first, wanted.first_order, atol=0.01)


def test_every_index_of_a_scenario_is_scipys_of_the_same_laws() -> None:
    compiled = scene()

    def measure(x: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.log(expected_at(compiled, x, "false_alerts", "women"))

    wanted = sobol_indices(
        func=measure,
        n=1024,
        dists=[unknown.law for unknown in compiled.unknowns],
        rng=np.random.default_rng(2),
    )
    found = {index.identity: index for index in sobol(compiled, "false_alerts", "women", 1, base=1024)}
    ours = [found[unknown.identity] for unknown in compiled.unknowns]
    np.testing.assert_allclose([index.first for index in ours], wanted.first_order, atol=0.03)
    np.testing.assert_allclose([index.total for index in ours], wanted.total_order, atol=0.03)


def test_an_unknown_that_does_nothing_has_no_index() -> None:
    level, idle = sobol(IDLE.compiled, "false_alerts", "all", 1, base=256)
    assert (level.identity, idle.identity) == ("level", "idle")
    assert level.first == pytest.approx(1, abs=0.1)
    assert level.total == pytest.approx(1, abs=0.05)
    assert idle.total == 0


def test_nothing_unknown_gives_nothing_to_say() -> None:
    assert sobol(World().compiled, "false_alerts", "all", 1) == []


def test_the_same_seed_gives_the_same_indices() -> None:
    assert sobol(IDLE.compiled, "alerts", "all", 3, base=64) == sobol(
        IDLE.compiled, "alerts", "all", 3, base=64
    )


def test_resolving_the_only_unknown_leaves_chance() -> None:
    impact = Impact(run(IDLE.compiled, 1, 20_000), IDLE.compiled)
    worth = resolving(impact, "false_alerts", "all")
    assert worth["level"].first > 0.95
    assert worth["idle"].first < 0.02
    assert abs(worth["idle"].narrower) < 0.05
    mu = 130.0
    simulated = impact.simulated_values("false_alerts", "all")
    width = float(np.diff(np.quantile(simulated, [0.05, 0.95]))[0])
    assert worth["level"].narrower == pytest.approx(1 - 2 * 1.645 * np.sqrt(mu) / width, abs=0.08)


def test_resolving_needs_draws_enough_to_cut() -> None:
    assert resolving(Impact(run(IDLE.compiled, 1, 50), IDLE.compiled), "false_alerts", "all") == {}


def test_a_tipping_point_is_where_the_limit_is_crossed() -> None:
    found = tipping_points(IDLE.compiled, "false_alerts", "all", 195.0)
    assert found["level"].values == pytest.approx((1.5,), rel=1e-2)
    assert found["level"].quantiles == pytest.approx((0.791,), abs=0.01)
    assert found["idle"].values == ()
    assert found["idle"].low == found["idle"].high == pytest.approx(130)


def test_narrowing_of_everything_leaves_no_interval_and_of_nothing_leaves_it_whole() -> None:
    compiled = scene()
    values = run(compiled, 1, 2000).years.values
    every = range(len(compiled.unknowns))
    assert narrowing(compiled, values, "wrongly_held", "all", every) == pytest.approx(1.0)
    assert narrowing(compiled, values, "wrongly_held", "all", []) == 0.0
    level = narrowing(compiled, values, "wrongly_held_false_match", "all", [0])
    assert 0.05 < level < 0.9
