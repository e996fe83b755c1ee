"""Annexes D and E: every assumption in short, and every source with its limits. Reasons and other inputs stand in inputs.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from simulator.reports import evidence
from simulator.reports.language import packet as told
from simulator.reports.language.phrases import given, phrase
from simulator.reports.language.words import input_label
from simulator.reports.markdown import markdown_table
from simulator.reports.packet.source import Source
from simulator.reports.packet.words import line, table
from simulator.reports.tables import EMPTY
from simulator.results.summary import Input

ASSUMED = ("assumed", "proxy", "borrowed", "unmeasured")
"""Grades of inputs that nobody measured for this use: those the paper calls assumptions."""
MANY = 3
"""So many neighbours that say the same are told in one row."""
Row = tuple[str, str, tuple[str, ...]]


def alike(listed: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """Rows of (path, label, cells): many neighbours of one table that say the same become one row that names them."""
    rows = []
    for (_, cells), found in groupby(listed, key=lambda each: (each[0].rpartition(".")[0], each[2])):
        members = list(found)
        if len(members) < MANY:
            rows += [(label, *cells) for _, label, _ in members]
            continue
        first, last = members[0][1], members[-1][1]
        last = members[-1][0].rpartition(".")[2] if last == first else last
        label = phrase(told.MORE_ALIKE, first=first, number=len(members) - 1, last=last)
        rows.append((label, *cells))
    return tuple(rows)


def assumptions(source: Source) -> Iterator[str]:
    """Every input that is assumed, by proxy or unmeasured, with its value in each proposal."""
    yield f"## {phrase(told.ASSUMED)}"
    yield phrase(told.ASSUMPTIONS)
    found: dict[tuple[str, str], dict[str, str]] = {}
    for name, study in source.pairs:
        for row in study.summary.inputs:
            if row.grade in ASSUMED:
                label = input_label(row.path, row.label or row.path)
                found.setdefault((row.path, label), {})[name] = _value(row)
    listed = [
        (path, label, tuple(values.get(name, EMPTY) for name in source.studies))
        for (path, label), values in found.items()
    ]
    heads = (phrase(told.INPUT), *(each.short for each in source.comparison.proposals))
    yield markdown_table(table("assumed", phrase(told.EVERY_ASSUMPTION), heads, alike(listed)))


def _value(row: Input) -> str:
    value = " ".join(filter(None, (given(row.text), given(row.unit))))
    mark = "" if row.grade == "assumed" else f", {given(row.grade)}"
    return f"{value}{mark}" if row.spread else phrase(told.IS_HELD_FIXED, value=f"{value}{mark}")


def sources(source: Source) -> Iterator[str]:
    """The documents by id, with their limits."""
    yield f"## {phrase(told.SOURCES)}"
    found = {item.id: item for _, study in source.pairs for item in evidence.sources(study)}
    if not found:
        yield phrase(told.NO_SOURCE)
        return
    lines = []
    for _, item in sorted(found.items()):
        hand = f" {phrase(told.SEEN, hand=item.hand)}" if item.hand else ""
        limited = line(item.limits.replace(".; ", ". "))
        limits = f" {phrase(told.LIMITED, limits=limited)}" if item.limits else ""
        link = f" <{item.url}>" if item.url else f" {phrase(told.NO_ADDRESS)}"
        lines.append(f"- **{line(item.id)}**: {line(item.title)}.{hand}{limits}{link}")
    yield "\n".join(lines)
