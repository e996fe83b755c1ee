"""The clock of a study: draws of the kernel become case tables, are played through the queues, and told as figures.

A replication takes one parameter draw and lives two weeks after two days of warm-up, or a whole year where there are few
cases; two replications share each draw, so that chance and the unknowns can be told apart. Durations are those of the
pathway; counts stay the kernel's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import exp, isfinite, isinf
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.clock.cases import CaseTable
from simulator.clock.engine import Engine, choose, play
from simulator.clock.estimates.figures import Figure, ascending, by_replication, figure
from simulator.clock.estimates.replications import Enough, until_precise
from simulator.clock.estimates.results import Row, seconds_held, summarise
from simulator.clock.estimates.weekly import Band, Week, cycle_of, hours_of, waited
from simulator.clock.journeys import Journeys
from simulator.clock.plan import ClockPlan, ClockStage, Resource
from simulator.clock.sampling import CaseRates, Laws, sample_cases
from simulator.kernel.layout import layout_of
from simulator.kernel.lookalikes import clustered
from simulator.kernel.run import draw_unknowns
from simulator.kernel.streams import CHUNK, stream
from simulator.kernel.variation import place_and_time
from simulator.model.cells import false_cells
from simulator.quantiles import HIGH, LOW, MIDDLE, quantiles
from simulator.units import DAY, HOURS_A_WEEK, WEEK, YEAR

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled
    from simulator.model.pathway import DurationLaw
    from simulator.scenario.grammar import Scenario

Array = NDArray[np.float64]
WEEKS, LONG = 2, 52
FEW = 300_000  # cases expected of CAP replications of LONG weeks: up to so many, a year at a time is played
WARM_UP = 2 * DAY
PRECISION = 0.05  # half-width of the 95 % confidence interval of the median time held, as a share of it
CAP = 40  # replications
PER_DRAW = 2  # replications that share a parameter draw
BATCH = 20  # replications played at a time; part of the streams' names
_CHUNK = 1_100_000_007
"""Chunk number of the clock's own multipliers: no run has so many draws, so none shares their randomness."""


@dataclass(frozen=True, slots=True)
class Played:
    """Everything one run of the clock leaves: the plan, all replications' cases and journeys, and when it stopped."""

    plan: ClockPlan
    table: CaseTable
    journeys: Journeys
    stop: Enough
    engine: str
    fallback: str | None


def plan_of(scenario: Scenario, compiled: Compiled, weeks: int = WEEKS) -> ClockPlan:
    """The pathway as the clock plays it, for so many weeks after the warm-up."""
    names = list(scenario.resources)
    resources = tuple(
        Resource(name, each.servers or 1, _hourly(each.shifts), each.per == "all")
        for name, each in scenario.resources.items()
    )
    stages = tuple(
        ClockStage(
            id=stage.id,
            resource=names.index(stage.resource) if stage.resource else None,
            holds=tuple(names.index(name) for name in stage.keeps),
            priority=stage.priority if any(stage.priority) else (),
            liberty=stage.liberty,  # type: ignore[arg-type]
            gives_up=stage.gives_up is not None,
            waits=stage.waits,
            officers=0 if stage.counts_as_arrest else 1,
        )
        for stage in compiled.stages
    )
    limit = scenario.legal_limit
    enforced = limit.value if limit is not None and limit.enforced else None
    return ClockPlan(
        stages,
        resources,
        WARM_UP + weeks * WEEK,
        WARM_UP,
        enforced,
        compiled.minimum_seconds,
        layout_of(compiled).wrongful,
        compiled.stop_left is not None,
    )


