"""Why the gap: one group's rate per resident over the reference's, taken apart into factors that multiply to it."""

from __future__ import annotations

import math

from simulator.reports.figures import multiples
from simulator.reports.figures.chart import INK, NAVY, Chart, figure_json, safe, wrapped
from simulator.reports.language import numbers
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

    return tuple((factor.id, factor.label or factor.id) for factor in found.factors if moves(factor.id))


def gap(study: Study, group: Group | None) -> Chart | None:
    """The factors of one group's ratio; None where the summary has no decomposition of it."""
    value = _of(study, group)
    if group is None or value is None:
        return None
    named = [("All factors together", multiple(value.total), INK)]
    named += [(label, multiple(value.factors.get(f)), NAVY) for f, label in factors(study)]
    rows = [
        multiples.Row(
            label=f"{wrapped(label, 22)}<br><span style='font-size:11px;color:#55555A'>{numbers.prose(c.median)}×</span>",
            middle=c.median or 1.0,
            lo=c.lo or 0.0,
            hi=c.hi or 0.0,
            colour=colour,
            open=False,
            hover=f"{safe(label)}<br>{numbers.rate(c.median)}×, 9 in 10 {rate_span(c)}",
        )
        for label, c, colour in named
        if c.known
    ]
    if not rows:
        return None
    figure, height = multiples.figure(rows, f"times the rate of {within(study.reference)}", 56)
    total = multiple(value.total)
    per = f"per 100,000 {study.word('residents')}"
    who = f"{within(group)} and {within(study.reference)}"
    return Chart(
        id="gap-chart",
        title=proxied(study, f"What makes the difference between {who}"),
        caption=(
            f"Expected detentions after a false match {per}, as a multiple of the reference group’s. The factors multiply to "
            "the total in every draw; middles of factors need not. Factors that differ for no group are left out. Detentions on "
            "stale entries are not in it."
        ),
        alt=(
            f"Interval plot on a logarithmic axis of the factors behind false-match detentions {per}, {who}: total "
            f"{numbers.rate(total.median)} times (9 in 10 {rate_span(total)})."
        ),
        json=figure_json(figure),
        height=height,
        table=table(study),
    )


def _of(study: Study, group: Group | None) -> Gap | None:
    found = study.summary.decomposition
    return found.values.get(group.id) if found and group else None


def table(study: Study) -> Table:
    """Every group's factors as multiples of the reference's."""
    listed = factors(study)
    given = {group.id: value for group in ordered(study) if (value := _of(study, group))}
    groups = tuple(group for group in ordered(study) if group.id in given)
    rows = []
    for group in groups:
        value = given[group.id]
        if group.id == study.reference.id:
            rows.append((marked(group), *["reference"] + [EMPTY] * (len(listed) + 1)))
            continue
        cells = [multiple(value.total)]
        cells += [multiple(value.factors.get(name)) for name, _ in listed]
        cells.append(multiple(value.stale_entries))
        rows.append(
            (
                marked(group),
                *(
                    f"{numbers.rate(c.median)} ({rate_span(c)})" if c.known else numbers.UNDEFINED
                    for c in cells
                ),
            )
        )
    return Table(
        id="gap-table",
        caption=proxied(
            study,
            f"Detentions per 100,000 {study.word('residents')} as multiples of those of {within(study.reference)} (9 in 10 {study.period.many})",
        ),
        columns=(
            ("Group", False),
            ("False matches, total", True),
            *((label, True) for _, label in listed),
            ("Stale entries, total", True),
        ),
        rows=tuple(rows),
        notes=notes(study, groups),
    )
