"""People, the best-served group and the repeated year, written out again (fine print 8, 13, 14)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator.impact import MEASURES, Impact, doubt
from simulator.kernel import draw_unknowns, expect, run, stream
from simulator.kernel.lookalikes import Resemblance, multipliers
from simulator.kernel.people import held, held_on_entry
from simulator.model.compiled import PeopleExpectations
from simulator.model.unknowns import Term, Terms
from simulator.quantiles import quantile
from tests.impact.scenes import G, scene
from tests.kernel.worlds import World


@pytest.mark.parametrize("victim", ["probe", "gallery"])
def test_distinct_people_are_the_formula_of_searches_exposed_and_each_groups_pathway(victim: str) -> None:
    """Λ is innocent alerts a search, a searches an exposed person, r the group's own chance of being held."""
    strict = Terms(tuple(Term(x) for x in (0.5, 0.4, 0.3, 0.2, 0.1, 0.05)))
    first, *others = scene().stages
    assert first.proceeds is not None
    compiled = scene(
        victim=victim,
        persons=Term(1.3),
        stages=(replace(first, proceeds=(strict, *first.proceeds[1:])), *others),
    )
    values = draw_unknowns(compiled, 3, 0, 20)
    draws, year = expect(compiled, values), compiled.expect(values)
    impact, at = Impact(draws, compiled), compiled.first_held
    assert year.people is not None
    block, enrolled = year.people, compiled.enrolled.of(values)[:, None] * year.matching.shares
    probe = victim == "probe"
    for g, group in enumerate(compiled.groups):
        exposed = block.exposed[g]
        searches = year.searches[g] if probe else exposed
        once, twice = held(
            year.alerts[g, 0] / searches,
            searches / exposed,
            np.prod(year.proceeds[g, 0, :at], axis=0),
            block.frailty,
            block.repeat_match * probe,
            block.exposure_cv * probe,
        )
        stale = held_on_entry(
            year.reach()[g, 1, at],
            enrolled[:, g] * compiled.mated.stale.of(values)[:, g],
            block.exposure_cv,
        )
        for measure, false, own in (
            ("people_held_once", once, stale[0]),
            ("people_held_twice", twice, stale[1]),
        ):
            np.testing.assert_allclose(
                impact.expected_values(measure, group), exposed * false + own, rtol=1e-4, atol=1e-9
            )


def test_clustering_of_searches_and_none_of_those_who_do_not_come() -> None:
    """κ*/P by hand: Λ is alerts a search; where harm falls on the gallery only frailty clusters."""
    numbers = (np.array(x) for x in ([2.0], [400.0], [50.0], [1.5], [0.5], [0.8]))
    alerts, searches, exposed, kappa, repeat, cv = numbers
    people = PeopleExpectations(exposed, np.zeros(1), cv, repeat, kappa, np.zeros(1))
    by_hand = ((1 + 1.5 + 0.5 * 200) * (1 + 0.8**2) - 1) / 50
    for victim, wanted in (("probe", by_hand), ("gallery", 1.5 / 50)):
        np.testing.assert_allclose(Resemblance.of(victim, alerts, searches, people).variance(), wanted)


def test_the_kernels_clustering_is_per_search_and_not_per_encounter() -> None:
    from simulator.kernel import lookalikes

    compiled = scene(persons=Term(4.0))
    values = draw_unknowns(compiled, 3, 0, 10)
    expected = compiled.expect(values)
    assert expected.people is not None
    wanted = Resemblance.of("probe", expected.alerts[:, 0], expected.searches, expected.people)
    alike = lookalikes.clustered(compiled, expected, 3, 0)
    assert alike is not None
    np.testing.assert_array_equal(alike, multipliers(compiled.groups, wanted, 3, 0))


def test_the_best_served_group_is_fixed_by_the_median_among_all_draws() -> None:
    """One group is best in most draws and far worst in a few: by its median it is best, by its mean it is not."""
    compiled = scene()
    impact = Impact(expect(compiled, draw_unknowns(compiled, 3, 0, 99)), compiled)
    rates = np.tile(np.arange(2.0, G + 2)[:, None], (1, 99))
    rates[3], rates[3, :20] = 1.0, 1000.0
    object.__setattr__(impact, "_rate_of", lambda g: rates[g])
    assert impact.best_served == 3
    np.testing.assert_array_equal(impact._best_rate, rates[3])


