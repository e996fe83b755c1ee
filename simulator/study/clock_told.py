"""The clock's part of a summary: figures by measure, people and kind; the week by the hour; how it was played."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.clock.cases import CaseTable
from simulator.clock.estimates.figures import figures, with_queues
from simulator.clock.estimates.results import Row, summarise
from simulator.clock.estimates.weekly import Band, Week, cycle_of, hours_of, waited
from simulator.clock.journeys import Journeys
from simulator.quantiles import weighted_quantiles
from simulator.results import clock_summary as stored
from simulator.study.clocking import PRECISION, Played, innocent_held
from simulator.units import HOURS_A_WEEK, WEEK

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]


def clock_summary(played: Played, compiled: Compiled, limit: float | None) -> stored.Clock:
    """The clock's part of a summary: figures by measure, group or roll-up and kind; the week; how it was played.

    Args:
        limit: the scenario's legal limit in seconds, for the share of people held longer.
    """
    people = {group: np.eye(len(compiled.groups), dtype=bool)[g] for g, group in enumerate(compiled.groups)}
    rows = summarise(
        played.plan,
        played.table,
        played.journeys,
        people | compiled.rollups,
        kinds=("innocent",),
        queued=played.queued,
    )
    measures = _measures(rows)
    precision = _precision(measures)
    through = played.queued
    return stored.Clock(
        engine=played.engine,
        fallback=played.fallback,
        replications=played.table.replications,
        draws=len(set(played.table.draw.tolist())),
        played=through.table.replications,
        effective=through.sample.effective,
        weeks=round((played.plan.horizon - played.plan.warm_up) / WEEK),
        precision=precision,
        precise_enough=precision is not None and precision <= PRECISION,
        cases=len(through.table),
        sites=through.table.sites,
        beyond_limit=_beyond(played, limit),
        legal_limit=limit,
        measures=measures,
        week=_week(played, compiled.profile),
    )


def _precision(measures: Mapping[str, stored.Timed]) -> float | None:
    """Half-width of the 95 % interval of the average time half of innocent people are held, as a share of it; None if unknown."""
    half = measures["held_median"].values["all"]["innocent"]
    return half.half_width / half.mean if half.mean and half.half_width is not None else None


def _measures(rows: Iterable[Row]) -> dict[str, stored.Timed]:
    """Figures by measure, people and kind: innocent people of every group, and everybody together."""
    units: dict[str, str] = {}
    values: dict[str, dict[str, dict[str, stored.Times]]] = {}
    for row in rows:
        units[row.measure] = row.unit
        of_people = values.setdefault(row.measure, {}).setdefault(row.people, {})
        of_people[row.kind] = stored.Times(**asdict(row.figure))
    return {name: stored.Timed(unit=units[name], values=values[name]) for name in units}


def _beyond(played: Played, limit: float | None) -> stored.Beyond | None:
    """The share of innocent people held who are held longer than the law allows, and how many that is in the runs without queues."""
    if limit is None:
        return None

    def longer(table: CaseTable, journeys: Journeys) -> tuple[Array, Array]:
        rows, held = innocent_held(played.plan, table, journeys)
        run = table.replication[rows]
        people, beyond = (
            np.bincount(run, over, table.replications) for over in (np.ones(len(run)), held > limit)
        )
        return people.astype(np.float64), beyond.astype(np.float64)

    def share(people: Array, beyond: Array) -> Array:
        return np.asarray(np.divide(beyond, people, out=np.full(len(people), np.nan), where=people > 0))

    through = played.queued
    people, beyond = longer(played.table, played.journeys)
    did, would = (share(*longer(through.table, each))[None] for each in (through.journeys, through.alone))
    alone = figures(share(people, beyond)[None], played.table.draw)
    told = with_queues(alone, did, would, through.sample, 1.0)[0]
    return stored.Beyond(**asdict(told), people=int(people.sum()), longer=int(beyond.sum()))


def _week(played: Played, profile: Array) -> stored.Week:
    """Queue, use and people held by hour of the week, Monday 00:00 first, and of the shortest cycle the hours repeat in."""
    plan, through = played.plan, played.queued
    hours, weight = hours_of(plan, through.table, through.journeys), through.sample.weight
    cycle = cycle_of(plan, profile)
    by_week, by_cycle = (hours.every(length, weight) for length in (HOURS_A_WEEK, cycle))
    return stored.Week(
        resources=_desks(played, by_week),
        held=_band(by_week.held),
        cycle=stored.Cycle(hours=cycle, resources=_desks(played, by_cycle), held=_band(by_cycle.held)),
        waited={
            resource.id: _share(waited(plan, through.table, through.journeys, i), weight)
            for i, resource in enumerate(plan.resources)
        },
    )


def _desks(played: Played, week: Week) -> dict[str, stored.Desk]:
    return {
        resource.id: stored.Desk(queue=_band(week.queue[i]), utilisation=_band(week.utilisation[i]))
        for i, resource in enumerate(played.plan.resources)
    }


def _band(each: Band) -> stored.Band:
    median, lo, hi = (tuple(round(x, 6) for x in ends.tolist()) for ends in (each.median, each.lo, each.hi))
    return stored.Band(median=median, lo=lo, hi=hi)


def _share(found: Array, weight: Array) -> stored.Waited:
    """A share over the replications that have one; `most` is that of the worst of them."""
    if np.isnan(found).all():
        return stored.Waited(median=None, lo=None, hi=None, most=None)
    lo, median, hi = weighted_quantiles(found[None], weight)[:, 0].tolist()
    return stored.Waited(median=median, lo=lo, hi=hi, most=float(np.nanmax(found)))
