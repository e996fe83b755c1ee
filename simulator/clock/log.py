"""The event log of one replication, in the columns other tools read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heappop, heappush

from simulator.clock.cases import CaseTable
from simulator.clock.estimates.weekly import uses
from simulator.clock.journeys import Journeys
from simulator.clock.plan import KINDS, ClockPlan

COLUMNS = ("entity_id", "event_type", "event", "time", "resource_id", "kind", "group", "site")


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the log: vidigi's columns (entity_id to resource_id) and who the person is. `time` in seconds."""

    entity_id: int
    event_type: str
    event: str
    time: float
    resource_id: int | None
    kind: str
    group: int
    site: int


def event_log(plan: ClockPlan, table: CaseTable, journeys: Journeys, replication: int) -> tuple[Event, ...]:
    """Everything that happened in one replication, in the order of time.

    Event types are vidigi's: `arrival_departure` (events `arrival`, `depart`), `queue`, `resource_use` and
    `resource_use_end`. A stage without a resource is a `queue` event named `<stage>_begins`, as vidigi shows places.
    A resource kept over several stages is used from the stage that acquired it until it is given back.
    `resource_id` numbers a resource's servers at all sites from 1; the lowest free one is taken.
    """
    rows = table.rows(replication)
    lines: list[Event] = []

    def add(row: int, event_type: str, event: str, time: float, resource_id: int | None = None) -> None:
        kind, group, site = KINDS[table.kind[row]], int(table.group[row]), int(table.site[row])
        lines.append(
            Event(row - rows.start + 1, event_type, event, float(time), resource_id, kind, group, site)
        )

    served: dict[tuple[int, int], tuple[float, int]] = {}
    for index in range(len(plan.resources)):
        served.update(_servers(plan, table, journeys, index, rows))
    for row in range(rows.start, rows.stop):
        add(row, "arrival_departure", "arrival", table.arrival[row])
        for depth in range(int(journeys.last_stage[row]) + 1):
            stage = plan.stages[depth]
            if stage.resource is None or stage.resource in stage.holds:
                add(row, "queue", f"{stage.id}_begins", journeys.start[row, depth])
                continue
            add(row, "queue", f"{stage.id}_wait_begins", journeys.queue_entry[row, depth])
            if (row, depth) in served:
                until, server = served[row, depth]
                add(row, "resource_use", f"{stage.id}_begins", journeys.start[row, depth], server)
                add(row, "resource_use_end", f"{stage.id}_ends", until, server)
        add(row, "arrival_departure", "depart", journeys.released_at[row])
    return tuple(sorted(lines, key=lambda line: (line.time, line.entity_id)))


def pm4py_rows(
    events: Sequence[Event], origin: datetime
) -> tuple[dict[str, str | int | datetime | None], ...]:
    """The log under pm4py's names; `origin` is the Monday 00:00 that seconds count from."""
    return tuple(
        {
            "case:concept:name": str(event.entity_id),
            "concept:name": event.event,
            "time:timestamp": origin + timedelta(seconds=event.time),
            "org:resource": None if event.resource_id is None else str(event.resource_id),
            "lifecycle:transition": "complete" if event.event.endswith(("ends", "depart")) else "start",
            "case:kind": event.kind,
            "case:group": event.group,
            "case:site": event.site,
        }
        for event in events
    )


def _servers(
    plan: ClockPlan, table: CaseTable, journeys: Journeys, resource: int, rows: slice
) -> dict[tuple[int, int], tuple[float, int]]:
    """When each use of a resource, by (row, stage), gave the server back, and which server it was."""
    spans = sorted(
        (float(start), float(end), int(row), use.depth)
        for use in uses(plan, journeys, resource)
        for row, start, end in zip(use.rows, use.start, use.end, strict=True)
        if rows.start <= row < rows.stop
    )
    shared, most = plan.resources[resource].shared, max(plan.resources[resource].by_hour())
    places = 1 if shared else table.sites
    free = [list(range(place * most + 1, (place + 1) * most + 1)) for place in range(places)]
    busy: list[list[tuple[float, int]]] = [[] for _ in range(places)]
    given: dict[tuple[int, int], tuple[float, int]] = {}
    for start, end, row, depth in spans:
        place = 0 if shared else int(table.site[row])
        while busy[place] and busy[place][0][0] <= start:
            heappush(free[place], heappop(busy[place])[1])
        server = heappop(free[place])
        heappush(busy[place], (end, server))
        given[row, depth] = end, server
    return given
