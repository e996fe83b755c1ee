"""Unknowns and their identities: one identity is one draw, wherever it is used and in every scenario compared.

A `Term` is a number of the model: a constant times the unknowns it names, read from the matrix of drawn values.
Drawing a shared unknown twice would quietly shrink every interval, so terms refer to rows, never to laws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from simulator.evidence import Library, Row
from simulator.model.fits import Factor, FitRows
from simulator.model.laws import Beta, GammaRate, Law, LogitNormal, LogNormal, Uniform
from simulator.model.moving import Held, identity_moved
from simulator.scenario.grammar import Gallery
from simulator.scenario.groups import Group, select
from simulator.scenario.identity import fit_identity, identity_of
from simulator.scenario.quantities import Probability, Quantity

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Unknown:
    """One uncertain number: drawn once a draw, from its own stream, named by its identity."""

    identity: str
    label: str
    law: Law
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """constant × Π unknowns[rows] × Π factors; `ceiling` keeps a probability with a spread at 1 or below."""

    constant: float
    rows: tuple[int, ...] = ()
    ceiling: float = np.inf
    factors: tuple[Factor, ...] = ()

    def of(self, values: Array) -> Array:
        """(draws,) values of this term; `values` is (unknowns, draws)."""
        result = np.full(values.shape[1], self.constant)
        for row in self.rows:
            result *= values[row]
        for factor in self.factors:
            result *= factor.of(values)
        return result if self.ceiling == np.inf else np.minimum(result, self.ceiling)


ONE = Term(1.0)


@dataclass(frozen=True, slots=True)
class Terms:
    """One term per group (or per level, stage, …); equal terms are computed once."""

    items: tuple[Term, ...]

    def of(self, values: Array) -> Array:
        """(draws, len(items)) values."""
        if len(set(self.items)) == 1:
            return np.repeat(self.items[0].of(values)[:, None], len(self.items), axis=1)
        return np.stack([item.of(values) for item in self.items], axis=1)


@dataclass(slots=True)
class Registry:
    """Collects unknowns while a scenario is compiled; the same identity always gets the same row.

    lineage: of the scenario, part of the identity of its own unknowns. moved: paths whose fixed numbers will be moved, each
    of which gets a row (`simulator.model.moving`). gallery: of the scenario, for rates that hold at its size.

    Raises ValueError if one identity is asked for with two different laws: that would be one name for two unknowns.
    """

    lineage: str
    library: Library
    moved: frozenset[str] = frozenset()
    gallery: Gallery | None = None
    unknowns: list[Unknown] = field(default_factory=list)
    _rows: dict[str, int] = field(default_factory=dict)
    _fits: dict[str, FitRows] = field(default_factory=dict)

    def row(self, identity: str, law: Law, label: str, path: str) -> int:
        """The row of this unknown in the matrix of values, registering it if it is new."""
        if identity not in self._rows:
            self._rows[identity] = len(self.unknowns)
            self.unknowns.append(Unknown(identity, label, law, (path,)))
            return self._rows[identity]
        at = self._rows[identity]
        known = self.unknowns[at]
        if known.law != law:
            raise ValueError(
                f"{path}: the unknown {identity!r} is already drawn from another law at {known.paths[0]}"
            )
        if path not in known.paths:
            self.unknowns[at] = Unknown(identity, known.label, law, (*known.paths, path))
        return at

    def term(self, quantity: Quantity, path: str) -> Term:
        """The term of a quantity that is not given by group."""
        ceiling = 1.0 if isinstance(quantity, Probability) else np.inf
        if quantity.posterior is not None:
            return replace(self.learned(quantity, path, at_this_gallery=True), ceiling=ceiling)
        constant, law = _law(quantity, self.library)
        rows: tuple[int, ...] = ()
        if quantity.value is not None and path in self.moved:
            rows += (self.row(identity_moved(path), Held(quantity.value), path, path),)
            constant = 1.0
        elif law is not None:
            rows += (self.row(identity_of(path, quantity, self.lineage), law, path, path),)
        if quantity.spread is not None:
            inner = self.term(quantity.spread, f"{path}.spread")
            constant, rows = constant * inner.constant, rows + inner.rows
        return Term(constant, rows, ceiling if len(rows) > 1 or (rows and constant != 1.0) else np.inf)

    def learned(self, quantity: Quantity, path: str, *, at_this_gallery: bool) -> Term:
        """The term of a quantity that a fit gives.

        Args:
            at_this_gallery: a rate is carried to the scenario's gallery unless it says to which; else it stays at the fit's.
        """
        name = quantity.fit
        assert name is not None
        if name not in self._fits:
            self._fits[name] = FitRows(name, self.library.fits[name], self.row)
        fit = self._fits[name]
        size = self.templates() if at_this_gallery and fit.grows(quantity) else None
        factors = fit.factors(quantity, path, size)
        widened = Term(1.0) if quantity.spread is None else self.term(quantity.spread, f"{path}.spread")
        return replace(widened, factors=(*factors, *widened.factors))

    def templates(self) -> Term:
        """Templates that a search is held against."""
        gallery = self.gallery
        assert gallery is not None
        if gallery.images is not None:
            return self.term(gallery.images, "gallery.images")
        return self.term(gallery.persons, "gallery.persons")

    def all(self) -> tuple[Unknown, ...]:
        """Every unknown registered; a fit's middle and members are known only when all its parameters in use are."""
        laws = {fit_identity(name): fit.law() for name, fit in self._fits.items()}
        return tuple(replace(each, law=laws.get(each.identity, each.law)) for each in self.unknowns)

    def by_group(self, quantity: Quantity, path: str, groups: tuple[Group, ...]) -> Terms:
        """One term per group, following `by_group` selectors: a group's id, then its levels (last axis first), then default."""
        if quantity.by_group is None:
            return Terms((self.term(quantity, path),) * len(groups))
        return Terms(tuple(self._selected(quantity.by_group, path, group) for group in groups))

    def _selected(self, table: Mapping[str, Quantity], path: str, group: Group) -> Term:
        selector = select(table, group)
        return self.term(table[selector], f"{path}.by_group.{selector}")


