"""Exact traces on tiny cases: what the reference engine does, readable line by line."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simulator.clock import simpy_engine
from simulator.clock.cases import CaseTable
from simulator.clock.plan import ClockPlan, ClockStage, Resource
from simulator.clock.timing import Clock
from simulator.units import HOUR

Trace = list[tuple[float, str]]
WAY_OUT = {(False, False): "leaves", (True, False): "walks on", (False, True): "must be released"}


def trace(plan: ClockPlan, table: CaseTable) -> Trace:
    """What happened, by time, then person: (seconds, person and event). People are A, B, C, …"""
    journeys = simpy_engine.play(plan, table)
    log: Trace = []
    for row in range(len(table)):
        who = chr(ord("A") + row)
        for depth, stage in enumerate(plan.stages):
            for when, what in ((journeys.start, "starts"), (journeys.end, "ends")):
                if not np.isnan(when[row, depth]):
                    log.append((float(when[row, depth]), f"{who} {what} {stage.id}"))
        way_out = WAY_OUT[bool(journeys.walked[row]), bool(journeys.forced_release[row])]
        log.append((float(journeys.released_at[row]), f"{who} {way_out}"))
    return sorted(log, key=lambda line: line[0])


def desk(servers: int = 1, **options: bool) -> ClockPlan:
    return ClockPlan((ClockStage("desk", 0, **options),), (Resource("officer", servers),))  # type: ignore[arg-type]


def test_one_server_serves_in_the_order_of_arrival() -> None:
    assert trace(desk(), CaseTable.of([0.0, 1.0, 1.0], [5.0, 2.0, 1.0])) == [
        (0.0, "A starts desk"),
        (5.0, "A ends desk"),
        (5.0, "A leaves"),
        (5.0, "B starts desk"),
        (7.0, "B ends desk"),
        (7.0, "B leaves"),
        (7.0, "C starts desk"),
        (8.0, "C ends desk"),
        (8.0, "C leaves"),
    ]


def test_a_server_freed_as_patience_ends_is_still_in_time() -> None:
    # B's patience ends at 5, exactly when A's service does: the end comes first
    table = CaseTable.of([0.0, 1.0], [5.0, 2.0], patience=[[9.0], [4.0]])
    assert trace(desk(gives_up=True), table)[3:] == [
        (5.0, "B starts desk"),
        (7.0, "B ends desk"),
        (7.0, "B leaves"),
    ]


def test_patience_that_ends_sooner_walks_on() -> None:
    table = CaseTable.of([0.0, 1.0, 2.0], [5.0, 2.0, 1.0], patience=[[9.0], [3.0], [9.0]])
    assert trace(desk(gives_up=True), table) == [
        (0.0, "A starts desk"),
        (4.0, "B walks on"),
        (5.0, "A ends desk"),
        (5.0, "A leaves"),
        (5.0, "C starts desk"),
        (6.0, "C ends desk"),
        (6.0, "C leaves"),
    ]


def test_zero_patience_is_served_only_by_a_free_server() -> None:
    # C arrives in the instant A ends: the end comes first, so a server is free
    table = CaseTable.of([0.0, 3.0, 5.0], [5.0, 1.0, 1.0], patience=0.0)
    assert trace(desk(gives_up=True), table) == [
        (0.0, "A starts desk"),
        (3.0, "B walks on"),
        (5.0, "A ends desk"),
        (5.0, "A leaves"),
        (5.0, "C starts desk"),
        (6.0, "C ends desk"),
        (6.0, "C leaves"),
    ]


def test_zero_durations_follow_case_numbers_within_an_instant() -> None:
    table = CaseTable.of([2.0, 2.0, 2.0], [0.0, 0.0, 3.0], patience=0.0)
    assert trace(desk(gives_up=True), table) == [
        (2.0, "A starts desk"),
        (2.0, "A ends desk"),
        (2.0, "A leaves"),
        (2.0, "B starts desk"),
        (2.0, "B ends desk"),
        (2.0, "B leaves"),
        (2.0, "C starts desk"),
        (5.0, "C ends desk"),
        (5.0, "C leaves"),
    ]


def test_arrivals_at_a_later_stage_in_one_instant_line_up_by_case_number() -> None:
    # B ends the first stage at 4 like A, although it was scheduled earlier
    plan = ClockPlan((ClockStage("asked"), ClockStage("desk", 0)), (Resource("officer"),))
    table = CaseTable.of([0.0, 1.0], [[4.0, 2.0], [3.0, 1.0]])
    assert trace(plan, table) == [
        (0.0, "A starts asked"),
        (1.0, "B starts asked"),
        (4.0, "A ends asked"),
        (4.0, "A starts desk"),
        (4.0, "B ends asked"),
        (6.0, "A ends desk"),
        (6.0, "A leaves"),
        (6.0, "B starts desk"),
        (7.0, "B ends desk"),
        (7.0, "B leaves"),
    ]


def test_who_does_not_proceed_leaves() -> None:
    plan = ClockPlan((ClockStage("asked"), ClockStage("desk", 0)), (Resource("officer"),))
    table = CaseTable.of([0.0, 0.0], [[1.0, 1.0], [2.0, 1.0]], proceeds=[[False, False], [True, False]])
    assert trace(plan, table) == [
        (0.0, "A starts asked"),
        (0.0, "B starts asked"),
        (1.0, "A ends asked"),
        (1.0, "A leaves"),
        (2.0, "B ends asked"),
        (2.0, "B starts desk"),
        (3.0, "B ends desk"),
        (3.0, "B leaves"),
    ]


def test_priority_serves_the_wanted_first() -> None:
    plan = ClockPlan((ClockStage("desk", 0, priority=(1, 1, 0)),), (Resource("officer"),))
    table = CaseTable.of([0.0, 1.0, 2.0], [5.0, 1.0, 1.0], kind=[0, 0, 2])
    assert trace(plan, table)[3:] == [
        (5.0, "C starts desk"),
        (6.0, "B starts desk"),
        (6.0, "C ends desk"),
        (6.0, "C leaves"),
        (7.0, "B ends desk"),
        (7.0, "B leaves"),
    ]


def test_the_officer_waits_with_the_person_for_the_fingerprint_desk() -> None:
    # two officers, one desk: C finds no officer until the desk has released A's
    plan = ClockPlan(
        (ClockStage("asked", 0), ClockStage("prints", 1, holds=(0,))),
        (Resource("officer", 2), Resource("desk")),
    )
    table = CaseTable.of([0.0, 0.0, 1.0], [[1.0, 5.0], [1.0, 5.0], [1.0, 1.0]])
    assert trace(plan, table) == [
        (0.0, "A starts asked"),
        (0.0, "B starts asked"),
        (1.0, "A ends asked"),
        (1.0, "A starts prints"),
        (1.0, "B ends asked"),
        (6.0, "A ends prints"),
        (6.0, "A leaves"),
        (6.0, "B starts prints"),
        (6.0, "C starts asked"),
        (7.0, "C ends asked"),
        (11.0, "B ends prints"),
        (11.0, "B leaves"),
        (11.0, "C starts prints"),
        (12.0, "C ends prints"),
        (12.0, "C leaves"),
    ]


def test_a_stage_by_the_resource_already_in_hand_does_not_wait() -> None:
    plan = ClockPlan((ClockStage("asked", 0), ClockStage("searched", 0, holds=(0,))), (Resource("officer"),))
    table = CaseTable.of([0.0, 1.0], [[2.0, 3.0], [1.0, 1.0]])
    assert trace(plan, table) == [
        (0.0, "A starts asked"),
        (2.0, "A ends asked"),
        (2.0, "A starts searched"),
        (5.0, "A ends searched"),
        (5.0, "A leaves"),
        (5.0, "B starts asked"),
        (6.0, "B ends asked"),
        (6.0, "B starts searched"),
        (7.0, "B ends searched"),
        (7.0, "B leaves"),
    ]


def test_an_end_counts_at_the_stage_whose_line_it_frees_a_server_for() -> None:
    # A's officer is freed at 5, at the second stage, in the instant B's patience at the first one ends
    plan = ClockPlan(
        (ClockStage("asked", 0, gives_up=True), ClockStage("searched", holds=(0,))), (Resource("officer"),)
    )
    table = CaseTable.of([0.0, 1.0], [[2.0, 3.0], [1.0, 1.0]], patience=4.0)
    assert trace(plan, table)[-5:] == [
        (5.0, "B starts asked"),
        (6.0, "B ends asked"),
        (6.0, "B starts searched"),
        (7.0, "B ends searched"),
        (7.0, "B leaves"),
    ]


def test_stages_that_share_a_resource_stand_in_one_line() -> None:
    # A comes back for the second stage at 2, behind B, who has waited since 1
    plan = ClockPlan((ClockStage("asked", 0), ClockStage("again", 0)), (Resource("officer"),))
    table = CaseTable.of([0.0, 1.0], [[2.0, 1.0], [3.0, 1.0]])
    assert trace(plan, table) == [
        (0.0, "A starts asked"),
        (2.0, "A ends asked"),
        (2.0, "B starts asked"),
        (5.0, "A starts again"),
        (5.0, "B ends asked"),
        (6.0, "A ends again"),
        (6.0, "A leaves"),
        (6.0, "B starts again"),
        (7.0, "B ends again"),
        (7.0, "B leaves"),
    ]


def shift_desk() -> ClockPlan:
    """Nobody on duty in the first hour, two in the second, one from the third on."""
    return ClockPlan((ClockStage("desk", 0),), (Resource("officer", shifts=(0, 2) + (1,) * 166),))


def test_a_shift_brings_servers_and_takes_them_when_they_are_done() -> None:
    table = CaseTable.of([0.0, 10.0, 20.0], [HOUR + 60.0, HOUR + 120.0, 5.0])
    assert trace(shift_desk(), table) == [
        (HOUR, "A starts desk"),
        (HOUR, "B starts desk"),
        (2 * HOUR + 60.0, "A ends desk"),
        (2 * HOUR + 60.0, "A leaves"),
        (2 * HOUR + 120.0, "B ends desk"),
        (2 * HOUR + 120.0, "B leaves"),
        (2 * HOUR + 120.0, "C starts desk"),
        (2 * HOUR + 125.0, "C ends desk"),
        (2 * HOUR + 125.0, "C leaves"),
    ]


def test_shifts_come_round_every_week() -> None:
    week = 168 * HOUR
    table = CaseTable.of([week + 5.0], [1.0])
    assert trace(shift_desk(), table)[0] == (week + HOUR, "A starts desk")


def test_a_shift_that_never_changes_is_a_number_of_servers() -> None:
    table = CaseTable.of([0.0, 1.0], [HOUR, HOUR])
    always = ClockPlan((ClockStage("desk", 0),), (Resource("officer", shifts=(1,) * 168),))
    assert trace(always, table) == trace(desk(), table)


def held_desk(limit: float) -> ClockPlan:
    return ClockPlan((ClockStage("desk", 0, liberty="held"),), (Resource("officer"),), legal_limit=limit)


def test_the_legal_limit_ends_a_service_and_frees_its_server() -> None:
    table = CaseTable.of([0.0, 1.0], [9.0, 3.0])
    assert trace(held_desk(5.0), table) == [
        (0.0, "A starts desk"),
        (5.0, "A ends desk"),
        (5.0, "A must be released"),
        (5.0, "B starts desk"),
        (6.0, "B ends desk"),
        (6.0, "B must be released"),
    ]


def test_the_legal_limit_ends_a_wait() -> None:
    table = CaseTable.of([0.0, 1.0, 2.0], [5.0, 5.0, 5.0])
    assert trace(held_desk(5.0), table) == [
        (0.0, "A starts desk"),
        (5.0, "A ends desk"),
        (5.0, "A leaves"),
        (5.0, "B starts desk"),
        (6.0, "B ends desk"),
        (6.0, "B must be released"),
        (6.0, "C starts desk"),
        (7.0, "C ends desk"),
        (7.0, "C must be released"),
    ]
    crowd = CaseTable.of([0.0, 0.0], [5.0, 5.0])
    plan = ClockPlan(
        (ClockStage("asked"), ClockStage("desk", 0, liberty="held")), (Resource("officer"),), legal_limit=3.0
    )
    both = CaseTable.of([0.0, 0.0], [[1.0, 2.5], [1.0, 9.0]])
    assert trace(plan, both)[-2:] == [(4.0, "B ends desk"), (4.0, "B must be released")]
    assert trace(held_desk(4.0), crowd)[2:] == [
        (4.0, "A must be released"),
        (4.0, "B starts desk"),
        (4.0, "B ends desk"),
        (4.0, "B must be released"),
    ]


def test_the_limit_counts_from_the_first_held_stage_whatever_came_before() -> None:
    plan = ClockPlan(
        (ClockStage("asked", liberty="prolonged"), ClockStage("held", liberty="held"), ClockStage("cell")),
        legal_limit=10.0,
    )
    table = CaseTable.of([0.0, 0.0], [[100.0, 4.0, 6.0], [100.0, 4.0, 7.0]])
    assert [line for line in trace(plan, table) if line[1].endswith(("leaves", "released"))] == [
        (110.0, "A leaves"),
        (110.0, "B must be released"),
    ]


def test_each_site_has_its_own_servers_unless_they_are_shared() -> None:
    table = CaseTable.of([0.0, 0.0], [3.0, 3.0], site=[0, 1])
    apart = ClockPlan((ClockStage("desk", 0),), (Resource("officer"),))
    together = ClockPlan((ClockStage("desk", 0),), (Resource("officer", shared=True),))
    starts: dict[bool, npt.NDArray[np.float64]] = {
        plan.resources[0].shared: simpy_engine.play(plan, table).start[:, 0] for plan in (apart, together)
    }
    assert starts[False].tolist() == [0.0, 0.0]
    assert starts[True].tolist() == [0.0, 3.0]


def test_absolute_times_are_met_to_the_bit() -> None:
    # a delay would miss them
    assert 0.2 + (0.9 - 0.2) != 0.9
    clock, seen = Clock(), []
    for time in (0.9, 0.2):
        callbacks = clock.at(time, 0).callbacks
        assert callbacks is not None
        callbacks.append(lambda _: seen.append(clock.now))
    clock.run()
    assert seen == [0.2, 0.9]


def test_an_empty_replication_an_idle_resource_and_nobody_at_all() -> None:
    plan = ClockPlan((ClockStage("asked"), ClockStage("desk", 0)), (Resource("officer"),))
    table = CaseTable.of([1.0, 2.0], [[1.0, 1.0]] * 2, proceeds=False, replication=[0, 2], replications=4)
    journeys = simpy_engine.play(plan, table)
    assert np.isnan(journeys.start[:, 1]).all()
    assert journeys.released_at.tolist() == [2.0, 3.0]
    assert len(simpy_engine.play(plan, CaseTable.of([], np.empty((0, 2)))).walked) == 0


def test_a_saturated_desk_serves_everybody_in_the_end() -> None:
    n = 500
    journeys = simpy_engine.play(desk(), CaseTable.of(np.arange(n), np.full(n, 10.0)))
    assert journeys.released_at.tolist() == [10.0 * (i + 1) for i in range(n)]
