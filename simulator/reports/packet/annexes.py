"""Annexes D and E: every input that has a source, and the inputs in which proposals differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from simulator.reports.markdown import markdown_table
from simulator.reports.packet.source import Source
from simulator.reports.packet.words import graded, line, table
from simulator.reports.reading import Raw
from simulator.reports.tables import EMPTY
from simulator.reports.words import input_label

ASSUMED = ("assumed", "proxy", "unmeasured")
"""Grades that section 5 lists."""
MANY = 4
"""So many neighbours that say the same are told in one row."""
Row = tuple[str, str, tuple[str, ...]]


def alike(listed: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """Rows of (path, label, cells): many neighbours of one table that say the same become one row that names them."""
    rows = []
    for (parent, cells), found in groupby(listed, key=lambda each: (each[0].rpartition(".")[0], each[2])):
        members = list(found)
        if len(members) < MANY:
            rows += [(f"{label} ({path})", *cells) for path, label, _ in members]
            continue
        first, last = (members[at][0].rpartition(".")[2] for at in (0, -1))
        rows.append(
            (f"{members[0][1]}, and {len(members) - 1} more alike ({parent}: {first} to {last})", *cells)
        )
    return tuple(rows)


def other_inputs(source: Source, letter: str) -> Iterator[str]:
    """Every input with a source and every choice of the deployment; the same input of several proposals once."""
    yield f"## Annex {letter}. Every input that has a source, and the choices of the deployment"
    merged: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for name, study in source.pairs:
        for row in study.listed("inputs"):
            if row.get("grade") not in ASSUMED:
                path = str(row.get("path"))
                label = input_label(path, str(row.get("label") or path))
                merged.setdefault((path, label, _cells(row)), []).append(name)
    listed = [
        (path, label, (*cells, *(() if source.alone else (_names(source, names),))))
        for (path, label, cells), names in merged.items()
    ]
    heads = (
        "Input",
        "Value",
        "Grade and source",
        "What it decides",
        *(() if source.alone else ("Proposals",)),
    )
    yield markdown_table(table("inputs", "Inputs that are not assumed", heads, alike(listed)))


def _cells(row: Raw) -> tuple[str, ...]:
    value = " ".join(filter(None, (str(row.get("text") or ""), str(row.get("unit") or ""))))
    return (
        f"{value}{'' if row.get('spread') else ' (held fixed)'}",
        graded(row),
        str(row.get("drives") or EMPTY),
    )


def _names(source: Source, names: list[str]) -> str:
    return ", ".join(names) if len(names) < len(source.studies) else "all"


def what_differs(source: Source, letter: str) -> Iterator[str]:
    """The inputs in which proposals differ, a column a proposal; nothing for one run."""
    c = source.comparison
    if not c.pairs:
        return
    yield f"## Annex {letter}. What differs between the proposals"
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for pair in c.pairs:
        a, b = c.proposal(pair["a"]), c.proposal(pair["b"])
        yield line(
            f"{a.title} and {b.title} differ in {len(pair['differs'])} inputs and share {pair['shared_unknowns']} unknowns."
        )
        for each in pair["differs"]:
            values = found.setdefault(each["path"], (each["label"], {}))[1]
            values[a.name], values[b.name] = each["a"] or EMPTY, each["b"] or EMPTY
    if not found:
        yield "No input differs."
        return
    listed = [
        (path, label, tuple(values.get(each.name, EMPTY) for each in c.proposals))
        for path, (label, values) in found.items()
    ]
    caption = "Inputs that are not the same in every proposal; — where a proposal has no such input"
    heads = ("Input", *(each.title for each in c.proposals))
    yield markdown_table(table("differs", caption, heads, alike(listed)))
