"""People recognised correctly who were never wanted: what is wrongful, what stands beside, and what is found anyway."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.impact.measures import MEASURES
from simulator.impact.summary import Impact
from simulator.kernel import run
from simulator.kernel.people import held_on_entry
from simulator.model.cells import NOT_WANTED
from tests.kernel.worlds import MUGSHOTS, World

KNOWN = (0.7, 0.5, 100.0, 0.1)  # found by name: wanted, stale; mistaken for others a year; averted
PEOPLE = (0.2, 1.0, 0.5, 1.0)


def impact(world: World, draws: int = 4000) -> Impact:
    return Impact(run(world.compiled, 5, draws), world.compiled)


def expected(world: World, measure: str, group: str = "all") -> float:
    (value,) = set(impact(world, 3).expected_values(measure, group).tolist())
    return float(value)


def test_at_stops_people_not_wanted_stand_beside_and_elsewhere_inside() -> None:
    """By hand, 0.4 × 0.6 of 130 listed false matches, 0.4 × 0.2 of 250 unlisted, 0.72 of 26 stale, 0.7 × 0.2 of 100 not wanted."""
    false, stale, held = 130 * 0.24 + 250 * 0.08, 26 * 0.72, 100 * 0.14
    kept = 100 * (0.14 + (0.7 - 0.14) * 0.75)  # held, or left while the stop was prolonged after the minimum
    stops, cameras = MUGSHOTS, MUGSHOTS.but(kind="live_cameras")
    for world in (stops, cameras):
        assert expected(world, "wrongly_held_false_match") == pytest.approx(false, rel=1e-6)
        assert expected(world, "wrongly_held_stale_entry") == pytest.approx(stale, rel=1e-6)
        assert expected(world, "false_alerts") == pytest.approx(380)
        assert expected(world, "alerts") == pytest.approx(130 + 26 + 14 + 100 + 250)
    assert expected(stops, "wrongly_held") == pytest.approx(false + stale, rel=1e-6)
    assert expected(stops, "kept_not_wanted") == pytest.approx(kept, rel=1e-6)
    assert expected(stops, "innocent_kept") == pytest.approx(false + stale + kept, rel=1e-6)
    assert expected(cameras, "wrongly_held") == pytest.approx(false + stale + held, rel=1e-6)
    assert expected(cameras, "kept_not_wanted") == pytest.approx(held, rel=1e-6)
    assert expected(cameras, "innocent_kept") == expected(cameras, "wrongly_held")


def test_the_causes_add_up_in_every_simulated_year() -> None:
    for world, sums in (
        (MUGSHOTS, {"innocent_kept": ("wrongly_held", "kept_not_wanted")}),
        (
            MUGSHOTS.but(kind="facility_gate"),
            {"wrongly_held": ("wrongly_held_false_match", "wrongly_held_stale_entry", "kept_not_wanted")},
        ),
        (MUGSHOTS.but(without=KNOWN), {"wanted_found": ("found_only", "found_anyway")}),
    ):
        years = impact(world, 500)
        for total, parts in sums.items():
            for group in ("all", "women", "male/black"):
                found = [years.simulated_values(part, group) for part in parts]
                np.testing.assert_array_equal(years.simulated_values(total, group), sum(found))


def test_found_only_and_found_anyway_are_independent_poissons() -> None:
    world = MUGSHOTS.but(without=KNOWN, alerts=((40, 5, 200, 20, 80),) * 4)
    years = impact(world, 20_000)
    only, anyway = (years.simulated_values(name, "all") for name in ("found_only", "found_anyway"))
    mean = 800 * 0.9
    for counts, share in ((only, 0.3), (anyway, 0.7)):
        assert np.mean(counts) == pytest.approx(mean * share, abs=6 * np.sqrt(mean * share / 20_000))
        assert np.var(counts) == pytest.approx(mean * share, rel=6 * np.sqrt(2 / 20_000))
    assert abs(np.corrcoef(only, anyway)[0, 1]) < 6 / np.sqrt(20_000)
    assert expected(world, "found_only") == pytest.approx(mean * 0.3, rel=1e-6)


def test_a_shorter_run_begins_like_a_longer_one() -> None:
    world = MUGSHOTS.but(without=KNOWN)
    short, long = (impact(world, draws).simulated_values("found_anyway", "all") for draws in (300, 900))
    np.testing.assert_array_equal(short, long[:300])


def test_harm_beyond_takes_off_what_is_known_to_happen_anyway() -> None:
    kept, stale = expected(MUGSHOTS, "innocent_kept"), 26 * 0.72
    world = MUGSHOTS.but(without=KNOWN)
    assert expected(world, "harm_beyond") == pytest.approx(kept - 0.5 * stale - 0.1 * 100, rel=1e-6)
    nan = float("nan")
    assert expected(MUGSHOTS.but(without=(nan, nan, 100.0, nan)), "harm_beyond") == pytest.approx(
        kept, rel=1e-6
    )
    assert expected(MUGSHOTS, "harm_beyond") == pytest.approx(kept, rel=1e-6)
    spared = MUGSHOTS.but(without=(0.7, 0.5, 5000.0, 0.5))
    assert expected(spared, "harm_beyond") < 0, "it may be negative"


def test_what_is_not_known_is_undefined() -> None:
    for world in (MUGSHOTS, MUGSHOTS.but(without=(float("nan"), 0.5, 1.0, 0.1))):
        for measure in ("found_only", "found_anyway"):
            assert np.isnan(impact(world, 50).values(measure, "all")).all()
    assert np.isfinite(impact(MUGSHOTS, 50).values("wanted_found", "all")).all()


def test_distinct_people_not_wanted_are_at_most_those_enrolled() -> None:
    """Each met a gamma-distributed number of times; inside the wrongly held only where nobody would have been stopped."""
    stops, cameras = (MUGSHOTS.but(people=PEOPLE, kind=kind) for kind in ("traffic_stops", "live_cameras"))
    events, persons = 25 * 0.14, 0.5 * 250
    ever, _ = held_on_entry(np.array([events]), np.array([persons]), np.array([1.0]))
    assert expected(cameras, "people_kept_not_wanted", "male/white") == pytest.approx(
        float(ever[0]), rel=1e-5
    )
    assert expected(cameras, "people_held_once", "male/white") == pytest.approx(
        expected(stops, "people_held_once", "male/white") + float(ever[0]), rel=1e-5
    )
    for world in (stops, cameras):
        kept = impact(world, 50).expected_values("kept_not_wanted", "male/white")
        people = impact(world, 50).expected_values("people_kept_not_wanted", "male/white")
        assert np.all(people <= np.minimum(kept * (1 + 1e-6), persons))


def test_lookalikes_of_both_cells_are_met_again_together() -> None:
    """One person's resemblance to others does not ask what their entries claim: both counts share its luck."""
    world = MUGSHOTS.but(people=(0.002, 1.0, 0.5, 2.0))
    draws = run(world.compiled, 5, 20_000)
    listed, other = (draws.counts.column((0, cell, 0)) for cell in draws.layout.false_match)
    assert np.corrcoef(listed, other)[0, 1] > 0.3
    assert NOT_WANTED not in draws.layout.wrongful


def test_every_measure_can_be_summarised() -> None:
    rows = impact(MUGSHOTS.but(people=PEOPLE, without=KNOWN), 200)
    for measure in MEASURES.values():
        assert rows.estimate(measure, "women").defined, measure.id
