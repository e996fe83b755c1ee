"""Who bears it: one chart of intervals with switches for what is counted and for whom, each view in the order of its own values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.reports import tables
from simulator.reports.figures.figure import Figure, of_rows
from simulator.reports.figures.rows import Row, Rows
from simulator.reports.figures.scale import Named, Scale, stretched
from simulator.reports.language import bearing, numbers, quoting
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.sentences import DRAWS, higher
from simulator.reports.language.study import Estimate, Study
from simulator.reports.language.words import capital, held_point, marked, per_100k, within
from simulator.results.summary import Group


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a view counts. `luck`: whether a single year's luck is in it, so that it is of simulated years and not of draws."""

    id: str
    switch: str
    measure: str
    unit: str
    say: Callable[[float | None], str]
    luck: bool = False


@dataclass(frozen=True, slots=True)
class Whom:
    """Whose rows a view has."""

    id: str
    switch: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One setting of the switches, drawn."""

    quantity: str
    whom: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Who:
    """All views; the switches have a value of `quantities` and one of `whom`, and begin at the first of each.

    table: every view's figures side by side.
    """

    title: str
    quantities: tuple[Quantity, ...]
    whom: tuple[Whom, ...]
    views: tuple[View, ...]
    table: tables.Table


def who(study: Study) -> Who | None:
    """The chart; None if no group has an estimate."""
    quantities, whom = _quantities(study), _whom(study)
    title = tables.proxied(study, bearing.title(study))
    views = [
        View(quantity.id, chosen.id, figure)
        for quantity in quantities
        for chosen in whom
        if (figure := _view(study, quantity, chosen, title))
    ]
    drawn = {view.quantity for view in views}
    kept = tuple(each for each in quantities if each.id in drawn)
    return Who(title, kept, whom, tuple(views), tables.by_group(study)) if views else None


def _quantities(study: Study) -> tuple[Quantity, ...]:
    per, residents = per_100k(study), phrase("per 100,000 {residents}", residents=study.word("residents"))
    reference = within(study.reference)
    return (
        Quantity(
            "rate",
            per,
            "per_100k_encounters",
            phrase("wrongful detentions {per_100k}", per_100k=per),
            numbers.prose,
        ),
        Quantity(
            "number",
            phrase("number"),
            "wrongly_held",
            phrase("wrongful detentions {a_year}", a_year=study.period.in_one),
            numbers.prose_count,
            True,
        ),
        Quantity(
            "population",
            residents,
            "per_100k_residents",
            phrase("wrongful detentions {per_100k} {a_year}", per_100k=residents, a_year=study.period.in_one),
            numbers.prose,
        ),
        Quantity(
            "times",
            phrase("times {reference}", reference=reference),
            "ratio_to_reference",
            phrase("times the rate of {reference}", reference=reference),
            numbers.prose,
        ),
    )


def _whom(study: Study) -> tuple[Whom, ...]:
    """Every group, then the levels of each axis, where there is more than one axis."""
    found = [Whom("both", phrase("both"), (*tables.rollups(study), *study.cells))]
    axes: dict[str, list[Group]] = {}
    for group in study.groups:
        if group.axis is not None:
            axes.setdefault(group.axis, []).append(group)
    axes = {axis: levels for axis, levels in axes.items() if len(levels) > 1}
    if len(axes) < 2:
        return (Whom("both", phrase("groups"), found[0].groups),)
    if len(axes) > 2:
        found = [Whom("both", phrase("all groups"), found[0].groups)]
    return (
        *found,
        *(
            Whom(axis, given(axis.replace("-", " ")), (study.group("all"), *levels))
            for axis, levels in axes.items()
        ),
    )


def _view(study: Study, quantity: Quantity, whom: Whom, title: str) -> Figure | None:
    known = {g.id: cell for g in whom.groups if _drawn(cell := study.get(quantity.measure, g.id))}
    groups = [g for g in whom.groups if g.id in known]
    ratio = quantity.id == "times"
    if not groups or (ratio and all(g.id in ("all", study.reference.id) for g in groups)):
        return None
    sums = [g for g in groups if g.rollup and (whom.id == "both" or g.id == "all")]
    rest = [g for g in groups if g not in sums]
    if ratio:
        sums = [g for g in sums if g.id != "all"]
    rest.sort(key=lambda g: -(known[g.id].median or 0.0))
    shown = (*sums, *rest)
    if not shown:
        return None
    values = [x for c in (known[g.id] for g in shown) for x in (c.lo, c.median, c.hi)] + (
        [1.0] if ratio else []
    )
    scale: Scale = stretched(values, 1.0 if quantity.luck else 0.0)
    if ratio:
        scale = Named(scale, tuple((t, f"{numbers.short_tick(t)}×") for t, _ in scale.ticks()))
    rows = Rows(
        id=f"who-{quantity.id}-{whom.id}",
        rows=tuple(_row(study, g, known[g.id], quantity, g in sums) for g in shown),
        scale=scale,
        axis=quantity.unit,
        line=1.0 if ratio else None,
    )
    return of_rows(
        study,
        rows,
        title,
        _caption(study, quantity),
        _alt(study, rest, known, quantity),
        _table(study, rows.id, quantity, [(g, known[g.id]) for g in shown], len(sums)),
        _quote(study, quantity, [(g, known[g.id]) for g in shown]),
    )


def _table(
    study: Study, name: str, quantity: Quantity, shown: list[tuple[Group, Estimate]], sums: int
) -> tables.Table:
    """The view as a table in the order of its rows; its CSV has every digit."""
    say = numbers.whole if quantity.luck else numbers.rate
    every_digit = study.summary.measures[quantity.measure].values
    return tables.Table(
        id=f"{name}-table",
        caption=tables.proxied(study, bearing.view(study, quantity.unit)),
        columns=tuple(
            (head, i > 0) for i, head in enumerate(bearing.columns(quantity.unit, spread(study, quantity)))
        ),
        rows=tuple((marked(g), say(c.median), say(c.lo), say(c.hi)) for g, c in shown),
        notes=tables.notes(study, tuple(g for g, _ in shown)),
        emphasised=frozenset(range(sums)),
        exact=tuple((marked(g), c.median, c.lo, c.hi) for g, _ in shown for c in (every_digit[g.id],)),
    )


def _drawn(cell: Estimate) -> bool:
    return cell.known and cell.defined > 0


def _quote(study: Study, quantity: Quantity, shown: list[tuple[Group, Estimate]]) -> str:
    rows = [(marked(group), said(cell, quantity.say)) for group, cell in shown]
    return quoting.of_view(study, quantity.unit, spread(study, quantity), rows)


def spread(study: Study, quantity: Quantity) -> str:
    """What an interval is of: “simulated years”, or “draws of what is not known”."""
    return study.period.many if quantity.luck else phrase(DRAWS)


def said(cell: Estimate, say: Callable[[float | None], str]) -> str:
    """“46 (12–120)”; where all is 0 the average, which says that it is not never."""
    if cell.hi == 0 and cell.mean:
        return phrase("0 (mean {mean})", mean=numbers.prose(cell.mean))
    hi = "∞" if cell.hi == float("inf") else say(cell.hi)
    return f"{say(cell.median)} ({numbers.span(say(cell.lo), hi)})"


def _row(study: Study, group: Group, cell: Estimate, quantity: Quantity, whole: bool) -> Row:
    tone = (
        "sum"
        if whole
        else "open"
        if group.unmeasured
        else "ref"
        if group.id == study.reference.id
        else "harm"
    )
    between = numbers.between(quantity.say(cell.lo), quantity.say(cell.hi))
    more = phrase(
        "{group}: {number} {unit} in the middle, {range} in 9 of 10 {years}",
        group=given(group.label),
        number=quantity.say(cell.median),
        unit=quantity.unit,
        range=between,
        years=spread(study, quantity),
    )
    if quantity.id == "times" and group.id != study.reference.id:
        told = higher(study, cell)
        more += f"; {told}" if told else ""
    figures = (
        phrase("reference")
        if quantity.id == "times" and group.id == study.reference.id
        else said(cell, quantity.say)
    )
    return Row(marked(group), figures, cell.median, cell.lo, cell.hi, tone, cell.q17, cell.q83, f"{more}.")


def _caption(study: Study, quantity: Quantity) -> str:
    text = phrase(
        "{unit} ({held}). Mark: the middle; thick: 2 of 3 {years}; thin: 9 of 10.",
        unit=capital(quantity.unit),
        held=held_point(study),
        years=spread(study, quantity),
    )
    if study.unmeasured:
        text += f" {phrase('† and an open mark: the audits used have no figure for the group.')}"
    return f"{text} {phrase('Proxy.')}" if study.proxy else text


def _alt(study: Study, groups: list[Group], known: dict[str, Estimate], quantity: Quantity) -> str:
    if not groups:
        return phrase("Dot-and-interval chart of {unit}.", unit=quantity.unit)

    def one(group: Group) -> str:
        return f"{within(group)} {said(known[group.id], quantity.say)}"

    return phrase(
        "Dot-and-interval chart of {unit} ({held}), 9 in 10 {years} in brackets. Highest in the middle: {highest}. Lowest: "
        "{lowest}.",
        unit=quantity.unit,
        held=held_point(study),
        years=spread(study, quantity),
        highest=one(groups[0]),
        lowest=one(groups[-1]),
    )
