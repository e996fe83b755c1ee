"""Sobol indices of the unknowns (docs/method.md §4.5).

Indices are of the logarithm of the measure where it is positive in every draw, because a rate spread over orders of
magnitude has its variance in its tail alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.impact.summary import expected_at
from simulator.kernel.streams import stream
from simulator.quantiles import HIGH, LOW, quantiles
from simulator.results.remedies import Index

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]

BASE = 1024
RESAMPLES = 200


def sobol(compiled: Compiled, measure: str, selection: str, seed: int, base: int = BASE) -> list[Index]:
    """First-order and total Sobol indices of every unknown, largest total first.

    Saltelli's design with two scrambled Sobol' sequences A and B and one matrix A_B(i) per unknown, base × (unknowns + 2)
    evaluations. First order after Saltelli et al. 2010 (Comput. Phys. Commun. 181, Table 2, b), total after Jansen
    1999 (ibid., f); intervals by bootstrap over rows.

    Args:
        base: rows of A, a power of two.
    """
    from scipy.stats.qmc import Sobol

    count = len(compiled.unknowns)
    if count == 0:
        return []
    points = Sobol(2 * count, rng=stream(seed, "sensitivity/design", 0)).random(base).T
    points = np.clip(points, 1e-6, 1 - 1e-6)
    a, b = _values(compiled, points[:count]), _values(compiled, points[count:])
    at_a, at_b = expected_at(compiled, a, measure, selection), expected_at(compiled, b, measure, selection)
    mixed = np.stack([expected_at(compiled, each, measure, selection) for each in _mixtures(a, b)])
    if min(at_a.min(), at_b.min(), mixed.min()) > 0:
        at_a, at_b, mixed = np.log(at_a), np.log(at_b), np.log(mixed)
    rows = stream(seed, "sensitivity/bootstrap", 0).integers(0, base, (RESAMPLES, base))
    first, total = indices(at_a, at_b, mixed)
    resampled = [indices(at_a[row], at_b[row], mixed[:, row]) for row in rows]
    firsts, totals = (np.stack([pair[order] for pair in resampled]) for order in (0, 1))
    found = [
        Index(
            identity=unknown.identity,
            first=float(first[i]),
            first_interval=_ends(firsts[:, i]),
            total=float(total[i]),
            total_interval=_ends(totals[:, i]),
        )
        for i, unknown in enumerate(compiled.unknowns)
    ]
    return sorted(found, key=lambda index: -index.total)


def _values(compiled: Compiled, quantiles: Array) -> Array:
    return np.stack([unknown.law.ppf(u) for unknown, u in zip(compiled.unknowns, quantiles, strict=True)])


def _mixtures(a: Array, b: Array) -> Iterator[Array]:
    """A with one unknown's row from B."""
    for i in range(len(a)):
        mixed = a.copy()
        mixed[i] = b[i]
        yield mixed


def indices(at_a: Array, at_b: Array, mixed: Array) -> tuple[Array, Array]:
    """First-order and total indices, (unknowns,) each.

    Args:
        at_a, at_b: (rows,) the measure at A and at B. mixed: (unknowns, rows) at A with one unknown from B.
    """
    variance = np.var(np.concatenate([at_a, at_b]))
    if variance == 0:
        return np.zeros(len(mixed)), np.zeros(len(mixed))
    centred = at_b - np.mean(at_b)
    first = np.mean(centred * (mixed - at_a), axis=1) / variance
    total = np.mean((at_a - mixed) ** 2, axis=1) / (2 * variance)
    return first, total


def _ends(values: Array) -> tuple[float, float]:
    lo, hi = quantiles(values, (LOW, HIGH)).tolist()
    return lo, hi
