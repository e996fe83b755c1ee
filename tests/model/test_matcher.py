"""Level × differential on a gallery: against hand arithmetic, and the laws a matcher must keep."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.differential import reverse
from simulator.model.exposure import Composition
from simulator.model.laws import MeanOfGammas
from simulator.model.matcher import Matcher
from simulator.model.policies import FixedFmr, FixedFpir, FixedThreshold
from simulator.model.published import Differential, Level
from simulator.model.search import fpir
from simulator.model.unknowns import ONE, Term, Terms

NOTHING = np.zeros((0, 1))
EQUAL = np.array([0.5, 0.5])
CROSS = np.array([[1.0, 0.1], [0.1, 5.0]])


def matcher(**changes: Any) -> Matcher:
    """Two groups, the second five times the first within the group, a tenth across; FPIR 1 in 1,000 at N = 10,000."""
    base = Matcher(
        level=Level(Term(1e-3), "fpir", 10_000.0, 10_000.0, EQUAL, EQUAL),
        differential=Differential(CROSS, Terms((ONE, ONE))),
        composition=Composition(EQUAL, None),
        reference=0,
        templates=Term(10_000.0),
        transfer=ONE,
        transfer_by_group=None,
        frailty=Term(1.0),
        growth=ONE,
        policy=FixedThreshold(),
    )
    return replace(base, **changes)


def rates(m: Matcher) -> Any:
    return m.of(NOTHING, EQUAL[None, :])


def test_the_audits_own_gallery_gives_back_the_audits_level() -> None:
    assert np.mean(rates(matcher()).fpir) == pytest.approx(1e-3)


def test_the_matrix_by_hand() -> None:
    """ℓ from mean Λ: with κ = 1, FPIR = Λ/(1+Λ); relative rates per comparison are 0.55 and 2.55."""
    found = rates(matcher())
    low, high = found.match_rate[0]
    assert high / low == pytest.approx(2.55 / 0.55)
    assert (low / (1 + low) + high / (1 + high)) / 2 == pytest.approx(1e-3)


def test_the_order_of_groups_can_differ_between_the_diagonal_and_a_whole_gallery() -> None:
    """Within groups the second is worse; on a gallery of the first group only it is better (fine print 3)."""
    own = rates(matcher(composition=Composition(np.array([1.0, 0.0]), None)))
    assert own.match_rate[0, 1] < own.match_rate[0, 0]


@pytest.mark.parametrize(("growth", "factor"), [(0.0, 1.0), (0.5, np.sqrt(35)), (1.0, 35.0)])
def test_growth_with_the_gallery(growth: float, factor: float) -> None:
    small = rates(matcher()).match_rate
    large = rates(matcher(templates=Term(350_000.0), growth=Term(growth))).match_rate
    np.testing.assert_allclose(large / small, factor)


def test_errors_grow_from_where_they_were_counted_not_from_where_the_rate_was_rescaled_to() -> None:
    """The rate of 10,000 faces is a rescaling of events counted against 178,000: with half growth 1.4 million faces see
    178,000 × √(1.4e6 ÷ 178,000) of them, four times as many as growth from 10,000 would say."""
    printed = Level(Term(1e-3), "fpir", 10_000.0, 178_000.0, EQUAL, EQUAL)
    found = rates(matcher(level=printed, templates=Term(1.4e6), growth=Term(0.5)))
    rescaled = rates(matcher(templates=Term(1.4e6), growth=Term(0.5)))
    np.testing.assert_allclose(found.comparisons, 178_000 * np.sqrt(1.4e6 / 178_000))
    np.testing.assert_allclose(found.match_rate / rescaled.match_rate, np.sqrt(17.8))


def test_transfer_acts_on_the_rate_not_on_fpir() -> None:
    found, there = rates(matcher()), rates(matcher(transfer=Term(500.0)))
    np.testing.assert_allclose(there.match_rate, 500 * found.match_rate)
    assert np.all(there.fpir < 1)


def test_a_fixed_fpir_is_held_on_the_operating_gallery() -> None:
    held = matcher(policy=FixedFpir(Term(2e-4)), templates=Term(1.4e6), growth=Term(0.7))
    assert np.mean(rates(held).fpir) == pytest.approx(2e-4)


def test_a_fixed_fmr_is_the_reference_groups_own_rate() -> None:
    held = rates(matcher(policy=FixedFmr(Term(1e-6))))
    assert held.level[0] == pytest.approx(1e-6)
    assert held.match_rate[0, 0] == pytest.approx(1e4 * 1e-6 * 0.55)


def test_a_fixed_fpir_is_of_the_people_searched_and_the_street_still_acts_on_it() -> None:
    """The operator sets the threshold where those searched here are matched falsely so often, in the laboratory."""
    probes = np.array([[0.3, 0.7]])
    held = matcher(policy=FixedFpir(Term(2e-4)), templates=Term(1.4e6), growth=Term(0.7))
    there = held.of(NOTHING, probes)
    assert np.sum(probes * there.fpir) == pytest.approx(2e-4)
    street = replace(held, transfer=Term(50.0)).of(NOTHING, probes)
    np.testing.assert_allclose(street.match_rate, 50 * there.match_rate)


def test_the_reference_groups_fmr_is_held_whatever_is_drawn_of_it() -> None:
    loose = Differential(CROSS, Terms((Term(4.0), ONE)))
    own = matcher(
        policy=FixedFmr(Term(1e-6)),
        differential=loose,
        composition=Composition(np.array([1.0, 0.0]), None),
    )
    assert rates(own).match_rate[0, 0] == pytest.approx(1e4 * 1e-6)


def test_an_effect_is_of_the_diagonal_and_its_root_of_each_pair() -> None:
    """m[g,h] = ℓ M[g,h] A[g] A[h] with A² the effect: 9 within the group, 3 across."""
    plain, loose = (Differential(CROSS, Terms((ONE, effect))) for effect in (ONE, Term(9.0)))
    for share, within in ((1.0, 9.0), (0.0, 3.0)):
        gallery = Composition(np.array([1 - share, share]), None)
        before, after = (
            rates(matcher(policy=FixedFmr(Term(1e-6)), differential=each, composition=gallery)).match_rate[
                0, 1
            ]
            for each in (plain, loose)
        )
        assert after / before == pytest.approx(within)


def test_a_step_to_the_street_of_its_own_is_of_its_group_alone() -> None:
    alike = rates(matcher())
    apart = rates(matcher(transfer_by_group=Terms((ONE, Term(3.0)))))
    np.testing.assert_allclose(apart.match_rate / alike.match_rate, [[1.0, 3.0]])


def test_an_fmr_level_grows_in_proportion_where_no_reference_gallery_is_known() -> None:
    level = Level(Term(1e-6), "fmr", None, None, np.array([1.0, 0.0]), np.array([1.0, 0.0]))
    assert rates(matcher(level=level)).match_rate[0, 0] == pytest.approx(1e4 * 1e-6 * 0.55)


@pytest.mark.parametrize("whatif", [np.ones((2, 2)), reverse(CROSS)], ids=["evened", "reversed"])
def test_a_what_if_keeps_the_fpir_of_the_people_searched_here(whatif: Any) -> None:
    here = {
        "composition": Composition(np.array([0.2, 0.8]), None),
        "transfer": Term(30.0),
        "templates": Term(300_000.0),
        "growth": Term(0.6),
    }
    probes = np.array([[0.3, 0.7]])
    known = matcher(**here)
    asked = matcher(**here, differential=Differential(whatif, Terms((ONE, ONE))), as_with=known.differential)
    before, after = (np.sum(probes * m.of(NOTHING, probes).fpir) for m in (known, asked))
    assert after == pytest.approx(before, rel=1e-6)
    apart = np.sum(probes * replace(asked, as_with=None).of(NOTHING, probes).fpir)
    assert abs(apart / before - 1) > 0.1  # the audit's own gallery would not have kept it


def test_reversed_turns_the_diagonal_upside_down_and_keeps_the_level() -> None:
    turned = matcher(differential=Differential(reverse(CROSS), Terms((ONE, ONE))))
    np.testing.assert_allclose(np.diag(reverse(CROSS)), [1.0, 0.2])
    assert np.mean(rates(turned).fpir) == pytest.approx(1e-3)


def test_no_differential_means_equal_rates_on_any_gallery() -> None:
    none = matcher(
        differential=Differential(np.ones((2, 2)), Terms((ONE, ONE))),
        composition=Composition(np.array([0.9, 0.1]), None),
    )
    assert rates(none).fpir[0, 0] == pytest.approx(rates(none).fpir[0, 1])


def test_a_zero_level_alerts_on_nobody() -> None:
    assert np.all(rates(matcher(level=Level(Term(0.0), "fpir", 1e4, 1e4, EQUAL, EQUAL))).fpir == 0)


def test_a_drawn_cross_group_factor_scales_only_across_groups() -> None:
    whole = rates(matcher(policy=FixedFmr(Term(1e-6))))
    loose = Differential(CROSS, Terms((ONE, ONE)), cross=Term(0.0))
    found = rates(matcher(policy=FixedFmr(Term(1e-6)), differential=loose))
    assert found.match_rate[0, 0] == pytest.approx(1e4 * 1e-6 * 0.5)
    assert found.match_rate[0, 0] < whole.match_rate[0, 0]


@given(st.floats(1, 1e7), st.floats(1.0, 100), st.floats(0, 1), st.floats(0, 2))
def test_a_larger_gallery_never_gives_fewer_expected_alerts(
    size: float, times: float, growth: float, kappa: float
) -> None:
    small = rates(matcher(templates=Term(size), growth=Term(growth), frailty=Term(kappa)))
    large = rates(matcher(templates=Term(size * times), growth=Term(growth), frailty=Term(kappa)))
    assert np.all(large.fpir >= small.fpir * (1 - 1e-12))


def test_candidates_fall_on_the_gallery_in_proportion_to_what_matched() -> None:
    """A thousand probes of the first group: the second group's enrolled faces get 0.1 of 1.1 of the candidates."""
    found = rates(matcher())
    cases = np.array([[1000.0, 0.0]]) * found.candidates("all")
    fallen = found.onto_gallery(cases, NOTHING)
    assert fallen.sum() == pytest.approx(cases.sum())
    assert fallen[0, 1] / fallen[0, 0] == pytest.approx(0.1)


