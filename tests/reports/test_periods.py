"""How a horizon is said: literally, for a year, for less and for more."""

from __future__ import annotations

from simulator.reports.language.periods import Period, horizon_text, period_of
from tests.reports.sample import sample
from tests.reports.told import read


def test_a_year_is_a_year() -> None:
    assert period_of("1 year") == Period(
        "simulated year", "simulated years", "year’s", "a year", "years", "one year", "year"
    )


def test_any_other_horizon_is_a_period_of_its_own() -> None:
    assert [period_of(horizon_text(years)) for years in (0.5, 10)] == [
        Period(
            "simulated period of 0.5 years", "simulated periods of 0.5 years", "period’s", "in 0.5 years", "periods",
            "0.5 years", "period of 0.5 years",
        ),
        Period(
            "simulated period of 10 years", "simulated periods of 10 years", "period’s", "in 10 years", "periods",
            "10 years", "period of 10 years",
        ),
    ]  # fmt: skip


def test_a_study_reads_its_period_once_and_a_summary_without_one_is_of_a_year() -> None:
    assert read(sample() | {"horizon": "2 years"}).period.in_one == "in 2 years"
    assert read(sample()).period.in_one == "a year"
