"""The grammar of the matcher: a level, a differential, the step to the street and the operating policy."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool

from simulator.scenario.quantities import (
    LARGEST,
    DesignProbability,
    Frozen,
    Number,
    Positive,
    Probability,
    Reason,
)
from simulator.scenario.wordings import Id


class Audience(Frozen):
    """Over whom an audit averaged: equal shares of these levels (an assumption unless the audit published them)."""

    over: list[Id]
    assumed: Reason | None = None
    source: str | None = None


class Level(Probability):
    """The error level: a published FMR or FPIR, of one group or averaged over an audit's probes."""

    as_: Literal["fmr", "fpir"] = Field(alias="as")
    gallery_size: Number | None = Field(default=None, gt=0, le=LARGEST)
    group: str | None = None
    probes: Audience | None = None
    threshold: Number | None = None
    points: list[str] = []


class Borrowed(Frozen):
    """A level that no audit tells apart takes the audited rate of a wider group; `spread` is how far its own may lie from it."""

    from_: Id = Field(alias="from")
    because: Reason
    spread: Positive | None = None


class BornElsewhere(Frozen):
    """A marked proxy for people no audit measured: rates by region of birth of an algorithm that measured groups too.

    `regions` is a row for each level that has one, `bridges` the measured levels that join the two figures, `across` the rows between two
    levels' regions, `places` how far one region's people here may lie from its figure, `highest` the largest ratio that can be.
    """

    measured_by: str
    regions: dict[Id, str]
    bridges: list[Id] = Field(min_length=1)
    across: dict[Id, dict[Id, str]] = {}
    places: Positive | None = None
    highest: Number | None = Field(default=None, gt=0, le=LARGEST)
    assumed: Reason


class Differential(Frozen):
    """Each group's ratio to the reference: an audit's matrix or rates, pooled if several, or none."""

    audit: str | list[str] | None = None
    none: Reason | None = None
    band: Positive | None = None
    cross_group: Positive | None = None
    crosswalk: str | None = None
    unmeasured: dict[Id, Reason] = {}
    borrow: dict[Id, Borrowed] = {}
    born: BornElsewhere | None = None
    reversed: StrictBool = False
    evened: Reason | None = None
    note: Reason | None = None

    @property
    def proxy(self) -> BornElsewhere | None:
        """The proxy by region of birth, where the audit that carries it to the groups' scale is among the audits."""
        audits = [self.audit] if isinstance(self.audit, str) else self.audit or []
        return self.born if self.born is not None and self.born.measured_by in audits else None


class FixedFpir(Frozen):
    """The operator moves the threshold so that the population's FPIR stays at this value."""

    fixed_fpir: DesignProbability


class FixedFmr(Frozen):
    """The operator keeps the reference group's per-comparison FMR at this value."""

    fixed_fmr: DesignProbability


class Matcher(Frozen):
    """The matcher: level × differential, carried from the laboratory to the street and to this gallery's size."""

    level: Level
    differential: Differential
    transfer: Positive
    transfer_by_group: Positive | None = None
    frailty: Positive
    entry_frailty: Positive | None = None
    growth: Probability
    policy: Literal["fixed_threshold", "no_threshold"] | FixedFpir | FixedFmr
    note: Reason | None = None
