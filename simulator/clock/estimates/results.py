"""What the clock tells: how long people are held, who walked on, what it costs in officers, each with both doubts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from simulator.clock.cases import Bools, CaseTable, Floats, Ints
from simulator.clock.estimates.correction import count, ratio, reaching, together
from simulator.clock.estimates.figures import (
    Figure,
    Scale,
    ascending,
    figure,
    figures,
    quantiles_by_replication,
    weighted,
    with_queues,
)
from simulator.clock.estimates.strata import Sample
from simulator.clock.journeys import Journeys
from simulator.clock.lines import Index
from simulator.clock.plan import KINDS, WANTED, ClockPlan
from simulator.quantiles import MIDDLE, quantiles
from simulator.units import DAY, HOUR, MINUTE

BEYOND = {"15min": 15 * MINUTE, "1h": HOUR, "4h": 4 * HOUR, "24h": DAY}
"""Lengths of time held whose excess is reported, beside the legal limit; seconds."""

WALKED_ON = "walked_on"


@dataclass(frozen=True, slots=True)
class Least:
    """People without whom a figure is undefined rather than misleading.

    times: in all replications together, for lengths of time. tail: in the middle replication, for a 95th percentile,
    which of fewer is but the longest. share: in all replications together; "none" of fewer says nothing.
    """

    times: int = 20
    tail: int = 20
    share: int = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: of which measure, people (a group or roll-up) and kind (a kind, `innocent` or `all`)."""

    measure: str
    people: str
    kind: str
    unit: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Queued:
    """Replications played through the queues, one a draw, and the same cases as if nobody queued.

    sample: which draws they are, and what they stand for.
    """

    table: CaseTable
    journeys: Journeys
    alone: Journeys
    sample: Sample


def summarise(
    plan: ClockPlan,
    table: CaseTable,
    journeys: Journeys,
    people: Mapping[str, Bools],
    kinds: Sequence[str] | None = None,
    least: Least = Least(),
    queued: Queued | None = None,
) -> tuple[Row, ...]:
    """Every figure over replications, tidy; cases that arrived before `warm_up` are left out.

    people: names of groups and roll-ups, each with (groups,) booleans; groups beyond the table's are fine.
    kinds: names from `kind_sets`; None: all of them.
    least: how many people a figure needs.
    queued: where `journeys` are without queues, what moves their figures by the difference queues make.
    """
    sets = kind_sets(plan)
    chosen = sets if kinds is None else {kind: sets[kind] for kind in kinds}
    tally = _tallied(plan, table, journeys, _Tally(table, people, chosen, least))
    if queued is None:
        return (*tally.rows(), *_whole(plan, table, journeys, None))
    nobody_too_few = Least(0, 0, 0)
    did, would = (
        _tallied(plan, queued.table, each, _Tally(queued.table, people, chosen, nobody_too_few))
        for each in (queued.journeys, queued.alone)
    )
    whole = _whole(plan, queued.table, queued.journeys, queued.sample)
    return (*tally.rows((did, would, queued.sample)), *whole)


def _tallied(plan: ClockPlan, table: CaseTable, journeys: Journeys, tally: _Tally) -> _Tally:
    """The tally, filled from journeys."""
    counted = table.arrival >= plan.warm_up
    held = seconds_held(plan, journeys)
    alert = seconds_from_alert(plan, table, journeys)
    was_held = np.flatnonzero(counted & ~np.isnan(held))
    n = tally.add("held", "people", tally.count(was_held))
    tally.quantiles("held", held, was_held, n)
    tally.add("held_hours", "person-hours", tally.count(was_held, held[was_held] / HOUR))
    for label, bound in BEYOND.items():
        tally.share(f"held_beyond_{label}", tally.count(was_held[held[was_held] > bound]), n)
    if plan.legal_limit is not None:
        limited = was_held[journeys.forced_release[was_held]]
        tally.share("held_to_legal_limit", tally.count(limited), n)
    from_alert = np.flatnonzero(counted & ~np.isnan(alert))
    n = tally.add("held_from_alert", "people", tally.count(from_alert))
    tally.quantiles("held_from_alert", alert, from_alert, n)
    tally.add("held_from_alert_hours", "person-hours", tally.count(from_alert, alert[from_alert] / HOUR))
    tally.add(WALKED_ON, "people", tally.count(np.flatnonzero(counted & journeys.walked)))
    return tally