def _hourly(shifts: list[int] | None) -> tuple[int, ...] | None:
    return None if shifts is None else tuple(shifts) * (HOURS_A_WEEK // len(shifts))


def play_clock(
    scenario: Scenario,
    compiled: Compiled,
    seed: int,
    replications: int | None = None,
    engine: Engine = "auto",
) -> Played:
    """Play replications until the median time innocent people are held is known to `PRECISION`, or `CAP` are played.

    Args:
        replications: play exactly so many instead.

    Raises:
        clock.plan.PlanFault: a pathway that cannot be played.
        clock.replay_engine.ReplayCannot: replay is asked for and cannot be exact.
    """
    values = draw_unknowns(compiled, seed, 0, CHUNK)
    plan = plan_of(scenario, compiled, _weeks(compiled, values))
    batches: list[tuple[CaseTable, Journeys]] = []

    def batch(first: int, many: int) -> Array:
        draws = (np.arange(first, first + many) // PER_DRAW) % CHUNK
        table = sample_cases(
            lambda name: stream(seed, f"clock/{first}/{name}", 0),
            plan,
            _rates(compiled, values[:, draws], draws, seed, first),
        )
        journeys = play(plan, table, engine)
        batches.append((table, journeys))
        return _median_held(plan, table, journeys)

    cap, target = (CAP, PRECISION) if replications is None else (replications, 0.0)
    stop = until_precise(batch, target, cap, batch=BATCH)
    name, why = choose(plan, engine)
    table = CaseTable.join([table for table, _ in batches])
    journeys = Journeys.join([journeys for _, journeys in batches])
    return Played(plan, table, journeys, stop, name, why)


def _weeks(compiled: Compiled, values: Array) -> int:
    """How long a replication lives: where two weeks hold hardly anybody, a year, or nothing is known of the few."""
    expected = compiled.expect(values[:, : CAP // PER_DRAW]).alerts.sum(axis=(0, 1))
    a_year = float(expected.mean()) / compiled.horizon_years
    return LONG if a_year * CAP * LONG * WEEK / YEAR <= FEW else WEEKS


def _rates(compiled: Compiled, values: Array, draws: NDArray[np.int64], seed: int, first: int) -> CaseRates:
    """One parameter draw a replication, as the clock asks for it, with the kernel's luck beyond Poisson.

    Busy years, busy places and lookalikes met again multiply a replication's rates, each replication by its own; a year's
    multiplier holds for all of its weeks.
    """
    expected, chunk = compiled.expect(values), _CHUNK + first
    places = place_and_time(replace(compiled, horizon_years=1.0), seed, chunk, len(draws))
    a_year = expected.alerts * places[:, None, None] / compiled.horizon_years
    alike = clustered(compiled, expected, seed, chunk)
    if alike is not None:
        for cell in false_cells(len(compiled.kinds)):
            a_year[:, :, cell] *= alike
    return CaseRates(
        a_year=np.ascontiguousarray(np.moveaxis(a_year, -1, 0)),
        profile=compiled.profile,
        durations=_laws([stage.takes for stage in compiled.stages], values),
        proceeds=np.moveaxis(expected.proceeds, -1, 0),
        patience=_laws([(stage.gives_up,) * len(compiled.kinds) for stage in compiled.stages], values),
        draw=draws.astype(np.int32),
        stop_left=None if compiled.stop_left is None else _laws([(compiled.stop_left,)], values),
    )


def _laws(stages: list[tuple[DurationLaw | None, ...]], values: Array) -> Laws:
    """Medians (replications, kinds, stages) and sigmas; an absent law is infinite patience."""
    shape = (values.shape[1], len(stages[0]), len(stages))
    median, sigma = np.full(shape, np.inf), np.zeros(shape)
    for t, kinds in enumerate(stages):
        for k, law in enumerate(kinds):
            if law is not None:
                middle = 0.0 if isinf(law.log_median) else exp(law.log_median)
                median[:, k, t] = law.factor.of(values) * middle
                sigma[:, k, t] = law.sigma
    return Laws(median, sigma)


def _innocent_seconds(
    plan: ClockPlan, table: CaseTable, journeys: Journeys
) -> tuple[Array, NDArray[np.int32]]:
    """Seconds every innocent person was held, sorted within each replication, and the replications."""
    held = seconds_held(plan, journeys)
    mine = np.flatnonzero(
        ~np.isnan(held) & np.isin(table.kind, plan.wrongful) & (table.arrival >= plan.warm_up)
    )
    order = mine[ascending(held[mine], table.replication[mine])]
    return held[order], table.replication[order]


def _median_held(plan: ClockPlan, table: CaseTable, journeys: Journeys) -> Array:
    """(replications,) median seconds innocent people are held; 0 where nobody was."""
    held, replication = _innocent_seconds(plan, table, journeys)
    return np.nan_to_num(by_replication(held, replication, table.replications, 0.5))


def clock_summary(played: Played, compiled: Compiled, limit: float | None) -> dict[str, Any]:
    """The clock's part of a summary: figures by measure, group or roll-up and kind; the week; how it was played.

    Args:
        limit: the scenario's legal limit in seconds, for the share of people held longer.
    """
    people = {group: np.eye(len(compiled.groups), dtype=bool)[g] for g, group in enumerate(compiled.groups)}
    rows = summarise(
        played.plan, played.table, played.journeys, people | compiled.rollups, kinds=("innocent",)
    )
    return {
        "engine": played.engine,
        "fallback": played.fallback,
        "replications": played.table.replications,
        "draws": len(set(played.table.draw.tolist())),
        "weeks": round((played.plan.horizon - played.plan.warm_up) / WEEK),
        "precision": played.stop.precision if isfinite(played.stop.precision) else None,
        "precise_enough": played.stop.needed is not None,
        "cases": len(played.table),
        "sites": played.table.sites,
        "beyond_limit": _beyond(played, limit),
        "legal_limit": limit,
        "measures": _measures(rows),
        "week": _week(played, compiled.profile),
    }


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
    """The share of innocent people held who are held longer than the law allows, and how many that is in all replications."""
    if limit is None:
        return None
    held, replication = _innocent_seconds(played.plan, played.table, played.journeys)
    count = np.bincount(replication, minlength=played.table.replications)
    longer = np.bincount(replication, held > limit, minlength=played.table.replications)
    share = np.divide(longer, count, out=np.full(len(count), np.nan), where=count > 0)
    people = {"people": int(count.sum()), "longer": int(longer.sum())}
    return _figure(figure(share, played.table.draw)) | people


def _week(played: Played, profile: Array) -> dict[str, Any]:
    """Queue, use and people held by hour of the week, Monday 00:00 first, and of the shortest cycle the hours repeat in."""
    hours = hours_of(played.plan, played.table, played.journeys)
    cycle = cycle_of(played.plan, profile)
    return _hours(played, hours.every(HOURS_A_WEEK)) | {
        "cycle": {"hours": cycle, **_hours(played, hours.every(cycle))},
        "waited": {
            resource.id: _share(waited(played.plan, played.table, played.journeys, i))
            for i, resource in enumerate(played.plan.resources)
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


def _share(found: Array) -> dict[str, float | None]:
    """A share over the replications that have one; `most` is that of the worst of them."""
    known = found[~np.isnan(found)]
    if not len(known):
        return {"median": None, "lo": None, "hi": None, "most": None}
    lo, median, hi, most = quantiles(known, (LOW, MIDDLE, HIGH, 1.0)).tolist()
    return {"median": median, "lo": lo, "hi": hi, "most": most}
