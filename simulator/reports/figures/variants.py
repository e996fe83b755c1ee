"""A dot row for each variant stored beside a run, the run itself marked."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.reports.figures.figure import Figure, of_rows
from simulator.reports.figures.rows import Row, Rows
from simulator.reports.figures.scale import stretched
from simulator.reports.figures.who import said
from simulator.reports.language import numbers, quoting
from simulator.reports.language import variants as told
from simulator.reports.language.study import Estimate, Study, opened
from simulator.reports.tables import Table, notes, proxied
from simulator.results.summary import Summary


def variants(study: Study, stored: Sequence[Summary]) -> Figure | None:
    """Wrongful detentions of everyone in every variant with an estimate, the most first; None without any."""
    own = study.get("wrongly_held")
    found = [(each, opened(each).get("wrongly_held")) for each in stored]
    known = [(each, cell) for each, cell in found if cell.known]
    if not known or not own.known:
        return None
    middles = sorted(cell.median or 0.0 for _, cell in known)
    least, most = (numbers.prose_count(x) for x in (middles[0], middles[-1]))
    title = told.title(study, len(known), least, most, said(own, numbers.prose_count))
    shown = sorted([(study.summary, own), *known], key=lambda each: -(each[1].median or 0.0))
    names = [each.name for each, _ in shown]
    rows = tuple(_row(each, cell, told.label(each, names), each is study.summary) for each, cell in shown)
    caption = told.caption(study, study.summary.draws)
    ends = [x for _, cell in shown for x in (cell.lo, cell.median, cell.hi)]
    return of_rows(
        study,
        Rows("variants", rows, stretched(ends, 1.0), told.axis(study)),
        title,
        caption,
        told.alt(title),
        _table(
            study, caption, [(each, cell, row.label) for (each, cell), row in zip(shown, rows, strict=True)]
        ),
        quoting.of_years(study, f"{title}."),
    )


def _row(each: Summary, cell: Estimate, label: str, own: bool) -> Row:
    figures = said(cell, numbers.prose_count)
    tone = "sum" if own else "open" if each.proxy else "harm"
    name = told.as_it_stands(label) if own else label
    return Row(name, figures, cell.median, cell.lo, cell.hi, tone, more=f"{each.title}: {figures}.")


def _table(study: Study, caption: str, shown: Sequence[tuple[Summary, Estimate, str]]) -> Table:
    """The rows in their order, with titles; the CSV has every digit."""
    exact = []
    for each, _, label in shown:
        cell = each.measures["wrongly_held"].values["all"]
        exact.append((label, each.title, cell.median, cell.lo, cell.hi))
    return Table(
        id="variants-table",
        caption=proxied(study, caption),
        columns=tuple((head, i > 1) for i, head in enumerate(told.columns(study))),
        rows=tuple(
            (label, each.title, *(numbers.whole(x) for x in (cell.median, cell.lo, cell.hi)))
            for each, cell, label in shown
        ),
        notes=notes(study),
        emphasised=frozenset(i for i, (each, _, _) in enumerate(shown) if each is study.summary),
        exact=tuple(exact),
    )
