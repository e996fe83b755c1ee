"""The clock's rates have the kernel's luck in them: busy years, busy places, lookalikes met again."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.kernel.run import draw_unknowns
from simulator.model.compile import compile_scenario
from simulator.scenario import load
from simulator.study.clock_rates import peak_load, plan_of, rates_of
from simulator.study.clocking import play_clock

MANY = 400


@pytest.mark.statistical
def test_rates_vary_between_replications_of_one_draw_as_the_kernel_says() -> None:
    loaded = load("capital-cameras")
    compiled = compile_scenario(loaded.scenario, loaded.library)
    same = np.repeat(draw_unknowns(compiled, 1, 0, 1), MANY, axis=1)
    rates = rates_of(compiled, same, np.zeros(MANY, dtype=np.int64), 1, [0]).a_year
    expected = compiled.expect(same[:, :1]).alerts[..., 0]
    wanted = rates[..., 2]
    np.testing.assert_allclose(wanted.sum(axis=1).mean(axis=0), expected[:, 2], rtol=0.15)
    at_a_site = wanted[:, 0].sum(axis=1) / wanted[:, 0].sum(axis=1).mean()
    variance = (1 + compiled.year_cv**2) * (1 + compiled.site_cv**2) - 1
    assert at_a_site.var() == pytest.approx(variance, rel=0.5)
    assert len({tuple(row) for row in wanted[:, :, 0].tolist()}) == MANY, "each replication has its own"
    ratio = rates[..., 0].sum(axis=1) / rates[..., 2].sum(axis=1)
    assert np.all(ratio.std(axis=0) > 0), "false matches are clustered besides"
    again = rates_of(compiled, same, np.zeros(MANY, dtype=np.int64), 1, [0]).a_year
    np.testing.assert_array_equal(rates, again)


def test_a_draw_has_the_same_cases_whatever_else_is_played() -> None:
    """Streams are named by draw and replication: eight draws played hold the four of a shorter clock, case for case."""
    loaded = load("capital-cameras")
    compiled = compile_scenario(loaded.scenario, loaded.library)
    few, more = (play_clock(loaded.scenario, compiled, 1, replications=n).queued for n in (4, 8))
    assert few.table.draw.tolist() == [0, 1, 2, 3]
    assert more.table.draw.tolist() == list(range(8))
    for draw in range(4):
        a, b = few.table.rows(draw), more.table.rows(draw)
        np.testing.assert_array_equal(few.table.arrival[a], more.table.arrival[b])
        np.testing.assert_array_equal(few.table.duration[a], more.table.duration[b])
        np.testing.assert_array_equal(few.journeys.released_at[a], more.journeys.released_at[b])


def test_crowded_draws_are_played_more_often_than_others_and_stand_for_themselves() -> None:
    loaded = load("california-patrol-warrants")
    compiled = compile_scenario(loaded.scenario, loaded.library)
    played = play_clock(loaded.scenario, compiled, 1)
    sample = played.queued.sample
    assert np.bincount(sample.stratum).tolist() == [8, 6, 5, 5]
    assert sample.weight.sum() == pytest.approx(1)
    load_of = peak_load(
        plan_of(loaded.scenario, compiled), compiled, compiled.expect(draw_unknowns(compiled, 1, 0, 1000))
    )
    at = load_of[played.queued.table.draw]
    assert at[sample.stratum == 3].min() >= np.quantile(load_of, 0.94)
    assert at[sample.stratum == 0].max() <= np.median(load_of) * (1 + 1e-9)
    assert len(set(played.table.draw.tolist())) * 2 == played.table.replications


def test_the_load_of_a_desk_by_hand() -> None:
    """Washington's pathway has no desks; the prison's officer is busy with everybody who comes to the gate's stages."""
    nobody = load("washington-county-mugshots")
    compiled = compile_scenario(nobody.scenario, nobody.library)
    expected = compiled.expect(compiled.medians())
    assert peak_load(plan_of(nobody.scenario, compiled), compiled, expected).tolist() == [0.0]
    loaded = load("prison-gate")
    compiled = compile_scenario(loaded.scenario, loaded.library)
    expected, plan = compiled.expect(compiled.medians()), plan_of(loaded.scenario, compiled)
    (officer,) = plan.resources
    seconds = sum(
        float(expected.reach()[g, k, t, 0] * expected.mean_seconds[k, t, 0])
        for g in range(len(compiled.groups))
        for k in range(len(compiled.kinds))
        for t, stage in enumerate(plan.stages)
        if stage.resource == 0 or 0 in stage.holds
    )
    busiest = max(
        weight / compiled.profile.mean() / max(servers, 1)
        for weight, servers in zip(compiled.profile, officer.by_hour(), strict=True)
    )
    wanted = seconds / (365.25 * 86_400) * busiest
    assert peak_load(plan, compiled, expected)[0] == pytest.approx(wanted)
