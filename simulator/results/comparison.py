"""The document of a comparison: proposals side by side, in the same simulated years. `comparison.json` is this and nothing else.

Undefined and unbounded numbers are None. Fields stand in the order of the file. What it says is in docs/board.md.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.results.summary import Estimate, NotEstimated
from simulator.results.values import Document, Ends, Interval, Maybe, Value
from simulator.results.verdicts import Limits

EVIDENCE_TWICE = "--evidence-twice"
"""The option without which proposals that do not take evidence in one way are not compared."""
BY_PROPOSAL = dict[str, str | None]


class Proposal(Value):
    """One of the proposals, as its own summary tells it. `held`: the stage at which a detention begins, by its label."""

    name: str
    title: str
    id: str
    kind: str
    status: str | None
    summary: str
    cautions: tuple[str, ...]
    horizon: str
    scope: str
    words: dict[str, str]
    proxy: bool
    nobody_wanted: str | None
    victim: str
    reference: str
    best_served: str
    held: str | None
    not_estimated: tuple[NotEstimated, ...]
    warnings: tuple[str, ...]
    command: str


class Shared(Value):
    """A group or roll-up that all proposals have.

    By proposal: `unmeasured`, why no audit covers it; `rates`, where its rates then come from; `holds`, whom a roll-up sums.
    """

    id: str
    label: str
    rollup: bool
    unmeasured: BY_PROPOSAL
    rates: BY_PROPOSAL
    holds: BY_PROPOSAL


class NotShared(Value):
    """A group that only these proposals have: it is in none of the tables."""

    id: str
    label: str
    proposals: tuple[str, ...]


class Measure(Value):
    """A measure in words; `good` where more of it is better."""

    id: str
    label: str
    unit: str
    sentence: str
    good: bool


class Differing(Value):
    """An input, or another key, that is not the same in both; None where one has no such input."""

    path: str
    label: str
    a: str | None
    b: str | None


class Unknown(Value):
    """An uncertain input of one proposal."""

    identity: str
    path: str
    label: str


class Together(Unknown):
    """An uncertain input drawn once for both: `by` what it is one, and whether its range is the same (`alike`)."""

    by: Literal["name", "evidence", "lineage", "path"]
    alike: bool


class Unknowns(Value):
    """What two proposals draw together, and what each has to itself."""

    shared: tuple[Together, ...]
    only_a: tuple[Unknown, ...]
    only_b: tuple[Unknown, ...]


class Difference(Interval):
    """A measure in `a` less that in `b`, draw by draw; shares of draws in which a is below, equal to or above b."""

    below: Maybe = None
    equal: Maybe = None
    above: Maybe = None
    audit: Ends | None = None
    chance: Ends | None = None
    defined: float


class Pair(Value):
    """Two proposals by name: what differs, what they draw together, and differences by measure and group.

    evidence_twice: a row of evidence that only one of them takes as a fit learned it, so that it is drawn twice.
    """

    a: str
    b: str
    evidence_twice: str | None = None
    differs: tuple[Differing, ...]
    unknowns: Unknowns
    differences: dict[str, dict[str, Difference]]


class Comparison(Document):
    """Proposals side by side; `values` by proposal, measure and group, of one `horizon` whatever each proposal's own."""

    version_of_comparison: Literal[2] = Field(alias="schema")
    what: Literal["comparison"]
    id: str
    version: str
    seed: int
    draws: int
    horizon: str
    proposals: tuple[Proposal, ...]
    groups: tuple[Shared, ...]
    not_shared: tuple[NotShared, ...]
    measures: tuple[Measure, ...]
    values: dict[str, dict[str, dict[str, Estimate]]]
    pairs: tuple[Pair, ...]
    limits: Limits | None

    @property
    def options(self) -> str:
        """What must be typed for these proposals to stand side by side, a space before it; mostly nothing."""
        return f" {EVIDENCE_TWICE}" if any(pair.evidence_twice for pair in self.pairs) else ""
