"""Counts a year and whether a year is whole: half-years and missing months are never made into years in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean, median, stdev

import numpy as np

from simulator.records.imports.coding import Counts
from simulator.records.imports.stamps import FIRST
from simulator.records.imports.week import FIRST_OF_PERIOD

THIN = 0.25
"""A month with less than this share of its year's median month is thin. A choice, not a law."""
NEAR_START, NEAR_END = (1, 7), (12, 25)
"""A year whose records begin by the one and last to the other is covered from end to end."""


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year's records by month, and what it lacks; `lacks` is empty where the year is whole."""

    year: int
    months: tuple[int, ...]
    lacks: str

    @property
    def count(self) -> int:
        """Records of the year."""
        return sum(self.months)

    @property
    def is_whole(self) -> bool:
        """Whether nothing shows that a part is missing."""
        return not self.lacks


def years_of(days: Counts, strange: Mapping[int, str]) -> tuple[Year, ...]:
    """Every year from the first record's to the last's, from (days since 1970, slots) counts."""
    total = days.sum(axis=1)
    places = np.flatnonzero(total)
    if not len(places):
        return ()
    first, last = (date.fromordinal(int(places[i]) + FIRST) for i in (0, -1))
    years = []
    for year in range(first.year, last.year + 1):
        months = tuple(_month(total, year, month) for month in range(1, 13))
        years.append(Year(year, months, _lacks(year, months, first, last, total, strange)))
    return tuple(years)


def _month(total: Counts, year: int, month: int) -> int:
    start = date(year, month, 1).toordinal() - FIRST
    end = (date(year + month // 12, month % 12 + 1, 1)).toordinal() - FIRST
    return int(total[max(start, 0) : end].sum())


def _lacks(
    year: int, months: Sequence[int], first: date, last: date, total: Counts, strange: Mapping[int, str]
) -> str:
    start, end = (date(year, *day).toordinal() - FIRST for day in ((1, 1), (12, 31)))
    on_firsts = sum(
        int(total[p]) for p, why in strange.items() if start <= p <= end and why == FIRST_OF_PERIOD
    )
    if sum(months) and on_firsts > 0.5 * sum(months):
        return "dates are first days of periods, so missing months cannot be seen"
    if not sum(months):
        return "no record"
    empty = [_name(i) for i, count in enumerate(months) if not count]
    if empty:
        return f"no record in {_listed(empty)}"
    if year == first.year and first > date(year, *NEAR_START):
        return f"records begin on {first}"
    if year == last.year and last < date(year, *NEAR_END):
        return f"records end on {last}"
    usual = median(months)
    thin = [_name(i) for i, count in enumerate(months) if count < THIN * usual]
    return f"hardly any record in {_listed(thin)}" if thin else ""


def _name(index: int) -> str:
    return date(2000, index + 1, 1).strftime("%B")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= 6 else f"{len(names)} months"


@dataclass(frozen=True, slots=True)
class Spread:
    """How whole years differ: their mean, and the coefficient of variation, None for a single year."""

    years: int
    mean: float
    cv: float | None


def spread_of(years: Sequence[Year]) -> Spread | None:
    """The spread over whole years; None where no year is whole."""
    whole = [float(each.count) for each in years if each.is_whole]
    if not whole:
        return None
    return Spread(len(whole), mean(whole), stdev(whole) / mean(whole) if len(whole) > 1 else None)
