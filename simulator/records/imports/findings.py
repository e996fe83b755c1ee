"""What an import found, gathered from what was counted: everything the folder's files are written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from simulator.records.imports.ages import AGE, in_words
from simulator.records.imports.counting import NOWHERE, Counted
from simulator.records.imports.layout import PERSON
from simulator.records.imports.layouts.plain import AREA, area_in_words
from simulator.records.imports.stamps import FIRST
from simulator.records.imports.week import Hours, hours_of, strange_days
from simulator.records.imports.who import Bounds, Who, a_year, bounds, who_of
from simulator.records.imports.years import Spread, Year, spread_of, years_of

MANY_A_MONTH = 20
"""Records a month from which a month without any says that something is missing. A choice, not a law."""


@dataclass(frozen=True, slots=True)
class Findings:
    """An import's findings.

    who: everybody, by the chosen rule; by_rule: by every rule, where there are several. bounds: what their groups may count.
    a_year: the same for a mean whole year, the undated shared out too; None where no year is whole. sites: names and counts, the largest first. printed: the hours before
    stamps were told by the zone's own clocks; None where nothing moved.
    """

    name: str
    counted: Counted
    who: Who
    by_rule: dict[str, Who]
    bounds: Bounds
    a_year: Bounds | None
    years: tuple[Year, ...]
    spread: Spread | None
    hours: Hours
    printed: Hours | None
    sites: tuple[tuple[str, int], ...]
    first: date | None
    last: date | None

    @property
    def people(self) -> int:
        """Encounters of a person that were counted."""
        return self.counted.by_kind[PERSON]

    @property
    def undated(self) -> int:
        """Encounters without a day that can be believed."""
        return self.people - int(self.counted.calendar.days.sum())

    @property
    def whole_years(self) -> int:
        """How many years are whole."""
        return sum(year.is_whole for year in self.years)

    @property
    def period(self) -> str:
        """The time from the first record to the last, in ISO dates."""
        return f"{self.first} to {self.last}" if self.first else "not dated"

    @property
    def words(self) -> dict[str, str]:
        """Labels in words: the layout's, a plain table's own as it writes them, and ages as bands are told."""
        counted = self.counted
        coders = [*(counted.races.values() if counted.is_plain else ()), *counted.thirds.values()]
        spelled = {
            meaning.id: text[0]
            for coder in coders
            for text, meaning in zip(reversed(coder.spelled), reversed(coder.meanings), strict=True)
        }
        told = spelled | dict(counted.layout.words)
        for axis, name in {"race": counted.axis, counted.third: counted.third}.items():
            for label in self.who.axes.get(axis, ()):
                if name == AGE:
                    told[label] = in_words(label)
                elif name == AREA and label in told:
                    told[label] = area_in_words(told[label])
        return told

    @property
    def by_level(self) -> dict[str, dict[str, int]]:
        """Counts by axis and label, the unknown shared out in proportion."""
        shared = self.who.in_proportion()
        sums = {
            axis: shared.sum(axis=tuple(other for other in range(shared.ndim) if other != place))
            for place, axis in enumerate(self.who.axes)
        }
        return {
            axis: {label: int(n) for label, n in zip(labels, sums[axis], strict=True)}
            for axis, labels in self.who.axes.items()
        }

    @property
    def persons_a_stop(self) -> float | None:
        """Persons in an average stop; None where the file does not tell stops apart."""
        stops = len(self.counted.stops)
        return self.people / stops if stops else None


def findings_of(name: str, counted: Counted) -> Findings:
    """Everything found in what was counted."""
    total = counted.calendar.days.sum(axis=1)
    years = years_of(counted.calendar.days, strange_days(total))
    whole = {year.year for year in years if year.is_whole}
    places = np.flatnonzero(total)
    first, last = (date.fromordinal(int(places[i]) + FIRST) for i in (0, -1)) if len(places) else (None, None)
    rules = counted.layout.rules
    who = who_of(counted, counted.rule)
    return Findings(
        name=name,
        counted=counted,
        who=who,
        bounds=bounds(who),
        by_rule={rule: who_of(counted, rule) for rule in rules} if len(rules) > 1 else {},
        a_year=_a_year(counted, whole) if whole else None,
        years=years,
        spread=spread_of(years),
        hours=hours_of(counted.calendar.days, counted.calendar.midnights),
        printed=_as_printed(counted) if counted.calendar.moved else None,
        sites=_sites(counted),
        first=first,
        last=last,
    )


def _a_year(counted: Counted, whole: set[int]) -> Bounds:
    """A mean whole year: those of whole years, and the undated in proportion."""
    dated = who_of(counted, counted.rule, lambda month: month > 0 and 1970 + (month - 1) // 12 in whole)
    undated = who_of(counted, counted.rule, lambda month: month == 0)
    every = int(counted.calendar.days.sum())
    return a_year(dated, undated if undated.total else None, len(whole), dated.total / every)


def _as_printed(counted: Counted) -> Hours:
    """The hours if no stamp were told by other clocks: every midnight is the printed one."""
    printed = counted.calendar.printed
    midnights = np.zeros((len(printed), 24), np.int64)
    midnights[:, 0] = printed[:, 24]
    return hours_of(printed, midnights)


def _sites(counted: Counted) -> tuple[tuple[str, int], ...]:
    """Sites with their counts; the agency's name goes where there is one agency."""
    cells, counts = counted.cells.cells()
    sums = np.bincount(cells[:, 2], counts, minlength=len(counted.sites.names)).astype(int)
    names = site_names(counted.sites.names, counted.agencies.names)
    found = [(name, int(n)) for name, n in zip(names, sums, strict=True) if n]
    return tuple(sorted(found, key=lambda each: (-each[1], each[0])))


def site_names(names: Sequence[str], agencies: Sequence[str]) -> list[str]:
    """Sites without their agency where all are of one."""
    if len(agencies) != 1:
        return list(names)
    return [name.removeprefix(f"{agencies[0]} / ") for name in names]


def gaps(found: Findings) -> list[tuple[str, int, int]]:
    """Sites that stopped reporting for a time, or began later: (site, months without a record, months in all).

    Only sites with many records a month are told of: that a small one has none in a month says nothing.
    """
    cells, counts = found.counted.cells.cells()
    dated = cells[:, 3] > 0
    if not dated.any():
        return []
    first, last = int(cells[dated, 3].min()), int(cells[dated, 3].max())
    months = last - first + 1
    names = site_names(found.counted.sites.names, found.counted.agencies.names)
    told = []
    for site, name in enumerate(names):
        mine = dated & (cells[:, 2] == site)
        present = len(np.unique(cells[mine, 3]))
        if present and counts[mine].sum() >= MANY_A_MONTH * present and present < months:
            told.append((name, months - present, months))
    return told


def is_named(site: str) -> bool:
    """Whether a site is a place, not the want of one."""
    return site != NOWHERE and not site.endswith(f"/ {NOWHERE}")
