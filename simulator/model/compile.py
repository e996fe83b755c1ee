"""Compile a scenario and the evidence it names into arrays and samplers."""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from simulator.evidence import Library, hourly
from simulator.model import audits
from simulator.model.cells import FALSE_MATCH, FALSE_UNLISTED, LISTED, NOT_WANTED, UNLISTED
from simulator.model.compiled import Compiled, MatedTerms, PeopleTerms, WithoutTerms
from simulator.model.exposure import FromTrueAlerts
from simulator.model.laws import Z95, MeanOfGammas
from simulator.model.matcher import Matcher
from simulator.model.pathway import INSTANT, DurationLaw, FromArrests, StagePlan
from simulator.model.policies import FixedFmr, FixedFpir, FixedThreshold, NoThreshold, Policy
from simulator.model.tables import Axes, composition, group_numbers, median_of
from simulator.model.unknowns import ONE, Registry, Term, Terms
from simulator.scenario import grammar
from simulator.scenario.coverage import stands_for, unmeasured
from simulator.scenario.grammar import KINDS, ON_LIST, Kind, some_unlisted
from simulator.scenario.groups import Group, groups_of, rollups_of
from simulator.scenario.identity import own_identity
from simulator.scenario.quantities import Duration, Quantity
from simulator.units import HOURS_A_WEEK, YEAR

Array = NDArray[np.float64]


def compile_scenario(
    scenario: grammar.Scenario, library: Library, moved: frozenset[str] = frozenset()
) -> Compiled:
    """Everything a run needs, as arrays, samplers and the list of unknowns.

    Args:
        scenario: validated; every id it names exists in `library`.
        moved: paths of fixed numbers that will be given other values (`simulator.model.moving`).

    Raises:
        ValueError: the audits named cannot be combined as asked, with the path and the way out.
    """
    groups = groups_of(scenario.groups)
    borrowed = stands_for(scenario.matcher.differential)
    axes = Axes({axis: list(levels) for axis, levels in scenario.groups.axes.items()}, groups, borrowed)
    registry = Registry(scenario.lineage or "", library, moved, scenario.gallery)
    reference = [group.id for group in groups].index(scenario.groups.reference)
    sites, site_share = _sites(scenario, registry)
    parts = _Parts(scenario, axes, registry, reference)
    return Compiled(
        title=scenario.title,
        kind=scenario.kind,
        axes=tuple(scenario.groups.axes),
        groups=tuple(group.id for group in groups),
        group_labels=tuple(group.label for group in groups),
        sites=sites,
        site_share=site_share,
        stages=parts.stages(),
        reference=reference,
        rollups={key: np.array(members) for key, members in rollups_of(scenario.groups).items()},
        unmeasured=_unmeasured(scenario, library, groups),
        horizon_years=scenario.horizon / YEAR,
        minimum_seconds=scenario.detention.minimum,
        year_cv=parts.fixed(scenario.encounters.year_to_year),
        site_cv=parts.fixed(scenario.encounters.site_cv),
        victim=scenario.search.victim,
        candidates=scenario.search.candidates,
        encounters=group_numbers(scenario.encounters, axes, registry, "encounters"),
        persons=parts.scalar(scenario.encounters.persons_per_encounter, "encounters.persons_per_encounter"),
        repeats=(
            parts.scalar(scenario.encounters.searches_per_encounter, "encounters.searches_per_encounter"),
            parts.scalar(scenario.encounters.search_correlation, "encounters.search_correlation"),
        ),
        population=group_numbers(scenario.population, axes, registry, "population"),
        people=parts.people(),
        scanned=registry.by_group(scenario.scan, "scan", groups),
        captured=parts.captured(),
        mated=parts.mated(),
        enrolled=registry.term(scenario.gallery.persons, "gallery.persons"),
        matcher=parts.matcher(),
        profile=_profile(scenario, library),
        stop_left=parts.stop_left(),
        without=parts.without(),
        unknowns=registry.all(),  # after everything that names one
        kinds=parts.cells(),
    )


