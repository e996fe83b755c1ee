"""A whole pathway on sampled cases: engines agree, batches do not matter, too few servers show."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
import pytest

from simulator.clock import replay_engine, simpy_engine
from simulator.clock.cases import CaseTable
from simulator.clock.engine import play
from simulator.clock.estimates.results import seconds_held, summarise
from simulator.clock.journeys import Journeys
from simulator.clock.plan import ClockPlan, ClockStage, Resource
from simulator.clock.sampling import CaseRates, Laws, sample_cases
from simulator.units import HOUR

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


def test_batches_do_not_change_results() -> None:
    batches = [one_by_one(0, 5), one_by_one(5, 1), one_by_one(6, 6)]
    whole = CaseTable.join(batches)
    joined = Journeys.join([play(PLAN, batch) for batch in batches])
    assert play(PLAN, whole).differences(joined) == 0
    assert whole.draw.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert np.array_equal(whole.arrival, one_by_one(0, 12).arrival)


def test_groups_and_kinds_add_up() -> None:
    table = one_by_one(0, 6)
    journeys = play(PLAN, table)
    people = {"all": np.array([True, True]), "a": np.array([True, False]), "b": np.array([False, True])}
    rows = summarise(PLAN, table, journeys, people)
    hours = {(r.people, r.kind): r.figure.mean for r in rows if r.measure == "held_hours"}
    held = seconds_held(PLAN, journeys)
    innocent = table.kind != 2
    assert hours["all", "innocent"] == pytest.approx(np.nansum(held[innocent]) / HOUR / 6)
    assert hours["all", "innocent"] == pytest.approx(
        hours["all", "false_match"] + hours["all", "stale_entry"]
    )
    assert hours["all", "wanted"] == pytest.approx(hours["a", "wanted"] + hours["b", "wanted"])


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
    table = two_stages(0, 4)
    hours = []
    for servers in (1, 2, 50):
        plan = ClockPlan(stages, (Resource("desk", servers),), horizon=PLAN.horizon)
        hours.append(float(seconds_held(plan, play(plan, table)).sum()))
    assert hours[0] > hours[1] > hours[2]
