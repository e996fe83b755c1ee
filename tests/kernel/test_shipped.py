"""The California scenario itself, lived stop by stop for one year, against the kernel's rates."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.evidence import library
from simulator.kernel import brute, expect
from simulator.kernel.lookalikes import clustered
from simulator.kernel.variation import place_and_time
from simulator.model.cells import FALSE_MATCH, FALSE_UNLISTED
from simulator.model.compile import compile_scenario
from simulator.scenario import load
from tests.kernel.chance import ALPHA


@pytest.mark.statistical
def test_a_year_of_californian_stops_has_the_kernels_rates() -> None:
    from scipy.stats import poisson

    loaded = load("california-patrol")
    compiled = compile_scenario(loaded.scenario, library())
    values, seed = compiled.medians(), 5
    stages = len(compiled.stages)
    found = np.zeros((len(compiled.groups), len(compiled.kinds), stages + 1), np.int64)
    stops = 0
    for week in brute.records(compiled, values, seed):
        stops += len(week)
        cases = week.kind != brute.NOTHING
        g, k, last, held = (x[cases] for x in (week.group, week.kind, week.last_stage, week.held_from_alert))
        for t in range(stages):
            np.add.at(found[..., t], (g[last >= t], k[last >= t]), 1)
        np.add.at(found[..., stages], (g[held], k[held]), 1)
    year = float(place_and_time(compiled, seed, 0, 1).sum())
    alike = clustered(compiled, compiled.expect(values), seed, 0)
    draws = expect(compiled, values)
    rates = draws.years.alerts[:, :, None, 0] * draws.years.reaching[..., 0] * year
    if alike is not None:
        rates[:, [FALSE_MATCH, FALSE_UNLISTED]] *= alike[:, None, :1]
    assert abs(stops - draws.years.encounters.sum() * year) < 7 * np.sqrt(stops)
    tails = np.minimum(poisson.cdf(found, rates), poisson.sf(found - 1, rates))
    assert tails.min() > ALPHA, np.unravel_index(tails.argmin(), tails.shape)
