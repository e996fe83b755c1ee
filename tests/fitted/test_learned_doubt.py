"""What drives an answer that rests on a fit: the fit as a whole, its parameters along its rows, and what would tip it."""

from __future__ import annotations

from math import log
from pathlib import Path

import numpy as np
import pytest

from simulator.impact import Impact
from simulator.impact.drivers.sobol import sobol
from simulator.impact.drivers.tipping import tipping_points
from simulator.impact.drivers.worth import members, narrowing, resolving, rows_alone
from simulator.impact.limits import Horizons, Rule, safe_points
from simulator.impact.safe_point import Limit, false_match_level, safe_point
from simulator.impact.threshold_point import at_threshold, threshold_point
from simulator.kernel import run
from simulator.model.compile import compile_scenario
from simulator.model.compiled import Compiled
from simulator.reports.language.levers import moved
from simulator.scenario import inputs
from simulator.study.board.remedies import as_stored
from simulator.study.sensitivity import describe, inputs_by_name
from tests.fitted.folder import WATCHLIST, Floats, columns, fit_folder, learned
from tests.fitted.test_learned_draws import compiled
from tests.fitted.test_learned_scenarios import gate

FIT, PLACE = "fit/made", "fit/made/new-setting/here/false_alerts"
MANY = {"by_group": {"default": {"value": 1e9, "assumed": "made up"}}}
MEASURE = ("false_alerts", "all")


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    return compiled(tmp_path_factory.mktemp("gate"), encounters=MANY, population=MANY)


@pytest.fixture(scope="module")
def impact(scenario: Compiled) -> Impact:
    return Impact(run(scenario, 1, 20_000), scenario)


def log_row() -> Floats:
    """(rows,) log of the expected false alerts, but for a constant: level[j] (10 / N₀)^growth[j]."""
    made = columns()
    return np.asarray(np.log(made["false_rate"]) + made["false_watchlist"] * log(10 / WATCHLIST))


def variances() -> tuple[float, float, float]:
    """Of the row's own part, of all, and of what the new place has by itself: σ[j] z has mean 0 in every row."""
    sigma = columns()["false_setting"]
    own = float(log_row().var())
    return own, own + float((sigma**2).mean()), float(sigma.mean() ** 2)


def test_the_block_is_swapped_whole_and_has_the_closed_forms_indices(scenario: Compiled) -> None:
    own, whole, place = variances()
    found = {index.identity: index for index in sobol(scenario, *MEASURE, 1, base=2048)}
    assert found[FIT].first == pytest.approx(own / whole, abs=0.04)
    assert found[FIT].total == pytest.approx(1 - place / whole, abs=0.04)
    assert found[PLACE].first == pytest.approx(place / whole, abs=0.04)
    assert found["fit/made/new-setting/here/true_alerts"].total == pytest.approx(0, abs=0.01)


def test_what_knowing_the_row_is_worth_comes_from_the_draws_at_hand(impact: Impact) -> None:
    own, whole, place = variances()
    found = resolving(impact, *MEASURE)
    assert found[FIT].first == pytest.approx(own / whole, abs=0.03)
    assert found[PLACE].first == pytest.approx(place / whole, abs=0.03)
    assert found[FIT].narrower > found[PLACE].narrower > 0.1


def test_members_are_shares_of_the_whole_that_overlap(impact: Impact) -> None:
    _, whole, _ = variances()
    found, made = members(impact, *MEASURE), columns()
    assert set(found) == {FIT}
    for name, values in (
        ("false_rate", np.log(made["false_rate"])),
        ("false_watchlist", made["false_watchlist"]),
    ):
        explained = np.corrcoef(values, log_row())[0, 1] ** 2 * log_row().var() / whole
        assert found[FIT][name] == pytest.approx(explained, abs=0.05), name
    own = resolving(impact, *MEASURE)[FIT].first
    assert found[FIT]["false_rate"] + found[FIT]["false_watchlist"] > own + 0.1
    assert found[FIT]["true_rate"] < 0.02


