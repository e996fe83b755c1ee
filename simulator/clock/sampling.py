"""Sampling case tables: who raises an alert when, and every mark of their way, from one parameter draw a replication.

Every decision has its own named stream, so adding a stage leaves the others' numbers alone. Marks are
drawn for every stage, reached or not: a change of queue never changes who somebody is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from simulator.clock.cases import Bools, CaseTable, Floats, Ints
from simulator.clock.lines import in_order
from simulator.clock.plan import ALL_LISTED, KINDS, ClockPlan
from simulator.documents import Fault, Faults
from simulator.units import HOUR, HOURS_A_WEEK, YEAR

Stream = Callable[[str], np.random.Generator]
MOST_CASES = 5e7
"""Cases of one batch of replications; each takes a hundred bytes and more."""


@dataclass(frozen=True, slots=True)
class Laws:
    """Log-normal seconds, `median × exp(sigma × z)`, z standard normal; sigma 0 is a fixed time, exactly.

    median, sigma: broadcast to (replications, kinds, stages). A median of inf as patience: nobody gives up.
    """

    median: Floats
    sigma: Floats

    def draw(
        self, rng: np.random.Generator, replication: Ints, kind: Ints, stage: int, shape: Shape
    ) -> Floats:
        """Seconds at one stage for each case, (cases,)."""
        median = np.broadcast_to(self.median, shape)[:, :, stage][replication, kind]
        sigma = np.broadcast_to(self.sigma, shape)[:, :, stage][replication, kind]
        return np.asarray(median * np.exp(sigma * rng.standard_normal(len(replication))))


Shape = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class CaseRates:
    """How many cases to expect and what becomes of them, one parameter draw a replication.

    a_year: (replications, sites, groups, kinds), expected cases in a year of 31,557,600 seconds.
    profile: (168,) weights by hour of the week from Monday 00:00, on any scale.
    durations, patience: seconds by replication, kind and stage.
    proceeds: broadcasts to (replications, groups, kinds, stages), the probability of going on after each stage.
    draw: (replications,) the parameter draw of each replication; None: each its own.
    stop_left: seconds a stop would have lasted on, laws of one kind and one stage; None: nobody is stopped anyway.
    """

    a_year: Floats
    profile: Floats
    durations: Laws
    proceeds: Floats
    patience: Laws | None = None
    draw: Ints | None = None
    stop_left: Laws | None = None

    def __post_init__(self) -> None:
        if self.a_year.ndim != 4 or self.a_year.shape[3] not in (ALL_LISTED, len(KINDS)):
            raise ValueError(
                f"a_year: must be (replications, sites, groups, {ALL_LISTED}), not {self.a_year.shape}"
            )
        if self.profile.shape != (HOURS_A_WEEK,) or self.profile.min() < 0.0 or not self.profile.sum() > 0.0:
            raise ValueError("profile: must be 168 weights, 0 or more and not all 0")

    def at(self, runs: slice) -> CaseRates:
        """These replications'."""

        def own(laws: Laws) -> Laws:
            return Laws(*(each[runs] if len(each) > 1 else each for each in (laws.median, laws.sigma)))

        return replace(
            self,
            a_year=self.a_year[runs],
            durations=own(self.durations),
            proceeds=self.proceeds[runs] if len(self.proceeds) > 1 else self.proceeds,
            patience=None if self.patience is None else own(self.patience),
            draw=None if self.draw is None else self.draw[runs],
            stop_left=None if self.stop_left is None else own(self.stop_left),
        )

    def reaching(self, stage: int) -> CaseRates:
        """Only the cases that go on as far as this stage, thinned before they are drawn (Kingman 1993, §5.1)."""
        replications, _, groups, kinds = self.a_year.shape
        shape = (replications, groups, kinds, self.proceeds.shape[3])
        odds = np.broadcast_to(self.proceeds, shape).copy()
        reach = np.prod(odds[..., :stage], axis=3)
        odds[..., :stage] = 1.0
        return replace(self, a_year=self.a_year * reach[:, None], proceeds=odds)


