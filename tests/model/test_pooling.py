"""Several rows for one cell made into one rate."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.evidence import Row, library
from simulator.model.laws import Beta, LogNormal
from simulator.model.pooling import pair_rate, pooled, random_effects

MODEL = replace(library().row("npl-neoface-2023/t060-n10000"), numerator=None, value=0.01)


def rate(name: str, value: float, lo: float | None = None, hi: float | None = None) -> Row:
    return replace(MODEL, row=name, value=value, lo=lo, hi=hi)


def test_events_and_trials_are_added() -> None:
    """60 of 2,000 and 6 of 2,000 are 66 of 4,000."""
    rows = [
        replace(MODEL, row=name, value=None, numerator=x, denominator=2000.0)
        for name, x in (("b", 60.0), ("a", 6.0))
    ]
    found = pooled(rows)
    assert found.law == Beta(66.0, 4000.0)
    assert found.identity == "npl-neoface-2023/a+b" == pooled(rows[::-1]).identity


def test_one_row_keeps_its_own_law_and_name() -> None:
    one = replace(MODEL, value=None, numerator=21.0, denominator=2000.0)
    assert pooled([one]).law == Beta(21.0, 2000.0)
    assert pooled([rate("a", 0.01)]).law is None


def test_rates_without_counts_are_averaged_on_the_log_scale_and_their_spread_is_drawn() -> None:
    """0.01 and 0.04: mean log rate 0.02, τ² = s² = (log 4)²/2, predictive sd √(τ² + τ²/2)."""
    found = pooled([rate("a", 0.01), rate("b", 0.04)])
    assert found.rate == pytest.approx(0.02)
    assert isinstance(found.law, LogNormal)
    assert found.law.sigma == pytest.approx(sqrt(1.5 * log(4) ** 2 / 2))
    assert pair_rate([rate("a", 0.01), rate("b", 0.04)]) == pytest.approx(0.02)


def test_paule_and_mandel_by_hand() -> None:
    """Figures 0, 1, 2 with variances 0.1, 0.2, 0.3: τ² solves Σ w(y − ȳ)² = 2, checked at the root found."""
    values, variances = (0.0, 1.0, 2.0), (0.1, 0.2, 0.3)
    mean, spread = random_effects(values, variances)

    def at(tau2: float) -> tuple[float, float, float]:
        weights = [1 / (v + tau2) for v in variances]
        middle = sum(w * y for w, y in zip(weights, values, strict=True)) / sum(weights)
        return (
            middle,
            sum(w * (y - middle) ** 2 for w, y in zip(weights, values, strict=True)),
            1 / sum(weights),
        )

    tau2 = next(x for x in (i / 100000 for i in range(1, 200000)) if at(x)[1] <= 2)
    assert mean == pytest.approx(at(tau2)[0], abs=1e-4)
    assert spread == pytest.approx(sqrt(tau2 + at(tau2)[2]), abs=1e-4)


def test_figures_that_differ_no_more_than_their_doubt_have_no_spread_between_them() -> None:
    mean, spread = random_effects((1.0, 1.1), (0.5, 0.5))
    assert mean == pytest.approx(1.05)
    assert spread == pytest.approx(sqrt(0.25), abs=1e-5)


@given(st.lists(st.floats(1e-6, 0.5), min_size=2, max_size=6))
def test_the_mean_lies_among_the_rates_and_their_order_never_matters(values: list[float]) -> None:
    rows = [rate(str(i), value) for i, value in enumerate(values)]
    found = pooled(rows)
    assert min(values) * 0.999 <= found.rate <= max(values) * 1.001
    assert pooled(rows[::-1]).rate == pytest.approx(found.rate)
    assert found.law is not None
    assert exp(log(found.rate)) == pytest.approx(found.law.median)
