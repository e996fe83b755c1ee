"""The charts of a comparison: what each proposal costs beside what it finds, and what would settle the open verdicts."""

from __future__ import annotations

from simulator.reports.comparison import tables
from simulator.reports.figures.figure import Figure
from simulator.reports.figures.rows import Row, Rows
from simulator.reports.figures.scale import Even, stretched
from simulator.reports.figures.svg import picture
from simulator.reports.figures.who import said
from simulator.reports.language import comparing, harms, numbers
from simulator.reports.language import settling as settled
from simulator.reports.language.comparison import Comparison
from simulator.reports.language.phrases import message, phrase
from simulator.reports.language.study import Estimate
from simulator.reports.tables import Table

SHOWN = 6
"""Inputs drawn; the table has all of them."""
DRAWN = (
    (message("Wrongful detentions"), "wrongly_held", "harm"),
    (message("Wanted people found"), "wanted_found", "good"),
)


def harm_and_benefit(c: Comparison) -> Figure | None:
    """Wrongful detentions and times wanted people are found, everyone together; None where nothing is known."""
    cells = {
        (each.name, measure): c.value(each.name, measure, "all")
        for each in c.proposals
        for _, measure, _ in DRAWN
    }
    known = [cell for cell in cells.values() if cell.known]
    if not known:
        return None
    rows: list[Row] = []
    for each in c.proposals:
        rows.append(Row(each.short, "", None, None, None, "sum"))
        for label, measure, tone in DRAWN:
            rows.append(_row(phrase(label), cells[each.name, measure], tone, bool(each.nobody_wanted)))
    scale = stretched([x for cell in known for x in (cell.lo, cell.median, cell.hi)], 1.0)
    drawn = Rows("harm-and-benefit", tuple(rows), scale, phrase("times {a_year}", a_year=c.period.in_one))
    title, caption = harms.title(c), f"{harms.marks(c)} {scale.told}"
    alt = phrase("Dots with intervals. {finding}. {rows}", finding=title, rows=harms.told(c))
    return _figure(c, drawn, title, caption, alt, harms.told(c), _table(c, cells))


def settling(c: Comparison) -> Figure | None:
    """The inputs that would settle most open verdicts; None where none is known to settle any."""
    ranked = settled.ranked(c)
    if not ranked:
        return None
    rows = tuple(
        Row(
            settled.label(each),
            numbers.prose(each.expected),
            each.expected,
            each.expected,
            each.expected,
            "open" if each.input.grade in ("assumed", "unmeasured") else "harm",
            bar=True,
        )
        for each in ranked[:SHOWN]
    )
    drawn = Rows("settling", rows, Even(1.15 * ranked[0].expected), settled.axis())
    title = settled.title(c, ranked[0])
    told = f"{title}. {settled.publish(ranked[0])}"
    return _figure(
        c,
        drawn,
        title,
        settled.caption(),
        phrase("Bars. {finding}.", finding=title),
        told,
        tables.settling(c),
    )


def _figure(
    c: Comparison, rows: Rows, title: str, caption: str, alt: str, sentence: str, table: Table
) -> Figure:
    drawing, height = rows.drawing()
    return Figure(
        id=rows.id,
        title=title,
        body=rows.html(),
        caption=caption,
        alt=alt,
        sentence=comparing.quoted(c, sentence),
        picture=picture(title, drawing, height, caption, comparing.citation(c), alt),
        table=table,
    )


def _row(label: str, cell: Estimate, tone: str, nobody: bool) -> Row:
    if not cell.known:
        told = phrase("nobody enrolled is wanted") if nobody and tone == "good" else phrase("not estimated")
        return Row(label, told, None, None, None, tone, depth=1)
    told = said(cell, numbers.prose_count)
    return Row(label, told, cell.median, cell.lo, cell.hi, tone, cell.q17, cell.q83, depth=1)


def _table(c: Comparison, cells: dict[tuple[str, str], Estimate]) -> Table:
    rows = tuple(
        (each.short, *(tables.cell(cells[each.name, measure], measure) for _, measure, _ in DRAWN))
        for each in c.proposals
    )
    return Table(
        id="harm-and-benefit-table",
        caption=phrase(
            "Everyone, times {a_year} (9 in 10 {years} in brackets)",
            a_year=c.period.in_one,
            years=c.period.column,
        ),
        columns=((phrase("Proposal"), False), *((phrase(label), True) for label, _, _ in DRAWN)),
        rows=rows,
        notes=(comparing.of_what(c.period), *((phrase(tables.PROXY),) if c.proxy else ())),
    )
