"""Each replication has its own parameter draw: rates, times and outcomes are its own."""

from __future__ import annotations

from hashlib import sha256

import numpy as np

from simulator.clock.plan import ClockPlan, ClockStage, Resource
from simulator.clock.sampling import CaseRates, Laws, sample_cases
from simulator.units import YEAR


def test_times_and_outcomes_follow_the_draw_of_their_own_replication() -> None:
    def stream(name: str) -> np.random.Generator:
        return np.random.default_rng(int.from_bytes(sha256(name.encode()).digest()[:8], "big"))

    plan = ClockPlan(
        (ClockStage("review", 0, gives_up=True), ClockStage("held")), (Resource("desk"),), horizon=YEAR
    )
    own = np.array([10.0, 20.0])[:, None, None]
    rates = CaseRates(
        a_year=np.full((2, 1, 1, 3), 100.0),
        profile=np.ones(168),
        durations=Laws(own, np.zeros((1, 1, 1))),
        proceeds=np.array([0.0, 1.0])[:, None, None, None],
        patience=Laws(3 * own, np.zeros((1, 1, 1))),
    )
    table = sample_cases(stream, plan, rates)
    first = table.replication == 0
    assert not table.proceeds[first, 0].any()
    assert table.proceeds[~first, 0].all()
    np.testing.assert_array_equal(table.duration[:, 0], np.where(first, 10.0, 20.0))
    np.testing.assert_array_equal(table.patience[:, 0], np.where(first, 30.0, 60.0))


def test_cases_that_go_no_further_are_thinned_before_they_are_drawn() -> None:
    """A third of a hundred reach the second stage: a third are expected, all go on, and the rest of the rates stand."""
    rates = CaseRates(
        a_year=np.full((2, 1, 1, 3), 90.0),
        profile=np.ones(168),
        durations=Laws(np.ones((1, 1, 1)), np.zeros((1, 1, 1))),
        proceeds=np.array([1 / 3, 0.5, 0.0])[None, None, None, :],
    )
    kept = rates.reaching(1)
    np.testing.assert_allclose(kept.a_year, 30.0)
    np.testing.assert_allclose(kept.proceeds[0, 0, 0], [1.0, 0.5, 0.0])
    np.testing.assert_allclose(rates.reaching(2).a_year, 15.0)
    np.testing.assert_array_equal(rates.reaching(0).a_year, rates.a_year)
    assert kept.at(slice(1, 2)).a_year.shape == (1, 1, 1, 3)
