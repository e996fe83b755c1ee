"""What two proposals draw together and what apart, in words and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.reports.language.comparison import Comparison
from simulator.reports.language.phrases import given, message, phrase, plural
from simulator.reports.language.words import joined
from simulator.reports.tables import Table
from simulator.results.comparison import Pair, Unknown

NAMED = 6
"""Unknowns named in a sentence; more are counted, and the table lists them."""
BY = {
    "name": message("together: both files give it this name"),
    "evidence": message("together: both rest on this published figure"),
    "lineage": message("together: both files are of one lineage"),
    "path": message("together by its path alone: neither file declares a lineage"),
}
OTHER_RANGE = message("; another range, so at the same place of both")


def sentence(c: Comparison, pair: Pair) -> str:
    """How many unknowns are drawn together, which by their path alone, and which belong to one proposal."""
    found = pair.unknowns
    shared = found.shared
    parts = [phrase("Drawn together: {inputs}.", inputs=_count(len(shared)))]
    other = [each for each in shared if not each.alike]
    if other:
        parts.append(phrase("Of them with another range in each: {inputs}.", inputs=_named(other)))
    alone = [each for each in shared if each.by == "path"]
    if alone:
        parts.append(
            phrase(
                "Shared by their path alone, because neither file declares a lineage: {inputs}.",
                inputs=_named(alone),
            )
        )
    for own, name in ((found.only_a, pair.a), (found.only_b, pair.b)):
        if own:
            parts.append(
                phrase("Only in “{proposal}”: {inputs}.", proposal=c.proposal(name).title, inputs=_named(own))
            )
    return " ".join(parts)


def _count(number: int) -> str:
    return plural(number, "{number} uncertain input", "{number} uncertain inputs", number=number)


def _named(unknowns: Sequence[Unknown]) -> str:
    if len(unknowns) > NAMED:
        return _count(len(unknowns))
    return joined([f"{given(each.label)} ({each.path})" for each in unknowns])


def table(c: Comparison, pair: Pair) -> Table:
    """Every unknown of a pair: drawn together and why, or of one proposal only."""
    a, b = c.proposal(pair.a), c.proposal(pair.b)
    found = pair.unknowns
    rows = [
        (given(each.label), each.identity, phrase(BY[each.by]) + ("" if each.alike else phrase(OTHER_RANGE)))
        for each in found.shared
    ]
    for own, proposal in ((found.only_a, a), (found.only_b, b)):
        rows += [
            (given(each.label), each.identity, phrase("only in {proposal}", proposal=proposal.title))
            for each in own
        ]
    return Table(
        id=f"unknowns-{a.name}-{b.name}",
        caption=phrase(
            "Uncertain inputs of {first} and {second}: drawn together or apart",
            first=a.title,
            second=b.title,
        ),
        columns=((phrase("Uncertain input"), False), (phrase("Its name"), False), (phrase("Drawn"), False)),
        rows=tuple(rows),
    )
