"""The event log: vidigi's columns, pm4py's names."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simulator.clock import simpy_engine
from simulator.clock.cases import CaseTable
from simulator.clock.log import COLUMNS, Event, event_log, pm4py_rows
from simulator.clock.plan import ClockPlan, ClockStage, Resource

PLAN = ClockPlan(
    (ClockStage("review"), ClockStage("asked", 0, gives_up=True), ClockStage("prints", 1, holds=(0,))),
    (Resource("officer", 2), Resource("desk")),
)


def log_of(table: CaseTable, replication: int = 0) -> tuple[Event, ...]:
    return event_log(PLAN, table, simpy_engine.play(PLAN, table), replication)


def test_the_log_of_three_people() -> None:
    table = CaseTable.of(
        [0.0, 0.0, 1.0], [[1.0, 4.0, 2.0], [1.0, 9.0, 1.0], [1.0, 1.0, 1.0]], patience=2.0, kind=[0, 2, 1]
    )
    lines = [(e.time, e.entity_id, e.event_type, e.event, e.resource_id) for e in log_of(table)]
    assert lines == [
        (0.0, 1, "arrival_departure", "arrival", None),
        (0.0, 1, "queue", "review_begins", None),
        (0.0, 2, "arrival_departure", "arrival", None),
        (0.0, 2, "queue", "review_begins", None),
        (1.0, 1, "queue", "asked_wait_begins", None),
        (1.0, 1, "resource_use", "asked_begins", 1),
        (1.0, 2, "queue", "asked_wait_begins", None),
        (1.0, 2, "resource_use", "asked_begins", 2),
        (1.0, 3, "arrival_departure", "arrival", None),
        (1.0, 3, "queue", "review_begins", None),
        (2.0, 3, "queue", "asked_wait_begins", None),
        (4.0, 3, "arrival_departure", "depart", None),
        (5.0, 1, "queue", "prints_wait_begins", None),
        (5.0, 1, "resource_use", "prints_begins", 1),
        (7.0, 1, "resource_use_end", "asked_ends", 1),
        (7.0, 1, "resource_use_end", "prints_ends", 1),
        (7.0, 1, "arrival_departure", "depart", None),
        (10.0, 2, "queue", "prints_wait_begins", None),
        (10.0, 2, "resource_use", "prints_begins", 1),
        (11.0, 2, "resource_use_end", "asked_ends", 2),
        (11.0, 2, "resource_use_end", "prints_ends", 1),
        (11.0, 2, "arrival_departure", "depart", None),
    ]


def test_columns_and_pm4pys_names() -> None:
    table = CaseTable.of([3600.0], [[1.0, 2.0, 3.0]], kind=2, group=4)
    events = log_of(table)
    assert all(tuple(Event.__slots__) == COLUMNS for _ in events)
    monday = datetime(2026, 1, 5, tzinfo=UTC)
    first = pm4py_rows(events, monday)[0]
    assert first == {
        "case:concept:name": "1",
        "concept:name": "arrival",
        "time:timestamp": datetime(2026, 1, 5, 1, tzinfo=UTC),
        "org:resource": None,
        "lifecycle:transition": "start",
        "case:kind": "wanted",
        "case:group": 4,
        "case:site": 0,
    }


@given(seed=st.integers(0, 2**32 - 1))
def test_no_server_is_used_by_two_people_at_once(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = CaseTable.of(
        np.sort(rng.integers(0, 60, 30)).astype(float),
        rng.integers(0, 5, (30, 3)),
        patience=rng.integers(0, 9, (30, 3)),
        site=rng.integers(0, 2, 30),
        sites=2,
    )
    for stage, places in (("asked", 4), ("prints", 2)):
        used: dict[int, list[tuple[float, float]]] = {}
        starts: dict[int, float] = {}
        for event in log_of(table):
            if event.resource_id is None or not event.event.startswith(stage):
                continue
            assert 1 <= event.resource_id <= places
            if event.event_type == "resource_use":
                starts[event.entity_id] = event.time
            else:
                used.setdefault(event.resource_id, []).append((starts[event.entity_id], event.time))
        for spans in used.values():
            spans.sort()
            assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
