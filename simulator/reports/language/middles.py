"""Where a middle misleads: an average far from it is told beside it, and a range too wide for it comes first."""

from __future__ import annotations

from collections.abc import Callable

from simulator.reports.language import numbers
from simulator.reports.language.study import Estimate

APART = 2.0
"""An average more than so many times the middle, or less than its part, is told with it."""
WIDE = 30.0
"""Where the high end is more than so many times the low end, the range is the answer and its middle small print."""


def range_first(cell: Estimate) -> bool:
    """Whether the interval is too wide for its middle to stand for it; from 0 to anything it is."""
    return cell.known and (cell.hi or 0.0) > WIDE * (cell.lo or 0.0)


def average(cell: Estimate, say: Callable[[float | None], str] = numbers.prose_count) -> str | None:
    """The average in words where the middle, printed by `say`, would hide it: 0, or more than twofold away."""
    if not cell.mean or cell.median is None:
        return None
    apart = cell.mean > APART * cell.median or cell.median > APART * cell.mean
    return numbers.prose(cell.mean) if apart or say(cell.median) == "0" else None