class _Parts:
    """The blocks of a scenario, each compiled by one method; they share the registry of unknowns."""

    def __init__(self, scenario: grammar.Scenario, axes: Axes, registry: Registry, reference: int) -> None:
        self.scenario, self.axes, self.registry, self.reference = scenario, axes, registry, reference

    def scalar(self, quantity: Quantity | None, path: str) -> Term:
        """A quantity's term; 1 where the scenario is silent."""
        return ONE if quantity is None else self.registry.term(quantity, path)

    def fixed(self, quantity: Quantity | None) -> float:
        """A design constant that is not drawn (a coefficient of variation); 0 where silent."""
        return 0.0 if quantity is None or quantity.value is None else quantity.value

    def captured(self) -> Terms:
        """1 − failure to acquire, per group: drawn as its complement, so the failure's law is kept."""
        if self.scenario.capture is None:
            return Terms((ONE,) * len(self.axes.groups))
        failure = self.registry.by_group(self.scenario.capture.failure, "capture.failure", self.axes.groups)
        return Terms(tuple(Complement(term.constant, term.rows, term.ceiling) for term in failure.items))

    def mated(self) -> MatedTerms:
        """The mated path; shares listed only where some entries are not."""
        mated, gallery, registry, groups = (
            self.scenario.mated,
            self.scenario.gallery,
            self.registry,
            self.axes.groups,
        )
        stale = registry.by_group(mated.stale, "mated.stale", groups)
        fnir = registry.by_group(mated.fnir, "mated.fnir", groups)
        met = self._met(fnir)
        if not self.unlisted:
            return MatedTerms(met, stale, fnir)
        assert mated.listed is not None
        listed = registry.by_group(mated.listed, "mated.listed", groups)
        of_templates = gallery.listed_templates
        templates = (
            None
            if of_templates is None
            else registry.by_group(of_templates, "gallery.listed_templates", groups)
        )
        return MatedTerms(met, stale, fnir, listed, templates, float(gallery.alerts_on != "listed"))

    def _met(self, fnir: Terms) -> Terms | FromTrueAlerts:
        """η: as said, or what a rate of true alerts leaves it."""
        said, path = self.scenario.mated.enrolled_encountered, "mated.enrolled_encountered"
        if said.posterior is None:
            return self.registry.by_group(said, path, self.axes.groups)
        scenario, registry = self.scenario, self.registry
        return FromTrueAlerts(
            rate=registry.term(said, path),
            encounters=group_numbers(scenario.encounters, self.axes, registry, "encounters"),
            population=group_numbers(scenario.population, self.axes, registry, "population"),
            scanned=registry.by_group(scenario.scan, "scan", self.axes.groups),
            captured=self.captured(),
            enrolled=registry.term(scenario.gallery.persons, "gallery.persons"),
            composition=composition(scenario.gallery, self.axes, registry),
            fnir=fnir,
        )

    @property
    def unlisted(self) -> bool:
        """Whether some entries are of people who were never wanted."""
        return some_unlisted(self.scenario.gallery, self.scenario.mated)

    def cells(self) -> tuple[str, ...]:
        """Names of the cells; where nobody is wanted, the right people found are called what they are."""
        listed = LISTED if self.scenario.gallery.nobody_wanted is None else (*LISTED[:-1], ON_LIST)
        return (*listed, *UNLISTED) if self.unlisted else listed

    def stop_left(self) -> DurationLaw | None:
        """How much longer the stop would have lasted without the alert."""
        left = self.scenario.detention.stop_left
        return None if left is None else self._duration(left, "detention.stop_left")

    def without(self) -> WithoutTerms | None:
        """The world without the system, as far as the scenario knows it."""
        block = self.scenario.without
        if block is None:
            return None

        def term(quantity: Quantity | None, path: str) -> Term | None:
            return None if quantity is None else self.registry.term(quantity, f"without.{path}")

        return WithoutTerms(
            term(block.name_check.wanted, "name_check.wanted"),
            term(block.name_check.stale, "name_check.stale"),
            term(block.mistaken, "mistaken"),
            term(block.averted, "averted"),
        )

    def people(self) -> PeopleTerms | None:
        people, search = self.scenario.people, self.scenario.search
        if people is None or search.victim == "gallery":
            return None
        return PeopleTerms(
            self.registry.by_group(people.exposed, "people.exposed", self.axes.groups),
            self.registry.term(people.uneven, "people.uneven"),
            self.registry.term(people.repeat_match, "people.repeat_match"),
        )

    def matcher(self) -> Matcher:
        spec, registry = self.scenario.matcher, self.registry
        policy = self._policy()
        by_group = spec.transfer_by_group
        return Matcher(
            level=audits.level(spec.level, self.axes, registry),
            differential=audits.differential(spec.differential, self.axes, self.reference, registry),
            composition=composition(self.scenario.gallery, self.axes, registry),
            reference=self.reference,
            templates=registry.templates(),
            transfer=registry.term(spec.transfer, "matcher.transfer"),
            transfer_by_group=registry.by_group(by_group, "matcher.transfer_by_group", self.axes.groups)
            if by_group
            else None,
            frailty=registry.term(spec.frailty, "matcher.frailty"),
            growth=registry.term(spec.growth, "matcher.growth"),
            policy=policy,
            entries=self._entries(),
            as_with=audits.as_published(spec.differential, self.axes, self.reference, registry),
        )

    def _entries(self) -> Term:
        """How much the entries of this list resemble people, relative to entries on average: luck of a short list (docs/method.md §1.9)."""
        variance, path = self.scenario.matcher.entry_frailty, "matcher.entry_frailty"
        if variance is None or not variance.value:
            return ONE
        entries = median_of(
            self.registry.term(self.scenario.gallery.persons, "gallery.persons"), self.registry
        )
        law = MeanOfGammas(max(entries, 1.0), variance.value)
        identity = own_identity(path, self.registry.lineage)
        return Term(1.0, (self.registry.row(identity, law, "luck of the list", path),))

    def _policy(self) -> Policy:
        policy = self.scenario.matcher.policy
        if isinstance(policy, grammar.FixedFpir):
            return FixedFpir(self.registry.term(policy.fixed_fpir, "matcher.policy.fixed_fpir"))
        if isinstance(policy, grammar.FixedFmr):
            return FixedFmr(self.registry.term(policy.fixed_fmr, "matcher.policy.fixed_fmr"))
        if policy == "no_threshold":
            return NoThreshold(_places(self.scenario.search.candidates))
        return FixedThreshold()

    def stages(self) -> tuple[StagePlan, ...]:
        return tuple(self._stage(stage) for stage in self.scenario.pathway)

    def _stage(self, stage: grammar.Stage) -> StagePlan:
        path = f"pathway.{stage.stage}"
        going_on = stage.proceeds
        first = stage is self.scenario.pathway[0]
        kinds = tuple(self._kind_of(cell, first) for cell in range(len(self.cells())))
        priority = stage.priority or {}
        return StagePlan(
            id=stage.stage,
            label=stage.label or stage.stage.replace("_", " "),
            liberty=stage.liberty,
            resource=stage.by,
            keeps=tuple(stage.keeps),
            counts_as_arrest=stage.counts_as == "arrest",
            takes=tuple(self._duration(stage.takes, f"{path}.takes", kind) for kind in kinds),
            gives_up=self._duration(stage.gives_up_after, f"{path}.gives_up_after")
            if stage.gives_up_after
            else None,
            proceeds=None if going_on is None else tuple(self._proceeds(stage, kind) for kind in kinds),
            priority=tuple(priority.get(kind, 0) for kind in kinds),
            waits=stage.waits,
        )

    def _proceeds(self, stage: grammar.Stage, kind: Kind) -> Terms:
        """The share of a kind that goes on from a stage; that of a fit is of all true alerts and says what is left to this stage."""
        said, groups = (stage.proceeds or {}).get(kind), self.axes.groups
        if said is None:
            return Terms((Term(0.0),) * len(groups))
        path = f"pathway.{stage.stage}.proceeds.{kind}"
        if said.posterior is None:
            return self.registry.by_group(said, path, groups)
        ahead = self.scenario.pathway[: self.scenario.pathway.index(stage)]
        return FromArrests.of_way(
            self.registry.term(said, path),
            self.registry.by_group(self.scenario.mated.stale, "mated.stale", groups),
            tuple(self._proceeds(each, "wanted") for each in ahead),
            tuple(self._proceeds(each, "stale_entry") for each in (*ahead, stage)),
        )

    @staticmethod
    def _kind_of(cell: int, first: bool) -> Kind:
        """The kind whose numbers a cell follows at a stage.

        A false match onto an unlisted entry is reviewed like any; after that no warrant comes with the name.
        """
        if cell == FALSE_UNLISTED:
            return KINDS[FALSE_MATCH if first else NOT_WANTED]
        return KINDS[cell]

    def _duration(self, duration: Duration, path: str, kind: str | None = None) -> DurationLaw:
        if duration.by_kind is not None:
            return self._duration(duration.by_kind[kind or ""], f"{path}.by_kind.{kind}")
        factor = self.scalar(duration.uncertain, f"{path}.uncertain")
        if duration.value is not None:
            return DurationLaw(log(duration.value), 0.0, factor) if duration.value > 0 else INSTANT
        assert duration.p95 is not None
        if duration.median is not None:
            return DurationLaw(log(duration.median), (log(duration.p95) - log(duration.median)) / Z95, factor)
        assert duration.p5 is not None
        middle = (log(duration.p5) + log(duration.p95)) / 2
        return DurationLaw(middle, (log(duration.p95) - log(duration.p5)) / (2 * Z95), factor)


