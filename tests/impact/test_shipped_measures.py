"""Measures on the shipped deployments whose victims are not the people searched."""

import numpy as np
import pytest

from simulator.impact.summary import Impact
from simulator.kernel.run import run
from simulator.model.compile import compile_scenario
from simulator.scenario import load


@pytest.fixture(scope="module")
def county() -> Impact:
    loaded = load("washington-county-mugshots")
    compiled = compile_scenario(loaded.scenario, loaded.library)
    return Impact(run(compiled, 1, 500), compiled)


def test_rates_of_a_gallery_are_per_person_enrolled(county: Impact) -> None:
    """300,000 photos show 200,000 people; a search harms none of those searched."""
    enrolled = county.expected.amount("exposure", county.selections["all"])
    assert np.median(enrolled) == pytest.approx(200_000, rel=1e-5)
    assert np.all(enrolled < 200_000 * (1 + 1e-5)), "a group's people enrolled are at most its people"
    held = county.expected_values("wrongly_held", "male/black")
    share = county.expected.amount("exposure", county.selections["male/black"])
    np.testing.assert_allclose(
        county.expected_values("per_100k_encounters", "male/black"), 1e5 * held / share, rtol=1e-6
    )


def test_the_year_moves_searches_and_not_the_people_enrolled(county: Impact) -> None:
    everybody = county.selections["all"]
    assert np.std(county.simulated.amount("encounters", everybody)) > 0
    exposed = county.simulated.amount("exposure", everybody)
    np.testing.assert_array_equal(exposed, county.expected.amount("exposure", everybody))


def test_the_best_served_group_is_one_with_people_in_the_gallery(county: Impact) -> None:
    ratios = county.expected_values("ratio_to_best_served", "all")
    assert np.isfinite(ratios).all()
