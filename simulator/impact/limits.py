"""A board's limits: how surely a proposal keeps each, what would decide it, and where it would be kept.

Whether a rule is *kept* is a 0 or a 1 in each draw; its probability is their mean. A limit on a count is judged on
simulated years, luck included. A limit on a rate or a ratio is judged on expected rates: in a single year even equal
rates give unequal counts, and a rule that luck alone breaks says nothing about a system.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, sqrt
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from simulator.grades import CUTS, Grade, graded
from simulator.impact.measures import MEASURES
from simulator.impact.safe_point import (
    COUNTED,
    DRAWS,
    LEVERS,
    Limit,
    SafePoint,
    largest,
    movable,
    safe_point,
)
from simulator.impact.summary import Impact
from simulator.impact.threshold_point import lowest_threshold, threshold_point
from simulator.kernel.run import relive, run

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]
Basis = Literal["simulated years", "expected rates"]

SURE, HOPELESS = CUTS[0], CUTS[-1]
EACH = "each"
BINS = 20
LUCKY = 0.05
"""Above this chance that a part settles a rule by luck alone, no unknown is named as settling it."""
RISING = (*COUNTED, "innocent_kept", "alerts", "fpir", "hours_held", "people_held_once", "people_held_twice", "risk_per_person",
          "wrongly_held_per_wanted_found")  # fmt: skip
"""Measures that never fall as more false matches are made: a ceiling on one has a safe level, if any level is."""
FALLING = ("ppv", "ppv_held")
"""Measures that never rise: a floor under one has a safe level."""


@dataclass(frozen=True, slots=True)
class Rule:
    """At most (or at least) so much of a measure for a group, a roll-up, or each group by itself (`each`).

    years: what a count is summed over. Exactly one of `at_most` and `at_least` is a number.
    """

    id: str
    measure: str
    group: str
    at_most: float | None
    at_least: float | None
    years: float
    basis: Basis


@dataclass(frozen=True, slots=True)
class Judged:
    """How surely a rule is kept: in `kept` of the `draws` in which it says anything.

    undefined: the share of draws in which it says nothing. grades: from `graded`; empty where no draw is defined.
    """

    kept: int
    draws: int
    undefined: float
    grades: tuple[Grade, ...]

    @property
    def probability(self) -> float | None:
        """Share of the defined draws that keep the rule; None where there is none."""
        return self.kept / self.draws if self.draws else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """95 % interval of the probability for the draws' own error (Wilson 1927)."""
        return None if self.probability is None else wilson(self.probability, self.draws)

    @property
    def settled(self) -> bool:
        """Whether nothing is left to settle: surely kept, surely broken, or nothing to judge."""
        return not self.grades or self.grades in {("within",), ("exceeds",)}


@dataclass(frozen=True, slots=True)
class Deciding:
    """What knowing one unknown exactly would do for an undecided rule.

    decides: the chance that the rule would then be within or exceeded. error: how far that may be off for so few draws, 95 %,
    either way. moves: standard deviation of the probability that the rule is kept, over the unknown's values.
    """

    identity: str
    decides: float
    error: float
    moves: float

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of `decides` for the draws' own error."""
        return max(self.decides - self.error, 0.0), min(self.decides + self.error, 1.0)


def basis_of(measure: str) -> Basis:
    """What a rule on this measure is judged on, unless it says so itself."""
    return "simulated years" if MEASURES[measure].simulated else "expected rates"


def over(compiled: Compiled, years: float) -> Compiled:
    """The scenario over so many years: residents, lookalikes and places stay, each year has its own weather."""
    return replace(compiled, horizon_years=years)


class Horizons:
    """One proposal, lived over each horizon that a rule asks for; the unknowns are the same in all of them."""

    def __init__(self, compiled: Compiled, seed: int, draws: int) -> None:
        self.compiled, self.seed, self.draws = compiled, seed, draws
        self._lived: dict[float, Impact] = {}

    def over(self, years: float) -> Impact:
        """The proposal over so many years."""
        if years not in self._lived:
            compiled = over(self.compiled, years)
            self._lived[years] = Impact(run(compiled, self.seed, self.draws), compiled)
        return self._lived[years]


