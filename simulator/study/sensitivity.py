"""What drives the answer: each unknown's share of the doubt, its grade of evidence, and what knowing it would be worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from simulator.model.fits import RowOf
from simulator.results.summary import Driver, Drivers, Sensitivity
from simulator.scenario import InputRow
from simulator.scenario.identity import FIT

if TYPE_CHECKING:
    from simulator.impact.summary import Impact
    from simulator.model.unknowns import Unknown

MEASURE = "wrongly_held"
SELECTIONS = ("all", "women", "minorities")


class Described(NamedTuple):
    """What an unknown is called, and the grade of evidence it rests on."""

    label: str
    grade: str


def sensitivity(impact: Impact, rows: Sequence[InputRow]) -> Sensitivity:
    """Per roll-up: unknowns by their first-order share of the variance of the expected count, largest first.

    `first` is that share (of the logarithm of the expected count), `narrower` by how much of its width the 90 % interval
    would shrink, on average, if the unknown were known. `members` are a fit's parameters with their shares, which are correlated and
    do not add up to its own. `by_grade` adds the shares up by grade of evidence; what is left
    to 1 lies in interactions.
    """
    from simulator.impact.drivers.worth import members, resolving

    about = inputs_by_name(rows)
    found = {}
    for selection in (name for name in SELECTIONS if name in impact.selections):
        shares, parts = resolving(impact, MEASURE, selection), members(impact, MEASURE, selection)
        drivers = [
            Driver(
                identity=unknown.identity,
                path=unknown.paths[0],
                **describe(unknown, about)._asdict(),
                **shares[unknown.identity]._asdict(),
                rows=min(unknown.law.rows, impact.draws.draws) if isinstance(unknown.law, RowOf) else None,
                members=dict(sorted(parts.get(unknown.identity, {}).items(), key=lambda item: -item[1])),
            )
            for unknown in impact.compiled.unknowns
            if unknown.identity in shares
        ]
        drivers.sort(key=lambda driver: -driver.first)
        found[selection] = Drivers(
            unknowns=tuple(_at_least_nothing(driver) for driver in drivers), by_grade=_by_grade(drivers)
        )
    return Sensitivity(measure=MEASURE, method="first order, from the draws of this run", selections=found)


def inputs_by_name(rows: Sequence[InputRow]) -> dict[str, InputRow]:
    """Inputs by their path and by the unknown they are drawn from; of one drawn for several inputs, the first."""
    return {row.path: row for row in rows} | {row.identity: row for row in reversed(rows)}


def _grade_learned(unknown: Unknown, about: dict[str, InputRow]) -> str:
    """Of a fit, and of how a new place differs: how settings and places differ was learned, how forces do may be the prior's."""
    grades = [about[path].grade for path in unknown.paths if path in about]
    if "/new-force/" in unknown.identity and grades:
        return grades[0]
    return "measured elsewhere"


def describe(unknown: Unknown, about: dict[str, InputRow]) -> Described:
    """Label and grade of an unknown; one drawn per level belongs to the input its path starts with, a fit's to those that take it."""
    row = about.get(unknown.identity)
    if unknown.identity.startswith(FIT):
        return Described(unknown.label, _grade_learned(unknown, about))
    if row is None:
        base = unknown.paths[0].split("#")[0]
        row, widened = about.get(base), about.get(base.removesuffix(".spread"))
        if row is None and widened is not None:
            return Described(f"{widened.label}: how far it was widened", "assumed")
    label = row.label if row is not None else unknown.label
    level = unknown.paths[0].partition("#")[2]
    return Described(
        f"{label} ({level.replace('-', ' ')})" if level else label,
        row.grade if row is not None else "assumed",
    )


def _at_least_nothing(driver: Driver) -> Driver:
    """A driver whose share is not below zero by luck."""
    return driver.model_copy(update={"first": max(driver.first, 0.0)})


def _by_grade(drivers: Iterable[Driver]) -> dict[str, float]:
    """Sums of shares. Luck of one sign alone would add up to a share where there are many unknowns, so both signs are summed."""
    grades: dict[str, float] = {}
    for driver in drivers:
        grades[driver.grade] = grades.get(driver.grade, 0.0) + driver.first
    kept = {grade: max(share, 0.0) for grade, share in sorted(grades.items(), key=lambda item: -item[1])}
    whole = max(1.0, sum(kept.values()))
    return {grade: share / whole for grade, share in kept.items()}
