"""The five deployments: whichever engine plays them, the journeys are the same."""

from __future__ import annotations

import pytest

from simulator.clock.engine import choose
from simulator.model.compile import compile_scenario
from simulator.scenario import load
from simulator.study.clock_rates import plan_of
from simulator.study.clock_told import clock_summary
from simulator.study.clocking import play_clock

DEPLOYMENTS = (
    "california-patrol",
    "capital-cameras",
    "orlando-cameras",
    "prison-gate",
    "washington-county-mugshots",
)


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_a_deployment_plays_alike_in_both_engines(name: str) -> None:
    loaded = load(name)
    compiled = compile_scenario(loaded.scenario, loaded.library)
    # the goal of a fast run stands on it: no shipped pathway needs the slow engine
    assert choose(plan_of(loaded.scenario, compiled)) == ("replay", None)
    runs = 4
    reference = play_clock(loaded.scenario, compiled, 3, replications=runs, engine="simpy")
    replayed = play_clock(loaded.scenario, compiled, 3, replications=runs, engine="replay")
    assert len(reference.queued.table) > 0
    assert reference.queued.journeys.differences(replayed.queued.journeys) == 0


def test_a_small_deployment_is_played_for_a_year_and_a_large_one_for_two_weeks() -> None:
    weeks = {}
    for name in ("prison-gate", "california-patrol"):
        loaded = load(name)
        compiled = compile_scenario(loaded.scenario, loaded.library)
        played = play_clock(loaded.scenario, compiled, 1, replications=2)
        summary = clock_summary(played, compiled, None)
        assert played.queued.table.arrival.max() < played.plan.horizon
        weeks[name] = summary.weeks
    assert weeks == {"prison-gate": 52, "california-patrol": 2}