def members_of(impact: Impact, rule: Rule) -> tuple[str, ...]:
    """The groups or the roll-up a rule is about; empty where the proposal does not have it."""
    if rule.group == EACH:
        return impact.compiled.groups
    return (rule.group,) if rule.group in impact.selections else ()


def kept(impact: Impact, rule: Rule, group: str | None = None) -> Array:
    """(draws,) 1 where the rule is kept, 0 where it is broken, NaN where the measure is 0/0.

    `each` is a joint event: broken by any group, undefined only where it is for all. An unbounded value breaks `at_most`.

    Args:
        group: of an `each` rule, only this group.
    """
    names = members_of(impact, rule) if group is None else (group,)
    return all_kept([_kept(_values(impact, rule, name), rule) for name in names])


def all_kept(parts: Sequence[Array]) -> Array:
    """(draws,) whether everything is kept in the same draw: 0 where any part is 0, NaN only where all parts are.

    So a rule about each group is one event, and so are all the rules of a board together.
    """
    stacked = np.stack(parts)
    known = ~np.isnan(stacked)
    worst = np.min(np.where(known, stacked, 1.0), axis=0)
    return np.where(known.any(axis=0), worst, np.nan)


def _values(impact: Impact, rule: Rule, name: str) -> Array:
    if rule.basis == "expected rates":
        return impact.expected_values(rule.measure, name)
    return impact.simulated_values(rule.measure, name)


def _kept(values: Array, rule: Rule) -> Array:
    slack = 1e-12  # an amount that is the limit but for its last bit is within it
    if rule.at_most is not None:
        holds = values <= rule.at_most * (1 + slack)
    else:
        assert rule.at_least is not None
        holds = values >= rule.at_least * (1 - slack)
    return np.where(np.isnan(values), np.nan, holds.astype(np.float64))


def judge(outcomes: Array) -> Judged:
    """How surely a rule is kept, from its 0s and 1s; NaN counts neither way."""
    defined = outcomes[~np.isnan(outcomes)]
    n, kept_in = len(defined), int(defined.sum())
    grades = graded(kept_in / n, n) if n else ()
    return Judged(kept_in, n, 1 - n / len(outcomes), grades)


def wilson(p: float, n: int) -> tuple[float, float]:
    """95 % interval of a share found in n independent draws (Wilson 1927; Brown, Cai & DasGupta 2001, eq. 4)."""
    z = 1.959964
    centre, width = p + z**2 / (2 * n), z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    scale = 1 + z**2 / n
    return max((centre - width) / scale, 0.0), min((centre + width) / scale, 1.0)


