"""What queues take from counts made as if nobody queued: people who gave up, or were released by the limit, before a stage."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.clock.cases import CaseTable, Floats, Ints
from simulator.clock.estimates.figures import TWO_SIDED, Figure
from simulator.clock.estimates.strata import Sample
from simulator.clock.journeys import Journeys
from simulator.clock.plan import KINDS, ClockPlan
from simulator.quantiles import HIGH, LOW, quantiles

RESAMPLING = 1
"""Seed of the draws drawn anew: an interval is the same each time it is asked for."""


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
    return count(table.replication[did], table.replications), count(
        table.replication[would], table.replications
    )


def count(replication: Ints, replications: int) -> Floats:
    """(replications,) how many of each."""
    return np.asarray(np.bincount(replication, minlength=replications), dtype=np.float64)


def ratio(above: Floats, below: Floats) -> Floats:
    """above ÷ below, nan where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(below > 0.0, above / below, np.nan))


def together(runs: Figure, did: Floats, would: Floats, sample: Sample) -> Figure:
    """The correction: median over runs, and as mean that of all people together, Σ w did ÷ Σ w would.

    Crowded runs have most of the people and most of the queueing, so the middle run is not the share of people; and one
    crowded draw may decide it, which its interval has to show: `lo, hi` (90 %) and `half_width` are of draws drawn anew from
    those played, stratum by stratum (Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, ch. 8).
    """
    if not would.any():
        return runs
    anew = sample.resampled(np.random.default_rng(RESAMPLING))
    ratios = ratio(anew @ did, anew @ would)
    lo, hi = quantiles(ratios[~np.isnan(ratios)], (LOW, HIGH))
    mean = float((sample.weight @ did) / (sample.weight @ would))
    return replace(
        runs, mean=mean, lo=float(lo), hi=float(hi), half_width=TWO_SIDED * float(np.nanstd(ratios))
    )
