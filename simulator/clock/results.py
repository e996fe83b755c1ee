"""What the clock tells: how long people are held, who walked on, what it costs in officers, each with both doubts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from simulator.clock.cases import Bools, CaseTable, Floats, Ints
from simulator.clock.figures import Figure, by_replication, figure
from simulator.clock.journeys import Journeys
from simulator.clock.plan import HOUR, KINDS, WANTED, ClockPlan

BEYOND = {"15min": 900.0, "1h": HOUR, "4h": 4 * HOUR, "24h": 24 * HOUR}
"""Lengths of time held whose excess is reported, beside the legal limit; seconds."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: of which measure, people (a group or roll-up) and kind (a kind, `innocent` or `all`)."""

    measure: str
    people: str
    kind: str
    unit: str
    figure: Figure


def summarise(
    plan: ClockPlan, table: CaseTable, journeys: Journeys, people: Mapping[str, Bools]
) -> tuple[Row, ...]:
    """Every figure over replications, tidy; cases that arrived before `warm_up` are left out.

    people: names of groups and roll-ups, each with (groups,) booleans; groups beyond the table's are fine.
    """
    counted = table.arrival >= plan.warm_up
    held = _Timed(table, seconds_held(plan, journeys), counted)
    alert = _Timed(table, seconds_from_alert(plan, journeys), counted)
    walked = np.flatnonzero(counted & journeys.walked)
    rows: list[Row] = []
    for name, members in people.items():
        for kind, kinds in KIND_SETS.items():
            rows.extend(held.rows_of("held", name, members, kind, journeys.forced_release))
            rows.extend(alert.rows_of("held_from_alert", name, members, kind, None))
            mine = walked[members[table.group[walked]] & np.isin(table.kind[walked], kinds)]
            count = _count(table.replication[mine], table.replications)
            rows.append(Row("walked_on", name, kind, "people", figure(count, table.draw)))
    rows.extend(_whole(plan, table, journeys, counted))
    return tuple(rows)


KIND_SETS: dict[str, tuple[int, ...]] = {
    **{kind: (index,) for index, kind in enumerate(KINDS)},
    "innocent": tuple(index for index in range(len(KINDS)) if index != WANTED),
}


def seconds_held(plan: ClockPlan, journeys: Journeys) -> Floats:
    """Seconds from questioning to release, (cases,): from entering the first `held` stage, any wait there included.

    nan for people who were never held.
    """
    return _since(plan.first_held, journeys)


def seconds_from_alert(plan: ClockPlan, journeys: Journeys) -> Floats:
    """Seconds a person was not free to go, (cases,): from entering the first `prolonged` or `held` stage.

    nan for those who never were, and for those who left within `plan.minimum` before reaching a `held` stage.
    """
    seconds = _since(plan.first_prolonged, journeys)
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


class _Timed:
    """The counted cases that were held, in order of time held within each replication."""

    def __init__(self, table: CaseTable, seconds: Floats, counted: Bools) -> None:
        rows = np.flatnonzero(counted & ~np.isnan(seconds))
        key = np.empty(len(rows), dtype=np.complex128)
        key.real, key.imag = table.replication[rows], seconds[rows]
        self.rows = rows = rows[np.argsort(key, kind="stable")]
        self.seconds, self.replication = seconds[rows], table.replication[rows]
        self.group, self.kind = table.group[rows], table.kind[rows]
        self.replications, self.draw = table.replications, table.draw

    def rows_of(
        self, prefix: str, name: str, members: Bools, kind: str, limited: Bools | None
    ) -> Iterator[Row]:
        """Figures of one group or roll-up and one set of kinds; `limited`: who was released by the legal limit."""
        chosen = np.flatnonzero(members[self.group] & np.isin(self.kind, KIND_SETS[kind]))
        seconds, replication, runs = self.seconds[chosen], self.replication[chosen], self.replications
        n = _count(replication, runs)
        yield Row(prefix, name, kind, "people", figure(n, self.draw))
        for label, q in (("median", 0.5), ("p95", 0.95), ("longest", 1.0)):
            values = by_replication(seconds, replication, runs, q)
            yield Row(f"{prefix}_{label}", name, kind, "s", figure(values, self.draw))
        hours = _hours(replication, seconds, runs)
        yield Row(f"{prefix}_hours", name, kind, "person-hours", figure(hours, self.draw))
        if limited is None:
            return
        for label, bound in BEYOND.items():
            share = _ratio(_count(replication[seconds > bound], runs), n)
            yield Row(f"{prefix}_beyond_{label}", name, kind, "share", figure(share, self.draw))
        share = _ratio(_count(replication[limited[self.rows[chosen]]], runs), n)
        yield Row(f"{prefix}_to_legal_limit", name, kind, "share", figure(share, self.draw))


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
    yield Row("officer_hours_per_wanted_found", "all", "all", "h", figure(_ratio(hours, found), table.draw))
    for kind in ("innocent", "wanted"):
        for depth, stage in enumerate(plan.stages):
            if stage.liberty == "held":
                change = correction(plan, table, journeys, depth, KIND_SETS[kind])
                yield Row(f"correction_{stage.id}", "all", kind, "ratio", figure(change, table.draw))


def correction(
    plan: ClockPlan, table: CaseTable, journeys: Journeys, depth: int, kinds: tuple[int, ...]
) -> Floats:
    """People who reached a stage ÷ people who would have if nobody gave up or was released by limit, (replications,).

    Multiply the kernel's counts, which know no queues, by it. nan where nobody would have reached the stage.
    """
    mine = (table.arrival >= plan.warm_up) & np.isin(table.kind, kinds)
    would = mine & table.proceeds[:, :depth].all(axis=1)
    did = mine & ~np.isnan(journeys.queue_entry[:, depth])
    count = [
        np.bincount(table.replication[x], minlength=table.replications).astype(float) for x in (did, would)
    ]
    return _ratio(*count)


def _ratio(above: Floats, below: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(below > 0.0, above / below, np.nan))
