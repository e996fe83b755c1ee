"""Figures over replications: quantiles, both doubts, precision, and the correction for queues."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from simulator.clock.estimates.correction import together
from simulator.clock.estimates.figures import (
    Figure,
    Scale,
    ascending,
    figure,
    quantiles_by_replication,
    weighted,
)
from simulator.clock.estimates.strata import Sample


def test_quantiles_by_replication_equal_numpys() -> None:
    rng = np.random.default_rng(2)
    replication = np.sort(rng.choice([0, 1, 3, 4], 200))
    values = rng.random(200)
    values = values[np.lexsort((values, replication))]
    for q in (0.0, 0.25, 0.5, 0.95, 1.0):
        found = quantiles_by_replication(values, replication.astype(np.int32), 6, (q,))[0]
        for run in (0, 1, 3, 4):
            assert found[run] == np.quantile(values[replication == run], q, method="averaged_inverted_cdf")
        assert np.isnan(found[[2, 5]]).all()


@pytest.mark.parametrize(("scale", "inverse"), [("root", np.sqrt), ("log", np.log)])
def test_both_doubts_are_told_apart(scale: Scale, inverse: Callable[[object], float]) -> None:
    rng = np.random.default_rng(3)
    draw = np.repeat(np.arange(2_000, dtype=np.int32), 4)
    parameters, chance = rng.normal(0.0, 3.0, 2_000)[draw], rng.normal(0.0, 1.0, len(draw))
    stable = 20.0 + parameters + chance
    told = figure(stable**2 if scale == "root" else np.exp(stable), draw, scale)

    def width(lo: float, hi: float) -> float:
        return (inverse(hi) - inverse(lo)) / (2.0 * 1.6448536)  # of a 90 % interval, in standard deviations

    assert width(*told.chance) == pytest.approx(1.0, rel=0.05)
    assert width(*told.audit) == pytest.approx(3.0, rel=0.1)
    assert width(told.lo, told.hi) == pytest.approx(np.sqrt(10.0), rel=0.1)
    assert told.replications == len(draw)


def test_zeros_in_lengths_of_time_fall_back_to_roots_and_chance_is_never_negative() -> None:
    values = np.array([0.0, 9.0, 0.0, 4.0, 0.0, 0.0])
    draw = np.array([0, 0, 1, 1, 2, 2], dtype=np.int32)
    assert figure(values, draw, "log") == figure(values, draw, "root")
    assert figure(values, draw).chance[0] == 0.0


def test_a_figure_says_what_it_cannot_know() -> None:
    alone = figure(np.array([1.0, 2.0, np.nan]), np.arange(3, dtype=np.int32))
    assert alone.replications == 2
    assert np.isnan(alone.chance).all()
    nothing = figure(np.array([np.nan]), np.zeros(1, dtype=np.int32))
    assert nothing.replications == 0
    assert np.isnan(nothing.median)
    same = figure(np.array([5.0, 5.0, 5.0, 5.0]), np.array([0, 0, 1, 1], dtype=np.int32))
    assert same.chance == same.audit == pytest.approx((5.0, 5.0))


def test_replications_of_one_draw_are_one_unit_of_precision() -> None:
    """Twenty draws, two replications of each that agree: the mean is as well known as from twenty numbers, not forty."""
    values = np.random.default_rng(5).normal(100.0, 20.0, 20)
    draw = np.repeat(np.arange(20, dtype=np.int32), 2)
    wanted = 1.959964 * values.std(ddof=1) / np.sqrt(20)
    assert figure(values.repeat(2), draw).half_width == pytest.approx(wanted)


def test_values_ascend_within_each_replication_and_stay_in_it() -> None:
    replication = np.array([0, 0, 0, 2, 2, 3], dtype=np.int32)
    values = np.array([5.0, 1.0, 5.0, 9.0, 0.5, 4.0])
    order = ascending(values, replication)
    assert values[order].tolist() == [1.0, 5.0, 5.0, 0.5, 9.0, 4.0]
    assert sorted(order.tolist()) == list(range(6))
    assert replication[order].tolist() == replication.tolist()
    assert ascending(values[:0], replication[:0]).tolist() == []


def corrected(did: list[float], would: list[float], sample: Sample | None = None) -> Figure:
    """The correction of so many draws, all alike unless told otherwise."""
    numbers = np.array(did), np.array(would)
    sample = sample or Sample.equal(len(did))
    return together(weighted((numbers[0] / numbers[1])[None], sample)[0], *numbers, sample)


def test_the_correction_is_of_people_and_not_of_runs() -> None:
    """A quiet run in which all go on and a crowded one in which half do: of a hundred people 51 do, not 75."""
    found = corrected([1.0, 49.0], [1.0, 98.0])
    assert found.mean == pytest.approx(50 / 99)
    assert found.half_width > 0


def test_a_crowded_stratum_counts_for_its_share_of_the_draws() -> None:
    """Half of the draws played are crowded, and they stand for one in ten: of 9 × 10 + 100 people, 90 + 40 go on."""
    sample = Sample(np.array([0, 0, 1, 1]), np.array([0.9, 0.1]))
    assert corrected([10, 10, 40, 40], [10, 10, 100, 100], sample).mean == pytest.approx(130 / 190)


def test_one_crowded_draw_shows_in_the_correction_s_interval() -> None:
    """Nineteen quiet draws in which all go on, and one in which few of very many do: 20 draws cannot tell the share."""
    found = corrected([5.0] * 19 + [50.0], [5.0] * 19 + [500.0])
    assert found.mean == pytest.approx(145 / 595)
    assert found.lo < 0.16
    assert found.hi == 1.0
    calm = corrected([9.0] * 20, [10.0] * 20)
    for share in (calm.mean, calm.lo, calm.hi):
        assert share == pytest.approx(0.9)
