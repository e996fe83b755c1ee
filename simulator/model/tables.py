"""Datasets of the evidence library and tables of the scenario as numbers on the scenario's own groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from simulator.evidence import CODED, Crosswalk, Library, Row
from simulator.model.exposure import Composition, GroupNumbers, JointShares, Unrecorded
from simulator.model.laws import Law, LogNormal
from simulator.model.unknowns import ONE, Registry, Term, Terms
from simulator.scenario.grammar import AxisTable, Encounters, Gallery, GroupTable
from simulator.scenario.grammar import Unrecorded as UnrecordedBlock
from simulator.scenario.groups import Group, select
from simulator.scenario.identity import identity_of
from simulator.scenario.quantities import Positive, Quantity

Array = NDArray[np.float64]


class Axes:
    """The scenario's axes and groups, and where each group stands on each axis."""

    def __init__(
        self,
        axes: dict[str, list[str]],
        groups: tuple[Group, ...],
        stands_for: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.axes = axes
        self.groups = groups
        self.stands_for = stands_for
        self._index = {axis: i for i, axis in enumerate(axes)}

    def level(self, group: Group, axis: str) -> str:
        """The group's level on an axis."""
        return group.levels[self._index[axis]]

    def key(self, group: Group) -> tuple[str, ...]:
        """The group's sex and race as audits report them, as far as the scenario has these axes."""
        return tuple(self.audited(self.level(group, axis)) for axis in CODED if axis in self.axes)

    def audited(self, level: str) -> str:
        """The level whose audited rate a level has: its own, or the wider group's that it borrows."""
        return self.stands_for.get(level, level)

    def coded(self) -> dict[str, list[str]]:
        """The levels that audits report, of the axes that they do."""
        return {
            axis: list(dict.fromkeys(map(self.audited, self.axes[axis])))
            for axis in CODED
            if axis in self.axes
        }

    def members(self, axis: str) -> Array:
        """(groups, levels) 1 where the group has the level."""
        levels = self.axes[axis]
        return np.array([[float(self.level(g, axis) == level) for level in levels] for g in self.groups])


def crosswalk_of(library: Library, dataset: str) -> Crosswalk:
    """The vocabulary of the source a dataset belongs to."""
    return library.crosswalk(library.source(dataset.split("/")[0]).crosswalk)


def row_level(row: Row, axis: str, crosswalk: Crosswalk) -> str | None:
    """Our level for a row's printed label on an axis; None where the source did not split or the label is left out."""
    label = row.sex if axis == "sex" else row.race
    return crosswalk.to(axis, label) if label else None


def axis_terms(table: AxisTable, axis: str, axes: Axes, registry: Registry, path: str) -> dict[str, Term]:
    """One term per level of an axis: published numbers, or the scenario's own with their doubt."""
    if table.dataset is not None:
        crosswalk = crosswalk_of(registry.library, table.dataset)
        sums: dict[str, float] = {}
        for row in registry.library.set(table.dataset):
            level = row_level(row, axis, crosswalk)
            if level is not None and row.rate is not None:
                sums[level] = sums.get(level, 0.0) + row.rate
        return {level: Term(sums[level]) for level in axes.axes[axis]}
    assert table.levels is not None
    return {level: registry.term(q, f"{path}.levels.{level}") for level, q in table.levels.items()}


def shares(
    tables: dict[str, AxisTable], axes: Axes, registry: Registry, path: str
) -> tuple[Array, Terms | None]:
    """(groups,) shares multiplied over axes at the median, and the drawn factors around them."""
    product, factors = np.ones(len(axes.groups)), [ONE] * len(axes.groups)
    for axis, table in tables.items():
        terms = axis_terms(table, axis, axes, registry, f"{path}.{axis}")
        medians = {level: median_of(term, registry) for level, term in terms.items()}
        total = sum(medians.values())
        for i, group in enumerate(axes.groups):
            level = axes.level(group, axis)
            product[i] *= medians[level] / total
            if terms[level].rows:
                factors[i] = times(
                    factors[i], Term(terms[level].constant / medians[level], terms[level].rows)
                )
    return product, Terms(tuple(factors)) if any(term.rows for term in factors) else None


def median_of(term: Term, registry: Registry) -> float:
    """The term with its unknowns at their medians."""
    value = term.constant
    for row in term.rows:
        value *= registry.unknowns[row].law.median
    return min(value, term.ceiling)


def times(*terms: Term) -> Term:
    """The product of terms."""
    constant = float(np.prod([term.constant for term in terms]))
    rows = tuple(row for term in terms for row in term.rows)
    return Term(constant, rows, factors=tuple(factor for term in terms for factor in term.factors))


def spread_law(quantity: Quantity) -> Law:
    """The law of a factor around 1 given as `between: [lo, hi]`."""
    assert quantity.between is not None
    return LogNormal.between(*quantity.between)


def level_factors(
    quantity: Positive | None, levels: Sequence[str], registry: Registry, path: str
) -> dict[str, Term]:
    """One drawn factor per level, each an unknown of its own: `<identity>#<level>`."""
    if quantity is None:
        return dict.fromkeys(levels, ONE)
    if quantity.between is None:
        return {level: registry.term(quantity, path) for level in levels}
    law, identity = spread_law(quantity), identity_of(path, quantity, registry.lineage)
    return {
        level: Term(1.0, (registry.row(f"{identity}#{level}", law, f"{path} ({level})", f"{path}#{level}"),))
        for level in levels
    }


def composition(gallery: Gallery, axes: Axes, registry: Registry) -> Composition:
    """The gallery's shares per group, by independence over the axes given, each level within its drawn factor."""
    product, drawn = shares(gallery.composition, axes, registry, "gallery.composition")
    factors = list(drawn.items) if drawn else [ONE] * len(axes.groups)
    for axis in gallery.composition if gallery.spread is not None else ():
        spread = level_factors(gallery.spread, axes.axes[axis], registry, "gallery.spread")
        factors = [times(f, spread[axes.level(g, axis)]) for f, g in zip(factors, axes.groups, strict=True)]
    return Composition(
        product / product.sum(), Terms(tuple(factors)) if any(f.rows for f in factors) else None
    )


def group_numbers(table: GroupTable, axes: Axes, registry: Registry, path: str) -> GroupNumbers:
    """Numbers per group of a table given as a dataset, per group, or as a total split by shares."""
    scale = registry.term(table.scale, f"{path}.scale") if table.scale else ONE
    if table.total is not None:
        assert table.shares is not None
        joint = _joint(table, axes, registry, path)
        return GroupNumbers(scale, None, registry.term(table.total, f"{path}.total"), joint)
    published = dataset_numbers(table.dataset, axes, registry.library) if table.dataset else {}
    numbers = Terms(tuple(_number(table, g, published, registry, path) for g in axes.groups))
    blocks = table.unrecorded if isinstance(table, Encounters) else {}
    unrecorded = tuple(_unrecorded(axis, block, axes, registry) for axis, block in blocks.items())
    return GroupNumbers(scale, numbers, None, None, unrecorded)


def _unrecorded(axis: str, block: UnrecordedBlock, axes: Axes, registry: Registry) -> Unrecorded:
    path = f"encounters.unrecorded.{axis}"
    factors = level_factors(block.tilt, axes.axes[axis], registry, f"{path}.tilt")
    others = [tuple(axes.level(g, other) for other in axes.axes if other != axis) for g in axes.groups]
    cells = list(dict.fromkeys(others))
    return Unrecorded(
        recorded=Terms(tuple(_recorded(block, g, registry, path) for g in axes.groups)),
        tilt=Terms(tuple(factors[axes.level(g, axis)] for g in axes.groups)),
        within=np.array([[float(each == cell) for cell in cells] for each in others]),
    )


def _recorded(block: UnrecordedBlock, group: Group, registry: Registry, path: str) -> Term:
    selector = select(block.by_group, group)
    return registry.term(block.by_group[selector], f"{path}.by_group.{selector}")


def _number(
    table: GroupTable, group: Group, published: dict[str, float], registry: Registry, path: str
) -> Term:
    if table.by_group is not None:
        try:
            selector = select(table.by_group, group)
            return registry.term(table.by_group[selector], f"{path}.by_group.{selector}")
        except KeyError:
            pass
    return Term(published[group.id])


def dataset_numbers(dataset: str, axes: Axes, library: Library) -> dict[str, float]:
    """The dataset's number for every group it reports in full (all the scenario's axes)."""
    crosswalk = crosswalk_of(library, dataset)
    sums: dict[tuple[str | None, ...], float] = {}
    for row in library.set(dataset):
        key = tuple(row_level(row, axis, crosswalk) for axis in axes.axes)
        if row.rate is not None:
            sums[key] = sums.get(key, 0.0) + row.rate
    return {g.id: sums[g.levels] for g in axes.groups if g.levels in sums}


def _joint(table: GroupTable, axes: Axes, registry: Registry, path: str) -> JointShares:
    assert table.shares is not None
    product, drawn = shares(table.shares, axes, registry, f"{path}.shares")
    last, association = list(axes.axes)[-1], None
    if table.association is not None and len(axes.axes) > 1:
        first = next(iter(axes.axes))
        baseline = axes.axes[first][-1]
        odds = level_factors(table.association, axes.axes[last], registry, f"{path}.association")
        factors = [
            ONE if axes.level(g, first) == baseline else odds[axes.level(g, last)] for g in axes.groups
        ]
        association = Terms(tuple(factors)) if any(f.rows for f in factors) else None
    return JointShares(product / product.sum(), association, axes.members(last), drawn)
