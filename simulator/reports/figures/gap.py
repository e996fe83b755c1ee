"""Why the gap: one group's rate per resident over the reference's, taken apart into factors that multiply to it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from simulator.reports.figures import multiples
from simulator.reports.figures.chart import INK, NAVY, Chart, figure_json, safe, wrapped
from simulator.reports.language import numbers
from simulator.reports.language.study import Estimate, Group, Study, estimate
from simulator.reports.language.words import marked, within
from simulator.reports.tables import EMPTY, Table, notes, ordered, proxied, rate_span

TINY = 0.005


def multiple(raw: Any) -> Estimate:
    """A cell of log ratios as multiples."""
    cell = estimate(raw or {})
    return Estimate(power(cell.median), power(cell.lo), power(cell.hi), None, None, None, None, cell.defined)


def power(x: float | None) -> float | None:
    """A log ratio as a multiple."""
    return None if x is None else math.exp(min(x, 700.0))


def factors(study: Study) -> tuple[tuple[str, str], ...]:
    """Ids and labels of the factors that differ between any two groups."""
    raw = study.raw.get("decomposition") or {}
    values = (raw.get("values") or {}).values()

    def moves(name: str) -> bool:
        cells = (estimate((value.get("factors") or {}).get(name) or {}) for value in values)
        return any(abs(x) > TINY for c in cells for x in (c.lo, c.hi) if x is not None)

    return tuple(
        (f["id"], str(f.get("label") or f["id"])) for f in raw.get("factors") or () if moves(f["id"])
    )


def gap(study: Study, group: Group | None) -> Chart | None:
    """The factors of one group's ratio; None where the summary has no decomposition of it."""
    raw = study.raw.get("decomposition")
    value = ((raw or {}).get("values") or {}).get(group.id) if group else None
    if not isinstance(raw, Mapping) or group is None or not value:
        return None
    named = [("All factors together", multiple(value.get("total")), INK)]
    named += [(label, multiple((value.get("factors") or {}).get(f)), NAVY) for f, label in factors(study)]
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
    total = multiple(value.get("total"))
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


def table(study: Study) -> Table:
    """Every group's factors as multiples of the reference's."""
    raw = study.raw.get("decomposition") or {}
    listed = factors(study)
    groups = tuple(g for g in ordered(study) if g.id in (raw.get("values") or {}))
    rows = []
    for group in groups:
        value = raw["values"][group.id]
        if group.id == study.reference.id:
            rows.append((marked(group), *["reference"] + [EMPTY] * (len(listed) + 1)))
            continue
        cells = [multiple(value.get("total"))]
        cells += [multiple((value.get("factors") or {}).get(name)) for name, _ in listed]
        cells.append(multiple(value.get("stale_entries")))
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
