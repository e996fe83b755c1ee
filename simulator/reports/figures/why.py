"""Why: a tree of 100 wrongful detentions that adds up, and what makes one group's rate another's."""

from __future__ import annotations

from math import log

from simulator.reports.figures.figure import Figure, of_rows
from simulator.reports.figures.gap import TINY, factors, multiple, of, table
from simulator.reports.figures.rows import Row, Rows
from simulator.reports.figures.scale import Even, Named, stretched
from simulator.reports.figures.who import said
from simulator.reports.language import numbers, quoting
from simulator.reports.language.study import Estimate, Study
from simulator.reports.language.words import CAUSES, held_point, within
from simulator.reports.tables import Table, notes, proxied
from simulator.results.summary import Group, Share

LEAST = 0.005
"""Branches with a smaller share are folded."""


def tree(study: Study) -> Figure | None:
    """Of 100 wrongful detentions, what they came of and where they ended; None where there are no shares to tell."""
    causes = study.causes
    if not causes:
        return None
    rows, folded, table_rows = [], 0, []
    for kind, cause in sorted(causes.items(), key=lambda each: -each[1].whole.mean):
        name = CAUSES.get(kind, kind)
        table_rows.append((name, "all stages", *_cells(cause.whole)))
        table_rows += [(name, _stage(study, stage), *_cells(end)) for stage, end in cause.ends.items()]
        if cause.whole.mean < LEAST:
            folded += 1
            continue
        rows.append(_row(name[:1].upper() + name[1:], cause.whole, "sum", 0))
        if len(cause.ends) > 1:
            rows += [
                _row(f"ends at “{_stage(study, stage)}”", end, "harm", 1)
                for stage, end in cause.ends.items()
                if end.mean >= LEAST
            ]
            folded += sum(end.mean < LEAST for end in cause.ends.values())
    rest = (
        f" {_branches(folded)} with less than half of one in 100 {'is' if folded == 1 else 'are'} in the table alone."
        if folded
        else ""
    )
    kind, cause = max(causes.items(), key=lambda each: each[1].whole.mean)
    title = f"Of 100 wrongful detentions {numbers.per_hundred(cause.whole.mean)} ({_span(cause.whole)}) come of {CAUSES.get(kind, kind)}"
    return of_rows(
        study,
        Rows("path-tree", tuple(rows), Even(100.0), "of 100 wrongful detentions"),
        title,
        f"Averages of the shares in each draw of what is not known, which add up to 100 before they are rounded ({held_point(study)}); thin "
        f"line: 9 of 10 draws.{rest}",
        f"Tree of 100 wrongful detentions as bars. {title}.",
        Table(
            id="path-table",
            caption=proxied(study, "Of 100 wrongful detentions, by cause and by the stage where they end"),
            columns=(
                ("Cause", False),
                ("Ends at", False),
                ("Of 100", True),
                ("9 in 10 draws", True),
                ("Where draws with many weigh most", True),
            ),
            rows=tuple(table_rows),
            notes=notes(study),
        ),
        quoting.of_draws(study, title),
    )


def _branches(count: int) -> str:
    return "A branch" if count == 1 else f"{count} branches"


def _stage(study: Study, stage_id: str) -> str:
    return next((stage.label for stage in study.stages if stage.id == stage_id), stage_id)


def _row(label: str, share: Share, tone: str, depth: int) -> Row:
    told = f"{numbers.per_hundred(share.mean)} ({_span(share)})"
    return Row(
        label,
        told,
        100 * share.mean,
        100 * (share.lo or 0.0),
        100 * (share.hi or 0.0),
        tone,
        bar=True,
        depth=depth,
    )


def _span(share: Share) -> str:
    return numbers.span(numbers.per_hundred(share.lo), numbers.per_hundred(share.hi))


def _cells(share: Share) -> tuple[str, str, str]:
    return numbers.rate(100 * share.mean), _span(share), numbers.rate(100 * share.of_means)


def gap(study: Study, group: Group | None) -> Figure | None:
    """The factors of one group's ratio, largest first; None where the summary has no decomposition of it."""
    value = of(study, group)
    if group is None or value is None:
        return None
    parts = [(label, multiple(value.factors.get(name))) for name, label in factors(study)]
    known = [(label, cell) for label, cell in parts if cell.known and cell.median]
    total = multiple(value.total)
    if not known or not total.known:
        return None
    known.sort(key=lambda each: -(each[1].median or 0.0))
    cells = [total, *(cell for _, cell in known)]
    scale = stretched([x for c in cells for x in (c.lo, c.median, c.hi) if x and x > TINY] + [1.0])
    rows = tuple(
        Row(label, f"{said(cell, numbers.prose)}", cell.median, cell.lo, cell.hi, "harm" if place else "sum")
        for place, (label, cell) in enumerate([("All factors together", total), *known])
    )
    most = max(known, key=lambda each: abs(_log(each[1].median)))
    who = f"{within(group)} and {within(study.reference)}"
    per = f"per 100,000 {study.word('residents')}"
    title = _finding(who, total, *most)
    return of_rows(
        study,
        Rows(
            "gap-chart",
            rows,
            Named(scale, tuple((t, f"{numbers.short_tick(t)}×") for t, _ in scale.ticks())),
            f"times the rate of {within(study.reference)}",
            1.0,
        ),
        title,
        f"Expected detentions after a false match {per}, as a multiple of the reference group’s, taken apart. The factors multiply to the total in "
        "every draw; middles need not. Stale entries are not in it.",
        f"Interval plot of the factors behind false-match detentions {per}, {who}: total {said(total, numbers.rate)} times.",
        table(study),
        f"{title} ({per}; in brackets 9 of 10 draws of what is not known).",
    )


def _finding(who: str, total: Estimate, label: str, factor: Estimate) -> str:
    """Where the whole range lies on one side of 1, the largest factor; else that it does not."""
    part = f"{label[:1].lower()}{label[1:]}, {said(factor, numbers.prose)} times"
    whole = f"{said(total, numbers.prose)} times"
    if (total.lo or 0.0) < 1 < (total.hi or 0.0):
        return f"Between {who} it is not settled who fares worse: {whole} all together; the largest factor is {part}"
    return f"Between {who} the largest factor is {part}; all together {whole}"


def _log(x: float | None) -> float:
    return log(x) if x else 0.0
