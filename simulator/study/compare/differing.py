"""What differs between two proposals: their inputs as a reader meets them, and every other key but words."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.documents import Block, Plain, shown
from simulator.documents.names import dotted
from simulator.results.comparison import Differing
from simulator.study.compare.proposals import Proposal

WORDS = ("schema", "lineage", "title", "summary", "status", "cautions", "words", "measured_here")
"""Blocks of a scenario that change no number by themselves; a source measured here changes a grade, and that is told."""
REMARKS = ("note", "assumed", "why", "label")
PARTS = (
    "value", "count", "between", "range", "audit", "posterior", "source", "spread", "shared_as", "median", "p5", "p95", "uncertain",
    "dataset", "left_out", "servers", "over", "minimum",
)  # fmt: skip
"""Keys of which an input is made: what is told of the input tells them."""


def differs(a: Proposal, b: Proposal) -> tuple[Differing, ...]:
    """Each difference with its path and label, and how it stands in each; None where one proposal has no such input."""
    told = [
        {
            row.path: (row.label, f"{row.text} ({row.grade})", (row.text, row.source, row.grade))
            for row in each.rows
        }
        for each in (a, b)
    ]
    found = []
    for path in dict.fromkeys((*told[0], *told[1])):
        one, other = (rows.get(path) for rows in told)
        if one is not None and other is not None and one[2] == other[2]:
            continue
        label = one[0] if one is not None else other[0] if other is not None else path
        found.append(
            Differing(path=path, label=label, a=one[1] if one else None, b=other[1] if other else None)
        )
    return (*found, *_other_keys(a.loaded.resolved, b.loaded.resolved, {*told[0], *told[1]}))


def _other_keys(a: Block, b: Block, told: set[str]) -> Iterator[Differing]:
    """Keys that are no input of their own: an operating policy, a stage's liberty, who is searched."""
    one, other = (dict(leaves(each, (), each)) for each in (a, b))
    for path in dict.fromkeys((*one, *other)):
        if one.get(path) == other.get(path) or path.split(".")[0] in WORDS:
            continue
        *above, last = path.split(".")
        if last in REMARKS or input_of(path) in told:
            continue
        mine, theirs = (shown(each[path]) if path in each else None for each in (one, other))
        label = f"{'.'.join(above)} {last}".replace("_", " ").strip()
        yield Differing(path=path, label=label, a=mine, b=theirs)


def input_of(path: str) -> str:
    """The input that a key is part of."""
    parts = path.split(".")
    while len(parts) > 1 and parts[-1] in PARTS:
        parts.pop()
    return ".".join(parts)


def leaves(data: Plain, steps: tuple[str | int, ...], whole: Block) -> Iterator[tuple[str, Plain]]:
    """Every value that is no mapping, by its dotted path; stages go by their ids, other lists are one value."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*steps, key), whole)
    elif steps == ("pathway",) and isinstance(data, list):
        for i, stage in enumerate(data):
            yield from leaves(stage, (*steps, i), whole)
    else:
        yield dotted(steps, whole), data
