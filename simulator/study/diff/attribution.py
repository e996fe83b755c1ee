"""How much of the move each unit explains: Shapley's value over all orders where units are few, else each swapped in by itself.

With v(S) the headline of the old study with the units S swapped, Shapley's value of i is the average of v(S ∪ i) − v(S) over all
orders in which units can be swapped (Shapley 1953; Song, Nelson & Staum 2016, SIAM/ASA J. Uncertain. Quantif. 4(1)); they add up to
v(all) − v(none). Where units are many, i's part is v(i) − v(none), and what is left is their interaction. Both are weighted sums
of the studies lived, so one matrix of weights gives the moves, their error and their interval over paired draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from simulator.kernel import stream
from simulator.quantiles import HIGH, LOW, quantiles
from simulator.study.diff.worlds import Lived, Swapped, middle_of

Array = NDArray[np.float64]
Weights = dict[Swapped, float]
FEW = 4
"""Units of which all orders are taken: 2⁴ studies."""
RESAMPLES = 200


@dataclass(frozen=True, slots=True)
class Part:
    """A unit's part of the move, the half-width of its 95 % interval, and the 90 % interval over draws of expected values."""

    move: float
    error: float
    lo: float
    hi: float


def orders(n: int) -> list[Weights]:
    """The weights of each unit's Shapley value."""
    found = []
    for i in range(n):
        rest = [j for j in range(n) if j != i]
        weights: Weights = {}
        for size in range(n):
            share = factorial(size) * factorial(n - size - 1) / factorial(n)
            for chosen in combinations(rest, size):
                weights[frozenset({*chosen, i})] = weights.get(frozenset({*chosen, i}), 0.0) + share
                weights[frozenset(chosen)] = weights.get(frozenset(chosen), 0.0) - share
        found.append(weights)
    return found


def alone(n: int) -> list[Weights]:
    """The weights of each unit swapped in by itself."""
    return [{frozenset({i}): 1.0, frozenset(): -1.0} for i in range(n)]


def parts(weights: Sequence[Weights], studies: Mapping[Swapped, Lived], seed: int) -> list[Part]:
    """The parts that weights give.

    Args:
        studies: every study that a weight names, lived in the same draws.
        seed: of the resampling of draws.
    """
    states = list(dict.fromkeys(state for each in weights for state in each))
    matrix = np.array([[each.get(state, 0.0) for state in states] for each in weights])
    middles = np.array([studies[state].middle for state in states])
    resampled = _resampled([studies[state].values for state in states], seed)
    spread = np.std(resampled @ matrix.T, axis=0)
    with np.errstate(invalid="ignore"):
        paired = matrix @ np.stack([studies[state].expected for state in states])
    moves = matrix @ middles
    return [
        Part(float(move), 1.959964 * float(error), *_ends(row))
        for move, error, row in zip(moves, spread, paired, strict=True)
    ]


def _ends(row: Array) -> tuple[float, float]:
    known = row[np.isfinite(row)]
    if not len(known):
        return float("nan"), float("nan")
    lo, hi = quantiles(known, (LOW, HIGH)).tolist()
    return lo, hi


def _resampled(values: Sequence[Array], seed: int) -> Array:
    """(resamples, studies) medians over draws taken again, the same draws in every study (Efron & Tibshirani 1993, §6)."""
    rows = stream(seed, "diff/bootstrap", 0).integers(0, len(values[0]), (RESAMPLES, len(values[0])))
    return np.array([[middle_of(each[row]) for each in values] for row in rows])


def all_subsets(n: int) -> list[Swapped]:
    """Every choice of units, the smallest first."""
    return [frozenset(chosen) for size in range(n + 1) for chosen in combinations(range(n), size)]
