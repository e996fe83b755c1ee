"""Washington County: five faces come back from every search, whoever is enrolled."""

from __future__ import annotations

import numpy as np

from simulator.kernel.run import run
from tests.scenarios.compiled import compiled


def test_every_search_returns_five_faces_and_all_but_the_right_one_are_of_innocent_people() -> None:
    scenario = compiled("washington-county-mugshots")
    values = run(scenario, 1, 500).values
    expected = scenario.expect(values)
    found = expected.alerts[:, :, 1:].sum(axis=(1, 2))
    searches = expected.searches.sum(axis=1)
    shown = expected.alerts[:, :, 0].sum(axis=1)
    np.testing.assert_allclose(shown, 5 * (searches - found) + 4 * found, rtol=1e-9)
    assert np.all(expected.fpir == 1)
