"""The tables: every figure in full, each with its interval, its marks and a CSV of its own rows."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from simulator.reports.language import covered, numbers
from simulator.reports.language.phrases import given, message, phrase
from simulator.reports.language.study import NOTHING, Estimate, Study, interval
from simulator.reports.language.words import (
    KINDS,
    PROXY_NOTE,
    as_proxy,
    capital,
    held_point,
    marked,
    of_expected,
    per_100k,
    spread_of,
    undefined_note,
)
from simulator.results.summary import Group


@dataclass(frozen=True, slots=True)
class Table:
    """`columns`: heading and whether it holds numbers; the first column heads its row. `emphasised`: rows in bold.

    exact: the same rows for the CSV where the page prints fewer digits; without it the CSV is what the page prints.
    """

    id: str
    caption: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    emphasised: frozenset[int] = frozenset()
    exact: tuple[tuple[str | float | None, ...], ...] = ()

    def csv(self) -> str:
        """The rows as CSV, with a first line of headings. Cells that a spreadsheet would run are made text."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([name for name, _ in self.columns])
        rows = self.exact or self.rows
        writer.writerows(
            [[harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
        )
        return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell[:1] in "=+-@\t\r" and not cell[1:2].isdigit() else cell


def notes(study: Study, groups: tuple[Group, ...] = (), undefined: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What the marks mean, only where they occur."""
    found = [phrase(PROXY_NOTE)] if study.proxy else []
    if flag := covered.flag_note((group.rates for group in groups), spread_of(study)):
        found.append(flag)
    return (*found, *covered.holds(groups), *undefined)


def proxied(study: Study, caption: str) -> str:
    """The caption, with the word proxy where the result is one."""
    return as_proxy(caption, study.proxy)


def count_span(cell: Estimate) -> str:
    """The interval of a count; where it is all zero, the mean says that it is not never."""
    if cell.hi == 0 and cell.mean:
        return phrase("0; mean {mean}", mean=numbers.rate(cell.mean))
    return numbers.span(numbers.whole(cell.lo), numbers.whole(cell.hi)) if cell.known else numbers.undefined()


def hours_span(cell: Estimate) -> str:
    """Hours, middle and interval: whole ones, or where they are few three figures, which a count would round to none."""
    few = cell.hi is not None and cell.hi < FEW_HOURS
    middle, between = (numbers.rate, rate_span) if few else (numbers.whole, count_span)
    return f"{middle(cell.median)} ({between(cell)})"


def rate_span(cell: Estimate) -> str:
    """The interval of a rate or ratio; where it is all zero, the mean says that it is not never."""
    if cell.hi == 0 and cell.mean:
        return phrase("0; mean {mean}", mean=numbers.rate(cell.mean))
    return numbers.span(numbers.rate(cell.lo), numbers.rate(cell.hi)) if cell.known else numbers.undefined()


def rollups(study: Study) -> tuple[Group, ...]:
    """The roll-ups worth a row: everyone, women, minorities and both, and the scenario's own."""
    first = ("all", "women", "minorities", "women_or_minorities")
    known = {group.id: group for group in study.groups if group.rollup}
    own = (group for group in known.values() if group.own)
    return (*(known[key] for key in first if key in known), *own)


def ordered(study: Study) -> tuple[Group, ...]:
    """The groups by median rate per encounter, the worst first; ties keep the scenario's order."""
    return tuple(sorted(study.cells, key=lambda g: -(study.get("per_100k_encounters", g.id).median or 0.0)))


def _undefined(study: Study, measure: str, groups: tuple[Group, ...]) -> tuple[str, ...]:
    noted = ((group, undefined_note(study.get(measure, group.id))) for group in groups)
    kept: dict[str, list[str]] = {}
    for group, note in noted:
        if note:
            kept.setdefault(note, []).append(given(group.label))
    return tuple(
        phrase("Ratio {note} ({groups}).", note=note, groups=", ".join(labels))
        if len(labels) < len(groups)
        else phrase("Ratio {note}.", note=note)
        for note, labels in kept.items()
    )


def by_group(study: Study) -> Table:
    """Who bears it: counts, rates and ratios side by side."""
    groups = (*rollups(study), *ordered(study))
    encounters = study.word("encounters")
    reference = given(study.reference.label)
    rows = []
    for group in groups:
        held, per = study.get("wrongly_held", group.id), study.get("per_100k_encounters", group.id)
        ratio, met = study.get("ratio_to_reference", group.id), study.get("encounters", group.id)
        is_reference = group.id == study.reference.id
        rows.append(
            (
                marked(group),
                numbers.whole(met.median),
                numbers.whole(held.median),
                count_span(held),
                numbers.rate(per.median),
                rate_span(per),
                phrase("reference") if is_reference else numbers.rate(ratio.median),
                EMPTY if is_reference else rate_span(ratio),
            )
        )
    return Table(
        id="by-group",
        caption=proxied(
            study,
            phrase(
                "Wrongful detentions {a_year} ({held}) by group",
                a_year=study.period.in_one,
                held=held_point(study),
            ),
        ),
        columns=(
            (phrase("Group"), False),
            (
                phrase(
                    "{encounters} {a_year}", encounters=encounters.capitalize(), a_year=study.period.in_one
                ),
                True,
            ),
            (phrase("Wrongful detentions {a_year}", a_year=study.period.in_one), True),
            (phrase("9 in 10 {years}", years=study.period.column), True),
            (capital(per_100k(study)), True),
            (phrase("9 in 10 {years}", years=study.period.column), True),
            (phrase("Ratio to {reference}", reference=reference), True),
            (phrase("9 in 10 {years}", years=study.period.column), True),
        ),
        rows=tuple(rows),
        notes=(
            of_expected(study),
            *((phrase(SEARCHED),) if study.harms_enrolled else ()),
            *notes(study, groups, _undefined(study, "ratio_to_reference", groups)),
        ),
        emphasised=frozenset(range(len(rollups(study)))),
    )


EMPTY = "—"
SEARCHED = message(
    "Searches are counted by the group of the person searched for, wrongful detentions by the group of the person enrolled."
)
FEW_HOURS = 10


def funnel(study: Study, group: str = "all") -> Table:
    """The path from the alert, stage by stage and kind by kind."""
    kinds = study.summary.funnel.kinds
    cells = study.summary.funnel.values.get(group, {})
    rows = []
    for position, stage in enumerate(study.stages):
        row = [f"{given(stage.label)} ({phrase(LIBERTY.get(stage.liberty, stage.liberty))})"]
        for kind in kinds:
            line = cells.get(kind) or ()
            cell = interval(line[position]) if position < len(line) else NOTHING
            row += [numbers.whole(cell.median), count_span(cell)]
        rows.append(tuple(row))
    columns: list[tuple[str, bool]] = [(phrase("Times the stage is reached"), False)]
    for kind in kinds:
        columns += [
            (phrase(KINDS.get(kind, kind)), True),
            (phrase("9 in 10 {years}", years=study.period.column), True),
        ]
    label = given(study.group(group).label)
    return Table(
        id="funnel",
        caption=proxied(
            study,
            phrase(
                "From alert to arrest, {group}: times a stage is reached {a_year}",
                group=label,
                a_year=study.period.in_one,
            ),
        ),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=notes(study),
    )


LIBERTY = {
    "free": message("the person does not notice"),
    "prolonged": message("the encounter is prolonged"),
    "held": message("the person is held"),
}
