"""From an audit's printed rows to the model's level and differential."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations, product
from math import exp, hypot, log, sqrt

import numpy as np
from numpy.typing import NDArray

from simulator.evidence import LABELS, Library, coverage
from simulator.model import differential as ratios
from simulator.model import unaudited
from simulator.model.laws import Bridged, Law, LogNormal, OneMore
from simulator.model.pooling import Pooled, pair_rate, pooled
from simulator.model.published import Differential, Level
from simulator.model.tables import Axes, crosswalk_of, median_of, times
from simulator.model.thresholds import at_threshold
from simulator.model.unknowns import ONE, Registry, Term, Terms
from simulator.scenario import grammar

Array = NDArray[np.float64]
Key = tuple[str, ...]
HIGHEST_FPIR = 0.99
"""Of a learned level: at 1 every search would match, and no per-comparison rate says how surely."""


def differential(spec: grammar.Differential, axes: Axes, reference: int, registry: Registry) -> Differential:
    """The differential of every pair of groups, with one drawn effect per measured and unmeasured level."""
    size = len(axes.groups)
    if spec.audit is None or spec.evened is not None:
        return Differential(np.ones((size, size)), Terms((ONE,) * size))
    audits = [spec.audit] if isinstance(spec.audit, str) else spec.audit
    tables = [audit_cells(registry.library, audit, axes.coded(), spec.crosswalk) for audit in audits]
    cells, between = ratios.pool([table for table, _ in tables])
    counted = tables[0][1] if len(tables) == 1 else {}
    keys = tuple(axes.key(group) for group in axes.groups)
    searched = all(row.metric == "fpir" for audit in audits for row in registry.library.set(audit))
    cells, cross = _with_cross(cells, spec, searched, registry)
    structure = ratios.fit(cells, keys[reference][-1])
    _fill_pairs(structure, keys, spec, registry)
    home = keys[reference][-1]
    everybody = {axis: list(LABELS[axis]) for axis in axes.coded()}
    measured = {audit: audit_cells(registry.library, audit, everybody, spec.crosswalk)[0] for audit in audits}
    unmeasured = unaudited.laws(spec, measured, between, home, registry.library)
    across = unaudited.across(spec.proxy, registry.library) if spec.proxy is not None else {}
    filled = unaudited.fill(cells, structure, keys, spec.unmeasured, home, across)
    matrix = ratios.matrix(keys, filled, structure, reference)
    effects = _effects(spec, "+".join(audits), between, unmeasured, counted, axes, reference, registry)
    if spec.reversed:
        matrix = ratios.reverse(matrix)
    return Differential(matrix, effects, cross)


def as_published(
    spec: grammar.Differential, axes: Axes, reference: int, registry: Registry
) -> Differential | None:
    """The audits' own differential where the scenario's turns it round or takes it away; None where it is that one."""
    if spec.evened is None and not spec.reversed:
        return None
    plain = spec.model_copy(update={"evened": None, "reversed": False})
    return differential(plain, axes, reference, registry)


def audit_cells(
    library: Library, dataset: str, coded: dict[str, list[str]], crosswalk: str | None
) -> tuple[dict[ratios.Cell, float], dict[Key, Pooled]]:
    """log rate of every cell of these levels that a set of rows covers, and what is not known of the groups' own where rows tell of it.

    A row without a gallery label compares a group with itself; which rows stand for which cell is `evidence.coverage`'s, and
    several of one cell are pooled. Rows with counts give their Jeffreys median, so that zero errors are never a zero rate.

    Raises:
        ValueError: rows of one cell cannot be pooled.
    """
    walk = library.crosswalk(crosswalk) if crosswalk else crosswalk_of(library, dataset)
    found = coverage(library.set(dataset), coded, walk)
    for clash in found.clashes:
        raise ValueError(f"{dataset}: {clash.first.row} and {clash.second.row}: {clash.rule}")
    own = {key: pooled(rows) for key, rows in found.own.items()}
    keys = list(product(*coded.values()))
    cells: dict[ratios.Cell, float] = {}
    for probe, gallery in product(keys, keys):
        if (probe, gallery) in found.pairs:
            cells[probe, gallery] = log(pair_rate(found.pairs[probe, gallery]))
        elif probe == gallery and probe in own:
            cells[probe, gallery] = log(own[probe].rate)
    return cells, {key: each for key, each in own.items() if each.law is not None}


def _with_cross(
    cells: dict[ratios.Cell, float], spec: grammar.Differential, searched: bool, registry: Registry
) -> tuple[dict[ratios.Cell, float], Term | None]:
    """Fill in cross-group cells where an audit has only each group's own rate; the factor is the scenario's.

    searched: the rates are of whole searches, in which faces of all groups take part.
    """
    if any(probe != gallery for probe, gallery in cells):
        return cells, None
    if spec.cross_group is None:
        raise ValueError("this audit has no cross-group comparisons: give matcher.differential.cross_group")
    cross = registry.term(spec.cross_group, "matcher.differential.cross_group")
    own = {probe: exp(value) for (probe, _), value in cells.items()}
    if searched:
        own = ratios.own_rates(own, median_of(cross, registry))
    return ratios.cells_from_rates(own, 1.0), cross


def _fill_pairs(
    structure: ratios.Structure, keys: tuple[Key, ...], spec: grammar.Differential, registry: Registry
) -> None:
    """Pairs of sexes an audit never compared: the mean of their own rates times the scenario's cross-group factor."""
    for first, second in combinations(sorted({ratios.first_level(key) for key in keys}), 2):
        if (first, second) in structure.base or (first, first) not in structure.base:
            continue
        if spec.cross_group is None:
            raise ValueError(
                f"matcher.differential: this audit never compares {first} with {second} faces; give cross_group"
            )
        factor = median_of(registry.term(spec.cross_group, "matcher.differential.cross_group"), registry)
        own = (structure.base[first, first] + structure.base[second, second]) / 2
        structure.base[first, second] = own + log(factor)


