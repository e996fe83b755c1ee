"""What the clock is given of a compiled scenario: the pathway it plays, the cases to expect of draws, and how crowded they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp, isinf
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.clock.plan import ClockPlan, ClockStage, Resource
from simulator.clock.sampling import CaseRates, Laws
from simulator.kernel.layout import layout_of
from simulator.kernel.lookalikes import multipliers, resemblance
from simulator.kernel.variation import place_and_time
from simulator.model.cells import false_cells
from simulator.units import DAY, HOURS_A_WEEK, WEEK, YEAR

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled, Expectations
    from simulator.model.pathway import DurationLaw
    from simulator.scenario.grammar import Scenario

Array = NDArray[np.float64]
WEEKS = 2
WARM_UP = 2 * DAY


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


def rates_of(
    compiled: Compiled, values: Array, draws: NDArray[np.int64], seed: int, apart: Sequence[int]
) -> CaseRates:
    """One parameter draw a replication, as the clock asks for it, with the kernel's luck beyond Poisson.

    Busy years, busy places and lookalikes met again multiply a replication's rates, each replication by its own; a year's
    multiplier holds for all of its weeks.

    Args:
        values: (unknowns, replications). draws: (replications,) their numbers.
        apart: chunks of the streams of that luck: one for all replications together, or one for each.
    """
    expected = compiled.expect(values)
    alike = resemblance(compiled, expected)
    a_year = expected.alerts[None] / compiled.horizon_years * np.ones((len(compiled.sites), 1, 1, 1))
    each = np.array_split(np.arange(len(draws)), len(apart))
    for chunk, mine in zip(apart, each, strict=True):
        places = place_and_time(replace(compiled, horizon_years=1.0), seed, chunk, len(mine))
        a_year[..., mine] *= places[:, None, None]
        if alike is not None:
            again = multipliers(compiled.groups, alike, seed, chunk, mine)
            for cell in false_cells(len(compiled.kinds)):
                a_year[:, :, cell, mine] *= again
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


def peak_load(plan: ClockPlan, compiled: Compiled, expected: Expectations) -> Array:
    """(draws,) servers kept busy in the busiest hour ÷ servers on duty then, of the resource and site most in demand; 0 without any.

    Expected cases that enter each stage × its mean time × the hour's weight: what is known without playing.
    """
    seconds = (expected.reach().sum(axis=0) * expected.mean_seconds).sum(axis=0)  # (stages, draws) a horizon
    at_once = seconds / (compiled.horizon_years * YEAR)
    weight = compiled.profile / compiled.profile.mean()
    load = np.zeros(at_once.shape[1])
    for index, resource in enumerate(plan.resources):
        used = [stage.resource == index or index in stage.holds for stage in plan.stages]
        servers = np.maximum(resource.by_hour(), 1)
        busiest = float(np.max(weight / servers)) * (
            1.0 if resource.shared else float(compiled.site_share.max())
        )
        load = np.maximum(load, busiest * at_once[used].sum(axis=0))
    return load
