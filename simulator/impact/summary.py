"""The summary of a run: every measure of every group and roll-up, its intervals, and the doubts apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.impact import doubt
from simulator.impact.intervals import at, ends
from simulator.impact.measures import MEASURES, Measure
from simulator.impact.sources import Expected, Members, Simulated, Source, View, ratio
from simulator.impact.warned import run_warnings
from simulator.kernel.gathering import expect
from simulator.quantiles import HIGH, LOW, MIDDLE
from simulator.results.summary import Estimate

if TYPE_CHECKING:
    from simulator.kernel.draws import Draws
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]

EQUAL = 1e-9
"""Rates closer than this are the same: the order of a sum is no difference between groups."""


@dataclass(frozen=True)
class Impact:
    """The draws of one scenario, ready to be asked for any measure of any group or roll-up."""

    draws: Draws
    compiled: Compiled
    _views: dict[str, tuple[str, View]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def expected(self) -> Expected:
        """Expected years."""
        return Expected(self.draws)

    @cached_property
    def simulated(self) -> Simulated:
        """Simulated years."""
        return Simulated(self.draws, expected=self.expected)

    @cached_property
    def selections(self) -> dict[str, Members]:
        """Members of every group and roll-up, groups first."""
        groups = {group: (g,) for g, group in enumerate(self.compiled.groups)}
        rollups = {
            name: tuple(int(g) for g in np.flatnonzero(members))
            for name, members in self.compiled.rollups.items()
        }
        return groups | {name: members for name, members in rollups.items() if members}

    @cached_property
    def best_served(self) -> int:
        """The measured group with the lowest posterior median of wrongful detentions per encounter (docs/method.md §6.14).

        Of equals the reference group, then the first by name, so that the order of groups changes nothing.
        """
        measured = np.flatnonzero(~np.asarray(self.compiled.unmeasured))
        candidates = measured if len(measured) else np.arange(len(self.compiled.groups))
        medians = np.array([doubt.median(self._rate_of(int(g))) for g in candidates])
        medians[~np.isfinite(medians)] = np.inf
        lowest = candidates[medians <= medians.min() * (1 + 1e-6)]
        groups, reference = self.compiled.groups, self.compiled.reference
        return int(min(lowest, key=lambda g: (g != reference, groups[int(g)])))

    def _rate_of(self, g: int) -> Array:
        return ratio(self._innocent(self.expected, (g,)), self.expected.amount("exposure", (g,)))

    def _innocent(self, source: Source, members: Members) -> Array:
        held = self.draws.layout.first("held")
        if held == len(self.draws.layout.stages):
            return np.zeros(self.draws.described)
        return np.asarray(sum(source.cases(members, kind, held) for kind in self.draws.layout.wrongful))

    @cached_property
    def _best_rate(self) -> Array:
        return np.nan_to_num(self._rate_of(self.best_served))

    def view(self, source: Source, members: Members, best_rate: Array | None = None) -> View:
        """One group or roll-up of a source."""
        rate = self._best_rate if best_rate is None else best_rate
        return View(source, members, (self.compiled.reference,), (self.best_served,), rate)

    def simulated_values(self, measure: str, selection: str) -> Array:
        """(draws,) a measure in simulated years: chance and unknowns."""
        return MEASURES[measure].formula(self._latest("simulated", selection))

    def expected_values(self, measure: str, selection: str) -> Array:
        """(draws,) a measure on expected counts: unknowns only."""
        return MEASURES[measure].formula(self._latest("expected", selection))

    def values(self, measure: str, selection: str) -> Array:
        """(draws,) the measure as it is reported: counts of simulated years, anything else as expected."""
        if MEASURES[measure].simulated:
            return self.simulated_values(measure, selection)
        return self.expected_values(measure, selection)

    def _latest(self, source: str, selection: str) -> View:
        """The view last asked for, with the counts it has gathered: measures come selection by selection."""
        kept = self._views.get(source)
        if kept is None or kept[0] != selection:
            kept = self._views[source] = (
                selection,
                self.view(getattr(self, source), self.selections[selection]),
            )
        return kept[1]

    @cached_property
    def by_unknown(self) -> list[NDArray[np.intp]]:
        """The draws in the order of each unknown's values, unknowns as in `Compiled.unknowns`."""
        return [np.argsort(row) for row in self.draws.years.values[: len(self.compiled.unknowns)]]

    @cached_property
    def _years(self) -> Array:
        return doubt.repeated_multipliers(self.compiled, self.draws.seed)

    @cached_property
    def _alike(self) -> doubt.MetAgain | None:
        return None if self.draws.years.people is None else doubt.MetAgain.of(self.draws)

    def chance_values(self, measure: str, selection: str, draw: int) -> Array:
        """(years,) a measure when only chance varies: the year of one draw lived again and again."""
        apart = tuple({self.compiled.reference, self.best_served})
        name = f"{measure}/{selection}"
        source = doubt.chance_source(self.draws, draw, self._years, name, apart, self._alike)
        view = self.view(source, self.selections[selection], self._best_rate[draw : draw + 1])
        return MEASURES[measure].formula(view)

    def estimate(self, measure: Measure, selection: str, chance: bool = True) -> Estimate:
        """One measure of one group or roll-up.

        `chance` and `audit` are None where a measure does not vary so; `higher`, of a multiple of another group's rate, is the share of the
        draws that are not 0/0 in which it is above 1.

        Args:
            chance: also repeat the median year (a third of the time).
        """
        reported = self.values(measure.id, selection)
        years = doubt.ordered(reported)
        expected = self.expected_values(measure.id, selection) if measure.simulated else reported
        means = doubt.ordered(expected) if measure.simulated else years
        lived, to_audit = None, None
        if measure.simulated and chance and len(means):
            draw = doubt.median_draw(expected, means)
            lived = ends(doubt.ordered(self.chance_values(measure.id, selection, draw)))
        if measure.simulated:
            to_audit = doubt.variance_ratio(reported[: len(expected)], expected)
        return Estimate(
            defined=len(years) / len(reported),
            n_draws=len(reported),
            median=at(years, MIDDLE),
            lo=at(years, LOW),
            hi=at(years, HIGH),
            q17=at(years, 0.17),
            q83=at(years, 0.83),
            mean=float(np.mean(years)) if len(years) else None,
            mc_error=_precision(years, MIDDLE),
            mc_lo=_precision(years, LOW),
            mc_hi=_precision(years, HIGH),
            audit=ends(means),
            chance=lived,
            chance_to_audit=to_audit,
            higher=float(np.mean(years > 1 + EQUAL)) if measure.compares and len(years) else None,
        )


