"""A scenario as plain arrays and samplers, and its expectations given the unknowns.

Axis order from here on: sites, groups (probe), groups (gallery), kinds, stages, draws: one draw's numbers lie apart, one
number's draws together. Within the model, where numbers of all groups are added up draw by draw, draws come first. Times
are seconds, counts a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.model.cells import LISTED, false_cells
from simulator.model.exposure import FromTrueAlerts, GroupNumbers
from simulator.model.matcher import Matcher, Matching
from simulator.model.pathway import DurationLaw, StagePlan, mean_seconds, minimum_share, proceeds, reach
from simulator.model.search import repeated_fpir
from simulator.model.unknowns import Term, Terms, Unknown

Array = NDArray[np.float64]
Numbers = NDArray[np.floating[Any]]
"""In double precision as computed, in single precision where many are kept."""


@dataclass(frozen=True, slots=True)
class PeopleTerms:
    """What turns events into people: exposed share, uneven exposure (CV), repeat-match probability."""

    exposed: Terms
    uneven: Term
    repeat_match: Term


@dataclass(frozen=True, slots=True)
class MatedTerms:
    """How often enrolled people are met (η), how many entries are stale, how many searches miss them.

    listed: the share of people enrolled whom the file calls wanted (λ), None where it is everybody; stale is a share of those.
    templates: the share of templates that are of listed entries (f). unlisted_alert: whether other entries raise alerts (1 or 0).
    """

    encountered: Terms | FromTrueAlerts
    stale: Terms
    fnir: Terms
    listed: Terms | None = None
    templates: Terms | None = None
    unlisted_alert: float = 1.0


@dataclass(frozen=True, slots=True)
class WithoutTerms:
    """The world without the system; None is not known (docs/method.md §1.7).

    wanted, stale: the shares of wanted people, and of those on stale entries, found by a check of the name anyway. mistaken: people
    mistaken for others in a year; averted: the share of them that the system spares.
    """

    wanted: Term | None
    stale: Term | None
    mistaken: Term | None
    averted: Term | None

    def of(self, values: Array) -> Array:
        """(4, draws) in the order of the fields; NaN where not known."""
        terms = (self.wanted, self.stale, self.mistaken, self.averted)
        unknown = np.full(values.shape[1], np.nan)
        return np.stack([unknown if term is None else term.of(values) for term in terms])


@dataclass(frozen=True, slots=True)
class PeopleExpectations:
    """What turns a year's events into people.

    exposed, stale: (groups, draws) people exposed (where harm falls on the gallery: enrolled), and stale enrollees. exposure_cv, repeat_match, frailty: (draws,) CV of a
    person's encounters, probability q that the same lookalike matches again, and κ. unlisted: (groups, draws) people enrolled
    who were never wanted.
    """

    exposed: Numbers
    stale: Numbers
    exposure_cv: Numbers
    repeat_match: Numbers
    frailty: Numbers
    unlisted: Numbers

    def arrays(self) -> tuple[Numbers, ...]:
        """All of them, in the order they are made from."""
        return self.exposed, self.stale, self.exposure_cv, self.repeat_match, self.frailty, self.unlisted


@dataclass(frozen=True, slots=True)
class Expectations:
    """What one year brings on average, given each draw's unknowns; year and site variation not yet applied.

    encounters, searches, population, enrolled, match_rate (Λ), fpir: (groups, draws). alerts: (groups, cells, draws).
    proceeds: (groups, cells, stages, draws), one group where all go on alike. mean_seconds, minimum_share:
    (cells, stages, draws). With victim = gallery the group axis of alerts of kind false_match is the gallery's.
    matching: what `match_rate` was made of, as the model has it, draws first. without: (4, draws) of `WithoutTerms`.
    """

    encounters: Array
    searches: Array
    population: Array
    enrolled: Array
    match_rate: Array
    fpir: Array
    alerts: Array
    proceeds: Array
    mean_seconds: Array
    minimum_share: Array
    people: PeopleExpectations | None
    matching: Matching
    without: Array | None

    @property
    def false_alerts(self) -> Array:
        """(groups, draws) alerts on somebody else, whatever the entry claims."""
        return np.asarray(sum(self.alerts[:, cell] for cell in false_cells(self.alerts.shape[1])))

    def reach(self) -> Array:
        """(groups, cells, stages, draws) expected cases that enter each stage a year."""
        return np.asarray(self.alerts[:, :, None] * reach(self.proceeds))


@dataclass(frozen=True, slots=True)
class Compiled:
    """A scenario ready to draw. `unknowns` fixes the rows of every matrix of values, `kinds` names the cells of alerts.

    stop_left: how much longer a stop would have lasted without the alert, where people are stopped anyway.
    """

    title: str
    kind: str
    axes: tuple[str, ...]
    groups: tuple[str, ...]
    group_labels: tuple[str, ...]
    sites: tuple[str, ...]
    site_share: Array
    stages: tuple[StagePlan, ...]
    reference: int
    rollups: dict[str, NDArray[np.bool_]]
    unmeasured: NDArray[np.bool_]
    unknowns: tuple[Unknown, ...]
    horizon_years: float
    minimum_seconds: float
    year_cv: float
    site_cv: float
    victim: str
    candidates: str | int
    encounters: GroupNumbers
    persons: Term
    repeats: tuple[Term, Term]
    population: GroupNumbers
    people: PeopleTerms | None
    scanned: Terms
    captured: Terms
    mated: MatedTerms
    enrolled: Term
    matcher: Matcher
    profile: Array
    kinds: tuple[str, ...] = LISTED
    stop_left: DurationLaw | None = None
    without: WithoutTerms | None = None

    @property
    def first_held(self) -> int:
        """Index of the first stage marked `held`; the number of stages if there is none."""
        return next((t for t, stage in enumerate(self.stages) if stage.liberty == "held"), len(self.stages))

    def medians(self) -> Array:
        """(unknowns, 1) the medians of all unknowns."""
        return np.array([[unknown.law.median] for unknown in self.unknowns]).reshape(-1, 1)

    def enrolment(self, values: Array) -> tuple[Array, Array]:
        """(groups, draws) people enrolled, and how many times as often as others each of them is met (η)."""
        persons = self.enrolled.of(values)[:, None] * self.matcher.composition.of(values)
        return _draws_last(persons), _draws_last(self.mated.encountered.of(values))

    def expect(self, values: Array) -> Expectations:
        """Expectations of every draw: exposure, search, mated path, pathway (docs/method.md §1, §2).

        Args:
            values: (unknowns, draws), rows as in `unknowns`.
        """
        size = len(self.groups)
        encounters = self.encounters.of(values) * self.horizon_years
        population = self.population.of(values)
        searches = (
            encounters * self.persons.of(values)[:, None] * self.scanned.of(values) * self.captured.of(values)
        )
        total = searches.sum(axis=1, keepdims=True)
        weights = np.where(total > 0, searches / np.where(total > 0, total, 1.0), 1 / size)
        matching = self.matcher.of(values, weights)
        # Nobody is enrolled twice: a group's people enrolled are at most its people.
        enrolled = np.minimum(self.enrolled.of(values)[:, None] * matching.shares, population)
        return Expectations(
            encounters=_draws_last(encounters),
            searches=_draws_last(searches),
            population=_draws_last(np.broadcast_to(population, encounters.shape)),
            enrolled=_draws_last(enrolled),
            match_rate=_draws_last(matching.match_rate),
            fpir=_draws_last(matching.fpir),
            alerts=self._alerts(values, searches, population, enrolled, matching),
            proceeds=proceeds(self.stages, values, size),
            mean_seconds=mean_seconds(self.stages, values),
            minimum_share=minimum_share(self.stages, self.minimum_seconds, values, self.stop_left),
            people=self._people(values, population, enrolled, matching),
            matching=matching,
            without=None if self.without is None else self.without.of(values),
        )

    def _alerts(
        self, values: Array, searches: Array, population: Array, enrolled: Array, matching: Matching
    ) -> Array:
        """(groups, cells, draws) expected alerts a year (docs/method.md §1.6).

        Mated share = η · persons enrolled / population, at most 1. A mated search that misses its mate may still
        match somebody else; a validly wanted person falsely matched is not innocent and is left out (docs/method.md §6.4).
        Where the victim is in the gallery, whoever is falsely returned is innocent, whatever the probe shows, and a search
        that returns its mate returns others beside it.
        """
        people = np.where(population > 0, population, np.inf)
        mated = np.minimum(self.mated.encountered.of(values) * enrolled / people, 1.0)
        stale, fnir = self.mated.stale.of(values), self.mated.fnir.of(values)
        listed = None if self.mated.listed is None else self.mated.listed.of(values)
        innocent_share = stale if listed is None else (1 - listed) + listed * stale
        found = searches * mated * (1 - fnir)
        if self.victim == "gallery":
            alone = (searches - found) * matching.candidates(self.candidates)
            beside = found * matching.candidates(self.candidates, beside_mate=True)
            false = matching.onto_gallery(alone + beside, values)
        else:
            innocent = searches * (1 - mated + mated * innocent_share * fnir)
            times, correlation = (term.of(values)[:, None] for term in self.repeats)
            false = innocent * repeated_fpir(
                matching.match_rate, matching.frailty[:, None], times, correlation
            )
        cells = [false, found * stale, found * (1 - stale)]
        if listed is not None:
            templates = listed if self.mated.templates is None else self.mated.templates.of(values)
            any_entry, of_listed = self.mated.unlisted_alert, found * listed
            cells = [
                false * templates,
                of_listed * stale,
                of_listed * (1 - stale),
                found * (1 - listed) * any_entry,
                false * (1 - templates) * any_entry,
            ]
        return np.stack([cell.T for cell in cells], axis=1)

    def _people(
        self, values: Array, population: Array, enrolled: Array, matching: Matching
    ) -> PeopleExpectations | None:
        """The people at risk: those exposed to the system, or those enrolled where harm falls on the gallery.

        Every entry is compared in every search, so people enrolled differ only in how much they resemble others: by κ, since
        resembling is mutual. None without the people block, which they do not need.
        """
        listed = 1.0 if self.mated.listed is None else self.mated.listed.of(values)
        nothing = np.zeros(values.shape[1])
        if self.victim == "gallery":
            exposed, uneven, repeat = enrolled, nothing, nothing
        elif self.people is None:
            return None
        else:
            exposed = population * self.people.exposed.of(values)
            uneven, repeat = self.people.uneven.of(values), self.people.repeat_match.of(values)
        return PeopleExpectations(
            exposed=_draws_last(exposed),
            stale=_draws_last(enrolled * listed * self.mated.stale.of(values)),
            exposure_cv=uneven,
            repeat_match=repeat,
            frailty=matching.frailty,
            unlisted=_draws_last(enrolled * (1 - listed)),
        )


def _draws_last(numbers: Array) -> Array:
    """(draws, groups) as (groups, draws), each group's draws together in memory."""
    return np.ascontiguousarray(numbers.T)
