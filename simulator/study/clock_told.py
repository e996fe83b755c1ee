"""The clock's part of a summary: figures by measure, people and kind; the week by the hour; how it was played."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.clock.cases import CaseTable
from simulator.clock.estimates.figures import Figure, figures, with_queues
from simulator.clock.estimates.results import Row, summarise
from simulator.clock.estimates.weekly import Band, Week, cycle_of, hours_of, waited
from simulator.clock.journeys import Journeys
from simulator.quantiles import weighted_quantiles
from simulator.study.clocking import PRECISION, Played, innocent_held
from simulator.units import HOURS_A_WEEK, WEEK

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]


def clock_summary(played: Played, compiled: Compiled, limit: float | None) -> dict[str, Any]:
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
    return {
        "engine": played.engine,
        "fallback": played.fallback,
        "replications": played.table.replications,
        "draws": len(set(played.table.draw.tolist())),
        "played": through.table.replications,
        "effective": through.sample.effective,
        "weeks": round((played.plan.horizon - played.plan.warm_up) / WEEK),
        "precision": precision,
        "precise_enough": precision is not None and precision <= PRECISION,
        "cases": len(through.table),
        "sites": through.table.sites,
        "beyond_limit": _beyond(played, limit),
        "legal_limit": limit,
        "measures": measures,
        "week": _week(played, compiled.profile),
    }


def _precision(measures: dict[str, Any]) -> float | None:
    """Half-width of the 95 % interval of the average time half of innocent people are held, as a share of it; None if unknown."""
    half = measures["held_median"]["values"]["all"]["innocent"]
    return half["half_width"] / half["mean"] if half["mean"] and half["half_width"] is not None else None


def _measures(rows: Iterable[Row]) -> dict[str, Any]:
    """Figures by measure, people and kind: innocent people of every group, and everybody together."""
    measures: dict[str, Any] = {}
    for row in rows:
        about = measures.setdefault(row.measure, {"unit": row.unit, "values": {}})
        about["values"].setdefault(row.people, {})[row.kind] = _figure(row.figure)
    return measures


def _figure(figure: Figure) -> dict[str, Any]:
    def number(x: float) -> float | None:
        return x if isfinite(x) else None

    return {
        "median": number(figure.median),
        "mean": number(figure.mean),
        "lo": number(figure.lo),
        "hi": number(figure.hi),
        "chance": [number(x) for x in figure.chance],
        "audit": [number(x) for x in figure.audit],
        "half_width": number(figure.half_width),
        "replications": figure.replications,
    }


def _beyond(played: Played, limit: float | None) -> dict[str, Any] | None:
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
    return _figure(told) | {"people": int(people.sum()), "longer": int(beyond.sum())}


def _week(played: Played, profile: Array) -> dict[str, Any]:
    """Queue, use and people held by hour of the week, Monday 00:00 first, and of the shortest cycle the hours repeat in."""
    plan, through = played.plan, played.queued
    hours, weight = hours_of(plan, through.table, through.journeys), through.sample.weight
    cycle = cycle_of(plan, profile)
    return _hours(played, hours.every(HOURS_A_WEEK, weight)) | {
        "cycle": {"hours": cycle, **_hours(played, hours.every(cycle, weight))},
        "waited": {
            resource.id: _share(waited(plan, through.table, through.journeys, i), weight)
            for i, resource in enumerate(plan.resources)
        },
    }


def _hours(played: Played, week: Week) -> dict[str, Any]:
    def band(each: Band) -> dict[str, list[float | None]]:
        return {
            name: [round(x, 6) if isfinite(x) else None for x in getattr(each, name).tolist()]
            for name in ("median", "lo", "hi")
        }

    return {
        "resources": {
            resource.id: {"queue": band(week.queue[i]), "utilisation": band(week.utilisation[i])}
            for i, resource in enumerate(played.plan.resources)
        },
        "held": band(week.held),
    }


def _share(found: Array, weight: Array) -> dict[str, float | None]:
    """A share over the replications that have one; `most` is that of the worst of them."""
    if np.isnan(found).all():
        return {"median": None, "lo": None, "hi": None, "most": None}
    lo, median, hi = weighted_quantiles(found[None], weight)[:, 0].tolist()
    return {"median": median, "lo": lo, "hi": hi, "most": float(np.nanmax(found))}
