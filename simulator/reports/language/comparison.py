"""A comparison, read once into values with names. Nothing here computes a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.reports.language import covered
from simulator.reports.language.study import NOTHING, Estimate, estimate
from simulator.results import summary as told
from simulator.results.verdicts import Limits, Rule, Together, Verdict
from simulator.results.versions import current

Raw = Mapping[str, Any]

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
    """One of the proposals. `held`: the stage at which a detention begins, by its label."""

    name: str
    title: str
    proxy: bool
    held: str | None
    raw: Raw

    @property
    def exposure(self) -> str:
        """What its rates are per: stops, passers-by, entries, people enrolled."""
        words = self.raw.get("words") or {}
        return str(words.get("exposure") or words.get("encounters") or "encounters")

    @property
    def harms_enrolled(self) -> bool:
        """Whether a false match harms somebody enrolled: its rates are then per person enrolled and year."""
        return self.raw.get("victim") == "gallery"

    @property
    def residents(self) -> str:
        """Who its population are."""
        return str((self.raw.get("words") or {}).get("residents") or "residents")

    @property
    def warnings(self) -> list[str]:
        """What may be a slip in it, or is doubtful in its draws."""
        return [f"Warning: {text}" for text in self.raw.get("warnings") or ()]

    @property
    def not_estimated(self) -> list[str]:
        """People it meets whom no data let us estimate, a sentence each."""
        items = [told.NotEstimated.model_validate(each) for each in self.raw.get("not_estimated") or ()]
        return covered.not_estimated(items, self.raw.get("words") or {}, "a year")

    @property
    def nobody_wanted(self) -> str | None:
        """Who is enrolled, where nobody enrolled is wanted."""
        return str(self.raw["nobody_wanted"]) if self.raw.get("nobody_wanted") else None


@dataclass(frozen=True, slots=True)
class Shared:
    """A group or roll-up that all proposals have.

    By proposal: `unmeasured`, why no audit covers it; `rates`, where its rates then come from; `holds`, whom a roll-up sums.
    """

    id: str
    label: str
    rollup: bool
    unmeasured: Mapping[str, str | None]
    rates: Mapping[str, str | None] = field(default_factory=dict)
    holds: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison with its tables opened; `raw` keeps the parts that are printed as they are. limits: None where none were applied."""

    raw: Raw
    proposals: tuple[Proposal, ...]
    groups: tuple[Shared, ...]
    limits: Limits | None

    def proposal(self, name: str) -> Proposal:
        """The proposal of that name. Raises KeyError."""
        return {each.name: each for each in self.proposals}[name]

    def group(self, group_id: str) -> Shared:
        """The group of that id; one that is not shared is shown by its id."""
        found = (each for each in self.groups if each.id == group_id)
        return next(found, Shared(group_id, group_id, False, {}))

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
        cell = ((self.raw["values"].get(proposal) or {}).get(measure) or {}).get(group)
        return estimate(told.Estimate.model_validate(cell)) if cell else NOTHING

    def measure(self, measure: str) -> Raw:
        """A measure's label, unit, sentence, and whether more of it is good."""
        found: Raw = next(each for each in self.raw["measures"] if each["id"] == measure)
        return found

    @property
    def measures(self) -> tuple[str, ...]:
        """Ids of the measures, harms first."""
        return tuple(each["id"] for each in self.raw["measures"])

    @property
    def proxy(self) -> bool:
        """Whether any proposal's rates rest on an audit that measured something else."""
        return any(each.proxy for each in self.proposals)

    @property
    def limit_warnings(self) -> list[str]:
        """What in the limits is hardly meant."""
        return [f"Warning: {text}" for text in (self.limits.warnings if self.limits else ())]

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
    def pairs(self) -> tuple[Raw, ...]:
        """Every two proposals, with what differs and their differences."""
        return tuple(self.raw.get("pairs") or ())


def read(raw: Raw) -> Comparison:
    """Open a comparison. Raises OtherVersion if it is of another version, ValueError for anything else."""
    if raw.get("what") != "comparison":
        raise ValueError("is no comparison")
    current(raw, f"the comparison {raw.get('id')}")
    proposals = tuple(
        Proposal(each["name"], each["title"], bool(each["proxy"]), each["held"], each)
        for each in raw["proposals"]
    )
    groups = tuple(
        Shared(
            each["id"],
            each["label"],
            each["rollup"],
            each["unmeasured"],
            each.get("rates") or {},
            each.get("holds") or {},
        )
        for each in raw["groups"]
    )
    limits = raw.get("limits")
    return Comparison(raw, proposals, groups, Limits.model_validate(limits) if limits else None)
