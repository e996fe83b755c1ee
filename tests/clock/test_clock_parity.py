"""Replay and SimPy are one model: on one case table every start, end and exit is equal with `==`."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.clock import lines, replay_engine, simpy_engine
from simulator.clock.cases import CaseTable
from simulator.clock.engine import choose, play
from simulator.clock.plan import ClockPlan, ClockStage, Liberty, Resource

LIBERTIES: tuple[Liberty, ...] = ("free", "prolonged", "held")


@st.composite
def pathways(draw: st.DrawFn) -> ClockPlan:
    """Any pathway replay accepts: stages with and without lines, servers kept, reneging, a legal limit."""
    stages: list[ClockStage] = []
    resources: list[Resource] = []
    kept: int | None = None
    holds: tuple[int, ...]
    for depth in range(draw(st.integers(1, 5))):
        liberty, gives_up = draw(st.sampled_from(LIBERTIES)), draw(st.booleans())
        servers = draw(st.integers(0, 4))
        if kept is not None and draw(st.booleans()):
            resource, holds = draw(st.sampled_from([None, kept])), (kept,)
        else:
            holds, resource, kept = (), None, None
            if servers:
                resources.append(Resource(f"desk{depth}", servers, shared=draw(st.booleans())))
                resource = kept = len(resources) - 1
        stages.append(ClockStage(f"stage{depth}", resource, holds, liberty=liberty, gives_up=gives_up))
    limit = draw(st.none() | st.sampled_from([1.0, 4.0, 9.0]))
    return ClockPlan(tuple(stages), tuple(resources), horizon=1e6, legal_limit=limit)


def table_for(
    plan: ClockPlan, seed: int, cases: int, replications: int, sites: int, whole: bool
) -> CaseTable:
    """Random cases; `whole` makes every time a small whole number, so that ties are everywhere."""
    rng = np.random.default_rng(seed)
    shape = (cases, len(plan.stages))
    replication = np.sort(rng.integers(0, replications, cases))
    arrival, duration, patience = (
        rng.random(cases) * cases / replications,
        rng.exponential(3.0, shape),
        rng.exponential(2.0, shape),
    )
    if whole:
        arrival, duration, patience = np.floor(arrival / 2), np.floor(duration / 2), np.floor(patience)
    arrival = arrival[np.lexsort((arrival, replication))]
    return CaseTable.of(
        arrival,
        duration,
        patience=np.where(rng.random(shape) < 0.2, np.inf, patience),
        proceeds=rng.random(shape) < 0.8,
        replication=replication,
        replications=replications,
        site=rng.integers(0, sites, cases),
        sites=sites,
        kind=rng.integers(0, 3, cases),
    )


@settings(max_examples=max(400, settings().max_examples))
@given(
    plan=pathways(),
    seed=st.integers(0, 2**32 - 1),
    cases=st.integers(0, 60),
    replications=st.integers(1, 4),
    sites=st.integers(1, 3),
    whole=st.booleans(),
    narrow=st.sampled_from([1, 3, lines.NARROW]),
)
def test_any_pathway_any_cases(
    plan: ClockPlan, seed: int, cases: int, replications: int, sites: int, whole: bool, narrow: int
) -> None:
    # `narrow` decides which lines are swept side by side and which are walked alone: both must be exact
    table = table_for(plan, seed, cases, replications, sites, whole)
    with patch.object(lines, "NARROW", narrow):
        replayed = replay_engine.play(plan, table)
    assert simpy_engine.play(plan, table).differences(replayed) == 0


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("servers", [1, 2, 5])
def test_many_lines_side_by_side(servers: int, whole: bool) -> None:
    # 40 replications: the vectorised sweep, where the small tables above mostly take the loop over one line
    plan = ClockPlan(
        (
            ClockStage("looked at", 0, gives_up=True),
            ClockStage("questioned", liberty="held"),
            ClockStage("fingerprints", 1, liberty="held"),
            ClockStage("booked", 2, liberty="held", gives_up=True),
        ),
        (Resource("officer", servers), Resource("desk", servers), Resource("cell", 1)),
        legal_limit=12.0,
    )
    table = table_for(plan, 7, 4_000, 40, 1, whole)
    ours, theirs = simpy_engine.play(plan, table), replay_engine.play(plan, table)
    assert ours.differences(theirs) == 0
    assert ours.walked.any()
    assert ours.forced_release.any()


@pytest.mark.parametrize("whole", [False, True])
def test_an_officer_kept_over_several_stages(whole: bool) -> None:
    plan = ClockPlan(
        (
            ClockStage("sought", 0, gives_up=True),
            ClockStage("engaged", 1, gives_up=True),
            ClockStage("questioned", holds=(1,), liberty="held"),
            ClockStage("identity", 1, holds=(1,), liberty="held"),
            ClockStage("arrested", liberty="held"),
        ),
        (Resource("operator", 2), Resource("officer", 3)),
        legal_limit=7.0,
    )
    table = table_for(plan, 5, 4_000, 40, 1, whole)
    ours, theirs = simpy_engine.play(plan, table), replay_engine.play(plan, table)
    assert ours.differences(theirs) == 0
    assert ours.walked.any()
    assert ours.forced_release.any()


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(4))
def test_a_thousand_replications_of_a_hundred_people(seed: int) -> None:
    rng = np.random.default_rng(seed)
    servers = rng.integers(1, 9, 3).tolist()
    stages = (
        ClockStage("a", 0, gives_up=True),
        ClockStage("b", 1, liberty="held"),
        ClockStage("c", 2, liberty="held", gives_up=True),
    )
    plan = ClockPlan(stages, tuple(Resource(f"r{i}", c) for i, c in enumerate(servers)), legal_limit=15.0)
    table = table_for(plan, seed, 100_000, 1_000, 1 + seed, whole=seed % 2 == 1)
    assert simpy_engine.play(plan, table).differences(replay_engine.play(plan, table)) == 0


def test_lines_of_very_different_length() -> None:
    plan = ClockPlan((ClockStage("desk", 0), ClockStage("second", 1)), (Resource("a", 2), Resource("b", 1)))
    rng = np.random.default_rng(3)
    replication = np.sort(np.minimum(rng.geometric(0.05, 3_000) - 1, 99))
    arrival = rng.random(3_000) * 5_000
    arrival = arrival[np.lexsort((arrival, replication))]
    duration = rng.lognormal(3.0, 2.0, (3_000, 2))
    table = CaseTable.of(arrival, duration, replication=replication, replications=100)
    assert simpy_engine.play(plan, table).differences(replay_engine.play(plan, table)) == 0


def test_more_replications_change_nobodys_journey() -> None:
    plan = ClockPlan(
        (ClockStage("desk", 0, gives_up=True), ClockStage("b", 1)), (Resource("a", 2), Resource("b", 1))
    )
    table = table_for(plan, 11, 2_000, 50, 1, whole=True)
    rows = table.rows(17)
    alone = CaseTable.of(
        table.arrival[rows],
        table.duration[rows],
        patience=table.patience[rows],
        proceeds=table.proceeds[rows],
    )
    together, single = replay_engine.play(plan, table), replay_engine.play(plan, alone)
    assert np.array_equal(together.start[rows], single.start, equal_nan=True)
    assert np.array_equal(together.released_at[rows], single.released_at)


def refused() -> list[tuple[str, ClockPlan]]:
    officer, desk = Resource("officer"), Resource("desk", 2)
    shifts = Resource("desk", shifts=(1,) * 100 + (2,) * 68)
    first, second = ClockStage("first", 0), ClockStage("second", 1)
    return [
        ("first and again share officer", ClockPlan((first, ClockStage("again", 0)), (officer,))),
        (
            "second holds officer from an earlier stage while people wait",
            ClockPlan((first, ClockStage("second", 1, holds=(0,))), (officer, desk)),
        ),
        ("desk changes servers by shift", ClockPlan((first, second), (officer, shifts))),
        (
            "urgent serves some kinds first",
            ClockPlan((ClockStage("urgent", 0, priority=(1, 1, 0)),), (officer,)),
        ),
    ]


@pytest.mark.parametrize(("reason", "plan"), refused())
def test_replay_refuses_what_it_cannot_do_and_auto_falls_back(reason: str, plan: ClockPlan) -> None:
    table = CaseTable.of([0.0, 1.0], np.ones((2, len(plan.stages))))
    with pytest.raises(replay_engine.ReplayCannot, match=reason):
        play(plan, table, "replay")
    name, why = choose(plan)
    assert name == "simpy"
    assert why is not None
    assert reason in why
    assert np.all(play(plan, table).released_at >= table.arrival)  # it plays


def test_auto_prefers_replay_and_an_unknown_engine_is_named() -> None:
    plan = ClockPlan((ClockStage("desk", 0),), (Resource("desk", shifts=(3,) * 168),))
    assert choose(plan) == ("replay", None)
    with pytest.raises(ValueError, match="engine 'fast'"):
        choose(plan, "fast")  # type: ignore[arg-type]
