"""Why: a tree of 100 wrongful detentions that adds up, and what makes one group's rate another's."""

from __future__ import annotations

from math import log

from simulator.reports.figures.figure import Figure, of_rows
from simulator.reports.figures.gap import TINY, factors, multiple, of, table
from simulator.reports.figures.rows import Row, Rows
from simulator.reports.figures.scale import Even, Named, stretched
from simulator.reports.figures.who import said
from simulator.reports.language import numbers, quoting
from simulator.reports.language.phrases import given, phrase, plural
from simulator.reports.language.study import Estimate, Study
from simulator.reports.language.words import CAUSES, capital, held_point, uncapital, within
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
        name = phrase(CAUSES.get(kind, kind))
        table_rows.append((name, phrase("all stages"), *_cells(cause.whole)))
        table_rows += [(name, _stage(study, stage), *_cells(end)) for stage, end in cause.ends.items()]
        if cause.whole.mean < LEAST:
            folded += 1
            continue
        rows.append(_row(capital(name), cause.whole, "sum", 0))
        if len(cause.ends) > 1:
            rows += [
                _row(phrase("ends at “{stage}”", stage=_stage(study, stage)), end, "harm", 1)
                for stage, end in cause.ends.items()
                if end.mean >= LEAST
            ]
            folded += sum(end.mean < LEAST for end in cause.ends.values())
    kind, cause = max(causes.items(), key=lambda each: each[1].whole.mean)
    title = phrase(
        "Of 100 wrongful detentions {number} ({range}) come of {cause}",
        number=numbers.per_hundred(cause.whole.mean),
        range=_span(cause.whole),
        cause=phrase(CAUSES.get(kind, kind)),
    )
    return of_rows(
        study,
        Rows("path-tree", tuple(rows), Even(100.0), phrase("of 100 wrongful detentions")),
        title,
        phrase(
            "Averages of the shares in each draw of what is not known, which add up to 100 before they are rounded ({held}); thin "
            "line: 9 of 10 draws.{rest}",
            held=held_point(study),
            rest=_folded(folded),
        ),
        phrase("Tree of 100 wrongful detentions as bars. {title}.", title=title),
        Table(
            id="path-table",
            caption=proxied(
                study, phrase("Of 100 wrongful detentions, by cause and by the stage where they end")
            ),
            columns=(
                (phrase("Cause"), False),
                (phrase("Ends at"), False),
                (phrase("Of 100"), True),
                (phrase("9 in 10 draws"), True),
                (phrase("Where draws with many weigh most"), True),
            ),
            rows=tuple(table_rows),
            notes=notes(study),
        ),
        quoting.of_draws(study, title),
    )


def _folded(count: int) -> str:
    """What the drawing leaves out."""
    if not count:
        return ""
    return " " + plural(
        count,
        "A branch with less than half of one in 100 is in the table alone.",
        "{number} branches with less than half of one in 100 are in the table alone.",
        number=count,
    )


def _stage(study: Study, stage_id: str) -> str:
    return next((given(stage.label) for stage in study.stages if stage.id == stage_id), stage_id)


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
        for place, (label, cell) in enumerate([(phrase("All factors together"), total), *known])
    )
    most = max(known, key=lambda each: abs(_log(each[1].median)))
    who = phrase("{group} and {reference}", group=within(group), reference=within(study.reference))
    per = phrase("per 100,000 {residents}", residents=study.word("residents"))
    title = _finding(who, total, *most)
    return of_rows(
        study,
        Rows(
            "gap-chart",
            rows,
            Named(scale, tuple((t, f"{numbers.short_tick(t)}×") for t, _ in scale.ticks())),
            phrase("times the rate of {reference}", reference=within(study.reference)),
            1.0,
        ),
        title,
        phrase(
            "Expected detentions after a false match {per_100k}, as a multiple of the reference group’s, taken apart. The factors "
            "multiply to the total in every draw; middles need not. Stale entries are not in it.",
            per_100k=per,
        ),
        phrase(
            "Interval plot of the factors behind false-match detentions {per_100k}, {groups}: total {number} times.",
            per_100k=per,
            groups=who,
            number=said(total, numbers.rate),
        ),
        table(study),
        phrase(
            "{finding} (false matches alone, {per_100k}; {held}; in brackets 9 of 10 draws of what is not known).",
            finding=title,
            per_100k=per,
            held=held_point(study),
        ),
    )


def _finding(who: str, total: Estimate, label: str, factor: Estimate) -> str:
    """Where the whole range lies on one side of 1, the largest factor; else that it does not."""
    part = phrase("{factor}, {number} times", factor=uncapital(label), number=said(factor, numbers.prose))
    whole = phrase("{number} times", number=said(total, numbers.prose))
    if (total.lo or 0.0) < 1 < (total.hi or 0.0):
        return phrase(
            "Between {groups} it is not settled who fares worse: {together} all together; the largest factor is {factor}",
            groups=who,
            together=whole,
            factor=part,
        )
    return phrase(
        "Between {groups} the largest factor is {factor}; all together {together}",
        groups=who,
        factor=part,
        together=whole,
    )


def _log(x: float | None) -> float:
    return log(x) if x else 0.0
