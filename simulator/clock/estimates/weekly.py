"""When: lines, servers and people held, by hour of the week, of the day, or at any time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulator.clock.cases import CaseTable, Floats, Ints
from simulator.clock.journeys import Journeys
from simulator.clock.lines import Index
from simulator.clock.plan import ClockPlan
from simulator.quantiles import weighted_quantiles
from simulator.units import HOUR, HOURS_A_WEEK


@dataclass(frozen=True, slots=True)
class Band:
    """A quantity by hour: median and 90 % range over replications, each (168,), or as many as the cycle has hours."""

    median: Floats
    lo: Floats
    hi: Floats


@dataclass(frozen=True, slots=True)
class Week:
    """By resource, in the plan's order: mean number waiting, share of servers on duty in use (above 1 when somebody is
    served past the end of a shift; nan where none is on duty); and the mean number of people held at once, all sites
    together."""

    queue: tuple[Band, ...]
    utilisation: tuple[Band, ...]
    held: Band


@dataclass(frozen=True, slots=True)
class Hours:
    """Seconds in each hour of the week within [warm_up, horizon): of people waiting and of servers in use (one array a
    resource) and of people held, each (replications, 168); of servers on duty, and of the hours themselves, (168,)."""

    waiting: tuple[Floats, ...]
    busy: tuple[Floats, ...]
    on_duty: tuple[Floats, ...]
    held: Floats
    exposure: Floats

    def every(self, cycle: int, weight: Floats | None = None) -> Week:
        """Time averages by hour of a cycle of `cycle` hours: 168 for a week, 24 for a day, 1 for any time. Bands (cycle,).

        weight: (replications,) what each stands for; None: all alike.
        """
        exposure = _fold(self.exposure, cycle)
        each_run = np.ones(len(self.held)) if weight is None else weight
        return Week(
            tuple(_band(_ratio(_fold(each, cycle), exposure), each_run) for each in self.waiting),
            tuple(
                _band(_ratio(_fold(each, cycle), _fold(servers, cycle)), each_run)
                for each, servers in zip(self.busy, self.on_duty, strict=True)
            ),
            _band(_ratio(_fold(self.held, cycle), exposure), each_run),
        )


def cycle_of(plan: ClockPlan, profile: Floats) -> int:
    """Hours after which the week repeats itself: 168, 24 if all days are alike, 1 if all hours are.

    profile: (168,) weights of the hours of the week.
    """
    courses = [profile, *(np.array(resource.by_hour(), dtype=np.float64) for resource in plan.resources)]
    return next(
        n for n in (1, 24, HOURS_A_WEEK) if all(np.array_equal(x, np.resize(x[:n], 168)) for x in courses)
    )


def hours_of(plan: ClockPlan, table: CaseTable, journeys: Journeys) -> Hours:
    """What every replication spent in [warm_up, horizon), hour by hour of the week."""
    waiting, busy, on_duty = [], [], []
    exposure = seconds_by_hour(plan)
    nothing = np.zeros((table.replications, HOURS_A_WEEK))
    for index, resource in enumerate(plan.resources):
        waiting.append(sum((by_hour(plan, table, wait) for wait in waits(plan, journeys, index)), nothing))
        busy.append(sum((by_hour(plan, table, use) for use in uses(plan, journeys, index)), nothing))
        servers = np.array(resource.by_hour(), dtype=np.float64) * (1 if resource.shared else table.sites)
        on_duty.append(servers * exposure)
    held = nothing
    if plan.first_held is not None:
        start = journeys.queue_entry[:, plan.first_held]
        rows = np.flatnonzero(~np.isnan(start))
        held = by_hour(plan, table, Spans(plan.first_held, rows, start[rows], journeys.released_at[rows]))
    return Hours(tuple(waiting), tuple(busy), tuple(on_duty), held, exposure)


def waited(plan: ClockPlan, table: CaseTable, journeys: Journeys, resource: int) -> Floats:
    """Share of the people who came to a resource after the warm-up and found no server free, (replications,); nan where nobody came."""
    came, stood = np.zeros(table.replications), np.zeros(table.replications)
    for wait in waits(plan, journeys, resource):
        counted = wait.start >= plan.warm_up
        replication = table.replication[wait.rows[counted]]
        came += np.bincount(replication, minlength=table.replications)
        stood += np.bincount(replication, (wait.end > wait.start)[counted], minlength=table.replications)
    return _ratio(stood, came)


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches of time at one stage: the cases' rows, and when each begins and ends."""

    depth: int
    rows: Index
    start: Floats
    end: Floats


