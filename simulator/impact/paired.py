"""Two proposals in the same simulated years: differences draw by draw, never of summaries.

Both are run with one seed, so an unknown they share has one value in each draw, and each stream of chance begins alike.
Counts coincide only where rates do (docs/method.md §6.10).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.impact import doubt
from simulator.impact.measures import MEASURES
from simulator.impact.summary import Impact
from simulator.quantiles import HIGH, LOW, MIDDLE, quantile

Array = NDArray[np.float64]


def difference(a: Impact, b: Impact, measure: str, group: str) -> dict[str, Any]:
    """The measure in `a` less the measure in `b`, over the draws in which both are finite.

    Returns median, lo, hi (90 %, chance and unknowns), `audit` (90 %, of expected values), `chance` (90 %, both years
    lived again at the draw whose expected difference is the median; None for what is expected and not counted), and the shares
    of simulated years in which a is `below`, `equal` to or `above` b. `defined` is the share of draws used.

    Raises:
        ValueError: the two were not drawn with one seed and number of draws.
    """
    if (a.draws.seed, a.draws.draws) != (b.draws.seed, b.draws.draws):
        raise ValueError("only proposals with one seed and one number of draws can be paired")
    simulated = _finite(a.values(measure, group), b.values(measure, group))
    expected, used = _less(a.expected_values(measure, group), b.expected_values(measure, group))
    shares: dict[str, Any] = {"below": None, "equal": None, "above": None}
    if len(simulated):
        shares = {
            "below": float(np.mean(simulated < 0)),
            "equal": float(np.mean(simulated == 0)),
            "above": float(np.mean(simulated > 0)),
        }
    return {
        **_points(simulated, ("lo", LOW), ("median", MIDDLE), ("hi", HIGH)),
        **shares,
        "audit": _ends(expected),
        "chance": _chance(a, b, measure, group, expected, used),
        "defined": len(simulated) / a.draws.draws,
    }


def _chance(
    a: Impact, b: Impact, measure: str, group: str, expected: Array, used: NDArray[np.intp]
) -> list[float] | None:
    if not MEASURES[measure].simulated or not len(expected):
        return None
    draw = int(used[doubt.median_draw(expected, doubt.ordered(expected))])
    return _ends(_finite(a.chance_values(measure, group, draw), b.chance_values(measure, group, draw)))


def _less(above: Array, below: Array) -> tuple[Array, NDArray[np.intp]]:
    """Differences that are finite, and where."""
    used = np.flatnonzero(np.isfinite(above) & np.isfinite(below))
    return above[used] - below[used], used


def _finite(above: Array, below: Array) -> Array:
    size = min(len(above), len(below))
    return _less(above[:size], below[:size])[0]


def _points(values: Array, *points: tuple[str, float]) -> dict[str, float | None]:
    years = doubt.ordered(values)
    return {name: quantile(years, p) if len(years) else None for name, p in points}


def _ends(values: Array) -> list[float] | None:
    years = doubt.ordered(values)
    return [quantile(years, p) for p in (LOW, HIGH)] if len(years) else None
