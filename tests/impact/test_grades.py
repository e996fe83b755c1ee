"""Five grades by the share of draws that keep a rule, and none within two standard errors of a cut."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.grades import CUTS, GRADES, at_least_as_bad, graded


@pytest.mark.parametrize(
    ("share", "grade"),
    [
        (1.0, "within"), (0.955, "within"), (0.945, "mostly-within"), (0.76, "mostly-within"), (0.74, "undecided"), (0.5, "undecided"),
        (0.26, "undecided"), (0.24, "mostly-exceeds"), (0.055, "mostly-exceeds"), (0.045, "exceeds"), (0.0, "exceeds"),
    ],
)  # fmt: skip
def test_a_share_of_ten_thousand_draws_has_one_grade_away_from_the_cuts(share: float, grade: str) -> None:
    assert graded(share, 10_000) == (grade,)


@pytest.mark.parametrize(
    ("cut", "better", "worse"),
    [
        (0.95, "within", "mostly-within"), (0.75, "mostly-within", "undecided"), (0.25, "undecided", "mostly-exceeds"),
        (0.05, "mostly-exceeds", "exceeds"),
    ],
)  # fmt: skip
def test_within_two_standard_errors_of_a_cut_it_has_both_neighbours(
    cut: float, better: str, worse: str
) -> None:
    error = sqrt(cut * (1 - cut) / 10_000)
    for beside in (-1.99, 0.0, 1.99):
        assert graded(cut + beside * error, 10_000) == (better, worse)
    assert graded(cut + 2.01 * error, 10_000) == (better,)
    assert graded(cut - 2.01 * error, 10_000) == (worse,)


def test_a_few_draws_that_all_keep_a_rule_do_not_show_that_it_is_surely_kept() -> None:
    assert graded(1.0, 60) == ("within", "mostly-within")
    assert graded(1.0, 100) == ("within",)
    assert graded(0.5, 1) == ("mostly-within", "undecided", "mostly-exceeds")


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 100_000))
def test_a_higher_share_is_never_graded_worse(one: float, other: float, draws: int) -> None:
    low, high = (graded(share, draws) for share in sorted((one, other)))
    assert GRADES.index(high[0]) <= GRADES.index(low[0])
    assert GRADES.index(high[-1]) <= GRADES.index(low[-1])


@given(st.floats(0, 1), st.integers(1, 100_000))
def test_the_grades_are_neighbours_and_hold_the_one_of_the_share_itself(share: float, draws: int) -> None:
    found = graded(share, draws)
    assert found == GRADES[GRADES.index(found[0]) : GRADES.index(found[-1]) + 1]
    if not any(share == cut for cut in CUTS):
        assert graded(share, 10**15)[0] in found


def test_worse_is_later() -> None:
    assert at_least_as_bad("exceeds", "mostly-exceeds")
    assert at_least_as_bad("undecided", "undecided")
    assert not at_least_as_bad("within", "mostly-within")
