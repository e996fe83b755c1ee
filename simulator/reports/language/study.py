"""A finished result as the sentences need it: its summary, with estimates by measure and group and the scenario's own words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.reports.language.numbers import settled
from simulator.reports.language.periods import Period, period_of
from simulator.reports.language.phrases import given, message, phrase
from simulator.results import summary as told
from simulator.results.clock_summary import Times
from simulator.results.summary import Burden, Cause, Driver, Drivers, Group, Stage, Summary
from simulator.results.values import Interval


@dataclass(frozen=True, slots=True)
class Estimate:
    """One measure of one group over the draws. `lo, hi` hold 9 of 10, `q17, q83` hold 2 of 3 simulated years.

    `hi` is infinite where a ratio has no upper limit. `mc_lo, mc_hi`: how far the number of draws lets the ends be trusted.
    higher: the share of draws in which a multiple of another group's rate is above 1.
    """

    median: float | None
    lo: float | None
    hi: float | None
    q17: float | None = None
    q83: float | None = None
    chance: tuple[float, float] | None = None
    audit: tuple[float, float] | None = None
    defined: float = 1.0
    mean: float | None = None
    mc_lo: float | None = None
    mc_hi: float | None = None
    higher: float | None = None

    @property
    def known(self) -> bool:
        """Whether there is a middle and both ends to print."""
        return self.median is not None and self.lo is not None and self.hi is not None

    @property
    def stretch(self) -> float | None:
        """How many times the low end goes into the high end; None where the low end is zero or unknown."""
        if not self.lo or self.hi is None:
            return None
        return self.hi / self.lo


NOTHING = Estimate(None, None, None, defined=0.0)

WORDS = {
    "encounter": message("encounter"),
    "encounters": message("encounters"),
    "person": message("person"),
    "people": message("people"),
    "residents": message("residents"),
}
"""What is said where a scenario has no word of its own."""


@dataclass(frozen=True, slots=True)
class Study:
    """A summary with its tables opened."""

    summary: Summary
    period: Period
    estimates: Mapping[tuple[str, str], Estimate]

    def get(self, measure: str, group: str = "all") -> Estimate:
        """The estimate of a measure for a group, or one in which everything is unknown."""
        return self.estimates.get((measure, group), NOTHING)

    def group(self, group_id: str) -> Group:
        """The group of that id; a group the summary does not list is shown by its id."""
        found = (group for group in self.groups if group.id == group_id)
        return next(found, Group(id=group_id, label=group_id, rollup=False))

    @property
    def groups(self) -> tuple[Group, ...]:
        """Cells of the scenario's axes and roll-ups of cells, in the scenario's order."""
        return self.summary.groups

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of the pathway."""
        return self.summary.funnel.stages

    @property
    def cells(self) -> tuple[Group, ...]:
        """The groups that are no roll-ups, in the scenario's order."""
        return tuple(group for group in self.groups if not group.rollup)

    @property
    def unmeasured(self) -> tuple[Group, ...]:
        """The groups no audit at hand measured."""
        return tuple(group for group in self.cells if group.unmeasured)

    @property
    def reference(self) -> Group:
        """The group every ratio is taken to."""
        return self.group(self.summary.reference)

    @property
    def proxy(self) -> bool:
        """Whether any rate rests on an audit that measured something else."""
        return self.summary.proxy

    @property
    def harms_enrolled(self) -> bool:
        """Whether a false match harms somebody enrolled: rates are then per person enrolled and year."""
        return self.summary.victim == "gallery"

    @property
    def nobody_wanted(self) -> str | None:
        """Who is enrolled, where nobody enrolled is wanted: then there is nobody to find."""
        return self.summary.nobody_wanted or None

    @property
    def held_stage(self) -> Stage | None:
        """The first stage at which a person is held: where a detention begins."""
        return next((stage for stage in self.stages if stage.liberty == "held"), None)

    @property
    def burdens(self) -> dict[str, Burden]:
        """Groups' and roll-ups' shares of encounters and of wrongful detentions; empty where there are none to tell."""
        return self.summary.hundred.burdens if self.summary.hundred else {}

    @property
    def causes(self) -> dict[str, Cause]:
        """What 100 wrongful detentions come of and where they end; empty where there are no shares to tell."""
        return self.summary.hundred.causes if self.summary.hundred else {}

    @property
    def few(self) -> float | None:
        """Share of draws in which fewer than one wrongful detention is expected."""
        return self.summary.hundred.few if self.summary.hundred else None

    @property
    def drivers(self) -> tuple[Driver, ...]:
        """The unknowns behind everybody's number by their share of the spread, largest first."""
        return tuple(sorted(self._drivers.unknowns, key=lambda each: -each.first)) if self._drivers else ()

    @property
    def by_grade(self) -> dict[str, float]:
        """Shares of the spread by grade of evidence, largest first."""
        return self._drivers.by_grade if self._drivers else {}

    @property
    def _drivers(self) -> Drivers | None:
        found = self.summary.sensitivity
        return found.selections.get("all") if found else None

    def word(self, key: str) -> str:
        """The scenario's own word for a person, an encounter or the people it covers."""
        if key == "scope":
            return given(self.summary.scope) or phrase("the people this scenario covers")
        words = self.summary.words
        if key in ("exposure", "one_exposure") and key not in words:
            key = "encounters" if key == "exposure" else "encounter"
        return given(words.get(key) or "") or phrase(WORDS[key])

    def quantiles(self, group: str) -> tuple[float, ...]:
        """Fifty equally probable yearly counts of wrongful detentions, in order; empty if the summary has none."""
        table = self.summary.dotplot
        return tuple(sorted(table.get(group) or table.get(f"wrongly_held/{group}") or ()))

    @property
    def people_dots(self) -> tuple[float, ...]:
        """Fifty equally probable numbers of people wrongly detained, in order; empty where people cannot be told."""
        return tuple(sorted(self.summary.people.dots)) if self.summary.people else ()