def _effects(
    spec: grammar.Differential,
    audit: str,
    between: float,
    unmeasured: Mapping[str, Bridged | OneMore],
    counted: dict[Key, Pooled],
    axes: Axes,
    reference: int,
    registry: Registry,
) -> Terms:
    """A² per group: the band of each measured level but the reference's, an unmeasured level's own effect, counts."""
    path = "matcher.differential"
    home = tuple(axes.audited(level) for level in axes.groups[reference].levels)
    # Audits disagree about whole groups, so each of a group's levels carries its part of that, band or no band; an axis that they do
    # not report takes no part away from those that they do.
    sigma = between / sqrt(len(axes.coded()) or 1)
    if spec.band is not None and spec.band.between is not None:
        sigma = hypot(sigma, LogNormal.between(*spec.band.between).sigma)
    band: Law | None = LogNormal(0.0, sigma) if sigma > 0 else None
    suffix = "#reversed" if spec.reversed else ""
    terms = []
    for group in axes.groups:
        parts = [ONE]
        for level in group.levels:
            if level in unmeasured:
                law = unmeasured[level].upside_down() if spec.reversed else unmeasured[level]
                at = f"{path}.unmeasured.{level}"
                row = registry.row(f"{audit}#{level}{suffix}", law, f"{level}, unmeasured", at)
                parts.append(Term(1.0, (row,)))
            elif band is not None and (own := axes.audited(level)) not in home:
                parts.append(
                    Term(
                        1.0,
                        (registry.row(f"{audit}#{own}", band, f"{own}, band", f"{path}.band#{own}"),),
                    )
                )
            borrowed = spec.borrow.get(level)
            if borrowed is not None and borrowed.spread is not None:
                parts.append(registry.term(borrowed.spread, f"{path}.borrow.{level}.spread"))
        known = counted.get(axes.key(group))
        if known is not None and known.law is not None:
            row = registry.row(known.identity, known.law, known.identity, f"{path}.audit")
            parts.append(Term(1 / known.law.median, (row,)))
        terms.append(times(*parts))
    return Terms(tuple(terms))


def level(spec: grammar.Level, axes: Axes, registry: Registry) -> Level:
    """The published level with the audience it was averaged over."""
    if spec.posterior is not None:
        return _learned_level(spec, spec.posterior, axes, registry)
    rate = registry.term(spec, "matcher.level")
    row = registry.library.row(spec.audit) if spec.audit is not None else None
    size = row.gallery_size if spec.gallery_size is None and row is not None else spec.gallery_size
    counted_at = size if row is None or row.counted_at is None else row.counted_at
    if spec.threshold is not None:
        rate = times(rate, at_threshold(spec, registry))
    probes = enrolled = _equal(axes, spec)
    if spec.group is not None:
        probes = np.array([float(group.id == spec.group) for group in axes.groups])
        enrolled = probes if spec.as_ == "fmr" else enrolled
    return Level(rate, spec.as_, size, counted_at, probes, enrolled)


def _learned_level(spec: grammar.Level, name: str, axes: Axes, registry: Registry) -> Level:
    """A level that a fit gives, at the watchlist it is wanted for or holds at; growth leads to this gallery from there."""
    fit = registry.library.fits[name.split("/")[0]]
    said = spec.at.watchlist_size if spec.at is not None else None
    size = said or fit.watchlist_size
    rate = replace(registry.learned(spec, "matcher.level", at_this_gallery=False), ceiling=HIGHEST_FPIR)
    everybody = _equal(axes, spec)
    return Level(rate, spec.as_, size, size, everybody, everybody)


def _equal(axes: Axes, spec: grammar.Level) -> Array:
    over = spec.probes.over if spec.probes else []
    chosen = np.array(
        [float(not over or any(level in over for level in group.levels)) for group in axes.groups]
    )
    return np.asarray(chosen / chosen.sum())
