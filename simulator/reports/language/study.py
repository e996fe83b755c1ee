"""A summary, read once into values with names. Nothing here computes a result; it only refuses to guess."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.reports.language.periods import Period, horizon_text, period_of

Raw = Mapping[str, Any]


def number(x: object) -> float | None:
    """A finite float, or None for anything that is not a number (null, NaN, infinity)."""
    if isinstance(x, bool) or not isinstance(x, int | float):
        return None
    return float(x) if math.isfinite(x) else None


@dataclass(frozen=True, slots=True)
class Estimate:
    """One measure of one group over the draws. `lo, hi` hold 9 of 10, `q17, q83` hold 2 of 3 simulated years.

    `hi` is infinite where a ratio has no upper limit. `mc_lo, mc_hi`: how far the number of draws lets the ends be trusted.
    higher: the share of draws in which a multiple of another group's rate is above 1.
    """

    median: float | None
    lo: float | None
    hi: float | None
    q17: float | None
    q83: float | None
    chance: tuple[float, float] | None
    audit: tuple[float, float] | None
    defined: float
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


NOTHING = Estimate(None, None, None, None, None, None, None, 0.0)


@dataclass(frozen=True, slots=True)
class Group:
    """A cell of the scenario's axes, or a roll-up of cells. `unmeasured`: why no audit covers it.

    rates: where the rates of a group no audit covers come from: spread, borrowed, joined, undivided or none.
    own: whether a roll-up is this scenario's own. holds: the levels it sums, where its name does not say them.
    """

    id: str
    label: str
    rollup: bool
    unmeasured: str | None
    proxy: bool
    rates: str | None = None
    own: bool = False
    holds: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the pathway; `liberty` is free, prolonged or held."""

    id: str
    label: str
    liberty: str


@dataclass(frozen=True, slots=True)
class Study:
    """A summary with its tables opened. `raw` keeps the parts that are printed as they are."""

    raw: Raw
    period: Period
    groups: tuple[Group, ...]
    stages: tuple[Stage, ...]
    estimates: Mapping[tuple[str, str], Estimate]

    def get(self, measure: str, group: str = "all") -> Estimate:
        """The estimate of a measure for a group, or one in which everything is unknown."""
        return self.estimates.get((measure, group), NOTHING)

    def group(self, group_id: str) -> Group:
        """The group of that id; a group the summary does not list is shown by its id."""
        found = (group for group in self.groups if group.id == group_id)
        return next(found, Group(group_id, group_id, False, None, False))

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
        return self.group(str(self.raw.get("reference", "")))

    @property
    def proxy(self) -> bool:
        """Whether any rate rests on an audit that measured something else."""
        return bool(self.raw.get("proxy"))

    @property
    def harms_enrolled(self) -> bool:
        """Whether a false match harms somebody enrolled: rates are then per person enrolled and year."""
        return self.raw.get("victim") == "gallery"

    @property
    def nobody_wanted(self) -> str | None:
        """Who is enrolled, where nobody enrolled is wanted: then there is nobody to find."""
        return str(self.raw["nobody_wanted"]) if self.raw.get("nobody_wanted") else None

    @property
    def held_stage(self) -> Stage | None:
        """The first stage at which a person is held: where a detention begins."""
        return next((stage for stage in self.stages if stage.liberty == "held"), None)

    def word(self, key: str) -> str:
        """The scenario's own word for a person, an encounter or the people it covers."""
        plain = {
            "encounter": "encounter",
            "encounters": "encounters",
            "person": "person",
            "people": "people",
            "residents": "residents",
            "scope": "the people this scenario covers",
        }
        words = self.raw.get("words") or {}
        given = self.raw.get("scope") if key == "scope" else None
        if key in ("exposure", "one_exposure") and key not in words:
            key = "encounters" if key == "exposure" else "encounter"
        return str(given or words.get(key) or plain[key])

    def quantiles(self, group: str) -> tuple[float, ...]:
        """Fifty equally probable yearly counts of wrongful detentions, in order; empty if the summary has none."""
        table = self.raw.get("dotplot") or {}
        found = table.get(group) or table.get(f"wrongly_held/{group}") or ()
        return tuple(sorted(x for x in map(number, found) if x is not None))

    def listed(self, key: str) -> tuple[Raw, ...]:
        """A list of mappings in the summary, empty if it is absent."""
        return tuple(item for item in self.raw.get(key) or () if isinstance(item, Mapping))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of sentences in the summary, empty if it is absent."""
        return tuple(str(item) for item in self.raw.get(key) or ())


def _pair(x: object) -> tuple[float, float] | None:
    if not isinstance(x, list | tuple) or len(x) != 2:
        return None
    lo, hi = number(x[0]), number(x[1])
    return None if lo is None or hi is None else (lo, hi)


def estimate(raw: Raw) -> Estimate:
    """One cell of `measures`, missing parts as None."""
    defined = number(raw.get("defined"))
    median, lo, hi = (number(raw.get(key)) for key in ("median", "lo", "hi"))
    if hi is None and median is not None and lo is not None:
        hi = math.inf  # a ratio whose divisor is 0 in some draws
    return Estimate(
        median=median,
        lo=lo,
        hi=hi,
        q17=number(raw.get("q17")),
        q83=number(raw.get("q83")),
        chance=_pair(raw.get("chance")),
        audit=_pair(raw.get("audit")),
        defined=1.0 if defined is None else defined,
        mean=number(raw.get("mean")),
        mc_lo=number(raw.get("mc_lo")),
        mc_hi=number(raw.get("mc_hi")),
        higher=number(raw.get("higher")),
    )


def _estimates(measures: Raw) -> Iterator[tuple[tuple[str, str], Estimate]]:
    for name, measure in measures.items():
        for group, cell in (measure.get("values") or {}).items():
            yield (name, group), estimate(cell)


def read(summary: Raw) -> Study:
    """Open a summary. Raises ValueError if it is of another schema."""
    if summary.get("schema") != 1:
        raise ValueError(f"summary: schema is {summary.get('schema')!r}; this version reads schema 1")
    return Study(
        raw=summary,
        period=period_of(str(summary.get("horizon") or horizon_text(1))),
        groups=tuple(
            Group(
                id=str(group["id"]),
                label=str(group.get("label") or group["id"]),
                rollup=bool(group.get("rollup")),
                unmeasured=str(group["unmeasured"]) if group.get("unmeasured") else None,
                proxy=bool(group.get("proxy")),
                rates=str(group.get("rates") or "spread") if group.get("unmeasured") else None,
                own=bool(group.get("own")),
                holds=str(group["holds"]) if group.get("holds") else None,
            )
            for group in summary.get("groups") or ()
        ),
        stages=tuple(
            Stage(
                id=str(stage["id"]),
                label=str(stage.get("label") or stage["id"]),
                liberty=str(stage.get("liberty") or "free"),
            )
            for stage in (summary.get("funnel") or {}).get("stages") or ()
        ),
        estimates=dict(_estimates(summary.get("measures") or {})),
    )
