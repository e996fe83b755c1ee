"""The replay engine: the same pathway as the SimPy engine, vectorised over replications, bit for bit.

A stage with a line of its own is a recursion over its cases in the order they come (Kiefer and Wolfowitz 1955): each
takes the server that is free first. The recursion runs once for all replications side by side; stage after stage
re-sorts the cases by the time they arrive there. Floating-point operations are those of the SimPy engine, one for
one, so starts and ends are equal with `==`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.clock.cases import Bools, CaseTable, Floats, Ints
from simulator.clock.journeys import Journeys
from simulator.clock.lines import Index, Service, serve
from simulator.clock.plan import ClockPlan


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
    still = Still(np.arange(len(table)), table.arrival, _never(len(table)))
    for depth in range(len(plan.stages)):
        if depth == plan.first_held:
            still = still.held(plan.legal_limit or np.inf)
        passage = serve_stage(plan, table, depth, still)
        passage.write(journeys, depth, still)
        still = still.going_on(passage)
    return journeys


@dataclass(frozen=True, slots=True)
class Still:
    """The cases still on their way, (cases,) each: their rows, when they enter the next stage, when they must be released.

    deadline: infinity where there is none.
    """

    rows: Index
    entry: Floats
    deadline: Floats

    def of(self, column: NDArray[Any]) -> NDArray[Any]:
        """These cases' values of a column of all cases."""
        return column if len(self.rows) == len(column) else column.take(self.rows)

    def held(self, limit: float) -> Still:
        """The same, to be released so many seconds after they enter."""
        return Still(self.rows, self.entry, self.entry + limit)

    def going_on(self, passage: Passage) -> Still:
        """Those who go on to the next stage."""
        ahead = np.flatnonzero(passage.goes_on)
        return Still(self.rows[ahead], passage.end[ahead], self.deadline[ahead])


@dataclass(frozen=True, slots=True)
class Passage:
    """What a stage did to the cases that came, (cases,) each.

    start, end: as if everybody had been served. forced: released because the limit was reached. goes_on: to the next stage.
    lost: places of those who left unserved, and of these `left`, when, and `walked`, whether they gave up waiting.
    """

    start: Floats
    end: Floats
    forced: Bools
    goes_on: Bools
    lost: Index
    left: Floats
    walked: Bools

    def write(self, journeys: Journeys, depth: int, still: Still) -> None:
        """Into the rows of the cases that came; whoever goes on is written again at the next stage."""
        _put(journeys.queue_entry[:, depth], still.rows, still.entry)
        _put(journeys.start[:, depth], still.rows, self.start)
        _put(journeys.end[:, depth], still.rows, self.end)
        _put(journeys.last_stage, still.rows, np.int32(depth))
        _put(journeys.released_at, still.rows, self.end)
        _put(journeys.forced_release, still.rows, self.forced)
        gone = still.rows[self.lost]
        journeys.start[gone, depth] = journeys.end[gone, depth] = np.nan
        journeys.released_at[gone] = self.left
        journeys.walked[gone], journeys.forced_release[gone] = self.walked, ~self.walked


def _never(cases: int) -> Floats:
    """Infinity for each case, in the room of one number."""
    return np.broadcast_to(np.float64(np.inf), cases)


def _put(column: NDArray[Any], rows: Index, values: NDArray[Any] | np.int32) -> None:
    """Write some rows of a column; all of them at once, where a copy takes a twentieth of the time."""
    column[slice(None) if len(rows) == len(column) else rows] = values


def serve_stage(plan: ClockPlan, table: CaseTable, depth: int, still: Still) -> Passage:
    """One stage: the wait for a server where there is a line of its own, the service, and who goes on."""
    stage, start, deadline = plan.stages[depth], still.entry, still.deadline
    gives_up = until = _never(len(start))
    if stage.resource is not None and not stage.holds:
        until = deadline
        if stage.gives_up:
            gives_up = still.entry + still.of(table.patience[:, depth])
            until = np.minimum(gives_up, deadline)
        servers = plan.resources[stage.resource].by_hour()[0]
        lines = _lines(plan, table, stage.resource, still)
        start = serve(still.entry, until, _service(plan, table, depth, still), lines, servers)
    lost = np.flatnonzero(start > until)
    finished = start + still.of(table.duration[:, depth])
    forced = finished > deadline
    goes_on = still.of(table.proceeds[:, depth]) & ~forced
    goes_on[lost] = False
    return Passage(
        start=start,
        end=np.minimum(finished, deadline, out=finished),
        forced=forced,
        goes_on=goes_on,
        lost=lost,
        left=until[lost],
        walked=gives_up[lost] <= deadline[lost],
    )


def _service(plan: ClockPlan, table: CaseTable, depth: int, still: Still) -> Service:
    """What each case keeps its server for: this stage, and those that keep the server after it."""
    stages = _with_one_server(plan, depth)
    lengths = [still.of(table.duration[:, depth])]
    reaches = np.ones(len(still.rows), np.bool_)
    for later in stages[1:]:
        reaches = reaches & still.of(table.proceeds[:, later - 1])
        lengths.append(np.where(reaches, still.of(table.duration[:, later]), 0.0))
    limit = None
    if plan.legal_limit is not None and plan.first_held in stages[1:]:
        limit = stages.index(plan.first_held), plan.legal_limit
    return Service(tuple(lengths), still.deadline, limit)


def _lines(plan: ClockPlan, table: CaseTable, resource: int, still: Still) -> Ints:
    """The line each case stands in: one a replication and, unless all sites share the resource, a site."""
    lines = still.of(table.replication)
    if plan.resources[resource].shared or table.sites == 1:
        return lines
    return np.asarray(lines * np.int32(table.sites) + still.of(table.site))