def test_excess_is_against_one_groups_rate_in_every_draw() -> None:
    compiled = scene()
    impact = Impact(expect(compiled, draw_unknowns(compiled, 3, 0, 300)), compiled)
    best = impact.compiled.groups[impact.best_served]
    rate = {name: impact.expected_values("per_100k_encounters", name) for name in compiled.groups}
    medians = {n: np.median(r) for n, r in rate.items() if not compiled.unmeasured[compiled.groups.index(n)]}
    assert best == min(medians, key=lambda n: medians[n])
    met = impact.expected_values("encounters", "female/black")
    wanted = met * (rate["female/black"] - rate[best]) / 1e5
    np.testing.assert_allclose(impact.expected_values("excess", "female/black"), wanted, rtol=1e-5)


def test_chance_is_lived_at_the_median_draw_of_each_measure() -> None:
    """Wanted people and false alerts have their medians in different draws."""
    compiled = scene()
    impact = Impact(run(compiled, 1, 501), compiled)
    for measure, group in (
        ("false_alerts", "female/black"),
        ("wanted_found", "all"),
        ("wrongly_held", "women"),
    ):
        expected = impact.expected_values(measure, group)
        draw = int(np.argmin(np.abs(expected - np.median(expected))))
        years = np.sort(impact.chance_values(measure, group, draw))
        assert impact.estimate(MEASURES[measure], group).chance == (
            quantile(years, 0.05),
            quantile(years, 0.95),
        )


@pytest.mark.statistical
def test_a_repeated_year_is_clustered_as_the_kernels() -> None:
    """Variance of the false matches of two groups together: Poisson, the year's, and Σ μ²κ*/P; stale entries: no κ*."""
    world = World(year_cv=0.2, people=(0.02, 1.0, 0.5, 2.0))
    draws = run(world.compiled, 3, 10)
    years = doubt.repeated_multipliers(world.compiled, 3)
    assert np.var(years) == pytest.approx(0.04, rel=0.15)
    spread = doubt.resemblance(draws).variance()[:, 0]
    for kind in (0, 1):
        mean = draws.years.alerts[[0, 2], kind, 0].astype(float)
        found = np.concatenate(
            [
                doubt.Repeated(draws, 0, years, stream(3, f"t/{i}", 0), ()).cases((0, 2), kind, 0)
                for i in range(40)
            ]
        )
        clustered = np.sum(mean**2 * spread[[0, 2]]) * (1 + np.var(years)) if kind == 0 else 0.0
        wanted = mean.sum() + mean.sum() ** 2 * np.var(years) + clustered
        assert np.var(found) == pytest.approx(wanted, rel=0.08)


def test_the_ratio_of_doubts_is_chances_variance_over_the_unknowns() -> None:
    expected = np.array([10.0, 20.0, 30.0, 40.0])
    assert doubt.variance_ratio(expected + np.array([1, -1, 1, -1]), expected) == pytest.approx(1 / 125)


def test_review_is_the_first_stage_and_escalation_the_rest_before_held() -> None:
    from simulator.impact.decomposition import decompose

    def one_group(share: float) -> Terms:
        return Terms(tuple(Term(share if g == 0 else 0.4) for g in range(G)))

    review, stopped, *others = scene().stages
    assert review.proceeds is not None
    assert stopped.proceeds is not None
    stages = (
        replace(review, proceeds=(one_group(0.8), *review.proceeds[1:])),
        replace(stopped, proceeds=(one_group(0.1), *stopped.proceeds[1:])),
        *others,
    )
    compiled = scene(stages=stages)
    told = decompose(compiled, draw_unknowns(compiled, 1, 0, 3))
    terms = dict(zip(told.factors, told.terms, strict=True))
    np.testing.assert_allclose(terms["review"][0], np.log(2))
    np.testing.assert_allclose(terms["escalation"][0], -np.log(4))