def kind_sets(plan: ClockPlan) -> dict[str, tuple[int, ...]]:
    """Cells by kind, and those of `innocent` people whose detentions are wrongful."""
    kinds = {kind: tuple(cell for cell, each in enumerate(KINDS) if each == kind) for kind in KINDS}
    return kinds | {"innocent": plan.wrongful}


def seconds_held(plan: ClockPlan, journeys: Journeys) -> Floats:
    """Seconds from questioning to release, (cases,): from entering the first `held` stage, any wait there included.

    nan for people who were never held.
    """
    return _since(plan.first_held, journeys)


def seconds_from_alert(plan: ClockPlan, table: CaseTable, journeys: Journeys) -> Floats:
    """Seconds a person was not free to go, (cases,): from entering the first `prolonged` or `held` stage.

    Where people are stopped anyway, the seconds beyond that stop: none unless a stage they came to is one to wait for.
    nan for those who never were, and for those who left within `plan.minimum` before reaching a `held` stage.
    """
    seconds = _since(plan.first_prolonged, journeys)
    if plan.stopped_anyway:
        waits = np.logical_or.accumulate([stage.waits for stage in plan.stages])[journeys.last_stage]
        seconds = np.where(waits, np.maximum(seconds - table.stop_left, 0.0), np.minimum(seconds, 0.0))
    held = plan.first_held
    reached = journeys.last_stage >= held if held is not None else np.zeros(len(seconds), dtype=np.bool_)
    return np.where(reached | (seconds >= plan.minimum), seconds, np.nan)


def _since(depth: int | None, journeys: Journeys) -> Floats:
    if depth is None:
        return np.full(len(journeys.released_at), np.nan)
    return np.asarray(journeys.released_at - journeys.queue_entry[:, depth])


def officer_seconds(plan: ClockPlan, journeys: Journeys) -> Floats:
    """Officers' working time each case took, (cases,): `officers` for as long as a stage lasts.

    While somebody waits at a stage that keeps a resource, its officers wait with them.
    """
    total = np.zeros(len(journeys.released_at))
    for depth, stage in enumerate(plan.stages):
        if not stage.officers:
            continue
        begin = journeys.queue_entry[:, depth] if stage.holds else journeys.start[:, depth]
        end = np.where(np.isnan(journeys.end[:, depth]), journeys.released_at, journeys.end[:, depth])
        total += stage.officers * np.nan_to_num(end - begin)
    return total


