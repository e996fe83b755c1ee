"""The one chart of a comparison: what each proposal costs, beside what it finds, on one scale."""

from __future__ import annotations

from simulator.reports.comparison import tables
from simulator.reports.figures.figure import Figure
from simulator.reports.figures.rows import Row, Rows
from simulator.reports.figures.scale import stretched
from simulator.reports.figures.svg import picture
from simulator.reports.figures.who import said
from simulator.reports.language import comparing, numbers
from simulator.reports.language.comparison import Comparison
from simulator.reports.language.study import Estimate
from simulator.reports.tables import Table

DRAWN = (("Wrongful detentions", "wrongly_held", "harm"), ("Wanted people found", "wanted_found", "good"))


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
            rows.append(_row(label, cells[each.name, measure], tone, bool(each.nobody_wanted)))
    scale = stretched([x for cell in known for x in (cell.lo, cell.median, cell.hi)], 1.0)
    drawn = Rows("harm-and-benefit", tuple(rows), scale, f"times {c.period.in_one}")
    title, caption = comparing.harm_title(c), f"{comparing.marks(c)} {scale.told}"
    alt = f"Dots with intervals. {title}. {comparing.harm_told(c)}"
    drawing, height = drawn.drawing()
    return Figure(
        id=drawn.id,
        title=title,
        body=drawn.html(),
        caption=caption,
        alt=alt,
        sentence=comparing.quoted(c, comparing.harm_told(c)),
        picture=picture(title, drawing, height, caption, comparing.citation(c), alt),
        table=_table(c, cells),
    )


def _row(label: str, cell: Estimate, tone: str, nobody: bool) -> Row:
    if not cell.known:
        told = "nobody enrolled is wanted" if nobody and tone == "good" else "not estimated"
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
        caption=f"Everyone, times {c.period.in_one} (9 in 10 {c.period.column} in brackets)",
        columns=(("Proposal", False), *((label, True) for label, _, _ in DRAWN)),
        rows=rows,
        notes=(comparing.of_what(c.period), *((tables.PROXY,) if c.proxy else ())),
    )
