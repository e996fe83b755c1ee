"""Measures by hand on a tiny world, and laws of roll-ups, ratios and the undefined."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.impact import MEASURES, Impact, summarise
from simulator.kernel import run
from simulator.kernel.years import DESCRIBED
from tests.impact.scenes import scene
from tests.kernel.worlds import Stage, World

WORLD = World(sigma=0.3, year_cv=0.1, people=(0.5, 1.0, 0.5, 1.0))


@pytest.fixture(scope="module")
def impact() -> Impact:
    return Impact(run(WORLD.compiled, 1, 4000), WORLD.compiled)


def by_hand(world: World, g: int, kind: int, stage: int) -> float:
    """Expected cases at level 1."""
    reaching = world.alerts[g][kind]
    for t in range(stage):
        reaching *= world.proceeds[kind][t]
    return reaching


def test_expected_measures_are_what_a_pencil_gives() -> None:
    world = World()
    impact = Impact(run(world.compiled, 1, 10), world.compiled)

    def value(measure: str, group: str = "female/black") -> float:
        return float(impact.expected_values(measure, group)[0])

    false, stale, wanted = (by_hand(world, 0, kind, 2) for kind in range(3))
    reference = sum(by_hand(world, 3, kind, 2) for kind in (0, 1))
    assert value("alerts") == pytest.approx(47)
    assert value("false_alerts") == pytest.approx(40)
    assert value("wrongly_held") == pytest.approx(false + stale)
    assert value("wrongly_held_false_match") == pytest.approx(false)
    assert value("wrongly_held_stale_entry") == pytest.approx(stale)
    assert value("wrongful_arrests") == pytest.approx(false * 0.3 + stale * 0.5)
    assert value("wanted_found") == pytest.approx(wanted)
    assert value("per_100k_encounters") == pytest.approx((false + stale) / 1e4 * 1e5)
    assert value("per_100k_residents") == pytest.approx((false + stale) / 5e4 * 1e5)
    assert value("ratio_to_reference") == pytest.approx((false + stale) / 1e4 / (reference / 4e4))
    assert value("ratio_per_resident") == pytest.approx((false + stale) / 5e4 / (reference / 1e5))
    assert value("wrongly_held_per_wanted_found") == pytest.approx((false + stale) / wanted)
    assert value("ppv") == pytest.approx(2 / 47)
    assert value("ppv_held") == pytest.approx(wanted / (false + stale + wanted))
    hours = (false + stale) * 1800 / 3600 + (false * 0.3 + stale * 0.5) * 7200 / 3600
    assert value("hours_held") == pytest.approx(hours)
    assert value("held_from_alert") == pytest.approx(
        sum(
            0.75 * (by_hand(world, 0, k, 1) - by_hand(world, 0, k, 2)) + by_hand(world, 0, k, 2)
            for k in (0, 1)
        )
    )
    assert value("false_match_rate_ratio") == pytest.approx((40 / 1e4) / (20 / 4e4))


def test_roll_ups_add_counts_then_divide(impact: Impact) -> None:
    for values in (impact.simulated_values, impact.expected_values):
        for measure in MEASURES.values():
            if measure.additive:
                parts = values(measure.id, "female/black") + values(measure.id, "female/white")
                np.testing.assert_allclose(values(measure.id, "women"), parts, rtol=1e-5, atol=1e-6)
        rate = 1e5 * values("wrongly_held", "women") / values("encounters", "women")
        np.testing.assert_allclose(values("per_100k_encounters", "women"), rate)


def test_the_reference_is_itself_and_the_best_served_has_no_excess(impact: Impact) -> None:
    for source in (impact.simulated_values, impact.expected_values):
        ratio = source("ratio_to_reference", "male/white")
        assert np.all(ratio[~np.isnan(ratio)] == 1)
    best = impact.compiled.groups[impact.best_served]
    np.testing.assert_allclose(impact.expected_values("excess", best), 0, atol=1e-6)
    np.testing.assert_allclose(np.mean(impact.simulated_values("excess", best)), 0, atol=0.2)


def test_an_unmeasured_group_is_never_the_best_served() -> None:
    compiled = scene()
    impact = Impact(run(compiled, 1, 500), compiled)
    assert not compiled.unmeasured[impact.best_served]


def test_nothing_found_is_undefined_never_zero() -> None:
    world = World(alerts=((0, 0, 0), (5, 0, 0), (0, 0, 5), (5, 5, 5)))
    impact = Impact(run(world.compiled, 1, 300), world.compiled)
    assert np.all(np.isnan(impact.expected_values("ppv", "female/black")))
    assert np.all(np.isinf(impact.expected_values("wrongly_held_per_wanted_found", "female/white")))
    row = impact.estimate(MEASURES["ppv"], "female/black")
    assert (row.defined, row.median, row.audit, row.chance) == (0, None, None, None)
    assert impact.estimate(MEASURES["wrongly_held"], "female/black").median == 0


def test_a_pathway_that_holds_nobody_detains_nobody() -> None:
    world = World(stages=(Stage("review"), Stage("stopped", "prolonged")))
    summary = summarise(run(world.compiled, 1, 300), world.compiled)
    assert summary.values["wrongly_held"]["all"].hi == 0
    assert summary.values["held_from_alert"]["all"].hi
    assert summary.values["ratio_to_reference"]["women"].defined == 0


def test_people_never_outnumber_detentions_and_exposed(impact: Impact) -> None:
    once = impact.expected_values("people_held_once", "all")
    assert np.all(once <= impact.expected_values("wrongly_held", "all") * (1 + 1e-5))
    assert np.all(impact.expected_values("people_held_twice", "all") <= once)
    risk = impact.expected_values("risk_per_person", "female/black")
    np.testing.assert_allclose(
        risk, impact.expected_values("people_held_once", "female/black") / (0.5 * 5e4), rtol=1e-5
    )


def test_without_a_people_block_people_are_undefined() -> None:
    world = World()
    impact = Impact(run(world.compiled, 1, 50), world.compiled)
    assert impact.estimate(MEASURES["people_held_once"], "all").defined == 0


def test_every_measure_has_a_row_for_every_group_and_roll_up() -> None:
    compiled = scene()
    summary = summarise(run(compiled, 1, 300), compiled)
    names = {*compiled.groups, *compiled.rollups}
    for measure, table in summary.values.items():
        assert set(table) == names, measure
        for row in (each.model_dump() for each in table.values()):
            if row["lo"] is not None and row["hi"] is not None:
                assert row["lo"] <= row["q17"] <= row["median"] <= row["q83"] <= row["hi"]
    assert set(summary.values) == set(MEASURES)


def test_the_order_of_groups_changes_no_row() -> None:
    world = WORLD
    order = [3, 2, 1, 0]
    mirrored = world.but(
        groups=tuple(world.groups[i] for i in order),
        alerts=tuple(world.alerts[i] for i in order),
        encounters=tuple(world.encounters[i] for i in order),
        population=tuple(world.population[i] for i in order),
        reference=0,
    )
    one, two = (summarise(run(w.compiled, 2, 500), w.compiled) for w in (world, mirrored))
    for measure, table in one.values.items():
        for group in world.groups:
            assert table[group] == two.values[measure][group], (measure, group)


def test_a_rate_describes_the_system_and_not_one_year() -> None:
    """A group so small that no case is the usual year still has a rate, and a ratio in every draw."""
    tiny = WORLD.but(encounters=(20, 2e4, 1.5e4, 4e4), alerts=((0.08, 0.01, 0.1), *WORLD.alerts[1:]))
    rows = summarise(run(tiny.compiled, 3, 2000), tiny.compiled).values
    held, rate, times = (
        rows[m]["female/black"] for m in ("wrongly_held", "per_100k_encounters", "ratio_to_reference")
    )
    assert held.median == 0
    assert rate.lo is not None
    assert rate.lo > 0
    assert rate.audit == (rate.lo, rate.hi)
    assert rate.chance is None
    assert times.defined == 1.0


def test_beyond_the_draws_described_counts_go_on() -> None:
    world = WORLD.but(without=(0.7, 0.5, 100, 0.1))
    impact = Impact(run(world.compiled, 1, DESCRIBED + 500), world.compiled)
    rows = {measure.id: impact.estimate(measure, "all", chance=False) for measure in MEASURES.values()}
    assert rows["wrongly_held"].n_draws == DESCRIBED + 500
    assert rows["hours_held"].n_draws == rows["excess"].n_draws == DESCRIBED
    assert rows["per_100k_encounters"].n_draws == DESCRIBED, "a rate is an expected one"
    assert all(row.defined for row in rows.values())
