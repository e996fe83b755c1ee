"""What would make a limit hold: the false-match level, the gallery size or the review at which it does, and its proof.

A lever fixes one number at the same value in every draw, in place of what is not known about it; everything else keeps
its doubt. The limit holds with the mean over draws of P(count ≤ limit), each count Poisson given its draw's luck in years
and lookalikes.
Where no value of the lever is enough (stale entries alone break the limit) that is the answer (docs/method.md §6.11).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import exp, inf, log
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.impact.doubt import resemblance
from simulator.impact.sources import Expected, Members
from simulator.kernel.gathering import expect
from simulator.kernel.lookalikes import multipliers
from simulator.model.cells import STALE_ENTRY, false_cells
from simulator.results.verdicts import Status

if TYPE_CHECKING:
    from simulator.kernel.draws import Draws
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]
Lever = Callable[[float], tuple["Compiled", Array]]

DRAWS = 4000
_STEPS = 24
COUNTED = {
    "false_alerts": ("first", "false_match"),
    "held_from_alert": ("held_from_alert", "wrongful"),
    "wrongly_held": ("held", "wrongful"),
    "wrongly_held_false_match": ("held", "false_match"),
    "wrongly_held_stale_entry": ("held", "stale_entry"),
    "wrongful_arrests": ("arrest", "wrongful"),
    "per_100k_encounters": ("held", "wrongful"),
    "per_100k_residents": ("held", "wrongful"),
}
"""Measures that are one count of cases: the stage they are counted at, and which cases."""
_PER = {"per_100k_encounters": "exposure", "per_100k_residents": "population"}


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `at_most` of a measure for a group or roll-up, with this probability."""

    measure: str
    selection: str
    at_most: float
    probability: float = 0.95

    def __post_init__(self) -> None:
        if self.measure not in COUNTED:
            allowed = ", ".join(COUNTED)
            raise ValueError(
                f"a safe point needs a count or a rate of people; {self.measure!r} is neither: {allowed}"
            )
        if not 0 < self.probability < 1 or self.at_most < 0:
            raise ValueError(
                f"limit {self.at_most} with probability {self.probability}: needs ≥ 0 and between 0 and 1"
            )


@dataclass(frozen=True, slots=True)
class SafePoint:
    """The answer: `value` of the lever, P(the limit holds) there, at the lever's `least` value, and as things are.

    value, least: in the lever's own unit: a share of searches, a multiple of the gallery, a share of false matches.
    """

    status: Status
    value: float | None
    probability: float
    at_least: float
    as_is: float
    least: float


def false_match_level(compiled: Compiled, values: Array) -> Lever:
    """A lever on the share of non-enrolled searches, over all groups, that return somebody else (population FPIR).

    In each draw the rates of all groups are multiplied by one factor, solved so that the mean FPIR weighted by searches is
    the level; what the operator would see who holds the threshold there. Differences between groups stay as drawn.
    """
    from simulator.model.search import solve_level

    now = compiled.expect(values)
    searches, match_rate = (np.ascontiguousarray(each.T) for each in (now.searches, now.match_rate))
    total = searches.sum(axis=1, keepdims=True)
    # Where nobody is searched the mean is 0 whatever the level.
    weights = np.divide(searches, total, out=np.zeros_like(searches), where=total > 0)
    transfer = compiled.matcher.transfer
    lifted = replace(transfer, rows=(*transfer.rows, len(values)))
    changed = replace(compiled, matcher=replace(compiled.matcher, transfer=lifted))

    def at(level: float) -> tuple[Compiled, Array]:
        target = np.full(values.shape[1], level)
        factor = solve_level(target, weights, match_rate, now.matching.frailty)
        return changed, np.vstack([values, factor])

    return at


def gallery_size(compiled: Compiled, values: Array) -> Lever:
    """A lever on the gallery's size as a multiple of the scenario's: templates and persons together."""

    def at(multiple: float) -> tuple[Compiled, Array]:
        matcher, persons = compiled.matcher, compiled.enrolled
        templates = replace(matcher.templates, constant=matcher.templates.constant * multiple)
        enrolled = replace(persons, constant=persons.constant * multiple)
        return replace(compiled, enrolled=enrolled, matcher=replace(matcher, templates=templates)), values

    return at


def review(compiled: Compiled, values: Array) -> Lever:
    """A lever on the share of false matches that pass the first stage, the same in every group."""
    from simulator.model.unknowns import Term, Terms

    def at(share: float) -> tuple[Compiled, Array]:
        first, *others = compiled.stages
        if first.proceeds is None:
            raise ValueError(
                f"stage {first.id} is the last; nobody goes on from it, so its strictness changes nothing"
            )
        fixed, false = Terms((Term(share),) * len(compiled.groups)), false_cells(len(compiled.kinds))
        going_on = tuple(fixed if cell in false else terms for cell, terms in enumerate(first.proceeds))
        stricter = replace(first, proceeds=going_on)
        return replace(compiled, stages=(stricter, *others)), values

    return at


def stale_share(compiled: Compiled, values: Array) -> Lever:
    """A lever on the share of listed entries that no longer hold, the same in every group: a list that is purged."""
    from simulator.model.unknowns import Term, Terms

    def at(share: float) -> tuple[Compiled, Array]:
        stale = Terms((Term(share),) * len(compiled.groups))
        return replace(compiled, mated=replace(compiled.mated, stale=stale)), values

    return at


