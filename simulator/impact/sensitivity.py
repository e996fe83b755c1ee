"""Which unknowns drive the answer, what would tip it, and what knowing one would be worth.

All on closed-form expectations: no chance enters. Indices are of the logarithm of the measure where it is positive in
every draw, because a rate spread over orders of magnitude has its variance in its tail alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.impact.summary import Impact
from simulator.kernel.gathering import expect
from simulator.kernel.streams import stream

if TYPE_CHECKING:
    from simulator.model.compiled import Compiled

Array = NDArray[np.float64]

BASE = 1024
RESAMPLES = 200
BINS = 20
GRID = 201


@dataclass(frozen=True, slots=True)
class Index:
    """One unknown's part in the variance: alone (first order) and with all its interactions (total), 90 % intervals."""

    identity: str
    first: float
    first_interval: tuple[float, float]
    total: float
    total_interval: tuple[float, float]


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
    at_a, at_b = _evaluate(compiled, a, measure, selection), _evaluate(compiled, b, measure, selection)
    mixed = np.stack([_evaluate(compiled, each, measure, selection) for each in _mixtures(a, b)])
    if min(at_a.min(), at_b.min(), mixed.min()) > 0:
        at_a, at_b, mixed = np.log(at_a), np.log(at_b), np.log(mixed)
    rows = stream(seed, "sensitivity/bootstrap", 0).integers(0, base, (RESAMPLES, base))
    first, total = _indices(at_a, at_b, mixed)
    resampled = [_indices(at_a[row], at_b[row], mixed[:, row]) for row in rows]
    firsts, totals = (np.stack([pair[order] for pair in resampled]) for order in (0, 1))
    found = [
        Index(unknown.identity, float(first[i]), _ends(firsts[:, i]), float(total[i]), _ends(totals[:, i]))
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


def _evaluate(compiled: Compiled, values: Array, measure: str, selection: str) -> Array:
    return Impact(expect(compiled, values), compiled).expected_values(measure, selection)


def _indices(at_a: Array, at_b: Array, mixed: Array) -> tuple[Array, Array]:
    variance = np.var(np.concatenate([at_a, at_b]))
    if variance == 0:
        return np.zeros(len(mixed)), np.zeros(len(mixed))
    centred = at_b - np.mean(at_b)
    first = np.mean(centred * (mixed - at_a), axis=1) / variance
    total = np.mean((at_a - mixed) ** 2, axis=1) / (2 * variance)
    return first, total


def _ends(values: Array) -> tuple[float, float]:
    lo, hi = np.quantile(values, [0.05, 0.95])
    return float(lo), float(hi)


def resolving(impact: Impact, measure: str, selection: str) -> dict[str, dict[str, float]]:
    """What knowing one unknown exactly would be worth, from the draws at hand.

    Draws are sorted by the unknown and cut in `BINS` equal parts, within which it is as good as known. Per identity:
    `first`, the share of the variance of the expected measure it explains (log scale where positive), and `narrower`,
    by what share the 90 % interval of simulated years would shrink on average: as a ratio of its ends, one added to each so
    that an end may be zero; as a difference where an end is negative.
    """
    expected = impact.expected_values(measure, selection)
    simulated = impact.values(measure, selection)[: len(expected)]
    usable = np.flatnonzero(np.isfinite(expected) & np.isfinite(simulated))
    usable = usable[: len(usable) // BINS * BINS]
    found: dict[str, dict[str, float]] = {}
    if len(usable) < 10 * BINS:
        return found
    used = np.zeros(len(expected), bool)
    used[usable] = True
    with np.errstate(divide="ignore", invalid="ignore"):  # what is not used may be anything
        scale = np.log(expected) if np.all(expected[usable] > 0) else expected
    whole = np.quantile(simulated[usable], [0.05, 0.95])
    variance, size = float(scale[usable].var()), len(usable) // BINS
    for unknown, order in zip(impact.compiled.unknowns, impact.by_unknown, strict=True):
        order = order if len(usable) == len(order) else order[used[order]]
        parts = scale[order].reshape(BINS, size)
        noise = np.mean(parts.var(axis=1)) / size
        ends = np.quantile(simulated[order].reshape(BINS, size), [0.05, 0.95], axis=1).T
        found[unknown.identity] = {
            "first": max(float(parts.mean(axis=1).var() - noise) / variance, 0.0) if variance > 0 else 0.0,
            "narrower": _narrower(whole, ends),
        }
    return dict(sorted(found.items(), key=lambda item: -item[1]["first"]))


def _narrower(whole: Array, ends: Array) -> float:
    """Share by which intervals (parts, 2) are narrower on average than the whole (2,)."""
    if min(float(whole[0]), float(ends[:, 0].min())) >= 0:
        whole, ends = np.log1p(whole), np.log1p(ends)
    width = float(whole[1] - whole[0])
    return 1 - float(np.mean(ends[:, 1] - ends[:, 0])) / width if width > 0 else 0.0


def narrowing(compiled: Compiled, values: Array, measure: str, selection: str, known: Sequence[int]) -> float:
    """By what share the 90 % interval of the expected measure shrinks if some unknowns were known to be their medians.

    Together, so that inputs published together are valued together. Widths as in `resolving`; below zero where the interval
    widens.

    Args:
        values: (unknowns, draws). known: rows of `values`.
    """
    fixed = values.copy()
    fixed[list(known)] = compiled.medians()[list(known)]
    whole, less = (_evaluate(compiled, each, measure, selection) for each in (values, fixed))
    before, after = (np.quantile(each[np.isfinite(each)], [0.05, 0.95]) for each in (whole, less))
    return _narrower(before, after[None])


def tipping_points(
    compiled: Compiled, measure: str, selection: str, limit: float
) -> dict[str, dict[str, Any]]:
    """For each unknown, the values at which the expected measure crosses the limit, all others at their medians.

    Per identity: `values` where it crosses (none: it does not tip the answer by itself), the `quantiles` of those values
    in the unknown's own law, and the measure at the unknown's 5 % and 95 % quantiles (`low`, `high`).
    """
    u = np.linspace(0.001, 0.999, GRID)
    found: dict[str, dict[str, Any]] = {}
    for row, unknown in enumerate(compiled.unknowns):
        values = np.repeat(compiled.medians(), GRID + 2, axis=1)
        grid = np.concatenate([u, [0.05, 0.95]])
        values[row] = unknown.law.ppf(grid)
        at = _evaluate(compiled, values, measure, selection)
        line, level = at[:GRID] - limit, values[row, :GRID]
        crossing = np.flatnonzero(np.sign(line[:-1]) * np.sign(line[1:]) < 0)
        part = line[crossing] / (line[crossing] - line[crossing + 1])
        found[unknown.identity] = {
            "values": [float(x) for x in level[crossing] + part * (level[crossing + 1] - level[crossing])],
            "quantiles": [float(x) for x in u[crossing] + part * (u[crossing + 1] - u[crossing])],
            "low": float(at[GRID]),
            "high": float(at[GRID + 1]),
        }
    return found
