"""Each group's ratio to the reference group, probe × gallery, from an audit's printed matrix or rates.

The per-comparison rate of a probe from g against a gallery face from h is m[g,h] = ℓ · M[g,h] · A[g] · A[h]: a level ℓ, a
constant matrix M with M[ref,ref] = 1, and effects A drawn once a draw. A group's effect is the square root of the
product of its levels' effects, so it enters the group's row and column alike and its square scales the diagonal
(docs/method.md §1.3, §6.3, §6.9).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Cell = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Structure:
    """The additive model log m = α[first-axis pair] + δ·[different race] + (u_r + u_s)/2 fitted to measured cells."""

    base: dict[tuple[str, str], float]
    different: float
    effects: dict[str, float]

    def log_rate(self, probe: tuple[str, ...], gallery: tuple[str, ...]) -> float:
        """log m without the race effects of levels that were not measured (theirs are drawn)."""
        pair = _pair((probe, gallery))
        known = (self.effects.get(probe[-1], 0.0) + self.effects.get(gallery[-1], 0.0)) / 2
        return self.base[pair] + (self.different if probe[-1] != gallery[-1] else 0.0) + known


def pool(tables: list[dict[Cell, float]]) -> tuple[dict[Cell, float], float]:
    """Mean log rate of each cell over audits, and the between-audit standard deviation of a level's effect.

    The predictive standard deviation of a new product is s·√(1 + 1/K) with s pooled over the diagonal's cells
    (random effects; Higgins, Thompson & Spiegelhalter 2009, J. R. Stat. Soc. A 172(1), §4). One audit gives 0: its
    between-product spread is then the scenario's own assumption.
    """
    common = [
        cell for cell in tables[0] if all(cell in table for table in tables)
    ]  # in the file's order, not a set's
    mean = {cell: float(np.mean([table[cell] for table in tables])) for cell in common}
    if len(tables) == 1:
        return mean, 0.0
    diagonal = [cell for cell in common if cell[0] == cell[1]]
    variance = float(np.mean([np.var([table[cell] for table in tables], ddof=1) for cell in diagonal]))
    return mean, sqrt(variance * (1 + 1 / len(tables)))


def fit(cells: dict[Cell, float], reference_race: str) -> Structure:
    """Least squares for α, δ and the measured races' effects u (the reference race's is 0)."""
    pairs = sorted({_pair(cell) for cell in cells})
    races = sorted({level[-1] for cell in cells for level in cell} - {reference_race})
    design = np.zeros((len(cells), len(pairs) + 1 + len(races)))
    for i, (probe, gallery) in enumerate(cells):
        design[i, pairs.index(_pair((probe, gallery)))] = 1
        design[i, len(pairs)] = probe[-1] != gallery[-1]
        for race in (probe[-1], gallery[-1]):
            if race != reference_race:
                design[i, len(pairs) + 1 + races.index(race)] += 0.5
    solution = np.linalg.lstsq(design, np.array(list(cells.values())), rcond=None)[0]
    effects = {race: float(x) for race, x in zip(races, solution[len(pairs) + 1 :], strict=True)}
    base = {pair: float(x) for pair, x in zip(pairs, solution, strict=False)}
    return Structure(base, float(solution[len(pairs)]), {reference_race: 0.0, **effects})


def _pair(cell: Cell) -> tuple[str, str]:
    first, second = sorted((first_level(cell[0]), first_level(cell[1])))
    return first, second


def first_level(key: tuple[str, ...]) -> str:
    """The level of the first axis; where there is only one axis it is the last, and no other tells groups apart."""
    return key[0] if len(key) > 1 else ""


def matrix(
    groups: tuple[tuple[str, ...], ...], cells: dict[Cell, float], structure: Structure, reference: int
) -> Array:
    """(groups, groups) M: the cells, and the structure where an audit left a pair of groups out."""
    logs = np.array([[cells.get((g, h), structure.log_rate(g, h)) for h in groups] for g in groups])
    return np.asarray(np.exp(logs - logs[reference, reference]))


def reverse(m: Array) -> Array:
    """Every group's ratio on the diagonal turned upside down, cross-group contrasts kept: M[g,h]/√(M[g,g]M[h,h])²."""
    diagonal = np.diag(m)
    return np.asarray(m / np.outer(diagonal, diagonal))


def own_rates(per_search: dict[tuple[str, ...], float], cross_group: float) -> dict[tuple[str, ...], float]:
    """Rates of comparisons within each group, up to a common factor, from rates of whole searches.

    A search of g meets every group of the gallery: Λ[g] ∝ Σ_h c[h] m[g,h] with m[g,h] = √(r[g] r[h]), times `cross_group`
    between groups, and shares c taken as equal, since the audits at hand do not print their gallery. With s = √r and S the
    mean of s, s[g]·((1 − x)·s[g]/n + x·S) = Λ[g]: a quadratic in s[g] for a given S, repeated until S stands.

    Raises:
        ValueError: `cross_group` is not below 1, so that no group's own rate can be told from the others'.
    """
    if not 0 < cross_group < 1:
        raise ValueError(
            f"matcher.differential.cross_group: {cross_group:g} is not below 1, and rates of whole searches say nothing of a "
            "group's own then"
        )
    rate = -np.log1p(-np.array(list(per_search.values())))
    own = (1 - cross_group) / len(rate)
    root = np.sqrt(rate / rate.max())
    for _ in range(10_000):
        others = cross_group * root.mean()
        found = (np.sqrt(others**2 + 4 * own * rate / rate.max()) - others) / (2 * own)
        done = np.allclose(found, root, rtol=1e-12, atol=0)
        root = np.sqrt(found * root)  # half the step on the log scale: whole steps swing
        if done:
            return dict(zip(per_search, (float(x) ** 2 for x in root), strict=True))
    raise ArithmeticError("the groups' own rates did not converge")


def cells_from_rates(rates: dict[tuple[str, ...], float], cross_group: float) -> dict[Cell, float]:
    """A matrix from one rate per group: geometric mean of the two groups' rates, times `cross_group` off the diagonal.

    For audits that report no cross-group comparisons (and for proxies); the factor is the scenario's assumption.
    """
    cells: dict[Cell, float] = {}
    for g, h in combinations_with_replacement(sorted(rates), 2):
        value = (log(rates[g]) + log(rates[h])) / 2 + (0.0 if g == h else log(cross_group))
        cells[g, h] = cells[h, g] = value
    return cells
