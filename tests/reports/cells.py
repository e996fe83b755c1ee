"""Cells of a made-up summary: log-normal intervals about a middle."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Any


def quantile(median: float, spread: float, p: float) -> float:
    """A log-normal quantile; `spread` is the ratio of the 95 % point to the median."""
    return median * math.exp(math.log(spread) / 1.6449 * NormalDist().inv_cdf(p)) if median else 0.0


def cell(median: float, spread: float = 25.0, count: bool = False) -> dict[str, Any]:
    """One cell of `measures`."""
    at = [quantile(median, spread, p) for p in (0.05, 0.17, 0.5, 0.83, 0.95)]
    if count:
        at = [float(round(x)) for x in at]
    noise = 1.645 * math.sqrt(median)
    return {
        "median": at[2],
        "mean": median * 2.1,
        "lo": at[0],
        "hi": at[4],
        "q17": at[1],
        "q83": at[3],
        "chance": [max(0.0, median - noise), median + noise],
        "audit": [quantile(median, spread * 0.98, 0.05), quantile(median, spread * 0.98, 0.95)],
        "defined": 1.0,
        "mc_error": median * 0.01,
    }


def middle(median: float, spread: float) -> dict[str, float]:
    """A count's middle and interval alone."""
    return {key: float(cell(median, spread, count=True)[key]) for key in ("median", "lo", "hi")}
