"""What two proposals draw together and what apart, in words and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.reports.language.comparison import Comparison
from simulator.reports.language.words import joined
from simulator.reports.tables import Table
from simulator.results.comparison import Pair, Unknown

NAMED = 6
"""Unknowns named in a sentence; more are counted, and the table lists them."""
BY = {
    "name": "together: both files give it this name",
    "evidence": "together: both rest on this published figure",
    "lineage": "together: both files are of one lineage",
    "path": "together by its path alone: neither file declares a lineage",
}
OTHER_RANGE = "; another range, so at the same place of both"


def sentence(c: Comparison, pair: Pair) -> str:
    """How many unknowns are drawn together, which by their path alone, and which belong to one proposal."""
    found = pair.unknowns
    shared = found.shared
    parts = [f"Drawn together: {_count(len(shared))}."]
    other = [each for each in shared if not each.alike]
    if other:
        parts.append(f"Of them with another range in each: {_named(other)}.")
    alone = [each for each in shared if each.by == "path"]
    if alone:
        parts.append(f"Shared by their path alone, because neither file declares a lineage: {_named(alone)}.")
    for own, name in ((found.only_a, pair.a), (found.only_b, pair.b)):
        if own:
            parts.append(f"Only in “{c.proposal(name).title}”: {_named(own)}.")
    return " ".join(parts)


def _count(number: int) -> str:
    return f"{number} uncertain input{'' if number == 1 else 's'}"


def _named(unknowns: Sequence[Unknown]) -> str:
    if len(unknowns) > NAMED:
        return _count(len(unknowns))
    return joined([f"{each.label} ({each.path})" for each in unknowns])


def table(c: Comparison, pair: Pair) -> Table:
    """Every unknown of a pair: drawn together and why, or of one proposal only."""
    a, b = c.proposal(pair.a), c.proposal(pair.b)
    found = pair.unknowns
    rows = [
        (each.label, each.identity, BY[each.by] + ("" if each.alike else OTHER_RANGE))
        for each in found.shared
    ]
    for own, proposal in ((found.only_a, a), (found.only_b, b)):
        rows += [(each.label, each.identity, f"only in {proposal.title}") for each in own]
    return Table(
        id=f"unknowns-{a.name}-{b.name}",
        caption=f"Uncertain inputs of {a.title} and {b.title}: drawn together or apart",
        columns=(("Uncertain input", False), ("Its name", False), ("Drawn", False)),
        rows=tuple(rows),
    )
