"""Every group's rate per resident over the reference's, taken apart into factors that multiply to it."""

from __future__ import annotations

import math

from simulator.reports.language import numbers
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.study import NOTHING, Estimate, Study
from simulator.reports.language.words import marked, within
from simulator.reports.tables import EMPTY, Table, notes, ordered, proxied, rate_span
from simulator.results.summary import Gap, Group, Part

TINY = 0.005


def multiple(part: Part | None) -> Estimate:
    """A cell of log ratios as multiples."""
    if part is None:
        return NOTHING
    defined = 1.0 if part.defined is None else part.defined
    return Estimate(power(part.median), power(part.lo), power(part.hi), defined=defined)


def power(x: float | None) -> float | None:
    """A log ratio as a multiple."""
    return None if x is None else math.exp(min(x, 700.0))


def factors(study: Study) -> tuple[tuple[str, str], ...]:
    """Ids and labels of the factors that differ between any two groups."""
    found = study.summary.decomposition
    if found is None:
        return ()

    def moves(name: str) -> bool:
        parts = (value.factors[name] for value in found.values.values() if name in value.factors)
        return any(abs(x) > TINY for part in parts for x in (part.lo, part.hi) if x is not None)

    return tuple(
        (factor.id, given(factor.label or factor.id)) for factor in found.factors if moves(factor.id)
    )


def of(study: Study, group: Group | None) -> Gap | None:
    """One group's log ratio taken apart, where the summary has it."""
    found = study.summary.decomposition
    return found.values.get(group.id) if found and group else None


def table(study: Study) -> Table:
    """Every group's factors as multiples of the reference's."""
    listed = factors(study)
    known = {group.id: value for group in ordered(study) if (value := of(study, group))}
    groups = tuple(group for group in ordered(study) if group.id in known)
    rows = []
    for group in groups:
        value = known[group.id]
        if group.id == study.reference.id:
            rows.append((marked(group), *[phrase("reference")] + [EMPTY] * (len(listed) + 1)))
            continue
        cells = [multiple(value.total)]
        cells += [multiple(value.factors.get(name)) for name, _ in listed]
        cells.append(multiple(value.stale_entries))
        rows.append(
            (
                marked(group),
                *(
                    f"{numbers.rate(c.median)} ({rate_span(c)})" if c.known else numbers.undefined()
                    for c in cells
                ),
            )
        )
    return Table(
        id="gap-table",
        caption=proxied(
            study,
            phrase(
                "Detentions per 100,000 {residents} as multiples of those of {reference} (9 in 10 {years})",
                residents=study.word("residents"),
                reference=within(study.reference),
                years=study.period.many,
            ),
        ),
        columns=(
            (phrase("Group"), False),
            (phrase("False matches, total"), True),
            *((label, True) for _, label in listed),
            (phrase("Stale entries, total"), True),
        ),
        rows=tuple(rows),
        notes=notes(study, groups),
    )
