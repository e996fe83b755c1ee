"""Ties that only priorities and shared resources show (fine print 15): the order of one instant's events."""

from __future__ import annotations

from simulator.clock import simpy_engine
from simulator.clock.cases import CaseTable
from simulator.clock.plan import ClockPlan, ClockStage, Resource


def test_a_server_freed_as_somebody_comes_goes_to_those_who_waited() -> None:
    """A ends at 5, as C comes, whom the desk would serve first: B waited, and an end comes before an arrival."""
    plan = ClockPlan((ClockStage("desk", 0, priority=(1, 1, 0)),), (Resource("officer"),))
    table = CaseTable.of([0.0, 1.0, 5.0], [5.0, 1.0, 1.0], kind=[0, 0, 2])
    assert simpy_engine.play(plan, table).start[:, 0].tolist() == [0.0, 5.0, 6.0]


def test_an_earlier_stage_comes_first_within_an_instant() -> None:
    """One officer for both stages: B's patience at the first ends at 5, before A's service at the second does."""
    plan = ClockPlan((ClockStage("first", 0, gives_up=True), ClockStage("again", 0)), (Resource("officer"),))
    table = CaseTable.of([0.0, 2.0], [[1.0, 4.0], [1.0, 1.0]], patience=[[9.0, 9.0], [3.0, 9.0]])
    journeys = simpy_engine.play(plan, table)
    assert journeys.walked.tolist() == [False, True]
    assert journeys.released_at.tolist() == [5.0, 5.0]
