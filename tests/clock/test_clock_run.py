"""Running to precision, on sampled cases: engines agree, batches do not matter, the cap holds."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
import pytest

from simulator.clock import replay_engine, simpy_engine
from simulator.clock.cases import CaseTable
from simulator.clock.plan import HOUR, ClockPlan, ClockStage, Resource
from simulator.clock.results import summarise
from simulator.clock.run import innocent_hours, run
from simulator.clock.sampling import CaseRates, Laws, sample_cases

PLAN = ClockPlan(
    (
        ClockStage("review", 0, liberty="prolonged", gives_up=True),
        ClockStage("questioned", liberty="held"),
        ClockStage("prints", 1, liberty="held"),
        ClockStage("arrested", liberty="held", officers=0),
    ),
    (Resource("analyst", 1, shared=True), Resource("desk", 1)),
    horizon=8 * 168 * HOUR,
    legal_limit=48 * HOUR,
    minimum=60.0,
)
NIGHTS = np.where(np.arange(168) % 24 < 6, 4.0, 1.0)


def one_by_one(first: int, count: int) -> CaseTable:
    """Each replication from streams of its own."""
    return CaseTable.join([replication(number) for number in range(first, first + count)])


def replication(number: int) -> CaseTable:
    def stream(name: str) -> np.random.Generator:
        return np.random.default_rng([number, int.from_bytes(sha256(name.encode()).digest()[:8], "big")])

    rates = CaseRates(
        a_year=np.full((1, 2, 2, 3), 500.0),
        profile=NIGHTS,
        durations=Laws(np.array([[[240.0, 600.0, 1800.0, 21600.0]]]), np.array([[[0.7, 1.0, 1.0, 1.2]]])),
        proceeds=np.array([0.7, 0.6, 0.3, 0.0]).reshape(1, 1, 1, 4),
        patience=Laws(np.full((1, 1, 4), 900.0), np.full((1, 1, 4), 0.5)),
        draw=np.array([number // 2], dtype=np.int32),
    )
    return sample_cases(stream, PLAN, rates)


def test_engines_agree_on_sampled_cases_of_a_whole_pathway() -> None:
    table = one_by_one(0, 12)
    ours, theirs = simpy_engine.play(PLAN, table), replay_engine.play(PLAN, table)
    assert ours.differences(theirs) == 0
    assert ours.walked.any()
    assert ours.forced_release.any()


def test_the_number_of_replications_follows_the_precision_and_the_cap() -> None:
    result = run(PLAN, one_by_one, precision=0.1, cap=60, batch=10)
    assert result.enough.needed is not None
    assert result.table.replications == len(result.enough.values) <= 60
    assert result.engine == "replay"
    capped = run(PLAN, one_by_one, precision=1e-9, cap=14, batch=10)
    assert capped.enough.needed is None
    assert capped.table.replications == 14
    assert run(PLAN, one_by_one, replications=7).table.replications == 7


def test_batches_do_not_change_results() -> None:
    few, many = (run(PLAN, one_by_one, precision=1e-9, cap=12, batch=batch) for batch in (4, 12))
    assert few.journeys.differences(many.journeys) == 0
    assert np.array_equal(innocent_hours(PLAN, few.table, few.journeys), many.enough.values)
    assert few.table.draw.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_the_tally_equals_the_watched_quantity() -> None:
    result = run(PLAN, one_by_one, replications=6)
    rows = summarise(
        PLAN, result.table, result.journeys, {"all": np.array([True, True]), "b": np.array([False, True])}
    )
    hours = {(r.people, r.kind): r.figure for r in rows if r.measure == "held_hours"}
    assert hours["all", "innocent"].mean == pytest.approx(float(result.enough.values.mean()))
    parts = [hours["all", kind].mean for kind in ("false_match", "stale_entry")]
    assert hours["all", "innocent"].mean == pytest.approx(sum(parts))
    assert hours["b", "innocent"].mean < hours["all", "innocent"].mean


def two_stages(first: int, count: int) -> CaseTable:
    """The same people on a shorter pathway, with longer stages."""
    table = one_by_one(first, count)
    return CaseTable.of(
        table.arrival,
        table.duration[:, [1, 2]] * 6,
        replication=table.replication,
        replications=table.replications,
        kind=table.kind,
    )


def test_an_understaffed_desk_holds_people_longer() -> None:
    stages = (ClockStage("held", liberty="held"), ClockStage("prints", 0, liberty="held"))
    hours = []
    for servers in (1, 2, 50):
        plan = ClockPlan(stages, (Resource("desk", servers),), horizon=PLAN.horizon)
        hours.append(float(run(plan, two_stages, replications=4).enough.values.mean()))
    assert hours[0] > hours[1] > hours[2]
