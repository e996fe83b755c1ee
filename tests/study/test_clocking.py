"""The clock's rates have the kernel's luck in them: busy years, busy places, lookalikes met again."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.kernel.run import draw_unknowns
from simulator.model.compile import compile_scenario
from simulator.scenario import load
from simulator.study.clocking import _rates

MANY = 400


@pytest.mark.statistical
def test_rates_vary_between_replications_of_one_draw_as_the_kernel_says() -> None:
    loaded = load("capital-cameras")
    compiled = compile_scenario(loaded.scenario, loaded.library)
    same = np.repeat(draw_unknowns(compiled, 1, 0, 1), MANY, axis=1)
    rates = _rates(compiled, same, np.zeros(MANY, dtype=np.int64), 1, 0).a_year
    expected = compiled.expect(same[:, :1]).alerts[..., 0]
    wanted = rates[..., 2]
    np.testing.assert_allclose(wanted.sum(axis=1).mean(axis=0), expected[:, 2], rtol=0.15)
    at_a_site = wanted[:, 0].sum(axis=1) / wanted[:, 0].sum(axis=1).mean()
    variance = (1 + compiled.year_cv**2) * (1 + compiled.site_cv**2) - 1
    assert at_a_site.var() == pytest.approx(variance, rel=0.5)
    assert len({tuple(row) for row in wanted[:, :, 0].tolist()}) == MANY, "each replication has its own"
    ratio = rates[..., 0].sum(axis=1) / rates[..., 2].sum(axis=1)
    assert np.all(ratio.std(axis=0) > 0), "false matches are clustered besides"
    again = _rates(compiled, same, np.zeros(MANY, dtype=np.int64), 1, 0).a_year
    np.testing.assert_array_equal(rates, again)
