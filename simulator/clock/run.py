"""Running the clock: batches of replications until the watched quantity is known well enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.clock.cases import CaseTable, Floats
from simulator.clock.engine import Engine, choose, play
from simulator.clock.journeys import Journeys
from simulator.clock.plan import HOUR, WANTED, ClockPlan
from simulator.clock.replications import Enough, precision_of, until_precise
from simulator.clock.results import seconds_held

Batch = Callable[[int, int], CaseTable]
"""(first replication, how many) → their case table, replications numbered from 0."""

Watch = Callable[[ClockPlan, CaseTable, Journeys], Floats]
"""One value a replication, (replications,), whose mean is to be precise."""


@dataclass(frozen=True, slots=True)
class ClockRun:
    """All replications played, by which engine (and why not by replay), and whether they were enough."""

    plan: ClockPlan
    table: CaseTable
    journeys: Journeys
    engine: str
    fell_back: str | None
    enough: Enough


def innocent_hours(plan: ClockPlan, table: CaseTable, journeys: Journeys) -> Floats:
    """Person-hours innocent people are held in each replication, (replications,); the quantity watched by default."""
    held = seconds_held(plan, journeys)
    rows = (table.kind != WANTED) & (table.arrival >= plan.warm_up) & ~np.isnan(held)
    return np.asarray(np.bincount(table.replication[rows], held[rows] / HOUR, minlength=table.replications))


def run(
    plan: ClockPlan,
    sample: Batch,
    *,
    replications: int | None = None,
    precision: float = 0.05,
    cap: int = 1_000,
    batch: int = 20,
    engine: Engine = "auto",
    watch: Watch = innocent_hours,
) -> ClockRun:
    """Play batches until the mean of `watch` is within `precision` of itself, or `cap` replications are played.

    `replications` fixes their number instead. `sample` must give replication i the same cases whatever is asked for
    beside it if results are not to depend on `batch`.
    """
    name, why = choose(plan, engine)
    tables: list[CaseTable] = []
    parts: list[Journeys] = []

    def one(first: int, count: int) -> Floats:
        tables.append(sample(first, count))
        parts.append(play(plan, tables[-1], name))
        return watch(plan, tables[-1], parts[-1])

    if replications is None:
        enough = until_precise(one, precision, cap, batch)
    else:
        values = one(0, replications)
        reached = precision_of(values)
        enough = Enough(None, float(reached[-1]) if len(reached) else np.inf, values)
    return ClockRun(plan, CaseTable.join(tables), Journeys.join(parts), name, why, enough)
