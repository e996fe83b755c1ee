"""What a table of deployments leaves open, what must be known of it, and the report that shows both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from simulator.records.deployments.table import TARGETS
from simulator.records.imports.deployments.rows import SUM, Read, Trouble
from simulator.records.imports.questions import many
from simulator.records.imports.report import Section, Table

NAMED = 5
"""So many lines of one trouble are named; the report has all."""


def questions(found: Read) -> Iterator[str]:
    """What only somebody who knows the force can answer."""
    asked = {each.text: each for _, header in found.headers for each in header.headings if each.could}
    for each in asked.values():
        said = f"--column {each.could[0]}='{each.text}'"
        yield f"What is {each.text!r}? It {each.why}: not read until {said}, or another role, says so."
    for (column, why), those in _by_why(found.emptied).items():
        yield f"{many(len(those), 'cell')} of {column} left empty, each {why}: {_lines(those)}."
    rows = [each for each in found.left_out if each.why != SUM]
    for (_, why), those in _by_why(rows).items():
        yield f"{many(len(those), 'row')} left out, each {why}: {_lines(those)}."
    for name in found.unread_sheets:
        yield f"{name} has no header of a table of deployments and was not read: is anything in it?"
    yield from _missing(found)


def _by_why(troubles: Sequence[Trouble]) -> dict[tuple[str, str], list[Trouble]]:
    told: dict[tuple[str, str], list[Trouble]] = {}
    for each in troubles:
        told.setdefault((each.column, each.why), []).append(each)
    return told


def _lines(those: Sequence[Trouble]) -> str:
    named = ", ".join(f"line {each.line} ({each.text!r})" for each in those[:NAMED])
    return f"{named} and {len(those) - NAMED} more" if len(those) > NAMED else named


def _missing(found: Read) -> Iterator[str]:
    """Columns that nobody filled, and what cannot be learned without them."""
    has = set(found.columns)
    if "force" not in has:
        yield "Whose deployments are these? Name the force for `fit` with --force-name, or two forces are taken for one."
    if "threshold" not in has:
        yield "At which threshold did each deployment run? Without it a change of the setting looks like a change of the street."
    if "watchlist_size" not in has:
        yield "How many people were on each watchlist? False alerts grow with it."
    if "faces_seen" not in has:
        yield "How many faces were seen? Without them nothing can be learned of rates."
    for name in TARGETS:
        if name not in has:
            yield f"How many {name.replace('_', ' ')} were there? Nothing can be told of them."
    if "alerts" in has and not {"true_alerts", "false_alerts"} & has:
        yield "How many of the alerts were the person? An alert that nobody checked is neither true nor false."
    if {"true_alerts", "false_alerts"} & has and "counting_rule" not in has:
        yield "Who decided that an alert was true, and did one person alerted twice count twice? Say it in a column counting_rule."
    if "algorithm" not in has:
        yield "Which software ran, and did it change? A new version is a new setting: a column algorithm."


def remarks(found: Read) -> Iterator[str]:
    """What was done on the way, in the order in which it is read."""
    if found.order_by:
        yield f"In dates the {found.order} stands first, for {found.order_by!r} can be read in no other way."
    for sheet, header in found.headers:
        above = [" ".join(filter(None, cells)) for _, cells in sheet.lines[: header.at]]
        if above:
            yield f"{sheet.named}: the header is on line {sheet.lines[header.at][0]}; above it stands {'; '.join(above)[:200]!r}, not read."
        estimated = [each.text for each in header.headings if each.role and each.estimated]
        if estimated:
            yield f"{', '.join(map(repr, estimated))}: an estimate by its own heading, read as a count."
    for note, n in found.notes.items():
        yield f"{many(n, 'cell')}: {note}."
    sums = [each for each in found.left_out if each.why == SUM]
    if sums:
        yield f"{many(len(sums), 'row')} left out as a sum of others: {', '.join(f'line {each.line}' for each in sums[:NAMED])}."


def sections(found: Read, asked: Sequence[str], known: Sequence[str]) -> tuple[Section, ...]:
    """The report: what was read as what, what is open, what must be known, and everything left empty or out."""
    first, last = (f(record["date"] for record in found.records) for f in (min, max))
    told = f"{many(len(found.records), 'deployment')}, {first} to {last}, of {many(len(found.headers), 'table')}."
    headings = tuple(
        (sheet.named, each.text, each.role or "not read", each.why)
        for sheet, header in found.headers
        for each in header.headings
        if each.text
    )
    filled = Counter(name for record in found.records for name in record)
    columns = tuple(
        (name, f"{filled[name]:,}", f"{len(found.records) - filled[name]:,}") for name in found.columns
    )
    parts = (
        Section("What was read", (told,)),
        Section("What only you can answer", (), tuple(asked)),
        Section("What must be known", (), tuple(known)),
        Section(
            "What each heading was read as",
            tables=(Table("Headings", ("table", "heading", "read as", "why"), headings),),
        ),
        Section(
            "How full it is",
            tables=(Table("Columns of deployments.csv", ("column", "filled", "empty"), columns, (1, 2)),),
        ),
        Section("Left out and left empty", tables=_troubles(found)),
    )
    return tuple(part for part in parts if part.texts or part.points or part.tables)


def _troubles(found: Read) -> tuple[Table, ...]:
    tables = []
    for caption, those in (("Rows left out", found.left_out), ("Cells left empty", found.emptied)):
        if those:
            rows = tuple((each.sheet, str(each.line), each.column, each.text, each.why) for each in those)
            tables.append(Table(caption, ("table", "line", "column", "says", "why"), rows, (1,)))
    return tuple(tables)
