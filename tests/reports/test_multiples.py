"""The axis of multiples: whatever the numbers are, 1 is on it and has its tick."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.reports.figures.chart import stretched
from simulator.reports.figures.multiples import axis_ends, ticks_between

POSITIVE = st.floats(min_value=5e-324, max_value=1.7e308)


@pytest.mark.parametrize(
    ("ends", "ticks"),
    [
        ([], [1]),
        ([0.5, 2.0], [0.5, 1, 2]),
        ([0.002, 900.0], [0.2, 1, 5, 20, 100, 500]),
        ([1e-9, 3.0], [0.01, 0.05, 0.2, 1]),
        ([0.9, 3e7], [1, 100, 1e4, 1e6]),
    ],
)
def test_ticks(ends: list[float], ticks: list[float]) -> None:
    assert ticks_between(*axis_ends(ends)) == pytest.approx(ticks)


@given(st.lists(POSITIVE, max_size=6))
def test_1_is_always_a_tick_and_there_are_few(ends: list[float]) -> None:
    left, right = axis_ends(ends)
    assert 0 < left < 1 < right < math.inf
    ticks = ticks_between(left, right)
    assert 1 in ticks
    assert len(ticks) <= 6


@given(st.lists(POSITIVE | st.just(0.0), max_size=6), st.sampled_from([0.0, 1.0]))
def test_an_axis_with_a_zero_has_few_ticks_too(values: list[float], smallest: float) -> None:
    axis = stretched(values, smallest).axis("x")
    assert all(math.isfinite(tick) for tick in axis["tickvals"])
    assert len(axis["tickvals"]) <= 14
