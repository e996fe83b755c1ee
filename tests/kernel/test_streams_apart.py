"""Every stream has its name and its chunk (fine print 10), whatever stands before it."""

from __future__ import annotations

import numpy as np

from simulator.kernel import draw_unknowns
from simulator.kernel.variation import place_and_time
from simulator.model.laws import Uniform
from tests.kernel.worlds import Unknown, World


def test_an_unknown_more_shifts_nobody_elses_draws() -> None:
    a, b = (Unknown(name, Uniform(0, 1)) for name in "ab")
    both, alone = (draw_unknowns(World(extra=extra).compiled, 1, 0, 50) for extra in ((a, b), (b,)))
    np.testing.assert_array_equal(both[1], alone[0])
    assert not np.any(both[0] == both[1])


def test_years_and_places_of_another_chunk_are_others() -> None:
    for world in (World(year_cv=0.3), World(site_cv=0.3, sites=("a", "b"))):
        first, second = (place_and_time(world.compiled, 1, chunk, 50) for chunk in (0, 1))
        assert not np.any(first == second)