def expected_at(compiled: Compiled, values: Array, measure: str, selection: str) -> Array:
    """(draws,) a measure on expected counts, at given values of the unknowns (unknowns, draws)."""
    return Impact(expect(compiled, values), compiled).expected_values(measure, selection)


@dataclass(frozen=True, slots=True)
class Measured:
    """Every measure by id, then by group or roll-up; ids of the reference group and of the best served; sentences that must go with them."""

    values: Mapping[str, Mapping[str, Estimate]]
    reference: str
    best_served: str
    warnings: tuple[str, ...]


def summarise(
    draws: Draws,
    compiled: Compiled,
    *,
    chance: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Measured:
    """Every measure of every group and roll-up.

    Args:
        chance: also repeat the median year (a third of the time).
        progress: called with (selections done, selections).
    """
    return summarise_impact(Impact(draws, compiled), chance=chance, progress=progress)


def summarise_impact(
    impact: Impact, *, chance: bool = True, progress: Callable[[int, int], None] | None = None
) -> Measured:
    """As `summarise`, of draws already wrapped; what was computed for one measure is kept for the next."""
    values: dict[str, dict[str, Estimate]] = {measure: {} for measure in MEASURES}
    for done, selection in enumerate(impact.selections, start=1):
        for measure in MEASURES.values():
            values[measure.id][selection] = impact.estimate(measure, selection, chance)
        if progress is not None:
            progress(done, len(impact.selections))
    return Measured(
        values,
        impact.compiled.groups[impact.compiled.reference],
        impact.compiled.groups[impact.best_served],
        tuple(run_warnings(impact, values["wrongly_held"])),
    )


def _precision(years: Array, p: float) -> float | None:
    """Half-width of the 95 % Monte Carlo interval of a quantile; unbounded or None where there are too few values."""
    if len(years) == 0:
        return None
    low, high = doubt.monte_carlo_interval(years, p)
    return (high - low) / 2
