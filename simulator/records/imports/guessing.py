"""Which layout a file is in: told by the columns that only one layout has, never by a file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from simulator.documents import Fault, Faults, did_you_mean
from simulator.records.imports.ages import AGE
from simulator.records.imports.layout import Choices, Header, Layout, first_of, has
from simulator.records.imports.layouts import KNOWN
from simulator.records.imports.layouts.plain import USUAL, along, axis_field, table_of
from simulator.records.imports.opening import Table

COUNTED = ("n", "count", "counts", "total", "stops", "number", "frequency", "freq")
DAYS = re.compile(r"date|day|year|month|time", re.IGNORECASE)
FEW = 12
"""A table of counts has few columns, one of them a number."""
PLAIN = "csv"


def layouts_of(tables: Sequence[Table], asked: str, choices: Choices) -> tuple[Layout, ...]:
    """Each table's layout: the one asked for, else the one its columns tell.

    Raises:
        Faults: a file is in another layout than was asked for, files are in different ones, or no layout fits; all at once.
    """
    found: list[Layout] = []
    faults: list[Fault] = []
    for table in tables:
        try:
            layout = _layout_of(table, asked, choices)
            found.append(_along(table, layout, choices))
        except Faults as wrong:
            faults += wrong.faults
    if not faults and len({layout.id for layout in found}) > 1:
        named = ", ".join(
            f"{table.path.name} is {layout.id}" for table, layout in zip(tables, found, strict=True)
        )
        rule = f"are in different layouts: {named}"
        faults.append(Fault("the files", 0, 0, "", "", rule, "import each layout by itself"))
    if faults:
        raise Faults(faults)
    return tuple(found)


def _layout_of(table: Table, asked: str, choices: Choices) -> Layout:
    header, named = table.columns, table.path.as_posix()
    fitting = [layout for layout in KNOWN.values() if layout.matches(header)]
    if len(fitting) > 1:  # DATE and date are two sources' columns
        fitting = [layout for layout in fitting if layout.spelled_in(table.header)] or fitting
    if asked in KNOWN:
        if KNOWN[asked] in fitting:
            return KNOWN[asked]
        raise Faults([_not_it(table, KNOWN[asked], fitting)])
    if asked == PLAIN or (not fitting and choices.columns):
        _refuse_counts(table)
        return table_of(header, choices, named)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        rule = f"could be {' or '.join(layout.id for layout in fitting)}"
        raise Faults([Fault(named, 1, 0, "", "", rule, "say which: --as NAME")])
    _refuse_counts(table)
    raise Faults([_no_layout(table)])


def _along(table: Table, layout: Layout, choices: Choices) -> Layout:
    """The layout with the axes that were asked for."""
    axis, column = choices.axis
    if axis:
        _must_have(table, "--by", column)
        layout = along(layout, axis, axis_field(axis, column, choices.bands))
    axis, column = choices.third
    if not axis:
        return layout
    column = column or (first_of(table.columns, layout.ages) if axis == AGE else "")
    if not column:
        rule = f"has no column of {axis} that its layout knows"
        raise Faults(
            [
                Fault(
                    table.path.as_posix(),
                    1,
                    0,
                    "--and",
                    axis,
                    rule,
                    f"name it: --and {axis}=COLUMN; {_listed(table)}",
                )
            ]
        )
    _must_have(table, "--and", column)
    return replace(layout, third=(axis_field(axis, column, choices.bands),))


def _must_have(table: Table, option: str, column: str) -> None:
    if column.lower() not in table.columns:
        hint = did_you_mean(column.lower(), table.columns) or _listed(table)
        raise Faults([Fault(table.path.as_posix(), 1, 0, option, column, "is no column of it", hint)])


def _not_it(table: Table, asked: Layout, fitting: Sequence[Layout]) -> Fault:
    nearest = min(asked.signatures, key=lambda names: sum(n.lower() not in table.columns for n in names))
    missing = [name for name in nearest if name.lower() not in table.columns]
    near = next((did_you_mean(name.lower(), table.columns) for name in missing), "")
    rule = f"is not in the layout {asked.id}: it has no column {' and no '.join(missing)}"
    hint = (
        f"its columns are those of {fitting[0].id}: --as {fitting[0].id}"
        if fitting
        else near or _listed(table)
    )
    return Fault(table.path.as_posix(), 1, 0, "--as", asked.id, rule, hint)


def _no_layout(table: Table) -> Fault:
    header: Header = table.columns
    for layout in KNOWN.values():
        if any(has(header, names) for names in layout.apart) and not any(
            n.startswith("subject") for n in header
        ):
            rule = f"is the table of {layout.id} that has stops and no persons"
            hint = f"give the one with a row a person; a table with dates is joined to it by {' or '.join(layout.stop)} first"
            return Fault(table.path.as_posix(), 1, 0, "", "", rule, hint)
    usual = [name for role in ("race", "sex") for name in USUAL[role] if name in header]
    rule = f"is in no layout known ({', '.join(KNOWN)})"
    if not usual:
        rule += f", and none of its {len(table.header)} columns is called race or sex"
    unnamed = [f"--column {role}=NAME" for role in ("race", "sex", "date") if not {*USUAL[role]} & {*header}]
    how = f" with {' '.join(unnamed)}" if unnamed else ""
    return Fault(table.path.as_posix(), 1, 0, "", "", rule, f"read it as --as csv{how}; {_listed(table)}")


def _refuse_counts(table: Table) -> None:
    """A table already counted has a number of stops in a row, which reading one row a stop would get wrong."""
    number = next((name for name in COUNTED if name in table.columns), None)
    by_day = any(DAYS.search(name) and name.lower() != "year" for name in table.header)
    if number is None or len(table.header) > FEW or by_day:
        return
    rule = f"looks already counted: its column {number} says how many, and an import counts one a row"
    hint = "write it as evidence (docs/evidence.md, rates.csv), or rename the column if each row is one stop"
    raise Faults([Fault(table.path.as_posix(), 1, table.columns[number] + 1, number, "", rule, hint)])


def _listed(table: Table) -> str:
    names = [name for name in table.header if name.strip()]
    return f"its columns are {', '.join(names[:40])}{', …' if len(names) > 40 else ''}"
