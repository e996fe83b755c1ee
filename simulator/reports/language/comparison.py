"""A finished comparison as the sentences need it. Nothing here computes a result."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.reports.language import covered
from simulator.reports.language.periods import Period, period_of
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.study import NOTHING, Estimate, estimate
from simulator.reports.language.words import as_proxy, capital
from simulator.results import comparison as document
from simulator.results.comparison import Shared
from simulator.results.verdicts import Limits, Rule, Together, Verdict

FIRST = ("women_or_minorities", "all")
"""The group a comparison speaks of first: the one this project asks about, else everybody."""


COUNTS = frozenset(
    {
        "encounters", "searches", "alerts", "false_alerts", "held_from_alert", "wrongly_held", "wrongly_held_false_match",
        "wrongly_held_stale_entry", "kept_not_wanted", "innocent_kept", "wrongful_arrests", "wanted_found", "found_only", "hours_held",
        "people_held_once",
    }
)  # fmt: skip
"""Measures printed as whole numbers."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One of the proposals, with the words its numbers are told in."""

    told: document.Proposal
    period: Period

    @property
    def name(self) -> str:
        """What it is called in this comparison."""
        return self.told.name

    @property
    def title(self) -> str:
        """Its title, told apart from the others'."""
        return given(self.told.title)

    @property
    def short(self) -> str:
        """Its name for a label: “Prison gate”, with the word proxy where it is one."""
        name = self.name.replace("-", " ").replace("_", " ")
        return as_proxy(given(capital(name)), self.proxy)

    @property
    def proxy(self) -> bool:
        """Whether its rates rest on an audit that measured something else."""
        return self.told.proxy

    @property
    def held(self) -> str | None:
        """The stage at which a detention begins, by its label."""
        return given(self.told.held) if self.told.held else None

    @property
    def exposure(self) -> str:
        """What its rates are per: stops, passers-by, entries, people enrolled."""
        words = self.told.words
        return given(words.get("exposure") or words.get("encounters") or "") or phrase("encounters")

    @property
    def harms_enrolled(self) -> bool:
        """Whether a false match harms somebody enrolled: its rates are then per person enrolled and year."""
        return self.told.victim == "gallery"

    @property
    def residents(self) -> str:
        """Who its population are."""
        return given(self.told.words.get("residents") or "") or phrase("residents")

    @property
    def warnings(self) -> list[str]:
        """What may be a slip in it, or is doubtful in its draws."""
        return [phrase("Warning: {text}", text=given(text)) for text in self.told.warnings]

    @property
    def not_estimated(self) -> list[str]:
        """People it meets whom no data let us estimate, a sentence each."""
        return covered.not_estimated(self.told.not_estimated, self.told.words, self.period.in_one)

    @property
    def nobody_wanted(self) -> str | None:
        """Who is enrolled, where nobody enrolled is wanted."""
        return self.told.nobody_wanted or None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison with its proposals opened."""

    told: document.Comparison
    period: Period
    proposals: tuple[Proposal, ...]

    @property
    def groups(self) -> tuple[Shared, ...]:
        """Groups and roll-ups that all proposals have, sums first."""
        return self.told.groups

    @property
    def limits(self) -> Limits | None:
        """The board's limits and what they found; None where none were applied."""
        return self.told.limits

    def proposal(self, name: str) -> Proposal:
        """The proposal of that name. Raises KeyError."""
        return {each.name: each for each in self.proposals}[name]

    def group(self, group_id: str) -> Shared:
        """The group of that id; one that is not shared is shown by its id."""
        found = (each for each in self.groups if each.id == group_id)
        return next(
            found, Shared(id=group_id, label=group_id, rollup=False, unmeasured={}, rates={}, holds={})
        )

    @property
    def shown(self) -> tuple[Shared, ...]:
        """The groups worth a row: sums with one label are one sum under two names."""
        found: dict[str, Shared] = {}
        for each in self.groups:
            found.setdefault(each.label, each)
        return tuple(found.values())

    @property
    def first(self) -> Shared:
        """The group spoken of first."""
        known = {each.id: each for each in self.groups}
        return next((known[name] for name in FIRST if name in known), self.groups[0])

    def value(self, proposal: str, measure: str, group: str) -> Estimate:
        """An estimate, or one in which everything is unknown."""
        cell = self.told.values.get(proposal, {}).get(measure, {}).get(group)
        return estimate(cell) if cell else NOTHING

    def measure(self, measure: str) -> document.Measure:
        """A measure's label, unit, sentence, and whether more of it is good. Raises KeyError."""
        return {each.id: each for each in self.told.measures}[measure]

    @property
    def measures(self) -> tuple[str, ...]:
        """Ids of the measures, harms first."""
        return tuple(each.id for each in self.told.measures)

    @property
    def proxy(self) -> bool:
        """Whether any proposal's rates rest on an audit that measured something else."""
        return any(each.proxy for each in self.proposals)

    @property
    def limit_warnings(self) -> list[str]:
        """What in the limits is hardly meant."""
        return [
            phrase("Warning: {text}", text=given(text))
            for text in (self.limits.warnings if self.limits else ())
        ]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The board's rules, in the order of its file."""
        return self.limits.rules if self.limits else ()

    def verdict(self, proposal: str, rule: str) -> Verdict:
        """The verdict on one rule of one proposal. Raises KeyError."""
        assert self.limits is not None
        return self.limits.verdict(proposal, rule)

    def together(self, proposal: str) -> Together:
        """How surely a proposal keeps all rules, with how many of each grade."""
        assert self.limits is not None
        return self.limits.together[proposal]

    @property
    def pairs(self) -> tuple[document.Pair, ...]:
        """Every two proposals, with what differs and their differences."""
        return self.told.pairs


def opened(comparison: document.Comparison) -> Comparison:
    """The comparison with its proposals opened."""
    period = period_of(comparison.horizon)
    return Comparison(comparison, period, tuple(Proposal(each, period) for each in comparison.proposals))
