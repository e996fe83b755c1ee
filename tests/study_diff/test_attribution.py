"""The weights: by hand for two differences, and their laws for any number."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.study.diff.attribution import all_subsets, alone, orders, parts
from simulator.study.diff.worlds import Lived, Swapped

DRAWS = 101


def studies(values: dict[Swapped, float]) -> dict[Swapped, Lived]:
    """Studies whose middle is the value, and whose draws spread about it alike."""
    spread = np.linspace(-1.0, 1.0, DRAWS)
    return {state: Lived(value + 0 * spread, value * (1 + 0.1 * spread)) for state, value in values.items()}


def test_two_differences_by_hand() -> None:
    lived = studies(dict(zip(all_subsets(2), (1.0, 2.0, 4.0, 8.0), strict=True)))
    first, second = parts(orders(2), lived, seed=1)
    assert (first.move, second.move) == (0.5 * ((2 - 1) + (8 - 4)), 0.5 * ((4 - 1) + (8 - 2)))
    assert first.lo == pytest.approx(2.5 * 0.91)
    assert first.hi == pytest.approx(2.5 * 1.09)
    assert first.error == 0.0
    by_itself = parts(alone(2), lived, seed=1)
    assert [part.move for part in by_itself] == [1.0, 3.0]


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_parts_over_all_orders_add_up_and_a_difference_without_effect_has_none(n: int) -> None:
    rng = np.random.default_rng(n)
    base = {state: float(rng.random()) for state in all_subsets(n)}
    idle = {state | more: value for state, value in base.items() for more in (frozenset(), frozenset({n}))}
    found = parts(orders(n + 1), studies(idle), seed=1)
    assert sum(part.move for part in found) == pytest.approx(
        idle[frozenset(range(n + 1))] - idle[frozenset()]
    )
    assert found[-1].move == pytest.approx(0.0, abs=1e-12)


def test_the_error_of_a_move_is_that_of_draws_taken_again() -> None:
    rng = np.random.default_rng(3)
    before, after = rng.normal(0, 1, 4000), rng.normal(5, 1, 4000)
    lived = {frozenset[int](): Lived(before, before), frozenset({0}): Lived(after, after)}
    (part,) = parts(orders(1), lived, seed=2)
    of_a_median = 1.2533 / np.sqrt(4000)  # standard error of a normal median: √(π/2)·σ/√n
    assert part.error == pytest.approx(1.96 * np.sqrt(2) * of_a_median, rel=0.2)