def deciding(impact: Impact, outcomes: Array) -> list[Deciding]:
    """For each unknown, the chance that knowing it would settle an undecided rule; the most decisive first.

    Draws are sorted by the unknown and cut in `BINS` equal parts, within which it is as good as known; a part decides if at
    least 95 or at most 5 of 100 of its draws keep the rule. What parts of that size would decide by their luck alone is
    taken off. Empty where that is more than `LUCKY`, or the draws are too few: which unknown decides is then itself luck.
    """
    usable = np.flatnonzero(~np.isnan(outcomes[: impact.draws.described]))
    usable = usable[: len(usable) // BINS * BINS]
    if len(usable) < 10 * BINS:
        return []
    size, p = len(usable) // BINS, float(outcomes[usable].mean())
    lucky = float(_crossing(np.full(1, p), size)[0])
    if lucky > LUCKY:
        return []
    found = []
    for row, unknown in enumerate(impact.compiled.unknowns):
        order = usable[np.argsort(impact.draws.years.values[row, usable], kind="stable")]
        parts = outcomes[order].reshape(BINS, size).mean(axis=1)
        decided = float(np.mean((parts >= SURE) | (parts <= HOPELESS)))
        again = _crossing(parts, size)
        # other draws would put other parts over a line; and no share is finer than a part
        error = max(1.96 * sqrt(float(np.sum(again * (1 - again)))), 1.0) / BINS
        noise = float(np.mean(parts * (1 - parts))) / max(size - 1, 1)
        spread = max(float(parts.var()) - noise * (BINS - 1) / BINS, 0.0)
        found.append(Deciding(unknown.identity, max(decided - lucky, 0.0), error, sqrt(spread)))
    return sorted(found, key=lambda each: (-each.decides, -each.moves, each.identity))


def _crossing(shares: Array, size: int) -> Array:
    """The chance that of so many draws, each kept with this probability, at least 95 or at most 5 of 100 are."""
    from scipy.special import bdtr, bdtrc

    return np.asarray(bdtrc(ceil(SURE * size) - 1, size, shares) + bdtr(floor(HOPELESS * size), size, shares))


def safe_points(horizons: Horizons, rule: Rule) -> dict[str, SafePoint]:
    """By lever, the value up to which the rule would be kept with 95 % probability.

    Counts of one group or roll-up have all levers, in closed form. Any other rule has the false-match level, and the threshold where a fit
    says what it does, found by living the same years again at each place tried. Empty where no level would help or one cannot be bounded: a limit on
    a ratio between groups (stale entries stay while false matches fall, so it may rise or fall), a floor under what is
    found. A level also moves how many wanted people are missed, which only the threshold of a fit follows.
    """
    impact = horizons.over(rule.years)
    if not has_safe_level(rule) or not members_of(impact, rule):
        return {}
    counted = rule.measure in COUNTED and rule.group != EACH and rule.basis == basis_of(rule.measure)
    if counted and rule.at_most is not None:
        limit = Limit(rule.measure, rule.group, rule.at_most, SURE)
        points = {
            lever: safe_point(impact.compiled, impact.draws, limit, lever)
            for lever in movable(impact.compiled)
        }
        threshold = threshold_point(impact.compiled, impact.draws, limit)
    else:
        points = {"false_match_level": _level_by_living(impact, rule)}
        threshold = _threshold_by_living(impact, rule)
    return points if threshold is None else points | {"threshold": threshold}


def has_safe_level(rule: Rule) -> bool:
    """Whether the rule is kept ever less surely as more false matches are made, and bounds something else than their level."""
    return not bounds_level(rule) and rule.measure in (RISING if rule.at_most is not None else FALLING)


def bounds_level(rule: Rule) -> bool:
    """Whether the rule is itself a ceiling on the level of false matches: a level found for it would be the rule again."""
    return (rule.measure, rule.group) == ("fpir", "all") and rule.at_most is not None


def _level_by_living(impact: Impact, rule: Rule) -> SafePoint:
    make, low, high = LEVERS["false_match_level"]
    values = np.ascontiguousarray(impact.draws.years.values[:, : DRAWS // 2])
    move = make(impact.compiled, values)

    def holds(level: float) -> float:
        return _share(relived(*move(level), impact, rule))

    as_is = _share(kept(impact, rule)[: values.shape[1]])
    return largest(holds, low, high, SURE, as_is)


def _threshold_by_living(impact: Impact, rule: Rule) -> SafePoint | None:
    values = np.ascontiguousarray(impact.draws.years.values[:, : DRAWS // 2])
    return lowest_threshold(impact.compiled, lambda there: _share(relived(there, values, impact, rule)), SURE)


def relived(compiled: Compiled, values: Array, impact: Impact, rule: Rule) -> Array:
    """Whether a rule is kept in the same years at other values."""
    return kept(Impact(relive(compiled, values, impact.draws.seed), compiled), rule)


def _share(outcomes: Array) -> float:
    """Kept among what is defined; nothing defined keeps nothing."""
    defined = outcomes[~np.isnan(outcomes)]
    return float(defined.mean()) if len(defined) else 0.0