def _pair(ends: tuple[float | None, float | None] | None) -> tuple[float, float] | None:
    if ends is None or ends[0] is None or ends[1] is None:
        return None
    return ends[0], ends[1]


def estimate(cell: told.Estimate) -> Estimate:
    """One cell of `measures`, to the digits its draws settle.

    Where only the upper end is missing it has no limit, for its divisor is 0 in some draws.
    """
    unbounded = cell.hi is None and cell.median is not None and cell.lo is not None
    return Estimate(
        median=settled(cell.median, cell.mc_error),
        lo=settled(cell.lo, cell.mc_lo),
        hi=math.inf if unbounded else settled(cell.hi, cell.mc_hi),
        q17=cell.q17,
        q83=cell.q83,
        chance=_pair(cell.chance),
        audit=_pair(cell.audit),
        defined=1.0 if cell.defined is None else cell.defined,
        mean=cell.mean,
        mc_lo=cell.mc_lo,
        mc_hi=cell.mc_hi,
        higher=cell.higher,
    )


def interval(cell: Interval | told.Middle) -> Estimate:
    """A middle and its two ends alone, with the mean of what has one."""
    return Estimate(cell.median, cell.lo, cell.hi, mean=getattr(cell, "mean", None))


def timed(cell: Times) -> Estimate:
    """A figure of the clock, over its replications."""
    return Estimate(
        cell.median,
        cell.lo,
        cell.hi,
        chance=_pair(cell.chance),
        audit=_pair(cell.audit),
        mean=cell.mean,
    )


def _estimates(summary: Summary) -> Iterator[tuple[tuple[str, str], Estimate]]:
    for name, measure in summary.measures.items():
        for group, cell in measure.values.items():
            yield (name, group), estimate(cell)


def opened(summary: Summary) -> Study:
    """The summary with its tables opened."""
    return Study(summary, period_of(summary.horizon), dict(_estimates(summary)))
