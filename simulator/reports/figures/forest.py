"""The forest plot: each group's rate over the reference's on a logarithmic axis, its two absolute numbers beside."""

from __future__ import annotations

from simulator.reports.figures import multiples
from simulator.reports.figures.chart import BURGUNDY, NAVY, Chart, figure_json, safe, wrapped
from simulator.reports.language import numbers
from simulator.reports.language.sentences import higher
from simulator.reports.language.study import Estimate, Study
from simulator.reports.language.words import capital, held_point, marked, per_100k, undefined_note, within
from simulator.reports.tables import Table, notes, ordered, proxied, rate_span
from simulator.results.summary import Group

ROW = 56


def forest(study: Study) -> Chart | None:
    """Ratios of wrongful detentions per encounter to the reference group's; None if none is defined."""
    groups = tuple(g for g in ordered(study) if g.id != study.reference.id)
    cells = {g.id: study.get("ratio_to_reference", g.id) for g in groups}
    drawn = tuple(g for g in groups if (c := cells[g.id]).known and c.defined > 0 and c.median and c.hi)
    if not drawn:
        return None
    base = study.get("per_100k_encounters", study.reference.id)
    per = per_100k(study)
    rows = [_row(study, group, cells[group.id], base) for group in drawn]
    reference = within(study.reference)
    figure, height = multiples.figure(rows, f"times the rate of {reference}", ROW)
    open_marks = (
        " Open diamonds with †: the audits used have no figure for the group."
        if any(g.unmeasured for g in drawn)
        else ""
    )
    return Chart(
        id="forest",
        title=proxied(study, f"How many times the rate of {reference}"),
        caption=(
            f"Under each name: its wrongful detentions {per} against those of {reference}, then the ratio. The mark is "
            f"the middle, the bar holds 9 of 10 {study.period.many}. A bar that crosses the dotted line at 1 leaves open "
            f"which group fares worse; a triangle marks a bar that runs on.{open_marks}"
        ),
        alt=_alt(study, drawn, cells, base, per),
        json=figure_json(figure),
        height=height,
        table=_table(study, groups, cells, per),
    )


def _row(study: Study, group: Group, cell: Estimate, base: Estimate) -> multiples.Row:
    own = study.get("per_100k_encounters", group.id)
    both = f"{numbers.prose(own.median)} against {numbers.prose(base.median)}"
    name = wrapped(marked(group))
    detail = f"<span style='font-size:11px;color:#55555A'>{both}: {numbers.prose(cell.median)}×</span>"
    return multiples.Row(
        label=f"{name}<br>{detail}",
        middle=cell.median or 0.0,
        lo=cell.lo or 0.0,
        hi=cell.hi or 0.0,
        colour=BURGUNDY if group.unmeasured else NAVY,
        open=bool(group.unmeasured),
        hover=f"{safe(group.label)}<br>{both} per 100,000<br>9 in 10 {study.period.column} {rate_span(cell)}",
    )


def _alt(study: Study, drawn: tuple[Group, ...], cells: dict[str, Estimate], base: Estimate, per: str) -> str:
    top = max(drawn, key=lambda g: cells[g.id].median or 0.0)
    cell, own = cells[top.id], study.get("per_100k_encounters", top.id)
    return (
        f"Forest plot on a logarithmic axis: ratio of wrongful detentions ({held_point(study)}) {per} to "
        f"{within(study.reference)}. Highest in the middle: {within(top)}, {numbers.rate(own.median)} against "
        f"{numbers.rate(base.median)}, ratio {numbers.rate(cell.median)} (9 in 10 {study.period.column} {numbers.rate(cell.lo)} "
        f"to {numbers.rate(cell.hi)})."
    )


def _table(study: Study, groups: tuple[Group, ...], cells: dict[str, Estimate], per: str) -> Table:
    base = study.get("per_100k_encounters", study.reference.id)
    rows = []
    for group in groups:
        own, cell = study.get("per_100k_encounters", group.id), cells[group.id]
        ratio = numbers.rate(cell.median) if cell.defined > 0 else numbers.UNDEFINED
        span = rate_span(cell) if cell.defined > 0 else numbers.UNDEFINED
        remark = "; ".join(filter(None, (undefined_note(cell), higher(study, cell))))
        rows.append((marked(group), numbers.rate(own.median), numbers.rate(base.median), ratio, span, remark))
    return Table(
        id="ratios",
        caption=proxied(study, f"Wrongful detentions {per} beside those of {within(study.reference)}"),
        columns=(
            ("Group", False),
            (capital(per), True),
            (study.reference.label, True),
            ("Ratio", True),
            (f"9 in 10 {study.period.column}", True),
            ("Remark", False),
        ),
        rows=tuple(rows),
        notes=notes(study, groups),
    )