class _Tally:
    """Quantities by people (groups and roll-ups), set of kinds and replication: (people, kind sets, replications)."""

    def __init__(
        self,
        table: CaseTable,
        people: Mapping[str, Bools],
        sets: Mapping[str, tuple[int, ...]],
        least: Least,
    ) -> None:
        self.table, self.names, self.least = table, list(people), least
        self.members = np.array(list(people.values()), dtype=np.bool_).reshape(len(people), -1)
        self.sets = tuple(sets)
        self.kinds = np.array([[cell in cells for cell in range(len(KINDS))] for cells in sets.values()])
        self.found: list[tuple[str, str, Floats]] = []

    def add(self, measure: str, unit: str, values: Floats) -> Floats:
        self.found.append((measure, unit, values))
        return values

    def count(self, rows: Index, weight: Floats | None = None) -> Floats:
        """How many of the cases, or the sum of their weights: once by single group and kind, then added up."""
        groups, kinds, runs = self.members.shape[1], len(KINDS), self.table.replications
        cell = (self.table.replication[rows].astype(np.int64) * groups + self.table.group[rows]) * kinds
        single = np.bincount(cell + self.table.kind[rows], weight, minlength=runs * groups * kinds)
        table = single.reshape(runs, groups, kinds).astype(np.float64)
        return np.asarray(np.einsum("rgk,pg,qk->pqr", table, self.members, self.kinds, optimize=True))

    def share(self, measure: str, some: Floats, n: Floats) -> None:
        """Some of n people in each replication; undefined of too few."""
        too_few = n.sum(axis=2, keepdims=True) < self.least.share
        self.add(measure, "share", np.where(too_few, np.nan, ratio(some, n)))

    def quantiles(self, prefix: str, seconds: Floats, rows: Index, n: Floats) -> None:
        """Median, 95th percentile and longest time in each replication; n: people in each, as `count` gives them.

        Undefined of too few people.
        """
        levels = {"median": MIDDLE, "p95": 0.95, "longest": 1.0}
        shape = (len(levels), len(self.members), len(self.kinds), self.table.replications)
        found = np.empty(shape)
        for k, kinds in enumerate(self.kinds):
            mine = rows[kinds[self.table.kind[rows]]]
            mine = mine[ascending(seconds[mine], self.table.replication[mine])]
            times, replication, group = seconds[mine], self.table.replication[mine], self.table.group[mine]
            for p, members in enumerate(self.members):
                at = slice(None) if members.all() else np.flatnonzero(members[group])
                found[:, p, k] = quantiles_by_replication(
                    times[at], replication[at], shape[3], tuple(levels.values())
                )
        found[:, n.sum(axis=2) < self.least.times] = np.nan
        found[list(levels).index("p95")][quantiles(n, (MIDDLE,))[0] < self.least.tail] = np.nan
        for label, values in zip(levels, found, strict=True):
            self.add(f"{prefix}_{label}", "s", values)

    def rows(self, queued: tuple[_Tally, _Tally, Sample] | None = None) -> Iterator[Row]:
        """A row for every quantity, group or roll-up, and set of kinds.

        queued: tallies of the same measures with queues and without, of the draws of a sample.
        """
        for i, (measure, unit, values) in enumerate(self.found):
            scale: Scale = "log" if unit == "s" else "root"
            if queued is not None and measure == WALKED_ON:
                told = iter(weighted(_flat(queued[0].found[i][2]), queued[2]))
            else:
                alone = figures(_flat(values), self.table.draw, scale)
                if queued is not None:
                    did, would = (_flat(tally.found[i][2]) for tally in queued[:2])
                    alone = with_queues(alone, did, would, queued[2], 1.0 if unit == "share" else inf)
                told = iter(alone)
            for name in self.names:
                for kind in self.sets:
                    yield Row(measure, name, kind, unit, next(told))


def _hours(replication: Ints, seconds: Floats, replications: int) -> Floats:
    return np.asarray(np.bincount(replication, seconds / HOUR, minlength=replications), dtype=np.float64)


def _flat(values: Floats) -> Floats:
    """(people, kind sets, replications) as (quantities, replications)."""
    return values.reshape(-1, values.shape[2])


def _whole(plan: ClockPlan, table: CaseTable, journeys: Journeys, sample: Sample | None) -> Iterator[Row]:
    """Figures of the deployment as a whole: officers, and the correction to counts made as if nobody queued.

    sample: None where all replications count alike.
    """

    def told(values: Floats, scale: Scale = "root") -> Figure:
        return figure(values, table.draw, scale) if sample is None else weighted(values[None], sample)[0]

    runs, counted = table.replications, table.arrival >= plan.warm_up
    seconds = officer_seconds(plan, journeys)[counted]
    hours = _hours(table.replication[counted], seconds, runs)
    yield Row("officer_hours", "all", "all", "h", told(hours))
    if plan.first_held is None:
        return
    held = ~np.isnan(journeys.queue_entry[:, plan.first_held])
    found = count(table.replication[counted & held & (table.kind == WANTED)], runs)
    yield Row("officer_hours_per_wanted_found", "all", "all", "h", told(ratio(hours, found), "log"))
    for kind in ("innocent", "wanted"):
        for depth, stage in enumerate(plan.stages):
            if stage.liberty == "held":
                did, would = reaching(plan, table, journeys, depth, kind_sets(plan)[kind])
                runs_alone = told(ratio(did, would))
                figure_of_all = together(runs_alone, did, would, sample or Sample.equal(runs))
                yield Row(f"correction_{stage.id}", "all", kind, "ratio", figure_of_all)
