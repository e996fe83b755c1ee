"""Results against hand calculation and brute force."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator.clock import simpy_engine
from simulator.clock.cases import CaseTable
from simulator.clock.engine import play
from simulator.clock.estimates.correction import reaching
from simulator.clock.estimates.results import (
    Least,
    Queued,
    Row,
    officer_seconds,
    seconds_from_alert,
    seconds_held,
    summarise,
)
from simulator.clock.estimates.strata import Sample
from simulator.clock.estimates.weekly import cycle_of, hours_of, uses, waited, waits
from simulator.clock.plan import ClockPlan, ClockStage, Resource
from simulator.units import HOUR, HOURS_A_WEEK

PATHWAY = ClockPlan(
    (
        ClockStage("review", liberty="prolonged"),
        ClockStage("asked", 0, liberty="held", gives_up=True),
        ClockStage("cell", liberty="held", officers=0),
    ),
    (Resource("officer"),),
    horizon=100 * HOUR,
    legal_limit=30 * HOUR,
    minimum=60.0,
)


ANY = Least(times=0, tail=0, share=0)


def four_people() -> CaseTable:
    """One replication: A is cleared at once, B in the review, C walks on, D goes to the cell until the limit."""
    return CaseTable.of(
        [0.0, 10.0, 20.0, 30.0],
        [[60.0, HOUR, 0.0], [30.0, HOUR, 0.0], [60.0, HOUR, 0.0], [90.0, HOUR, 48 * HOUR]],
        patience=[[np.inf, np.inf, np.inf]] * 2 + [[np.inf, 600.0, np.inf]] + [[np.inf] * 3],
        proceeds=[[True, False, False], [False] * 3, [True, True, False], [True, True, False]],
        kind=[0, 1, 0, 2],
        group=[0, 1, 1, 0],
    )


def rows_by_name(rows: tuple[Row, ...]) -> dict[tuple[str, str, str], Row]:
    return {(row.measure, row.people, row.kind): row for row in rows}


def test_four_people_by_hand() -> None:
    table = four_people()
    journeys = play(PATHWAY, table)
    a_leaves = 60.0 + HOUR
    assert journeys.released_at.tolist() == [a_leaves, 40.0, 80.0 + 600.0, 120.0 + 30 * HOUR]
    assert seconds_held(PATHWAY, journeys).tolist() == pytest.approx(
        [HOUR, np.nan, 600.0, 30 * HOUR], nan_ok=True
    )
    # B left the review within the minimum of a minute: not held at all
    assert seconds_from_alert(PATHWAY, table, journeys).tolist() == pytest.approx(
        [a_leaves, np.nan, 660.0, 90.0 + 30 * HOUR], nan_ok=True
    )
    assert officer_seconds(PATHWAY, journeys).tolist() == [60.0 + HOUR, 30.0, 60.0, 90.0 + HOUR]

    rows = rows_by_name(
        summarise(
            PATHWAY,
            table,
            journeys,
            {"all": np.array([True, True]), "x": np.array([0, 1], bool)},
            least=ANY,
        )
    )
    assert rows["held", "all", "innocent"].figure.median == 2.0
    assert rows["held_median", "all", "innocent"].figure.median == pytest.approx((HOUR + 600.0) / 2)
    assert rows["held_longest", "all", "wanted"].figure.median == 30 * HOUR
    assert rows["held_hours", "all", "innocent"].figure.median == pytest.approx(1.0 + 600.0 / HOUR)
    assert rows["held_beyond_15min", "all", "innocent"].figure.median == 0.5
    assert rows["held_beyond_24h", "all", "wanted"].figure.median == 1.0
    assert rows["held_to_legal_limit", "all", "wanted"].figure.median == 1.0
    assert rows["held_to_legal_limit", "all", "innocent"].figure.median == 0.0
    assert rows["walked_on", "x", "false_match"].figure.median == 1.0
    assert rows["held", "x", "stale_entry"].figure.median == 0.0  # an empty group is shown, not dropped
    assert rows["held_median", "x", "stale_entry"].figure.replications == 0
    assert rows["held_from_alert", "all", "innocent"].figure.median == 2.0
    assert rows["officer_hours_per_wanted_found", "all", "all"].figure.median == pytest.approx(
        (60.0 + HOUR + 30.0 + 60.0 + 90.0 + HOUR) / HOUR
    )
    # C would have gone to the cell had an officer been free
    assert rows["correction_cell", "all", "wanted"].figure.median == 1.0
    assert rows["correction_cell", "all", "innocent"].figure.median == 0.0
    did, would = reaching(PATHWAY, table, journeys, 1, (0, 1))
    assert (did.tolist(), would.tolist()) == ([2.0], [2.0])


def test_warm_up_leaves_the_first_cases_out() -> None:
    plan = ClockPlan((ClockStage("held", liberty="held"),), horizon=100.0, warm_up=15.0)
    table = CaseTable.of([0.0, 20.0], [5.0, 7.0])
    rows = rows_by_name(summarise(plan, table, play(plan, table), {"all": np.array([True])}, least=ANY))
    assert rows["held", "all", "innocent"].figure.median == 1.0
    assert rows["held_longest", "all", "innocent"].figure.median == 7.0


def crowd(runs: int, each: int) -> dict[tuple[str, str, str], Row]:
    """So many people a replication, held 1, 2, 3 … seconds."""
    plan = ClockPlan((ClockStage("held", liberty="held"),), horizon=100.0)
    table = CaseTable.of(
        np.zeros(runs * each),
        np.tile(np.arange(1.0, each + 1), runs)[:, None],
        replication=np.repeat(range(runs), each),
    )
    return rows_by_name(summarise(plan, table, play(plan, table), {"all": np.array([True])}))


def test_too_few_people_have_no_tail_and_no_share_rather_than_a_wrong_one() -> None:
    few, some, many = crowd(3, 6), crowd(3, 19), crowd(5, 20)
    told = {
        name: [not np.isnan(rows[name, "all", "innocent"].figure.mean) for rows in (few, some, many)]
        for name in ("held", "held_median", "held_longest", "held_p95", "held_beyond_1h")
    }
    assert told == {
        "held": [True, True, True],
        "held_median": [False, True, True],
        "held_longest": [False, True, True],
        "held_p95": [False, False, True],
        "held_beyond_1h": [False, False, True],
    }


def brute_force(
    plan: ClockPlan, table: CaseTable, spans: list[tuple[int, float, float]], step: float
) -> np.ndarray:
    """Seconds in each hour of the week by sampling every `step` seconds; times are multiples of `step`."""
    seconds = np.zeros((table.replications, 168))
    for row, start, end in spans:
        for t in np.arange(max(start, plan.warm_up), min(end, plan.horizon), step):
            seconds[table.replication[row], int(t // HOUR) % 168] += step
    return seconds


@pytest.mark.parametrize("holds", [(), (0,)])
def test_use_by_hour_of_week_equals_brute_force(holds: tuple[int, ...]) -> None:
    plan = ClockPlan(
        (ClockStage("a", 0), ClockStage("b", 1, holds=holds, gives_up=True)),
        (Resource("x", 2), Resource("y")),
        horizon=400 * HOUR,
        warm_up=20 * HOUR,
    )
    rng = np.random.default_rng(0)
    n, quarter = 40, HOUR / 4
    replication = np.sort(rng.integers(0, 3, n))
    arrival = rng.integers(0, 1600, n) * quarter
    arrival = arrival[np.lexsort((arrival, replication))]
    long = rng.integers(0, 120, (n, 2)) * quarter
    long[5, 0] = 900 * quarter  # more than a week at the desk
    table = CaseTable.of(
        arrival, long, patience=rng.integers(0, 60, (n, 1)) * quarter, replication=replication, replications=3
    )
    journeys = simpy_engine.play(plan, table)
    week = hours_of(plan, table, journeys).every(HOURS_A_WEEK)
    hours = np.bincount(np.arange(20, 400) % 168, minlength=168) * HOUR
    for index, servers in ((0, 2), (1, 1)):
        for spans, band, scale in ((uses, week.utilisation, servers), (waits, week.queue, 1)):
            listed = [
                (int(row), float(start), float(end))
                for part in spans(plan, journeys, index)
                for row, start, end in zip(part.rows, part.start, part.end, strict=True)
            ]
            expected = brute_force(plan, table, listed, quarter) / (scale * hours)
            assert band[index].median == pytest.approx(
                np.quantile(expected, 0.5, axis=0, method="averaged_inverted_cdf"), abs=1e-12
            )
            assert band[index].hi == pytest.approx(
                np.quantile(expected, 0.95, axis=0, method="averaged_inverted_cdf"), abs=1e-12
            )
    if holds:  # the officer is kept while the person waits for y and is seen there
        used = next(iter(uses(plan, journeys, 0)))
        assert (used.end == journeys.released_at[used.rows]).all()


def test_hours_of_the_day_are_averages_over_the_days_and_any_time_over_all_hours() -> None:
    plan = ClockPlan((ClockStage("a", 0),), (Resource("x"),), horizon=2 * 168 * HOUR)
    rng = np.random.default_rng(4)
    arrival = np.sort(rng.random(600)) * plan.horizon
    table = CaseTable.of(arrival, rng.exponential(HOUR / 2, 600))
    hours = hours_of(plan, table, play(plan, table))
    week, day, ever = (hours.every(n) for n in (168, 24, 1))
    for part in ("queue", "utilisation"):
        of_week = getattr(week, part)[0].median
        assert getattr(day, part)[0].median == pytest.approx(of_week.reshape(7, 24).mean(axis=0))
        assert getattr(ever, part)[0].median == pytest.approx([of_week.mean()])
    assert day.queue[0].median.max() > 0.0


def test_the_week_repeats_itself_as_soon_as_profile_and_shifts_do() -> None:
    flat, night = np.ones(168), tuple(1 if hour % 24 < 8 else 3 for hour in range(168))
    plain = ClockPlan((ClockStage("a", 0),), (Resource("x", 2),), horizon=168 * HOUR)
    shifts = ClockPlan((ClockStage("a", 0),), (Resource("x", shifts=night),), horizon=168 * HOUR)
    assert cycle_of(plain, flat) == 1
    assert cycle_of(shifts, flat) == 24
    assert cycle_of(plain, np.tile(np.arange(24.0), 7)) == 24
    assert cycle_of(shifts, np.arange(168.0)) == 168


def test_waiting_is_counted_of_those_who_come_after_the_warm_up() -> None:
    plan = ClockPlan((ClockStage("a", 0),), (Resource("x"),), horizon=10 * HOUR, warm_up=HOUR)
    arrival = (
        np.array([0.0, 1.5, 2.0, 2.5, 8.0]) * HOUR
    )  # the first before the warm-up, the next finds the desk busy
    table = CaseTable.of(arrival, np.array([2.0, 0.25, 0.5, 0.25, 0.25]) * HOUR)
    assert waited(plan, table, play(plan, table), 0) == pytest.approx([0.75])
    nobody = CaseTable.of([], np.empty((0, 1)), replications=2)
    assert np.isnan(waited(plan, nobody, play(plan, nobody), 0)).all()


def test_no_more_servers_are_used_than_there_are() -> None:
    shifts = tuple(1 if hour % 24 < 8 else 3 for hour in range(168))
    plan = ClockPlan((ClockStage("a", 0),), (Resource("x", shifts=shifts),), horizon=168 * HOUR)
    rng = np.random.default_rng(1)
    table = CaseTable.of(np.sort(rng.random(400)) * plan.horizon, rng.exponential(HOUR, 400))
    used = hours_of(plan, table, play(plan, table)).every(HOURS_A_WEEK).utilisation[0].median
    day = np.array(shifts) == 3
    assert used[day].max() <= 1.0 + 1e-12
    assert used[~day].max() > 1.0  # the evening's last people are served into the night


def test_nobody_at_all_is_a_result() -> None:
    table = CaseTable.of([], np.empty((0, 3)), replications=5)
    journeys = play(PATHWAY, table)
    rows = rows_by_name(summarise(PATHWAY, table, journeys, {"all": np.array([True])}))
    assert rows["held", "all", "innocent"].figure.hi == 0.0
    assert rows["held_median", "all", "innocent"].figure.replications == 0
    assert np.isnan(rows["officer_hours_per_wanted_found", "all", "all"].figure.mean)
    week = hours_of(PATHWAY, table, journeys).every(HOURS_A_WEEK)
    assert (week.utilisation[0].hi[:100] == 0.0).all()
    assert np.isnan(week.queue[0].median[100:]).all()  # hours the horizon never reaches


def test_figures_without_queues_move_by_what_queues_add() -> None:
    """One desk: the second of two people who come together waits for the first. Alone each is held an hour."""
    plan = ClockPlan(
        (ClockStage("held", 0, liberty="held"),), (Resource("desk"),), horizon=10 * HOUR, warm_up=0.0
    )
    alone, people = plan.without_queues(), {"all": np.array([True])}
    many = CaseTable.of([0.0] * 6, HOUR, replication=[0, 0, 1, 1, 2, 2])
    queued = Queued(many, play(plan, many), play(alone, many), Sample.equal(3))
    assert play(alone, many).released_at.tolist() == [HOUR] * 6
    rows = rows_by_name(
        summarise(plan, many, play(alone, many), people, ("innocent",), least=ANY, queued=queued)
    )
    longest = rows["held_longest", "all", "innocent"].figure
    assert (longest.lo, longest.median, longest.hi, longest.mean) == (2 * HOUR,) * 4
    assert rows["held_median", "all", "innocent"].figure.median == 1.5 * HOUR
    assert rows["held", "all", "innocent"].figure.mean == 2.0
    assert rows["held_beyond_1h", "all", "innocent"].figure.mean == 0.5
    assert rows["walked_on", "all", "innocent"].figure.hi == 0.0


def test_only_the_kinds_asked_for_are_told() -> None:
    table = four_people()
    journeys = play(PATHWAY, table)
    people = {"all": np.array([True, True])}
    every = rows_by_name(summarise(PATHWAY, table, journeys, people))
    some = rows_by_name(summarise(PATHWAY, table, journeys, people, ("innocent",)))
    assert {kind for measure, _, kind in some if measure == "held"} == {"innocent"}
    assert all(repr(every[key]) == repr(row) for key, row in some.items())


def test_at_a_stop_only_the_time_beyond_it_counts() -> None:
    """Two minutes of the stop were left: of A's and D's times they are taken off, C is kept 9 minutes; B's review ended within it."""
    table = replace(four_people(), stop_left=np.full(4, 120.0))
    stages = tuple(replace(stage, waits=True) for stage in PATHWAY.stages)
    plan = replace(PATHWAY, stages=stages, stopped_anyway=True)
    journeys = play(plan, table)
    assert seconds_from_alert(plan, table, journeys).tolist() == pytest.approx(
        [60.0 + HOUR - 120.0, np.nan, 540.0, 90.0 + 30 * HOUR - 120.0], nan_ok=True
    )
    nobody = replace(plan, stages=PATHWAY.stages)
    assert np.nanmax(seconds_from_alert(nobody, table, journeys)) == 0.0