def test_chance_and_narrowing_hold_a_row_that_there_is(scenario: Compiled, impact: Impact) -> None:
    names = [unknown.identity for unknown in scenario.unknowns]
    middle = scenario.medians()[:, 0]
    assert middle[names.index(FIT)] == int(middle[names.index(FIT)])
    assert middle[names.index(PLACE)] == 0.0
    values = impact.draws.years.values[:, :4_000]
    both = narrowing(scenario, values, *MEASURE, known=[names.index(FIT), names.index(PLACE)])
    alone = narrowing(scenario, values, *MEASURE, known=[names.index(FIT)])
    assert both > 0.95
    assert 0.2 < alone < both


def test_a_fit_tips_by_its_rows_and_a_parameter_with_what_it_was_learned_with(scenario: Compiled) -> None:
    row = [unknown.identity for unknown in scenario.unknowns].index(FIT)
    at = rows_alone(scenario, row, *MEASURE)
    limit = float(np.quantile(at, 0.3))
    found = tipping_points(scenario, *MEASURE, limit)
    assert found[FIT].quantiles == pytest.approx((0.3,), abs=0.001)
    assert found[FIT].values == ()
    (level,) = found[f"{FIT}/false_rate"].values
    made = columns()
    alike = np.argsort(np.abs(np.log(made["false_rate"] / level)))[:200]
    assert float(at[alike].mean()) == pytest.approx(limit, rel=0.1)
    assert found[PLACE].values


def test_a_fit_is_named_as_what_it_is(scenario: Compiled) -> None:
    labels = {unknown.identity: describe(unknown, {}).label for unknown in scenario.unknowns}
    assert labels[FIT] == "what the fit made taught"
    assert labels[PLACE] == "how here differs in false alerts, by setting"


