"""The clock of a study: draws of the kernel become case tables, are played through the queues, and told as figures.

A replication takes one parameter draw and lives two weeks after two days of warm-up, or a whole year where there are few
cases. How long people are held if nobody queues needs no queues: it comes from many draws without them, two replications of
each, so that chance and the unknowns can be told apart. What queues change comes from draws played with them and without, more
of the crowded ones (docs/clock.md, "Experimentation"). Counts stay the kernel's.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.clock.cases import CaseTable
from simulator.clock.engine import Engine, choose, play
from simulator.clock.estimates.results import Queued, seconds_held
from simulator.clock.estimates.strata import LEAST, Sample, allocation, by_load
from simulator.clock.journeys import Journeys
from simulator.clock.plan import ClockPlan
from simulator.clock.sampling import CaseRates, candidates, sample_cases
from simulator.kernel.run import draw_unknowns
from simulator.kernel.streams import CHUNK, stream
from simulator.study.clock_rates import WEEKS, peak_load, plan_of, rates_of
from simulator.units import WEEK, YEAR

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled
    from simulator.scenario.grammar import Scenario

Array = NDArray[np.float64]
Index = NDArray[np.int64]
LONG = 52
FEW = 300_000  # cases expected of MOST replications of LONG weeks: up to so many, a year at a time is played
POOL = 1000
"""Draws, the first of the study, from which those played are taken; twice as many as are asked for, if that is more."""
PER_DRAW = 2  # replications without queues that share a parameter draw
ALONE = (20, 100)  # draws without queues, at least and at most
ALONE_CASES = 200_000  # expected of them together
PRECISION = (
    0.05  # half-width of the 95 % confidence interval of the average time half are held, as a share of it
)
FEWEST, MOST = 24, 40  # draws played through the queues, unless a number is asked for
PILOT = 4  # draws of each stratum that show how much queues differ there, and count for nothing else
QUIET = 0.3  # servers so little busy in the busiest hour of the most crowded draw need no pilot
_CHUNK = 1_100_000_007
"""Chunk number of the multipliers of what is played without queues; a draw's own follow. No run has so many draws."""


@dataclass(frozen=True, slots=True)
class Played:
    """Everything one run of the clock leaves.

    table, journeys: of many draws, without queues, those left out who leave before anybody is kept.
    queued: of the draws played through the queues, everybody. engine, fallback: what played them, and why not the quick one.
    """

    plan: ClockPlan
    table: CaseTable
    journeys: Journeys
    queued: Queued
    engine: str
    fallback: str | None


def play_clock(
    scenario: Scenario,
    compiled: Compiled,
    seed: int,
    replications: int | None = None,
    engine: Engine = "auto",
) -> Played:
    """Many draws without queues, and as many draws with queues as their differences ask for, up to `MOST`.

    Args:
        replications: play exactly so many draws through the queues instead.

    Raises:
        clock.plan.PlanFault: a pathway that cannot be played.
        clock.replay_engine.ReplayCannot: replay is asked for and cannot be exact.
    """
    values = draw_unknowns(compiled, seed, 0, min(max(POOL, 2 * (replications or 0)), CHUNK))
    expected = compiled.expect(values)
    weeks = _weeks(float(expected.alerts.sum(axis=(0, 1)).mean()) / compiled.horizon_years)
    play_through = _Through(compiled, plan_of(scenario, compiled, weeks), seed, values, engine)
    load = peak_load(play_through.plan, compiled, expected)
    chosen, sample = play_through.chosen(by_load(load), float(load.max()), replications)
    name, why = choose(play_through.plan, engine)
    return Played(play_through.plan, *play_through.alone(), play_through.queued(chosen, sample), name, why)


def _weeks(cases_a_year: float) -> int:
    """How long a replication lives: where two weeks hold hardly anybody, a year, or nothing is known of the few."""
    return LONG if cases_a_year * MOST * LONG * WEEK / YEAR <= FEW else WEEKS


def _enough(spread: float) -> int:
    """Draws through the queues so that what they add is known to `PRECISION`; `spread`: Σ share × standard deviation (Neyman)."""
    return min(max(ceil((1.96 * spread / PRECISION) ** 2), FEWEST), MOST)


