"""Annexes D to G: every assumption, every other input, every source with its limits, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from simulator.reports import evidence
from simulator.reports.comparison import sharing
from simulator.reports.language import comparing
from simulator.reports.language.words import input_label
from simulator.reports.markdown import markdown_table
from simulator.reports.packet.source import Source
from simulator.reports.packet.words import line, table
from simulator.reports.tables import EMPTY
from simulator.results.summary import Input

ASSUMED = ("assumed", "proxy", "borrowed", "unmeasured")
"""Grades of inputs that nobody measured for this use: those the paper calls assumptions."""
MANY = 4
"""So many neighbours that say the same are told in one row."""
LISTED = 40
"""Two proposals that differ in more inputs are two deployments: the list would be both files over again."""
LONG = "They are too many to list here; comparison.md in the comparison’s folder has each with both values."
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


def assumptions(source: Source, letter: str) -> Iterator[str]:
    """Every input that is assumed, by proxy or unmeasured; the same one of several proposals once."""
    yield f"## Annex {letter}. Every assumption"
    heads = ("Input", "Value", "Its mark", "Why", "What it decides")
    yield _inputs(source, "Inputs assumed, by proxy or unmeasured", heads, assumed=True)


def other_inputs(source: Source, letter: str) -> Iterator[str]:
    """Every input with a source and every choice of the deployment; the same one of several proposals once."""
    yield f"## Annex {letter}. Every other input"
    heads = ("Input", "Value", "Grade", "Source, place, note", "What it decides")
    yield _inputs(source, "Inputs with a source, and the choices of the deployment", heads, assumed=False)


def _inputs(source: Source, caption: str, heads: tuple[str, ...], assumed: bool) -> str:
    merged: dict[Row, list[str]] = {}
    for name, study in source.pairs:
        for row in study.summary.inputs:
            if (row.grade in ASSUMED) is assumed:
                label = input_label(row.path, row.label or row.path)
                merged.setdefault((row.path, label, _cells(row)), []).append(name)
    if not merged:
        return "There is none."
    listed = [
        (path, label, (*cells, *(() if source.alone else (_names(source, names),))))
        for (path, label, cells), names in merged.items()
    ]
    return markdown_table(
        table("inputs", caption, (*heads, *(() if source.alone else ("Proposals",))), alike(listed))
    )


def _cells(row: Input) -> tuple[str, ...]:
    value = " ".join(filter(None, (row.text, row.unit)))
    base = (row.source or "").split("/", 1)[0]
    told = "; ".join(part for part in (base, row.locator, row.why) if part)
    fixed = "" if row.spread else ", held fixed"
    return value, f"{row.grade}{fixed}", told or EMPTY, row.drives or EMPTY


def sources(source: Source, letter: str) -> Iterator[str]:
    """The documents by id, with what each measured and its limits."""
    yield f"## Annex {letter}. The sources and their limits"
    found = {item.id: item for _, study in source.pairs for item in evidence.sources(study)}
    if not found:
        yield "No source is listed."
        return
    lines = []
    for _, item in sorted(found.items()):
        hand = f" Seen at {item.hand} hand." if item.hand else ""
        measured = f" What it measured: {line(item.measured)}." if item.measured else ""
        told = item.limits.replace(".; ", ". ")
        limits = f" Limits: {line(told)}" if told else ""
        link = f" <{item.url}>" if item.url else " No web address."
        lines.append(f"- **{line(item.id)}**: {line(item.title)}.{hand}{measured}{limits}{link}")
    yield "\n".join(lines)


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
        a, b = c.proposal(pair.a), c.proposal(pair.b)
        yield line(
            f"{a.title} and {b.title} differ in {len(pair.differs)} inputs. {sharing.sentence(c, pair)}"
        )
        if len(pair.differs) > LISTED:
            yield LONG
            continue
        for each in pair.differs:
            values = found.setdefault(each.path, (each.label, {}))[1]
            values[a.name], values[b.name] = each.a or EMPTY, each.b or EMPTY
    if not found:
        if not any(pair.differs for pair in c.pairs):
            yield comparing.ALIKE
        return
    listed = [
        (path, label, tuple(values.get(each.name, EMPTY) for each in c.proposals))
        for path, (label, values) in found.items()
    ]
    caption = "Inputs that are not the same in every proposal; — where a proposal has no such input"
    heads = ("Input", *(each.title for each in c.proposals))
    yield markdown_table(table("differs", caption, heads, alike(listed)))
