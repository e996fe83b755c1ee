"""How many rows of a set a scenario uses, which it does not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.evidence import CODED, Crosswalk, Library, Row, coverage, splits
from simulator.scenario import grammar

MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class RowsUsed:
    """`told`: how many rows; `pooled` and `not_used`: sentences' parts, empty where there is nothing to say."""

    told: str
    pooled: str = ""
    not_used: str = ""


def rows_of_audit(
    audit: str, crosswalk: str | None, scenario: grammar.Scenario, library: Library
) -> RowsUsed:
    """The rows of a differential's set: those that stand for groups, those pooled, and those left over."""
    rows = library.set(audit)
    walk = _walk(library, audit, crosswalk)
    axes = {axis: scenario.groups.axes[axis] for axis in CODED if axis in scenario.groups.axes}
    found = coverage(rows, axes, walk)
    several = sum(len(each) > 1 for each in found.own.values())
    several += sum(len(each) > 1 for (probe, mate), each in found.pairs.items() if probe <= mate)
    pooled = f"several rows pooled into one rate for {_count(several, 'cell')}" if several else ""
    return RowsUsed(_told(rows, found.unused, "published rate"), pooled, _left(found.unused, axes, walk))


def rows_of_table(block: object, path: str, scenario: grammar.Scenario, library: Library) -> RowsUsed:
    """The rows of a table's set: those of the scenario's groups, levels, sites or hours, and those left over."""
    dataset: str = block.dataset  # type: ignore[attr-defined]
    rows = library.set(dataset)
    everywhere = path in ("encounters.sites", "encounters.profile")
    named = scenario.groups.axes if isinstance(block, grammar.GroupTable) else {path.split(".")[-1]: []}
    axes = {axis: scenario.groups.axes[axis] for axis in named if axis in scenario.groups.axes}
    walk = _walk(library, dataset, None)
    unused = [row for row in rows if row.rate is None or not (everywhere or _stands(row, axes, walk))]
    return RowsUsed(_told(rows, unused, "row"), "", _left(unused, axes, walk))


def _walk(library: Library, dataset: str, crosswalk: str | None) -> Crosswalk:
    return library.crosswalk(crosswalk or library.source(dataset.split("/")[0]).crosswalk)


def _stands(row: Row, axes: dict[str, list[str]], walk: Crosswalk) -> bool:
    return all(axis in CODED and walk.to(axis, getattr(row, axis)) in levels for axis, levels in axes.items())


def _told(rows: Sequence[Row], unused: Sequence[Row], what: str) -> str:
    if not unused:
        return _count(len(rows), what)
    return f"{len(rows) - len(unused)} of {_count(len(rows), what)}"


def _left(unused: Sequence[Row], axes: dict[str, list[str]], walk: Crosswalk) -> str:
    reasons: dict[str, list[str]] = {}
    for row in unused:
        reasons.setdefault(_why(row, axes, walk), []).append(row.row)
    parts = []
    for why, names in reasons.items():
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        parts.append(f"{', '.join(names[:MOST_NAMED])}{more} ({why})")
    return f"not used: {'; '.join(parts)}" if parts else ""


def _why(row: Row, axes: dict[str, list[str]], walk: Crosswalk) -> str:
    if row.rate is None:
        return "without a number"
    for axis in axes:
        for name in (axis, f"{axis}_gallery"):
            label = getattr(row, name, "")
            if name in splits(row) and walk.to(axis, label) not in axes[axis]:
                return f"{label} is no group here"
    return "a total of rows that are, or less near to these groups"


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
