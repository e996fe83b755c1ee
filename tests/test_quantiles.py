"""The one rule of quantiles, against numpy's definition of it and against counting."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import simulator
from simulator.quantiles import HIGH, LOW, MIDDLE, quantile, quantile_of_each, quantiles

ROOT = Path(simulator.__file__).parent


NUMBERS = st.lists(st.integers(-5, 5), min_size=1, max_size=60)


def test_by_hand() -> None:
    assert quantiles(np.arange(1.0, 101.0)[::-1]).tolist() == [5.5, 50.5, 95.5]
    assert quantiles(np.arange(1.0, 102.0)).tolist() == [6, 51, 96]
    assert quantiles(np.array([4.0, 1.0, 3.0, 2.0]), (0.0, 0.5, 1.0)).tolist() == [1, 2.5, 4]
    assert quantiles(np.array([7.0])).tolist() == [7, 7, 7]


def test_a_share_that_is_whole_but_for_rounding_is_whole() -> None:
    assert 0.07 * 100 > 7
    assert quantile(np.arange(1.0, 101.0), 0.07) == 7.5


def test_what_is_unbounded_stays_so() -> None:
    assert quantile(np.array([1.0, 2.0, np.inf, np.inf]), 0.95) == np.inf


@given(NUMBERS, st.sampled_from([LOW, 0.17, 0.25, MIDDLE, 0.83, HIGH]))
def test_counted_exactly_and_as_a_stretch_among_others(values: list[int], p: float) -> None:
    in_order = np.sort(np.array(values, float))
    n = len(values)
    exactly = Fraction(str(p)) * n  # numpy takes 0.07 × 100 for more than 7
    low, high = max(ceil(exactly) - 1, 0), min(floor(exactly), n - 1)
    assert quantile(in_order, p) == (in_order[low] + in_order[high]) / 2
    assert quantiles(in_order[::-1], (p,)) == quantile(in_order, p)
    twice = np.concatenate([in_order, in_order + 1])
    found = quantile_of_each(twice, np.array([0, n]), np.array([n, n]), p)
    assert found.tolist() == [quantile(in_order, p), quantile(in_order + 1, p)]


@given(NUMBERS)
def test_turning_the_signs_turns_the_interval_round(values: list[int]) -> None:
    lo, middle, hi = quantiles(np.array(values, float)).tolist()
    assert quantiles(-np.array(values, float)).tolist() == [-hi, -middle, -lo]


def test_rows_are_summarised_each_on_its_own() -> None:
    rows = np.array([[3.0, 1.0, 2.0], [30.0, 10.0, 20.0]])
    assert quantiles(rows, (MIDDLE,)).tolist() == [[2.0, 20.0]]


def test_no_other_rule_is_in_the_program() -> None:
    other = re.compile(r"np\.(nan)?(quantile|percentile)\(|statistics.*quantiles")
    assert [str(path) for path in ROOT.rglob("*.py") if other.search(path.read_text("utf-8"))] == []
