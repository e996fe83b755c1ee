"""Limits: each rule's probability against arithmetic, the traps of ratios and horizons, and what would decide."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest
from scipy.stats import nbinom

from simulator.impact import Impact
from simulator.impact.limits import (
    Horizons,
    Rule,
    all_kept,
    basis_of,
    deciding,
    judge,
    kept,
    relived,
    safe_points,
    wilson,
)
from simulator.impact.measures import MEASURES
from simulator.impact.safe_point import Limit, false_match_level, probability
from simulator.kernel import run
from simulator.kernel.run import relive
from simulator.model.compiled import Compiled
from simulator.model.published import Differential
from simulator.model.unknowns import Term, Terms
from tests.impact.scenes import G, scene

DRAWS = 4000
NOBODY_STALE = replace(scene().mated, stale=Terms((Term(0.0),) * G))


def rule(
    measure: str, group: str, most: float | None, *, least: float | None = None, years: float = 1.0
) -> Rule:
    return Rule("rule", measure, group, most, least, years, basis_of(measure))


def test_the_probability_of_a_count_agrees_with_its_closed_form() -> None:
    compiled = scene()
    horizons = Horizons(compiled, 3, DRAWS)
    impact = horizons.over(1.0)
    for most in (20, 60, 200):
        found = float(kept(impact, rule("wrongly_held", "women", most)).mean())
        year = impact.draws.years.year.astype(float)
        exact = probability(compiled, impact.draws.years.values, Limit("wrongly_held", "women", most), year)
        assert found == pytest.approx(exact, abs=5 * 0.5 / DRAWS**0.5)


@pytest.mark.statistical
def test_five_years_are_the_sum_of_years_of_one_world() -> None:
    """Unknowns and lookalikes stay, each year has its own weather: negative binomial given the draw."""
    compiled = scene(unknowns=scene().unknowns, people=None, year_cv=0.3)
    horizons = Horizons(compiled, 5, 20_000)
    impact = horizons.over(5.0)
    group = compiled.groups.index("male/black")
    mean = sum(impact.expected.cases((group,), kind, 2).astype(float) for kind in (0, 1))
    shape = 5 / 0.3**2
    most = float(np.median(mean))
    exact = float(np.mean(nbinom.cdf(most, shape, shape / (shape + mean))))
    found = float(kept(impact, rule("wrongly_held", "male/black", most, years=5)).mean())
    assert found == pytest.approx(exact, abs=5 * 0.5 / 20_000**0.5)
    year = horizons.over(1.0).simulated_values("wrongly_held", "male/black")
    assert abs(float(np.mean(5 * year <= most)) - exact) > 0.01, "five times one year is another law"


def test_each_is_a_joint_event() -> None:
    impact = Horizons(scene(), 2, 1000).over(1.0)
    each = kept(impact, rule("wrongly_held", "each", 40))
    apart = np.stack([impact.simulated_values("wrongly_held", name) <= 40 for name in impact.compiled.groups])
    np.testing.assert_array_equal(each, apart.all(axis=0))


def test_nothing_over_nothing_counts_neither_way_and_unbounded_breaks_a_ceiling() -> None:
    impact = Horizons(scene(), 2, 1000).over(1.0)
    undefined = {"male/black": np.array([nan, 0.5, inf, nan]), "male/white": np.array([nan, 0.5, 0.5, 3.0])}

    class Fixed:
        compiled = replace(impact.compiled, groups=("male/black", "male/white"))
        selections = undefined

        def simulated_values(self, _measure: str, name: str) -> np.ndarray:
            return undefined[name]

    fixed: Impact = Fixed()  # type: ignore[assignment]
    per_year = replace(rule("ppv", "each", 1.0), basis="simulated years")
    found = kept(fixed, per_year)
    np.testing.assert_array_equal(found, [nan, 1, 0, 0])
    judged = judge(found)
    assert judged.probability == pytest.approx(1 / 3)
    assert judged.undefined == pytest.approx(1 / 4)
    np.testing.assert_array_equal(
        kept(fixed, replace(per_year, group="male/black", at_most=None, at_least=1.0)), [nan, 0, 1, nan]
    )


def test_a_rule_is_graded_by_the_draws_in_which_it_says_anything() -> None:
    judged = judge(np.r_[np.ones(850), np.zeros(150), np.full(1000, nan)])
    assert (judged.kept, judged.draws, judged.undefined) == (850, 1000, 0.5)
    assert judged.grades == ("mostly-within",)
    assert not judged.settled
    assert judge(np.ones(1000)).settled
    assert judge(np.zeros(1000)).grades == ("exceeds",)
    nothing = judge(np.full(10, nan))
    assert (nothing.grades, nothing.probability, nothing.interval, nothing.undefined) == ((), None, None, 1.0)


def test_all_is_kept_where_every_part_is_and_what_says_nothing_counts_neither_way() -> None:
    parts = [np.array([1, 1, 0, nan, nan, 1]), np.array([1, 0, 1, 1, nan, nan])]
    np.testing.assert_array_equal(all_kept(parts), [1, 0, 0, 1, nan, 1])


def test_wilson_covers_and_never_leaves_the_unit_interval() -> None:
    assert wilson(0.0, 100) == pytest.approx((0.0, 0.0369935), abs=1e-6)
    assert wilson(0.5, 100) == pytest.approx((0.4038315, 0.5961685), abs=1e-6)
    assert wilson(1.0, 100)[1] == pytest.approx(1.0)


def test_luck_does_not_break_a_rule_about_ratios() -> None:
    """Equal rates and small counts: some year is always unequal, the system never is."""
    even = scene(mated=NOBODY_STALE)
    even = replace(even, matcher=replace(even.matcher, differential=_even(even)))
    impact = Horizons(even, 2, 500).over(1.0)
    fair = rule("ratio_to_reference", "male/black", 1.25)
    assert basis_of("ratio_to_reference") == "expected rates"
    assert kept(impact, fair).mean() == 1.0
    assert kept(impact, replace(fair, basis="simulated years")).mean() < 0.98


def _even(compiled: Compiled) -> Differential:
    differential = compiled.matcher.differential
    ones = Terms((Term(1.0),) * G)
    return replace(differential, matrix=np.ones((G, G)), effects=ones)


def test_the_input_that_would_decide_is_found() -> None:
    compiled = scene()
    impact = Horizons(compiled, 2, DRAWS).over(1.0)
    level = impact.draws.years.values[0]
    outcomes = (level < np.median(level)).astype(float)
    first, *others = deciding(impact, outcomes)
    assert first.identity == compiled.unknowns[0].identity
    assert first.decides == pytest.approx(1.0)
    assert first.moves == pytest.approx(0.5, abs=0.01)
    assert all(each.decides == 0 for each in others)
    assert all(each.moves < 0.06 for each in others)


def test_where_parts_fall_over_a_line_by_luck_no_input_is_named() -> None:
    impact = Horizons(scene(), 2, DRAWS).over(1.0)
    rng = np.random.default_rng(1)
    assert deciding(impact, (rng.random(DRAWS) < 0.94).astype(float)) == []
    assert deciding(impact, (rng.random(DRAWS) < 0.06).astype(float)) == []
    assert deciding(impact, (rng.random(DRAWS) < 0.5).astype(float)) != []


@pytest.mark.statistical
def test_the_chance_of_settling_has_the_error_that_other_draws_show() -> None:
    """Where the first unknown is low the rule is kept about as rarely as the line, in each part more or less by luck."""
    impact = Horizons(scene(), 2, DRAWS).over(1.0)
    first = impact.compiled.unknowns[0].identity
    rank = np.argsort(np.argsort(impact.draws.years.values[0])) / DRAWS
    share = np.where(rank < 0.5, 0.03 + 0.06 * rank, 0.5)
    rng = np.random.default_rng(3)
    found = []
    for _ in range(60):
        outcomes = (rng.random(DRAWS) < share).astype(float)
        found.append(next(each for each in deciding(impact, outcomes) if each.identity == first))
    spread = float(np.std([each.decides for each in found]))
    error = float(np.mean([each.error for each in found]))
    assert spread > 0.02
    assert 0.7 < error / (1.96 * spread) < 1.4
    lo, hi = found[0].interval
    assert 0 <= lo < found[0].decides < hi <= 1


def test_the_same_years_are_lived_again() -> None:
    compiled = scene()
    draws = run(compiled, 4, 500)
    again = relive(compiled, draws.years.values, 4)
    np.testing.assert_array_equal(again.events, draws.events)
    with pytest.raises(ValueError, match="one chunk"):
        relive(compiled, np.zeros((len(compiled.unknowns), 8193)), 4)


def test_a_safe_level_found_by_living_agrees_with_the_closed_form() -> None:
    compiled = scene(mated=NOBODY_STALE)
    horizons = Horizons(compiled, 2, DRAWS)
    count = rule("wrongly_held", "all", 30)
    exact = safe_points(horizons, count)
    assert set(exact) == {"false_match_level", "gallery_size", "review"}
    lived = safe_points(horizons, replace(count, basis="expected rates"))["false_match_level"]
    closed = exact["false_match_level"]
    assert closed.value is not None
    assert lived.value is not None
    assert lived.value > closed.value, "without luck a higher level is safe"
    # Judged as the count is, in years with their luck, what living finds is the closed form.
    years = probability_of(horizons, closed.value, count)
    assert years == pytest.approx(0.95, abs=6 * np.sqrt(0.95 * 0.05 / (DRAWS // 2)) + 0.005)


def probability_of(horizons: Horizons, level: float, limit: Rule) -> float:
    """The share of years, lived again at a level of false matches, that keep a rule."""
    impact = horizons.over(1.0)
    values = np.ascontiguousarray(impact.draws.years.values[:, : DRAWS // 2])
    move = false_match_level(impact.compiled, values)
    return float(np.mean(relived(*move(level), impact, limit)))


def test_a_ceiling_on_the_level_has_no_level_but_itself() -> None:
    horizons = Horizons(scene(), 2, 1000)
    assert safe_points(horizons, rule("fpir", "all", 1e-3)) == {}
    found = safe_points(horizons, rule("fpir", "female/black", 1e-3))["false_match_level"]
    assert found.status == "reached", "one group's rate is another thing than everybody's"
    assert found.probability >= 0.95


def test_rules_without_a_safe_point_have_none() -> None:
    horizons = Horizons(scene(), 2, 500)
    assert safe_points(horizons, rule("wanted_found", "all", None, least=10)) == {}
    assert safe_points(horizons, rule("wrongly_held", "nobody", 3)) == {}
    assert safe_points(horizons, rule("ratio_to_reference", "female/black", 1.01)) == {}, (
        "stale entries stay: it may rise or fall"
    )
    right = safe_points(horizons, rule("ppv", "all", None, least=0.5))["false_match_level"]
    assert right.status == "reached"


def test_every_measure_can_be_limited() -> None:
    impact = Horizons(scene(), 2, 300).over(1.0)
    for measure in MEASURES:
        for group in ("women", "each"):
            judged = judge(kept(impact, rule(measure, group, 1.0)))
            assert judged.kept <= judged.draws <= 300
            assert bool(judged.grades) == (judged.draws > 0)