def _law(quantity: Quantity, library: Library) -> tuple[float, Law | None]:
    """(constant, law): a fixed number has no law; an uncertain one has constant 1."""
    if quantity.value is not None:
        return quantity.value, None
    if quantity.count is not None:
        return 1.0, Beta(*quantity.count)
    if quantity.range is not None:
        return 1.0, Uniform(*quantity.range)
    if quantity.between is not None:
        return 1.0, between(quantity, *quantity.between)
    assert quantity.audit is not None
    constant, law = row_law(library.row(quantity.audit), isinstance(quantity, Probability))
    return constant * (1.0 if quantity.times is None else quantity.times), law


def between(quantity: Quantity, lo: float, hi: float) -> Law:
    """The law of a 90 % interval in the quantity's dimension."""
    return LogitNormal.between(lo, hi) if isinstance(quantity, Probability) else LogNormal.between(lo, hi)


def row_law(row: Row, probability: bool) -> tuple[float, Law | None]:
    """The posterior of a published figure (docs/method.md §4.1).

    Counts x of n → Beta; a rate with x known and n not → Gamma(x+½)/x; an interval → logit- or log-normal; a census
    count or another figure without sampling error → fixed.
    """
    if probability and row.numerator is not None and row.denominator is not None:
        return 1.0, Beta(row.numerator, row.denominator)
    if row.value is not None and row.numerator and row.denominator is None:
        return 1.0, GammaRate(row.value, row.numerator)
    if row.lo is not None and row.hi is not None:
        return 1.0, (LogitNormal if probability else LogNormal).between(row.lo, row.hi)
    if row.value is None:
        raise ValueError(f"{row.id} has no value")
    return row.value, None