SMALLEST_GALLERY = 0.01
"""False matches grow as a power of the gallery that is drawn near 0 as well as near 1. That law describes galleries like the one
proposed: carried on to a gallery of nobody it would keep false matches that nobody is there to make."""
LEVERS: dict[str, tuple[Callable[[Compiled, Array], Lever], float, float]] = {
    "false_match_level": (false_match_level, 1e-10, 0.5),
    "gallery_size": (gallery_size, SMALLEST_GALLERY, 100.0),
    "review": (review, 1e-6, 1.0),
    "stale_share": (stale_share, 1e-6, 1.0),
}
"""Levers by name, with the range searched. The least level, review and share of stale entries stand for none at all."""


def movable(compiled: Compiled) -> list[str]:
    """Levers that move something: a pathway of one stage has no review, and a list without stale entries nothing to purge."""
    still = {"review": compiled.stages[0].proceeds is None}
    still["stale_share"] = not compiled.mated.stale.of(compiled.medians()).any()
    return [lever for lever in LEVERS if not still.get(lever)]


def safe_point(compiled: Compiled, draws: Draws, limit: Limit, lever: str = "false_match_level") -> SafePoint:
    """The largest value of a lever at which the limit holds with its probability, by bisection on the same draws.

    Raises:
        KeyError: no such lever. ValueError: see `Limit`.
    """
    make, low, high = LEVERS[lever]
    values = np.ascontiguousarray(draws.years.values[:, :DRAWS])
    year = np.asarray(draws.years.year[:DRAWS], dtype=np.float64)
    move = make(compiled, values)

    def holds(value: float) -> float:
        return probability(*move(value), limit, year, draws.seed)

    as_is = probability(compiled, values, limit, year, draws.seed)
    return largest(holds, low, high, limit.probability, as_is)


def largest(
    holds: Callable[[float], float], low: float, high: float, wanted: float, as_is: float
) -> SafePoint:
    """The largest value in [low, high] at which `holds`, falling in it, is at least `wanted`; to a part in 10⁶.

    Args:
        holds: P(the limit holds) at a value of a lever. as_is: the same as things are.
    """
    least, most = holds(low), holds(high)
    if least < wanted:
        return SafePoint("never", None, least, least, as_is, low)
    if most >= wanted:
        return SafePoint("always", high, most, least, as_is, low)
    below, above = log(low), log(high)
    for _ in range(_STEPS):
        middle = (below + above) / 2
        below, above = (middle, above) if holds(exp(middle)) >= wanted else (below, middle)
    return SafePoint("reached", exp(below), holds(exp(below)), least, as_is, low)


def probability(compiled: Compiled, values: Array, limit: Limit, year: Array, seed: int = 0) -> float:
    """Mean over draws of P(the limit holds).

    A count is Poisson given the unknowns, the year and the lookalikes of each group, which are drawn once for each draw as
    the kernel draws them: one law fitted to clustered false matches and unclustered stale entries together would be wrong
    for both. A rate is an expected one and has no luck in it.

    Args:
        year: (draws,) multipliers of the year's encounters. seed: of the lookalikes' multipliers.
    """
    from scipy.special import pdtr

    source = Expected(expect(compiled, values))
    members = _members(compiled, limit.selection)
    where, which = COUNTED[limit.measure]
    kinds = _cells(source, which)
    stage = _stage(source, where)
    if stage is None:
        return 1.0
    if limit.measure in _PER:
        expected = sum(source.cases((g,), kind, stage) for g in members for kind in kinds)
        return float(np.mean(1e5 * expected <= limit.at_most * source.amount(_PER[limit.measure], members)))
    again = [kind for kind in kinds if kind in source.layout.false_match]
    alike = _alike(compiled, source.draws, seed, members) if again else None
    mean = np.zeros(len(year))
    for g in members:
        for kind in kinds:
            multiplier = year * alike[g] if alike is not None and kind in again else year
            mean += source.cases((g,), kind, stage) * multiplier
    return float(np.mean(pdtr(np.floor(limit.at_most + 1e-9), mean)))


def _alike(compiled: Compiled, draws: Draws, seed: int, members: Members) -> Array | None:
    """(groups, draws) multipliers of these groups' false matches by lookalikes met again; None without the people block."""
    if draws.years.people is None:
        return None
    return multipliers(compiled.groups, resemblance(draws), seed, 0, only=members)


def audit_size(level: float, errors: int = 0, confidence: float = 0.95) -> float:
    """Independent trials needed so that `errors` false matches show the level to be below `level` with this confidence.

    The exact Poisson bound (Garwood 1936): trials = G⁻¹(confidence; errors + 1) / level; no errors at 95 % give 3.0/level.
    It certifies the audit's own conditions and says nothing of the step from laboratory to street.
    """
    from scipy.special import gammaincinv

    return inf if level <= 0 else float(gammaincinv(errors + 1, confidence)) / level


def _stage(source: Expected, where: str) -> int | None:
    layout = source.layout
    if where == "arrest":
        return next((t for t, arrest in enumerate(layout.arrests) if arrest), None)
    if where == "held":
        held = layout.first("held")
        return held if held < len(layout.stages) else None
    return {"first": 0, "held_from_alert": layout.held_from_alert}[where]


def _cells(source: Expected, which: str) -> tuple[int, ...]:
    layout = source.layout
    return {"wrongful": layout.wrongful, "false_match": layout.false_match, "stale_entry": (STALE_ENTRY,)}[
        which
    ]


def _members(compiled: Compiled, selection: str) -> Members:
    if selection in compiled.groups:
        return (compiled.groups.index(selection),)
    return tuple(int(g) for g in np.flatnonzero(compiled.rollups[selection]))
