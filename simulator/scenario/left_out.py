"""People whom the scenario's tables count and no group of it holds: a label left out, or one that leads to no level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.evidence import Library, Row
from simulator.scenario import grammar
from simulator.scenario.groups import groups_of
from simulator.scenario.quantities import Quantity
from simulator.scenario.spans import span_of


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows of one label of a table. `table`: encounters, population or gallery; `number`: of them, in a year; None if unknown.

    shared_out: they are part of a total that was shared out among the groups there are.
    """

    table: str
    label: str
    number: float | None
    shared_out: bool
    why: str
    rows: tuple[str, ...]


def left_out(scenario: grammar.Scenario, library: Library) -> tuple[LeftOut, ...]:
    """Everybody left out of the encounters, the population and the gallery, in the order of the scenario and its evidence.

    A row that an entry of `groups.not_estimated` cites is told there.
    """
    told = {each.encounters.source or each.encounters.audit for each in scenario.groups.not_estimated}
    found = [
        *_of_table("encounters", scenario.encounters, scenario, library),
        *_of_table("population", scenario.population, scenario, library),
        *_of_shares(
            "gallery",
            scenario.gallery.composition,
            _middle(scenario.gallery.persons, library),
            library,
            scenario,
        ),
    ]
    return tuple(each for each in found if told.isdisjoint(each.rows))


def _of_table(
    name: str, table: grammar.GroupTable, scenario: grammar.Scenario, library: Library
) -> Iterator[LeftOut]:
    scale = _middle(table.scale, library) if table.scale is not None else 1.0
    if table.total is not None:
        total = _middle(table.total, library)
        whole = None if total is None or scale is None else total * scale
        yield from _of_shares(name, table.shares or {}, whole, library, scenario)
    elif table.dataset is not None:
        yield from _of_groups(name, table, table.dataset, scale, scenario, library)


def _of_groups(
    name: str,
    table: grammar.GroupTable,
    dataset: str,
    scale: float | None,
    scenario: grammar.Scenario,
    library: Library,
) -> Iterator[LeftOut]:
    """Rows split by every axis of which one label leads to no level; rows not split by an axis are sums of others."""
    axes = scenario.groups.axes
    cells = {group.levels for group in groups_of(scenario.groups)}
    outside: dict[str, list[Row]] = {}
    for row in library.set(dataset):
        printed = [row.sex if axis == "sex" else row.race if axis == "race" else "" for axis in axes]
        if row.rate is None or "" in printed or "all" in printed:
            continue
        levels = tuple(
            _level(library, dataset, axis, label) for axis, label in zip(axes, printed, strict=True)
        )
        if levels not in cells:
            lost = [p for p, axis, x in zip(printed, axes, levels, strict=True) if x not in axes[axis]]
            outside.setdefault(" ".join(lost), []).append(row)
    for label, rows in outside.items():
        number = None if scale is None else scale * sum(row.rate or 0.0 for row in rows)
        yield _told(name, label, number, False, table.left_out, dataset, rows, library)


def _of_shares(
    name: str,
    shares: dict[str, grammar.AxisTable],
    whole: float | None,
    library: Library,
    scenario: grammar.Scenario,
) -> Iterator[LeftOut]:
    for axis, table in shares.items():
        if table.dataset is None:
            continue
        rows = [row for row in library.set(table.dataset) if row.rate is not None]
        labels = {row.id: row.sex if axis == "sex" else row.race for row in rows}
        counted = sum(row.rate or 0.0 for row in rows if labels[row.id])
        outside: dict[str, list[Row]] = {}
        for row in rows:
            label = labels[row.id]
            if label and _level(library, table.dataset, axis, label) not in scenario.groups.axes.get(
                axis, ()
            ):
                outside.setdefault(label, []).append(row)
        for label, lost in outside.items():
            share = sum(row.rate or 0.0 for row in lost) / counted if counted else 0.0
            number = None if whole is None else whole * share
            yield _told(name, label, number, True, table.left_out, table.dataset, lost, library)


def _told(
    name: str,
    label: str,
    number: float | None,
    shared_out: bool,
    reasons: dict[str, str],
    dataset: str,
    rows: list[Row],
    library: Library,
) -> LeftOut:
    walk = library.crosswalk(library.source(dataset.split("/")[0]).crosswalk)
    entries = (walk.find(axis, label) for axis in ("sex", "race"))
    note = next((entry.note for entry in entries if entry is not None and entry.note), "")
    why = reasons.get(label) or note or f"no level of this scenario stands for this label of {dataset}"
    return LeftOut(name, label.replace("-", " "), number, shared_out, why, tuple(row.id for row in rows))


def _level(library: Library, dataset: str, axis: str, label: str) -> str | None:
    return library.crosswalk(library.source(dataset.split("/")[0]).crosswalk).to(axis, label)


def _middle(quantity: Quantity, library: Library) -> float | None:
    span = span_of(quantity, library.row)
    return None if span is None else span.middle
