"""What the clock tells: how long people are held, who walked on, what it costs in officers, each with both doubts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulator.clock.cases import Bools, CaseTable, Floats, Ints
from simulator.clock.estimates.figures import (
    Figure,
    Scale,
    ascending,
    figure,
    figures,
    quantiles_by_replication,
)
from simulator.clock.journeys import Journeys
from simulator.clock.lines import Index
from simulator.clock.plan import KINDS, WANTED, ClockPlan
from simulator.quantiles import MIDDLE, quantiles
from simulator.units import DAY, HOUR, MINUTE

BEYOND = {"15min": 15 * MINUTE, "1h": HOUR, "4h": 4 * HOUR, "24h": DAY}
"""Lengths of time held whose excess is reported, beside the legal limit; seconds."""


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


def summarise(
    plan: ClockPlan,
    table: CaseTable,
    journeys: Journeys,
    people: Mapping[str, Bools],
    kinds: Sequence[str] | None = None,
    least: Least = Least(),
) -> tuple[Row, ...]:
    """Every figure over replications, tidy; cases that arrived before `warm_up` are left out.

    people: names of groups and roll-ups, each with (groups,) booleans; groups beyond the table's are fine.
    kinds: names from `kind_sets`; None: all of them.
    least: how many people a figure needs.
    """
    counted = table.arrival >= plan.warm_up
    held = seconds_held(plan, journeys)
    alert = seconds_from_alert(plan, table, journeys)
    sets = kind_sets(plan)
    tally = _Tally(table, people, sets if kinds is None else {kind: sets[kind] for kind in kinds}, least)
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
    tally.add("walked_on", "people", tally.count(np.flatnonzero(counted & journeys.walked)))
    return (*tally.rows(), *_whole(plan, table, journeys, counted))


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
        self.add(measure, "share", np.where(too_few, np.nan, _ratio(some, n)))

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

    def rows(self) -> Iterator[Row]:
        """A row for every quantity, group or roll-up, and set of kinds."""
        for measure, unit, values in self.found:
            scale: Scale = "log" if unit == "s" else "root"
            told = iter(figures(values.reshape(-1, values.shape[2]), self.table.draw, scale))
            for name in self.names:
                for kind in self.sets:
                    yield Row(measure, name, kind, unit, next(told))


def _count(replication: Ints, replications: int) -> Floats:
    return np.asarray(np.bincount(replication, minlength=replications), dtype=np.float64)


def _hours(replication: Ints, seconds: Floats, replications: int) -> Floats:
    return np.asarray(np.bincount(replication, seconds / HOUR, minlength=replications), dtype=np.float64)


def _whole(plan: ClockPlan, table: CaseTable, journeys: Journeys, counted: Bools) -> Iterator[Row]:
    """Figures of the deployment as a whole: officers, and the correction to counts made as if nobody queued."""
    runs = table.replications
    seconds = officer_seconds(plan, journeys)[counted]
    hours = _hours(table.replication[counted], seconds, runs)
    yield Row("officer_hours", "all", "all", "h", figure(hours, table.draw))
    if plan.first_held is None:
        return
    held = ~np.isnan(journeys.queue_entry[:, plan.first_held])
    found = _count(table.replication[counted & held & (table.kind == WANTED)], runs)
    yield Row(
        "officer_hours_per_wanted_found", "all", "all", "h", figure(_ratio(hours, found), table.draw, "log")
    )
    for kind in ("innocent", "wanted"):
        for depth, stage in enumerate(plan.stages):
            if stage.liberty == "held":
                did, would = reaching(plan, table, journeys, depth, kind_sets(plan)[kind])
                yield Row(f"correction_{stage.id}", "all", kind, "ratio", together(did, would, table.draw))


def together(did: Floats, would: Floats, draw: Ints) -> Figure:
    """The correction: median and intervals over runs, and as mean that of all people together, Σ did ÷ Σ would.

    Crowded runs have most of the people and most of the queueing, so the middle run is not the share of people; and one
    crowded draw may decide it, which its interval has to show: `lo, hi` (90 %) and `half_width` are of the jackknife that
    leaves out one draw at a time (Efron & Stein 1981, Ann. Stat. 9(3)), runs of one draw together.
    """
    runs = figure(_ratio(did, would), draw)
    if not would.any():
        return runs
    ratio, error = float(did.sum() / would.sum()), _jackknife(did, would, draw)
    lo, hi = (min(max(ratio + sign * 1.644854 * error, 0.0), 1.0) for sign in (-1, 1))
    return replace(runs, mean=ratio, lo=lo, hi=hi, half_width=1.959964 * error)


def _jackknife(did: Floats, would: Floats, draw: Ints) -> float:
    """Standard error of Σ did ÷ Σ would over parameter draws; nan where one draw has everybody."""
    _, index = np.unique(draw, return_inverse=True)
    above, below = (np.bincount(index, weights) for weights in (did, would))
    n = len(above)
    if n < 2:
        return float("nan")
    left = _ratio(above.sum() - above, below.sum() - below)
    return float(np.sqrt((n - 1) / n * np.sum((left - left.mean()) ** 2)))


def reaching(
    plan: ClockPlan, table: CaseTable, journeys: Journeys, depth: int, kinds: tuple[int, ...]
) -> tuple[Floats, Floats]:
    """People who reached a stage, and those who would have if nobody gave up or was released by limit: (replications,) each.

    Their ratio corrects the kernel's counts, which know no queues.
    """
    mine = (table.arrival >= plan.warm_up) & np.array([kind in kinds for kind in range(len(KINDS))])[
        table.kind
    ]
    would = mine & table.proceeds[:, :depth].all(axis=1)
    did = mine & ~np.isnan(journeys.queue_entry[:, depth])
    return _count(table.replication[did], table.replications), _count(
        table.replication[would], table.replications
    )


def _ratio(above: Floats, below: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(below > 0.0, above / below, np.nan))
