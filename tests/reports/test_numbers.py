"""How numbers print."""

from __future__ import annotations

import pytest

from simulator.reports.language import numbers


@pytest.mark.parametrize(
    ("x", "said"),
    [
        (0, "0"),
        (23, "23"),
        (9.96, "10"),
        (1_234, "1,200"),
        (99_900, "100,000"),
        (3_560_690, "3.6 million"),
        (999_600, "1 million"),
        (0.0423, "0.042"),
        (3.0, "3"),
        (2.98, "3.0"),
        (0.995, "1.0"),
        (245, "250"),
        (505, "510"),
        (0.3, "0.30"),
        (None, "undefined"),
    ],
)
def test_prose_has_two_significant_figures(x: float | None, said: str) -> None:
    assert numbers.prose(x) == said


@pytest.mark.parametrize(
    ("x", "said"),
    [
        (0.4, "0 times"),
        (0.5, "once"),
        (1, "once"),
        (2.98, "3 times"),
        (244.6, "240 times"),
        (245, "250 times"),
    ],
)
def test_how_often_is_whole_and_rounded_once(x: float, said: str) -> None:
    assert numbers.times(x) == said


@pytest.mark.parametrize(("x", "said"), [(12_345.4, "12,300"), (0.4, "0"), (None, "undefined")])
def test_a_count_in_a_table_is_whole_and_has_three_figures(x: float | None, said: str) -> None:
    assert numbers.whole(x) == said


@pytest.mark.parametrize(
    ("x", "said"), [(419.93, "420"), (58.217, "58.2"), (0.94290, "0.943"), (1_783.4, "1,780")]
)
def test_a_rate_in_a_table_has_three_figures(x: float, said: str) -> None:
    assert numbers.rate(x) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "none"),
        (1e-9, "under 0.0001 %"),
        (0.00012, "0.012 %"),
        (0.4623, "46 %"),
        (0.9997, "99.9 %"),
        (1, "100 %"),
    ],
)
def test_a_share_keeps_its_distance_from_nought_and_one(share: float, said: str) -> None:
    assert numbers.percent(share) == said


@pytest.mark.parametrize(
    ("largest", "of"), [(0.07, 100), (0.007, 1_000), (0.01, 100), (2e-6, 1_000_000), (None, 1_000_000)]
)
def test_a_panel_has_the_smallest_denominator_that_shows_somebody(largest: float | None, of: int) -> None:
    assert numbers.denominator(largest) == of


@pytest.mark.parametrize(
    ("x", "error", "kept"),
    [
        (7843.0, 20.0, 7843.0),
        (7843.0, 250.0, 7800.0),
        (7843.0, 1050.0, 8000.0),
        (7843.0, 60_000.0, 8000.0),
        (0.0123, 0.006, 0.01),
        (4.0, 1.0, 4.0),
        (0.0, 5.0, 0.0),
        (-250.0, 30.0, -250.0),
        (-250.0, 60.0, -300.0),
        (12.0, None, 12.0),
    ],
)
def test_digits_that_other_draws_would_change_are_not_printed(
    x: float, error: float | None, kept: float
) -> None:
    assert numbers.settled(x, error) == kept