def candidates(plan: ClockPlan, rates: CaseRates) -> Floats:
    """(replications, sites, groups, kinds) cases expected at the peak hour's rate.

    Raises:
        Faults: together more than can be played one by one.
    """
    weight = rates.profile / rates.profile.mean()
    mean: Floats = rates.a_year * (plan.horizon / YEAR * float(weight.max()))
    if not mean.sum() <= MOST_CASES:
        rule = f"are too many to play one by one; at most {MOST_CASES:,.0f} are"
        raise Faults(
            [Fault("the clock", 0, 0, "", f"{mean.sum():.2g} cases", rule, "answer with --no-clock")]
        )
    return mean


def sample_cases(stream: Stream, plan: ClockPlan, rates: CaseRates) -> CaseTable:
    """Draw the case table of every replication; wanted and innocent people share it, as they share the queues.

    Arrivals are a Poisson process whose rate follows the profile, by thinning (Lewis and Shedler 1979): candidates at
    the peak hour's rate, each kept with the probability weight ÷ peak weight.
    stream: gives the generator of a name; names are `cases/number`, `cases/time` and, per stage,
    `cases/duration/<stage>`, `cases/patience/<stage>`, `cases/outcome/<stage>`; `cases/stop-left` where people are stopped anyway.

    Raises:
        Faults: more cases than can be played one by one.
    """
    replications, sites, groups, kinds = rates.a_year.shape
    weight = rates.profile / rates.profile.mean()
    peak = float(weight.max())
    numbers = stream("cases/number").poisson(candidates(plan, rates))
    cell = np.repeat(np.arange(numbers.size), numbers.ravel())
    rng = stream("cases/time")
    time = rng.random(len(cell)) * plan.horizon
    kept = rng.random(len(cell)) * peak < weight[hour_of_week(time)]
    cell, time = cell[kept], time[kept]
    replication = (cell // (sites * groups * kinds)).astype(np.int32)
    order = in_order(time, replication)
    cell, time, replication = cell[order], time[order], replication[order]
    site, group, kind = (
        a.astype(np.int32) for a in np.unravel_index(cell % (sites * groups * kinds), (sites, groups, kinds))
    )

    shape = (replications, kinds, len(plan.stages))
    n = len(cell)
    duration = np.empty((n, len(plan.stages)), order="F")
    patience = np.full((n, len(plan.stages)), np.inf, order="F")
    for depth, stage in enumerate(plan.stages):
        duration[:, depth] = rates.durations.draw(
            stream(f"cases/duration/{stage.id}"), replication, kind, depth, shape
        )
        if stage.gives_up and rates.patience is not None:
            patience[:, depth] = rates.patience.draw(
                stream(f"cases/patience/{stage.id}"), replication, kind, depth, shape
            )
    return CaseTable(
        replication=replication,
        site=site,
        arrival=time,
        group=group,
        kind=kind,
        duration=duration,
        patience=patience,
        proceeds=_outcomes(stream, plan, rates, replication, group, kind),
        replications=replications,
        sites=sites,
        draw=np.arange(replications, dtype=np.int32) if rates.draw is None else rates.draw,
        stop_left=np.zeros(n)
        if rates.stop_left is None
        else rates.stop_left.draw(
            stream("cases/stop-left"), replication, np.zeros_like(kind), 0, (replications, 1, 1)
        ),
    )


def hour_of_week(time: Floats) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The hour of the week, 0 to 167 from Monday 00:00, of times in seconds."""
    hour: np.ndarray[tuple[int], np.dtype[np.int64]] = (time // HOUR).astype(np.int64) % HOURS_A_WEEK
    return hour


def _outcomes(
    stream: Stream, plan: ClockPlan, rates: CaseRates, replication: Ints, group: Ints, kind: Ints
) -> Bools:
    """Whether each case goes on after each stage, (cases, stages)."""
    replications, _, groups, kinds = rates.a_year.shape
    stages = len(plan.stages)
    odds = np.broadcast_to(rates.proceeds, (replications, groups, kinds, stages))
    goes_on = np.zeros((len(replication), stages), dtype=np.bool_, order="F")
    for depth, stage in enumerate(plan.stages[:-1]):
        chance = odds[:, :, :, depth][replication, group, kind]
        goes_on[:, depth] = stream(f"cases/outcome/{stage.id}").random(len(replication)) < chance
    return goes_on