class Complement(Term):
    """1 − term: of a failure probability, the share that succeeds."""

    __slots__ = ()

    def of(self, values: Array) -> Array:
        return np.asarray(1 - Term(self.constant, self.rows, self.ceiling).of(values))


def _unmeasured(scenario: grammar.Scenario, library: Library, groups: tuple[Group, ...]) -> NDArray[np.bool_]:
    """(groups,) whether a group's ratio is nobody's measurement; over an axis no audit reports, a ratio still is one."""
    missing = unmeasured(scenario, library)
    own = ("spread", "born", "borrowed", "joined")
    return np.array([group.id in missing and missing[group.id].rates in own for group in groups])


def _sites(scenario: grammar.Scenario, registry: Registry) -> tuple[tuple[str, ...], Array]:
    """Site names and (sites,) shares of encounters; one site where the scenario names none.

    Every site has the same mix of groups: no dataset at hand reports groups by site.
    """
    table = scenario.encounters.sites
    if table is None:
        return ("all",), np.ones(1)
    if table.dataset is not None:
        rows = [row for row in registry.library.set(table.dataset) if row.rate is not None]
        names, numbers = (
            tuple(row.place or row.row for row in rows),
            np.array([row.rate for row in rows], dtype=float),
        )
    else:
        assert table.levels is not None
        names = tuple(table.levels)
        numbers = np.array([table.levels[site].value or 0.0 for site in names])
    return names, np.asarray(numbers / numbers.sum())


def _profile(scenario: grammar.Scenario, library: Library) -> Array:
    """(168,) hour-of-week weights with mean 1, Monday 00:00 first; flat where the scenario gives none."""
    if scenario.encounters.profile is None:
        return np.ones(HOURS_A_WEEK)
    weights, faults = hourly(library.set(scenario.encounters.profile.dataset))
    for rule, _ in faults:
        raise ValueError(f"encounters.profile: {rule}")
    week = np.tile(np.array(weights), HOURS_A_WEEK // len(weights))
    return np.asarray(week / week.mean())


def _places(candidates: str | int) -> int:
    """How many faces an investigator is shown."""
    return candidates if isinstance(candidates, int) else 1