@dataclass(frozen=True, slots=True)
class _Through:
    """One deployment on its way through the clock; values: (unknowns, draws of the pool)."""

    compiled: Compiled
    plan: ClockPlan
    seed: int
    values: Array
    engine: Engine

    def chosen(self, strata: list[Index], busiest: float, total: int | None) -> tuple[Index, Sample]:
        """The draws to play through the queues, in order, and what they stand for.

        Draws of a stratum are alike before they are played: the first are taken, and the last are the pilot's.
        """
        pool = self.values.shape[1]
        if total is not None and total < LEAST * len(strata):
            strata = [np.arange(pool)]
        share = np.array([len(stratum) / pool for stratum in strata])
        if len(strata) == 1:
            many = np.array([min(total or FEWEST, pool)])
        else:
            spread = np.zeros(len(strata)) if busiest <= QUIET else self._pilot(strata)
            budget = total or _enough(float(share @ spread))
            # Where queues hardly matter other figures do, and those ask for draws as they come.
            room = np.array([len(stratum) - PILOT for stratum in strata])
            many = allocation(spread if budget > FEWEST else 0 * spread, share, budget, room)
        draws = np.concatenate([stratum[:n] for stratum, n in zip(strata, many, strict=True)])
        of = np.repeat(np.arange(len(strata)), many)
        order = np.argsort(draws)
        return draws[order], Sample(of[order], share)

    def _pilot(self, strata: list[Index]) -> Array:
        """(strata,) standard deviation of what queues add to the mean time innocent people are held, as a share of it."""
        draws = np.concatenate([stratum[-PILOT:] for stratum in strata])
        tried = self.queued(draws, Sample.equal(len(draws)))
        did, would = (_mean_held(self.plan, tried.table, each) for each in (tried.journeys, tried.alone))
        added = (did - would) / max(float(would.mean()), 1.0)
        return np.asarray(np.std(added.reshape(len(strata), PILOT), axis=1, ddof=1))

    def queued(self, draws: Index, sample: Sample) -> Queued:
        """These draws with queues and without, each from streams of its own, whatever else is played."""
        rates = rates_of(
            self.compiled, self.values[:, draws], draws, self.seed, [_CHUNK + 1 + int(draw) for draw in draws]
        )
        candidates(self.plan, rates)  # too many for all of these draws together is said before any is played
        table = CaseTable.join(
            [self._cases(f"{draw}/0", rates.at(slice(i, i + 1))) for i, draw in enumerate(draws)]
        )
        without = play(self.plan.without_queues(), table)
        return Queued(table, play(self.plan, table, self.engine), without, sample)

    def alone(self) -> tuple[CaseTable, Journeys]:
        """The first draws of the study without queues, and in them only the cases that come as far as anybody is kept."""
        least, most = ALONE
        draws = np.arange(most).repeat(PER_DRAW)
        rates = rates_of(self.compiled, self.values[:, draws], draws, self.seed, [_CHUNK])
        kept = rates.reaching(self.plan.first_prolonged or 0)
        up_to = np.cumsum(kept.a_year.sum(axis=(1, 2, 3)) * self.plan.horizon / YEAR)
        n = PER_DRAW * min(max(int(np.searchsorted(up_to, ALONE_CASES)) // PER_DRAW, least), most)
        table = self._cases("alone", kept.at(slice(n)))
        return table, play(self.plan.without_queues(), table)

    def _cases(self, name: str, rates: CaseRates) -> CaseTable:
        return sample_cases(lambda what: stream(self.seed, f"clock/{name}/{what}", 0), self.plan, rates)


def _mean_held(plan: ClockPlan, table: CaseTable, journeys: Journeys) -> Array:
    """(replications,) mean seconds innocent people are held; 0 where nobody was."""
    rows, held = innocent_held(plan, table, journeys)
    n, total = (np.bincount(table.replication[rows], w, table.replications) for w in (None, held))
    return np.asarray(total / np.maximum(n, 1))


def innocent_held(plan: ClockPlan, table: CaseTable, journeys: Journeys) -> tuple[Index, Array]:
    """The rows of innocent people held after the warm-up, and for how many seconds each was."""
    held = seconds_held(plan, journeys)
    rows = np.flatnonzero(
        ~np.isnan(held) & np.isin(table.kind, plan.wrongful) & (table.arrival >= plan.warm_up)
    )
    return rows, held[rows]
