"""How sure: chance inside the whole interval, and the five unknowns that make most of its width."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.reports.figures.figure import Figure, of_rows
from simulator.reports.figures.rows import Row, Rows
from simulator.reports.figures.scale import Even, stretched
from simulator.reports.language import numbers, quoting
from simulator.reports.language.phrases import given, phrase, plural
from simulator.reports.language.sentences import doubts as told_doubts
from simulator.reports.language.study import Study
from simulator.reports.language.words import capital, held_point, named, readable
from simulator.reports.tables import Table, notes, proxied
from simulator.results.summary import Driver

SHOWN = 5


def doubts(study: Study) -> Figure | None:
    """One bar for everybody: thick what chance alone does, thin what not knowing makes of it."""
    cell = study.get("wrongly_held")
    if not cell.known or cell.chance is None or cell.audit is None:
        return None
    chance = (max(cell.chance[0], 0.0), cell.chance[1])
    say = numbers.prose_count
    whole, luck = numbers.span(say(cell.lo), say(cell.hi)), numbers.span(say(chance[0]), say(chance[1]))
    row = Row(phrase("Everyone"), whole, cell.median, cell.lo, cell.hi, "harm", *chance)
    unit = phrase("wrongful detentions {a_year}", a_year=study.period.in_one)
    title = phrase("Chance alone gives {luck}; not knowing widens it to {whole}", luck=luck, whole=whole)
    spans = (
        (phrase("Chance alone"), chance),
        (phrase("Not knowing the rates"), cell.audit),
        (phrase("Both together"), (cell.lo, cell.hi)),
    )
    return of_rows(
        study,
        Rows("doubts", (row,), stretched([cell.lo, cell.median, cell.hi, *chance], 1.0), unit),
        title,
        phrase(
            "{unit} ({held}). Thick: 9 of 10 {years} if all rates were known, chance alone. Thin: 9 of 10 with what is not known "
            "as well.",
            unit=capital(unit),
            held=held_point(study),
            years=study.period.many,
        ),
        phrase(
            "Interval bar of {unit}: chance alone {luck} inside both together {whole}.",
            unit=unit,
            luck=luck,
            whole=whole,
        ),
        Table(
            id="doubts-table",
            caption=proxied(
                study,
                phrase(
                    "Wrongful detentions {a_year}: 9-in-10 intervals by kind of doubt",
                    a_year=study.period.in_one,
                ),
            ),
            columns=((phrase("Doubt"), False), (phrase("Low"), True), (phrase("High"), True)),
            rows=tuple(
                (name, numbers.whole(max(lo or 0.0, 0.0)), numbers.whole(hi)) for name, (lo, hi) in spans
            ),
            notes=notes(study),
        ),
        quoting.of_years(study, told_doubts(study, fixed=False)),
    )


def drivers(study: Study) -> Figure | None:
    """The unknowns with the largest shares of the spread; None without a sensitivity analysis."""
    found = study.drivers
    if not found or found[0].first <= 0:
        return None
    shown = [each for each in found[:SHOWN] if each.first > 0]
    rows = tuple(
        Row(
            f"{capital(named(each))} ({readable(each.grade)})",
            numbers.percent(each.first),
            100 * each.first,
            100 * each.first,
            100 * each.first,
            "open" if each.grade in ("assumed", "unmeasured") else "harm",
            bar=True,
        )
        for each in shown
    )
    top = max(100 * shown[0].first * 1.15, 1.0)
    title = phrase(
        "{share} of the spread is one unknown, “{input}” ({grade})",
        share=numbers.percent(shown[0].first),
        input=named(shown[0]),
        grade=readable(shown[0].grade),
    )
    return of_rows(
        study,
        Rows("drivers", rows, Even(top, " %"), phrase("share of the spread")),
        title,
        phrase(
            "Share of the spread that would go, on average, if this input were known: the {shown} largest of {all}. Open marks: "
            "assumed, or measured by nobody.",
            shown=len(shown),
            all=len(found),
        ),
        phrase("Bars of each input’s share of the spread of wrongful detentions. {title}.", title=title),
        Table(
            id="drivers-table",
            caption=proxied(
                study, phrase("Each uncertain input’s share of the spread of wrongful detentions")
            ),
            columns=(
                (phrase("Input"), False),
                (phrase("Evidence"), False),
                (phrase("Share of the spread"), True),
                (phrase("Interval narrower by"), True),
            ),
            rows=tuple(line for each in found for line in _lines(each)),
            notes=notes(study),
        ),
        quoting.of_spread(study, shown[0]),
    )


def _lines(unknown: Driver) -> Iterator[tuple[str, ...]]:
    """An input's line, and below a fit's those of its parameters, which were learned together."""
    rows = (
        plural(unknown.rows, ", {rows} row", ", {rows} rows", rows=numbers.whole(unknown.rows))
        if unknown.rows
        else ""
    )
    yield (
        f"{named(unknown)}{rows}",
        given(unknown.grade),
        numbers.percent(max(0.0, unknown.first)),
        numbers.percent(max(0.0, unknown.narrower)),
    )
    for name, share in unknown.members.items():
        part = phrase("– of which {name} (correlated, do not add)", name=given(name))
        yield part, given(unknown.grade), numbers.percent(share), numbers.percent(None)