def test_what_widens_a_number_is_named_after_it(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    blocks = learned()
    blocks["matcher"]["level"]["spread"] = {"between": [0.5, 2], "assumed": "made up"}
    loaded = gate(tmp_path, blocks)
    about = inputs_by_name(inputs(loaded))
    wide = next(
        each
        for each in compile_scenario(loaded.scenario, loaded.library).unknowns
        if each.paths[0] == "matcher.level.spread"
    )
    told = describe(wide, about)
    assert told == ("error rate learned from records: how far it was widened", "assumed")


def test_how_a_new_force_differs_is_assumed_where_the_table_knows_one(tmp_path: Path) -> None:
    fit_folder(tmp_path / "fit")
    blocks = learned()
    blocks["matcher"]["level"]["new"] = {"place": "here", "differs_by": ["setting", "force"]}
    loaded = gate(tmp_path, blocks)
    about = inputs_by_name(inputs(loaded))
    grades = {
        each.identity: describe(each, about).grade
        for each in compile_scenario(loaded.scenario, loaded.library).unknowns
    }
    assert grades["fit/made/new-force/here/false_alerts"] == "assumed"
    assert grades[PLACE] == grades[FIT] == "measured elsewhere"


def test_a_threshold_is_ordered_and_keeps_row_and_place(scenario: Compiled, impact: Impact) -> None:
    values, made = impact.draws.years.values[:, :1_000].astype(float), columns()
    rows = values[[unknown.identity for unknown in scenario.unknowns].index(FIT)].astype(int)
    stricter = at_threshold(scenario, 0.63)
    false, true = (
        [each.matcher.level.value.of(values) for each in (stricter, scenario)],
        [each.mated.encountered.of(values)[:, 0] for each in (stricter, scenario)],
    )
    for (after, before), name in ((false, "false_threshold"), (true, "true_threshold")):
        np.testing.assert_allclose(after / before, np.exp(3 * made[name][rows]), rtol=1e-6)


def test_the_lowest_threshold_that_keeps_a_limit_is_among_those_the_table_saw(
    scenario: Compiled, impact: Impact
) -> None:
    expected = np.sort(impact.expected_values("false_alerts", "all"))
    limit = Limit("false_alerts", "all", float(expected[int(0.9 * len(expected))]))
    found = threshold_point(scenario, impact.draws, limit)
    assert found is not None
    assert found.status == "reached"
    assert found.value is not None
    assert 0.60 < found.value < 0.66
    assert found.as_is == pytest.approx(0.9, abs=0.02)
    assert found.probability == pytest.approx(0.95, abs=0.002)
    measured = safe_point(scenario, impact.draws, limit)
    assert measured.status == "reached"
    generous = threshold_point(scenario, impact.draws, Limit("false_alerts", "all", 1e12))
    assert generous is not None
    assert generous.status == "always"
    assert generous.value == pytest.approx(0.58)


def test_a_boards_remedies_have_both_levers_and_say_what_a_threshold_costs(scenario: Compiled) -> None:
    horizons = Horizons(scenario, 1, 2_000)
    impact = horizons.over(1.0)
    many = np.sort(impact.expected_values("false_alerts", "all"))
    rule = Rule("r", "false_alerts", "all", float(many[1_750]), None, 1.0, "simulated years")
    points = safe_points(horizons, rule)
    assert {"false_match_level", "threshold"} <= set(points)
    stored = as_stored("threshold", points["threshold"], scenario, impact.draws.years.values)
    assert stored.value is not None
    assert stored.found is not None
    rows = impact.draws.years.values[[each.identity for each in scenario.unknowns].index(FIT)].astype(int)
    fewer = np.exp((stored.value - 0.60) / 0.01 * columns()["true_threshold"][rows])
    wanted = impact.expected_values("wanted_found", "all")
    assert stored.found == pytest.approx((np.median(wanted), np.median(wanted * fewer)), rel=0.02)
    said = moved(stored, "The rule", "simulated years")
    assert "if the threshold were at least 0.6" in said
    assert "wanted people would then be found" in said


def test_a_rule_on_a_rate_finds_its_threshold_by_living(scenario: Compiled) -> None:
    horizons = Horizons(scenario, 1, 1_000)
    now = np.sort(horizons.over(1.0).expected_values("ppv", "all"))
    rule = Rule("r", "ppv", "all", None, float(now[80]), 1.0, "expected rates")
    found = safe_points(horizons, rule)["threshold"]
    assert found.status == "reached"
    assert found.value is not None
    assert 0.60 < found.value <= 0.66
    assert found.as_is == pytest.approx(0.92, abs=0.002)


def test_the_place_of_a_threshold_in_the_grammar_and_in_memory_is_one(
    scenario: Compiled, tmp_path: Path
) -> None:
    fit_folder(tmp_path / "fit")
    blocks = learned()
    for block in (blocks["matcher"]["level"], blocks["mated"]["enrolled_encountered"]):
        block["at"] = {"threshold": 0.63}
    written = gate(tmp_path, blocks | {"encounters": MANY, "population": MANY})
    values = run(scenario, 1, 500).years.values
    there, here = (
        each.expect(values)
        for each in (compile_scenario(written.scenario, written.library), at_threshold(scenario, 0.63))
    )
    np.testing.assert_allclose(there.fpir, here.fpir, rtol=1e-12)
    np.testing.assert_allclose(there.alerts, here.alerts, rtol=1e-12)


def test_a_measured_level_takes_the_place_of_level_growth_and_setting(
    scenario: Compiled, impact: Impact
) -> None:
    values = np.ascontiguousarray(impact.draws.years.values[:, :500])
    held, at = false_match_level(scenario, values)(1e-4)
    found = held.expect(at)
    population = (found.searches * found.fpir).sum(axis=0) / found.searches.sum(axis=0)
    np.testing.assert_allclose(population, 1e-4, rtol=1e-4)
