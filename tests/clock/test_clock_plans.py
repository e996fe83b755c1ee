"""Plans and tables that cannot be played are refused by name, rule and value."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from simulator.clock.cases import CaseFault, CaseTable
from simulator.clock.engine import play
from simulator.clock.plan import ClockPlan, ClockStage, PlanFault, Resource

OFFICER, DESK = Resource("officer"), Resource("desk")


@pytest.mark.parametrize(
    ("message", "make"),
    [
        ("resource officer: servers must be at least 1, not 0", lambda: Resource("officer", 0)),
        ("resource officer: shifts needs one count", lambda: Resource("officer", shifts=(1, 2))),
        ("at least 1 in some hour", lambda: Resource("officer", shifts=(0,) * 168)),
        ("stage desk: priority needs", lambda: ClockStage("desk", 0, priority=(1,))),
        ("stage desk: officers must be 0 or more", lambda: ClockStage("desk", officers=-1)),
        ("at least one stage", lambda: ClockPlan(())),
        ("warm_up 2.0 s", lambda: ClockPlan((ClockStage("a"),), horizon=1.0, warm_up=2.0)),
        ("legal_limit must be more than 0 s", lambda: ClockPlan((ClockStage("a"),), legal_limit=0.0)),
        ("stage a: resource 1 is not among the 1", lambda: ClockPlan((ClockStage("a", 1),), (OFFICER,))),
        (
            "stage b: holds officer, which no stage just before",
            lambda: ClockPlan((ClockStage("a"), ClockStage("b", holds=(0,))), (OFFICER,)),
        ),
        (
            "could wait for each other without end",
            lambda: ClockPlan(
                (ClockStage("a", 0), ClockStage("b", 1, holds=(0,)), ClockStage("c", 0, holds=(1,))),
                (OFFICER, DESK),
            ),
        ),
    ],
)
def test_a_plan_that_cannot_be_played(message: str, make: Callable[[], object]) -> None:
    with pytest.raises(PlanFault, match=message):
        make()


@pytest.mark.parametrize(
    ("message", "make"),
    [
        ("sorted by replication, then arrival; case 0", lambda: CaseTable.of([2.0, 1.0], 1.0)),
        ("duration: must be finite and 0 or more; case 1", lambda: CaseTable.of([1.0, 2.0], [1.0, -1.0])),
        ("duration: must be finite", lambda: CaseTable.of([1.0], [np.inf])),
        ("patience: must be 0 or more", lambda: CaseTable.of([1.0], 1.0, patience=-1.0)),
        ("arrival: must be finite", lambda: CaseTable.of([-1.0], 1.0)),
        ("kind: must index", lambda: CaseTable.of([1.0], 1.0, kind=5)),
        ("group: must be 0 or more", lambda: CaseTable.of([1.0], 1.0, group=-1)),
        ("site: must be below 1", lambda: CaseTable.of([1.0], 1.0, site=1, sites=1)),
        ("replication: must be below 1", lambda: CaseTable.of([1.0], 1.0, replication=1, replications=1)),
        ("draw: one value a replication", lambda: CaseTable.of([1.0], 1.0, draw=[1, 2])),
    ],
)
def test_a_table_that_breaks_its_contract(message: str, make: Callable[[], object]) -> None:
    with pytest.raises(CaseFault, match=message):
        make()


def test_a_table_for_another_pathway_is_refused() -> None:
    plan = ClockPlan((ClockStage("a"), ClockStage("b")))
    with pytest.raises(CaseFault, match="marks for 1 stages, the plan has 2"):
        play(plan, CaseTable.of([1.0], 1.0))


def test_the_first_stages_of_each_liberty_are_found() -> None:
    plan = ClockPlan((ClockStage("a"), ClockStage("b", liberty="prolonged"), ClockStage("c", liberty="held")))
    assert (plan.first_prolonged, plan.first_held) == (1, 2)
    assert ClockPlan((ClockStage("a"),)).first_held is None
