"""What if: every place of the levers that was computed, drawn beside how things stand, and the grid as a table."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.reports.figures.figure import Figure, of_rows
from simulator.reports.figures.rows import Row, Rows
from simulator.reports.figures.scale import Scale, stretched
from simulator.reports.language import moving, numbers
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.study import Study
from simulator.reports.tables import Table, notes, proxied
from simulator.results.values import Interval
from simulator.results.what_if import Point, Setting, WhatIf


@dataclass(frozen=True, slots=True)
class Choice:
    """Levers that are moved together: one, or one of the pairs."""

    id: str
    label: str
    levers: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """Choices, and a figure for each computed place by the key that sliders make of their positions."""

    title: str
    choices: tuple[Choice, ...]
    points: tuple[tuple[str, Figure], ...]
    table: Table


def moves(study: Study) -> Moves | None:
    """None where the study did not ask."""
    found = _settled(study)
    if found is None or len(found.points) < 2:
        return None
    base = found.points[0]
    cells = [cell for point in found.points for cell in (point.held["all"], point.found) if cell]
    scale = stretched([x for cell in cells for x in (cell.lo, cell.median, cell.hi)], 1.0)
    title = proxied(study, moving.title(study, found))
    table = _table(study, found)
    drawn = tuple((key(point), _figure(study, found, base, point, scale, table)) for point in found.points)
    return Moves(title, _choices(found), drawn, table)


def _settled(study: Study) -> WhatIf | None:
    """The grid without digits that other draws would change: of each number the share that they would of the page's own."""
    found = study.summary.what_if
    if found is None:
        return None
    held, wanted = (_errors(study, measure) for measure in ("wrongly_held", "wanted_found"))
    points = [
        point.model_copy(
            update={
                "held": {group: _cut(cell, held) for group, cell in point.held.items()},
                "found": point.found and _cut(point.found, wanted),
            }
        )
        for point in found.points
    ]
    return found.model_copy(update={"points": tuple(points)})


Errors = tuple[float, float, float]
"""Shares of the middle and of both ends that other draws would change."""


def _errors(study: Study, measure: str) -> Errors:
    cell = study.summary.measures[measure].values["all"]
    pairs = ((cell.mc_error, cell.median), (cell.mc_lo, cell.lo), (cell.mc_hi, cell.hi))
    middle, lo, hi = ((error or 0.0) / value if value else 0.0 for error, value in pairs)
    return middle, lo, hi


def _cut(cell: Interval, errors: Errors) -> Interval:
    values = zip((cell.median, cell.lo, cell.hi), errors, strict=True)
    middle, lo, hi = (numbers.settled(value, share * (value or 0.0)) for value, share in values)
    return Interval(median=middle, lo=lo, hi=hi)


def key(point: Point) -> str:
    """“list:4,review:1”; empty as things stand."""
    return ",".join(f"{lever}:{place}" for lever, place in point.at.items())


def _choices(found: WhatIf) -> tuple[Choice, ...]:
    by_id = {lever.id: lever for lever in found.levers}
    single = [Choice(lever.id, given(lever.label), (lever,)) for lever in found.levers]
    both = [
        Choice(
            f"{one}-{other}",
            phrase(
                "{lever} and {other}",
                lever=given(by_id[one].label),
                other=given(by_id[other].label),
            ),
            (by_id[one], by_id[other]),
        )
        for one, other in found.pairs
    ]
    return (*single, *both)


def _figure(study: Study, found: WhatIf, base: Point, point: Point, scale: Scale, table: Table) -> Figure:
    there = (
        phrase("with {setting}", setting=moving.words(found, point)) if point.at else phrase("as it stands")
    )
    rows = [_row(phrase("Wrongly detained, as it stands"), base.held["all"], "sum")]
    if point.at:
        rows.append(
            _row(
                phrase("Wrongly detained, {setting}", setting=moving.words(found, point)),
                point.held["all"],
                "harm",
            )
        )
    if base.found and point.found:
        rows.append(_row(phrase("Wanted people found, as it stands"), base.found, "sum"))
        if point.at:
            rows.append(
                _row(
                    phrase("Wanted people found, {setting}", setting=moving.words(found, point)),
                    point.found,
                    "good",
                )
            )
    told = moving.sentence(study, found, base, point)
    name = f"what-{key(point).replace(':', '-').replace(',', '-')}" if point.at else "what-base"
    return of_rows(
        study,
        Rows(name, tuple(rows), scale, phrase("times {a_year}", a_year=study.period.in_one)),
        told.removesuffix("."),
        phrase(
            "Times {a_year}, {setting}: a run of its own on the same {draws} draws. Line: 9 of 10 {years}.",
            a_year=study.period.in_one,
            setting=there,
            draws=numbers.exact(found.draws),
            years=study.period.many,
        ),
        told,
        table,
        told,
    )


def _row(label: str, cell: Interval, tone: str) -> Row:
    return Row(label, moving.span(cell), cell.median, cell.lo, cell.hi, tone)


def _table(study: Study, found: WhatIf) -> Table:
    groups = [group for group in found.points[0].held if group != "all"]
    benefit = found.points[0].found is not None
    heads = [
        phrase("Wrongly detained {a_year}", a_year=study.period.in_one),
        *(given(study.group(g).label) for g in groups),
    ]
    heads += [phrase("Wanted people found")] if benefit else []
    rows = []
    for point in found.points:
        cells = [moving.span(point.held[group]) for group in ("all", *groups)]
        rows.append(
            (moving.words(found, point), *cells, *([moving.span(point.found)] if point.found else []))
        )
    return Table(
        id="what-table",
        caption=proxied(
            study,
            phrase(
                "Other settings, each a run of its own (9 in 10 {years} in brackets)",
                years=study.period.column,
            ),
        ),
        columns=((phrase("Setting"), False), *((head, True) for head in heads)),
        rows=tuple(rows),
        notes=notes(study),
        emphasised=frozenset({0}),
    )
