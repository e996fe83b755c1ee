"""The summary of a study: everything printed anywhere, as frozen values. `summary.json` is this and nothing else.

The one description of a summary: what is written is made of it, tables read it, and docs/summary.schema.json is generated from
it. Undefined and unbounded numbers are None. Fields stand in the order of the file.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field

from simulator.results.clock_summary import Clock
from simulator.results.values import Document, Ends, Interval, Maybe, Number, Value
from simulator.results.what_if import WhatIf


class Part(Interval):
    """A part of a log ratio; `defined` is the share of draws in which it has a value."""

    defined: Number | None = None


class Estimate(Value):
    """A measure of one group or roll-up: over draws, apart by doubt, and how far the number of draws can be trusted."""

    defined: Number | None = None
    n_draws: int | None = None
    median: Maybe = None
    lo: Maybe = None
    hi: Maybe = None
    q17: Maybe = None
    q83: Maybe = None
    mean: Maybe = None
    mc_error: Maybe = None
    mc_lo: Maybe = None
    mc_hi: Maybe = None
    audit: Ends | None = None
    chance: Ends | None = None
    chance_to_audit: Maybe = None
    higher: Maybe = None


class Measure(Value):
    """A measure in words, and its estimates by group or roll-up."""

    label: str
    unit: str
    sentence: str
    values: dict[str, Estimate]


class Group(Value):
    """A group or roll-up as readers meet it; `unmeasured` says why no audit covers it, `rates` where its rates then come from.

    axis: the axis that it is a level of, where it is one.
    """

    id: str
    label: str
    rollup: bool
    own: bool = False
    holds: str | None = None
    axis: str | None = None
    unmeasured: str | None = None
    rates: str | None = None
    proxy: bool = False


class NotEstimated(Value):
    """People met whom no data let us estimate: how many, as `encounters` over the horizon, `residents` or people `enrolled`."""

    encounters: Maybe = None
    residents: Maybe = None
    enrolled: Maybe = None
    label: str
    why: str


class Stage(Value):
    """A stage of the pathway; `liberty` is free, prolonged or held."""

    id: str
    label: str
    liberty: str


class Funnel(Value):
    """Cases that enter each stage: by group or roll-up, then kind, then stage."""

    stages: tuple[Stage, ...]
    kinds: tuple[str, ...]
    values: dict[str, dict[str, tuple[Interval, ...]]]


class Input(Value):
    """One input of the scenario: its value in words, its origin and grade, and what it drives."""

    path: str
    label: str
    text: str
    unit: str
    grade: str
    source: str | None = None
    citation: str | None = None
    locator: str | None = None
    why: str | None = None
    identity: str
    spread: bool
    drives: str


class Evidence(Value):
    """A source the inputs rest on."""

    id: str
    title: str
    url: str | None
    kind: str
    measured: str
    hand: str | None
    limits: tuple[str, ...]
    discrepancies: tuple[str, ...]


class Crosswalk(Value):
    """How one label of a source was carried to the scenario's groups."""

    source: str
    label: str = Field(alias="from")
    to: str | None
    note: str | None


class Place(Value):
    """The middle place's own year, its share of encounters, and its counts by measure."""

    label: str
    share: Number
    values: dict[str, Interval]


class Factor(Value):
    """A factor of the decomposition."""

    id: str
    label: str


class Gap(Value):
    """One group's log ratio to the reference group: the total, stale entries apart, and each factor's part."""

    total: Part
    stale_entries: Part
    factors: dict[str, Part]


class Decomposition(Value):
    """Why each group's rate differs from the reference group's."""

    reference: str
    factors: tuple[Factor, ...]
    values: dict[str, Gap]


class Differential(Value):
    """A group's false match rate over the reference's: against its own group, and against this gallery."""

    own_group: Interval
    this_gallery: Interval


class Driver(Value):
    """An unknown's first-order share of the doubt, and by how much the interval would shrink if it were known.

    rows: of a fit, how many different ones there can be among the draws. members: the shares of its parameters by name; they
    are correlated and do not add up to the fit's own.
    """

    identity: str
    path: str
    label: str
    grade: str
    first: Number
    narrower: Number
    rows: int | None = None
    members: dict[str, Number] = {}


class Drivers(Value):
    """What drives one roll-up's answer, and the shares added up by grade of evidence."""

    unknowns: tuple[Driver, ...]
    by_grade: dict[str, Number]


class Sensitivity(Value):
    """What drives the answer, by roll-up."""

    measure: str
    method: str
    selections: dict[str, Drivers]


class Gallery(Value):
    """What the gallery holds and what raises an alert; whether the people met are stopped without the system too."""

    holds: str
    alerts_on: str
    unlisted: bool
    stopped_anyway: bool


class Without(Value):
    """The world without the system: what is `known` of it, what is `missing`, and in words what is `not_known`."""

    known: dict[str, Middle | None]
    missing: tuple[str, ...]
    not_known: str | None


class Middle(Value):
    """The middle and the interval of what is not known."""

    median: Maybe
    lo: Maybe
    hi: Maybe


class Share(Interval):
    """A share of draws' own shares, with their mean and the ratio of the means."""

    mean: Number
    of_means: Number


class People(Interval):
    """Different people behind a simulated year's wrongful detentions, with the same luck as those; `dots`: fifty quantiles."""

    mean: Number
    dots: tuple[Number, ...] = ()


class Burden(Value):
    """A group's share of what rates are per, and of wrongful detentions; in what share of draws its rate is the highest."""

    exposure: Share
    harm: Share
    highest: Maybe = None


class Cause(Value):
    """A kind of case's share of wrongful detentions, and of those that end at each stage from the first held one on."""

    whole: Share
    ends: dict[str, Share]


class Hundred(Value):
    """Of 100 expected wrongful detentions; without shares where in too many draws (`few`) hardly one is expected."""

    few: Number
    burdens: dict[str, Burden]
    causes: dict[str, Cause]


class Reproduce(Value):
    """The command that gives the study again, and what it was asked under."""

    command: str
    reference: str
    settings: dict[str, str]
    warnings: tuple[str, ...] = ()


class Summary(Document):
    """A study's summary, schema 2; docs/results.md explains each key."""

    version_of_summary: Literal[2] = Field(alias="schema")
    name: str
    id: str
    title: str
    kind: str
    status: str | None
    summary: str
    cautions: tuple[str, ...]
    horizon: str
    version: str
    seed: int
    draws: int
    scope: str
    words: dict[str, str]
    victim: str
    nobody_wanted: str | None
    gallery: Gallery
    without: Without | None
    groups: tuple[Group, ...]
    not_estimated: tuple[NotEstimated, ...]
    unmeasured_share: Maybe
    unmeasured_harm: Share | None
    reference: str
    best_served: str
    measures: dict[str, Measure]
    people: People | None = None
    hundred: Hundred | None = None
    funnel: Funnel
    dotplot: dict[str, tuple[Number, ...]]
    inputs: tuple[Input, ...]
    held_fixed: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    crosswalks: tuple[Crosswalk, ...]
    warnings: tuple[str, ...]
    proxy: bool
    typical_agency: Place | None
    decomposition: Decomposition | None
    differential: dict[str, Differential] | None
    sensitivity: Sensitivity | None
    what_if: WhatIf | None = None
    clock: Clock | None
    reproduce: Reproduce

    def completed(self, decomposition: Decomposition, clock: Clock | None) -> Self:
        """With the parts that need no simulated year."""
        return self.model_copy(update={"decomposition": decomposition, "clock": clock})
