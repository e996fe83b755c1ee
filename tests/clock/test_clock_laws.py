"""Laws that hold for every case table, in both engines."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.clock import replay_engine, simpy_engine
from simulator.clock.cases import CaseTable
from simulator.clock.estimates.results import seconds_held
from simulator.clock.journeys import Journeys
from simulator.clock.plan import ClockPlan, ClockStage, Resource

Play = Callable[[ClockPlan, CaseTable], Journeys]
ENGINES = pytest.mark.parametrize("play", [simpy_engine.play, replay_engine.play], ids=["simpy", "replay"])
SEEDS = st.integers(0, 2**32 - 1)


def cases(seed: int, stages: int = 1, n: int = 40) -> CaseTable:
    rng = np.random.default_rng(seed)
    arrival = np.sort(rng.integers(0, n, n)).astype(float) if seed % 2 else np.sort(rng.random(n) * n)
    return CaseTable.of(
        arrival, rng.exponential(3.0, (n, stages)).round(seed % 3), patience=rng.exponential(2.0, (n, stages))
    )


def desk(servers: int, gives_up: bool = False) -> ClockPlan:
    return ClockPlan(
        (ClockStage("desk", 0, liberty="held", gives_up=gives_up),), (Resource("officer", servers),)
    )


@ENGINES
@given(seed=SEEDS, servers=st.integers(1, 5))
def test_a_server_more_never_lengthens_a_wait(play: Play, seed: int, servers: int) -> None:
    table = cases(seed)
    fewer, more = play(desk(servers), table), play(desk(servers + 1), table)
    assert (more.start <= fewer.start).all()


@ENGINES
@given(seed=SEEDS, servers=st.integers(1, 3), gives_up=st.booleans())
def test_nobody_is_served_before_arriving_and_never_more_than_the_servers_at_once(
    play: Play, seed: int, servers: int, gives_up: bool
) -> None:
    table = cases(seed)
    journeys = play(desk(servers, gives_up), table)
    served = ~journeys.walked
    start, end = journeys.start[served, 0], journeys.end[served, 0]
    assert (start >= table.arrival[served]).all()
    assert (end == start + table.duration[served, 0]).all()
    assert (np.diff(start) >= 0.0).all()  # first come, first served
    at_once = [(start <= t).sum() - (end <= t).sum() for t in start]
    assert max(at_once, default=0) <= servers


@ENGINES
@given(seed=SEEDS, servers=st.integers(1, 3))
def test_nobody_waits_while_a_server_is_free(play: Play, seed: int, servers: int) -> None:
    journeys = play(desk(servers), cases(seed))
    start, end, entry = journeys.start[:, 0], journeys.end[:, 0], journeys.queue_entry[:, 0]
    for row in np.flatnonzero(start > entry):
        # just before being served, all servers were at work
        moment = np.nextafter(start[row], 0.0)
        assert ((start <= moment) & (end > moment)).sum() == servers


@ENGINES
@given(seed=SEEDS, servers=st.integers(1, 2))
def test_zero_durations_hold_nobody(play: Play, seed: int, servers: int) -> None:
    table = cases(seed)
    quick = CaseTable.of(table.arrival, np.zeros((len(table), 1)))
    plan = desk(servers)
    assert (seconds_held(plan, play(plan, quick)) == 0.0).all()


@ENGINES
@given(seed=SEEDS)
def test_enough_servers_make_the_queue_vanish(play: Play, seed: int) -> None:
    table = cases(seed)
    journeys = play(desk(len(table), gives_up=True), table)
    assert (journeys.start == journeys.queue_entry).all()
    assert not journeys.walked.any()


@ENGINES
@given(seed=SEEDS, limit=st.sampled_from([0.5, 3.0, 10.0]))
def test_nobody_is_held_longer_than_the_legal_limit(play: Play, seed: int, limit: float) -> None:
    plan = ClockPlan(
        (ClockStage("a", 0), ClockStage("b", 1, liberty="held"), ClockStage("c", liberty="held")),
        (Resource("a", 2), Resource("b")),
        legal_limit=limit,
    )
    journeys = play(plan, cases(seed, stages=3))
    deadline = journeys.queue_entry[:, 1] + limit
    assert (journeys.released_at <= deadline).all()
    assert (journeys.released_at[journeys.forced_release] == deadline[journeys.forced_release]).all()


@ENGINES
def test_an_empty_table_and_empty_replications(play: Play) -> None:
    assert len(play(desk(1), CaseTable.of([], np.empty((0, 1)), replications=3)).walked) == 0
    table = CaseTable.of([1.0], [2.0], replication=3, replications=9)
    assert play(desk(1), table).released_at.tolist() == [3.0]
