"""The frequency tree: out of a year's encounters, how many take each branch, as boxes a reader can count with."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.reports.language import numbers
from simulator.reports.language.study import Estimate, Study, interval
from simulator.reports.language.words import KIND_MEANS, KINDS


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the tree: how many, in what interval, of what; `share` of the branch's first box, for its bar."""

    label: str
    middle: str
    span: str
    liberty: str
    share: float


@dataclass(frozen=True, slots=True)
class Branch:
    """One kind of alert on its way through the stages."""

    kind: str
    name: str
    means: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """Trunk (encounters, searches, alerts) and a branch for each kind of alert."""

    trunk: tuple[Node, ...]
    branches: tuple[Branch, ...]


def _node(label: str, cell: Estimate, liberty: str, top: float | None) -> Node:
    lo, hi = numbers.prose_count(cell.lo), numbers.prose_count(cell.hi)
    share = min(1.0, (cell.median or 0.0) / top) if top else 0.0
    return Node(label, numbers.prose_count(cell.median), numbers.span(lo, hi), liberty, round(100 * share, 1))


def tree(study: Study, group: str = "all") -> Tree | None:
    """The tree of one group; None if the summary has no funnel for it."""
    cells = study.summary.funnel.values.get(group)
    if not cells or not study.stages:
        return None
    trunk = [
        _node(label, cell, "free", None)
        for label, cell in (
            (study.word("encounters"), study.get("encounters", group)),
            ("faces searched", study.get("searches", group)),
            ("alerts", study.get("alerts", group)),
        )
        if cell.known
    ]
    branches = []
    for kind in study.summary.funnel.kinds:
        line = [interval(item) for item in cells.get(kind) or ()]
        if not line:
            continue
        top = line[0].median
        nodes = [
            _node(f"alerts. {stage.label}" if place == 0 else stage.label, cell, stage.liberty, top)
            for place, (stage, cell) in enumerate(zip(study.stages, line, strict=False))
        ]
        branches.append(Branch(kind, KINDS.get(kind, kind), KIND_MEANS.get(kind, ""), tuple(nodes)))
    return Tree(tuple(trunk), tuple(branches))
