"""Wanted people found, beside the harm and beyond what happens anyway."""

from __future__ import annotations

from simulator.reports.figures.figure import Figure, of_rows
from simulator.reports.figures.rows import Row, Rows
from simulator.reports.figures.scale import stretched
from simulator.reports.figures.who import said
from simulator.reports.language import numbers, quoting
from simulator.reports.language.phrases import message, phrase
from simulator.reports.language.study import Estimate, Study
from simulator.reports.language.words import capital, held_point
from simulator.reports.tables import Table, count_span, notes, proxied

MEASURES = (
    ("wrongly_held", message("Innocent people wrongly detained"), "harm"),
    ("kept_not_wanted", message("Besides: recognised correctly, not wanted, kept longer"), "open"),
    ("wanted_found", message("Wanted people found"), "good"),
    ("found_only", message("of them only because of the scan"), "good"),
)


def found(study: Study) -> Figure | None:
    """Counts of harm and of benefit on one axis; None where nobody enrolled is wanted."""
    if study.nobody_wanted or not study.get("wanted_found").known:
        return None
    shown = [
        (phrase(label), study.get(measure), tone, measure)
        for measure, label, tone in MEASURES
        if study.get(measure).known and (measure != "kept_not_wanted" or study.get(measure).mean)
    ]
    unit = phrase("times {a_year}", a_year=study.period.in_one)
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
        _title(study),
        phrase(
            "{unit}, {held}. Mark: the middle; thick: 2 of 3 {years}; thin: 9 of 10.",
            unit=capital(unit),
            held=held_point(study),
            years=study.period.many,
        ),
        phrase(
            "Dot-and-interval chart of harm and benefit {a_year}: {rows}.",
            a_year=study.period.in_one,
            rows="; ".join(f"{label} {said(cell, numbers.prose_count)}" for label, cell, _, _ in shown),
        ),
        _table(study, [(label, cell) for label, cell, _, _ in shown]),
        quoting.benefit(study),
    )


def _title(study: Study) -> str:
    """Found only because of the scan where that is known, else found, beside the harm."""
    wanted, held, only = (study.get(name) for name in ("wanted_found", "wrongly_held", "found_only"))
    harm = phrase(
        "innocent people are wrongly detained {times} ({range})",
        times=numbers.times(held.median),
        range=_ends(held),
    )
    if only.known:
        return phrase(
            "{times} {a_year} ({range}) a wanted person is found only because of the scan; {harm}",
            times=numbers.capital_times(only.median),
            a_year=study.period.in_one,
            range=_ends(only),
            harm=harm,
        )
    return phrase(
        "Wanted people are found {times} {a_year} ({range}), {harm}",
        times=numbers.times(wanted.median),
        a_year=study.period.in_one,
        range=_ends(wanted),
        harm=harm,
    )


def _table(study: Study, shown: list[tuple[str, Estimate]]) -> Table:
    caption = phrase("Harm and benefit {a_year} ({held})", a_year=study.period.in_one, held=held_point(study))
    return Table(
        id="found-table",
        caption=proxied(study, caption),
        columns=(
            (phrase("What"), False),
            (phrase("Middle"), True),
            (phrase("9 in 10 {years}", years=study.period.column), True),
        ),
        rows=tuple((label, numbers.whole(cell.median), count_span(cell)) for label, cell in shown),
        notes=notes(study),
    )


def _ends(cell: Estimate) -> str:
    return numbers.span(numbers.prose_count(cell.lo), numbers.prose_count(cell.hi))
