"""The stretch of time a result is of, in the words every text about it uses: made once, from the scenario's horizon."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Period:
    """How a horizon is said.

    one: “simulated year”, “simulated period of 2 years”. many: the same, several. of_one: “year’s”, “period’s”, for a
    single one's luck. in_one: “a year”, “in 2 years”. column: “years”, “periods”, where a heading or a bracket is short.
    """

    one: str
    many: str
    of_one: str
    in_one: str
    column: str


A_YEAR = Period("simulated year", "simulated years", "year’s", "a year", "years")


def horizon_text(years: float) -> str:
    """`1 year`, `2 years`, `0.5 years`: the horizon as a summary keeps it."""
    return "1 year" if years == 1 else f"{years:g} years"


def period_of(horizon: str) -> Period:
    """The words for a horizon as a summary keeps it."""
    if horizon == horizon_text(1):
        return A_YEAR
    return Period(
        one=f"simulated period of {horizon}",
        many=f"simulated periods of {horizon}",
        of_one="period’s",
        in_one=f"in {horizon}",
        column="periods",
    )
