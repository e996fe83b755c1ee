"""Safe points: where a limit starts to hold, and what a test of it takes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator.impact import Impact
from simulator.impact.safe_point import (
    LEVERS,
    Limit,
    audit_size,
    false_match_level,
    probability,
    safe_point,
)
from simulator.kernel import expect, run
from simulator.model.unknowns import Term, Terms
from tests.impact.scenes import G, numbers, scene

NOBODY_STALE = replace(scene().mated, stale=Terms((Term(0.0),) * G))


def test_the_limit_holds_at_the_safe_level_and_not_above_it() -> None:
    compiled = scene(mated=NOBODY_STALE)
    draws = run(compiled, 1, 1000)
    limit = Limit("wrongly_held", "all", 20)
    found = safe_point(compiled, draws, limit)
    assert found.status == "reached"
    assert found.value is not None
    move, year = false_match_level(compiled, draws.years.values), draws.years.year.astype(float)
    assert probability(*move(found.value), limit, year) >= 0.95
    assert probability(*move(found.value * 1.01), limit, year) < 0.95
    assert found.as_is < 0.95


def test_the_level_is_the_share_of_searches_that_match_falsely() -> None:
    compiled = scene()
    values = run(compiled, 1, 200).years.values
    changed, with_factor = false_match_level(compiled, values)(1e-3)
    expected = changed.expect(with_factor)
    mean = np.sum(expected.searches * expected.fpir, axis=0) / np.sum(expected.searches, axis=0)
    np.testing.assert_allclose(mean, 1e-3, rtol=1e-9)
    before = compiled.expect(values)
    np.testing.assert_allclose(
        expected.match_rate / expected.match_rate[:1], before.match_rate / before.match_rate[:1]
    )


def test_where_stale_entries_alone_break_the_limit_no_level_is_safe() -> None:
    compiled = scene()
    found = safe_point(compiled, run(compiled, 1, 300), Limit("wrongly_held", "all", 2))
    assert (found.status, found.value) == ("never", None)


def test_a_limit_that_always_holds_says_so() -> None:
    compiled = scene()
    found = safe_point(compiled, run(compiled, 1, 300), Limit("wrongly_held", "all", 1e7))
    assert found.status == "always"
    assert found.as_is == pytest.approx(1)


@pytest.mark.parametrize("lever", ["gallery_size", "review"])
def test_other_levers_reach_a_limit_that_most_years_keep(lever: str) -> None:
    compiled = scene(mated=NOBODY_STALE)
    draws = run(compiled, 1, 300)
    mostly = float(np.quantile(Impact(draws, compiled).simulated_values("wrongly_held", "women"), 0.85))
    found = safe_point(compiled, draws, Limit("wrongly_held", "women", mostly), lever)
    low, high = LEVERS[lever][1:]
    assert found.status == "reached"
    assert found.value is not None
    assert low < found.value < high


def test_a_purged_list_reaches_a_limit_on_what_stale_entries_do() -> None:
    compiled = scene()
    draws = run(compiled, 1, 300)
    counts = Impact(draws, compiled).simulated_values("wrongly_held_stale_entry", "all")
    limit = Limit("wrongly_held_stale_entry", "all", float(np.quantile(counts, 0.6)))
    found = safe_point(compiled, draws, limit, "stale_share")
    assert (found.status, found.least) == ("reached", 1e-6)
    assert found.value is not None
    moved, values = LEVERS["stale_share"][0](compiled, draws.years.values)(found.value)
    assert found.probability == pytest.approx(0.95, abs=0.01)
    assert np.unique(moved.mated.stale.of(values)).tolist() == [found.value]
    assert found.as_is < 0.95


def test_a_smaller_gallery_is_no_cure_where_growth_may_be_nil() -> None:
    compiled = scene(mated=NOBODY_STALE)
    found = safe_point(compiled, run(compiled, 1, 300), Limit("wrongly_held", "women", 1), "gallery_size")
    assert found.status == "never"
    assert found.least == 0.01, "the growth law says nothing of a gallery of nobody"


def test_a_looser_limit_is_never_a_lower_level() -> None:
    compiled = scene(mated=NOBODY_STALE)
    draws = run(compiled, 1, 300)
    levels = [safe_point(compiled, draws, Limit("wrongly_held", "all", n)).value for n in (5, 20, 80)]
    assert levels == sorted(levels, key=lambda x: x or 0)


def test_the_probability_is_the_share_of_simulated_years_within_the_limit() -> None:
    compiled = scene()
    draws = run(compiled, 1, 4000)
    counts = Impact(draws, compiled).simulated_values("wrongly_held", "women")
    limit = float(np.quantile(counts, 0.8))
    share = probability(
        compiled, draws.years.values, Limit("wrongly_held", "women", limit), draws.years.year.astype(float)
    )
    assert share == pytest.approx(float(np.mean(counts <= limit)), abs=0.02)


@pytest.mark.statistical
@pytest.mark.parametrize("limit", [0, 2, 10])
def test_clustered_false_matches_do_not_cluster_the_stale_entries_beside_them(limit: int) -> None:
    """Few people who come often: one law fitted to both kinds together is far off where the limit is small."""
    clustered = scene(
        encounters=numbers(400, 600, 600, 400, 900, 900), population=numbers(30, 40, 40, 30, 50, 50)
    )
    draws = run(clustered, 2, 8192)
    counts = Impact(draws, clustered).simulated_values("wrongly_held", "all")
    held = Limit("wrongly_held", "all", limit)
    share = probability(clustered, draws.years.values, held, draws.years.year.astype(float), seed=2)
    assert share == pytest.approx(float(np.mean(counts <= limit)), abs=5 * 0.5 / 8192**0.5)


def test_a_limit_on_a_rate_is_on_the_expected_one() -> None:
    compiled = scene()
    draws = run(compiled, 1, 4000)
    rates = Impact(draws, compiled).expected_values("per_100k_encounters", "women")
    limit = Limit("per_100k_encounters", "women", float(np.quantile(rates, 0.7)))
    share = probability(compiled, draws.years.values, limit, draws.years.year.astype(float), seed=1)
    assert share == pytest.approx(0.7, abs=0.002)


def test_certifying_a_level_takes_three_over_it_and_more_with_errors() -> None:
    assert audit_size(1e-4) == pytest.approx(29957, rel=1e-3)
    assert audit_size(1e-4, errors=3) == pytest.approx(77537, rel=1e-3)
    assert audit_size(0) == np.inf


def test_ratios_have_no_safe_level() -> None:
    with pytest.raises(ValueError, match="'ratio_to_reference' is neither"):
        Limit("ratio_to_reference", "all", 1.2)
    with pytest.raises(ValueError, match="needs"):
        Limit("wrongly_held", "all", -1)


def test_expectations_without_a_run_are_those_of_the_run() -> None:
    compiled = scene()
    draws = run(compiled, 1, 50)
    np.testing.assert_array_equal(expect(compiled, draws.years.values).years.alerts, draws.years.alerts)
