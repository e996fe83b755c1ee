"""The stretch of time a result is of, in the words every text about it uses: made once, from the scenario's horizon."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from simulator.reports.language.numbers import written
from simulator.reports.language.phrases import message, phrase, plural


@dataclass(frozen=True, slots=True)
class Period:
    """How a horizon is said.

    one: “simulated year”, “simulated period of 2 years”. many: the same, several. of_one: “year’s”, “period’s”, for a
    single one's luck. in_one: “a year”, “in 2 years”. column: “years”, “periods”, where a heading or a bracket is short.
    length: “one year”, “2 years”. real: “year”, “period of 2 years”, without the word that it is simulated.
    """

    one: str
    many: str
    of_one: str
    in_one: str
    column: str
    length: str
    real: str


A_YEAR = Period(
    message("simulated year"),
    message("simulated years"),
    message("year’s"),
    message("a year"),
    message("years"),
    message("one year"),
    message("year"),
)


def horizon_text(years: float) -> str:
    """`1 year`, `2 years`, `0.5 years`: the horizon as a summary keeps it."""
    return "1 year" if years == 1 else f"{years:g} years"


def period_of(horizon: str) -> Period:
    """The words for a horizon as a summary keeps it."""
    if horizon == horizon_text(1):
        return Period(*(phrase(each) for each in astuple(A_YEAR)))
    years = horizon.split(" ", 1)[0]
    length = plural(float(years), "{years} year", "{years} years", years=written(years))
    return Period(
        one=phrase("simulated period of {length}", length=length),
        many=phrase("simulated periods of {length}", length=length),
        of_one=phrase("period’s"),
        in_one=phrase("in {length}", length=length),
        column=phrase("periods"),
        length=length,
        real=phrase("period of {length}", length=length),
    )
