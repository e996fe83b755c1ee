"""What the shipped scenarios expect at the medians: numbers that can be numbers of people, and the laws between variants."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.kernel.run import draw_unknowns
from simulator.model.compiled import Compiled
from simulator.scenario import shipped
from tests.scenarios.compiled import BASES, VARIANTS, at_medians, compiled, loaded, yearly


@pytest.mark.parametrize("name", shipped())
def test_expectations_are_finite_non_negative_and_probabilities_below_one(name: str) -> None:
    year = at_medians(name)
    for array in (
        year.encounters,
        year.searches,
        year.population,
        year.match_rate,
        year.alerts,
        year.reach(),
    ):
        assert np.all(np.isfinite(array))
        assert np.all(array >= 0)
    always = name.startswith("washington") and np.all(
        year.fpir == 1
    )  # no threshold: every search returns faces
    assert always or np.all((year.fpir > 0) & (year.fpir < 1))
    assert np.all((year.proceeds >= 0) & (year.proceeds <= 1))
    assert np.all(year.proceeds[:, :, -1] == 0)
    assert np.all(np.diff(year.reach(), axis=2) <= 0)
    if compiled(name).victim == "probe":
        assert np.all(year.alerts.sum(axis=1) <= year.searches)


@pytest.mark.parametrize("name", BASES)
def test_rollups_are_sums_of_their_groups(name: str) -> None:
    members = compiled(name).rollups
    assert members["all"].all()
    assert {"all", "women", "minorities", "women_or_minorities", "female", "male"} <= set(members)
    np.testing.assert_array_equal(members["women_or_minorities"], members["women"] | members["minorities"])
    assert not members["minorities"][compiled(name).reference]
    assert not members["women_or_minorities"][compiled(name).reference]


@pytest.mark.parametrize("name", [f"{base}-no-differential" for base in BASES])
def test_without_differences_every_group_is_searched_alike(name: str) -> None:
    rates = at_medians(name).fpir[:, 0]
    np.testing.assert_allclose(rates, rates[0], rtol=1e-12)


def own_ratios(scenario: Compiled) -> NDArray[np.float64]:
    """(groups,) each group's rate against its own group as a multiple of the reference's, unknowns at medians."""
    differential = scenario.matcher.differential
    return np.asarray(np.diag(differential.matrix) * differential.amplitude(scenario.medians())[0] ** 2)


@pytest.mark.parametrize("base", BASES)
def test_reversed_differences_turn_the_order_of_measured_groups_upside_down(base: str) -> None:
    """Within the same group (the matrix's diagonal), where the audit's own order stands."""
    forward, backward = (compiled(name) for name in (base, f"{base}-reversed-differential"))
    measured = ~forward.unmeasured
    diagonals = [own_ratios(each)[measured] for each in (forward, backward)]
    np.testing.assert_allclose(np.log(diagonals[0]), -np.log(diagonals[1]), atol=1e-9)
    assert diagonals[0].max() > 1


@pytest.mark.parametrize("whatif", ["no-differential", "reversed-differential"])
@pytest.mark.parametrize(
    "base", [base for base in BASES if not base.startswith("washington")]
)  # no threshold
def test_what_ifs_about_the_software_keep_the_share_of_searches_with_a_false_alert(
    base: str, whatif: str
) -> None:
    """Of all people together, in every draw: both draw what they share together (docs/method.md §6.14)."""
    shares = []
    for name in (base, f"{base}-{whatif}"):
        scenario = compiled(name)
        year = scenario.expect(draw_unknowns(scenario, 1, 0, 200))
        shares.append(np.sum(year.fpir * year.searches, axis=0) / year.searches.sum(axis=0))
    np.testing.assert_allclose(shares[1], shares[0], rtol=1e-6)


@pytest.mark.parametrize("base", BASES)
def test_variants_of_the_software_alone_leave_exposure_and_stale_entries_as_they_are(base: str) -> None:
    for name in (f"{base}-no-differential", f"{base}-reversed-differential"):
        np.testing.assert_allclose(at_medians(name).searches, at_medians(base).searches)
        np.testing.assert_allclose(at_medians(name).alerts[:, 1:4], at_medians(base).alerts[:, 1:4])


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("california-patrol-growth-0", "california-patrol"),
        ("california-patrol", "california-patrol-growth-1"),
        ("california-patrol-fixed-fpir", "california-patrol"),
        ("california-patrol", "california-patrol-larger-gallery"),
        ("california-patrol-suspicion-only", "california-patrol"),
        ("california-patrol", "california-patrol-passengers"),
        ("california-patrol", "california-patrol-every-frame"),
        ("california-patrol-search-only", "california-patrol"),
        ("california-patrol-passport-officer-review", "california-patrol-two-person-review"),
        ("california-patrol-two-person-review", "california-patrol"),
        ("capital-cameras-threshold-064", "capital-cameras-field-record"),
        ("capital-cameras-two-person-review", "capital-cameras"),
        ("capital-cameras-south-wales-review", "capital-cameras-two-person-review"),
        ("capital-cameras", "capital-cameras-larger-watchlist"),
        ("prison-gate", "prison-gate-larger-list"),
        ("prison-gate-larger-list", "prison-gate-default-threshold"),
        ("washington-county-mugshots-threshold-80", "washington-county-mugshots"),
        ("washington-county-mugshots-corroborated", "washington-county-mugshots"),
        ("washington-county-mugshots", "washington-county-mugshots-twenty-a-day"),
        ("washington-county-mugshots-two-person-review", "washington-county-mugshots"),
        ("prison-gate-two-person-review", "prison-gate"),
        ("orlando-cameras-two-person-review", "orlando-cameras"),
        ("orlando-cameras-london-threshold", "orlando-cameras"),
        ("orlando-cameras", "orlando-cameras-wanted-list"),
    ],
)
def test_people_held_on_a_false_match(less: str, more: str) -> None:
    """The direction every reader expects, for the first stage at which somebody is held."""
    assert yearly(less, "false_match") < yearly(more, "false_match")


def test_a_larger_gallery_moves_stale_harm_and_benefit_together() -> None:
    for kind in ("stale_entry", "wanted"):
        assert yearly("california-patrol-larger-gallery", kind) > yearly("california-patrol", kind)


def test_too_few_fingerprint_readers_change_times_and_nobodys_match() -> None:
    base, short = "california-patrol", "california-patrol-understaffed"
    np.testing.assert_array_equal(at_medians(short).reach(), at_medians(base).reach())
    assert np.sum(at_medians(short).mean_seconds) > np.sum(at_medians(base).mean_seconds)


def test_the_prison_keeps_its_list_for_the_software_alone() -> None:
    assert yearly("prison-gate-kept-list", "false_match") == pytest.approx(
        yearly("prison-gate", "false_match"), rel=1e-3
    )
    assert yearly("prison-gate-kept-list", "stale_entry") < yearly("prison-gate", "stale_entry") / 5


def test_orlandos_volunteers_are_neither_stopped_nor_wanted() -> None:
    assert yearly("orlando-cameras", "on_list", 0) > 0
    assert yearly("orlando-cameras", "on_list") == 0
    assert yearly("orlando-cameras", "stale_entry", 0) == 0


@pytest.mark.parametrize("name", VARIANTS)
def test_overlays_draw_what_they_share_with_their_base_together(name: str) -> None:
    """The unknowns of a variant are its base's but for what it changes, under the same identities."""
    own = {unknown.identity for unknown in compiled(name).unknowns}
    base = {unknown.identity for unknown in compiled(loaded(name).lineage).unknowns}
    assert len(own & base) >= len(base) / 2
