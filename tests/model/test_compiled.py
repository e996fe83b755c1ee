"""From searches to alerts by hand, on a shipped scenario at the medians of its unknowns."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.kernel.run import draw_unknowns, run
from simulator.model.cells import WANTED
from simulator.model.compile import compile_scenario
from simulator.model.compiled import Compiled
from simulator.scenario import load


def california(**settings: str) -> Compiled:
    loaded = load("california-patrol", {path.replace("__", "."): value for path, value in settings.items()})
    return compile_scenario(loaded.scenario, loaded.library)


def test_templates_are_compared_and_persons_enrolled() -> None:
    """San Diego: 348,000 persons, 1.4 million images; N counts templates (fine print 1)."""
    scenario = california()
    medians = scenario.medians()
    assert scenario.matcher.templates.of(medians)[0] == 1_400_000
    assert scenario.enrolled.of(medians)[0] == 348_000
    more = california(gallery__images="{value: 700000, assumed: x}")
    assert more.matcher.templates.of(more.medians())[0] == 700_000


def test_the_mated_path_by_hand() -> None:
    """Fine print 4: who is searched is not enrolled, enrolled and wanted, or enrolled and stale; each may be missed."""
    scenario = california(
        mated__fnir="{value: 0.3, assumed: x}",
        mated__stale="{value: 0.4, assumed: x}",
        mated__listed="{value: 0.1, assumed: x}",
        mated__enrolled_encountered="{value: 20, assumed: x}",
    )
    values = scenario.medians()
    year = scenario.expect(values)
    shares = year.matching.shares[0]
    mated = np.minimum(20 * 348_000 * shares / year.population[:, 0], 1.0)
    assert mated.max() > 0.2  # enough for every term to show
    searches, fpir = year.searches[:, 0], year.fpir[:, 0]
    onto_listed, stale, wanted, not_wanted, onto_others = year.alerts[..., 0].T
    np.testing.assert_allclose(stale, searches * mated * 0.1 * 0.4 * 0.7)
    np.testing.assert_allclose(wanted, searches * mated * 0.1 * 0.6 * 0.7)
    np.testing.assert_allclose(not_wanted, searches * mated * 0.9 * 0.7)
    # Not innocent: the validly wanted, found or missed. Innocent and searched for somebody else's face: all others.
    false = searches * (1 - mated + mated * (1 - 0.1 * 0.6) * 0.3) * fpir
    np.testing.assert_allclose(onto_listed, 0.1 * false)
    np.testing.assert_allclose(onto_others, 0.9 * false)
    np.testing.assert_allclose(year.false_alerts[:, 0], false)


def test_a_software_that_alerts_on_warrants_alone_finds_the_same_wanted_people() -> None:
    any_entry, live_only = california(), california(gallery__alerts_on="listed")
    values = draw_unknowns(any_entry, 1, 0, 50)
    before, after = (each.expect(values) for each in (any_entry, live_only))
    np.testing.assert_array_equal(before.alerts[:, :3], after.alerts[:, :3])
    assert np.all(before.alerts[:, 3:] > 0)
    assert np.all(after.alerts[:, 3:] == 0)
    draws = [run(each, 1, 200) for each in (any_entry, live_only)]
    found, again = (each.counts.array()[:, :, WANTED] for each in draws)
    np.testing.assert_array_equal(found, again)


def test_where_everybody_booked_is_listed_booking_photos_are_a_wanted_list() -> None:
    """Bit for bit, whichever of the two the scenario calls it."""
    everybody = {"mated__listed": "{value: 1, assumed: x}"}
    mugshots = run(california(**everybody), 1, 200)
    warrants = run(
        california(gallery__holds="wanted_list", gallery__alerts_on="null", mated__listed="null"), 1, 200
    )
    nearly = run(california(mated__listed="{range: [0.9999999999999998, 1], assumed: x}"), 1, 200)
    assert mugshots.layout.kinds == ("false_match", "stale_entry", "wanted")
    np.testing.assert_array_equal(mugshots.counts.array(), warrants.counts.array())
    np.testing.assert_array_equal(nearly.counts.array()[:, :, :3], warrants.counts.array())
    assert nearly.counts.array()[:, :, 3:].sum() == 0


def test_an_encounter_searched_twice_is_between_one_search_and_two() -> None:
    """Fine print 5: k = 2 and ρ = 0.25."""
    scenario = california(
        encounters__searches_per_encounter="{value: 2, assumed: x}",
        encounters__search_correlation="{value: 0.25, assumed: x}",
    )
    year, once = scenario.expect(scenario.medians()), california()
    single = once.expect(once.medians())
    fpir = year.fpir[:, 0]
    np.testing.assert_allclose(fpir, single.fpir[:, 0])
    rate, kappa = year.match_rate[:, 0], float(year.matching.frailty[0])
    twice = 0.25 * fpir + 0.75 * (1 - (1 + 2 * kappa * rate) ** (-1 / kappa))
    np.testing.assert_allclose(year.alerts[:, 0, 0] / single.alerts[:, 0, 0], twice / fpir)


@pytest.mark.parametrize("persons", ["174000", "696000"])
def test_the_share_enrolled_follows_the_number_enrolled(persons: str) -> None:
    whole, other = california(), california(gallery__persons=persons)
    ratio = float(persons) / 348_000
    before, after = (each.expect(each.medians()).alerts[..., 0] for each in (whole, other))
    np.testing.assert_allclose(after[:, 1:4] / before[:, 1:4], ratio, rtol=1e-9)


def test_where_harm_falls_on_the_gallery_the_people_at_risk_are_those_enrolled() -> None:
    """Washington has no people block; its enrolled people differ by κ, nobody is met again, and each is at risk in every search."""
    loaded = load("washington-county-mugshots")
    scenario = compile_scenario(loaded.scenario, loaded.library)
    values = draw_unknowns(scenario, 1, 0, 50)
    year = scenario.expect(values)
    assert year.people is not None
    np.testing.assert_array_equal(year.people.exposed, year.enrolled)
    assert year.people.exposed.sum(axis=0) == pytest.approx(np.full(50, 200_000), rel=0.05)
    np.testing.assert_array_equal(year.people.frailty, scenario.matcher.frailty.of(values))
    assert not year.people.exposure_cv.any()
    assert not year.people.repeat_match.any()
