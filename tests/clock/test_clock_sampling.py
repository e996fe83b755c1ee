"""Sampled case tables: the rates, hours and marks asked for, from streams that leave each other alone.

Statistical comparisons are refused beyond 6 standard errors (normal, 2 in 10⁹ each)."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest

from simulator.clock.cases import CaseTable
from simulator.clock.plan import ClockPlan, ClockStage, Resource
from simulator.clock.sampling import CaseRates, Laws, Stream, hour_of_week, sample_cases
from simulator.units import HOUR, YEAR

pytestmark = pytest.mark.statistical

WEEK = 168 * HOUR
PROFILE = np.where(np.arange(168) % 24 < 8, 0.0, np.where(np.arange(168) >= 120, 3.0, 1.0))
STAGES = (
    ClockStage("review"),
    ClockStage("questioned", 0, liberty="held", gives_up=True),
    ClockStage("arrested"),
)
PLAN = ClockPlan(STAGES, (Resource("officer"),), horizon=52 * WEEK)


def stream_of(seed: int) -> Stream:
    def stream(name: str) -> np.random.Generator:
        return np.random.default_rng([seed, int.from_bytes(sha256(name.encode()).digest()[:8], "big")])

    return stream


def rates(replications: int = 20) -> CaseRates:
    a_year = np.broadcast_to(np.array([[40.0, 10.0, 50.0], [400.0, 0.0, 100.0]]), (replications, 2, 2, 3))
    return CaseRates(
        a_year=a_year,
        profile=PROFILE,
        durations=Laws(
            np.array([60.0, 300.0, 7200.0]) * np.array([1.0, 2.0, 3.0])[None, :, None],
            np.array([0.0, 0.5, 1.5]) * np.ones((1, 3, 1)),
        ),
        proceeds=np.array([0.5, 0.25, 0.0]) * np.array([1.0, 0.5])[None, :, None, None],
        patience=Laws(np.full((1, 1, 3), 120.0), np.full((1, 1, 3), 1.0)),
    )


@pytest.fixture(scope="module")
def table() -> CaseTable:
    return sample_cases(stream_of(1), PLAN, rates())


def near(seen: float, expected: float, error: float) -> bool:
    return abs(seen - expected) < 6.0 * error


def test_numbers_are_poisson_with_the_rates_asked_for(table: CaseTable) -> None:
    years = 20 * PLAN.horizon / YEAR
    for site in (0, 1):
        for group, kind, rate in (
            (0, 0, 40.0),
            (0, 1, 10.0),
            (0, 2, 50.0),
            (1, 0, 400.0),
            (1, 1, 0.0),
            (1, 2, 100.0),
        ):
            n = int(((table.site == site) & (table.group == group) & (table.kind == kind)).sum())
            assert near(n, rate * years, np.sqrt(rate * years) + 1e-12) or n == rate == 0


def test_hours_follow_the_profile(table: CaseTable) -> None:
    seen = np.bincount(hour_of_week(table.arrival), minlength=168)
    expected = PROFILE / PROFILE.sum() * len(table)
    assert (seen[PROFILE == 0.0] == 0).all()
    busy = PROFILE > 0.0
    chi2 = float(((seen - expected)[busy] ** 2 / expected[busy]).sum())
    df = int(busy.sum()) - 1
    assert near(chi2, df, np.sqrt(2.0 * df))


def test_marks_follow_their_laws(table: CaseTable) -> None:
    n = len(table)
    assert np.array_equal(table.duration[:, 0], 60.0 * (table.kind + 1.0))  # sigma 0: fixed, exactly
    z = np.log(table.duration[:, 1] / (300.0 * (table.kind + 1.0))) / 0.5
    assert near(float(z.mean()), 0.0, 1.0 / np.sqrt(n))
    assert near(float(z.var()), 1.0, np.sqrt(2.0 / n))
    assert np.isinf(table.patience[:, [0, 2]]).all()  # only a stage that gives up has patience
    assert near(float((table.patience[:, 1] < 120.0).mean()), 0.5, 0.5 / np.sqrt(n))
    for group, share in ((0, 0.5), (1, 0.25)):
        mine = table.proceeds[table.group == group, 0]
        assert near(float(mine.mean()), share, np.sqrt(share * (1 - share) / len(mine)))
    assert not table.proceeds[:, 2].any()


def test_the_same_streams_give_the_same_table_and_another_seed_another() -> None:
    one, two, other = (sample_cases(stream_of(seed), PLAN, rates(3)) for seed in (1, 1, 2))
    assert np.array_equal(one.arrival, two.arrival)
    assert np.array_equal(one.duration, two.duration)
    assert len(one) != len(other) or not np.array_equal(one.arrival, other.arrival)


def test_a_stage_more_shifts_nobodys_numbers(table: CaseTable) -> None:
    longer = replace(PLAN, stages=(*STAGES, ClockStage("charged")))
    wide = rates()
    more = replace(
        wide,
        durations=Laws(
            *(
                np.concatenate([a, a[:, :, -1:]], axis=2)
                for a in (wide.durations.median, wide.durations.sigma)
            )
        ),
        proceeds=np.concatenate([wide.proceeds, wide.proceeds[..., -1:]], axis=3),
        patience=None,
    )
    other = sample_cases(stream_of(1), longer, more)
    assert np.array_equal(other.arrival, table.arrival)
    assert np.array_equal(other.duration[:, :3], table.duration)
    assert np.array_equal(other.proceeds[:, :2], table.proceeds[:, :2])


def test_no_rate_no_cases() -> None:
    nobody = sample_cases(stream_of(1), PLAN, replace(rates(4), a_year=np.zeros((4, 2, 2, 3))))
    assert len(nobody) == 0
    assert nobody.replications == 4
    assert nobody.sites == 2


def test_rates_of_the_wrong_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="a_year"):
        replace(rates(), a_year=np.ones((2, 2, 3)))
    with pytest.raises(ValueError, match="profile"):
        replace(rates(), profile=np.zeros(168))
