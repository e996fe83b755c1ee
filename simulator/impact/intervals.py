"""What stands for many draws in a result: the middle and the ends of the 90 % interval, None where nothing is defined."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.quantiles import HIGH, LOW, MIDDLE, quantile
from simulator.results.values import Ends, Interval

Array = NDArray[np.float64]


def at(in_order: Array, p: float) -> float | None:
    """The p-quantile of values in ascending order."""
    return quantile(in_order, p) if len(in_order) else None


def ends(in_order: Array) -> Ends | None:
    """Both ends of values in ascending order."""
    return (quantile(in_order, LOW), quantile(in_order, HIGH)) if len(in_order) else None


def interval(in_order: Array) -> Interval:
    """The middle and both ends of values in ascending order."""
    return Interval(median=at(in_order, MIDDLE), lo=at(in_order, LOW), hi=at(in_order, HIGH))