def waits(plan: ClockPlan, journeys: Journeys, resource: int) -> Iterator[Spans]:
    """Rows, beginnings and ends of the waits for a resource, stage by stage."""
    for depth, stage in enumerate(plan.stages):
        if stage.resource == resource and resource not in stage.holds:
            entry, start = journeys.queue_entry[:, depth], journeys.start[:, depth]
            rows = np.flatnonzero(~np.isnan(entry))
            until = np.where(np.isnan(start[rows]), journeys.released_at[rows], start[rows])
            yield Spans(depth, rows, entry[rows], until)


def uses(plan: ClockPlan, journeys: Journeys, resource: int) -> Iterator[Spans]:
    """Rows, beginnings and ends of a server's use, over all the stages a person keeps it."""
    for depth, stage in enumerate(plan.stages):
        if stage.resource != resource or resource in stage.holds:
            continue
        start, until = journeys.start[:, depth], journeys.end[:, depth].copy()
        for later in range(depth + 1, len(plan.stages)):
            if resource not in plan.stages[later].holds:
                break
            here = ~np.isnan(start) & (journeys.last_stage >= later)
            ends_here = journeys.last_stage == later
            until[here] = np.where(ends_here, journeys.released_at, journeys.end[:, later])[here]
        rows = np.flatnonzero(~np.isnan(start))
        yield Spans(depth, rows, start[rows], until[rows])


def seconds_by_hour(plan: ClockPlan) -> Floats:
    """Seconds of each hour of the week in [warm_up, horizon), (168,)."""
    whole = np.zeros(1, dtype=np.int32)
    return np.asarray(_spread(whole, np.array([plan.warm_up]), np.array([plan.horizon]), 1)[0])


def by_hour(plan: ClockPlan, table: CaseTable, spans: Spans) -> Floats:
    """Seconds of the spans in each hour of the week, (replications, 168), within [warm_up, horizon)."""
    start, end = (np.clip(t, plan.warm_up, plan.horizon) for t in (spans.start, spans.end))
    return _spread(table.replication[spans.rows], start, end, table.replications)


def _spread(replication: Ints, start: Floats, end: Floats, replications: int) -> Floats:
    """Cut spans at the hours: the two broken hours one by one, the whole ones between by differences around the week."""
    first, last = (start // HOUR).astype(np.int64), (end // HOUR).astype(np.int64)
    same = first == last
    head = np.where(same, end - start, (first + 1) * HOUR - start)
    tail = np.where(same, 0.0, end - last * HOUR)
    shape, at = (replications, HOURS_A_WEEK), replication.astype(np.int64) * HOURS_A_WEEK
    seconds = np.bincount(at + first % HOURS_A_WEEK, head, minlength=replications * HOURS_A_WEEK)
    seconds += np.bincount(at + last % HOURS_A_WEEK, tail, minlength=replications * HOURS_A_WEEK)

    whole = np.maximum(last - first - 1, 0)
    weeks, rest = np.divmod(whole, HOURS_A_WEEK)
    two_weeks = replication.astype(np.int64) * (2 * HOURS_A_WEEK)
    opens = (first + 1) % HOURS_A_WEEK
    size = replications * 2 * HOURS_A_WEEK
    steps = np.bincount(two_weeks + opens, minlength=size) - np.bincount(
        two_weeks + opens + rest, minlength=size
    )
    full = np.cumsum(steps.reshape(replications, 2 * HOURS_A_WEEK), axis=1)
    hours = full[:, :HOURS_A_WEEK] + full[:, HOURS_A_WEEK:]
    hours = hours + np.bincount(replication, weeks, minlength=replications)[:, None]
    return np.asarray(seconds.reshape(shape) + hours * HOUR)


def _fold(seconds: Floats, cycle: int) -> Floats:
    """(…, 168) summed to (…, cycle): Monday's hours first."""
    shape = (*seconds.shape[:-1], HOURS_A_WEEK // cycle, cycle)
    return np.asarray(seconds.reshape(shape).sum(axis=-2))


def _ratio(above: Floats, below: Floats) -> Floats:
    """above ÷ below, nan where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(below > 0.0, above / below, np.nan))


def _band(values: Floats, weight: Floats) -> Band:
    """Median and 90 % range over replications of (replications, hours) values."""
    if not len(values):
        return Band(*(np.full(values.shape[1], np.nan) for _ in range(3)))
    lo, median, hi = weighted_quantiles(values.T, weight)
    return Band(median, lo, hi)