def test_frailty_bounds_fpir_where_matches_are_many() -> None:
    found = rates(matcher(transfer=Term(1e4), frailty=Term(2.0)))
    np.testing.assert_allclose(found.fpir, fpir(found.match_rate, np.array([[2.0]])))
    assert np.all(found.fpir < 1 - np.exp(-found.match_rate))


def test_a_short_lists_alerts_vary_as_its_entries_resemble_people() -> None:
    """Entries with gamma tendencies of mean 1 and variance 4, searched by people with theirs: 4,000 lists of seven, one at a time.

    The law of the list's luck is the mean of its entries' tendencies, and a year's alerts follow it.
    """
    rng = np.random.default_rng(3)
    entries, variance, searches, rate = 7, 4.0, 20_000, 2e-4
    own = rng.gamma(1 / variance, variance, (4_000, entries))
    alerts = rng.poisson(searches * rate * own).sum(axis=1)
    luck = MeanOfGammas(entries, variance)
    drawn = rng.poisson(searches * rate * entries * luck.sample(rng, 400_000))
    for p in (0.1, 0.5, 0.9):
        assert np.quantile(alerts, p) == pytest.approx(np.quantile(drawn, p), rel=0.1)
    assert np.var(alerts) == pytest.approx(np.var(drawn), rel=0.15)


def test_the_luck_of_a_list_has_mean_one_and_a_fixed_fpir_knows_nothing_of_it() -> None:
    u = (np.arange(100_000) + 0.5) / 100_000
    assert np.mean(MeanOfGammas(7, 4.0).ppf(u)) == pytest.approx(1, abs=1e-3)
    assert np.var(MeanOfGammas(1000, 4.0).ppf(u)) == pytest.approx(0.004, rel=0.01)
    plain, lucky = (rates(matcher(entries=Term(luck))) for luck in (1.0, 3.0))
    np.testing.assert_allclose(lucky.match_rate, 3 * plain.match_rate)
    held = matcher(policy=FixedFpir(Term(2e-4)), entries=Term(3.0))
    assert np.mean(rates(held).fpir) == pytest.approx(2e-4)
