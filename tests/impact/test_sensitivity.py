"""Sensitivity against functions whose indices are known."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.impact import Impact
from simulator.impact.sensitivity import narrowing, resolving, sobol, tipping_points
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
    assert worth["level"]["first"] > 0.95
    assert worth["idle"]["first"] < 0.02
    assert abs(worth["idle"]["narrower"]) < 0.05
    mu = 130.0
    simulated = impact.simulated_values("false_alerts", "all")
    width = float(np.diff(np.quantile(simulated, [0.05, 0.95]))[0])
    assert worth["level"]["narrower"] == pytest.approx(1 - 2 * 1.645 * np.sqrt(mu) / width, abs=0.08)


def test_resolving_needs_draws_enough_to_cut() -> None:
    assert resolving(Impact(run(IDLE.compiled, 1, 50), IDLE.compiled), "false_alerts", "all") == {}


def test_a_tipping_point_is_where_the_limit_is_crossed() -> None:
    found = tipping_points(IDLE.compiled, "false_alerts", "all", 195.0)
    assert found["level"]["values"] == [pytest.approx(1.5, rel=1e-2)]
    assert found["level"]["quantiles"] == [pytest.approx(0.791, abs=0.01)]
    assert found["idle"]["values"] == []
    assert found["idle"]["low"] == found["idle"]["high"] == pytest.approx(130)


def test_narrowing_of_everything_leaves_no_interval_and_of_nothing_leaves_it_whole() -> None:
    compiled = scene()
    values = run(compiled, 1, 2000).years.values
    every = range(len(compiled.unknowns))
    assert narrowing(compiled, values, "wrongly_held", "all", every) == pytest.approx(1.0)
    assert narrowing(compiled, values, "wrongly_held", "all", []) == 0.0
    level = narrowing(compiled, values, "wrongly_held_false_match", "all", [0])
    assert 0.05 < level < 0.9
