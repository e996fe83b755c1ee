"""Wanted people found, beside the harm and beyond what happens anyway."""

from __future__ import annotations

from simulator.reports.figures.figure import Figure, of_rows
from simulator.reports.figures.rows import Row, Rows
from simulator.reports.figures.scale import stretched
from simulator.reports.figures.who import said
from simulator.reports.language import numbers, quoting
from simulator.reports.language.study import Estimate, Study
from simulator.reports.language.words import held_point
from simulator.reports.tables import Table, count_span, notes, proxied

MEASURES = (
    ("wrongly_held", "Innocent people wrongly detained", "harm"),
    ("kept_not_wanted", "Besides: recognised correctly, not wanted, kept longer", "open"),
    ("wanted_found", "Wanted people found", "good"),
    ("found_only", "of them only because of the scan", "good"),
)


def found(study: Study) -> Figure | None:
    """Counts of harm and of benefit on one axis; None where nobody enrolled is wanted."""
    if study.nobody_wanted or not study.get("wanted_found").known:
        return None
    shown = [
        (label, study.get(measure), tone, measure)
        for measure, label, tone in MEASURES
        if study.get(measure).known and (measure != "kept_not_wanted" or study.get(measure).mean)
    ]
    unit = f"times {study.period.in_one}"
    wanted, held = study.get("wanted_found"), study.get("wrongly_held")
    only = study.get("found_only")
    held_told = f"innocent people are wrongly detained {numbers.times(held.median)} ({_ends(held)})"
    title = f"Wanted people are found {numbers.times(wanted.median)} {study.period.in_one} ({_ends(wanted)}), {held_told}"
    if only.known:
        title = (
            f"{numbers.capital_times(only.median)} {study.period.in_one} ({_ends(only)}) a wanted person is found only because of the scan; "
            f"{held_told}"
        )
    rows = tuple(
        Row(
            label,
            said(cell, numbers.prose_count),
            cell.median,
            cell.lo,
            cell.hi,
            tone,
            cell.q17,
            cell.q83,
            depth=int(measure == "found_only"),
        )
        for label, cell, tone, measure in shown
    )
    return of_rows(
        study,
        Rows(
            "found-chart",
            rows,
            stretched([x for _, c, _, _ in shown for x in (c.lo, c.median, c.hi)], 1.0),
            unit,
        ),
        title,
        f"{unit[:1].upper()}{unit[1:]}, {held_point(study)}. Mark: the middle; thick: 2 of 3 {study.period.many}; thin: 9 of 10.",
        f"Dot-and-interval chart of harm and benefit {study.period.in_one}: "
        + "; ".join(f"{label} {said(cell, numbers.prose_count)}" for label, cell, _, _ in shown)
        + ".",
        Table(
            id="found-table",
            caption=proxied(study, f"Harm and benefit {study.period.in_one} ({held_point(study)})"),
            columns=(("What", False), ("Middle", True), (f"9 in 10 {study.period.column}", True)),
            rows=tuple((label, numbers.whole(cell.median), count_span(cell)) for label, cell, _, _ in shown),
            notes=notes(study),
        ),
        quoting.benefit(study),
    )


def _ends(cell: Estimate) -> str:
    return numbers.span(numbers.prose_count(cell.lo), numbers.prose_count(cell.hi))
