"""The one rule of quantiles (docs/method.md §4.3): the value with a share p of the values below it, or the middle of two such.

Definition 2 of Hyndman & Fan (1996, Am. Stat. 50(4)): of n values in order the ⌈np⌉-th, and where np is whole the mean of that
and the next. So the middle of two is half-way between them, and turning all signs turns an interval round and nothing else.
It serves draws, simulated years, replications and people alike. Undefined values (nan) are left out first.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95
"""The ends of every printed interval, and its middle."""

_ROUNDING = 1e-9
"""A share of n values that is whole but for rounding (0.07 × 100) is whole."""


def quantile(in_order: Array, p: float) -> float:
    """The p-quantile of values in ascending order."""
    low, high = _places(len(in_order), p)
    return float(in_order[low] + in_order[high]) / 2


def quantiles(values: Array, points: Sequence[float] = (LOW, MIDDLE, HIGH)) -> Array:
    """(points, …) quantiles over the last axis of values in any order."""
    in_order = np.sort(values, axis=-1)
    pairs = [_places(values.shape[-1], p) for p in points]
    return np.stack([(in_order[..., low] + in_order[..., high]) / 2 for low, high in pairs])


def quantile_of_each(in_order: Array, first: NDArray[np.int64], n: NDArray[np.int64], p: float) -> Array:
    """The p-quantile of each stretch of n values in ascending order that begins at `first`; (stretches,)."""
    low = np.maximum(np.ceil(n * p - _ROUNDING).astype(np.int64) - 1, 0)
    high = np.minimum(np.floor(n * p + _ROUNDING).astype(np.int64), n - 1)
    return np.asarray((in_order[first + low] + in_order[first + high]) / 2)


def _places(n: int, p: float) -> tuple[int, int]:
    """Where the two values stand among n, from 0; mostly one and the same."""
    return max(ceil(n * p - _ROUNDING) - 1, 0), min(floor(n * p + _ROUNDING), n - 1)


def weighted_quantiles(values: Array, weight: Array, points: Sequence[float] = (LOW, MIDDLE, HIGH)) -> Array:
    """(points, rows) quantiles of (rows, n) values of unequal weight: where the weight below reaches a share p, by the same rule.

    Undefined values are left out; a row of none is undefined.
    """
    order = np.argsort(values, axis=1)
    in_order = np.take_along_axis(values, order, axis=1)
    known = ~np.isnan(in_order)
    below = np.cumsum(np.where(known, weight[order], 0.0), axis=1)
    share = below / np.where(known.any(axis=1), below[:, -1], np.nan)[:, None]
    last = np.maximum(known.sum(axis=1) - 1, 0)
    result = np.empty((len(points), len(values)))
    for i, p in enumerate(points):
        low = np.minimum(np.argmax(share >= p - _ROUNDING, axis=1), last)
        beyond = share > p + _ROUNDING
        high = np.minimum(np.where(beyond.any(axis=1), np.argmax(beyond, axis=1), last), last)
        rows = np.arange(len(values))
        result[i] = (in_order[rows, low] + in_order[rows, high]) / 2
    return result
