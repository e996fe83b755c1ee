"""The replay engine: the same pathway as the SimPy engine, vectorised over replications, bit for bit.

A stage with a line of its own is a recursion over its cases in the order they come (Kiefer and Wolfowitz 1955): each
takes the server that is free first. The recursion runs once for all replications side by side; stage after stage
re-sorts the cases by the time they arrive there. Floating-point operations are those of the SimPy engine, one for
one, so starts and ends are equal with `==`.
"""

from __future__ import annotations

import numpy as np

from simulator.clock.cases import Bools, CaseTable, Floats, Ints
from simulator.clock.journeys import Journeys
from simulator.clock.lines import Index, Service, serve
from simulator.clock.plan import ClockPlan, ClockStage


class ReplayCannot(ValueError):
    """The replay engine would not be exact for this plan; `reason` says why. The SimPy engine can play it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"replay cannot play this pathway: {reason}; use engine='simpy' or 'auto'")
        self.reason = reason


def cannot(plan: ClockPlan) -> str | None:
    """Why this plan needs the SimPy engine; None if replay is exact."""
    used: dict[int, str] = {}
    kept: dict[int, int] = {}  # stage → the resource it keeps without anybody waiting there
    for depth, stage in enumerate(plan.stages):
        if stage.holds and kept.get(depth) is None:
            return f"stage {stage.id} holds {plan.resources[stage.holds[0]].id} from an earlier stage while people wait"
        if stage.resource is None or depth in kept:
            continue
        name = plan.resources[stage.resource].id
        if stage.resource in used:
            return f"stages {used[stage.resource]} and {stage.id} share {name}"
        if len(set(stage.priority)) > 1:
            return f"stage {stage.id} serves some kinds first"
        if len(set(plan.resources[stage.resource].by_hour())) > 1:
            return f"{name} changes servers by shift"
        used[stage.resource] = stage.id
        kept.update(dict.fromkeys(_with_one_server(plan, depth)[1:], stage.resource))
    return None


def _with_one_server(plan: ClockPlan, depth: int) -> list[int]:
    """The stages a server acquired at `depth` is kept for without anybody waiting for anything else."""
    resource, stages = plan.stages[depth].resource, [depth]
    for later in range(depth + 1, len(plan.stages)):
        stage = plan.stages[later]
        if stage.holds != (resource,) or stage.resource not in (None, resource):
            break
        stages.append(later)
    return stages


def play(plan: ClockPlan, table: CaseTable) -> Journeys:
    """Play every replication through the pathway at once.

    Raises ReplayCannot where it would not be exact, CaseFault when table and plan do not fit.
    """
    table.check_fits(plan)
    if reason := cannot(plan):
        raise ReplayCannot(reason)
    journeys = Journeys.blank(table)
    rows: slice | Index = slice(None)  # the cases that reach the stage: all, then ever fewer
    entry = table.arrival
    deadline: Floats | None = None
    for depth, stage in enumerate(plan.stages):
        if depth == plan.first_held and plan.legal_limit is not None:
            deadline = entry + plan.legal_limit
        duration = table.duration[rows, depth]
        gives_up = entry + table.patience[rows, depth] if stage.gives_up else None

        start, until, unserved = entry, None, None
        if stage.resource is not None and not stage.holds:
            until = _earlier(gives_up, deadline)
            servers = plan.resources[stage.resource].by_hour()[0]
            service = _service(plan, table, depth, rows, deadline)
            start = serve(entry, until, service, _lines(plan, table, stage, rows), servers)
            unserved = None if until is None else start > until
        end, over = _end(start, duration, deadline)

        goes_on = table.proceeds[rows, depth]
        if over is not None:
            goes_on = goes_on & ~over
            journeys.forced_release[rows] = over
        journeys.queue_entry[rows, depth] = entry
        journeys.start[rows, depth] = start
        journeys.end[rows, depth] = end
        journeys.released_at[rows] = end  # whoever goes on writes again at the next stage
        journeys.last_stage[rows] = depth
        if unserved is not None and until is not None:
            goes_on = goes_on & ~unserved
            lost = np.flatnonzero(unserved)
            gone = lost if isinstance(rows, slice) else rows[lost]
            journeys.start[gone, depth] = journeys.end[gone, depth] = np.nan
            journeys.released_at[gone] = until[lost]
            walked = _at_or_before(gives_up, deadline, lost)
            journeys.walked[gone], journeys.forced_release[gone] = walked, ~walked

        ahead = np.flatnonzero(goes_on)
        rows = ahead if isinstance(rows, slice) else rows[ahead]
        entry = end[ahead]
        deadline = None if deadline is None else deadline[ahead]
    return journeys


def _service(
    plan: ClockPlan, table: CaseTable, depth: int, rows: slice | Index, deadline: Floats | None
) -> Service:
    """What each case keeps its server for: this stage, and those that keep the server after it."""
    stages = _with_one_server(plan, depth)
    lengths = [table.duration[rows, depth]]
    reaches: Bools | None = None
    for later in stages[1:]:
        goes_on = table.proceeds[rows, later - 1]
        reaches = goes_on if reaches is None else reaches & goes_on
        lengths.append(np.where(reaches, table.duration[rows, later], 0.0))
    limit = None
    if plan.legal_limit is not None and plan.first_held in stages[1:]:
        limit = stages.index(plan.first_held), plan.legal_limit
    return Service(tuple(lengths), deadline, limit)


def _end(start: Floats, duration: Floats, deadline: Floats | None) -> tuple[Floats, Bools | None]:
    """When service ends, and whether the deadline cut it short."""
    finished = start + duration
    if deadline is None:
        return finished, None
    return np.minimum(finished, deadline), finished > deadline


def _earlier(gives_up: Floats | None, deadline: Floats | None) -> Floats | None:
    """The last moment a case waits for; None where everybody waits for ever."""
    if gives_up is None or deadline is None:
        return deadline if gives_up is None else gives_up
    return np.minimum(gives_up, deadline)


def _at_or_before(gives_up: Floats | None, deadline: Floats | None, cases: Index) -> Bools:
    """Whether the cases gave up, rather than being released at their deadline."""
    if gives_up is None or deadline is None:
        return np.full(len(cases), gives_up is not None)
    return gives_up[cases] <= deadline[cases]


def _lines(plan: ClockPlan, table: CaseTable, stage: ClockStage, rows: slice | Index) -> Ints:
    """The line each case stands in: one a replication and, unless all sites share the resource, a site."""
    assert stage.resource is not None
    lines = table.replication[rows]
    if plan.resources[stage.resource].shared or table.sites == 1:
        return lines
    return lines * np.int32(table.sites) + table.site[rows]
